Feature: Each drawdown is decided on its own, and money moves only where and when it may

  Background:
    Given the policy "drawdown" on 2026-11-21
    And the facts:
      | fact                                      | value                     |
      | kind of lender                            | commercial bank           |
      | risk grade                                | B                         |
      | state of the authorisation                | active                    |
      | warning level                             | none                      |
      | overdue amount                            | 0 yuan                    |
      | loan purpose                              | daily spending            |
      | amount to draw                            | 8,000 yuan                |
      | undrawn part of the line                  | 30,000 yuan               |
      | drawdowns made today                      | 0 drawdowns               |
      | line granted on                           | 2026-08-20                |
      | offer made on                             | 2026-08-20                |
      | first drawdown of the line                | no                        |
      | payout account in the borrower's own name | yes                       |
      | state of the payout account               | verified and in use       |
      | consent still given                       | yes                       |
      | new adverse sign since the approval       | no                        |
      | holds                                     | none                      |
      | instalment plan                           | no plan                   |
      | fraud confirmed                           | no                        |
      | drawdown asked for at                     | 2026-11-21T10:05:00+08:00 |
      | costs confirmed at                        | 2026-11-21T10:00:00+08:00 |
      | contract signed at                        | 2026-11-21T10:03:00+08:00 |

  @UW-07 @UW-19
  Scenario: What the line has left may be drawn
    When it is decided
    Then drawdown is allow
    And amount to pay out is 8,000 yuan
    And way of payment is to the borrower
    And no reason is given

  @UW-07
  Scenario Outline: More than the line has left is paid out in part
    Given amount to draw is <asked>
    When it is decided
    Then drawdown is <outcome>
    And amount to pay out is <paid>

    Examples:
      | asked          | outcome              | paid        |
      | 30,000.00 yuan | allow                | 30,000 yuan |
      | 30,000.01 yuan | allow a lower amount | 30,000 yuan |

  @UW-07
  Scenario Outline: A line that is not active cannot be drawn
    Given state of the authorisation is <state>
    When it is decided
    Then drawdown is refuse
    And the first reason is "LINE_NOT_ACTIVE"
    And amount to pay out is 0 yuan

    Examples:
      | state                        |
      | suspended for security       |
      | suspended for credit reasons |
      | withdrawn by the customer    |
      | closed                       |

  @UW-07
  Scenario: Nobody draws while a payment is overdue
    Given overdue amount is 0.01 yuan
    When it is decided
    Then drawdown is refuse
    And the reasons are "OVERDUE_HERE"

  @UW-07 @UW-08
  Scenario Outline: A warning above watch holds the drawdown
    Given warning level is <level>
    When it is decided
    Then drawdown is <outcome>

    Examples:
      | level   | outcome |
      | watch   | allow   |
      | concern | hold    |
      | serious | hold    |

  @UW-19 @UW-07
  Scenario Outline: Smallest drawdown and drawdowns a day
    Given amount to draw is <amount>
    And drawdowns made today is <made> drawdowns
    When it is decided
    Then drawdown is <outcome>

    Examples:
      | amount      | made | outcome |
      | 500.00 yuan | 4    | allow   |
      | 499.99 yuan | 0    | refuse  |
      | 500.00 yuan | 5    | refuse  |

  @UW-19 @CN-ILM-6
  Scenario Outline: A line is valid for twelve months
    Given line granted on is <granted>
    When it is decided
    Then drawdown is <outcome>

    Examples:
      | granted    | outcome |
      | 2025-11-22 | allow   |
      | 2025-11-21 | refuse  |

  @UW-19
  Scenario Outline: An offer is valid for thirty days
    Given first drawdown of the line is yes
    And offer made on is <offered>
    When it is decided
    Then drawdown is <outcome>

    Examples:
      | offered    | outcome |
      | 2026-10-22 | allow   |
      | 2026-10-21 | refuse  |

  @UW-19 @CN-AML-28
  Scenario: Money goes to nobody else's account
    Given payout account in the borrower's own name is no
    When it is decided
    Then drawdown is refuse
    And the first reason is "ACCOUNT_NOT_OWN"

  @UW-19 @GOV-04
  Scenario: Whose account it is, not known, holds the money
    Given payout account in the borrower's own name is missing
    When it is decided
    Then payout gate could not be known because payout account in the borrower's own name is missing
    And payout gate is hold
    And drawdown is hold
    And amount to pay out is 0 yuan

  @UW-19
  Scenario Outline: A new payout account waits a day for more than 10,000 yuan
    Given state of the payout account is newly added
    And amount to draw is <amount>
    And hours since the payout account was added is <hours> hours
    When it is decided
    Then drawdown is <outcome>

    Examples:
      | amount         | hours | outcome |
      | 10,000.00 yuan | 1     | allow   |
      | 10,000.01 yuan | 23    | hold    |
      | 10,000.01 yuan | 24    | allow   |

  @UW-19 @UW-11 @CN-COSTDISC-2026
  Scenario Outline: Costs confirmed, then signed, then drawn
    Given costs confirmed at is <confirmed>
    And contract signed at is <signed>
    When it is decided
    Then drawdown is <outcome>

    Examples:
      | confirmed                 | signed                    | outcome |
      | 2026-11-21T10:00:00+08:00 | 2026-11-21T10:05:00+08:00 | allow   |
      | 2026-11-21T10:00:00+08:00 | 2026-11-21T10:05:01+08:00 | hold    |
      | 2026-11-21T10:03:00+08:00 | 2026-11-21T10:03:00+08:00 | hold    |

  @UW-19 @CN-COSTDISC-2026 @GOV-04
  Scenario: Without a confirmation on record nothing is paid out
    Given costs confirmed at is missing
    When it is decided
    Then drawdown is hold
    And the reasons are "COST_NOT_CONFIRMED"

  @UW-19 @UW-11 @GOV-01 @CN-COSTDISC-2026
  Scenario Outline: A contract signed before 1 August 2026 is not signed anew for want of a confirmation
    Given contract signed at is <signed>
    And costs confirmed at is missing
    When it is decided
    Then drawdown is <outcome>
    And amount to pay out is <paid>

    Examples:
      | signed                    | outcome | paid        |
      | 2026-07-31T23:59:59+08:00 | allow   | 8,000 yuan  |
      | 2026-08-01T00:00:00+08:00 | hold    | 0 yuan      |

  @UW-19 @CN-ESIGN-13
  Scenario: A contract signed after the money was asked for is no matter of its costs
    Given costs confirmed at is 2026-11-21T10:00:00+08:00
    And contract signed at is 2026-11-21T10:05:01+08:00
    When it is decided
    Then drawdown is hold
    And the reasons are "CONTRACT_UNSIGNED"
    And the obligations include "SIGN_ANEW"

  @UW-19 @UW-11 @CN-PLM-2024 @CN-CONSUME-2025
  Scenario Outline: Above what may be paid straight to the borrower the money goes to the payee
    Given kind of lender is <lender>
    And risk grade is <grade>
    And large consumption need shown is <need>
    And loan purpose is <purpose>
    And undrawn part of the line is 600,000 yuan
    And amount to draw is <amount>
    When it is decided
    Then drawdown is allow
    And way of payment is <way>

    Examples:
      | lender                   | grade | need    | purpose           | amount          | way                   |
      | commercial bank          | A     | no      | renovation        | 300,000.00 yuan | to the borrower       |
      | commercial bank          | A     | no      | renovation        | 300,000.01 yuan | entrusted to the payee |
      | commercial bank          | A     | missing | renovation        | 300,000.01 yuan | entrusted to the payee |
      | commercial bank          | A     | yes     | renovation        | 500,000.00 yuan | to the borrower       |
      | commercial bank          | A     | yes     | renovation        | 500,000.01 yuan | entrusted to the payee |
      | commercial bank          | B     | yes     | renovation        | 300,000.01 yuan | entrusted to the payee |
      | consumer finance company | A     | yes     | renovation        | 300,000.01 yuan | entrusted to the payee |
      | network micro-lender     | C     | no      | business turnover | 500,000.00 yuan | to the borrower       |
      | network micro-lender     | C     | no      | business turnover | 500,000.01 yuan | entrusted to the payee |

  @UW-09 @UW-19 @CN-PIPL-15
  Scenario: A withdrawn consent ends new drawdowns at once
    Given consent still given is no
    When it is decided
    Then drawdown is refuse
    And the first reason is "CONSENT_WITHDRAWN"

  @UW-19
  Scenario: A changed risk signal between approval and payout holds the money
    Given new adverse sign since the approval is yes
    When it is decided
    Then drawdown is hold
    And the reasons are "NEW_ADVERSE_SIGN"
    And the obligations include "HUMAN_DECIDES"

  @UW-11 @CN-ILM-USE @GOV-02
  Scenario: The purpose binds every drawdown
    Given loan purpose is securities
    When it is decided
    Then drawdown is refuse
    And the first reason is "PURPOSE_PROHIBITED"
    And the reason "PURPOSE_PROHIBITED" rests on "CN-ILM-USE"

  @UW-19 @GOV-01 @CN-COSTDISC-2026
  Scenario Outline: From 1 August 2026 the costs are confirmed before anything is paid out
    Given the policy "drawdown" on <day>
    And line granted on is 2026-05-20
    And drawdown asked for at is <day>T10:05:00+08:00
    And contract signed at is <day>T10:03:00+08:00
    And costs confirmed at is missing
    When it is decided
    Then drawdown is <outcome>
    And amount to pay out is <paid>

    Examples:
      | day        | outcome | paid       |
      | 2026-07-31 | allow   | 8,000 yuan |
      | 2026-08-01 | hold    | 0 yuan     |

  @UW-07 @DUN-17 @GOV-07
  Scenario Outline: Nobody borrows anew who cannot be the one asking, and a person takes over
    Given holds is <hold>
    When it is decided
    Then line gate is refuse
    And drawdown is refuse
    And amount to pay out is 0 yuan
    And the reasons are "NO_NEW_DEBT_NOW"
    And the obligations include "HUMAN_DECIDES", "ADVERSE_NOTICE", "HUMAN_REVIEW_PATH"

    Examples:
      | hold                       |
      | debtor deceased            |
      | debtor under age           |
      | personal bankruptcy        |
      | account takeover suspected |

  @UW-07 @DUN-16 @GOV-07
  Scenario Outline: While hardship is looked at or a plan runs, the debt does not grow
    Given holds is <hold>
    When it is decided
    Then line gate is refuse
    And drawdown is refuse
    And the reasons are "NO_NEW_DEBT_MEANWHILE"
    And the obligations do not include "HUMAN_DECIDES"

    Examples:
      | hold                  |
      | hardship under review |
      | instalment plan       |

  @UW-07 @GOV-07
  Scenario Outline: Neither a complaint, nor a dispute, nor a promise to pay costs the borrower anything
    Given holds is <hold>
    When it is decided
    Then drawdown is allow
    And amount to pay out is 8,000 yuan
    And no reason is given

    Examples:
      | hold            |
      | open complaint  |
      | open dispute    |
      | promise to pay  |

  @UW-07 @GOV-07
  Scenario: What is overdue stops a drawdown, disputed or not
    Given holds is open dispute
    And overdue amount is 0.01 yuan
    When it is decided
    Then drawdown is refuse
    And the reasons are "OVERDUE_HERE"
