Feature: German instalment credit is decided on evidence, and a person looks at whatever is near the cut

  Background:
    Given the policy "german-instalment" on 2026-11-21
    And the facts:
      | fact                   | value                              |
      | checking account       | no account                         |
      | duration               | 12 months                          |
      | credit history         | paid back duly till now            |
      | purpose                | radio or television                |
      | amount of credit       | 2,000.00 marks                     |
      | savings                | below 100 marks                    |
      | present employment     | from 4 to below 7 years            |
      | instalment burden class | 2                                 |
      | other debtors          | nobody else                        |
      | property               | real estate                        |
      | other instalment plans | no other plan                      |
      | housing                | own home                           |

  @UW-03 @UW-04
  Scenario: An ordinary application is approved on its points
    When it is decided
    Then outcome is approve
    And grade is "A"
    And score is 701 points
    And no reason is given
    And the obligations include "KEEP_FILE"
    And the row "GI-O4" applies

  @UW-13
  Scenario Outline: The programme lends up to its ceiling and not a pfennig more
    Given amount of credit is <amount>
    When it is decided
    Then outcome is <outcome>

    Examples:
      | amount           | outcome           |
      | 15,000.00 marks  | approve           |
      | 15,000.01 marks  | decline           |

  @UW-13
  Scenario: Above the ceiling the reason is the ceiling, not the score
    Given amount of credit is 15,000.01 marks
    When it is decided
    Then the reasons are "AMOUNT_ABOVE_PROGRAMME"
    And the obligations include "TELL_REASONS", "OFFER_HUMAN_REVIEW"

  @UW-13
  Scenario Outline: The programme runs up to sixty months
    Given duration is <duration>
    And checking account is no account
    When it is decided
    Then the row "GI-P2" <fires>

    Examples:
      | duration  | fires          |
      | 60 months | does not apply |
      | 61 months | applies        |

  @UW-16
  Scenario: Without earnings a person decides
    Given present employment is unemployed
    When it is decided
    Then outcome is refer to a person
    And the first reason is "NO_EARNINGS_TO_REPAY"

  @UW-16
  Scenario: A guarantor stands in for earnings
    Given present employment is unemployed
    And other debtors is guarantor
    When it is decided
    Then outcome is approve

  @UW-14
  Scenario: A good score with negative evidence goes to a person
    Given instalment burden class is 4
    And other instalment plans is at stores
    When it is decided
    Then outcome is refer to a person
    And the first reason is "BURDEN_AND_OTHER_PLANS"
    And the obligations do not include "TELL_REASONS"

  @UW-14 @UW-04
  Scenario: A score just below the cut goes to a person, with the reasons that cost most
    Given checking account is overdrawn
    And credit history is all credits here paid back
    And purpose is furniture or equipment
    When it is decided
    Then outcome is refer to a person
    And the first reason is "SCORE_NEAR_THE_CUT"
    And the reasons include "CHECKING_ACCOUNT_WEAK", "HISTORY_WEAK"

  @EU-CCD2-18
  Scenario: From 20 November 2026 the assessment is explained on request
    Given amount of credit is 15,000.01 marks
    When it is decided
    Then the obligations include "EXPLAIN_ASSESSMENT"

  @EU-CCD2-18
  Scenario: The day before, the duty to explain was not yet in force
    Given the policy "german-instalment" on 2026-11-19
    And amount of credit is 15,000.01 marks
    When it is decided
    Then the obligations do not include "EXPLAIN_ASSESSMENT"
    And outcome is decline

  @GOV-04
  Scenario: A missing attribute is refused, never taken for a good or a bad one
    Given savings is missing
    When it is decided
    Then the facts are refused because of savings
    Given savings is no savings known
    When it is decided
    Then score is 738 points
