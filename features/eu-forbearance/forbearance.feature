Feature: In the European Union reasonable forbearance comes before enforcement

  Background:
    Given the policy "eu-forbearance" on 2026-11-21
    And the facts:
      | fact                        | value            |
      | arrears                     | 640.00 EUR       |
      | step wanted                 | enforcement      |
      | forbearance                 | not considered   |
      | circumstances changed since | no               |
      | trouble of the consumer     | no trouble known |

  @EU-CCD2-35
  Scenario Outline: Enforcement waits until relief was considered; a reminder does not
    Given step wanted is <step>
    When it is decided
    Then step is <result>

    Examples:
      | step        | result    |
      | enforcement | hold      |
      | termination | permitted |
      | reminder    | permitted |

  @EU-CCD2-35
  Scenario: Whoever wants to enforce first considers relief, and records it
    When it is decided
    Then step is hold
    And the reasons are "EU_FORBEARANCE_FIRST"
    And the obligations include "CONSIDER_FORBEARANCE"

  @EU-CCD2-35
  Scenario Outline: Once considered, relief need not be offered again unless circumstances changed
    Given forbearance is <forbearance>
    And circumstances changed since is <changed>
    When it is decided
    Then step is <result>

    Examples:
      | forbearance              | changed | result    |
      | found not appropriate    | no      | permitted |
      | declined by the consumer | no      | permitted |
      | agreed and broken        | no      | permitted |
      | found not appropriate    | yes     | hold      |
      | declined by the consumer | yes     | hold      |
      | agreed and broken        | yes     | hold      |

  @EU-CCD2-35
  Scenario Outline: Changed circumstances bear on enforcement only
    Given forbearance is agreed and broken
    And circumstances changed since is yes
    And step wanted is <step>
    When it is decided
    Then step is <result>

    Examples:
      | step        | result    |
      | termination | permitted |
      | enforcement | hold      |

  @EU-CCD2-35
  Scenario Outline: An offer awaits its answer for fourteen days
    Given forbearance is offered
    And forbearance offered on is <day>
    When it is decided
    Then step is <result>
    And answer awaited until is <until>

    Examples:
      | day        | result    | until      |
      | 2026-11-07 | hold      | 2026-11-21 |
      | 2026-11-06 | permitted | 2026-11-20 |

  @EU-CCD2-35
  Scenario: An offer whose day nobody wrote down holds the step
    Given forbearance is offered
    And forbearance offered on is missing
    When it is decided
    Then step could not be known because forbearance offered on is missing
    And step is hold
    And answer awaited until could not be known because forbearance offered on is missing

  @EU-CCD2-35
  Scenario Outline: An arrangement that is kept stops termination and enforcement
    Given forbearance is accepted and kept
    And step wanted is <step>
    When it is decided
    Then step is <result>

    Examples:
      | step        | result    |
      | enforcement | hold      |
      | termination | hold      |
      | reminder    | permitted |

  @EU-CCD2-35
  Scenario Outline: The relief fits the trouble
    Given trouble of the consumer is <trouble>
    And forbearance is <forbearance>
    And forbearance offered on is 2026-11-20
    When it is decided
    Then relief to be considered is <relief>

    Examples:
      | trouble          | forbearance       | relief                              |
      | no trouble known | not considered    | none                                |
      | passing trouble  | not considered    | break in payments, longer term      |
      | lasting trouble  | not considered    | longer term, lower rate             |
      | lasting trouble  | agreed and broken | longer term, lower rate, part waived |

  @EU-CCD2-35
  Scenario: Where the trouble is not known, the mildest relief is considered
    Given trouble of the consumer is missing
    When it is decided
    Then relief to be considered could not be known because trouble of the consumer is missing
    And relief to be considered is break in payments, longer term

  Scenario Outline: Nothing is demanded where nothing is in arrears
    Given arrears is <arrears>
    And step wanted is reminder
    When it is decided
    Then step is <result>

    Examples:
      | arrears  | result    |
      | 0.00 EUR | refused   |
      | 0.01 EUR | permitted |

  @EU-CCD2-35
  Scenario Outline: Each ground to wait is told as such
    Given forbearance is <forbearance>
    And forbearance offered on is 2026-11-20
    And circumstances changed since is <changed>
    When it is decided
    Then step is hold
    And the reasons are "<reason>"
    And the obligations <told> "CONSIDER_FORBEARANCE"

    Examples:
      | forbearance       | changed | reason               | told           |
      | not considered    | no      | EU_FORBEARANCE_FIRST | include        |
      | offered           | no      | EU_ANSWER_AWAITED    | do not include |
      | accepted and kept | no      | EU_ARRANGEMENT_KEPT  | do not include |
      | agreed and broken | yes     | EU_NEW_CIRCUMSTANCES | include        |
      | offered           | yes     | EU_ANSWER_AWAITED    | do not include |

  @EU-CCD2-35
  Scenario Outline: An offer that awaits its answer stops enforcement only
    Given forbearance is offered
    And forbearance offered on is 2026-11-20
    And step wanted is <step>
    When it is decided
    Then step is <result>

    Examples:
      | step        | result    |
      | reminder    | permitted |
      | termination | permitted |
      | enforcement | hold      |

  @EU-CCD2-35
  Scenario: Nothing is waived where the trouble passes
    Given trouble of the consumer is passing trouble
    And forbearance is agreed and broken
    When it is decided
    Then relief to be considered is break in payments, longer term
