"""Each kind of value: what is accepted, as what, and what is said of the rest."""

from collections import OrderedDict
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest

from lawbook.contract.values import Reading, read_value, to_core, to_json_value, to_public
from lawbook.model.types import BooleanType, ListType, MomentType, NumberType, OneOfType, TextType, TimeType, Type
from lawbook.model.values import Cause, Known, Unknown
from lawbook.problems import FactsRejected, Problem, Where
from support.contracts import AGE, AGENCY, DAY, EVENTS, GRADE, HUGE, MONEY, OVERDUE, RATIO, TENTHS, YEN

CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("type_", "posted", "value"),
    [
        (BooleanType(), True, True),
        (AGE, 30, 30),
        (OVERDUE, 0, 0),
        (HUGE, 2**53, 2**53),
        (MONEY, 8000, 800_000),
        (MONEY, Decimal("8000.5"), 800_050),
        (MONEY, "8000.50", 800_050),
        (MONEY, "0008", 800),
        (MONEY, "-0.00", 0),
        (MONEY, Decimal("1E+5"), 10_000_000),
        (MONEY, Decimal("0E+999999"), 0),
        (YEN, "-5", -5),
        (RATIO, Decimal("0.1"), 1_000),
        (TENTHS, "-10.5", -105),
        (DAY, "2024-02-29", date(2024, 2, 29).toordinal()),
        (DAY, date(2024, 2, 29), date(2024, 2, 29).toordinal()),
        (TimeType(), "00:00", 0),
        (TimeType(), "23:59:59", 86_399),
        (TimeType(), time(22, 0), 79_200),
        (MomentType(), "1970-01-01T08:00:00+08:00", 0),
        (MomentType(), "1970-01-01T00:00:01Z", 1),
        (MomentType(), datetime(1970, 1, 1, 8, tzinfo=CHINA), 0),
        (TextType(3), "你好😀", "你好😀"),
        (TextType(3), "", ""),
        (GRADE, "AA+", "AA+"),
        (EVENTS, [], frozenset()),
        (EVENTS, ["fraud", "death"], frozenset({"death", "fraud"})),
        (EVENTS, {"fraud"}, frozenset({"fraud"})),
        (ListType(AGE, 2), (1, 2), (1, 2)),
        (AGENCY, OrderedDict(region="A", fee="0.5", since="2024-01-01", note=""), ("A", 5_000, 738_886, "")),
    ],
)
def test_a_value_of_the_type_is_read_exactly(type_: Type, posted: object, value: Known) -> None:
    read = to_core(type_, posted)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("type_", "posted", "code", "message"),
    [
        (BooleanType(), 1, "wrong-fact-type", "`x` is the number 1"),
        (BooleanType(), "true", "wrong-fact-type", "`x` is the text `true`"),
        (AGE, True, "wrong-fact-type", "`x` is true"),
        (AGE, "30", "wrong-fact-type", "`x` is the text `30`"),
        (AGE, Decimal("3.0"), "wrong-fact-type", "`x` is the number 3.0"),
        (AGE, 121, "fact-out-of-range", "`x` is the number 121, outside its range"),
        (HUGE, 2**53 + 1, "fact-out-of-range", "`x` is the number 9007199254740993, outside its range"),
        pytest.param(AGE, 10**5000, "fact-out-of-range", "`x` is the number of more than 1,000 digits, outside its range", id="very long"),
        (MONEY, 0.1, "wrong-fact-type", "`x` is a binary floating-point number"),
        (MONEY, "1e3", "wrong-fact-type", "`x` is the text `1e3`"),
        (MONEY, "１", "wrong-fact-type", "`x` is the text `１`"),
        (MONEY, "1_0", "wrong-fact-type", "`x` is the text `1_0`"),
        (MONEY, " 1", "wrong-fact-type", "`x` is the text ` 1`"),
        (MONEY, "1\n", "wrong-fact-type", "`x` is the text `1\\u000a`"),
        (MONEY, Decimal("NaN"), "wrong-fact-type", "`x` is the number NaN"),
        (MONEY, Decimal("Infinity"), "wrong-fact-type", "`x` is the number Infinity"),
        (MONEY, "1.500", "fact-scale", "`x` has 3 decimals"),
        (MONEY, Decimal("1.500"), "fact-scale", "`x` has 3 decimals"),
        (YEN, "1.0", "fact-scale", "`x` has 1 decimal"),
        (MONEY, "100000000.01", "fact-out-of-range", "`x` is the text `100000000.01`, outside its range"),
        (MONEY, Decimal("1E+400"), "fact-out-of-range", "`x` is the number 1E+400, outside its range"),
        (DAY, "2023-02-29", "wrong-fact-type", "`x` is the text `2023-02-29`"),
        (DAY, "20230228", "wrong-fact-type", "`x` is the text `20230228`"),
        (DAY, "1899-12-31", "fact-out-of-range", "`x` is the text `1899-12-31`, outside its range"),
        (DAY, datetime(2024, 1, 1, tzinfo=UTC), "wrong-fact-type", "`x` is `2024-01-01T00:00:00+00:00`"),
        (TimeType(), "24:00", "wrong-fact-type", "`x` is the text `24:00`"),
        (TimeType(), "9:00", "wrong-fact-type", "`x` is the text `9:00`"),
        (TimeType(), time(9, 0, 0, 1), "wrong-fact-type", "`x` is `09:00:00.000001`"),
        (TimeType(), time(9, tzinfo=UTC), "wrong-fact-type", "`x` is `09:00:00+00:00`"),
        (MomentType(), "2024-01-01T00:00:00", "wrong-fact-type", "`x` is the text `2024-01-01T00:00:00`"),
        (MomentType(), "2024-01-01T00:00:00.5Z", "wrong-fact-type", "`x` is the text `2024-01-01T00:00:00.5Z`"),
        (MomentType(), "2024-02-30T00:00:00Z", "wrong-fact-type", "`x` is the text `2024-02-30T00:00:00Z`"),
        (MomentType(), "1900-01-01T00:00:00+00:01", "fact-out-of-range", "`x` is the text `1900-01-01T00:00:00+00:01`, outside its range"),
        (MomentType(), datetime(2024, 1, 1), "wrong-fact-type", "`x` is `2024-01-01T00:00:00`"),  # noqa: DTZ001 - no offset is the case
        (TextType(3), "你好吗？", "fact-out-of-range", "`x` is text of 4 characters"),
        (TextType(3), "\ud800", "wrong-fact-type", "`x` is text with half a character in it (a lone surrogate)"),
        (TextType(3), 5, "wrong-fact-type", "`x` is the number 5"),
        (GRADE, "aa+", "wrong-fact-type", "`x` is the text `aa+`, which is none of its labels"),
        (GRADE, None, "wrong-fact-type", "`x` is null"),
        (EVENTS, "death", "wrong-fact-type", "`x` is the text `death`"),
        (EVENTS, ["death", "death"], "wrong-fact-type", "`x` has `death` twice"),
        (EVENTS, ["theft"], "wrong-fact-type", "`x` is the text `theft`, which is none of its labels"),
        (ListType(AGE, 2), [1, 2, 3], "fact-out-of-range", "`x` is a list of 3"),
        (ListType(AGE, 2), {}, "wrong-fact-type", "`x` is an object"),
        (AGENCY, [], "wrong-fact-type", "`x` is a list"),
        (AGE, object(), "wrong-fact-type", "`x` is something that JSON does not have"),
    ],
)
def test_anything_else_is_refused(type_: Type, posted: object, code: str, message: str) -> None:
    with pytest.raises(FactsRejected) as rejection:
        to_core(type_, posted, "x")
    [problem] = rejection.value.problems
    assert (problem.code, problem.message, problem.where) == (code, message, Where("x", 0, 0))


