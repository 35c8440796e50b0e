@SMALL-1
Feature: Small offers

  Background:
    Given the policy "small-offer" on 2026-11-21
    And the facts:
      | fact              | value          |
      | amount asked for  | 1,200.50 yuan  |
      | identity verified | yes            |
      | grade             | A              |

  Scenario: An ordinary offer is made
    When it is decided
    Then outcome is approve
    And limit is 1,200.50 yuan
    And no reason is given

  Rule: Nobody lends more than the most

    Background:
      Given open debts is 2 loans

    @SMALL-2
    Scenario Outline: The most is lent and not a fen more
      Given amount asked for is <amount>
      When it is decided
      Then outcome is <outcome>

      Examples:
        | amount         | outcome |
        | 50,000.00 yuan | approve |

      @SMALL-3
      Examples:
        | amount         | outcome |
        | 50,000.01 yuan | decline |

  Scenario: A promise that is not kept
    Given grade is "C"
    When it is decided
    Then outcome is approve

  Scenario: A sentence that means nothing
    When it is decided
    Then the moon is full

  Scenario: Nothing is claimed
    When it is decided
