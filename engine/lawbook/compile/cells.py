"""Which values of its input a cell accepts, where that can be told from the cell alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import assert_never

from lawbook.compile.constants import Constants
from lawbook.model.core import (
    All,
    AnyOf,
    AtMost,
    Equal,
    Expression,
    Interval,
    IsKnown,
    Less,
    Not,
    Position,
    Rescale,
    Same,
    Test,
    Variable,
    Within,
)
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, TextType, TimeType, Type
from lawbook.model.values import Known
from lawbook.regions.interval_sets import EMPTY, IntervalSet, intersection, normal

FAR = 10**60
"""Beyond every number there is: the ends of an interval that has none."""
WHOLE: IntervalSet = ((-FAR, FAR),)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The codes of the known values for which a cell is true, and what it is for an unknown one (None: unknown)."""

    codes: IntervalSet
    unknown: bool | None


ANYTHING = Accepted(WHOLE, True)
NOTHING = Accepted(EMPTY, False)


class Coding:
    """How the values of one input are told apart by integers: numbers and days by themselves, labels and texts by their place."""

    __slots__ = ("is_text", "places")

    def __init__(self, of: Type) -> None:
        match of:
            case OneOfType(labels=labels):
                self.places: dict[Known, int] | None = {label: place for place, label in enumerate(labels)}
            case BooleanType():
                self.places = {False: 0, True: 1}
            case TextType():
                self.places = {}
            case _:
                self.places = None
        self.is_text = isinstance(of, TextType)

    def code(self, value: Known) -> int | None:
        """Give the code of *value*, None when no value of the input is equal to it."""
        if self.places is None:
            return value if isinstance(value, int) else None
        if self.is_text:
            # 0 is the code of every text that no cell speaks of.
            return self.places.setdefault(value, len(self.places) + 1)
        return self.places.get(value)


def coding(of: Type) -> Coding | None:
    """Give the coding of the values of a type; None when they cannot be put in a row."""
    codable = BooleanType | NumberType | DateType | TimeType | MomentType | TextType | OneOfType
    return Coding(of) if isinstance(of, codable) else None


def accepted(cell: Expression, codes: Coding, constants: Constants) -> Accepted | None:
    """Give what *cell* accepts; None when it looks at more than its input and constants, or in a way that is not followed."""
    match cell:
        case Variable(name="?"):
            return Accepted(((1, 1),), None)
        case IsKnown(of=Variable(name="?")):
            return Accepted(WHOLE, False)
        case Not(of=of):
            return _opposite(accepted(of, codes, constants))
        case All(items=items):
            return _several([accepted(item, codes, constants) for item in items], every=True)
        case AnyOf(items=items):
            return _several([accepted(item, codes, constants) for item in items], every=False)
        case Within() | Equal() | Less() | AtMost():
            return _compared(cell, codes, constants)
        case _:
            fixed = constants.fold(cell)
            return (ANYTHING if fixed else NOTHING) if isinstance(fixed, bool) else None


def _opposite(of: Accepted | None) -> Accepted | None:
    if of is None:
        return None
    ends = [(-FAR, -FAR - 1), *of.codes, (FAR + 1, FAR)]
    gaps = ((left[1] + 1, right[0] - 1) for left, right in pairwise(ends))
    return Accepted(tuple(gap for gap in gaps if gap[0] <= gap[1]), None if of.unknown is None else not of.unknown)


def _several(items: Sequence[Accepted | None], *, every: bool) -> Accepted | None:
    told = [item for item in items if item is not None]
    if len(told) < len(items):
        return None
    # A false one settles what all are, a true one what any is.
    truths = [item.unknown for item in told]
    unknown = not every if (not every) in truths else None if None in truths else every
    sets = [item.codes for item in told]
    codes = reduce(intersection, sets, WHOLE) if every else normal(each for of in sets for each in of)
    return Accepted(codes, unknown)


def _compared(cell: Within | Equal | Less | AtMost, codes: Coding, constants: Constants) -> Accepted | None:
    match cell:
        case Within(of=of, tests=tests):
            return _strict([_test(of, test, codes, constants) for test in tests])
        case Equal(left=left, right=right):
            return _strict([_same(left, right, codes, constants) or _same(right, left, codes, constants)])
        case Less(left=left, right=right) | AtMost(left=left, right=right):
            closed = isinstance(cell, AtMost)
            below = _between(left, Interval(None, False, right, closed), codes, constants)
            return _strict([below or _between(right, Interval(left, closed, None, False), codes, constants)])


@dataclass(frozen=True, slots=True)
class _Found:
    codes: IntervalSet


def _strict(found: Sequence[_Found | None]) -> Accepted | None:
    told = [each for each in found if each is not None]
    return Accepted(normal(part for each in told for part in each.codes), None) if len(told) == len(found) else None


def _test(of: Expression, test: Test, codes: Coding, constants: Constants) -> _Found | None:
    match test:
        case Same(value=value):
            return _same(of, value, codes, constants)
        case Interval():
            return _between(of, test, codes, constants)
        case _:
            assert_never(test)


def _same(of: Expression, other: Expression, codes: Coding, constants: Constants) -> _Found | None:
    value, factor = constants.fold(other), _factor(of, codes)
    if value is None:
        return None
    if isinstance(of, Variable) and of.name == "?":
        code = codes.code(value)
        return _Found(EMPTY if code is None else ((code, code),))
    if factor is None or not isinstance(value, int):
        return None
    return _Found(EMPTY if value % factor else ((value // factor, value // factor),))


def _between(of: Expression, interval: Interval, codes: Coding, constants: Constants) -> _Found | None:
    factor = _factor(of, codes)
    if factor is None:
        return None
    low, high = -FAR, FAR
    if interval.low is not None:
        end = constants.fold(interval.low)
        if not isinstance(end, int):
            return None
        low = -(-end // factor) if interval.low_closed else end // factor + 1
    if interval.high is not None:
        end = constants.fold(interval.high)
        if not isinstance(end, int):
            return None
        high = end // factor if interval.high_closed else -(-end // factor) - 1
    return _Found(((low, high),) if low <= high else EMPTY)


def _factor(of: Expression, codes: Coding) -> int | None:
    # What an integer is multiplied by before it is compared; None for what is no multiple of the code of the input.
    match of:
        case Variable(name="?"):
            return 1 if codes.places is None else None
        case Rescale(of=inner, by=by):
            factor = _factor(inner, codes)
            return None if factor is None else factor * 10**by
        case Position(of=Variable(name="?"), labels=labels):
            return 1 if codes.places is not None and tuple(codes.places) == labels else None
        case _:
            return None
