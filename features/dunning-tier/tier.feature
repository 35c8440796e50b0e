Feature: How late, how much and how risky decide the tier, softly and one step at a time

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

  @DUN-01 @DUN-02 @DUN-04
  Scenario: A debtor of grade D who is 35 days late with 8,000 yuan is treated formally
    When it is decided
    Then the decisions are:
      | decision         | value                                        |
      | past-due status  | overdue                                      |
      | stage            | M2                                           |
      | tier             | T4                                           |
      | course           | normal                                       |
      | who acts         | senior agent                                 |
      | tone             | firm                                         |
      | first channel    | call by a person                             |
      | channels of the plan | short message, e-mail, call by a person, letter |
      | message template | M2-firm-human-call-zh                        |
      | this contact now | permitted                                    |
      | next action      | follow up                                    |
    And no reason is given
    And the obligations include "ITEMISE_CLAIM", "SETTLE_IN_ORDER", "REPORTING_NOTICE", "RECORD_CONTACT"

  @DUN-01 @CN-RISK-2023
  Scenario Outline: Stages change with the day, and ninety is not over ninety
    Given days past due is <days> days
    When it is decided
    Then stage is "<stage>"
    And step is "<step>"
    And lowest risk class allowed is <class>

    Examples:
      | days | stage | step | class           |
      | 0    | M0    | M0   | normal          |
      | 2    | M1    | M1a  | special mention |
      | 3    | M1    | M1a  | special mention |
      | 4    | M1    | M1b  | special mention |
      | 10   | M1    | M1b  | special mention |
      | 11   | M1    | M1c  | special mention |
      | 30   | M1    | M1c  | special mention |
      | 31   | M2    | M2   | special mention |
      | 60   | M2    | M2   | special mention |
      | 61   | M3    | M3   | special mention |
      | 90   | M3    | M3   | special mention |
      | 91   | M4+   | M4+  | substandard     |
      | 270  | M4+   | M4+  | substandard     |
      | 271  | M4+   | M4+  | doubtful        |
      | 360  | M4+   | M4+  | doubtful        |
      | 361  | M4+   | M4+  | loss            |

  @DUN-02
  Scenario Outline: The table rises with step, amount and risk
    Given days past due is <days> days
    And overdue amount is <amount>
    And risk grade is "<grade>"
    When it is decided
    Then tier by the table is "<tier>"

    Examples:
      | days | amount           | grade | tier |
      | 5    | 1,999.99 yuan    | C     | T1   |
      | 5    | 2,000.00 yuan    | C     | T2   |
      | 20   | 1,999.99 yuan    | D     | T3   |
      | 20   | 19,999.99 yuan   | B     | T2   |
      | 20   | 20,000.00 yuan   | B     | T3   |
      | 45   | 8,000.00 yuan    | A     | T3   |
      | 45   | 8,000.00 yuan    | C     | T3   |
      | 45   | 8,000.00 yuan    | E     | T4   |
      | 75   | 20,000.00 yuan   | B     | T4   |
      | 75   | 20,000.00 yuan   | C     | T5   |
      | 120  | 500.00 yuan      | A     | T3   |
      | 120  | 8,000.00 yuan    | E     | T6   |
      | 120  | 20,000.00 yuan   | A     | T5   |

  @DUN-13
  Scenario Outline: What is not pursued: a small shortfall, the days of grace, a failure of ours
    Given overdue amount is <amount>
    And days past due is <days> days
    And grace days of the contract is <grace>
    And payment failed on the side of the lender is <failed>
    When it is decided
    Then past-due status is <status>
    And tier is "<tier>"

    Examples:
      | amount     | days | grace  | failed | status           | tier |
      | 9.99 yuan  | 35   | 1 day  | no     | within tolerance | T0   |
      | 10.00 yuan | 35   | 1 day  | no     | overdue          | T3   |
      | 8,000 yuan | 1    | 1 day  | no     | within grace     | T0   |
      | 8,000 yuan | 2    | 1 day  | no     | overdue          | T1   |
      | 8,000 yuan | 3    | 3 days | no     | within grace     | T0   |
      | 8,000 yuan | 35   | 1 day  | yes    | within grace     | T0   |
      | 0 yuan     | 35   | 1 day  | no     | current          | T0   |

  @DUN-13
  Scenario: Days past due that do not agree with the due date are looked at before anything is done
    Given due date of the oldest unpaid instalment is 2026-10-18
    When it is decided
    Then course is compliance review
    And the reasons include "DAYS_MISMATCH"
    And this contact now is not permitted

  @DUN-13
  Scenario: Days past due that agree with the due date go their way
    Given due date of the oldest unpaid instalment is 2026-10-17
    When it is decided
    Then course is normal

  @DUN-03
  Scenario Outline: The first lateness in a year is treated gently for ten days
    Given times late in 12 months is <times> times
    And days past due is <days> days
    And overdue amount is 25,000 yuan
    When it is decided
    Then tier is "<tier>"

    Examples:
      | times | days | tier |
      | 1     | 10   | T1   |
      | 1     | 11   | T3   |
      | 2     | 10   | T2   |

  @DUN-03
  Scenario: A case that enters late begins softly
    Given previous tier is missing
    And days past due is 120 days
    When it is decided
    Then tier by the table is "T6"
    And tier is "T2"
    And the reasons include "SOFT_ENTRY"

  @DUN-03
  Scenario Outline: A case rises by one tier, and only after the softer step was really tried
    Given previous tier is <previous>
    And softer step really attempted is <attempted>
    And days past due is 120 days
    When it is decided
    Then tier is "<tier>"
    And the reasons include "<reason>"

    Examples:
      | previous | attempted | tier | reason              |
      | T2       | yes       | T3   | ONE_STEP_AT_A_TIME  |
      | T2       | no        | T2   | SOFTER_STEP_FIRST   |
      | T4       | yes       | T5   | ONE_STEP_AT_A_TIME  |

  @DUN-03 @DUN-16
  Scenario: A plan is offered before anything pre-legal goes on
    Given previous tier is T6
    And days past due is 120 days
    When it is decided
    Then tier is "T6"
    And next action is offer a plan
    And the obligations include "OFFER_PLAN_FIRST"

  @DUN-03
  Scenario: At the last tier, with a plan offered in vain, a transfer is proposed
    Given previous tier is T6
    And days past due is 120 days
    And instalment plan is plan broken
    When it is decided
    Then next action is propose a transfer
    And channels of the plan are letter
    And the obligations include "OPEN_TRANSFER_REVIEW"

  @DUN-11
  Scenario Outline: A business in trouble is raised by one tier, on evidence only
    Given kind of borrower is small business
    And anomaly of the business is <anomaly>
    And days past due is 5 days
    When it is decided
    Then tier is "<tier>"

    Examples:
      | anomaly       | tier |
      | major anomaly | T3   |
      | minor anomaly | T2   |
      | no anomaly    | T2   |

  @DUN-11 @GOV-04
  Scenario: How a business is doing, not known, raises nothing, and must be found out
    Given kind of borrower is small business
    And days past due is 5 days
    When it is decided
    Then tier is "T2"
    And the reasons include "OPERATIONS_NOT_KNOWN"
    And the obligations include "FIND_OUT_OPERATIONS"

  @DUN-12
  Scenario Outline: A person may set a softer tier, on record and for a time
    Given tier set by a person is T2
    And tier set by a person until is <until>
    And person who set the tier is supervisor-017
    And reason why a person set the tier is income resumes in December
    When it is decided
    Then tier is "<tier>"

    Examples:
      | until      | tier |
      | 2026-11-21 | T2   |
      | 2026-11-20 | T4   |

  @DUN-12
  Scenario: A tier set by nobody in particular does not count
    Given tier set by a person is T2
    And tier set by a person until is 2026-12-31
    And reason why a person set the tier is income resumes in December
    When it is decided
    Then tier is "T4"

  @DUN-12
  Scenario: A tier set without a reason on record does not count
    Given tier set by a person is T2
    And tier set by a person until is 2026-12-31
    And person who set the tier is supervisor-017
    When it is decided
    Then tier is "T4"

  @DUN-12
  Scenario: A person cannot set a harder tier than the table
    Given tier set by a person is T6
    And tier set by a person until is 2026-12-31
    And person who set the tier is supervisor-017
    And reason why a person set the tier is many complaints in the house
    When it is decided
    Then tier is "T4"

  @DUN-04
  Scenario Outline: The template follows stage, tone, channel and language
    Given days past due is <days> days
    And proposed channel is <channel>
    And language of messages is <language>
    When it is decided
    Then message template is <template>

    Examples:
      | days | channel          | language | template              |
      | 0    | short message    | English  | M0-service-sms-en     |
      | 5    | AI voice call    | Chinese  | M1-soft-ai-call-zh    |
      | 35   | letter           | Chinese  | M2-firm-letter-zh     |
      | 35   | short message    | English  | M2-firm-sms-en        |
      | 120  | letter           | Chinese  | M4-formal-letter-zh   |
      | 35   | visit            | Chinese  | none                  |

  @DUN-03 @DUN-08
  Scenario Outline: The first reminder comes earlier where the risk is higher
    Given days past due is 0 days
    And overdue amount is 0 yuan
    And risk grade is "<grade>"
    And warning level is <warning>
    And days to the next due date is <days> days
    When it is decided
    Then reminder due today is <remind>
    And tier is "T0"

    Examples:
      | grade | warning | days | remind |
      | A     | none    | 1    | yes    |
      | A     | none    | 3    | no     |
      | C     | watch   | 3    | yes    |
      | A     | concern | 5    | yes    |
      | E     | none    | 5    | yes    |
      | E     | none    | 6    | no     |

  @DUN-02 @CN-CBA-2026-AI @CN-PIPL-24-1
  Scenario Outline: Neither sex nor marriage changes the tier
    Given sex is <sex>
    And marital status is <marital>
    When it is decided
    Then tier is "T4"

    Examples:
      | sex    | marital |
      | female | married |
      | male   | single  |
