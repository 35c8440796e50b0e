"""Random conditions, dates, times, moments, labels, sets and texts as expressions."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, RecordType, SetType, TextType, TimeType, Type
from support.surface_formulas import (
    AND,
    ANY_DAY,
    CHOICE,
    COMPARISON,
    EVERY_DAY,
    PRODUCT,
    SUM,
    TRUTH,
    Formula,
    Pen,
    Writer,
    choose,
    group_of,
    number,
)
from support.surface_numbers import DAYS, MONTHS, call, dated, elements, integer_leaf, write_integer, write_number

_Option: TypeAlias = Callable[[Pen, int], Formula | None]
LITERAL_DAYS = ("2025-01-01", "2024-02-29", "2026-06-15", "1999-12-31", "2025-08-31")
LITERAL_TIMES = ("08:00", "00:00", "22:00", "12:30:15", "23:59:59")
LITERAL_MOMENTS = ("2025-01-01T00:00:00+08:00", "2025-01-01T00:00:00Z", "2026-03-01T12:30:15-05:00", "1999-12-31T23:59:59+00:00")
TEXTS = ("x", "", "上海", 'a \\"b\\"', "no", "1e3")


def write_truth(pen: Pen, _: Type, depth: int) -> Formula:
    """Write a condition."""
    if depth > 0:
        about_lists = pen.names.lists and pen.chance(1, 5)
        formula = choose(pen, TRUTH, depth) or (_quantified if about_lists else pen.random.choice(_TRUTHS))(pen, depth)
        if formula is not None:
            return formula
    named = pen.named("truth")
    return pen.among(named) if named and not pen.chance(1, 10) else _comparison_of_leaf(pen)


def _comparison_of_leaf(pen: Pen) -> Formula:
    groups = [group for group in pen.names.formulas if group not in {"truth", "list"} and not group.startswith("set ")]
    if not groups:
        return Formula(pen.random.choice(("true", "false")), TRUTH)
    return _compared(pen, pen.among(pen.named(pen.random.choice(groups))), 0)


def _compared(pen: Pen, left: Formula, depth: int) -> Formula:
    right = pen.write(left.type, depth)
    operators = ["=", "!="]
    named = not left.literal or not right.literal
    if isinstance(left.type, NumberType | DateType | MomentType) or (isinstance(left.type, OneOfType) and left.type.ordered and named):
        operators = ["<", ">=", "<=", ">", "=", "!="]
    elif isinstance(left.type, TimeType):
        operators = ["<", ">=", "=", "!="]
    if pen.chance(1, 4):
        left, right = right, left
    return Formula(f"{left.at(SUM)} {pen.random.choice(operators)} {right.at(SUM)}", TRUTH, COMPARISON)


def _comparison(pen: Pen, depth: int) -> Formula | None:
    type_ = _some_type(pen)
    return None if type_ is None else _compared(pen, pen.write(type_, depth - 1), depth - 1)


def _some_type(pen: Pen) -> Type | None:
    groups = [group for group in pen.names.formulas if group != "list"]
    return pen.among(pen.named(pen.random.choice(groups))).type if groups else None


def _junction(pen: Pen, depth: int) -> Formula | None:
    word = pen.random.choice(("and", "or"))
    level = AND if word == "and" else AND - 1
    items = [pen.truth(depth - 1) for _ in range(pen.random.choice((2, 2, 3)))]
    return Formula(f" {word} ".join(item.at(level + 1) for item in items), TRUTH, level)


def _opposite(pen: Pen, depth: int) -> Formula | None:
    return Formula(f"not({pen.truth(depth - 1).text})", TRUTH)


def _known(pen: Pen, depth: int) -> Formula | None:
    type_ = _some_type(pen)
    if type_ is None:
        return None
    of = pen.write(type_, pen.random.choice((0, depth - 1)))
    return Formula(f"{of.at(SUM)} is {pen.random.choice(('known', 'missing'))}", TRUTH, COMPARISON)


def _guarded(pen: Pen, depth: int) -> Formula | None:
    type_ = _some_type(pen)
    named = [] if type_ is None else pen.named(group_of(type_))
    if not named:
        return None
    of = pen.among(named)
    test = _compared(pen, of, depth - 1)
    asked, word = pen.random.choice((("known", "and"), ("missing", "or")))
    return Formula(f"{of.text} is {asked} {word} {test.at(COMPARISON)}", TRUTH, AND if word == "and" else AND - 1)


def _between(pen: Pen, depth: int) -> Formula | None:
    type_ = _some_type(pen)
    if not isinstance(type_, NumberType | DateType | MomentType):
        return None
    of, low, high = (pen.write(type_, depth - 1) for _ in range(3))
    return Formula(f"{of.at(SUM)} between {low.at(SUM)} and {high.at(SUM)}", TRUTH, COMPARISON)


def _in(pen: Pen, depth: int) -> Formula | None:
    type_ = _some_type(pen)
    if type_ is None or isinstance(type_, BooleanType):
        return None
    of = pen.write(type_, depth - 1)
    if of.literal:
        return None
    tests = [_test(pen, of.type, depth - 1) for _ in range(pen.random.choice((1, 2, 3)))]
    return Formula(f"{of.at(SUM)} in ({', '.join(tests)})", TRUTH, COMPARISON)


def _test(pen: Pen, type_: Type, depth: int) -> str:
    value = pen.write(type_, min(depth, 1))
    if isinstance(type_, NumberType | DateType | MomentType) and not pen.chance(1, 3):
        if pen.chance(1, 2):
            return f"{pen.random.choice(('<', '>=', '<=', '>', '!='))} {value.at(SUM)}"
        other = pen.write(type_, min(depth, 1))
        return f"{pen.random.choice('[(')}{value.at(SUM)}..{other.at(SUM)}{pen.random.choice('])')}"
    return value.at(SUM)


def _of_set(pen: Pen, depth: int) -> Formula | None:
    groups = [group for group in pen.names.formulas if group.startswith("set ")]
    if not groups:
        return None
    of = pen.among(pen.named(pen.random.choice(groups)))
    assert isinstance(of.type, SetType)
    of = pen.write(of.type, depth - 1)
    assert isinstance(of.type, SetType)
    labels = of.type.of.labels
    if pen.chance(1, 3):
        return Formula(f"contains({of.text}, {quoted(pen.random.choice(labels))})", TRUTH)
    chosen = pen.random.sample(labels, pen.random.randint(1, min(3, len(labels))))
    if pen.chance(1, 3):
        return Formula(f"{of.at(SUM)} = [{', '.join(map(quoted, chosen))}]", TRUTH, COMPARISON)
    return Formula(f"{pen.random.choice(('any of', 'all of'))}({of.text}, [{', '.join(map(quoted, chosen))}])", TRUTH)


def _during(pen: Pen, depth: int) -> Formula | None:
    if not pen.named("time"):
        return None
    time = pen.write(TimeType(), depth - 1)
    start, end = (pen.write(TimeType(), min(depth - 1, 1)) for _ in range(2))
    return None if start.text == end.text else Formula(f"during({time.text}, {start.text}, {end.text})", TRUTH)


def _quantified(pen: Pen, depth: int) -> Formula | None:
    if not pen.names.lists:
        return None
    text, type_ = elements(pen, depth - 1)
    name = ("each", "one", "该项")[pen.element % 3]
    named = [Formula(name, type_.of)]
    if isinstance(type_.of, RecordType):
        named = [Formula(f"{name}.{each}", of) for each, of in zip(type_.of.names, type_.of.types, strict=True)]
    condition = pen.inside(named).truth(min(depth - 1, 2))
    return Formula(f"{pen.random.choice(('some', 'every'))} {name} in {text} satisfies {condition.text}", TRUTH, CHOICE)


def quoted(text: str) -> str:
    """Write a text or a label as a literal of the expression language."""
    return json.dumps(text, ensure_ascii=False)


def _working_day(pen: Pen, depth: int) -> Formula | None:
    counted = dated(pen, depth)
    return None if counted is None else Formula(f"is working day({counted[0].text}, {counted[1]})", TRUTH)


def _macro(pen: Pen, depth: int) -> Formula | None:
    return call(pen, "truth", depth, quotient=False)


_TRUTHS: tuple[_Option, ...] = (
    _comparison, _comparison, _comparison, _junction, _junction, _opposite, _known, _guarded, _between, _in, _in, _of_set, _of_set,
    _during, _quantified, _macro, _working_day,
)  # fmt: skip


def literal_day(pen: Pen) -> Formula:
    """Write a day."""
    text = pen.random.choice(LITERAL_DAYS)
    day = dt.date.fromisoformat(text).toordinal()
    return Formula(pen.random.choice((f'@"{text}"', f'@"{text}"')), DateType(day, day))


def _working_days_later(pen: Pen, depth: int) -> Formula | None:
    counted = dated(pen, depth)
    if counted is None:
        return None
    start, calendar, covered = counted
    many = str(pen.random.choice((3, 1, 0, 15, -1, -2)))
    if pen.chance(1, 3):
        many = f"min(max({integer_leaf(pen).text}, -2), 9)"
    return Formula(f"add working days({start.text}, {many}, {calendar})", covered)


def write_date(pen: Pen, _: Type, depth: int) -> Formula:
    """Write a date."""
    named = [*pen.named("date"), Formula("as_of", EVERY_DAY)]
    start = literal_day(pen) if pen.chance(1, 5) else pen.among(named)
    if depth <= 0 or pen.chance(1, 3):
        return start
    if (chosen := choose(pen, EVERY_DAY, depth)) is not None:
        return chosen
    assert isinstance(start.type, DateType)
    if pen.chance(1, 4):
        other = write_date(pen, EVERY_DAY, depth - 1)
        return Formula(f"{pen.random.choice(('min', 'max'))}({start.text}, {other.text})", _joined(start, other))
    if (moved_on := _working_days_later(pen, depth)) is not None and pen.chance(1, 3):
        return moved_on
    unit = pen.random.choice((DAYS, MONTHS))
    by = write_number(pen, unit, depth - 1)
    assert isinstance(by.type, NumberType)
    reach = max(abs(by.type.low), abs(by.type.high)) * (31 if unit == MONTHS else 1)
    if start.type.low - reach < ANY_DAY.low or start.type.high + reach > ANY_DAY.high or by.type.kind not in {"days", "months"}:
        return start
    moved = DateType(start.type.low - reach, start.type.high + reach)
    return Formula(f"{start.at(SUM)} {pen.random.choice('+-')} {by.at(PRODUCT)}", moved, SUM)


def _joined(one: Formula, other: Formula) -> DateType:
    assert isinstance(one.type, DateType)
    assert isinstance(other.type, DateType)
    return DateType(min(one.type.low, other.type.low), max(one.type.high, other.type.high))


def write_time(pen: Pen, _: Type, depth: int) -> Formula:
    """Write a time of day."""
    if depth > 0 and (chosen := choose(pen, TimeType(), depth)) is not None:
        return chosen
    if depth > 0 and pen.chance(1, 5):
        items = [write_time(pen, TimeType(), depth - 1) for _ in range(2)]
        return Formula(f"{pen.random.choice(('min', 'max'))}({', '.join(item.text for item in items)})", TimeType())
    named = pen.named("time")
    return pen.among(named) if named and not pen.chance(1, 3) else Formula(f'@"{pen.random.choice(LITERAL_TIMES)}"', TimeType())


def write_moment(pen: Pen, _: Type, depth: int) -> Formula:
    """Write a moment."""
    named = pen.named("moment")
    start = pen.among(named) if named and not pen.chance(1, 4) else Formula(f'@"{pen.random.choice(LITERAL_MOMENTS)}"', MomentType())
    if depth <= 0 or pen.chance(1, 2):
        return start
    if (chosen := choose(pen, MomentType(), depth)) is not None:
        return chosen
    if pen.chance(1, 3):
        other = write_moment(pen, MomentType(), depth - 1)
        return Formula(f"{pen.random.choice(('min', 'max'))}({start.text}, {other.text})", MomentType())
    by = write_integer(pen, depth - 1)
    assert isinstance(by.type, NumberType)
    if max(abs(by.type.low), abs(by.type.high)) > 10**6 or by.type.kind != "integer":
        by = Formula(f"{pen.random.choice(('hours', 'minutes'))}({pen.random.choice((1, 36))})", number("integer", 0, 0, 10**6))
    return Formula(f"{start.at(SUM)} {pen.random.choice('+-')} {by.at(PRODUCT)}", MomentType(), SUM)


def write_label(pen: Pen, type_: Type, depth: int) -> Formula:
    """Write a label of a type."""
    assert isinstance(type_, OneOfType)
    if depth > 0 and (chosen := choose(pen, type_, depth)) is not None:
        return replace(chosen, type=type_)
    named = pen.named(group_of(type_))
    if named and not pen.chance(1, 2):
        return pen.among(named)
    return Formula(quoted(pen.random.choice(type_.labels)), type_, literal=True)


def write_set(pen: Pen, type_: Type, depth: int) -> Formula:
    """Write a set of labels: a name, or a choice of names."""
    assert isinstance(type_, SetType)
    if depth > 0 and (chosen := choose(pen, type_, depth)) is not None:
        return chosen
    named = pen.named(group_of(type_))
    if named:
        return pen.among(named)
    return Formula(f"[{quoted(pen.random.choice(type_.of.labels))}]", type_)


def write_text(pen: Pen, type_: Type, depth: int) -> Formula:
    """Write a text."""
    if depth > 0 and (chosen := choose(pen, type_, depth)) is not None:
        return chosen
    named = pen.named("text")
    if named and not pen.chance(1, 3):
        return pen.among(named)
    text = pen.random.choice(TEXTS)
    return Formula(f'"{text}"', TextType(max(1, len(text))), literal=True)


WRITERS: dict[str, Writer] = {
    "plain": write_number,
    "money": write_number,
    "days": write_number,
    "months": write_number,
    "truth": write_truth,
    "date": write_date,
    "time": write_time,
    "moment": write_moment,
    "labels": write_label,
    "set": write_set,
    "text": write_text,
}
"""The writer of each kind of group."""
