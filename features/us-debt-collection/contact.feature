Feature: A consumer in the United States is contacted at a decent hour, not too often, and not past an attorney

  Background:
    Given the policy "us-debt-collection" on 2026-11-21
    And the facts:
      | fact                                           | value         |
      | balance owed                                   | 1,250.00 USD  |
      | channel                                        | call          |
      | local time at the consumer's place             | 10:00         |
      | time called inconvenient                       | no            |
      | place called inconvenient                      | no            |
      | time and place agreed with the consumer        | no            |
      | attorney                                       | no attorney   |
      | calls about this debt in 7 days                | 2 calls       |
      | conversation held                              | no            |
      | consent to further calls within the last 7 days | no           |

  @US-REGF-6
  Scenario Outline: Eight in the morning and nine in the evening are decent hours, a second before and a second after are not
    Given local time at the consumer's place is <time>
    When it is decided
    Then this contact is <contact>

    Examples:
      | time     | contact   |
      | 07:59:59 | not now   |
      | 08:00:00 | permitted |
      | 20:59:59 | permitted |
      | 21:00:00 | permitted |
      | 21:00:01 | not now   |

  @US-REGF-6 @US-REGF-6-PLACE
  Scenario: An hour that the consumer agreed to is no inconvenient one
    Given local time at the consumer's place is 22:30
    And time and place agreed with the consumer is yes
    When it is decided
    Then this contact is permitted
    And no reason is given

  @US-REGF-6
  Scenario: Where the consumer's local time is not known, nobody is contacted
    Given local time at the consumer's place is missing
    When it is decided
    Then this contact could not be known because local time at the consumer's place is missing
    And this contact is refused

  @US-REGF-6-PLACE
  Scenario Outline: What the consumer called inconvenient is kept to unless agreed otherwise
    Given <fact> is yes
    And time and place agreed with the consumer is <agreed>
    When it is decided
    Then this contact is <contact>

    Examples:
      | fact                      | agreed | contact   |
      | time called inconvenient  | no     | not now   |
      | time called inconvenient  | yes    | permitted |
      | place called inconvenient | no     | not now   |
      | place called inconvenient | yes    | permitted |

  @US-REGF-6-ATTORNEY
  Scenario Outline: The attorney is written to, unless the attorney consents or stays silent
    Given attorney is <attorney>
    When it is decided
    Then this contact is <contact>

    Examples:
      | attorney                   | contact   |
      | represented by an attorney | refused   |
      | attorney does not answer   | permitted |
      | attorney consents          | permitted |

  @US-REGF-14
  Scenario Outline: The seventh call in seven days is the last
    Given calls about this debt in 7 days is <calls> calls
    And channel is <channel>
    And consent to further calls within the last 7 days is <consent>
    When it is decided
    Then this contact is <contact>
    And counted with the calls is <counted>

    Examples:
      | calls | channel      | consent | contact   | counted |
      | 6     | call         | no      | permitted | yes     |
      | 7     | call         | no      | not now   | yes     |
      | 8     | call         | no      | not now   | yes     |
      | 7     | call         | yes     | permitted | no      |
      | 7     | text message | no      | permitted | no      |

  @US-REGF-14
  Scenario Outline: After a conversation a week passes, its own day counted
    Given conversation held is yes
    And last conversation on is <day>
    And consent to further calls within the last 7 days is <consent>
    When it is decided
    Then this contact is <contact>
    And next call about this debt from is <from>

    Examples:
      | day        | consent | contact   | from       |
      | 2026-11-21 | no      | not now   | 2026-11-28 |
      | 2026-11-15 | no      | not now   | 2026-11-22 |
      | 2026-11-14 | no      | permitted | 2026-11-21 |
      | 2026-11-13 | no      | permitted | 2026-11-21 |
      | 2026-11-15 | yes     | permitted | 2026-11-21 |

  @US-REGF-14
  Scenario: A conversation whose day nobody wrote down stops the call
    Given conversation held is yes
    And last conversation on is missing
    When it is decided
    Then this contact could not be known because last conversation on is missing
    And this contact is refused
    And next call about this debt from could not be known because last conversation on is missing

  Scenario Outline: Who owes nothing is not contacted
    Given balance owed is <balance>
    When it is decided
    Then this contact is <contact>
    And the reasons <given> "US_NOTHING_OWED"

    Examples:
      | balance  | contact   | given          |
      | 0.00 USD | refused   | include        |
      | 0.01 USD | permitted | do not include |

  @US-REGF-6 @US-REGF-14
  Scenario Outline: Each ground not to contact is told as such
    Given <fact> is <value>
    And conversation held is <talked>
    And last conversation on is 2026-11-20
    When it is decided
    Then this contact is not now
    And the reasons are "<reason>"

    Examples:
      | fact                              | value   | talked | reason          |
      | local time at the consumer's place | 07:59  | no     | US_HOURS        |
      | local time at the consumer's place | 21:01  | no     | US_HOURS        |
      | calls about this debt in 7 days   | 7 calls | no     | US_SEVEN_CALLS  |
      | calls about this debt in 7 days   | 6 calls | yes    | US_CONVERSATION |

  @US-REGF-14
  Scenario: A conversation stops calls, and no letter
    Given channel is letter
    And conversation held is yes
    And last conversation on is 2026-11-20
    When it is decided
    Then this contact is permitted
    And no reason is given

  @US-REGF-6-ATTORNEY
  Scenario: Who has an attorney is not contacted at night or by day
    Given attorney is represented by an attorney
    And local time at the consumer's place is 22:30
    When it is decided
    Then this contact is refused
    And the reasons are "US_ATTORNEY"

  @US-REGF-14
  Scenario: A day of a conversation that was not held puts off no call
    Given conversation held is no
    And last conversation on is 2026-11-20
    When it is decided
    Then this contact is permitted
    And next call about this debt from is 2026-11-21
