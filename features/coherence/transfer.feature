# What is overdue is decided once: the policy on transfers takes it from the policy on dunning.
Feature: A case that is not overdue for dunning is not overdue for a transfer

  Background:
    Given the policies "case-transfer" and "dunning-tier" on 2026-11-21
    And the facts:
      | fact                                     | value                                                                                                                        |
      | kind of lender                           | commercial bank                                                                                                              |
      | kind of borrower                         | person                                                                                                                       |
      | contract date                            | 2026-02-03                                                                                                                   |
      | warning level                            | none                                                                                                                         |
      | days past due                            | 120 days                                                                                                                     |
      | overdue amount                           | 45,000 yuan                                                                                                                  |
      | risk grade                               | D                                                                                                                            |
      | holds                                    | none                                                                                                                         |
      | debtor lost                              | no                                                                                                                           |
      | state of the authorisation               | active                                                                                                                       |
      | placement                                | in house                                                                                                                     |
      | grace days of the contract               | 1 day                                                                                                                        |
      | payment failed on the side of the lender | no                                                                                                                           |
      | times late in 12 months                  | 2 times                                                                                                                      |
      | fraud confirmed                          | no                                                                                                                           |
      | instalment plan                          | no plan                                                                                                                      |
      | promises broken in 90 days               | 0 times                                                                                                                      |
      | previous tier                            | T5 pre-legal                                                                                                                 |
      | softer step really attempted             | yes                                                                                                                          |
      | drawdown frozen                          | yes                                                                                                                          |
      | reported in error                        | no                                                                                                                           |
      | role of the contact                      | debtor                                                                                                                       |
      | right party confirmed                    | yes                                                                                                                          |
      | number valid                             | yes                                                                                                                          |
      | contact proposed by                      | lender                                                                                                                       |
      | proposed channel                         | call by a person                                                                                                             |
      | proposed time                            | 10:00                                                                                                                        |
      | language of messages                     | Chinese                                                                                                                      |
      | connected calls today                    | 0 calls                                                                                                                      |
      | connected calls in 7 days                | 0 calls                                                                                                                      |
      | unanswered dials to this number today    | 0 dials                                                                                                                      |
      | messages today                           | 0 messages                                                                                                                   |
      | messages in 7 days                       | 0 messages                                                                                                                   |
      | e-mails in 7 days                        | 0 e-mails                                                                                                                    |
      | letters in 15 days                       | 0 letters                                                                                                                    |
      | visits in 30 days                        | 0 visits                                                                                                                     |
      | persons on the visit                     | 0 persons                                                                                                                    |
      | principal due                            | 40,000 yuan                                                                                                                  |
      | interest due                             | 4,000 yuan                                                                                                                   |
      | penalty interest due                     | 1,000 yuan                                                                                                                   |
      | service fee due                          | 0 yuan                                                                                                                       |
      | guarantee fee due                        | 0 yuan                                                                                                                       |
      | collection cost charged                  | 0 yuan                                                                                                                       |
      | fees disclosed                           | none                                                                                                                         |
      | contract rate                            | 14.6%                                                                                                                        |
      | penalty rate                             | 21.9%                                                                                                                        |
      | contract tenor                           | 12 months                                                                                                                    |
      | average principal since drawdown         | 300,000 yuan                                                                                                                 |
      | days since drawdown                      | 200 days                                                                                                                     |
      | charges paid since drawdown              | 1,500 yuan                                                                                                                   |
      | balance of the ledger                    | 45,000 yuan                                                                                                                  |
      | state of the debt                        | open                                                                                                                         |
      | contract at hand                         | yes                                                                                                                          |
      | claim audited on                         | 2026-11-01                                                                                                                   |
      | paid in 30 days                          | 0 yuan                                                                                                                       |
      | disposable income to instalment          | 150%                                                                                                                         |
      | signs of unwillingness                   | refusal on record, pays others instead                                                                                       |
      | signs of willingness                     | none                                                                                                                         |
      | days of discovery in house               | 15 days                                                                                                                      |
      | hardship interview held                  | no                                                                                                                           |
      | draw for the control group               | 6                                                                                                                            |
      | limitation ends on                       | 2029-01-29                                                                                                                   |
      | evidence score                           | 95 points                                                                                                                    |
      | address confirmed                        | yes                                                                                                                          |
      | arbitration agreed                       | no                                                                                                                           |
      | clue to assets                           | yes                                                                                                                          |
      | chance of recovery                       | 60%                                                                                                                          |
      | cost of the legal route                  | 3,000 yuan                                                                                                                   |
      | mode asked for                           | litigation                                                                                                                   |
      | assignment approved by the board         | no                                                                                                                           |
      | seller in the pilot                      | yes                                                                                                                          |
      | buyer may buy                            | yes                                                                                                                          |
      | buyer may sell on                        | no                                                                                                                           |
      | class of the loan                        | substandard                                                                                                                  |
      | secured                                  | no                                                                                                                           |
      | mandate or assignment signed             | yes                                                                                                                          |
      | notarised                                | yes                                                                                                                          |
      | debtor told who acts on                  | 2026-11-15                                                                                                                   |
      | ways of transfer published               | yes                                                                                                                          |
      | evidence at hand                         | loan contract, electronic signature, proof of disbursement, repayment ledger, notices sent, call recordings, identity record |
      | hash manifest matches                    | yes                                                                                                                          |
      | data to hand over                        | debtor's name, debtor's own number, statement of the claim, holds with opt-outs, contact counters                            |
      | impact assessment made                   | yes                                                                                                                          |
      | maker                                    | officer-1                                                                                                                    |
      | checker                                  | officer-2                                                                                                                    |
      | checker approved                         | yes                                                                                                                          |
      | number of the placement                  | 0 times                                                                                                                      |
      | days in placement                        | 0 days                                                                                                                       |
      | days since the last collector            | 30 days                                                                                                                      |
      | days without action of the agency        | 0 days                                                                                                                       |
      | days a report is late                    | 0 days                                                                                                                       |
      | fee rate                                 | 15%                                                                                                                          |
      | fee charged to the debtor                | no                                                                                                                           |
      | breach by the agency                     | no breach                                                                                                                    |
      | score of the agency                      | 85 points                                                                                                                    |
      | hours since the last exchange            | 2 hours                                                                                                                      |
      | exchange contradicts the ledger          | no                                                                                                                           |
      | payment not yet posted                   | no                                                                                                                           |
      | net recovery of transferred cases        | 20%                                                                                                                          |
      | net recovery of the control group        | 15%                                                                                                                          |
      | complaint rate against in house          | 100%                                                                                                                         |
      | share of penalty waived                  | 0%                                                                                                                           |
      | share of interest waived                 | 0%                                                                                                                           |
      | share of principal waived                | 0%                                                                                                                           |
      | approver of the waiver                   | supervisor                                                                                                                   |
      | ground of the waiver on record           | yes                                                                                                                          |
      | days the offer is valid                  | 15 days                                                                                                                      |
      | parts of the payment                     | 3 parts                                                                                                                      |
    And agencies includes:
      | field                                   | value |
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
      | net recovery to its benchmark           | 120% |
      | judgment and enforcement rate           | 65% |
      | complaints per 10,000 cases             | 1.5 |
      | quality score                           | 96 |
      | breaches in 12 months                   | 0 |
      | free seats to seats needed            | 150% |
      | closeness to the debtor                 | local court or office |
      | share of reports on time                | 99% |
      | fee against its ceiling                 | 80% |

  @GOV-07 @TRF-01 @DUN-13
  Scenario: What is overdue for one is overdue for the other
    When it is decided
    Then in "dunning-tier" past-due status is overdue
    And in "case-transfer" transfer is transfer

  @GOV-07 @TRF-02 @DUN-14
  Scenario: What may not be claimed is neither called about nor handed over
    Given average principal since drawdown is 30,000 yuan
    And proposed channel is letter
    When it is decided
    Then in "dunning-tier" items taken off the claim are charges above the cost cap
    And in "dunning-tier" this contact now is not now
    And in "case-transfer" claim is to be corrected first
    And in "case-transfer" transfer is hold

  @GOV-07 @TRF-14 @DUN-16
  Scenario: While a promise to pay runs neither the lender nor the agency calls
    Given placement is placed with an agency
    And number of the placement is 1 times
    And holds is promise to pay
    And promised to pay on is 2026-11-25
    And promised amount is 45,000 yuan
    When it is decided
    Then in "dunning-tier" this contact now is not permitted
    And in "case-transfer" contact by the agency is paused
    And in "case-transfer" recall is none

  @GOV-07 @DUN-13
  Scenario: A payment that failed on our side is neither dunned nor handed over
    Given payment failed on the side of the lender is yes
    When it is decided
    Then in "dunning-tier" past-due status is within grace
    And in "dunning-tier" stage is "M0"
    And in "case-transfer" eligibility is keep in house
    And in "case-transfer" transfer is refuse

  @GOV-07 @DUN-17 @TRF-15
  Scenario Outline: A hold keeps the case in house, and dunning follows the hold
    Given holds are <hold>
    And leading hold started on is 2026-11-15
    When it is decided
    Then in "case-transfer" transfer is refuse
    And in "dunning-tier" leading hold is <leading>
    And in "dunning-tier" course is <course>

    Examples:
      | hold                    | leading                 | course |
      | debtor deceased         | debtor deceased         | stopped |
      | open dispute            | open dispute            | paused |
      | hardship under review   | hardship under review   | gentle |
      | open dispute, debtor deceased | debtor deceased   | stopped |
      | open complaint, open dispute  | open dispute      | paused |
      | hardship under review, instalment plan | instalment plan | paused |

  @GOV-07 @TRF-16
  Scenario: A case taken back is dunned in house again
    Given placement is recalled from an agency
    When it is decided
    Then in "dunning-tier" course is normal

  @GOV-04 @TRF-15
  Scenario: Nobody may post what dunning decides
    Given days past due is missing
    When it is decided
    Then in "case-transfer" the facts are refused because of days past due
    And in "dunning-tier" the facts are refused because of days past due
    Given days past due is 60 days
    When it is decided
    Then in "dunning-tier" stage is "M2"
    And in "case-transfer" transfer is refuse
