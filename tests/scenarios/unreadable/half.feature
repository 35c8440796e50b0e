Feature: Half written

  Scenario: It ends in a table without an end
    Given the policy "small-offer" on 2026-11-21
      """
      a text that no sentence takes
      """
