Feature: Who an applicant is, and what he agreed to, is settled before anything else

  Background:
    Given the policy "underwriting" on 2026-11-21
    And the facts:
      | fact                                             | value                                               |
      | kind of lender                                   | commercial bank                                     |
      | kind of borrower                                 | person                                              |
      | product                                          | everyday revolving credit                           |
      | contract date                                    | 2026-11-23                                          |
      | warning level                                    | none                                                |
      | identity documents                               | identity card                                       |
      | identity check                                   | passed                                              |
      | failed identity checks                           | 0 times                                             |
      | identity methods offered                         | face recognition, three-element phone check         |
      | face recognition used                            | no                                                  |
      | age                                              | 35 years                                            |
      | college student                                  | no                                                  |
      | consents given                                   | credit report query, payment data, income data      |
      | loan purpose                                     | daily spending                                      |
      | amount asked for                                 | 30,000 yuan                                         |
      | tenor asked for                                  | 12 months                                           |
      | repayment method                                 | equal instalments                                   |
      | human decision asked for                         | no                                                  |
      | fraud signals                                    | none                                                |
      | applicants on the same device in 90 days         | 1 person                                            |
      | applicants with the same contact details in 90 days | 1 person                                         |
      | bureau answer                                    | report obtained                                     |
      | age of the credit report                         | 3 days                                              |
      | adverse record                                   | no adverse item                                     |
      | worst days past due in 24 months                 | 0 days                                              |
      | utilisation of revolving lines                   | 40%                                                 |
      | loan enquiries in one month                      | 1 time                                              |
      | loan enquiries in three months                   | 4 times                                             |
      | lenders with a balance                           | 2 lenders                                           |
      | new loans in 90 days                             | 0 loans                                             |
      | length of credit history                         | 30 months                                           |
      | total unsecured exposure                         | 20,000 yuan                                         |
      | existing line here                               | 0 yuan                                              |
      | verified monthly income                          | 12,000 yuan                                         |
      | monthly debt service                             | 2,000 yuan                                          |
      | dependants in the household                      | 0 persons                                           |
      | place of living                                  | second-tier city                                    |
      | bills paid on time in 12 months                  | 95%                                                 |
      | months of social insurance in a row              | 24 months                                           |
      | months with payments in 12 months                | 12 months                                           |
      | months with payments in 6 months                 | 6 months                                            |
      | device changes in 90 days                        | 0 times                                             |
      | months at the present address                    | 30 months                                           |
      | consistency of the data                          | consistent                                          |
      | model status                                     | green                                               |
      | earlier decline                                  | no earlier decline                                  |
      | material change since then                       | no                                                  |
      | applications in 30 days                          | 1 time                                              |
      | service fees as an annual rate                   | 0%                                                  |
      | guarantee fees as an annual rate                 | 0%                                                  |
      | funding mode                                     | own funds                                           |
      | cost items disclosed                             | interest, penalty interest                          |
      | cost items to be charged                         | interest, penalty interest                          |

  @UW-02 @CN-AML-28
  Scenario: An identity service that does not answer keeps the application waiting
    Given identity check is service unavailable
    When it is decided
    Then outcome is pending
    And identity gate is pending
    And the reasons are "IDENTITY_SERVICE_UNAVAILABLE"
    And the obligations include "RERUN_IDENTITY", "NOTIFY_RESULT"
    And the obligations do not include "ADVERSE_NOTICE"
    And amount granted is 0 yuan

  @UW-02 @CN-AML-28 @CN-CDD-2025
  Scenario Outline: A failed check may be tried again, until it has failed three times
    Given identity check is failed
    And failed identity checks is <failures> times
    When it is decided
    Then outcome is <outcome>
    And the first reason is "<reason>"
    And the obligations include "<duty>"

    Examples:
      | failures | outcome              | reason          | duty               |
      | 1        | further verification | IDENTITY_RETRY  | OFFER_OTHER_METHOD |
      | 2        | further verification | IDENTITY_RETRY  | OFFER_OTHER_METHOD |
      | 3        | decline              | IDENTITY_FAILED | FRAUD_REMEDY       |

  @UW-02 @CN-AML-28
  Scenario Outline: Contradictory results step up, lapsed ones are run again
    Given identity check is <result>
    When it is decided
    Then outcome is <outcome>
    And the reasons are "<reason>"

    Examples:
      | result        | outcome              | reason                 |
      | contradictory | further verification | IDENTITY_CONTRADICTORY |
      | stale         | pending              | IDENTITY_STALE         |

  @UW-02 @CN-FACE-1
  Scenario: Face recognition is never the only method offered
    Given identity methods offered are face recognition
    When it is decided
    Then outcome is further verification
    And the reasons are "OTHER_METHOD_NEEDED"
    And the obligations include "OFFER_OTHER_METHOD"

  @UW-02 @CN-FACE-1
  Scenario: A method that is not face recognition may stand alone
    Given identity methods offered are visit to a branch
    When it is decided
    Then outcome is approve

  @UW-01 @CN-AML-28
  Scenario: Without an identity card the application waits
    Given identity documents are none
    When it is decided
    Then outcome is pending
    And the reasons are "DOCUMENTS_MISSING"

  @UW-01 @UW-12 @UW-22
  Scenario: A small business brings its business licence too
    Given kind of borrower is small business
    And product is merchant credit
    And loan purpose is business turnover
    And industry is retail
    And months in operation is 36 months
    And annual invoiced turnover is 600,000 yuan
    And share held by the controller is 60%
    When it is decided
    Then outcome is pending
    And the reasons are "DOCUMENTS_MISSING"

  @UW-09 @CN-CRIR-13 @CN-PIPL-16
  Scenario Outline: Without a consent that is necessary the application cannot be assessed
    Given consents given are <consents>
    When it is decided
    Then outcome is decline
    And the first reason is "CONSENT_NECESSARY"
    And consent gate is necessary consent absent

    Examples:
      | consents                         |
      | payment data, income data        |
      | credit report query, income data |
      | none                             |

  @UW-09 @CN-PIPL-16 @CN-CRIR-14 @GOV-06
  Scenario: Income data without consent is taken out, and nobody is declined for it
    Given consents given are credit report query, payment data
    When it is decided
    Then outcome is pending
    And the reasons are "CONSENT_OPTIONAL_DATA"
    And the obligations include "REMOVE_DATA_AND_REDECIDE"
    But the obligations do not include "ADVERSE_NOTICE"

  @UW-09 @UW-16 @CN-PIPL-16
  Scenario: The same application without the income data is decided on what is left
    Given consents given are credit report query, payment data
    And verified monthly income is missing
    And stated monthly income is 12,000 yuan
    And monthly debt service is 500 yuan
    When it is decided
    Then outcome is approve a lower amount or tenor
    And amount granted is 5,000 yuan
    And the reasons include "INCOME_UNVERIFIED"

  @UW-09 @CN-PIPL-28 @CN-FACE-1
  Scenario: A face used without separate consent is not relied on
    Given face recognition used is yes
    When it is decided
    Then outcome is pending
    And the reasons are "CONSENT_OPTIONAL_DATA"

  @UW-09 @UW-02 @CN-PIPL-28
  Scenario: A face used with separate consent counts
    Given face recognition used is yes
    And consents given are credit report query, payment data, income data, face information
    When it is decided
    Then outcome is approve

  @UW-09 @UW-20 @CN-PIPL-23 @GOV-06
  Scenario: Nothing goes to a partner without separate consent
    Given funding mode is assisted lending
    And partner on the list is yes
    When it is decided
    Then outcome is pending
    And the reasons are "CONSENT_PARTNER"
