# One customer, one set of facts, several policies: what one of them takes away, no other gives.
Feature: A withdrawn or suspended authorisation means the same in every policy, and repaying is never blocked

  Background:
    Given the policies "drawdown", "delegated-repayment", "authorisation-recovery" and "dunning-tier" on 2026-11-21
    And the facts:
      | fact                                              | value                                                                                              |
      | kind of lender                                    | commercial bank                                                                                    |
      | kind of borrower                                  | person                                                                                             |
      | contract date                                     | 2026-08-20                                                                                         |
      | warning level                                     | none                                                                                               |
      | days past due                                     | 0 days                                                                                             |
      | overdue amount                                    | 0 yuan                                                                                             |
      | risk grade                                        | B                                                                                                  |
      | holds                                             | none                                                                                               |
      | debtor lost                                       | no                                                                                                 |
      | state of the authorisation                        | active                                                                                             |
      | placement                                         | in house                                                                                           |
      | loan purpose                                      | daily spending                                                                                     |
      | amount asked for                                  | 15,000 yuan                                                                                        |
      | human decision asked for                          | no                                                                                                 |
      | bureau answer                                     | report obtained                                                                                    |
      | age of the credit report                          | 5 days                                                                                             |
      | adverse record                                    | no adverse item                                                                                    |
      | grace days of the contract                        | 1 day                                                                                              |
      | payment failed on the side of the lender          | no                                                                                                 |
      | times late in 12 months                           | 0 times                                                                                            |
      | fraud confirmed                                   | no                                                                                                 |
      | instalment plan                                   | no plan                                                                                            |
      | promises broken in 90 days                        | 0 times                                                                                            |
      | previous tier                                     | T0 reminder                                                                                        |
      | softer step really attempted                      | yes                                                                                                |
      | drawdown frozen                                   | no                                                                                                 |
      | reported in error                                 | no                                                                                                 |
      | role of the contact                               | debtor                                                                                             |
      | right party confirmed                             | yes                                                                                                |
      | number valid                                      | yes                                                                                                |
      | contact proposed by                               | lender                                                                                             |
      | proposed channel                                  | call by a person                                                                                   |
      | proposed time                                     | 10:00                                                                                              |
      | language of messages                              | Chinese                                                                                            |
      | connected calls today                             | 0 calls                                                                                            |
      | connected calls in 7 days                         | 0 calls                                                                                            |
      | unanswered dials to this number today             | 0 dials                                                                                            |
      | messages today                                    | 0 messages                                                                                         |
      | messages in 7 days                                | 0 messages                                                                                         |
      | e-mails in 7 days                                 | 0 e-mails                                                                                          |
      | letters in 15 days                                | 0 letters                                                                                          |
      | visits in 30 days                                 | 0 visits                                                                                           |
      | persons on the visit                              | 0 persons                                                                                          |
      | principal due                                     | 0 yuan                                                                                             |
      | interest due                                      | 0 yuan                                                                                             |
      | penalty interest due                              | 0 yuan                                                                                             |
      | service fee due                                   | 0 yuan                                                                                             |
      | guarantee fee due                                 | 0 yuan                                                                                             |
      | collection cost charged                           | 0 yuan                                                                                             |
      | fees disclosed                                    | none                                                                                               |
      | contract rate                                     | 14.6%                                                                                              |
      | penalty rate                                      | 21.9%                                                                                              |
      | contract tenor                                    | 12 months                                                                                          |
      | average principal since drawdown                  | 30,000 yuan                                                                                        |
      | days since drawdown                               | 200 days                                                                                           |
      | charges paid since drawdown                       | 1,500 yuan                                                                                         |
      | cost items disclosed                              | interest, service fee, penalty interest                                                            |
      | cost items to be charged                          | interest, service fee                                                                              |
      | costs confirmed at                                | 2026-11-21T10:00:00+08:00                                                                          |
      | contract signed at                                | 2026-11-21T10:03:00+08:00                                                                          |
      | amount to draw                                    | 8,000 yuan                                                                                         |
      | undrawn part of the line                          | 30,000 yuan                                                                                        |
      | drawdowns made today                              | 0 drawdowns                                                                                        |
      | line granted on                                   | 2026-08-20                                                                                         |
      | offer made on                                     | 2026-08-20                                                                                         |
      | first drawdown of the line                        | no                                                                                                 |
      | payout account in the borrower's own name         | yes                                                                                                |
      | state of the payout account                       | verified and in use                                                                                |
      | consent still given                               | yes                                                                                                |
      | new adverse sign since the approval               | no                                                                                                 |
      | drawdown asked for at                             | 2026-11-21T10:05:00+08:00                                                                          |
      | grade at the last review                          | B                                                                                                  |
      | matter to decide                                  | debit of the borrower's account                                                                    |
      | time of the decision                              | 2026-11-21T10:00:00+08:00                                                                          |
      | documents of the application                      | loan application, proof of income                                                                  |
      | consent to query the score                        | yes                                                                                                |
      | subject of the score                              | the borrower                                                                                       |
      | account, person and enterprise bound              | yes                                                                                                |
      | source of the score known                         | yes                                                                                                |
      | age of the score                                  | 5 days                                                                                             |
      | completeness of the data of the score             | 95%                                                                                                |
      | age of the financial documents                    | 2 months                                                                                           |
      | outlook of the industry                           | stable                                                                                             |
      | kind of delegation                                | agent debiting the borrower's account                                                              |
      | share of the debt delegated                       | 100%                                                                                               |
      | clauses in the agreement                          | scope, amount, period, liability for breach, fees, revocation, use of data, settlement of disputes |
      | unclear clauses                                   | none                                                                                               |
      | blanket or default authorisation                  | no                                                                                                 |
      | borrower's consent to the delegation              | yes                                                                                                |
      | lender's answer to the delegation                 | agreed                                                                                             |
      | agency relation verified                          | yes                                                                                                |
      | identity of the agent verified                    | yes                                                                                                |
      | relation of the payer to the borrower             | commercial agency                                                                                  |
      | part of an amount may be taken                    | no                                                                                                 |
      | approved preliminarily at                         | 2026-08-20T10:00:00+08:00                                                                          |
      | reading confirmed at                              | 2026-08-20T11:00:00+08:00                                                                          |
      | agreement e-signed at                             | 2026-08-20T11:10:00+08:00                                                                          |
      | mandate of the client registered at               | 2026-08-20T11:10:00+08:00                                                                          |
      | mandate of the bank registered at                 | 2026-08-20T11:12:00+08:00                                                                          |
      | payout asked for at                               | 2026-08-21T09:00:00+08:00                                                                          |
      | authorisation begins at                           | 2026-08-20T11:10:00+08:00                                                                          |
      | authorisation ends at                             | 2027-08-21T00:00:00+08:00                                                                          |
      | authorisation revoked                             | no                                                                                                 |
      | most authorised in all                            | 60,000 yuan                                                                                        |
      | used of what was authorised                       | 0 yuan                                                                                             |
      | limit for each item                               | 6,000 yuan                                                                                         |
      | limit for each day                                | 6,000 yuan                                                                                         |
      | taken today                                       | 0 yuan                                                                                             |
      | instalment due on                                 | 2026-11-21                                                                                         |
      | instalment                                        | 5,300 yuan                                                                                         |
      | paid by the borrower                              | 0 yuan                                                                                             |
      | income expected before the due date               | 8,000 yuan                                                                                         |
      | costs due                                         | 50 yuan                                                                                            |
      | interest to pay                                   | 350 yuan                                                                                           |
      | principal to pay                                  | 4,900 yuan                                                                                         |
      | order of settlement                               | costs, interest, principal                                                                         |
      | amount to debit                                   | 5,300 yuan                                                                                         |
      | payee within the authorisation                    | yes                                                                                                |
      | account in the name of who signed the mandate     | yes                                                                                                |
      | notice of the debit sent at                       | 2026-11-20T10:00:00+08:00                                                                          |
      | amount differs from the last debit                | no                                                                                                 |
      | failed debits of this instalment                  | 0 times                                                                                            |
      | balance of the account                            | 6,300 yuan                                                                                         |
      | this request was answered before                  | no                                                                                                 |
      | debit under way                                   | no                                                                                                 |
      | licences of the agency                            | payment licence                                                                                    |
      | licence valid through                             | 2028-12-31                                                                                         |
      | what the agency does                              | debits                                                                                             |
      | service score of the agency                       | 90 points                                                                                          |
      | disclosure late by                                | 0 days                                                                                             |
      | share of the agency in our delegated loans        | 20%                                                                                                |
      | money kept apart                                  | yes                                                                                                |
      | fee taken up front or on success                  | no                                                                                                 |
      | source of the funds known                         | yes                                                                                                |
      | signs of an illegal intermediary                  | none                                                                                               |
      | age of the last data from the agency              | 2 hours                                                                                            |
      | balances of agency and lender agree               | yes                                                                                                |
      | instalment advanced before                        | no                                                                                                 |
      | advances in 6 months                              | 0 times                                                                                            |
      | advances in 12 months                             | 0 times                                                                                            |
      | time of this review                               | 2026-11-21T10:00:00+08:00                                                                          |
      | operations in 10 minutes                          | 2 times                                                                                            |
      | failed applications in 24 hours                   | 0 times                                                                                            |
      | failed applications in 7 days                     | 0 times                                                                                            |
      | new devices in 30 days                            | 0 devices                                                                                          |
      | device, network and payee changed within 24 hours | no                                                                                                 |
      | cities of sessions in one hour                    | 1 cities                                                                                           |
      | takeover reported by the customer                 | no                                                                                                 |
      | payment score                                     | 680 points                                                                                         |
      | payment score 30 days ago                         | 675 points                                                                                         |
      | days at or above the score that restores          | 200 days                                                                                           |
      | age of the payment score                          | 3 days                                                                                             |
      | address confirmed on                              | 2025-11-30                                                                                         |
      | occupation confirmed on                           | 2025-11-30                                                                                         |
      | evidence of a breach of purpose                   | none                                                                                               |
      | borrowers paying the same payee in 30 days        | 1 borrowers                                                                                        |
      | authorisation withdrawn by the customer           | no                                                                                                 |
      | line reviewed on                                  | 2026-05-01                                                                                         |
      | share of spending paid from this line             | 20%                                                                                                |
      | causes on record                                  | none                                                                                               |
      | same cause in 180 days                            | 1 times                                                                                            |
      | cause last arose on                               | 2026-11-20                                                                                         |
      | reason, appeal and documents told                 | yes                                                                                                |
      | line before the suspension                        | 60,000 yuan                                                                                        |
      | repeated identity check                           | not done                                                                                           |
      | methods of checking available                     | three-element phone check, four-element bank card check                                            |
      | failed verifications in 24 hours                  | 0 times                                                                                            |
      | failed verifications in 7 days                    | 0 times                                                                                            |
      | documents still outstanding                       | no                                                                                                 |
      | dispute of the adverse item                       | not disputed                                                                                       |
      | appeal                                            | no appeal                                                                                          |
      | who acts for the customer                         | nobody                                                                                             |

  @GOV-07
  Scenario: Nothing stands in the way
    When it is decided
    Then in "drawdown" drawdown is allow
    And in "delegated-repayment" debit is allow
    And in "authorisation-recovery" undrawn part is usable
    And in "dunning-tier" past-due status is current

  @GOV-07 @DRP-10
  Scenario: A mandate that the customer revokes stops the next debit, and the line stays as it is
    Given authorisation revoked is yes
    And authorisation revoked at is 2026-11-20T09:00:00+08:00
    When it is decided
    Then in "delegated-repayment" debit is refuse
    And in "delegated-repayment" the reasons include "AUTHORISATION_REVOKED"
    And in "drawdown" drawdown is allow

  @GOV-07 @AUR-16 @DRP-10
  Scenario: A customer who withdraws everything neither draws nor is debited, and can still repay by hand
    Given state of the authorisation is withdrawn by the customer
    And authorisation withdrawn by the customer is yes
    And authorisation revoked is yes
    And authorisation revoked at is 2026-11-20T09:00:00+08:00
    When it is decided
    Then in "drawdown" drawdown is refuse
    And in "drawdown" the first reason is "LINE_NOT_ACTIVE"
    And in "delegated-repayment" debit is refuse
    And in "authorisation-recovery" undrawn part is not usable for now
    And in "authorisation-recovery" always open are repay, statement, settle early, appeal

  @GOV-07 @AUR-11
  Scenario Outline: A suspension stops new money and never repayment
    Given state of the authorisation is <state>
    When it is decided
    Then in "drawdown" drawdown is refuse
    And in "drawdown" the first reason is "LINE_NOT_ACTIVE"
    And in "delegated-repayment" debit is allow
    And in "dunning-tier" course is normal

    Examples:
      | state                        |
      | suspended for security       |
      | suspended for credit reasons |
      | suspended for compliance     |
      | closed                       |

  @GOV-07 @AUR-15
  Scenario: What the customer disowns is neither lent on, nor debited, nor collected while it is looked into
    Given days past due is 35 days
    And overdue amount is 8,000 yuan
    And principal due is 8,000 yuan
    And holds are account takeover suspected
    And leading hold started on is 2026-11-15
    And takeover reported by the customer is yes
    And takeover reported on is 2026-11-15
    And amount that the customer disowns is 8,000 yuan
    When it is decided
    Then in "authorisation-recovery" measure is suspend for security
    And in "authorisation-recovery" the first reason is "AUTH_TAKEOVER"
    And in "dunning-tier" course is paused
    And in "dunning-tier" action on the credit report is "none"
    And in "drawdown" the reasons include "NO_NEW_DEBT_NOW"
    And in "delegated-repayment" the reasons include "HOLD_FORBIDS"

  @GOV-07 @AUR-13 @UW-18
  Scenario: Confirmed fraud ends lending everywhere, and is no case of dunning
    Given fraud confirmed is yes
    When it is decided
    Then in "authorisation-recovery" the first reason is "AUTH_FRAUD"
    And in "authorisation-recovery" undrawn part is cancelled
    And in "drawdown" the reasons are "NO_NEW_DEBT_NOW"
    And in "dunning-tier" leading hold is fraud confirmed
    And in "delegated-repayment" debit is refuse

  @GOV-07 @GOV-04
  Scenario: What one policy cannot know does not keep the others from deciding
    Given balance of the account is missing
    When it is decided
    Then in "delegated-repayment" debit could not be known
    And in "drawdown" drawdown is allow

  @GOV-04
  Scenario: A fact that one policy needs and nobody gives stops that policy alone
    Given days past due is missing
    When it is decided
    Then in "dunning-tier" the facts are refused because of days past due
    And in "drawdown" drawdown is allow
