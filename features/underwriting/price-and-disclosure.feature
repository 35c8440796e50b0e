Feature: The price is the lawful one of the contract date, and every cost is disclosed before signing

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

  @UW-11 @CN-SPC-22
  Scenario Outline: All costs of a financial loan together stay within 24 per cent a year
    Given service fees as an annual rate is <fees>
    When it is decided
    Then all-in annual cost is <cost>
    And outcome is <outcome>
    And price within the cap is <lawful>

    Examples:
      | fees   | cost   | outcome | lawful |
      | 13.05% | 24.00% | approve | yes    |
      | 13.06% | 24.01% | decline | no     |

  @UW-11 @CN-SPC-22
  Scenario: A price above the cap is a decline with that reason
    Given service fees as an annual rate is 20%
    When it is decided
    Then outcome is decline
    And the reasons are "PRICE_ABOVE_CAP"
    And the obligations include "ADVERSE_NOTICE", "HUMAN_REVIEW_PATH"

  @UW-11 @UW-20 @CN-ASSIST-9
  Scenario Outline: Guarantee fees count for contracts from 1 October 2025
    Given funding mode is assisted lending
    And partner on the list is yes
    And consents given are credit report query, payment data, income data, sharing with the partner
    And guarantee fees as an annual rate is 14%
    And contract date is <contract>
    When it is decided
    Then all-in annual cost is <cost>
    And outcome is <outcome>

    Examples:
      | contract   | cost   | outcome |
      | 2025-09-30 | 10.95% | approve |
      | 2025-10-01 | 24.95% | decline |

  @UW-11 @CN-LPR-2020
  Scenario Outline: A private lender keeps to four times the prime rate of the day the contract is made
    Given kind of lender is private lender
    And service fees as an annual rate is 1.45%
    And contract date is <contract>
    When it is decided
    Then all-in annual cost is 12.40%
    And price within the cap is <lawful>
    And outcome is <outcome>

    Examples:
      | contract   | lawful | outcome |
      | 2025-05-19 | yes    | approve |
      | 2025-05-20 | no     | decline |

  @UW-11 @CN-LPR-2020
  Scenario Outline: At twelve per cent and no more
    Given kind of lender is private lender
    And service fees as an annual rate is <fees>
    And contract date is 2026-02-20
    When it is decided
    Then price within the cap is <lawful>

    Examples:
      | fees  | lawful |
      | 1.05% | yes    |
      | 1.06% | no     |

  @UW-11 @CN-LPR-2020
  Scenario: The price for a weaker grade does not fit under a private lender's cap
    Given kind of lender is private lender
    And contract date is 2026-02-20
    And utilisation of revolving lines is 95%
    And loan enquiries in three months is 1 time
    When it is decided
    Then grade is "C"
    And outcome is decline
    And the reasons include "PRICE_ABOVE_CAP"

  @UW-11 @CN-LPR-2020 @GOV-04
  Scenario Outline: A prime rate that was not looked up is not known, rather than held
    Given kind of lender is private lender
    And contract date is <contract>
    When it is decided
    Then price within the cap <known>
    And outcome is <outcome>

    Examples:
      | contract   | known                                                                  | outcome |
      | 2026-02-24 | is known                                                               | approve |
      | 2026-02-25 | could not be known because one-year loan prime rate is missing         | pending |

  @UW-11 @CN-MLC-COST
  Scenario Outline: From 2028 micro-lenders keep to the prime rate too, loans of a month excepted
    Given kind of lender is network micro-lender
    And contract date is <contract>
    And tenor asked for is <tenor>
    And amount asked for is 1,000 yuan
    When it is decided
    Then outcome is <outcome>
    And price within the cap is <lawful>

    Examples:
      | contract   | tenor     | outcome | lawful |
      | 2027-12-31 | 12 months | approve | yes    |
      | 2028-01-01 | 12 months | pending | no     |
      | 2028-01-01 | 1 month   | approve | yes    |

  @UW-11 @UW-20 @CN-ILM-24
  Scenario Outline: A co-lending partner carries at least thirty per cent
    Given funding mode is co-lent
    And consents given are credit report query, payment data, income data, sharing with the partner
    And partner on the list is yes
    And share of the partner is <share>
    When it is decided
    Then outcome is <outcome>

    Examples:
      | share  | outcome |
      | 30.00% | approve |
      | 29.99% | decline |

  @UW-20 @CN-ASSIST-9
  Scenario Outline: A partner must stand on the list that day
    Given funding mode is assisted lending
    And consents given are credit report query, payment data, income data, sharing with the partner
    And partner on the list is <listed>
    When it is decided
    Then outcome is <outcome>

    Examples:
      | listed | outcome |
      | yes    | approve |
      | no     | decline |

  @UW-20 @GOV-04
  Scenario: Whether a partner is listed must be known
    Given funding mode is assisted lending
    And consents given are credit report query, payment data, income data, sharing with the partner
    When it is decided
    Then funding gate could not be known because partner on the list is missing
    And funding gate is pending
    And outcome is pending

  @UW-11 @CN-COSTDISC-2026
  Scenario: Before signing, the costs are still to be shown, read and confirmed
    When it is decided
    Then disclosure of costs is due before signing
    And outcome is approve
    And the obligations include "SHOW_COST_TABLE", "FORCED_READING", "CONFIRM_COST"

  @UW-11 @CN-COSTDISC-2026
  Scenario Outline: The costs are confirmed before the contract is signed
    Given costs confirmed at is <confirmed>
    And contract signed at is <signed>
    When it is decided
    Then disclosure of costs is <disclosure>
    And outcome is <outcome>

    Examples:
      | confirmed                 | signed                    | disclosure | outcome |
      | 2026-11-23T10:00:00+08:00 | 2026-11-23T10:00:01+08:00 | in order   | approve |
      | 2026-11-23T10:00:00+08:00 | 2026-11-23T10:00:00+08:00 | breach     | pending |
      | 2026-11-23T03:00:00+00:00 | 2026-11-23T10:59:59+08:00 | breach     | pending |

  @UW-11 @CN-COSTDISC-2026
  Scenario: A contract signed without any confirmation is signed anew
    Given contract signed at is 2026-11-23T10:00:00+08:00
    When it is decided
    Then outcome is pending
    And the reasons are "COST_NOT_CONFIRMED"
    And the obligations include "SIGN_ANEW"

  @UW-11 @CN-COSTDISC-2026
  Scenario: Nothing is charged that was not disclosed
    Given cost items to be charged are interest, service fee
    When it is decided
    Then outcome is pending
    And the reasons are "COST_UNDISCLOSED"

  @UW-11 @CN-COSTDISC-2026
  Scenario Outline: Disclosure binds contracts from 1 August 2026
    Given contract date is <contract>
    And contract signed at is 2026-11-23T10:00:00+08:00
    When it is decided
    Then disclosure of costs is <disclosure>
    And outcome is <outcome>

    Examples:
      | contract   | disclosure                          | outcome |
      | 2026-07-31 | not required for this contract date | approve |
      | 2026-08-01 | breach                              | pending |

  @UW-11 @GOV-01 @CN-COSTDISC-2026
  Scenario Outline: The day decides which version is in force
    Given the policy "underwriting" on <day>
    When it is decided
    Then outcome is approve
    And the obligations <owed> "SHOW_COST_TABLE"

    Examples:
      | day        | owed           |
      | 2026-07-31 | do not include |
      | 2026-08-01 | include        |
