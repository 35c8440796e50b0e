Feature: An adverse action in the United States has specific reasons, four at most, and is told in time

  Background:
    Given the policy "us-adverse-action" on 2026-11-21
    And the facts:
      | fact                                     | value                 |
      | kind of case                             | completed application |
      | application received or action taken on  | 2026-11-02            |
      | amount asked for                         | 12,000.00 USD         |
      | income per month                         | 5,200.00 USD          |
      | obligations as a share of income         | 0.30                  |
      | payments late in 12 months               | 0 times               |
      | time in present employment               | 48 months             |
      | time at present address                  | 30 months             |
      | credit accounts in good standing         | 4 accounts            |

  @US-REGB-9
  Scenario: A sound application is approved in the amount asked for
    When it is decided
    Then the decisions are:
      | decision            | value         |
      | outcome             | approve       |
      | points              | 730 points    |
      | amount offered      | 12,000.00 USD |
      | notice by           | 2026-12-02    |
      | time for the notice | running       |
    And no reason is given

  @US-REGB-9 @US-REGB-9-FOUR
  Scenario: Six weaknesses, four principal reasons, those that cost the most points
    Given income per month is 1,999.99 USD
    And obligations as a share of income is 0.4501
    And payments late in 12 months is 2 times
    And time in present employment is 11 months
    And time at present address is 11 months
    And credit accounts in good standing is 0 accounts
    When it is decided
    Then outcome is adverse action
    And points is 480 points
    And the reasons are "DELINQUENT_CREDIT", "OBLIGATIONS_EXCESSIVE", "INCOME_INSUFFICIENT", "FEW_ACCOUNTS"
    And the obligations include "NOTIFY_WITH_REASONS"
    And amount offered is 0.00 USD

  @US-REGB-9
  Scenario Outline: The points of each characteristic turn at its own figure
    Given <fact> is <value>
    When it is decided
    Then points is <points> points

    Examples:
      | fact                             | value        | points |
      | income per month                 | 1,999.99 USD | 680    |
      | income per month                 | 2,000.00 USD | 710    |
      | income per month                 | 3,999.99 USD | 710    |
      | income per month                 | 4,000.00 USD | 730    |
      | obligations as a share of income | 0.36         | 730    |
      | obligations as a share of income | 0.3601       | 695    |
      | obligations as a share of income | 0.45         | 695    |
      | obligations as a share of income | 0.4501       | 670    |
      | payments late in 12 months       | 1 times      | 695    |
      | payments late in 12 months       | 2 times      | 660    |
      | time in present employment       | 11 months    | 705    |
      | time in present employment       | 12 months    | 719    |
      | time in present employment       | 35 months    | 719    |
      | time in present employment       | 36 months    | 730    |
      | time at present address          | 11 months    | 715    |
      | time at present address          | 12 months    | 730    |
      | credit accounts in good standing | 0 accounts   | 700    |
      | credit accounts in good standing | 1 accounts   | 720    |
      | credit accounts in good standing | 2 accounts   | 720    |
      | credit accounts in good standing | 3 accounts   | 730    |

  @US-REGB-9
  Scenario Outline: Six hundred points are enough
    Given obligations as a share of income is 0.50
    And payments late in 12 months is 2 times
    And credit accounts in good standing is <accounts> accounts
    And time at present address is <months> months
    When it is decided
    Then points is <points> points
    And outcome is <outcome>

    Examples:
      | accounts | months | points | outcome        |
      | 4        | 12     | 600    | approve        |
      | 4        | 11     | 585    | adverse action |

  @US-REGB-9
  Scenario: One point below is not
    Given obligations as a share of income is 0.50
    And payments late in 12 months is 1 times
    And time in present employment is 12 months
    And time at present address is 11 months
    And credit accounts in good standing is 2 accounts
    When it is decided
    Then points is 599 points
    And outcome is adverse action

  @US-REGB-9
  Scenario Outline: Above the largest amount there is a counteroffer, told within thirty days like any other answer
    Given amount asked for is <asked>
    When it is decided
    Then outcome is <outcome>
    And amount offered is <offered>
    And notice by is <by>

    Examples:
      | asked         | outcome      | offered       | by         |
      | 40,000.00 USD | approve      | 40,000.00 USD | 2026-12-02 |
      | 40,000.01 USD | counteroffer | 40,000.00 USD | 2026-12-02 |

  @US-REGB-9
  Scenario Outline: A counteroffer that is not taken up leaves ninety days from its notice
    Given amount asked for is <asked>
    And counteroffer told on is 2026-11-10
    When it is decided
    Then outcome is <outcome>
    And notice by is <by>

    Examples:
      | asked         | outcome      | by         |
      | 40,000.00 USD | approve      | 2026-12-02 |
      | 40,000.01 USD | counteroffer | 2027-02-08 |

  @US-REGB-9
  Scenario: A counteroffer says why, in writing
    Given amount asked for is 40,000.01 USD
    When it is decided
    Then the reasons are "AMOUNT_ABOVE_MOST"
    And the obligations include "NOTIFY_WITH_REASONS"

  @US-REGB-9
  Scenario: Six hundred points, and no reason is told for what they lack
    Given obligations as a share of income is 0.50
    And payments late in 12 months is 2 times
    When it is decided
    Then points is 600 points
    And outcome is approve
    And no reason is given

  @US-REGB-9
  Scenario: A short time at the address is told where it costs the application its points
    Given obligations as a share of income is 0.50
    And payments late in 12 months is 2 times
    And time at present address is 11 months
    When it is decided
    Then outcome is adverse action
    And the reasons are "DELINQUENT_CREDIT", "OBLIGATIONS_EXCESSIVE", "RESIDENCE_LENGTH"

  @US-REGB-9
  Scenario: A counteroffer not told within thirty days is late
    Given amount asked for is 40,000.01 USD
    And application received or action taken on is 2026-10-21
    When it is decided
    Then notice by is 2026-11-20
    And time for the notice is run out

  @US-REGB-9
  Scenario Outline: An application that is not complete is told what is missing, and its points are no reason
    Given kind of case is <kind>
    And payments late in 12 months is 3 times
    And obligations as a share of income is 0.60
    And credit accounts in good standing is 0 accounts
    When it is decided
    Then outcome is <outcome>
    And the first reason is "<reason>"

    Examples:
      | kind                   | outcome        | reason                 |
      | incomplete application | incomplete     | APPLICATION_INCOMPLETE |
      | existing account       | adverse action | DELINQUENT_CREDIT      |

  @US-REGB-9
  Scenario: An existing account is not offered less for an amount nobody asked for
    Given kind of case is existing account
    And amount asked for is 50,000.00 USD
    When it is decided
    Then outcome is approve
    And amount offered is 40,000.00 USD

  @US-REGB-9
  Scenario Outline: The thirtieth day is in time, the thirty-first is not
    Given application received or action taken on is <day>
    When it is decided
    Then notice by is <by>
    And time for the notice is <time>

    Examples:
      | day        | by         | time    |
      | 2026-10-22 | 2026-11-21 | running |
      | 2026-10-21 | 2026-11-20 | run out |
