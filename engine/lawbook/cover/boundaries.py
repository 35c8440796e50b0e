"""Boundary values: for each place at which a comparison of numbers, dates or times turns, the last value before it and the first after.

A comparison is looked at as the difference of its two sides, left less right. How finely that difference can change follows from the
scales of what it is made of, or, where the values of a side can be listed (points of a scorecard), from these.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import gcd

from lawbook.cover.conditions import Condition
from lawbook.cover.values import PossibleValues, Values
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import DAY_SECONDS, DateType, MomentType, NumberType, TimeType


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place at which a comparison of *left* with *right* turns, in the decision *decision*: between the differences *at* and *at* + 1.

    *sides* has the last difference before it and the first after, those that can occur. A side is seen by any difference less than
    *width* away from the turn: that is the last value of left (or right) on its side, whatever the other is. A *width* of 0 asks for the
    difference itself. A difference of times is counted around the clock where *around* is so.
    """

    decision: str
    left: Expression
    right: Expression
    at: int
    sides: tuple[int, ...]
    width: int
    around: bool = False
    rows: tuple[str, ...] = field(default=(), compare=False)
    cites: tuple[str, ...] = field(default=(), compare=False)

    def is_seen(self, number: int, difference: int) -> bool:
        """Tell whether *difference* shows the side *number*."""
        side = self.sides[number]
        if self.around:
            return difference % DAY_SECONDS == side % DAY_SECONDS
        if self.width == 0:
            return difference == side
        return self.at - self.width < difference <= self.at if side <= self.at else self.at < difference <= self.at + self.width


@dataclass(frozen=True, slots=True)
class _Steps:
    """A number that is *offset* and some multiple of *step* (0: no other)."""

    offset: int
    step: int


def boundaries_of(conditions: tuple[Condition, ...], values: PossibleValues) -> tuple[Boundary, ...]:
    """Give every boundary of *conditions*; one at which several of them turn, once."""
    found: dict[Boundary, list[Condition]] = {}
    for condition in conditions:
        for boundary in _of_test(condition, values):
            found.setdefault(boundary, []).append(condition)
    return tuple(
        replace(
            boundary,
            rows=tuple(dict.fromkeys(row for condition in where for row in condition.rows)),
            cites=tuple(dict.fromkeys(cite for condition in where for cite in condition.cites)),
        )
        for boundary, where in found.items()
    )


def _of_test(condition: Condition, values: PossibleValues) -> Iterator[Boundary]:
    test = condition.test.of if isinstance(condition.test, core.Not) else condition.test
    match test:
        case core.Less(left=left, right=right):
            yield from _turning(condition, left, right, values, at=-1)
        case core.AtMost(left=left, right=right):
            yield from _turning(condition, left, right, values, at=0)
        case core.Equal(left=left, right=right):
            yield from _equal(condition, left, right, values)
        case core.Within(of=of, tests=tests):
            for each in tests:
                yield from _of_part(condition, of, each, values)
        case core.During(time=time, start=start, end=end):
            for edge in (start, end):
                yield Boundary(condition.decision, time, edge, -1, (-1, 0), 0, around=True)
        case _:
            return


def _of_part(condition: Condition, of: Expression, test: core.Test, values: PossibleValues) -> Iterator[Boundary]:
    if isinstance(test, core.Same):
        yield from _equal(condition, of, test.value, values)
        return
    if test.low is not None:
        yield from _turning(condition, of, test.low, values, at=-1 if test.low_closed else 0)
    if test.high is not None:
        yield from _turning(condition, of, test.high, values, at=0 if test.high_closed else -1)


def _equal(condition: Condition, left: Expression, right: Expression, values: PossibleValues) -> Iterator[Boundary]:
    if _counted(left) and _counted(right):
        yield from _turning(condition, left, right, values, at=-1)
        yield from _turning(condition, left, right, values, at=0)


