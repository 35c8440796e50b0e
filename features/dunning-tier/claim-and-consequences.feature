Feature: What may be claimed, what happens to the line, and what is reported

  Background:
    Given the policy "dunning-tier" on 2026-11-21
    And the facts:
      | fact                                     | value           |
      | kind of lender                           | commercial bank |
      | kind of borrower                         | person          |
      | contract date                            | 2026-02-03      |
      | warning level                            | none            |
      | days past due                            | 35 days         |
      | overdue amount                           | 8,000 yuan      |
      | risk grade                               | D               |
      | holds                                    | none            |
      | state of the authorisation               | active          |
      | placement                                | in house        |
      | grace days of the contract               | 1 day           |
      | payment failed on the side of the lender | no              |
      | times late in 12 months                  | 2 times         |
      | fraud confirmed                          | no              |
      | instalment plan                          | no plan         |
      | promises broken in 90 days               | 0 times         |
      | previous tier                            | T4              |
      | softer step really attempted             | yes             |
      | drawdown frozen                          | yes             |
      | reported in error                        | no              |
      | role of the contact                      | debtor          |
      | right party confirmed                    | yes             |
      | number valid                             | yes             |
      | contact proposed by                      | lender          |
      | proposed channel                         | call by a person |
      | proposed time                            | 10:00           |
      | language of messages                     | Chinese         |
      | connected calls today                    | 0 calls         |
      | connected calls in 7 days                | 0 calls         |
      | unanswered dials to this number today    | 0 dials         |
      | messages today                           | 0 messages      |
      | messages in 7 days                       | 0 messages      |
      | e-mails in 7 days                        | 0 e-mails       |
      | letters in 15 days                       | 0 letters       |
      | visits in 30 days                        | 0 visits        |
      | persons on the visit                     | 0 persons       |
      | principal due                            | 7,600 yuan      |
      | interest due                             | 300 yuan        |
      | penalty interest due                     | 100 yuan        |
      | service fee due                          | 0 yuan          |
      | guarantee fee due                        | 0 yuan          |
      | collection cost charged                  | 0 yuan          |
      | fees disclosed                           | none            |
      | contract rate                            | 14.6%           |
      | penalty rate                             | 21.9%           |
      | contract tenor                           | 12 months       |
      | average principal since drawdown         | 30,000 yuan     |
      | days since drawdown                      | 200 days        |
      | charges paid since drawdown              | 1,500 yuan      |

  @DUN-14 @CN-CARD-69
  Scenario: A lawful claim is demanded in full, item by item
    When it is decided
    Then amount that may be demanded is 8,000 yuan
    And items taken off the claim are none
    And the obligations include "ITEMISE_CLAIM", "SETTLE_IN_ORDER"

  @DUN-14 @CN-CARD-69 @GOV-05
  Scenario: A claim that does not equal the ledger stops every contact
    Given interest due is 300.01 yuan
    When it is decided
    Then course is compliance review
    And this contact now is not permitted
    And the reasons include "LEDGER_MISMATCH"
    And action on the credit report is none

  @DUN-14 @CN-CBA-2026-BAN
  Scenario: The cost of collection is never the debtor's
    Given collection cost charged is 500 yuan
    And overdue amount is 8,500 yuan
    When it is decided
    Then amount that may be demanded is 8,000 yuan
    And items taken off the claim are cost of collection
    And the reasons include "COLLECTION_COST_REMOVED", "CLAIM_CORRECTED_FIRST"
    And the obligations include "CORRECT_BEFORE_CONTACT"
    And this contact now is not now
    And action on the credit report is none

  @DUN-14 @CN-CPR-10
  Scenario Outline: A fee that was not disclosed is taken off
    Given service fee due is 200 yuan
    And overdue amount is 8,200 yuan
    And fees disclosed are <disclosed>
    When it is decided
    Then amount that may be demanded is <amount>

    Examples:
      | disclosed     | amount     |
      | service fee   | 8,200 yuan |
      | guarantee fee | 8,000 yuan |
      | none          | 8,000 yuan |

  @DUN-14 @CN-PENALTY-2003 @GOV-05
  Scenario Outline: Penalty interest is at most one and a half times the contract rate
    Given penalty rate is <rate>
    When it is decided
    Then amount that may be demanded is <amount>

    Examples:
      | rate   | amount        |
      | 21.90% | 8,000.00 yuan |
      | 29.20% | 7,975.00 yuan |

  @DUN-14 @CN-SPC-22 @CN-CRIM-293-1 @GOV-05
  Scenario Outline: All charges since drawdown together stay within the cap of the contract date
    Given charges paid since drawdown is <paid>
    When it is decided
    Then amount that may be demanded is <amount>

    Examples:
      | paid          | amount        |
      | 3,545.20 yuan | 8,000.00 yuan |
      | 3,545.21 yuan | 7,999.99 yuan |
      | 5,000.00 yuan | 7,600.00 yuan |

  @DUN-14 @CN-LPR-2020 @GOV-04
  Scenario: Where the cap of the contract date is not known nothing is demanded
    Given kind of lender is private lender
    And contract date is 2026-03-02
    When it is decided
    Then amount that may be demanded could not be known because one-year loan prime rate is missing
    And amount that may be demanded is 0 yuan
    And course is compliance review
    And the reasons include "CLAIM_NOT_KNOWN"

  @DUN-14 @CN-LPR-2020
  Scenario Outline: A private lender's cap is that of the day the contract was made
    Given kind of lender is private lender
    And contract date is <contract>
    And charges paid since drawdown is 1,700 yuan
    When it is decided
    Then amount that may be demanded is <amount>

    Examples:
      | contract   | amount        |
      | 2025-05-19 | 7,938.35 yuan |
      | 2025-05-20 | 7,872.60 yuan |

  @DUN-09
  Scenario Outline: The line is frozen while something is overdue, lowered when it is serious, restored on cure
    Given days past due is <days> days
    And overdue amount is <amount>
    And drawdown frozen is <frozen>
    When it is decided
    Then action on the line is <action>

    Examples:
      | days | amount     | frozen | action          |
      | 5    | 8,000 yuan | no     | freeze drawdown |
      | 35   | 8,000 yuan | yes    | lower the line  |
      | 0    | 0 yuan     | yes    | restore         |
      | 0    | 0 yuan     | no     | none            |
      | 1    | 8,000 yuan | yes    | none            |

  @DUN-18 @CN-CRIR-15
  Scenario Outline: Nothing is reported before a notice that is five days old
    Given notice of reporting sent on is <sent>
    When it is decided
    Then action on the credit report is <action>

    Examples:
      | sent       | action |
      | 2026-11-16 | report |
      | 2026-11-17 | none   |

  @DUN-18 @CN-CRIR-15
  Scenario: Where no notice is on record, the notice comes first
    When it is decided
    Then action on the credit report is give notice
    And the obligations include "REPORTING_NOTICE"

  @DUN-18 @CN-CRIR-25
  Scenario: What is disputed is not reported
    Given notice of reporting sent on is 2026-10-30
    And holds are open dispute
    And leading hold started on is 2026-11-15
    When it is decided
    Then action on the credit report is none

  @DUN-18 @CN-CRIR-25
  Scenario: What was reported in error is corrected
    Given reported in error is yes
    When it is decided
    Then action on the credit report is correct
    And the obligations include "CORRECT_REPORT"

  @DUN-18 @DUN-13
  Scenario Outline: Neither grace nor a small shortfall is reported
    Given notice of reporting sent on is 2026-10-30
    And days past due is <days> days
    And overdue amount is <amount>
    And principal due is <amount>
    And interest due is 0 yuan
    And penalty interest due is 0 yuan
    When it is decided
    Then action on the credit report is <action>

    Examples:
      | days | amount     | action |
      | 1    | 8,000 yuan | none   |
      | 35   | 9.99 yuan  | none   |
      | 35   | 10.00 yuan | report |

  @DUN-17 @GOV-09
  Scenario Outline: A request for relief is answered within seven working days, counted from the day after, over the National Day
    Given the policy "dunning-tier" on <day>
    And holds is hardship under review
    And leading hold started on is <start>
    When it is decided
    Then answer to the request for relief is <time>

    Examples:
      | day        | start      | time    |
      | 2026-10-15 | 2026-09-30 | running |
      | 2026-10-16 | 2026-09-30 | run out |
      | 2026-09-29 | 2026-09-18 | running |
      | 2026-09-30 | 2026-09-18 | run out |

  @DUN-17 @GOV-04 @GOV-09
  Scenario: Beyond the announced calendar it is not known when the time ends, and the request is answered first
    Given the policy "dunning-tier" on 2026-12-31
    And holds is hardship under review
    And leading hold started on is 2026-12-28
    When it is decided
    Then answer to the request for relief could not be known because working days in mainland China are unknown
    And answer to the request for relief is run out
