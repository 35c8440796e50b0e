"""What a value can be: a stretch of integers, some of a few values, sets between two sets, and whether it can be unknown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from lawbook.model.types import (
    DAY_SECONDS,
    MOMENT_HIGH,
    MOMENT_LOW,
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
from lawbook.model.values import Known, Unknown, Value

MOST_LISTED = 64
"""Of how many values each is remembered; of more, anything is possible."""


@dataclass(frozen=True, slots=True)
class Among:
    """One of *values*, or unknown where *unknown*. Nothing but unknown when there are none."""

    values: frozenset[Known]
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """An integer from *low* to *high*, or unknown."""

    low: int
    high: int
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class SetsBetween:
    """A set that has all of *least* and nothing beyond *most*, or unknown."""

    least: frozenset[str]
    most: frozenset[str]
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """A record with each field within its bounds, or unknown."""

    parts: "tuple[Bounds, ...]"
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Anything:
    """Whatever the type allows, or unknown."""

    unknown: bool = True


Bounds: TypeAlias = Among | Stretch | SetsBetween | Fields | Anything

NEVER_KNOWN = Among(frozenset(), unknown=True)
EITHER = Among(frozenset({True, False}))
TRUE = Among(frozenset({True}))
FALSE = Among(frozenset({False}))


def exactly(value: Value) -> Bounds:
    """Give the bounds within which only *value* lies."""
    if isinstance(value, Unknown):
        return NEVER_KNOWN
    if isinstance(value, bool) or not isinstance(value, int | frozenset):
        return Among(frozenset({value}))
    return SetsBetween(value, value) if isinstance(value, frozenset) else Stretch(value, value)


def only_value(bounds: Bounds) -> Value | None:
    """Give the one known value within *bounds*; None when there are several, or none, or it can be unknown."""
    match bounds:
        case Among(values=values, unknown=False) if len(values) == 1:
            return next(iter(values))
        case Stretch(low=low, high=high, unknown=False) if low == high:
            return low
        case SetsBetween(least=least, most=most, unknown=False) if least == most:
            return least
        case _:
            return None


def can_be(bounds: Bounds, value: Value) -> bool:
    """Tell whether *value* lies within *bounds*."""
    if isinstance(value, Unknown):
        return bounds.unknown
    match bounds:
        case Among(values=values):
            return any(each == value and type(each) is type(value) for each in values)
        case Stretch(low=low, high=high):
            return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        case SetsBetween(least=least, most=most):
            return isinstance(value, frozenset) and least <= value <= most
        case Fields(parts=parts):
            return isinstance(value, tuple) and all(can_be(part, each) for part, each in zip(parts, value, strict=True))
        case Anything():
            return True


def is_impossible(bounds: Bounds) -> bool:
    """Tell whether nothing known lies within *bounds*."""
    return isinstance(bounds, Among) and not bounds.values


def or_unknown(bounds: Bounds, *, unknown: bool = True) -> Bounds:
    """Give *bounds* with the unknown among them, where *unknown*."""
    return replace(bounds, unknown=True) if unknown and not bounds.unknown else bounds


def joined(all_: Iterable[Bounds]) -> Bounds:
    """Give bounds within which lies whatever lies within any of *all_*."""
    found: Bounds | None = None
    for bounds in all_:
        found = bounds if found is None else _joined(found, bounds)
    return NEVER_KNOWN if found is None else found


def _joined(one: Bounds, other: Bounds) -> Bounds:
    unknown = one.unknown or other.unknown
    if is_impossible(one) or is_impossible(other):
        return or_unknown(other if is_impossible(one) else one, unknown=unknown)
    match one, other:
        case Among(values=left), Among(values=right) if len(left | right) <= MOST_LISTED:
            return Among(left | right, unknown)
        case Stretch(), Stretch():
            return Stretch(min(one.low, other.low), max(one.high, other.high), unknown)
        case SetsBetween(), SetsBetween():
            return SetsBetween(one.least & other.least, one.most | other.most, unknown)
        case Fields(parts=left_parts), Fields(parts=right_parts):
            return Fields(tuple(_joined(left, right) for left, right in zip(left_parts, right_parts, strict=True)), unknown)
        case _:
            return Anything()


def whatever(type_: Type) -> Bounds:
    """Give the bounds of a value of *type_* of which nothing else is known."""
    match type_:
        case BooleanType():
            return Among(EITHER.values, unknown=True)
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            return Stretch(low, high, unknown=True)
        case TimeType():
            return Stretch(0, DAY_SECONDS - 1, unknown=True)
        case MomentType():
            return Stretch(MOMENT_LOW, MOMENT_HIGH, unknown=True)
        case OneOfType(labels=labels):
            return Among(frozenset(labels), unknown=True)
        case SetType(of=of):
            return SetsBetween(frozenset(), frozenset(of.labels), unknown=True)
        case RecordType(types=types):
            return Fields(tuple(whatever(each) for each in types), unknown=True)
        case TextType() | ListType():
            return Anything()
