"""What a policy means, for every possible input: the core as formulas of z3, questions about it, and answers that can be replayed."""
