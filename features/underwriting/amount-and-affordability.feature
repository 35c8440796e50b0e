Feature: The amount is what the borrower can carry, inside every cap

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

  @UW-04 @UW-06 @CN-APR-2021
  Scenario: What can be carried is granted as asked
    When it is decided
    Then the decisions are:
      | decision                 | value         |
      | outcome                  | approve       |
      | amount granted           | 30,000 yuan   |
      | tenor offered            | 12 months     |
      | annual rate              | 10.95%        |
      | grade                    | B             |
      | score                    | 654 points    |
      | affordability            | affordable    |
      | need for review          | none          |
      | what to do now           | grant         |
      | next line review by      | 2027-11-21    |
      | years to keep the records | 10 years     |
    And no reason is given
    And the obligations include "NOTIFY_RESULT", "NAME_PAYOUT_ACCOUNT", "SHOW_ANNUAL_RATE", "LINE_REVIEW_WITHIN_YEAR", "KEEP_RECORDS"

  @UW-04 @UW-16 @CN-BANK-35
  Scenario: Repayment capacity limits the amount
    Given amount asked for is 50,000 yuan
    When it is decided
    Then outcome is approve a lower amount or tenor
    And what repayment capacity carries is 43,262.73 yuan
    And amount granted is 43,200 yuan
    And annual rate is 10.95%
    And the reasons are "CAPACITY"
    And what limits the amount is repayment capacity
    And the obligations include "ADVERSE_NOTICE", "HUMAN_REVIEW_PATH"

  @UW-04
  Scenario Outline: Amounts are granted in whole hundreds
    Given amount asked for is <asked>
    When it is decided
    Then outcome is <outcome>
    And amount granted is <granted>

    Examples:
      | asked          | outcome                        | granted     |
      | 43,299.99 yuan | approve                        | 43,200 yuan |
      | 43,300.00 yuan | approve a lower amount or tenor | 43,200 yuan |
      | 500.00 yuan    | approve                        | 500 yuan    |

  @UW-04
  Scenario: Less than the least amount is not lent
    Given amount asked for is 499.99 yuan
    When it is decided
    Then outcome is decline
    And the reasons are "LIMIT_TOO_SMALL"

  @UW-03 @UW-04
  Scenario Outline: The score gives the grade, the grade its price
    Given loan enquiries in three months is <enquiries> times
    And utilisation of revolving lines is <utilisation>
    And length of credit history is <history> months
    And months of social insurance in a row is <insurance> months
    And worst days past due in 24 months is <arrears> days
    And amount asked for is 5,000 yuan
    When it is decided
    Then score is <score> points
    And grade is "<grade>"
    And annual rate is <rate>
    And outcome is <outcome>

    Examples:
      | enquiries | utilisation | history | insurance | arrears | score | grade | rate   | outcome |
      | 4         | 40%         | 130     | 6         | 0       | 660   | A     | 7.30%  | approve |
      | 1         | 40%         | 30      | 6         | 0       | 659   | B     | 10.95% | approve |
      | 1         | 80%         | 30      | 24        | 5       | 630   | B     | 10.95% | approve |
      | 1         | 95%         | 30      | 24        | 0       | 629   | C     | 14.60% | approve |
      | 1         | 40%         | 3       | 0         | 20      | 600   | C     | 14.60% | approve |
      | 1         | 40%         | 30      | 6         | 45      | 599   | D     | 18.25% | approve |
      | 1         | 60%         | 3       | 6         | 45      | 570   | D     | 18.25% | approve |
      | 1         | 80%         | 3       | 0         | 45      | 554   | E     | 18.25% | decline |

  @UW-16 @CN-BANK-35
  Scenario Outline: The share of income that debt may take
    Given monthly debt service is <debt>
    When it is decided
    Then outcome is <outcome>
    And affordability is <affordability>
    And the first reason is "<reason>"

    Examples:
      | debt          | outcome                         | affordability | reason        |
      | 3,500.00 yuan | approve a lower amount or tenor | affordable    | CAPACITY      |
      | 6,000.00 yuan | refer to a person               | tight         | DEBT_HIGH     |
      | 7,000.00 yuan | refer to a person               | tight         | DEBT_HIGH     |
      | 7,200.00 yuan | decline                         | unaffordable  | DEBT_TOO_HIGH |

  @UW-16
  Scenario Outline: Enough must be left to live on
    Given verified monthly income is 4,000 yuan
    And monthly debt service is <debt>
    And dependants in the household are 2 persons
    And amount asked for is 500 yuan
    When it is decided
    Then outcome is <outcome>
    And the reasons include "<reason>"

    Examples:
      | debt        | outcome           | reason       |
      | 400.00 yuan | refer to a person | DEBT_HIGH    |
      | 400.01 yuan | decline           | LIVING_FLOOR |

  @UW-16
  Scenario Outline: A household of a first-tier city needs more
    Given verified monthly income is 4,000 yuan
    And monthly debt service is 600 yuan
    And dependants in the household are 1 person
    And place of living is <place>
    And amount asked for is 500 yuan
    When it is decided
    Then outcome is <outcome>
    And affordability is <affordability>

    Examples:
      | place            | outcome           | affordability |
      | first-tier city  | refer to a person | tight         |
      | second-tier city | approve           | affordable    |

  @UW-16 @UW-15
  Scenario: How many depend on the household must be known
    Given dependants in the household is missing
    When it is decided
    Then outcome could not be known because dependants in the household is missing
    And outcome is pending
    And affordability is tight
    And what to do now is ask for what is not known
    And the reasons are "INFORMATION_INCOMPLETE"
    And the obligations include "ASK_FOR_WHAT_IS_MISSING"

  @UW-16
  Scenario: Stated income counts up to 4,000 yuan only
    Given verified monthly income is missing
    And stated monthly income is 30,000 yuan
    And monthly debt service is 1,800 yuan
    When it is decided
    Then outcome is approve a lower amount or tenor
    And amount granted is 2,000 yuan
    And the reasons include "CAPACITY"

  @UW-16
  Scenario: With neither verified nor stated income nothing can be decided
    Given verified monthly income is missing
    When it is decided
    Then outcome could not be known because stated monthly income is missing
    And outcome is pending
    And amount granted is 0 yuan

  @UW-17
  Scenario: All unsecured debt together has a cap
    Given total unsecured exposure is 200,000 yuan
    When it is decided
    Then outcome is approve a lower amount or tenor
    And amount granted is 16,000 yuan
    And the reasons are "EXPOSURE_CAP"

  @UW-17
  Scenario: Debt with other lenders that is not known stops the decision
    Given total unsecured exposure is missing
    When it is decided
    Then outcome could not be known because total unsecured exposure is missing
    And outcome is pending

  @UW-11 @CN-ILM-6 @CN-CONSUME-2025 @CN-CFC-2024
  Scenario Outline: The line with one lender has a cap, which only a bank may raise, for the best grade and a large need
    Given loan enquiries in three months is <enquiries> times
    And length of credit history is 72 months
    And kind of lender is <lender>
    And large consumption need shown is <need>
    And existing line here is 180,000 yuan
    And amount asked for is 40,000 yuan
    When it is decided
    Then outcome is <outcome>
    And amount granted is <granted>

    Examples:
      | enquiries | lender                  | need | outcome                         | granted     |
      | 1         | commercial bank         | yes  | approve                         | 40,000 yuan |
      | 1         | commercial bank         | no   | approve a lower amount or tenor | 20,000 yuan |
      | 4         | commercial bank         | yes  | approve                         | 40,000 yuan |
      | 5         | commercial bank         | yes  | approve a lower amount or tenor | 20,000 yuan |
      | 1         | consumer finance company | yes | approve a lower amount or tenor | 20,000 yuan |
      | 1         | network micro-lender    | yes  | approve a lower amount or tenor | 20,000 yuan |

  @UW-11 @CN-CONSUME-2025
  Scenario: A large need that is not known raises nothing
    Given loan enquiries in three months is 1 time
    And existing line here is 180,000 yuan
    When it is decided
    Then amount granted is 20,000 yuan
    And the reasons are "LINE_CAP"

  @UW-11 @UW-22 @CN-MLC-2024
  Scenario Outline: The caps on consumer lines do not bind a business, which has its own
    Given kind of lender is <lender>
    And contract date is 2026-02-20
    And kind of borrower is small business
    And identity documents are identity card, business licence
    And product is merchant credit
    And loan purpose is business turnover
    And industry is retail
    And months in operation is 36 months
    And annual invoiced turnover is 2,000,000 yuan
    And share held by the controller is 60%
    And amount asked for is 20,000 yuan
    And existing line here is <line>
    When it is decided
    Then amount granted is <granted>

    Examples:
      | lender                   | line           | granted     |
      | commercial bank          | 200,000 yuan   | 20,000 yuan |
      | commercial bank          | 480,000 yuan   | 20,000 yuan |
      | commercial bank          | 480,000.01 yuan | 19,900 yuan |
      | network micro-lender     | 9,980,000 yuan | 20,000 yuan |
      | network micro-lender     | 9,980,000.01 yuan | 19,900 yuan |

  @UW-11 @CN-ILM-6
  Scenario Outline: With the principal due in one sum the line runs a year at most
    Given repayment method is <method>
    And tenor asked for is 18 months
    When it is decided
    Then outcome is <outcome>
    And tenor offered is <tenor>

    Examples:
      | method                                  | outcome                         | tenor     |
      | all at the end                          | approve a lower amount or tenor | 12 months |
      | interest first and principal at the end | approve a lower amount or tenor | 12 months |
      | equal principal                         | approve                         | 18 months |

  @UW-12
  Scenario Outline: Products differ by their parameters
    Given loan enquiries in three months is 1 time
    And length of credit history is 72 months
    And verified monthly income is 40,000 yuan
    And product is <product>
    And amount asked for is <asked>
    And tenor asked for is 36 months
    When it is decided
    Then tenor offered is <tenor>
    And outcome is <outcome>
    And the first reason is "<reason>"

    Examples:
      | product                         | asked       | tenor     | outcome                         | reason          |
      | renovation credit               | 60,000 yuan | 36 months | refer to a person               | AMOUNT_REVIEW   |
      | shopping and study instalments  | 60,000 yuan | 24 months | approve a lower amount or tenor | PRODUCT_CAP     |
      | shopping and study instalments  | 50,000 yuan | 24 months | approve a lower amount or tenor | TENOR_SHORTENED |

  @UW-03 @UW-04
  Scenario: A thin file gets a small first amount and at most grade C
    Given bureau answer is no record of the person
    And worst days past due in 24 months is missing
    And utilisation of revolving lines is missing
    And loan enquiries in three months is missing
    And lenders with a balance is missing
    And length of credit history is missing
    And total unsecured exposure is missing
    And months of social insurance in a row is 72 months
    And bills paid on time in 12 months is 100%
    When it is decided
    Then outcome is approve a lower amount or tenor
    And grade is "C"
    And amount granted is 5,000 yuan
    And the reasons include "THIN_FILE"

  @UW-03 @UW-14
  Scenario: Nobody is declined for a thin file alone
    Given bureau answer is no record of the person
    And worst days past due in 24 months is missing
    And utilisation of revolving lines is missing
    And loan enquiries in three months is missing
    And lenders with a balance is missing
    And length of credit history is missing
    And total unsecured exposure is missing
    And months at the present address is 2 months
    And device changes in 90 days is 2 times
    When it is decided
    Then score is 563 points
    And grade is "E"
    And outcome is refer to a person
    And the reasons include "THIN_FILE_REVIEW"

  @UW-22 @UW-12
  Scenario: A small business is lent a share of its yearly turnover
    Given kind of borrower is small business
    And identity documents are identity card, business licence
    And product is merchant credit
    And loan purpose is business turnover
    And industry is catering
    And months in operation is 36 months
    And annual invoiced turnover is 200,000 yuan
    And share held by the controller is 60%
    When it is decided
    Then outcome is approve a lower amount or tenor
    And amount granted is 24,000 yuan
    And the reasons are "TURNOVER_SHARE"