def _turning(condition: Condition, left: Expression, right: Expression, values: PossibleValues, *, at: int) -> Iterator[Boundary]:
    """Give the boundary between the differences up to *at* (-1: below zero, 0: up to zero) and those above."""
    left, right = _settled(left), _settled(right)
    if isinstance(left, core.Constant) and not isinstance(right, core.Constant):
        left, right, at = right, left, -1 - at
    listed = _differences(values.of(left), values.of(right))
    sides, width = _steps_across(left, right, at) if listed is None else (_listed_across(listed, at), 0)
    if len(sides) < 2:
        return
    # `≤ 30` and `≥ 31` turn at the same place: written as a distance from the value below, they are the same boundary.
    if isinstance(right, core.Constant) and isinstance(right.value, int):
        below = sides[0]
        right = core.Constant(right.value + below, where=right.where, type=right.type)
        at, sides = at - below, tuple(side - below for side in sides)
    yield Boundary(condition.decision, left, right, at, sides, width)


def _settled(expression: Expression) -> Expression:
    """Give the place of a label that is written as the number it is."""
    if isinstance(expression, core.Position) and isinstance(expression.of, core.Constant) and isinstance(expression.of.value, str):
        return core.Constant(expression.labels.index(expression.of.value), where=expression.where, type=expression.type)
    return expression


def _listed_across(differences: list[int], at: int) -> tuple[int, ...]:
    """Give the greatest of *differences* up to *at*, and the least above."""
    ends = (max((d for d in differences if d <= at), default=None), min((d for d in differences if d > at), default=None))
    return tuple(end for end in ends if end is not None)


def _steps_across(left: Expression, right: Expression, at: int) -> tuple[tuple[int, ...], int]:
    """Give the greatest difference up to *at* and the least above it, where the types allow them, and how far one step can reach."""
    one, other = _steps(left), _steps(right)
    both = _less(one, other)
    if both.step == 0:
        return (), 0
    below = at - (at - both.offset) % both.step
    low, high = _range(left, right)
    sides = (below, below + both.step)
    return tuple(side for side in sides if (low is None or low <= side) and (high is None or side <= high)), max(one.step, other.step)


def _differences(left: Values, right: Values) -> list[int] | None:
    if left is None or right is None or len(left) * len(right) > 20_000:
        return None
    return [one - other for one in left for other in right if isinstance(one, int) and isinstance(other, int)]


def _counted(expression: Expression) -> bool:
    return isinstance(expression.type, NumberType | DateType | TimeType | MomentType)


def _steps(expression: Expression) -> _Steps:
    match expression:
        case core.Constant(value=int() as value):
            return _Steps(value, 0)
        case core.Rescale(of=of, by=by):
            return _times(_steps(of), 10**by)
        case core.Negate(of=of):
            return _times(_steps(of), -1)
        case core.Add(left=left, right=right):
            return _less(_steps(left), _times(_steps(right), -1))
        case core.Subtract(left=left, right=right):
            return _less(_steps(left), _steps(right))
        case core.Multiply(left=left, right=right):
            one, other = _steps(left), _steps(right)
            if one.step == 0:
                return _times(other, one.offset)
            return _times(one, other.offset) if other.step == 0 else _Steps(0, 1)
        case _:
            return _Steps(0, 1)


def _times(steps: _Steps, by: int) -> _Steps:
    return _Steps(steps.offset * by, abs(steps.step * by))


def _less(left: _Steps, right: _Steps) -> _Steps:
    return _Steps(left.offset - right.offset, gcd(left.step, right.step))


def _range(left: Expression, right: Expression) -> tuple[int | None, int | None]:
    """Give the least and the greatest difference that the types allow."""
    one, other = _bounds(left), _bounds(right)
    return (None, None) if one is None or other is None else (one[0] - other[1], one[1] - other[0])


def _bounds(expression: Expression) -> tuple[int, int] | None:
    if isinstance(expression, core.Constant) and isinstance(expression.value, int):
        return expression.value, expression.value
    match expression.type:
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            return low, high
        case TimeType():
            return 0, DAY_SECONDS - 1
        case _:
            return None
