"""Random expressions of every kind of value, as texts, and random facts for them."""

import re

from hypothesis import strategies as st

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
from lawbook.model.values import Cause, Unknown, Value
from support.elaborating import OPTIONAL, TYPES

MISSING = Unknown((Cause(0, "missing-fact", "missing"),))
TEMPLATES: dict[str, list[str]] = {
    "truth": [
        "agreed", "hardship", "married", "not({truth})", "{truth} and {truth}", "{truth} or {truth}", "{number} < {number}",
        "{money} >= {money}", "{days} between {days} and {days}", "{months} != {months}", "{date} <= {date}", "{moment} > {moment}",
        'local_time < @"08:00"', "during(local_time, quiet_start, quiet_end)", '{label} = "A"', '{label} >= "B"',
        '{label} in ("A", "D")', '{label} in ["B".."C"]', 'contains(events, "death")', 'any of(events, ["death", "fraud"])',
        'all of(events, ["death"])', 'events = ["death"]', 'note = "x"', "{truth} = {truth}", "if {truth} then {truth} else {truth}",
        "{number} is known", "{money} is missing", "{truth} is known", "some x in agencies satisfies x.open or {truth}",
        "is working day({date}, ours)", "every x in agencies[fee is known] satisfies x.fee <= {money}", "some x in agencies satisfies count(agencies[capacity > x.capacity]) > {number}",
        "{number} in (1, {number}, [2..8])", "{money} in (< 5, {money})", "bigger({number}) > 2", 'channel in ("call", "sms")',
    ],
    "number": [
        "score", "shift", "terms", "rate", "weight", "cap", "late_cap", "3", "0.25", "-{number}", "{number} + {number}", "{number} - {number}",
        "{number} * {number}", "{number} ** 2", "abs({number})", "min({number}, {number})", "max({number}, 0, {number})", "modulo({number}, 7)",
        "round half up({number} / {number}, 2)", "round down({money} / {money}, 4)", "floor({days} / {days})", "count(agencies)", "count(events)",
        "count(agencies[open and {truth}])", "sum(agencies.capacity)", "max(agencies[{truth}].capacity)", "round up(mean(agencies.capacity), 1)",
        "round half even({number} ** -2, 3)", "if {truth} then {number} else {number}", "year({date})", "month({date})", "day({date})",
        "weekday({date})", "working days between({date}, {date}, ours)", "years between({date}, {date})", "{moment} - {moment}", "hours(3)", "doubled({number})", "late_cap at {date}",
        "round half up({number} + {number} / terms - 1 / ({number} * 2), 3)", "{number} ** abs(shift)",
    ],
    "money": [
        "income", "debt", "other_income", "room", "product_cap", "{money} + {money}", "{money} - 100", "{number} * {money}", "-{money}",
        "min({money}, 5000)", "max({money}, {money})", "round half up({money} / {number}, 2)", "round down({money}, -2)", "abs({money})",
        "if {truth} then {money} else 0", "sum(agencies.fee)", "max(agencies[{truth}].fee)", "round half up(mean(agencies[fee is known].fee), 2)",
        "room_left({money}, {money})", "twice_room({money})", "round up({money} * ({days} / days(30)), 2)", "sum({money}, {money}, 3)",
    ],
    "days": [
        "overdue", "days(3)", "{date} - {date}", "{days} + {days}", "{days} * shift", "modulo({days}, 7)", "days(score)", '@"P30D"',
        "round down({days} / 7, 0)", "max({days}, 0)", "if {truth} then {days} else 5",
    ],
    "months": ["tenor", "months(6)", "years(shift)", "months between({date}, {date})", "{months} - 1", "min({months}, 12)", '@"P1Y"'],
    "date": [
        "born", "signed", "as_of", '@"2024-02-29"', "{date} + days(shift)", "{date} - months(1)", "{date} + tenor", "days(2) + {date}",
        "min({date}, {date})", "if {truth} then {date} else {date}", "{date} - overdue", "add working days({date}, 3, ours)", "add working days({date}, max(min(shift, 5), -2), ours)",
    ],
    "moment": ["received", "sent", "{moment} + hours(3)", "{moment} - 60", "max({moment}, {moment})", "if {truth} then {moment} else sent"],
    "label": ["grade", "stage", 'if {truth} then "A" else {label}', 'if {truth} then {label} else "D"'],
}  # fmt: skip
HOLE = re.compile(r"\{(\w+)\}")


@st.composite
def texts(draw: st.DrawFn, kind: str, depth: int) -> str:
    """An expression of *kind*; now and then of another kind, which the checker must tell of."""
    if draw(st.integers(0, 60)) == 60:
        kind = draw(st.sampled_from(sorted(TEMPLATES)))
    possible = TEMPLATES[kind] if depth > 0 else [template for template in TEMPLATES[kind] if not HOLE.search(template)]
    template = draw(st.sampled_from(possible))
    return HOLE.sub(lambda hole: f"({draw(texts(hole.group(1), depth - 1))})", template)


def expressions(depth: int) -> st.SearchStrategy[str]:
    """An expression of any kind."""
    return st.sampled_from(sorted(TEMPLATES)).flatmap(lambda kind: texts(kind, depth))


def values(type_: Type) -> st.SearchStrategy[Value]:
    """Values of a type, the ends of its range among them."""
    match type_:
        case BooleanType():
            return st.booleans()
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            return st.one_of(st.integers(low, high), st.sampled_from([low, high, min(max(low, 0), high)]))
        case TimeType():
            return st.integers(0, 86_399)
        case MomentType():
            return st.integers(-2_208_988_800, 7_258_118_399)
        case TextType():
            return st.sampled_from(["x", "", "y"])
        case OneOfType(labels=labels):
            return st.sampled_from(labels)
        case SetType(of=of):
            return st.frozensets(st.sampled_from(of.labels))
        case RecordType(types=types, optional=optional):
            fields = (values(each) | st.just(MISSING) if may else values(each) for each, may in zip(types, optional, strict=True))
            return st.tuples(*fields)
        case ListType(of=of):
            return st.lists(values(of), max_size=4).map(tuple)


def facts() -> st.SearchStrategy[dict[str, Value]]:
    """A value for every fact; those that are optional may be missing."""
    required = {name: values(type_) for name, type_ in TYPES.items()}
    optional = {name: values(type_) | st.just(MISSING) for name, type_ in OPTIONAL.items()}
    return st.fixed_dictionaries({**required, **optional})
