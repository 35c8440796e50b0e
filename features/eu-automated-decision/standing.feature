Feature: In the European Union a machine decides on credit only on a stated basis, on permitted data, and with a way to a person

  Background:
    Given the policy "eu-automated-decision" on 2026-11-21
    And the facts:
      | fact                            | value                      |
      | amount of credit                | 8,000.00 EUR               |
      | decided by                      | machine alone              |
      | basis of the automated decision | necessary for the contract |
      | data used                       | financial data             |
      | way to a person told            | yes                        |
      | person asked for                | no                         |
      | reviewed by a person            | no                         |
      | obligations likely to be met    | yes                        |

  @EU-GDPR-22
  Scenario Outline: A decision by a machine alone needs a basis
    Given decided by is <who>
    And basis of the automated decision is <basis>
    When it is decided
    Then automated decision is <standing>
    And credit is <credit>

    Examples:
      | who                | basis                      | standing      | credit |
      | machine alone      | no basis                   | may not stand | wait   |
      | machine alone      | necessary for the contract | may stand     | grant  |
      | machine alone      | authorised by law          | may stand     | grant  |
      | machine alone      | explicit consent           | may stand     | grant  |
      | machine and person | no basis                   | may stand     | grant  |
      | person             | no basis                   | may stand     | grant  |

  @EU-CCD2-18
  Scenario Outline: Data from social networks and special categories of data do not assess creditworthiness
    Given data used is <data>
    And decided by is <who>
    When it is decided
    Then automated decision is <standing>
    And the first reason is "<reason>"

    Examples:
      | data                                        | who           | standing      | reason          |
      | financial data, social-network data         | machine alone | may not stand | EU_SOCIAL_DATA  |
      | social-network data                         | person        | may not stand | EU_SOCIAL_DATA  |
      | financial data, special categories of data  | machine alone | may not stand | EU_SPECIAL_DATA |
      | special categories of data                  | person        | may not stand | EU_SPECIAL_DATA |

  @EU-CCD2-18 @EU-GDPR-22
  Scenario Outline: Above a hundred thousand euros the directive is silent, and the general regulation still speaks
    Given amount of credit is <amount>
    And data used is <data>
    And decided by is <who>
    And basis of the automated decision is <basis>
    When it is decided
    Then within the directive is <scope>
    And automated decision is <standing>

    Examples:
      | amount         | data                       | who           | basis                      | scope | standing      |
      | 100,000.00 EUR | social-network data        | machine alone | explicit consent           | yes   | may not stand |
      | 100,000.01 EUR | social-network data        | machine alone | explicit consent           | no    | may stand     |
      | 100,000.00 EUR | special categories of data | machine alone | explicit consent           | yes   | may not stand |
      | 100,000.01 EUR | special categories of data | machine alone | explicit consent           | no    | may stand     |
      | 100,000.01 EUR | special categories of data | machine alone | necessary for the contract | no    | may not stand |
      | 100,000.01 EUR | special categories of data | person        | no basis                   | no    | may stand     |

  @EU-GDPR-22
  Scenario: Who was not told of the way to a person gets one
    Given way to a person told is no
    When it is decided
    Then automated decision is goes to a person
    And the reasons are "EU_PATH_NOT_TOLD"
    And the obligations include "TELL_WAY_TO_A_PERSON", "REVIEW_BY_A_PERSON"
    And credit is wait

  @EU-CCD2-18 @EU-GDPR-22
  Scenario Outline: Who asks for a person is explained to, heard and reviewed by one
    Given decided by is <who>
    And person asked for is yes
    And reviewed by a person is <reviewed>
    When it is decided
    Then automated decision is <standing>

    Examples:
      | who                | reviewed | standing         |
      | machine alone      | no       | goes to a person |
      | machine alone      | yes      | may stand        |
      | machine and person | no       | goes to a person |
      | person             | no       | may stand        |

  @EU-CCD2-18
  Scenario: Credit is refused where its obligations are not likely to be met, whoever decides
    Given decided by is person
    And obligations likely to be met is no
    When it is decided
    Then credit is refuse
    And the first reason is "EU_NOT_LIKELY"
    And the obligations include "TELL_OF_THE_REJECTION"
    And the obligations do not include "TELL_OF_THE_MACHINE", "EXPLAIN_THE_ASSESSMENT"

  @EU-CCD2-18 @EU-GDPR-22
  Scenario Outline: A refusal in which a machine took part says so, and rests only on a decision that may stand
    Given obligations likely to be met is no
    And decided by is <who>
    And basis of the automated decision is <basis>
    And person asked for is <asked>
    When it is decided
    Then automated decision is <standing>
    And credit is <credit>
    And the obligations <told> "TELL_OF_THE_MACHINE"

    Examples:
      | who                | basis                      | asked | standing         | credit | told           |
      | machine alone      | necessary for the contract | no    | may stand        | refuse | include        |
      | machine and person | necessary for the contract | no    | may stand        | refuse | include        |
      | machine alone      | no basis                   | no    | may not stand    | wait   | do not include |
      | machine alone      | necessary for the contract | yes   | goes to a person | wait   | do not include |

  @EU-CCD2-18
  Scenario: Where the likelihood was not assessed, credit waits
    Given obligations likely to be met is missing
    When it is decided
    Then credit could not be known because obligations likely to be met is missing
    And credit is wait
    And automated decision is may stand

  @EU-GDPR-22 @EU-CCD2-18
  Scenario: Who asks for a person is told that this is why it waits
    Given person asked for is yes
    When it is decided
    Then the reasons are "EU_PERSON_ASKED"

  @EU-GDPR-22
  Scenario: Where a person decided, no way to a person need be told
    Given decided by is machine and person
    And way to a person told is no
    When it is decided
    Then automated decision is may stand
    And no reason is given

  @EU-GDPR-22 @EU-CCD2-18
  Scenario: What may not stand is not mended by handing it to a person
    Given data used is social-network data
    And person asked for is yes
    When it is decided
    Then automated decision is may not stand
