"""Policies that are little more than their facts, JSON bodies for them, and a validator that knows every keyword of our schemas."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, assert_never

import jsonschema
from hypothesis import strategies as st

from lawbook.model.core import Constant
from lawbook.model.policy import Decision, Fact, Obligation, Policy, Words
from lawbook.model.types import (
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
from lawbook.problems.problem import NOWHERE

MONEY = NumberType("money", 2, 0, 10_000_000_000, "CNY")
YEN = NumberType("money", 0, -5, 1_000_000, "JPY")
RATIO = NumberType("ratio", 4, 0, 10_000)
TENTHS = NumberType("decimal", 1, -105, 997)
AGE = NumberType("integer", 0, 0, 120)
HUGE = NumberType("integer", 0, -(10**20), 10**20)
LONG = NumberType("decimal", 3, -(10**37), 10**37)
OVERDUE = NumberType("days", 0, 0, 20_000)
MONTHS = NumberType("months", 0, -6, 360)
DAY = DateType(date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal())
GRADE = OneOfType(("A", "B", "AA+", "一级", "x:y"), ordered=True)
EVENTS = SetType(OneOfType(("death", "fraud", "dispute")))
AGENCY = RecordType(("region", "fee", "since", "note"), (GRADE, RATIO, DAY, TextType(8)), (False, False, True, True))
TYPES: tuple[Type, ...] = (
    BooleanType(), MONEY, YEN, RATIO, TENTHS, AGE, HUGE, LONG, OVERDUE, MONTHS, DAY, TimeType(), MomentType(), TextType(6), GRADE, EVENTS,
    SetType(GRADE), AGENCY, ListType(AGENCY, 3), ListType(MONEY, 4), ListType(ListType(AGE, 2), 2), RecordType(("inner",), (AGENCY,), (True,)),
)  # fmt: skip


def words(text: str) -> Words:
    return Words(text, f"中文 {text}")


def a_fact(name: str, type_: Type, *, optional: bool = False, used: bool = True, order: int = 0, personal: bool = False) -> Fact:
    return Fact(
        name=name, type=type_, optional=optional, title=words(name), order=order, used=used, personal=personal, where=NOWHERE
    )  # fmt: skip


def a_decision(name: str, type_: Type, **more: Any) -> Decision:
    body = Constant(0, where=NOWHERE, type=type_)
    made = Decision(
        name=name, type=type_, title=words(name), body=body, order=99, published=True, nullable=False, where=NOWHERE
    )  # fmt: skip
    return replace(made, **more)


def a_policy(*facts: Fact, decisions: tuple[Decision, ...] = (), obligations: tuple[Obligation, ...] = ()) -> Policy:
    return Policy(
        name="dunning-tier",
        version=2,
        title=words("Dunning"),
        summary=None,
        effective=738_000,
        until=None,
        owner="collections",
        review_by=740_000,
        facts=tuple(replace(fact, order=number) for number, fact in enumerate(facts)),
        parameters=(),
        reasons=(),
        obligations=obligations,
        decisions=decisions,
        outputs=tuple(decision.name for decision in decisions if decision.published),
        score_reasons=(),
        invariants=(),
        uses=(),
        content_hash="sha256:c0ffee",
        meaning_hash="sha256:cafe",
        where=NOWHERE,
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    names = draw(st.lists(st.sampled_from(["age", "income", "逾期天数", "class", "since", "fee", "a_b", "x"]), unique=True, max_size=5))
    return a_policy(*(a_fact(name, draw(st.sampled_from(TYPES)), optional=draw(st.booleans()), used=draw(st.booleans())) for name in names))


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _fixed(count: int, scale: int) -> str:
    return f"{Decimal(count).scaleb(-scale):f}"


@st.composite
def _number_token(draw: st.DrawFn, type_: NumberType) -> str:
    edges = st.sampled_from([type_.low, type_.high, type_.low - 1, type_.high + 1, 0, 2**53, 2**53 + 1])
    inside = st.integers(type_.low, type_.high)
    plain = _fixed(draw(edges if draw(st.integers(0, 4)) == 2 else inside), type_.scale)
    odd = draw(st.sampled_from([plain + "0", plain + ".0", plain + "e1", plain + "E-1", "0e5", "-" + plain, plain.partition(".")[0]]))
    spelled = odd if draw(st.integers(0, 4)) == 2 else plain
    text = type_.kind in {"money", "decimal", "ratio"} and draw(st.booleans())
    return quoted(spelled) if text or draw(st.integers(0, 9)) == 7 else spelled


@st.composite
def _moment_token(draw: st.DrawFn) -> str:
    instant = draw(
        st.one_of(st.integers(MOMENT_LOW, MOMENT_HIGH), st.sampled_from([MOMENT_LOW, MOMENT_HIGH, MOMENT_LOW - 1, MOMENT_HIGH + 1]))
    )
    offset = draw(st.integers(-1439, 1439))
    sign = "-" if offset < 0 else "+"
    local = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=instant, minutes=offset)
    shown = draw(st.sampled_from(["Z", f"{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}"]))
    return quoted(local.replace(tzinfo=None).isoformat() + draw(st.sampled_from(["", "", "", ".5", ".000"])) + shown)


ODD = (
    "null", "true", "false", "0", "1", "1.5", "-0", "-0.0", "1e400", "1e-400", "NaN", "12345678901234567890123", '""', '"A"', '"12"', '" 1"', '"1_0"',
    '"１"', '"NaN"', '"1e2"', "[]", "{}", "[null]", '["death","death"]', '"22:00"', '"24:00"', '"22:00:60"', '"2023-02-29"', '"20230201"', '"2023-W01-1"',
    '"2023-02-01 "', '"2023-02-01\\n"', '"22:00\\n"', '"\\ud800"', '"\\u0041"', '"a:b"', '"2023-01-01t00:00:00z"', '"0000-01-01"', '"😀😀😀😀😀😀"',
    '"0001-01-01T00:00:00+23:59"', '"9999-12-31T23:59:59-23:59"', '"\\u0000"', "[[1],[2,3]]", '["x:y"]', '"true"', "1.0", "10.50", '{"inner":null}',
    '{"region":"A","fee":null}', '[{"region":"A","fee":null}]', '{"region":"A","fee":1,"note":null}', '{"inner":{"region":"A","fee":null}}',
)  # fmt: skip


def tokens(type_: Type) -> st.SearchStrategy[str]:  # noqa: C901 - one match over the types
    """Write values of *type_* as JSON text, and some that are nearly so."""
    match type_:
        case NumberType():
            usual: st.SearchStrategy[str] = _number_token(type_)
        case BooleanType():
            usual = st.sampled_from(["true", "false"])
        case DateType(low=low, high=high):
            usual = st.integers(low - 2, high + 2).map(lambda day: quoted(date.fromordinal(day).isoformat()))
        case TimeType():
            usual = st.tuples(st.integers(0, 24), st.integers(0, 60), st.one_of(st.none(), st.integers(0, 60))).map(
                lambda t: quoted(f"{t[0]:02}:{t[1]:02}" + ("" if t[2] is None else f":{t[2]:02}"))
            )
        case MomentType():
            usual = _moment_token()
        case TextType(most=most):
            usual = st.text(max_size=most + 1).map(lambda text: json.dumps(text, ensure_ascii=len(text) % 2 == 0))
        case OneOfType(labels=labels):
            usual = st.sampled_from(labels).map(quoted)
        case SetType(of=of):
            usual = st.lists(st.sampled_from(of.labels), max_size=3).map(lambda labels: json.dumps(labels, ensure_ascii=False))
        case ListType(of=of, most=most):
            usual = st.lists(tokens(of), max_size=most + 1).map(lambda items: f"[{', '.join(items)}]")
        case RecordType(names=names, types=types):
            usual = objects(tuple(zip(names, types, strict=True)))
        case _:
            assert_never(type_)
    return st.integers(0, 11).flatmap(
        lambda chance: st.sampled_from(ODD) if chance == 7 else usual
    )  # seven: neither edge, which is tried most


@st.composite
def objects(draw: st.DrawFn, fields: tuple[tuple[str, Type], ...]) -> str:
    """Write an object of *fields* as JSON text, sometimes without one, with one twice, or with one too many."""
    members = [(name, draw(tokens(type_))) for name, type_ in fields]
    if members and draw(st.integers(0, 7)) == 5:
        members.pop(draw(st.integers(0, len(members) - 1)))
    if members and draw(st.integers(0, 15)) == 9:
        members.append(draw(st.sampled_from(members)))
    if draw(st.integers(0, 15)) == 9:
        members.append((draw(st.sampled_from(["ages", "tier", "", "a:b", "\ud7ff"])), draw(st.sampled_from(ODD))))
    colon = draw(st.sampled_from([":", ": ", " :"]))
    return "{" + ", ".join(quoted(name) + colon + token for name, token in members) + "}"


def bodies(policy: Policy) -> st.SearchStrategy[bytes]:
    return objects(tuple((fact.name, fact.type) for fact in policy.facts)).map(lambda text: text.encode("utf-8", "surrogatepass"))


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    # In JSON Schema `$` is the end, not the place before a last line break as in Python.
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield jsonschema.ValidationError("pattern")


def _multiple_of(_: Any, unit: Any, instance: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    if isinstance(instance, Decimal) and instance.normalize().as_tuple().exponent < Decimal(unit).as_tuple().exponent:  # type: ignore[operator]
        yield jsonschema.ValidationError("multipleOf")


def _x_number(_: Any, limits: Any, instance: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    if isinstance(instance, bool) or not isinstance(instance, int | Decimal | str):
        return
    try:
        number = Decimal(instance)
    except ArithmeticError:
        return
    exponent = number.as_tuple().exponent
    if not number.is_finite() or not Decimal(limits["minimum"]) <= number <= Decimal(limits["maximum"]):
        yield jsonschema.ValidationError("range")
    elif isinstance(exponent, int) and -exponent > limits["scale"]:
        yield jsonschema.ValidationError("scale")


def _when(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text if "T" in text else text + "T00:00:00Z")
    except (ValueError, OverflowError):
        return None


def _format_limit(sign: int) -> Any:
    def check(_: Any, limit: str, instance: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
        edge, at = _when(limit), _when(instance) if isinstance(instance, str) else None
        if edge is not None and at is not None and at.tzinfo is not None and (at - edge) * sign < timedelta(0):
            yield jsonschema.ValidationError("formatLimit")

    return check


_FORMATS = jsonschema.FormatChecker(formats=["date"])
_FORMATS.checks("date-time")(lambda text: not isinstance(text, str) or _when(text) is not None)

_Validator: Any = jsonschema.validators.extend(  # type: ignore[no-untyped-call]
    jsonschema.Draft202012Validator,
    {
        "pattern": _pattern,
        "multipleOf": _multiple_of,
        "x-number": _x_number,
        "formatMinimum": _format_limit(1),
        "formatMaximum": _format_limit(-1),
    },
)


def validator(schema: dict[str, object]) -> Any:
    """Give a validator for *schema* that counts in Decimal and knows our keywords."""
    exact = json.loads(json.dumps(schema), parse_float=Decimal)
    jsonschema.Draft202012Validator.check_schema(schema)
    return _Validator(exact, format_checker=_FORMATS)
