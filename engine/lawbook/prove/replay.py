"""Asking the interpreter whether an invariant holds of given facts: no counterexample is believed before that."""

from collections.abc import Mapping

from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.policy import Always, Invariant, Monotone, NeverChanges, Policy
from lawbook.model.types import OneOfType
from lawbook.model.values import Unknown, Value
from lawbook.problems import EngineFault
from lawbook.prove.answers import Counterexample, Request


def published(policy: Policy, request: Request) -> dict[str, Value]:
    """Decide, and give every decision as an invariant sees it: a published one that is unknown is its fallback."""
    judged = evaluate_policy(policy, request.facts, request.day)
    values = dict(judged.values)
    for declared in policy.decisions:
        fallback = declared.fallback
        if declared.name in policy.outputs and fallback is not None and isinstance(values[declared.name], Unknown):
            values[declared.name] = values[declared.name] if isinstance(fallback, Unknown) else fallback
    return values


def is_broken(policy: Policy, invariant: Invariant, example: Counterexample) -> bool:
    """Tell whether the interpreter finds *invariant* broken by *example*."""
    one = published(policy, example.one)
    match invariant:
        case Always(holds=holds):
            setting = Setting(example.one.facts, one, {each.name: each for each in policy.parameters}, example.one.day)
            return evaluate(holds, setting) is not True
        case NeverChanges(outcome=outcome):
            return example.other is not None and not _alike(one[outcome], published(policy, example.other)[outcome])
        case Monotone():
            return example.other is not None and _falls(
                policy, invariant, (example.one, one), (example.other, published(policy, example.other))
            )


def _alike(one: Value, other: Value) -> bool:
    # Two unknowns are told apart by their causes only, which name the very fact that was changed.
    return one == other or (isinstance(one, Unknown) and isinstance(other, Unknown))


def _falls(
    policy: Policy, invariant: Monotone, one: tuple[Request, Mapping[str, Value]], other: tuple[Request, Mapping[str, Value]]
) -> bool:
    low, high = (place(policy, invariant.in_fact, request.facts[invariant.in_fact]) for request, _ in (one, other))
    before, after = (place(policy, invariant.of, values[invariant.of]) for _, values in (one, other))
    if low is None or high is None or before is None or after is None or low >= high:
        return False
    return after > before if invariant.falling else after < before


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
