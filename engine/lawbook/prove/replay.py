"""Asking the interpreter whether an invariant holds of given facts: no counterexample is believed before that."""

from lawbook.evaluate.promises import is_kept
from lawbook.model.policy import Invariant, Policy
from lawbook.prove.answers import Counterexample


def is_broken(policy: Policy, invariant: Invariant, example: Counterexample) -> bool:
    """Tell whether the interpreter finds *invariant* broken by *example*."""
    return not is_kept(policy, invariant, example.one, example.other)