@pytest.mark.parametrize(
    ("type_", "posted", "help_"),
    [
        (BooleanType(), 1, "expected true or false"),
        (AGE, 121, "expected a whole number between 0 and 120"),
        (OVERDUE, -1, "expected a whole number of days between 0 and 20000"),
        (MONEY, "x", "expected money in CNY between 0.00 and 100000000.00, at most 2 decimals"),
        (YEN, "x", "expected money in JPY between -5 and 1000000, without decimals"),
        (RATIO, "x", "expected a ratio between 0.0000 and 1.0000, at most 4 decimals"),
        (TENTHS, 0.5, "expected a number between -10.5 and 99.7, at most 1 decimal; write it as text or as a Decimal, which are exact"),
        (DAY, 5, "expected a date as YYYY-MM-DD between 1900-01-01 and 2199-12-31"),
        (TimeType(), 5, "expected a time of day as HH:MM or HH:MM:SS"),
        (
            MomentType(),
            5,
            "expected an instant with its offset such as 2025-01-01T08:00:00+08:00, in whole seconds, of the years 1900 to 2199",
        ),
        (TextType(3), 5, "expected text of at most 3 characters"),
        (EVENTS, 5, "expected a list of different labels out of `death`, `fraud`, `dispute`"),
        (OneOfType(("approve", "refer")), "aprove", "expected one of `approve`, `refer`; did you mean `approve`?"),
        (ListType(AGE, 2), 5, "expected a list of at most 2, each a whole number between 0 and 120"),
        (AGENCY, 5, "expected an object with `region`, `fee`, `since`, `note`"),
    ],
)
def test_the_help_says_what_is_expected(type_: Type, posted: object, help_: str) -> None:
    with pytest.raises(FactsRejected) as rejection:
        to_core(type_, posted)
    assert rejection.value.problems[0].help == help_


