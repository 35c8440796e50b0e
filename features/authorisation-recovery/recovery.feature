Feature: Each cause is cleared on its own, and a passed check lifts a security measure at once

  Background:
    Given the policy "authorisation-recovery" on 2026-11-21
    And the facts:
      | fact                                              | value                                                   |
      | kind of lender                                    | commercial bank                                         |
      | kind of borrower                                  | person                                                  |
      | overdue amount                                    | 0 yuan                                                  |
      | state of the authorisation                        | suspended for security                                  |
      | human decision asked for                          | no                                                      |
      | age of the credit report                          | 5                                                       |
      | adverse record                                    | no adverse item                                         |
      | fraud confirmed                                   | no                                                      |
      | time of this review                               | 2026-11-21T10:00:00+08:00                               |
      | operations in 10 minutes                          | 2 times                                                 |
      | failed applications in 24 hours                   | 0 times                                                 |
      | failed applications in 7 days                     | 0 times                                                 |
      | new devices in 30 days                            | 4 devices                                               |
      | device, network and payee changed within 24 hours | no                                                      |
      | cities of sessions in one hour                    | 1 cities                                                |
      | takeover reported by the customer                 | no                                                      |
      | payment score                                     | 680 points                                              |
      | payment score 30 days ago                         | 675 points                                              |
      | days at or above the score that restores          | 200                                                     |
      | age of the payment score                          | 3                                                       |
      | address confirmed on                              | 2025-11-30                                              |
      | occupation confirmed on                           | 2025-11-30                                              |
      | notice to confirm personal data sent on           | 2026-08-01                                              |
      | evidence of a breach of purpose                   | none                                                    |
      | borrowers paying the same payee in 30 days        | 1 borrowers                                             |
      | authorisation withdrawn by the customer           | no                                                      |
      | line reviewed on                                  | 2026-05-01                                              |
      | share of spending paid from this line             | 0.20                                                    |
      | causes on record                                  | device or network                                       |
      | suspended on                                      | 2026-11-20                                              |
      | suspended at                                      | 2026-11-20T21:00:00+08:00                               |
      | reason for renewal on record                      | no                                                      |
      | same cause in 180 days                            | 1 times                                                 |
      | cause last arose on                               | 2026-11-20                                              |
      | reason, appeal and documents told                 | yes                                                     |
      | line before the suspension                        | 60,000 yuan                                             |
      | repeated identity check                           | passed                                                  |
      | methods of checking available                     | three-element phone check, four-element bank card check |
      | failed verifications in 24 hours                  | 0 times                                                 |
      | failed verifications in 7 days                    | 0 times                                                 |
      | documents still outstanding                       | no                                                      |
      | dispute of the adverse item                       | not disputed                                            |
      | appeal                                            | appeal filed                                            |
      | who acts for the customer                         | nobody                                                  |

  @AUR-05 @AUR-06 @AUR-14 @CN-ATF-32
  Scenario: Device, check passed by bank card and telephone, no face: restored in full at once
    When it is decided
    Then the decisions are:
      | decision                               | value           |
      | restoration                            | restore in full |
      | restored line                          | 60,000 yuan     |
      | result of the appeal                   | lifted now      |
      | state of the authorisation from now on | active          |
      | probation                              | 0 days          |
    And the obligations include "LIFT_AT_ONCE"
    And no reason is given

  @AUR-05 @AUR-11
  Scenario: Device and score, check passed, score four points below: the device is cleared, the score is not
    Given causes on record is device or network, score below the level
    And payment score is 596 points
    When it is decided
    Then restoration is keep suspended
    And ways back is improve the score
    And result of the appeal is lifted in part
    And leading cause is score below the level
    And restored line is 0 yuan
    And working days to answer an appeal is 5 working days

  @AUR-04 @AUR-14
  Scenario Outline: The score restores once it has been ten points above the level for thirty days, with seventy per cent and ninety days of probation
    Given causes on record is score below the level
    And state of the authorisation is suspended for credit reasons
    And payment score is <score> points
    And payment score 30 days ago is <score> points
    And days at or above the score that restores is <days>
    When it is decided
    Then restoration is <result>
    And restored line is <line>
    And probation until is <until>

    Examples:
      | score | days    | result                   | line        | until      |
      | 610   | 30 days | restore with a lower line | 42,000 yuan | 2027-02-19 |
      | 610   | 29 days | keep suspended           | 0 yuan      | 2026-11-21 |
      | 609   | 30 days | keep suspended           | 0 yuan      | 2026-11-21 |

  @AUR-16 @CN-PIPL-15 @CN-PIPL-14
  Scenario Outline: A withdrawn authorisation returns with fresh consent and a current assessment only
    Given causes on record is consent withdrawn
    And authorisation withdrawn by the customer is yes
    And state of the authorisation is withdrawn by the customer
    And fresh consent given is <consent>
    And current assessment made is <assessment>
    When it is decided
    Then restoration is <result>
    And drawn part is as agreed

    Examples:
      | consent | assessment | result          |
      | no      | yes        | keep suspended  |
      | yes     | no         | keep suspended  |
      | yes     | yes        | restore in full |

  @AUR-16 @GOV-04
  Scenario: Fresh consent not on record is not given
    Given causes on record is consent withdrawn
    And authorisation withdrawn by the customer is yes
    When it is decided
    Then restoration is keep suspended
    And state of the authorisation from now on is withdrawn by the customer
    And restored line is 0 yuan

  @AUR-04 @AUR-12
  Scenario Outline: What the check says decides
    Given repeated identity check is <check>
    When it is decided
    Then restoration is <result>

    Examples:
      | check             | result          |
      | passed            | restore in full |
      | failed            | keep suspended  |
      | pending           | keep suspended  |
      | not done          | keep suspended  |
      | technical failure | keep suspended  |

  @AUR-12
  Scenario: A technical failure is no attempt, the check is run again
    Given repeated identity check is technical failure
    When it is decided
    Then repeated checks is open
    And the obligations include "RERUN_IDENTITY"

  @AUR-05 @AUR-12
  Scenario Outline: After three failures in a day one waits, after five in a week a person opens
    Given repeated identity check is failed
    And failed verifications in 24 hours is <day> times
    And failed verifications in 7 days is <week> times
    When it is decided
    Then repeated checks is <gate>

    Examples:
      | day | week | gate          |
      | 2   | 4    | open          |
      | 3   | 4    | wait 24 hours |
      | 3   | 5    | by a person   |

  @AUR-05 @AUR-12
  Scenario: Even while one waits a person can be asked for
    Given repeated identity check is failed
    And failed verifications in 24 hours is 3 times
    When it is decided
    Then repeated checks is wait 24 hours
    And the reasons include "AUTH_WAIT_24H"
    And the obligations include "HUMAN_REVIEW_PATH"

  @AUR-04 @AUR-12 @CN-FACE-1
  Scenario Outline: Face recognition is never the only way
    Given repeated identity check is not done
    And methods of checking available is <methods>
    When it is decided
    Then repeated checks is <gate>

    Examples:
      | methods                                         | gate        |
      | face recognition                                | by a person |
      | face recognition, three-element phone check     | open        |
      | none                                            | by a person |

  @AUR-13
  Scenario: Fraud never restores
    Given fraud confirmed is yes
    When it is decided
    Then restoration is refuse
    And result of the appeal is kept
    And the first reason is "AUTH_FRAUD"
    And the obligations include "FRAUD_REMEDY", "HUMAN_REVIEW_PATH"

  @AUR-13 @CN-ILM-USE
  Scenario: A breach of purpose needs a new underwriting
    Given causes on record is breach of purpose
    When it is decided
    Then restoration is new underwriting needed
    And ways back is new underwriting
    And undrawn part is cancelled

  @AUR-14
  Scenario Outline: A credit cause suspended for more than 180 days, or an old report, needs a new underwriting
    Given causes on record is payment overdue
    And state of the authorisation is suspended for credit reasons
    And suspended on is <since>
    And age of the credit report is <age>
    When it is decided
    Then restoration is <result>

    Examples:
      | since      | age     | result                 |
      | 2026-05-25 | 30 days | restore in full        |
      | 2026-05-24 | 30 days | new underwriting needed |
      | 2026-05-25 | 31 days | new underwriting needed |

  @AUR-05 @AUR-14 @CN-ATF-32
  Scenario: A security cause is lifted at once, however long ago and however often
    Given suspended on is 2026-01-01
    And age of the credit report is 400 days
    And same cause in 180 days is 3 times
    When it is decided
    Then restoration is restore in full

  @AUR-04 @AUR-14
  Scenario Outline: The second time a credit cause cools down for thirty days, the third goes to a person
    Given causes on record is payment overdue
    And same cause in 180 days is <times> times
    And cause last arose on is <arose>
    When it is decided
    Then restoration is <result>

    Examples:
      | times | arose      | result          |
      | 1     | 2026-11-20 | restore in full |
      | 2     | 2026-10-22 | restore in full |
      | 2     | 2026-10-23 | keep suspended  |
      | 3     | 2026-07-01 | keep suspended  |

  @AUR-06
  Scenario: Nothing is restored while a payment is overdue
    Given causes on record is payment overdue
    And overdue amount is 0.01 yuan
    When it is decided
    Then restoration is keep suspended
    And ways back is pay what is overdue
    And the reasons include "AUTH_OVERDUE"

  @AUR-14 @CN-ILM-6 @CN-CFC-2024
  Scenario Outline: The cap is that of the day of restoring, and a line that comes back at less is not called restored in full
    Given line before the suspension is 260,000 yuan
    And raised line still justified is <raised>
    When it is decided
    Then restoration is <restoration>
    And restored line is <line>
    And probation is 0 days
    And the reasons <told> "AUTH_LINE_CAPPED"

    Examples:
      | raised  | restoration               | line         | told           |
      | missing | restore with a lower line | 200,000 yuan | include        |
      | no      | restore with a lower line | 200,000 yuan | include        |
      | yes     | restore in full           | 260,000 yuan | do not include |

  @AUR-02
  Scenario Outline: A security measure lasts 72 hours unless it is renewed with a reason
    Given suspended at is <since>
    And reason for renewal on record is <reason>
    When it is decided
    Then term of the security measure is <term>

    Examples:
      | since                     | reason | term                   |
      | 2026-11-18T10:00:00+08:00 | no     | running                |
      | 2026-11-18T09:59:59+08:00 | no     | over                   |
      | 2026-11-18T09:59:59+08:00 | yes    | renewed with a reason  |

  @AUR-03 @AUR-05 @CN-ATF-32
  Scenario: A suspension without reason and appeal told does not stand
    Given reason, appeal and documents told is no
    When it is decided
    Then suspension as such is does not stand
    And the reasons include "AUTH_NOTICE_MISSING"
    And the obligations include "TELL_REASON_AND_APPEAL", "HUMAN_DECIDES"

  @AUR-03 @AUR-06
  Scenario Outline: Nobody is told that all is well while something stands in the way
    Given documents still outstanding is <papers>
    When it is decided
    Then leading cause is none
    And restoration is <restoration>
    And status as the customer reads it is <status>

    Examples:
      | papers | restoration     | status                             |
      | yes    | keep suspended  | We are still looking into it       |
      | no     | restore in full | Your authorisation is in order     |

  @AUR-05 @AUR-11 @CN-ATF-32
  Scenario Outline: What was never told is not kept, whatever still stands in its way
    Given repeated identity check is not done
    And reason, appeal and documents told is <told>
    When it is decided
    Then restoration is keep suspended
    And state of the authorisation from now on is <state>

    Examples:
      | told | state                  |
      | yes  | suspended for security |
      | no   | restricted             |

  @AUR-05 @CN-PIPL-24-3 @GOV-03
  Scenario: Whoever refuses a decision by machine alone gets a person
    Given repeated identity check is not done
    And human decision asked for is yes
    When it is decided
    Then result of the appeal is goes to a person
    And ways back is verify identity again, review by a person

  @AUR-05 @AUR-06 @AUR-14
  Scenario Outline: Whoever is kept suspended is told why
    Given causes on record is device or network, payment overdue
    And <fact> is <value>
    When it is decided
    Then the reasons include "<reason>"

    Examples:
      | fact                             | value               | reason             |
      | repeated identity check          | failed              | AUTH_IDENTITY      |
      | same cause in 180 days           | 2 times             | AUTH_COOL_DOWN     |
      | same cause in 180 days           | 3 times             | AUTH_REPEATED      |
      | age of the credit report         | 31 days             | AUTH_LONG          |
      | adverse record                   | open adverse item   | AUTH_CREDIT_RECORD |
      | dispute of the adverse item      | dispute open        | AUTH_DISPUTED      |
      | line reviewed on                 | 2025-11-20          | AUTH_REVIEW        |
      | failed verifications in 24 hours | 3 times             | AUTH_WAIT_24H      |
      | failed verifications in 7 days   | 5 times             | AUTH_HUMAN_OPEN    |
      | methods of checking available    | face recognition    | OTHER_METHOD_NEEDED |
      | suspended at                     | 2026-11-18T09:59:59+08:00 | AUTH_TERM_OVER |

  @AUR-05 @CN-ATF-32 @GOV-09
  Scenario Outline: An appeal is answered within working days, counted from the day after, over holidays and the days worked for them
    Given the policy "authorisation-recovery" on <day>
    And repeated identity check is pending
    And causes on record is <cause>
    And appeal filed on is <filed>
    When it is decided
    Then working days to answer an appeal is <days> working days
    And appeal to be answered by is <by>
    And time to answer the appeal is <time>

    Examples: two working days for security
      | day        | cause             | filed      | days | by         | time    |
      | 2026-11-24 | device or network | 2026-11-20 | 2    | 2026-11-24 | running |
      | 2026-11-25 | device or network | 2026-11-20 | 2    | 2026-11-24 | run out |

    Examples: over the National Day, whose Saturday 10 October is worked
      | day        | cause                 | filed      | days | by         | time    |
      | 2026-10-09 | device or network     | 2026-09-30 | 2    | 2026-10-09 | running |
      | 2026-10-10 | device or network     | 2026-09-30 | 2    | 2026-10-09 | run out |
      | 2026-10-13 | consent withdrawn     | 2026-09-30 | 5    | 2026-10-13 | running |
      | 2026-10-14 | consent withdrawn     | 2026-09-30 | 5    | 2026-10-13 | run out |
      | 2026-10-27 | breach of purpose     | 2026-09-30 | 15   | 2026-10-27 | running |
      | 2026-10-08 | device or network     | 2026-10-03 | 2    | 2026-10-09 | running |

    Examples: the Sunday 20 September is worked
      | day        | cause             | filed      | days | by         | time    |
      | 2026-09-21 | device or network | 2026-09-18 | 2    | 2026-09-21 | running |

  @AUR-05 @CN-ATF-32 @GOV-04 @GOV-09
  Scenario: Beyond the announced calendar the day is not known, never guessed, and the appeal is answered first
    Given the policy "authorisation-recovery" on 2026-12-31
    And repeated identity check is pending
    And appeal filed on is 2026-12-30
    When it is decided
    Then working days to answer an appeal is 2 working days
    And appeal to be answered by could not be known because working days in mainland China are unknown
    And time to answer the appeal could not be known because working days in mainland China are unknown
    And time to answer the appeal is run out

  @AUR-05 @CN-ATF-32
  Scenario Outline: Once the time has run out the appeal is answered at once; without an appeal there is no time to keep
    Given repeated identity check is pending
    And appeal is <appeal>
    And appeal filed on is 2026-11-02
    When it is decided
    Then time to answer the appeal is <time>
    And the rule "<rule>" applies

    Examples:
      | appeal       | time      | rule                      |
      | appeal filed | run out   | AUR-T-LATE                |
      | no appeal    | no appeal | answer_standing:otherwise |

  @AUR-01 @AUR-07
  Scenario Outline: Old personal data restrict only when a notice of thirty days has passed
    Given address confirmed on is 2024-11-20
    And notice to confirm personal data sent on is <sent>
    When it is decided
    Then measure is "<measure>"

    Examples:
      | sent       | measure         |
      | 2026-10-22 | no new drawdown |
      | 2026-10-23 | remind          |

  @AUR-01 @AUR-07 @GOV-04
  Scenario: A notice that is not on record was not sent: nothing is restricted, and the notice goes out now
    Given address confirmed on is 2024-11-20
    And notice to confirm personal data sent on is unknown
    When it is decided
    Then leading cause is none
    And the reasons include "AUTH_STALE_SOON"
    And the obligations include "SEND_DATA_NOTICE"
