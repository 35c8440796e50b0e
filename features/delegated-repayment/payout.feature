Feature: The loan is paid out only when approval, reading, signature and both mandates came in this order

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

  @DRP-04
  Scenario: Everything in order
    When it is decided
    Then payout gate is release
    And no reason is given

  @DRP-04 @GOV-07 @DUN-17
  Scenario Outline: Nothing is paid out while something stands in the way of new lending
    Given holds are <hold>
    And fraud confirmed is <fraud>
    When it is decided
    Then payout gate is refuse
    And the reasons include "<reason>"

    Examples:
      | hold                       | fraud | reason                |
      | debtor deceased            | no    | HOLD_FORBIDS          |
      | debtor under age           | no    | HOLD_FORBIDS          |
      | personal bankruptcy        | no    | HOLD_FORBIDS          |
      | account takeover suspected | no    | HOLD_FORBIDS          |
      | instalment plan            | no    | NO_NEW_DEBT_MEANWHILE |
      | hardship under review      | no    | NO_NEW_DEBT_MEANWHILE |
      | none                       | yes   | FRAUD_PATH            |

  @DRP-04 @GOV-08
  Scenario: A complaint does not stand in the way of a payout
    Given holds are open complaint
    When it is decided
    Then payout gate is release

  @DRP-04 @CN-NETPAY-10
  Scenario: The mandate is signed, that of the bank is absent
    Given mandate of the bank registered at is missing
    When it is decided
    Then payout gate is hold
    And the reasons include "STEP_ABSENT"
    And the obligations include "REGISTER_MANDATES"

  @DRP-03 @DRP-04 @GOV-04
  Scenario Outline: A step without a time on record did not happen
    Given <step> is missing
    When it is decided
    Then payout gate is hold
    And the reasons include "STEP_ABSENT"

    Examples:
      | step                                |
      | approved preliminarily at           |
      | reading confirmed at                |
      | agreement e-signed at               |
      | mandate of the client registered at |
      | payout asked for at                 |

  @DRP-03 @DRP-04 @CN-ESIGN-13
  Scenario Outline: Approval before reading, reading before signing, signing no later than the mandates, mandates no later than payout
    Given approved preliminarily at is <approved>
    And reading confirmed at is <read>
    And costs confirmed at is 2026-11-20T10:59:00+08:00
    And agreement e-signed at is <signed>
    And mandate of the client registered at is <mandate>
    And mandate of the bank registered at is <mandate>
    And payout asked for at is <payout>
    When it is decided
    Then payout gate is <gate>

    Examples:
      | approved                  | read                      | signed                    | mandate                   | payout                    | gate    |
      | 2026-11-20T10:59:59+08:00 | 2026-11-20T11:00:00+08:00 | 2026-11-20T11:00:01+08:00 | 2026-11-20T11:00:01+08:00 | 2026-11-20T11:00:01+08:00 | release |
      | 2026-11-20T11:00:00+08:00 | 2026-11-20T11:00:00+08:00 | 2026-11-20T11:00:01+08:00 | 2026-11-20T11:00:01+08:00 | 2026-11-20T11:00:01+08:00 | hold    |
      | 2026-11-20T10:59:59+08:00 | 2026-11-20T11:00:01+08:00 | 2026-11-20T11:00:01+08:00 | 2026-11-20T11:00:01+08:00 | 2026-11-20T11:00:01+08:00 | hold    |
      | 2026-11-20T10:59:59+08:00 | 2026-11-20T11:00:00+08:00 | 2026-11-20T11:00:01+08:00 | 2026-11-20T11:00:00+08:00 | 2026-11-20T11:00:01+08:00 | hold    |
      | 2026-11-20T10:59:59+08:00 | 2026-11-20T11:00:00+08:00 | 2026-11-20T11:00:01+08:00 | 2026-11-20T11:00:02+08:00 | 2026-11-20T11:00:01+08:00 | hold    |

  @DRP-03 @DRP-04 @CN-COSTDISC-2026
  Scenario Outline: Costs are confirmed before signing, for contracts from 1 August 2026
    Given contract date is <contract>
    And costs confirmed at is <confirmed>
    When it is decided
    Then payout gate is <gate>

    Examples:
      | contract   | confirmed                 | gate    |
      | 2026-08-01 | 2026-11-20T11:09:59+08:00 | release |
      | 2026-08-01 | 2026-11-20T11:10:00+08:00 | hold    |
      | 2026-07-31 | 2026-11-20T11:10:00+08:00 | release |

  @DRP-04 @CN-COSTDISC-2026
  Scenario Outline: Without a confirmation of costs the earlier version pays out, the present one does not
    Given the policy "delegated-repayment" on <day>
    And contract date is <day>
    And costs confirmed at is missing
    When it is decided
    Then payout gate is <gate>

    Examples:
      | day        | gate    |
      | 2026-07-31 | release |
      | 2026-08-01 | hold    |

  @DRP-08 @DRP-17 @CN-COSTDISC-2026
  Scenario: A fee that was not disclosed holds the payout
    Given cost items disclosed is interest
    When it is decided
    Then payout gate is hold
    And the reasons are "COST_UNDISCLOSED"

  @DRP-13 @CN-AML-31
  Scenario: The agent is not verified
    Given identity of the agent verified is no
    When it is decided
    Then payout gate is hold
    And the reasons are "AGENT_NOT_VERIFIED"

  @DRP-15
  Scenario Outline: Two advances in six months or three in twelve end new authorisations
    Given advances in 6 months is <six> times
    And advances in 12 months is <twelve> times
    And oldest instalment not paid by the borrower himself due on is 2026-11-21
    When it is decided
    Then next authorisation is <next>
    And payout gate is <gate>

    Examples:
      | six | twelve | next        | gate    |
      | 1   | 2      | allowed     | release |
      | 2   | 2      | not allowed | refuse  |
      | 1   | 3      | not allowed | refuse  |

  @DRP-02 @DRP-11
  Scenario: A score that is not used leaves the credit report to decide
    Given age of the score is 31 days
    When it is decided
    Then payout gate is release
    Given bureau answer is no record of the person
    When it is decided
    Then payout gate is hold
    And the obligations include "OBTAIN_CREDIT_REPORT"

  @DRP-03 @DRP-04 @DRP-13
  Scenario Outline: Each obstacle to a payout is told by its own reason
    Given <fact> is <value>
    When it is decided
    Then payout gate is <gate>
    And the reasons include "<reason>"

    Examples:
      | fact                                    | value                     | gate   | reason                 |
      | income expected before the due date     | 5,300 yuan                | hold   | TERMS_TIGHT            |
      | income expected before the due date     | 5,299.99 yuan             | refuse | TERMS_DO_NOT_FIT       |
      | documents of the application            | none                      | hold   | INTAKE_INCOMPLETE      |
      | costs confirmed at                      | 2026-11-20T11:10:00+08:00 | hold   | COST_NOT_CONFIRMED     |
      | reading confirmed at                    | 2026-11-20T11:10:00+08:00 | hold   | NOT_IN_ORDER_OF_TIME   |
      | borrower's consent to the delegation    | no                        | hold   | BORROWER_NOT_CONSENTED |
      | service score of the agency             | 59 points                 | refuse | AGENCY_SERVICE         |
      | disclosure late by                      | 16 days                   | refuse | DISCLOSURE_LATE        |
      | share of the agency in our delegated loans | 25.01%                 | refuse | AGENCY_CONCENTRATION   |
      | service score of the agency             | 0 points                  | refuse | AGENCY_NO_NEW          |

  @DRP-04 @DRP-13 @CN-CIVIL-551
  Scenario Outline: A transfer or joining that does not stand is no footing for a payout
    Given kind of delegation is <kind>
    And lender's answer to the delegation is <answer>
    And joining or transfer signed by the payer is <signed>
    When it is decided
    Then payout gate is <gate>
    And the reasons include "<reason>"

    Examples:
      | kind                 | answer    | signed | gate   | reason           |
      | joining the debt     | refused   | yes    | refuse | CREDITOR_REFUSED |
      | transfer of the debt | no answer | yes    | refuse | CREDITOR_SILENT  |
      | joining the debt     | agreed    | no     | hold   | JOINING_UNSIGNED |

  @DRP-03 @CN-CIVIL-165
  Scenario Outline: Each of the eight clauses is needed
    Given clauses in the agreement is <present>
    When it is decided
    Then clauses absent is <absent>
    And payout gate is hold

    Examples:
      | present                                                                                                  | absent                                         |
      | amount, period, liability for breach, fees, revocation, use of data, settlement of disputes              | scope                                          |
      | scope, period, liability for breach, fees, revocation, use of data, settlement of disputes               | amount                                         |
      | scope, amount, period, liability for breach                                                              | fees, revocation, use of data, settlement of disputes |

  @DRP-04 @DRP-10
  Scenario Outline: Nothing is paid out on an authorisation that has ended
    Given authorisation ends at is <end>
    When it is decided
    Then payout gate is <gate>

    Examples:
      | end                       | gate    |
      | 2026-11-21T15:00:01+08:00 | release |
      | 2026-11-21T15:00:00+08:00 | refuse  |