def test_only_the_first_of_many_labels_are_listed() -> None:
    labels = OneOfType(tuple(f"L{number}" for number in range(20)))
    with pytest.raises(FactsRejected) as rejection:
        to_core(labels, "M")
    assert str(rejection.value.problems[0].help).endswith("`L10`, `L11` … (20 in all)")


def test_all_that_is_wrong_inside_a_list_is_told_with_its_path() -> None:
    posted = [
        {"region": "A", "fee": "0.5"},
        {"region": "Z", "fee": None, "since": "yesterday", "fees": 1},
        5,
    ]
    with pytest.raises(FactsRejected) as rejection:
        to_core(ListType(AGENCY, 5), posted, "agencies")
    assert [(problem.code, problem.where.file) for problem in rejection.value.problems] == [
        ("wrong-fact-type", "agencies[1].region"),
        ("missing-fact", "agencies[1].fee"),
        ("wrong-fact-type", "agencies[1].since"),
        ("unknown-fact", "agencies[1].fees"),
        ("wrong-fact-type", "agencies[2]"),
    ]
    assert rejection.value.problems[3] == Problem(
        "unknown-fact", "`agencies[1]` has no `fees`", Where("agencies[1].fees", 0, 0), "did you mean `fee`?"
    )


def test_an_optional_field_that_is_absent_is_unknown() -> None:
    reading = Reading("agencies", order=3)
    value = read_value(ListType(AGENCY, 5), [{"region": "A", "fee": 1, "note": None}], "agencies", reading)
    absent = [Unknown((Cause(3, "missing-fact", f"agencies.{name}"),)) for name in ("since", "note")]
    assert value == (("A", 10_000, *absent),)
    assert reading.problems == []


def test_what_describes_a_person_is_not_repeated() -> None:
    reading = Reading("name", private=True)
    for type_, posted in ((AGE, 5000), (AGE, "secret"), (DAY, date(1, 1, 1)), (GRADE, "secret"), (TextType(2), "secret")):
        assert read_value(type_, posted, "name", reading) is None
    assert [problem.message for problem in reading.problems] == [
        "`name` is a number, outside its range",
        "`name` is text",
        "`name` is a date or time, outside its range",
        "`name` is text, which is none of its labels",
        "`name` is text of 6 characters",
    ]


@pytest.mark.parametrize(
    ("type_", "value", "public", "told"),
    [
        (BooleanType(), True, True, True),
        (AGE, 30, 30, 30),
        (MONEY, 800_000, Decimal("8000.00"), "8000.00"),
        (MONEY, -5, Decimal("-0.05"), "-0.05"),
        (YEN, 5, Decimal(5), "5"),
        (NumberType("decimal", 3, 0, 10**37), 10**36, Decimal(10) ** 33, "1" + "0" * 33 + ".000"),
        (DAY, 738_886, date(2024, 1, 1), "2024-01-01"),
        (TimeType(), 79_200, time(22, 0), "22:00:00"),
        (MomentType(), -1, datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC), "1969-12-31T23:59:59Z"),
        (GRADE, "B", "B", "B"),
        (EVENTS, frozenset({"dispute", "death"}), ("death", "dispute"), ["death", "dispute"]),
        (ListType(MONEY, 9), (100, 50), (Decimal("1.00"), Decimal("0.50")), ["1.00", "0.50"]),
        (
            AGENCY,
            ("A", 5_000, Unknown((Cause(1, "missing-fact", "a.since"),)), "x"),
            {"region": "A", "fee": Decimal("0.5000"), "since": Unknown((Cause(1, "missing-fact", "a.since"),)), "note": "x"},
            {"region": "A", "fee": "0.5000", "since": {"unknown": [{"kind": "missing-fact", "name": "a.since"}]}, "note": "x"},
        ),
    ],
)
def test_a_value_is_told_in_python_and_in_json(type_: Type, value: Known, public: object, told: object) -> None:
    assert to_public(type_, value) == public
    assert to_json_value(type_, value) == told


def test_an_unknown_is_told_with_its_causes() -> None:
    unknown = Unknown((Cause(1, "missing-fact", "income"), Cause(9, "two-rows-matched", "tier", ("R1", "R2"))))
    assert to_public(MONEY, unknown) is unknown
    assert to_json_value(MONEY, unknown) == {
        "unknown": [
            {"kind": "missing-fact", "name": "income"},
            {"kind": "two-rows-matched", "name": "tier", "rows": ["R1", "R2"]},
        ]
    }
