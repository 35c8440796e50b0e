"""The meaning of a policy, and the explanation of a decision."""
