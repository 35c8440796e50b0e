Feature: Credit limits

  Scenario: Six months of income
    Given the policy "limits" on 2026-11-21
    And monthly income is 8,000 yuan
    When it is decided
    The limit is 48,000 yuan
