"""Policies as generated Python: the same decisions as `evaluate` gives, in about a microsecond each."""

from lawbook.compile.compiled import Compiled
from lawbook.model.policy import Policy


def compile_policy(policy: Policy, as_of: int) -> Compiled:
    """Compile *policy* for the day number *as_of*, and for the days around it on which all its parameters stay as they are."""
    return Compiled(policy, as_of)


__all__ = ["Compiled", "compile_policy"]
