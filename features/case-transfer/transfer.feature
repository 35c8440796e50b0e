Feature: A late case is handed over only when it may be, with everything in order, to an agency that fits

  Background:
    Given the policy "case-transfer" on 2026-11-21
    And the facts:
      | fact                              | value |
      | kind of borrower                  | person |
      | warning level                     | none |
      | days past due                     | 120 days |
      | kind of lender | commercial bank |
      | contract date | 2025-01-06 |
      | contract tenor | 12 months |
      | contract rate | 14.6% |
      | penalty rate | 21.9% |
      | fees disclosed | none |
      | average principal since drawdown | 100,000 yuan |
      | days since drawdown | 400 days |
      | charges paid since drawdown | 0 yuan |
      | overdue amount                    | 45,000 yuan |
      | risk grade                        | D |
      | holds                             | none |
      | fraud confirmed                   | no   |
      | grace days of the contract        | 1 day |
      | payment failed on the side of the lender | no |
      | debtor lost                       | no |
      | placement                         | in house |
      | instalment plan                   | no plan |
      | principal due                     | 40,000 yuan |
      | interest due                      | 4,000 yuan |
      | penalty interest due              | 1,000 yuan |
      | service fee due                   | 0 yuan |
      | guarantee fee due                 | 0 yuan |
      | collection cost charged           | 0 yuan |
      | balance of the ledger             | 45,000 yuan |
      | state of the debt                 | open |
      | contract at hand                  | yes |
      | claim audited on                  | 2026-11-01 |
      | paid in 30 days                   | 0 yuan |
      | disposable income to instalment   | 1.5 |
      | signs of unwillingness            | refusal on record, pays others instead |
      | signs of willingness              | none |
      | days of discovery in house        | 15 days |
      | hardship interview held           | no |
      | draw for the control group        | 6 |
      | limitation ends on                | 2029-01-29 |
      | evidence score                    | 95 points |
      | address confirmed                 | yes |
      | arbitration agreed                | no |
      | clue to assets                    | yes |
      | chance of recovery                | 60% |
      | cost of the legal route           | 3,000 yuan |
      | mode asked for                    | litigation |
      | assignment approved by the board  | no |
      | seller in the pilot               | yes |
      | buyer may buy                     | yes |
      | buyer may sell on                 | no |
      | class of the loan                 | substandard |
      | secured                           | no |
      | mandate or assignment signed      | yes |
      | notarised                         | yes |
      | debtor told who acts on           | 2026-11-15 |
      | ways of transfer published        | yes |
      | evidence at hand                  | loan contract, electronic signature, proof of disbursement, repayment ledger, notices sent, call recordings, identity record |
      | hash manifest matches             | yes |
      | data to hand over                 | debtor's name, debtor's own number, statement of the claim, holds with opt-outs, contact counters |
      | impact assessment made            | yes |
      | maker                             | officer-1 |
      | checker                           | officer-2 |
      | checker approved                  | yes |
      | number of the placement           | 0 times |
      | days in placement                 | 0 days |
      | days since the last collector     | 30 days |
      | days without action of the agency | 0 days |
      | days a report is late             | 0 days |
      | fee rate                          | 15% |
      | fee charged to the debtor         | no |
      | breach by the agency              | no breach |
      | score of the agency               | 85 points |
      | hours since the last exchange     | 2 hours |
      | exchange contradicts the ledger   | no |
      | payment not yet posted            | no |
      | net recovery of transferred cases | 20% |
      | net recovery of the control group | 15% |
      | complaint rate against in house   | 1.0 |
      | share of penalty waived           | 0% |
      | share of interest waived          | 0% |
      | share of principal waived         | 0% |
      | approver of the waiver            | supervisor |
      | ground of the waiver on record    | yes |
      | days the offer is valid           | 15 days |
      | parts of the payment              | 3 parts |
    And agencies includes:
      | agency code                             | north |
      | kind of agency                          | law firm |
      | on the published list                   | yes |
      | on the list of partners                 | yes |
      | agreement in force covers the case      | yes |
      | qualification in force                  | yes |
      | record of violence                      | no |
      | passes cases on without consent         | no |
      | serious breach open                     | no |
      | time since the last inspection          | 100 days |
      | time since the last security assessment | 6 months |
      | recordings delivered                    | yes |
      | cases it can still take                 | 20 |
      | share of our cases after this one       | 10% |
      | new agency                              | no |
      | cases placed so far                     | 900 |
      | had this case before                    | no |
      | conflict of interest                    | no |
      | net recovery to its benchmark           | 1.20 |
      | judgment and enforcement rate           | 65% |
      | time to filing                          | 15 days |
      | complaints per 10,000 cases             | 1.5 |
      | quality score                           | 96 |
      | breaches in 12 months                   | 0 |
      | free seats to seats needed            | 1.5 |
      | closeness to the debtor                 | local court or office |
      | share of reports on time                | 99% |
      | fee against its ceiling                 | 0.8 |
    And agencies includes:
      | agency code                             | south |
      | kind of agency                          | law firm |
      | on the published list                   | yes |
      | on the list of partners                 | yes |
      | agreement in force covers the case      | yes |
      | qualification in force                  | yes |
      | record of violence                      | no |
      | passes cases on without consent         | no |
      | serious breach open                     | no |
      | time since the last inspection          | 100 days |
      | time since the last security assessment | 6 months |
      | recordings delivered                    | yes |
      | cases it can still take                 | 20 |
      | share of our cases after this one       | 10% |
      | new agency                              | no |
      | cases placed so far                     | 900 |
      | had this case before                    | no |
      | conflict of interest                    | no |
      | net recovery to its benchmark           | 1.00 |
      | judgment and enforcement rate           | 50% |
      | time to filing                          | 15 days |
      | complaints per 10,000 cases             | 3.0 |
      | quality score                           | 92 |
      | breaches in 12 months                   | 1 |
      | free seats to seats needed            | 1.2 |
      | closeness to the debtor                 | same province |
      | share of reports on time                | 95% |
      | fee against its ceiling                 | 0.9 |

  @TRF-03 @TRF-17 @TRF-11
  Scenario: Able, unwilling, well evidenced: court with priority
    When it is decided
    Then treatment is "court, with priority"
    And eligibility is "eligible, with priority"
    And the agency ranking is north, south
    And agency is "north"
    And transfer is "transfer"
    And the obligations include "KEEP_TRANSFER_LOG", "KEEP_DEFENCES"

  @TRF-03
  Scenario: Ninety days exactly is not over ninety
    Given days past due is 90 days
    And mode asked for is "entrusted collection"
    When it is decided
    Then treatment is "keep in house"
    And transfer is "refuse"
    And the first reason is "KEPT_IN_HOUSE"

  @TRF-15 @CN-CARD-70
  Scenario: The same debtor, keeping a plan, is excluded
    Given instalment plan is "plan kept"
    When it is decided
    Then exclusions is "plan kept"
    And eligibility is "excluded"
    And transfer is "refuse"

  @TRF-04 @TRF-10
  Scenario: An agency with a record of violence never wins, however much it recovers
    Given agencies includes:
      | agency code                             | brutal |
      | kind of agency                          | law firm |
      | on the published list                   | yes |
      | on the list of partners                 | yes |
      | agreement in force covers the case      | yes |
      | qualification in force                  | yes |
      | record of violence                      | yes |
      | passes cases on without consent         | no |
      | serious breach open                     | no |
      | time since the last inspection          | 100 days |
      | time since the last security assessment | 6 months |
      | recordings delivered                    | yes |
      | cases it can still take                 | 20 |
      | share of our cases after this one       | 10% |
      | new agency                              | no |
      | cases placed so far                     | 900 |
      | had this case before                    | no |
      | conflict of interest                    | no |
      | net recovery to its benchmark           | 9.9 |
      | judgment and enforcement rate           | 100% |
      | time to filing                          | 15 days |
      | complaints per 10,000 cases             | 1.5 |
      | quality score                           | 96 |
      | breaches in 12 months                   | 0 |
      | free seats to seats needed            | 1.5 |
      | closeness to the debtor                 | local court or office |
      | share of reports on time                | 99% |
      | fee against its ceiling                 | 0.8 |
    When it is decided
    Then the agency ranking is north, south
    And "brutal" is excluded from the agency ranking by "TRF-N-VIOLENCE"
    And the reasons include "AGENCY_VIOLENCE"

  @TRF-04 @GOV-04
  Scenario: An agency of which too little is known is neither chosen nor left out
    Given agencies includes:
      | agency code                             | new |
      | kind of agency                          | law firm |
      | on the list of partners                 | yes |
      | agreement in force covers the case      | yes |
      | qualification in force                  | yes |
      | record of violence                      | no |
      | passes cases on without consent         | no |
      | serious breach open                     | no |
      | time since the last inspection          | 100 days |
      | time since the last security assessment | 6 months |
      | recordings delivered                    | yes |
      | cases it can still take                 | 20 |
      | share of our cases after this one       | 10% |
      | new agency                              | no |
      | cases placed so far                     | 900 |
      | had this case before                    | no |
      | conflict of interest                    | no |
      | net recovery to its benchmark           | 1.20 |
      | judgment and enforcement rate           | 65% |
      | time to filing                          | 15 days |
      | complaints per 10,000 cases             | 1.5 |
      | quality score                           | 96 |
      | breaches in 12 months                   | 0 |
      | free seats to seats needed            | 1.5 |
      | closeness to the debtor                 | local court or office |
      | share of reports on time                | 99% |
      | fee against its ceiling                 | 0.8 |
    When it is decided
    Then the agency ranking is north, south
    And "new" could not be compared in the agency ranking

  @TRF-11
  Scenario: Nobody approves his own transfer
    Given checker is "officer-1"
    When it is decided
    Then transfer is "refuse"
    And the reasons include "MAKER_IS_CHECKER"

  @TRF-01 @GOV-04
  Scenario: A debtor who may be lost is looked for, not written off
    Given days past due is 31 days
    And debtor lost is missing
    When it is decided
    Then internal review could not be known because debtor lost is missing
    And internal review is "opened"

  @TRF-16 @GOV-09
  Scenario Outline: The agency acts within three working days of its placement, over the National Day and the Saturday worked for it
    Given the policy "case-transfer" on <day>
    And placement is placed with an agency
    And placed with the agency on is <placed>
    And agency has acted is <acted>
    When it is decided
    Then first action of the agency is <action>

    Examples:
      | day        | placed     | acted | action |
      | 2026-10-10 | 2026-09-30 | no    | due    |
      | 2026-10-12 | 2026-09-30 | no    | late   |
      | 2026-10-12 | 2026-09-30 | yes   | taken  |
      | 2026-11-20 | 2026-11-17 | no    | due    |
      | 2026-11-21 | 2026-11-17 | no    | late   |

  @TRF-16
  Scenario Outline: Whether an agency acted in time is not known without the day, without its report, or beyond the announced calendar
    Given the policy "case-transfer" on <day>
    And placement is placed with an agency
    And placed with the agency on is <placed>
    And agency has acted is <acted>
    When it is decided
    Then first action of the agency could not be known because <cause> are missing
    And first action of the agency is late

    Examples:
      | day        | placed     | acted | cause                          |
      | 2026-12-31 | 2026-12-30 | no    | working days in mainland China |

  @TRF-14 @GOV-09
  Scenario Outline: A query of the agency is answered within two working days
    Given query of the agency received on is <received>
    When it is decided
    Then query to be answered by is <by>

    Examples:
      | received   | by         |
      | 2026-09-30 | 2026-10-09 |
      | 2026-10-09 | 2026-10-12 |
      | 2026-11-20 | 2026-11-24 |

  @TRF-16 @GOV-07
  Scenario Outline: What is with others already is taken back before it is handed over again
    Given placement is <placement>
    When it is decided
    Then transfer is <transfer>
    And the reasons <given> "WITH_OTHERS_ALREADY"

    Examples:
      | placement                  | transfer | given          |
      | in house                   | transfer | do not include |
      | in review for transfer     | transfer | do not include |
      | recalled from an agency    | transfer | do not include |
      | placed with an agency      | refuse   | include        |
      | assigned to a buyer        | refuse   | include        |
      | in court                   | refuse   | include        |

  @TRF-15 @DUN-16 @GOV-07
  Scenario: While a promise to pay runs the case stays in house, and what is placed is not taken back for it
    Given holds is promise to pay
    When it is decided
    Then eligibility is keep in house
    And transfer is refuse
    And the reasons are "AGENCY_AWAITS_PROMISE", "PROMISE_AWAITED"
    Given placement is placed with an agency
    When it is decided
    Then recall is none
    And contact by the agency is paused
