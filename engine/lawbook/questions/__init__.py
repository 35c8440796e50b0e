"""What is asked of every version of a policy, unasked: gaps, clashes, errors, and what can never come about."""
