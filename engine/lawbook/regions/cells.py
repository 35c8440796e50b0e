"""Reading a cell, a truth over the input `?`, as the set of input values for which it is true.

A cell is readable when it compares its input with constants only. Both sides of a comparison are read as a line over the position
of the input (slope × position + intercept, in integers), so that inputs and constants counted in different units stay exact.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from lawbook.model.core import (
    Add,
    All,
    AnyOf,
    AtMost,
    Constant,
    During,
    Equal,
    Expression,
    Interval,
    Less,
    Multiply,
    Negate,
    Not,
    Position,
    Rescale,
    Same,
    Subtract,
    Test,
    Variable,
    Within,
)
from lawbook.model.types import BooleanType, OneOfType, TextType, Type
from lawbook.regions.dimensions import Dimension, dimension_of, position_of
from lawbook.regions.interval_sets import EMPTY, IntervalSet, complement, intersection, union, whole

INPUT = "?"
"""The name under which a cell speaks of the input of its column."""


class _Unreadable(Exception):  # noqa: N818 - it is an outcome, not an error
    """The cell compares its input with something that is not constant, or does more than compare it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What a number comes to for each position of the input."""

    slope: int
    intercept: int


def cell_intervals(cell: Expression | None, type_: Type, texts: tuple[str, ...] = ()) -> IntervalSet | None:
    """Read *cell* over an input of *type_* as a set of positions (None as all of them), or give None when it is not readable.

    *texts* are the texts laid out on a dimension of text: every text a cell of the column compares with (`texts_in`).
    """
    dimension = dimension_of(type_, texts)
    return None if dimension is None else intervals_over(cell, dimension)


def intervals_over(cell: Expression | None, dimension: Dimension) -> IntervalSet | None:
    """Read *cell* as a set of positions of *dimension*, or give None when it is not readable."""
    if cell is None:
        return whole(dimension.size)
    try:
        return _where_true(cell, dimension)
    except _Unreadable:
        return None


def texts_in(cells: Iterable[Expression | None]) -> tuple[str, ...]:
    """List the texts that *cells* compare with, each once, in order."""
    return tuple(dict.fromkeys(text for cell in cells if cell is not None for text in _texts(cell)))


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, tuple):
        for item in node:
            yield from _texts(item)
    elif is_dataclass(node):
        for part in fields(node):
            if part.compare:
                yield from _texts(getattr(node, part.name))


def _where_true(cell: Expression, over: Dimension) -> IntervalSet:
    match cell:
        case Constant(value=bool() as value):
            return whole(over.size) if value else EMPTY
        case Variable(name=name) if name == INPUT and isinstance(over.type, BooleanType):
            return ((1, 1),)
        case Not(of=of):
            return complement(_where_true(of, over), over.size)
        case All(items=items):
            met = whole(over.size)
            for item in items:
                met = intersection(met, _where_true(item, over))
            return met
        case AnyOf(items=items):
            either = EMPTY
            for item in items:
                either = union(either, _where_true(item, over))
            return either
        case _:
            return _where_compared(cell, over)


def _where_compared(cell: Expression, over: Dimension) -> IntervalSet:
    match cell:
        case Equal(left=left, right=right):
            return _where_equal(left, right, over)
        case Less(left=left, right=right):
            return _where_at_most(left, right, 1, over)
        case AtMost(left=left, right=right):
            return _where_at_most(left, right, 0, over)
        case Within(of=of, tests=tests):
            passed = EMPTY
            for test in tests:
                passed = union(passed, _where_passed(of, test, over))
            return passed
        case During(time=time, start=start, end=end):
            since = _where_at_most(start, time, 0, over)
            before = _where_at_most(time, end, 1, over)
            return intersection(since, before) if _constant(start, over) <= _constant(end, over) else union(since, before)
        case _:
            raise _Unreadable


def _where_passed(of: Expression, test: Test, over: Dimension) -> IntervalSet:
    if isinstance(test, Same):
        return _where_equal(of, test.value, over)
    return _where_between(of, test, over)


def _where_between(of: Expression, test: Interval, over: Dimension) -> IntervalSet:
    between = whole(over.size)
    if test.low is not None:
        between = intersection(between, _where_at_most(test.low, of, 0 if test.low_closed else 1, over))
    if test.high is not None:
        between = intersection(between, _where_at_most(of, test.high, 0 if test.high_closed else 1, over))
    return between


def _where_equal(left: Expression, right: Expression, over: Dimension) -> IntervalSet:
    if isinstance(left, Constant):
        left, right = right, left
    if isinstance(right, Constant) and isinstance(right.value, bool):
        true = _where_true(left, over)
        return true if right.value else complement(true, over.size)
    if isinstance(right, Constant) and isinstance(right.value, str):
        return _where_named(left, right.value, over)
    return intersection(_where_at_most(left, right, 0, over), _where_at_most(right, left, 0, over))


def _where_named(left: Expression, name: str, over: Dimension) -> IntervalSet:
    if isinstance(left, Constant):
        return whole(over.size) if left.value == name else EMPTY
    if not (isinstance(left, Variable) and left.name == INPUT and isinstance(over.type, OneOfType | TextType)):
        raise _Unreadable
    position = position_of(over, name)
    if isinstance(over.type, TextType) and position == len(over.named):
        raise _Unreadable  # one of several texts that share a position
    return EMPTY if position is None else ((position, position),)


def _where_at_most(left: Expression, right: Expression, less_by: int, over: Dimension) -> IntervalSet:
    """Solve left + less_by ≤ right."""
    low, high = _line(left, over), _line(right, over)
    slope, excess = low.slope - high.slope, low.intercept - high.intercept + less_by
    if slope == 0:
        return whole(over.size) if excess <= 0 else EMPTY
    if slope > 0:
        return intersection(((0, over.size - 1),), _up_to(-excess // slope))
    return intersection(((0, over.size - 1),), ((max(0, -(-excess // -slope)), over.size),))


def _up_to(position: int) -> IntervalSet:
    return ((0, position),) if position >= 0 else EMPTY


def _constant(expression: Expression, over: Dimension) -> int:
    line = _line(expression, over)
    if line.slope:
        raise _Unreadable
    return line.intercept


def _line(expression: Expression, over: Dimension) -> _Line:
    match expression:
        case Constant(value=value) if isinstance(value, int) and not isinstance(value, bool):
            return _Line(0, value)
        case Variable(name=name) if name == INPUT and not isinstance(over.type, OneOfType | TextType | BooleanType):
            return _Line(1, over.base)
        case Position(of=of, labels=labels):
            return _line_of_position(of, labels, over)
        case Rescale(of=of, by=by):
            return _times(_line(of, over), 10**by)
        case Negate(of=of):
            return _times(_line(of, over), -1)
        case Add(left=left, right=right):
            return _plus(_line(left, over), _line(right, over))
        case Subtract(left=left, right=right):
            return _plus(_line(left, over), _times(_line(right, over), -1))
        case Multiply(left=left, right=right):
            first, second = _line(left, over), _line(right, over)
            if first.slope and second.slope:
                raise _Unreadable
            return _times(second, first.intercept) if first.slope == 0 else _times(first, second.intercept)
        case _:
            raise _Unreadable


def _line_of_position(of: Expression, labels: tuple[str, ...], over: Dimension) -> _Line:
    if isinstance(of, Constant) and isinstance(of.value, str) and of.value in labels:
        return _Line(0, labels.index(of.value))
    if isinstance(of, Variable) and of.name == INPUT and over.named == labels:
        return _Line(1, 0)
    raise _Unreadable


def _times(line: _Line, by: int) -> _Line:
    return _Line(line.slope * by, line.intercept * by)


def _plus(left: _Line, right: _Line) -> _Line:
    return _Line(left.slope + right.slope, left.intercept + right.intercept)
