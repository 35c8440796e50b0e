"""Tests of one value: ranges, comparisons and values, in a cell, after `in` and in `between`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from lawbook.check.typing import arithmetic
from lawbook.check.typing.arithmetic import NumberTooLarge, number
from lawbook.check.typing.comparisons import BOOLEAN, Operator, comparable, in_order, interval_of
from lawbook.check.typing.intervals import Bounds
from lawbook.check.typing.meeting import drawn_whole, meet
from lawbook.check.typing.reading import Drawn, Found, Reading
from lawbook.check.typing.series import descending_on
from lawbook.check.words.told import told, told_day, told_type
from lawbook.model import core
from lawbook.model.core import Expression, Interval, Same, Test
from lawbook.model.types import BooleanType, NumberType, OneOfType, TimeType
from lawbook.model.walking import values_of_test
from lawbook.read.syntax import CellTest, CompareTest, ConditionTest, Name, RangeTest, Syntax, Text, ValueTest


@dataclass(frozen=True, slots=True)
class _Tested:
    """What is tested: the value, how its author calls it, and whether labels may stand bare."""

    of: Expression
    syntax: Syntax
    bare: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """One test as read: an interval or a value whose ends may still differ in scale, or a condition of its own."""

    at: int
    test: Test | Expression
    opposite: bool = False


def draw_tests(reading: Reading, of: Expression, syntax: Syntax, tests: Sequence[CellTest], *, bare: bool) -> Expression | None:
    """Read *tests* of the value *of*: true when it passes any; all are read even when one is wrong."""
    tested = _Tested(of, syntax, bare)
    read = [_read_test(reading, tested, test) for test in tests]
    whole = [one for one in read if one is not None]
    if len(whole) < len(read):
        return None
    try:
        return _joined(reading, tested, whole)
    except NumberTooLarge as trouble:
        reading.too_large(syntax, tests[0].at, trouble)
        return None


def _read_test(reading: Reading, tested: _Tested, test: CellTest) -> _Read | None:
    match test:
        case RangeTest():
            return _read_range(reading, tested, test)
        case CompareTest(operator="=" | "!=", value=value):
            return _read_value(reading, tested, value, test.at, opposite=test.operator == "!=")
        case CompareTest():
            return _read_comparison(reading, tested, test)
        case ValueTest(value=value):
            return _read_value(reading, tested, value, test.at, opposite=False)
        case ConditionTest(condition=condition):
            return _read_condition(reading, tested, condition, test.at)
        case _:
            assert_never(test)


def _read_end(reading: Reading, tested: _Tested, value: Syntax, at: int) -> Expression | None:
    drawn = _drawn_end(reading, tested, value)
    met = meet(reading, [(Found(tested.of), tested.syntax), (drawn, value)], at)
    return None if met is None else met[1]


def _drawn_end(reading: Reading, tested: _Tested, value: Syntax) -> Drawn | None:
    if tested.bare and isinstance(value, Name) and isinstance(tested.of.type, OneOfType):
        label = value.name in tested.of.type.labels or not reading.means(value.name)
        return reading.draw(Text(value.name, at=value.at), reading) if label else reading.draw(value, reading)
    return reading.draw(value, reading)


def _read_range(reading: Reading, tested: _Tested, test: RangeTest) -> _Read | None:
    ends = _read_end(reading, tested, test.low, test.at), _read_end(reading, tested, test.high, test.at)
    if ends[0] is None or ends[1] is None:
        return None
    operators: tuple[Operator, Operator] = (">=" if test.low_closed else ">", "<=" if test.high_closed else "<")
    if not all(comparable(reading, tested.of.type, operator, tested.syntax, test.at) for operator in operators):
        return None
    return _Read(test.at, Interval(ends[0], test.low_closed, ends[1], test.high_closed))


def _read_comparison(reading: Reading, tested: _Tested, test: CompareTest) -> _Read | None:
    end = _read_end(reading, tested, test.value, test.at)
    if end is None or not comparable(reading, tested.of.type, test.operator, tested.syntax, test.at):
        return None
    closed = test.operator in {"<=", ">="}
    if test.operator in {"<", "<="}:
        return _Read(test.at, Interval(None, False, end, closed))
    return _Read(test.at, Interval(end, closed, None, False))


def _read_value(reading: Reading, tested: _Tested, value: Syntax, at: int, *, opposite: bool) -> _Read | None:
    end = _read_end(reading, tested, value, at)
    if end is None or not comparable(reading, tested.of.type, "=", tested.syntax, at):
        return None
    return _Read(at, Same(end), opposite)


def _read_condition(reading: Reading, tested: _Tested, condition: Syntax, at: int) -> _Read | None:
    found = drawn_whole(replace(reading, input=tested.of), condition)
    if found is None:
        return None
    if not isinstance(found.expression.type, BooleanType):
        message = f"{told(condition)} is {told_type(found.expression.type)}, and true or false is needed here"
        reading.problem("wrong-type", message, at)
        return None
    return _Read(at, found.expression)


def _joined(reading: Reading, tested: _Tested, read: Sequence[_Read]) -> Expression | None:
    """Bring all ends to one scale, and join the tests: those by value, those by order of labels, the opposites, the conditions."""
    scale = _scale(tested.of, read)
    of = arithmetic.finer(tested.of, scale - number(tested.of).scale) if scale is not None else tested.of
    where = tested.of.where if not read else reading.place(read[0].at)
    plain: list[Test] = []
    ordered: list[Test] = []
    others: list[Expression] = []
    sound = True
    for one in read:
        if isinstance(one.test, Expression):
            others.append(one.test)
            continue
        test = _at_scale(reading, tested, one, one.test, scale)
        if test is None or not _satisfiable(reading, tested, of, test, one.at):
            sound = False
        elif one.opposite:
            within = core.Within(of, (test,), where=reading.place(one.at), type=BOOLEAN)
            others.append(core.Not(within, where=reading.place(one.at), type=BOOLEAN))
        else:
            _sort_in(test, plain, ordered)
    if not sound:
        return None
    groups = [core.Within(of, tuple(plain), where=where, type=BOOLEAN)] if plain else []
    if ordered:
        groups.append(core.Within(in_order(of, of.where), tuple(ordered), where=where, type=BOOLEAN))
    truths: list[Expression] = [*groups, *others]
    return truths[0] if len(truths) == 1 else core.AnyOf(tuple(truths), where=where, type=BOOLEAN)


def _sort_in(test: Test, plain: list[Test], ordered: list[Test]) -> None:
    """Put a test where it belongs; a range of labels becomes its labels, where they are constant."""
    ends = [] if isinstance(test, Same) else [end for end in (test.low, test.high) if end is not None]
    if isinstance(test, Same) or not isinstance(ends[0].type, OneOfType):
        plain.append(test)
    elif all(isinstance(end, core.Constant) for end in ends):
        type_ = ends[0].type
        plain.extend(Same(core.Constant(label, where=ends[0].where, type=type_)) for label in _labels_between(test, type_))
    else:
        low, high = (None if end is None else in_order(end, end.where) for end in (test.low, test.high))
        ordered.append(replace(test, low=low, high=high))


def _labels_between(test: Interval, type_: OneOfType) -> Sequence[str]:
    labels = type_.labels
    first, last = 0, len(labels) - 1
    if isinstance(test.low, core.Constant):
        first = labels.index(str(test.low.value)) + (not test.low_closed)
    if isinstance(test.high, core.Constant):
        last = labels.index(str(test.high.value)) - (not test.high_closed)
    return labels[first : last + 1]


def _scale(of: Expression, read: Iterable[_Read]) -> int | None:
    """Give the scale at which a number is tested: its own, or the finest of the ends that are not constant."""
    if not isinstance(of.type, NumberType):
        return None
    ends = [end for one in read if not isinstance(one.test, Expression) for end in values_of_test(one.test)]
    return max(number(end).scale for end in (of, *ends) if not isinstance(end, core.Constant) or end is of)


def _at_scale(reading: Reading, tested: _Tested, one: _Read, test: Test, scale: int | None) -> Test | None:
    """Count the ends of a test in the units of what is tested; a constant end between two units moves inward."""
    if scale is None:
        return test
    match test:
        case Same(value=value):
            moved, exact = _snapped(value, scale, up=False)
            if exact:
                return Same(moved)
            message = f"{told(tested.syntax)} has {scale} decimal places and is never equal to this value"
            reading.problem("wrong-scale", message, one.at)
            return None
        case Interval(low=low, low_closed=low_closed, high=high, high_closed=high_closed):
            low, low_exact = (None, True) if low is None else _snapped(low, scale, up=True)
            high, high_exact = (None, True) if high is None else _snapped(high, scale, up=False)
            return Interval(low, low_closed or not low_exact, high, high_closed or not high_exact)
        case _:
            assert_never(test)


def _snapped(end: Expression, scale: int, *, up: bool) -> tuple[Expression, bool]:
    type_ = number(end)
    if type_.scale <= scale:
        return arithmetic.finer(end, scale - type_.scale), True
    step = 10 ** (type_.scale - scale)
    value = -(-type_.low // step) if up else type_.low // step
    moved = core.Constant(value, where=end.where, type=replace(type_, scale=scale, low=value, high=value))
    return moved, value * step == type_.low


def _satisfiable(reading: Reading, tested: _Tested, of: Expression, test: Test, at: int) -> bool:
    """Tell whether anything can pass a test; warn when only values that cannot come would."""
    if isinstance(test, Interval) and _is_empty(reading, test, at, of):
        return False
    within = interval_of(of)
    if within is not None and not _reaches(test, within):
        reading.warn("constant-condition", f"{told(tested.syntax)} never passes this test: its values stop short of it", at)
    return True


def _reaches(test: Test, within: Bounds) -> bool:
    low, high = (test.value, test.value) if isinstance(test, Same) else (test.low, test.high)
    low_open, high_open = (False, False) if isinstance(test, Same) else (not test.low_closed, not test.high_closed)
    lowest, highest = (None if end is None else interval_of(end) for end in (low, high))
    above = lowest is not None and lowest[0] + low_open > within[1]
    below = highest is not None and highest[1] - high_open < within[0]
    return not (above or below)


def _is_empty(reading: Reading, test: Interval, at: int, of: Expression) -> bool:
    help_ = "a period past midnight is asked with `during(?, start, end)`" if isinstance(of.type, TimeType) else "put the lesser end first"
    if isinstance(of.type, OneOfType):
        empty = all(isinstance(end, core.Constant) for end in values_of_test(test)) and not _labels_between(test, of.type)
    else:
        low, high = (end.value if isinstance(end, core.Constant) else None for end in (test.low, test.high))
        empty = isinstance(low, int) and isinstance(high, int) and low + (not test.low_closed) > high - (not test.high_closed)
    if empty:
        reading.problem("empty-range", "nothing is in this range", at, help_)
        return True
    day = None if test.low is None or test.high is None else descending_on(test.low, test.high, reading.scope.parameters)
    if day is not None:
        reading.problem("empty-range", f"nothing is in this range from {told_day(day)} on", at, help_)
    return day is not None
