"""Short ways to elaborate one expression or cell over a small vocabulary."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from lawbook.check.tables.cells import elaborate_cell
from lawbook.check.typing.expressions import elaborate
from lawbook.check.words.scope import DecisionSignature, Macro, Scope
from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.model.core import Expression
from lawbook.model.policy import Calendar, Fact, Parameter, Words
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberKind,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.model.values import Cause, Known, Unknown, Value
from lawbook.model.working_days import WorkingDays
from lawbook.problems import Problem, Problems
from lawbook.problems.problem import NOWHERE
from lawbook.read.feel import parse_cell, parse_expression
from support.reading import scalar

ORDER = 99
SUBJECT = "limit"


def day(text: str) -> int:
    """The number of a day."""
    return date.fromisoformat(text).toordinal()


def number(kind: NumberKind, low: int, high: int, scale: int = 0) -> NumberType:
    """A number between two counts of its smallest unit."""
    return NumberType(kind, scale, low, high, "CNY" if kind == "money" else None)


def one_of(*labels: str, ordered: bool = False) -> OneOfType:
    """A one-of."""
    return OneOfType(labels, ordered)


ALWAYS = DateType(day("1900-01-01"), day("2199-12-31"))
GRADE = one_of("A", "B", "C", "D", ordered=True)
CHANNEL = one_of("call", "sms", "visit")
AGENCY = RecordType(
    ("region", "capacity", "fee", "open"),
    (one_of("north", "south"), number("integer", 0, 50), number("money", 0, 10_000, 2), BooleanType()),
    (False, False, True, False),
)
TYPES: dict[str, Type] = {
    "income": number("money", 0, 10_000_000, 2),
    "debt": number("money", -500_000, 10_000_000, 2),
    "yen": NumberType("money", 0, 0, 1_000_000, "JPY"),
    "score": number("integer", 300, 850),
    "shift": number("integer", -5, 5),
    "terms": number("integer", 1, 360),
    "weight": number("decimal", -300, 300, 2),
    "rate": number("ratio", 0, 3600, 4),
    "vast": number("decimal", -(10**24), 10**24, 6),
    "overdue": number("days", 0, 20_000),
    "tenor": number("months", 1, 360),
    "born": DateType(day("1920-01-01"), day("2020-12-31")),
    "signed": ALWAYS,
    "local_time": TimeType(),
    "received": MomentType(),
    "sent": MomentType(),
    "grade": GRADE,
    "channel": CHANNEL,
    "events": SetType(one_of("death", "fraud", "dispute")),
    "note": TextType(40),
    "agreed": BooleanType(),
    "agencies": ListType(AGENCY, 10),
    "offers": ListType(RecordType(("score",), (number("integer", 0, 9),), (False,)), 5),
}
OPTIONAL: dict[str, Type] = {"hardship": BooleanType(), "other_income": number("money", 0, 1_000_000, 2), "married": BooleanType()}
DECISIONS = {"stage": DecisionSignature(GRADE, False), "room": DecisionSignature(number("money", -100, 100_000, 2), True)}


def parameter(name: str, type_: Type, values: Mapping[str, Known | None], order: int, **more: str) -> Parameter:
    """A parameter with one series of values."""
    series = ((None, tuple((day(first), value) for first, value in values.items())),)
    words = Words(name, name)
    return Parameter(
        name=name, type=type_, title=words, series=series, order=order, where=NOWHERE, by=more.get("by"), dated_by=more.get("dated_by")
    )


PARAMETERS = {
    each.name: each
    for each in (
        parameter("cap", number("ratio", 0, 10_000, 4), {"1900-01-01": 2400}, 50),
        parameter("late_cap", number("ratio", 0, 10_000, 4), {"2020-01-01": 2400, "2030-01-01": None}, 51),
        parameter("contract_cap", number("ratio", 0, 10_000, 4), {"2020-01-01": 2400}, 52, dated_by="signed"),
        parameter("quiet_start", TimeType(), {"1900-01-01": 8 * 3600, "2026-01-01": 22 * 3600}, 53),
        parameter("quiet_end", TimeType(), {"1900-01-01": 21 * 3600}, 54),
        Parameter(
            name="product_cap",
            type=number("money", 0, 1_000_000, 2),
            title=Words("cap", "上限"),
            series=tuple((label, ((day("1900-01-01"), 100 * (place + 1)),)) for place, label in enumerate(CHANNEL.labels)),
            order=55,
            by="channel",
            where=NOWHERE,
        ),
    )
}


WORKED = WorkingDays(
    "ours", day("2026-11-01"), day("2026-12-31"), tuple(d for d in range(day("2026-11-01"), day("2027-01-01")) if d % 7 not in {6, 0})
)
CALENDAR = Calendar(
    name="ours", title=Words("our working days", "本行工作日"), working=WORKED, rest_days=(6, 7), holidays=(), source="our own",
    verified=day("2026-11-01"), order=60, where=NOWHERE,
)  # fmt: skip


@cache
def scope() -> Scope:
    """The names that the tests use."""
    required = [
        Fact(name=name, type=type_, optional=False, title=Words(name, name), order=order, where=NOWHERE)
        for order, (name, type_) in enumerate(TYPES.items())
    ]
    optional = [
        Fact(name=name, type=type_, optional=True, title=Words(name, name), order=30 + order, where=NOWHERE)
        for order, (name, type_) in enumerate(OPTIONAL.items())
    ]
    macros = {name: macro(name, given, body) for name, given, body in MACROS}
    facts = {fact.name: fact for fact in (*required, *optional)}
    return Scope(
        facts=facts, parameters=PARAMETERS, decisions=DECISIONS, macros=macros, order=ORDER, subject=SUBJECT, broken={"shattered"},
        calendars={CALENDAR.name: CALENDAR},
    )  # fmt: skip


MACROS = (
    ("room_left", ("earned", "owed"), "0.50 * earned - owed"),
    ("threshold", (), "1000"),
    ("twice_room", ("earned",), "2 * room_left(earned, debt)"),
    ("bad_sum", ("amount",), "amount + overdue"),
    ("round_about", (), "round_about + 1"),
    ("doubled", ("amount",), "amount + amount"),
    ("nested", ("amount",), "abs(abs(abs(abs(amount))))"),
    ("bigger", ("size",), "count(agencies[capacity > size])"),
)


def macro(name: str, given: tuple[str, ...], body: str) -> Macro:
    """A macro whose body stands in a text of its own."""
    problems = Problems()
    tree = parse_expression(scalar(body), problems)
    problems.refuse_if_any()
    assert tree is not None
    return Macro(name, given, tree, scalar(body))


def elaborated(text: str, wanted: Type | None = None) -> tuple[Expression | None, list[Problem]]:
    """What an expression elaborates into, and everything that is told of it."""
    problems = Problems()
    text_scalar = scalar(text)
    tree = parse_expression(text_scalar, problems)
    problems.refuse_if_any()
    assert tree is not None
    return elaborate(tree, text_scalar, scope(), problems, wanted=wanted), list(problems)


def sound(text: str, wanted: Type | None = None) -> Expression:
    """What an expression with nothing wrong elaborates into."""
    expression, problems = elaborated(text, wanted)
    assert [str(problem) for problem in problems] == []
    assert expression is not None
    return expression


def told(text: str, wanted: Type | None = None) -> list[tuple[str, str]]:
    """The code and message of everything that is wrong with an expression."""
    expression, problems = elaborated(text, wanted)
    assert expression is None or all(problem.severity == "warning" for problem in problems) or problems
    return [(problem.code, problem.message) for problem in problems]


def codes(text: str, wanted: Type | None = None) -> list[str]:
    """The codes of everything that is wrong with an expression."""
    return [code for code, _ in told(text, wanted)]


def helped(text: str, wanted: Type | None = None) -> str | None:
    """The help of the one thing that is wrong with an expression."""
    (problem,) = elaborated(text, wanted)[1]
    return problem.help


def elaborated_cell(text: str, input_type: Type) -> tuple[Expression | None, list[Problem]]:
    """What a cell elaborates into, and everything that is told of it."""
    problems = Problems()
    text_scalar = scalar(text)
    tree = parse_cell(text_scalar, problems)
    problems.refuse_if_any()
    assert tree is not None
    return elaborate_cell(tree, text_scalar, input_type, scope(), problems), list(problems)


def sound_cell(text: str, input_type: Type) -> Expression | None:
    """What a cell with nothing wrong elaborates into."""
    expression, problems = elaborated_cell(text, input_type)
    assert [str(problem) for problem in problems] == []
    return expression


def worked_out(text: str, facts: Mapping[str, Value] | None = None, *, wanted: Type | None = None, as_of: str = "2026-11-21") -> Value:
    """What an expression comes to; facts that are not given are missing."""
    return value_of(sound(text, wanted), facts, as_of=as_of)


def value_of(
    expression: Expression, facts: Mapping[str, Value] | None = None, *, as_of: str = "2026-11-21", of: Value | None = None
) -> Value:
    """What an elaborated expression comes to; *of* is the value of `?`."""
    missing: dict[str, Value] = {fact.name: Unknown((Cause(fact.order, "missing-fact", fact.name),)) for fact in scope().facts.values()}
    decisions: dict[str, Value] = {"stage": "B", "room": 5_000}
    setting = Setting({**missing, **(facts or {})}, decisions, PARAMETERS, day(as_of), {} if of is None else {"?": of})
    return evaluate(expression, setting)
