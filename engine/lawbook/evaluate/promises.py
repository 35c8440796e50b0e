"""Whether an invariant is kept by what is decided on given facts: what it means, for one request or for two that differ in one fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.evaluate.policies import as_published, evaluate_policy
from lawbook.model.core import Expression
from lawbook.model.policy import Always, Implies, Invariant, Monotone, NeverChanges, Policy
from lawbook.model.types import OneOfType
from lawbook.model.values import Unknown, Value
from lawbook.problems import EngineFault


@dataclass(frozen=True, slots=True)
class Request:
    """Facts, one value for each that the policy declares, and the day they are decided for."""

    facts: Mapping[str, Value]
    day: int


def published(policy: Policy, request: Request) -> dict[str, Value]:
    """Decide, and give every decision as an invariant sees it: a published one that is unknown is its fallback."""
    judged = evaluate_policy(policy, request.facts, request.day)
    return {declared.name: as_published(declared, judged.values[declared.name]) for declared in policy.decisions}


def is_kept(policy: Policy, invariant: Invariant, one: Request, other: Request | None = None) -> bool:
    """Tell whether what is decided on *one* keeps *invariant*; one that compares is kept where there is no *other* to compare with."""
    values = published(policy, one)
    match invariant:
        case Always(holds=holds):
            return _value(policy, holds, one, values) is True
        case Implies(when=when, then=then):
            # Unknown is never false: where it is not known whether the promise applies, it must be kept.
            return _value(policy, when, one, values) is False or _value(policy, then, one, values) is True
        case NeverChanges(outcome=outcome):
            return other is None or alike(values[outcome], published(policy, other)[outcome])
        case Monotone():
            return other is None or not _turns(policy, invariant, (one, values), (other, published(policy, other)))
        case _:
            assert_never(invariant)


def _value(policy: Policy, expression: Expression, request: Request, values: Mapping[str, Value]) -> Value:
    return evaluate(expression, Setting(request.facts, values, {each.name: each for each in policy.parameters}, request.day))


def alike(one: Value, other: Value) -> bool:
    """Tell whether two values are the same, or both unknown, through and through.

    Two unknowns are told apart by their causes only, which name the very fact that was changed.
    """
    match one, other:
        case Unknown(), Unknown():
            return True
        case tuple(), tuple():
            return len(one) == len(other) and all(map(alike, one, other))
        case _:
            return one == other


def _turns(
    policy: Policy, invariant: Monotone, one: tuple[Request, Mapping[str, Value]], other: tuple[Request, Mapping[str, Value]]
) -> bool:
    at = [place(policy, invariant.in_fact, request.facts[invariant.in_fact]) for request, _ in (one, other)]
    came = [place(policy, invariant.of, values[invariant.of]) for _, values in (one, other)]
    low, high = at
    before, after = came
    if low is None or high is None or before is None or after is None or low == high:
        return False
    grown = after - before if low < high else before - after
    return grown > 0 if invariant.falling else grown < 0


def place(policy: Policy, name: str, value: Value) -> int | None:
    """Give where *value* stands among the values of the fact or decision *name*, None where it is unknown."""
    types = {each.name: each.type for each in policy.facts} | {each.name: each.type for each in policy.decisions}
    type_ = types[name]
    match value:
        case Unknown():
            return None
        case bool() | int():
            return int(value)
        case str() if isinstance(type_, OneOfType):
            return type_.labels.index(value)
        case _:
            raise EngineFault(f"{value!r} has no place in an order")
