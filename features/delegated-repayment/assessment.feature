Feature: The score, the agreement and the agency are judged before anything is authorised

  Background:
    Given the policy "delegated-repayment" on 2026-11-21
    And the facts:
      | fact                                       | value                                                                                              |
      | kind of lender                             | commercial bank                                                                                    |
      | kind of borrower                           | person                                                                                             |
      | contract date                              | 2026-11-21                                                                                         |
      | warning level                              | none                                                                                               |
      | fraud confirmed | no |
      | days past due                              | 0                                                                                                  |
      | risk grade                                 | B                                                                                                  |
      | holds                                      | none                                                                                               |
      | placement                                  | in house                                                                                           |
      | amount asked for                           | 15,000 yuan                                                                                        |
      | bureau answer                              | report obtained                                                                                    |
      | cost items disclosed                       | interest, service fee, penalty interest                                                            |
      | cost items to be charged                   | interest, service fee                                                                              |
      | costs confirmed at                         | 2026-11-20T11:05:00+08:00                                                                          |
      | matter to decide                           | payout of the loan                                                                                 |
      | time of the decision                       | 2026-11-21T15:00:00+08:00                                                                          |
      | documents of the application               | loan application, proof of income                                                                  |
      | consent to query the score                 | yes                                                                                                |
      | subject of the score                       | the borrower                                                                                       |
      | account, person and enterprise bound       | yes                                                                                                |
      | source of the score known                  | yes                                                                                                |
      | age of the score                           | 5                                                                                                  |
      | completeness of the data of the score      | 0.95                                                                                               |
      | age of the financial documents             | 2 months                                                                                           |
      | outlook of the industry                    | stable                                                                                             |
      | kind of delegation                         | agent debiting the borrower's account                                                              |
      | share of the debt delegated                | 1                                                                                                  |
      | clauses in the agreement                   | scope, amount, period, liability for breach, fees, revocation, use of data, settlement of disputes |
      | unclear clauses                   | none                                                                                               |
      | blanket or default authorisation           | no                                                                                                 |
      | borrower's consent to the delegation       | yes                                                                                                |
      | lender's answer to the delegation          | agreed                                                                                             |
      | agency relation verified                   | yes                                                                                                |
      | identity of the agent verified             | yes                                                                                                |
      | relation of the payer to the borrower      | commercial agency                                                                                  |
      | part of an amount may be taken             | no                                                                                                 |
      | approved preliminarily at                  | 2026-11-20T10:00:00+08:00                                                                          |
      | reading confirmed at                       | 2026-11-20T11:00:00+08:00                                                                          |
      | agreement e-signed at                      | 2026-11-20T11:10:00+08:00                                                                          |
      | mandate of the client registered at        | 2026-11-20T11:10:00+08:00                                                                          |
      | mandate of the bank registered at          | 2026-11-20T11:12:00+08:00                                                                          |
      | payout asked for at                        | 2026-11-21T14:59:00+08:00                                                                          |
      | authorisation begins at                    | 2026-11-20T00:00:00+08:00                                                                          |
      | authorisation ends at                      | 2027-11-21T00:00:00+08:00                                                                          |
      | authorisation revoked                      | no                                                                                                 |
      | most authorised in all                     | 60,000 yuan                                                                                        |
      | used of what was authorised                | 0 yuan                                                                                             |
      | limit for each item                        | 6,000 yuan                                                                                         |
      | limit for each day                         | 6,000 yuan                                                                                         |
      | taken today                                | 0 yuan                                                                                             |
      | instalment due on                          | 2026-12-21                                                                                         |
      | instalment                                 | 5,300 yuan                                                                                         |
      | paid by the borrower                       | 0 yuan                                                                                             |
      | income expected before the due date        | 8,000 yuan                                                                                         |
      | costs due                                  | 50 yuan                                                                                            |
      | interest to pay                            | 350 yuan                                                                                           |
      | principal to pay                           | 4,900 yuan                                                                                         |
      | order of settlement                        | costs, interest, principal                                                                         |
      | debit under way                            | no                                                                                                 |
      | licences of the agency                     | payment licence                                                                                    |
      | licence valid through                      | 2028-12-31                                                                                         |
      | what the agency does                       | debits                                                                                             |
      | service score of the agency                | 90 points                                                                                          |
      | disclosure late by                         | 0                                                                                                  |
      | share of the agency in our delegated loans | 0.20                                                                                               |
      | money kept apart                           | yes                                                                                                |
      | fee taken up front or on success           | no                                                                                                 |
      | source of the funds known                  | yes                                                                                                |
      | signs of an illegal intermediary           | none                                                                                               |
      | age of the last data from the agency       | 2 hours                                                                                            |
      | balances of agency and lender agree        | yes                                                                                                |
      | instalment advanced before                 | no                                                                                                 |
      | advances in 6 months                       | 0 times                                                                                            |
      | advances in 12 months                      | 0 times                                                                                            |

  @DRP-01 @DRP-02 @DRP-03 @DRP-07
  Scenario: An application in order
    Given matter to decide is assessment of the application
    When it is decided
    Then the decisions are:
      | decision                   | value          |
      | intake                     | complete       |
      | use of the score           | rely on it     |
      | agreement                  | complete       |
      | affordability of the terms | fits           |
      | agency                     | qualified      |
      | payout gate                | not asked      |
      | debit                      | not asked      |
      | treatment of the shortfall | not asked      |
      | years to keep the records  | 10 years       |
    And no reason is given

  @DRP-01
  Scenario Outline: A person shows income, a business its statements
    Given kind of borrower is <borrower>
    And documents of the application is <documents>
    When it is decided
    Then intake is <result>

    Examples:
      | borrower       | documents                              | result     |
      | person         | loan application, bank statements      | complete   |
      | person         | loan application                       | incomplete |
      | person         | proof of income                        | incomplete |
      | small business | loan application, financial statements | complete   |
      | small business | loan application, proof of income      | incomplete |

  @DRP-01 @DRP-11 @CN-CRIR-13
  Scenario: Without consent the score is not queried
    Given consent to query the score is no
    When it is decided
    Then use of the score is ignore it
    And the reasons include "SCORE_NO_CONSENT"

  @DRP-11
  Scenario Outline: A score is relied on while it is fresh and its data are complete
    Given age of the score is <age>
    And completeness of the data of the score is <complete>
    When it is decided
    Then use of the score is <use>

    Examples:
      | age     | complete | use        |
      | 30 days | 80%      | rely on it |
      | 31 days | 80%      | ignore it  |
      | 30 days | 79.99%   | ignore it  |

  @DRP-11 @GOV-04
  Scenario: A score of unknown age is ignored
    Given age of the score is missing
    When it is decided
    Then use of the score could not be known because age of the score is missing
    And use of the score is ignore it

  @DRP-11
  Scenario: A score from an unknown source is ignored
    Given source of the score known is no
    When it is decided
    Then use of the score is ignore it
    And the reasons include "SCORE_SOURCE"

  @DRP-02
  Scenario Outline: Statements and the trend of the industry count beside the score
    Given age of the financial documents is <months> months
    And outlook of the industry is <outlook>
    When it is decided
    Then use of the score is <use>

    Examples:
      | months | outlook   | use          |
      | 6      | stable    | rely on it   |
      | 7      | stable    | support only |
      | 6      | declining | support only |

  @DRP-02
  Scenario Outline: Above 20,000 yuan the score never replaces a credit report
    Given amount asked for is <amount>
    And bureau answer is bureau unavailable
    When it is decided
    Then need of a credit report is <need>

    Examples:
      | amount         | need          |
      | 20,000.00 yuan | met           |
      | 20,000.01 yuan | report needed |

  @DRP-12
  Scenario: Nobody else's score is used
    Given subject of the score is somebody else
    And separate consent of the subject of the score is yes
    When it is decided
    Then use of the score is ignore it
    And the first reason is "SCORE_OF_ANOTHER"

  @DRP-12 @CN-PIPL-28
  Scenario Outline: The score of whoever runs an enterprise needs separate consent and a stated weight
    Given kind of borrower is small business
    And documents of the application is loan application, financial statements
    And subject of the score is actual controller
    And separate consent of the subject of the score is <consent>
    And weight of the score stated is <weight>
    When it is decided
    Then use of the score is <use>
    And the reasons include "<reason>"

    Examples:
      | consent | weight | use          | reason                |
      | yes     | yes    | support only | SCORE_SUPPORTS_ONLY   |
      | no      | yes    | ignore it    | SCORE_SUBJECT_CONSENT |
      | yes     | no     | ignore it    | SCORE_WEIGHT          |

  @DRP-12
  Scenario Outline: It never earns the enterprise the best grade
    Given kind of borrower is small business
    And subject of the score is <subject>
    And risk grade is <grade>
    When it is decided
    Then grade that the terms go by is "<applied>"

    Examples:
      | subject              | grade | applied |
      | actual controller    | A     | B       |
      | legal representative | C     | C       |
      | the borrower         | A     | A       |

  @DRP-12
  Scenario: Account and person not bound
    Given account, person and enterprise bound is no
    When it is decided
    Then use of the score is ignore it
    And the reasons include "SCORE_NOT_BOUND"

  @DRP-03 @CN-CIVIL-165
  Scenario: A clause that is absent blocks the agreement, and is named
    Given clauses in the agreement is scope, amount, fees, revocation, use of data, settlement of disputes
    When it is decided
    Then agreement is clauses missing
    And clauses absent is period, liability for breach
    And the reasons include "CLAUSE_MISSING"
    And the obligations include "COMPLETE_AGREEMENT"
    And payout gate is hold

  @DRP-03
  Scenario: An unclear clause blocks it too
    Given unclear clauses is amount
    When it is decided
    Then agreement is clauses unclear
    And the reasons include "CLAUSE_UNCLEAR"
    And payout gate is hold

  @DRP-03 @CN-CPR-10
  Scenario: A blanket authorisation is void whatever else it says
    Given blanket or default authorisation is yes
    When it is decided
    Then agreement is unlawful
    And payout gate is refuse
    And the reasons include "BLANKET_AUTHORISATION"

  @DRP-03 @GOV-04
  Scenario: Whether it is a blanket authorisation is not known
    Given blanket or default authorisation is missing
    When it is decided
    Then agreement could not be known because blanket or default authorisation is missing
    And agreement is clauses missing
    And payout gate is hold

  @DRP-03
  Scenario Outline: The income expected covers the instalment by a fifth, just, or not
    Given income expected before the due date is <inflow>
    And instalment is 5,000 yuan
    When it is decided
    Then affordability of the terms is <result>
    And payout gate is <gate>

    Examples:
      | inflow        | result       | gate    |
      | 6,000.00 yuan | fits         | release |
      | 5,999.99 yuan | tight        | hold    |
      | 5,000.00 yuan | tight        | hold    |
      | 4,999.99 yuan | does not fit | refuse  |

  @DRP-03 @GOV-04
  Scenario: Income not known does not fit, and holds the payout
    Given income expected before the due date is missing
    When it is decided
    Then affordability of the terms is does not fit
    And payout gate is hold

  @DRP-07 @CN-NETPAY-10
  Scenario Outline: Who debits has a payment licence or is a bank, who advances a licence for that
    Given licences of the agency is <licences>
    And what the agency does is <roles>
    And net assets of the agency is 50,000,000 yuan
    And outstanding advances of the agency is 0 yuan
    And liquid assets of the agency is 100,000,000 yuan
    And advances for this borrower is 0 yuan
    And advances for this borrower and related parties is 0 yuan
    And deposit of the agency is 9,000,000 yuan
    And volume authorised to the agency is 300,000,000 yuan
    When it is decided
    Then agency is <status>

    Examples:
      | licences                    | roles            | status    |
      | payment licence             | debits           | qualified |
      | bank                        | debits, advances | qualified |
      | financing guarantee licence | advances         | qualified |
      | financing guarantee licence | debits           | stopped   |
      | payment licence             | advances         | stopped   |
      | none                        | debits           | stopped   |

  @DRP-07
  Scenario Outline: A lapsed licence stops the agency the day after
    Given licence valid through is <until>
    When it is decided
    Then agency is <status>

    Examples:
      | until      | status    |
      | 2026-11-21 | qualified |
      | 2026-11-20 | stopped   |

  @DRP-07 @DRP-08
  Scenario Outline: Service and disclosure of the agency
    Given service score of the agency is <score> points
    And disclosure late by is <late>
    When it is decided
    Then agency is <status>
    And next authorisation is <next>

    Examples:
      | score | late    | status                | next        |
      | 80    | 0 days  | qualified             | allowed     |
      | 79    | 0 days  | watched               | allowed     |
      | 60    | 0 days  | watched               | allowed     |
      | 59    | 0 days  | no new authorisations | not allowed |
      | 80    | 15 days | watched               | allowed     |
      | 80    | 16 days | no new authorisations | not allowed |

  @DRP-16
  Scenario Outline: One agency stands for at most a quarter of our delegated loans
    Given share of the agency in our delegated loans is <share>
    When it is decided
    Then agency is <status>

    Examples:
      | share  | status                |
      | 25%    | qualified             |
      | 25.01% | no new authorisations |

  @DRP-17
  Scenario Outline: Clean hands
    Given <fact> is <value>
    When it is decided
    Then clean hands is breach
    And agency is stopped
    And the reasons include "<reason>"

    Examples:
      | fact                              | value                        | reason               |
      | money kept apart                  | no                           | FUNDS_POOLED         |
      | fee taken up front or on success  | yes                          | FEE_UPFRONT          |
      | source of the funds known         | no                           | SOURCE_UNKNOWN       |
      | signs of an illegal intermediary  | sells credit repair          | ILLEGAL_INTERMEDIARY |
      | signs of an illegal intermediary  | repays for a commission      | ILLEGAL_INTERMEDIARY |
      | signs of an illegal intermediary  | sells resistance to collection | ILLEGAL_INTERMEDIARY |

  @DRP-17 @GOV-04
  Scenario: Where the money comes from, not known, is no clean hand
    Given source of the funds known is missing
    When it is decided
    Then clean hands is breach
    And agency is no new authorisations

  @DRP-13 @CN-CIVIL-551
  Scenario Outline: A payer is never silently made a debtor
    Given kind of delegation is <kind>
    And lender's answer to the delegation is <answer>
    And joining or transfer signed by the payer is <signed>
    When it is decided
    Then payer becomes a debtor is <debtor>
    And legal footing is <footing>

    Examples:
      | kind                                  | answer    | signed | debtor | footing   |
      | agent debiting the borrower's account | agreed    | yes    | no     | in order  |
      | third party paying with its own money | agreed    | yes    | no     | in order  |
      | joining the debt                      | no answer | yes    | yes    | in order  |
      | joining the debt                      | refused   | yes    | no     | refused   |
      | joining the debt                      | no answer | no     | no     | not ready |
      | transfer of the debt                  | no answer | yes    | no     | refused   |
      | transfer of the debt                  | agreed    | yes    | yes    | in order  |

  @DRP-13 @CN-CIVIL-524 @CN-CTI-30
  Scenario Outline: Whoever has a legitimate interest in paying cannot be refused
    Given kind of delegation is third party paying with its own money
    And kind of borrower is <borrower>
    And relation of the payer to the borrower is <relation>
    When it is decided
    Then payment by a third party is <treatment>

    Examples:
      | borrower       | relation                            | treatment        |
      | person         | guarantor                           | must be accepted |
      | person         | owner of the collateral             | must be accepted |
      | person         | close relative                      | must be accepted |
      | small business | close relative                      | refused          |
      | small business | capital contributor of the borrower | must be accepted |
      | person         | commercial agency                   | may be accepted  |
      | person         | unrelated                           | refused          |

  @DRP-13 @CN-CIVIL-524
  Scenario Outline: A payer with a legitimate interest needs no consent of the borrower, an agency does
    Given kind of delegation is third party paying with its own money
    And relation of the payer to the borrower is <relation>
    And borrower's consent to the delegation is no
    When it is decided
    Then legal footing is <footing>

    Examples:
      | relation          | footing   |
      | guarantor         | in order  |
      | commercial agency | not ready |

  @DRP-13 @CN-CIVIL-546
  Scenario Outline: After the notice of an assignment the assignee is paid
    Given placement is assigned to a buyer
    And notice of assignment arrived at is <arrived>
    When it is decided
    Then creditor to pay is <creditor>

    Examples:
      | arrived                   | creditor     |
      | 2026-11-21T15:00:00+08:00 | the assignee |
      | 2026-11-21T15:00:01+08:00 | the lender   |
