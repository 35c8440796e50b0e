Feature: A scoring model approves alone only while it is measured, holds and treats groups alike

  Background:
    Given the policy "model-gate" on 2026-11-21
    And the facts:
      | fact                                                 | value  |
      | population stability index                           | 0.0420 |
      | calibration error relative to the expected bad rate  | 6%     |
      | lowest approval rate of a group against the highest  | 91%    |
      | status until now                                     | green  |

  @UW-10
  Scenario: A model that holds approves every grade
    When it is decided
    Then status of the model is green
    And what the model approves by itself is every grade that may be approved
    And share that people sample is 0%
    And no reason is given

  @UW-10
  Scenario Outline: Drift is watched from 0.10 and stops the model beyond 0.25
    Given population stability index is <index>
    When it is decided
    Then status of the model is <status>
    And what the model approves by itself is <alone>
    And share that people sample is <sample>

    Examples:
      | index  | status | alone                            | sample |
      | 0.0999 | green  | every grade that may be approved | 0%     |
      | 0.1000 | amber  | grades A and B                   | 10%    |
      | 0.2500 | amber  | grades A and B                   | 10%    |
      | 0.2501 | red    | nothing                          | 0%     |

  @UW-10 @CN-PIPL-24-1
  Scenario Outline: Estimates too far from what came of them, or groups treated too differently, stop the model
    Given <measure> is <value>
    When it is decided
    Then status of the model is <status>

    Examples:
      | measure                                             | value  | status |
      | calibration error relative to the expected bad rate | 20%    | green  |
      | calibration error relative to the expected bad rate | 20.01% | red    |
      | lowest approval rate of a group against the highest | 80%    | green  |
      | lowest approval rate of a group against the highest | 79.99% | red    |

  @UW-10
  Scenario Outline: Each ground to stop is told by itself
    Given <measure> is <value>
    When it is decided
    Then the reasons include "<reason>"
    And the obligations include "CORRECT_AND_REVALIDATE"
    And the obligations do not include "SAMPLE_APPROVALS"

    Examples:
      | measure                                             | value | reason              |
      | population stability index                          | 0.30  | MODEL_DRIFT         |
      | calibration error relative to the expected bad rate | 30%   | MODEL_MISCALIBRATED |
      | lowest approval rate of a group against the highest | 50%   | MODEL_DISPARITY     |
      | status until now                                    | red   | MODEL_NOT_READMITTED |

  @UW-10
  Scenario: A watched model is sampled, and says why
    Given population stability index is 0.15
    When it is decided
    Then the reasons are "MODEL_WATCHED"
    And the obligations include "SAMPLE_APPROVALS"
    And the obligations do not include "CORRECT_AND_REVALIDATE"

  @UW-10 @GOV-01
  Scenario Outline: A model that was stopped is readmitted by a second person only
    Given status until now is red
    And validated anew by is <validator>
    And readmitted by is <second>
    When it is decided
    Then status of the model is <status>

    Examples:
      | validator | second  | status |
      | chen      | wang    | green  |
      | chen      | chen    | red    |
      | missing   | wang    | red    |
      | chen      | missing | red    |

  @UW-10
  Scenario: A model that was only watched needs no readmission
    Given status until now is amber
    When it is decided
    Then status of the model is green

  @UW-10 @GOV-04
  Scenario Outline: What nobody measures is not taken as good
    Given <measure> is missing
    When it is decided
    Then status of the model could not be known because <measure> is missing
    And status of the model is red
    And what the model approves by itself is nothing
    And share that people sample is 0%

    Examples:
      | measure                                             |
      | population stability index                          |
      | calibration error relative to the expected bad rate |
      | lowest approval rate of a group against the highest |

  @UW-10
  Scenario: One ground to stop is enough, whatever else is not known
    Given population stability index is missing
    And lowest approval rate of a group against the highest is 50%
    When it is decided
    Then status of the model is red
    And the reasons are "MODEL_DISPARITY"
