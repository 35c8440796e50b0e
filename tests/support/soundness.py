"""What checked means: every decision comes to a value of its type, unknown only where that was foreseen, and can be explained."""

from lawbook.check.typing.dates import DECIDED_MOMENTS
from lawbook.contract.decision import Decision as Decided
from lawbook.evaluate.explanation import Explanation, explain_policy
from lawbook.evaluate.policies import Judged
from lawbook.model.policy import Decision, Policy
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.model.values import Unknown, Value


def fits(value: Value, type_: Type) -> bool:
    """Tell whether a known value is of a type, and within its range."""
    match type_:
        case BooleanType():
            return isinstance(value, bool)
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            return _between(value, low, high)
        case TimeType():
            return _between(value, 0, 86_399)
        case MomentType():
            return _between(value, *DECIDED_MOMENTS)
        case TextType(most=most):
            return isinstance(value, str) and len(value) <= most
        case OneOfType(labels=labels):
            return isinstance(value, str) and value in labels
        case SetType(of=of):
            return isinstance(value, frozenset) and value <= set(of.labels)
        case ListType(of=of, most=most):
            return isinstance(value, tuple) and len(value) <= most and all(fits(element, of) for element in value)
        case RecordType(types=types, optional=optional):
            parts = value if isinstance(value, tuple) else ()
            return len(parts) == len(types) and all(map(_fits_field, parts, types, optional))


def _between(value: Value, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _fits_field(value: Value, type_: Type, optional: bool) -> bool:  # noqa: FBT001 - as the type says it
    return optional and _is_told(value) if isinstance(value, Unknown) else fits(value, type_)


def _is_told(value: Unknown) -> bool:
    return value.causes != () and list(value.causes) == sorted(set(value.causes))


def hold_declared(policy: Policy, judged: Judged) -> None:
    """Hold every decision to what is declared of it."""
    for declared in policy.decisions:
        value = judged.values[declared.name]
        if isinstance(value, Unknown):
            assert declared.nullable, f"{declared.name} is unknown: {value}"
            assert _is_told(value), f"{declared.name}: {value}"
        else:
            assert fits(value, declared.type), f"{declared.name} is {value}, no value of {declared.type}"
        _hold_published(declared, judged.decision, value)


def _hold_published(declared: Decision, decision: Decided, value: Value) -> None:
    assert (declared.name in decision.outcome) is declared.published
    assert (declared.name in decision.unknowns) is (declared.published and isinstance(value, Unknown))
    if declared.fallback is not None and not isinstance(declared.fallback, Unknown):
        assert fits(declared.fallback, declared.type), f"{declared.name} falls back to {declared.fallback}, no value of {declared.type}"


def hold_explained(policy: Policy, judged: Judged, day: int) -> None:
    """Hold the explanations in both languages to the decision."""
    for lang in ("en", "zh"):
        explanation = explain_policy(policy, dict(judged.facts), day, lang)
        assert fired_of(explanation) == judged.decision.fired
        own = {declared.name: judged.values[declared.name] for declared in policy.decisions if declared.origin is None}
        assert {each.name: each.known for each in explanation.decisions} == {name: not isinstance(own[name], Unknown) for name in own}
        assert [reason[0] for reason in explanation.reasons] == [given.code for given in judged.decision.reasons]
        assert explanation.to_dict()


def fired_of(explanation: Explanation) -> tuple[str, ...]:
    """Give the rows that an explanation calls fired."""
    return tuple(row.id for decision in explanation.decisions for row in decision.rows if row.fate == "fired")
