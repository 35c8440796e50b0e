"""The inputs that two versions both take: facts they share, and facts that only one of them knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import z3

from lawbook.contract.facts import may_be_absent, missing
from lawbook.model.policy import Fact, Policy
from lawbook.model.types import DateType, NumberType, OneOfType, SetType, Type
from lawbook.model.values import Unknown, Value
from lawbook.prove.arithmetic import stepped, whole
from lawbook.prove.symbols import FALSE, Symbol, members, number

Which: TypeAlias = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Joint:
    """One input: *fact* is as both take it, *before* and *after* what each version declares, None where it does not."""

    fact: Fact
    before: Fact | None
    after: Fact | None

    def of(self, which: Which) -> Fact | None:
        """Give the fact as one of the versions declares it."""
        return self.before if which == "before" else self.after


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that one version has and the other has not, or has otherwise."""

    kind: Literal["added", "removed", "narrowed", "retyped", "optional", "required"]
    before: Fact | None
    after: Fact | None

    @property
    def name(self) -> str:
        """Its name."""
        return next(fact.name for fact in (self.after, self.before) if fact is not None)


def joint_facts(before: Policy, after: Policy) -> tuple[Joint, ...]:
    """Give the inputs of two versions together: what both declare once, with the values that both take."""
    old, new = ({fact.name: fact for fact in policy.facts} for policy in (before, after))
    found: list[Joint] = []
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        if one is None or other is None:
            found += [Joint(fact, one, other) for fact in (one, other) if fact is not None]
            continue
        type_ = met(one.type, other.type)
        if type_ is None:
            found += [Joint(replace(one, name=f"{name} before"), one, None), Joint(replace(other, name=f"{name} after"), None, other)]
        else:
            optional = may_be_absent(one) and may_be_absent(other)
            found.append(Joint(replace(other, type=type_, optional=optional, used=True), one, other))
    return tuple(found)


def fact_changes(before: Policy, after: Policy) -> tuple[FactChange, ...]:
    """Tell which facts are not the same in both versions."""
    return tuple(
        FactChange(kind, joint.before, joint.after)
        for joint in joint_facts(before, after)
        if (joint.before is None or joint.before.used) and (joint.after is None or joint.after.used) and (kind := _kind(joint)) is not None
    )


def _kind(joint: Joint) -> Literal["added", "removed", "narrowed", "retyped", "optional", "required"] | None:
    one, other = joint.before, joint.after
    if one is None or other is None:
        # A fact whose type cannot be met stands in two inputs, of which the later one is told.
        if joint.fact.name.endswith(" before"):
            return None
        return "retyped" if joint.fact.name.endswith(" after") else "added" if one is None else "removed"
    if one.type != other.type:
        return "narrowed"
    if one.optional != other.optional:
        return "optional" if other.optional else "required"
    return None


def met(one: Type, other: Type) -> Type | None:
    """Give the type of the values that are of both types; None where there are none, or nothing says which would be the same."""
    if one == other:
        return one
    match one, other:
        case NumberType(), NumberType() if (one.kind, one.currency) == (other.kind, other.currency):
            return _met_numbers(one, other)
        case DateType(), DateType():
            low, high = max(one.low, other.low), min(one.high, other.high)
            return DateType(low, high) if low <= high else None
        case OneOfType(), OneOfType():
            labels = tuple(label for label in other.labels if label in one.labels)
            return OneOfType(labels, ordered=other.ordered, name=other.name) if labels else None
        case SetType(of=left), SetType(of=right):
            of = met(left, right)
            return SetType(of) if isinstance(of, OneOfType) else None
        case _:
            return None


def _met_numbers(one: NumberType, other: NumberType) -> NumberType | None:
    coarse, fine = sorted((one, other), key=lambda each: each.scale)
    unit = 10 ** (fine.scale - coarse.scale)
    low, high = max(coarse.low, -(-fine.low // unit)), min(coarse.high, fine.high // unit)
    return replace(coarse, low=low, high=high) if low <= high else None


def value_for(joint: Joint, which: Which, value: Value) -> Value:
    """Give *value* of an input as one version has it."""
    own = joint.of(which)
    if own is not None and isinstance(value, Unknown):
        return missing(own)
    return value * _unit(joint, which) if isinstance(value, int) and not isinstance(value, bool) else value


def facts_for(joints: Sequence[Joint], which: Which, values: Mapping[str, Value]) -> dict[str, Value]:
    """Give the facts of one version from the values of all inputs."""
    return {own.name: value_for(each, which, values[each.fact.name]) for each in joints if (own := each.of(which)) is not None}


def symbol_for(joint: Joint, which: Which, symbol: Symbol) -> Symbol:
    """Give the symbol of an input as one version has it."""
    own = joint.of(which)
    if own is None or own.type == joint.fact.type:
        return symbol
    match joint.fact.type, own.type:
        case NumberType(), NumberType():
            return Symbol(symbol.known, number(symbol) * _unit(joint, which))
        case OneOfType(labels=labels), OneOfType(labels=wanted):
            steps = [(place, whole(wanted.index(label))) for place, label in enumerate(labels)]
            return Symbol(symbol.known, stepped(number(symbol), steps[1:], steps[0][1]))
        case SetType(), SetType(of=of):
            there: dict[str, z3.BoolRef] = members(symbol)
            return Symbol(symbol.known, {label: there.get(label, FALSE) for label in of.labels})
        case _:
            return symbol


def _unit(joint: Joint, which: Which) -> int:
    own = joint.of(which)
    if own is not None and isinstance(own.type, NumberType) and isinstance(joint.fact.type, NumberType):
        scale: int = own.type.scale - joint.fact.type.scale
        return 10**scale if scale > 0 else 1
    return 1
