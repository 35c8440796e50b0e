"""Types as they are written, and what can be wrong with them."""

import pytest

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
from support.libraries import checked, only, policy

DECISION = "decisions:\n  done: {type: boolean, title: {en: done, zh: 完成}, formula: as_of > as_of - days(1)}\noutputs: [done]\n"
TYPES = "types:\n  grade: {type: [A, B], ordered: true}\n  age: {type: integer, min: 0, max: 150}\n"


def fact(written: str) -> dict[str, str]:
    return policy(
        TYPES + "facts:\n  it: {title: {en: it, zh: 它}, " + written + "}\n" + DECISION.replace("as_of > as_of - days(1)", "it is known")
    )


def told(written: str) -> list[str]:
    _, problems = checked(fact(written))
    return [problem.message for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("written", "type_"),
    [
        ("type: boolean", BooleanType()),
        ("type: integer, min: -1, max: 1", NumberType("integer", 0, -1, 1)),
        ("type: decimal, scale: 3, min: 0.5, max: 2", NumberType("decimal", 3, 500, 2000)),
        ("type: money CNY, min: 0, max: 9.99", NumberType("money", 2, 0, 999, "CNY")),
        ("type: money JPY, min: 0, max: 9", NumberType("money", 0, 0, 9, "JPY")),
        ("type: money USD, scale: 4, min: 0, max: 1", NumberType("money", 4, 0, 10_000, "USD")),
        ("type: ratio, min: 0, max: 0.36", NumberType("ratio", 4, 0, 3600)),
        ("type: ratio, scale: 6, min: 0, max: 1", NumberType("ratio", 6, 0, 1_000_000)),
        ("type: days, min: 0, max: 365", NumberType("days", 0, 0, 365)),
        ("type: months, min: 0, max: 12", NumberType("months", 0, 0, 12)),
        ("type: text", TextType(1000)),
        ("type: text, most: 12", TextType(12)),
        ("type: date", DateType(693_596, 803_168)),
        ("type: date, min: 2000-01-01", DateType(730_120, 803_168)),
        ("type: time", TimeType()),
        ("type: moment", MomentType()),
        ("type: [A, B]", OneOfType(("A", "B"))),
        ("type: [A, B], ordered: true, severity: [B, A]", OneOfType(("A", "B"), ordered=True, severity=("B", "A"))),
        ("type: {set of: [A, B]}", SetType(OneOfType(("A", "B")))),
        ("type: set of grade", SetType(OneOfType(("A", "B"), ordered=True, name="grade"))),
        ("type: {set of: grade}", SetType(OneOfType(("A", "B"), ordered=True, name="grade"))),
        ("type: grade", OneOfType(("A", "B"), ordered=True, name="grade")),
        ("type: grade, severity: [A, B]", OneOfType(("A", "B"), ordered=True, severity=("A", "B"), name="grade")),
        ("type: age", NumberType("integer", 0, 0, 150)),
        ("type: age, max: 99", NumberType("integer", 0, 0, 99)),
        (
            "type: {list of: {n: {type: age, title: {en: many, zh: 数}}, g: {type: grade, optional: true, title: {en: g, zh: 级}}}, most: 5}",
            ListType(
                RecordType(
                    ("n", "g"), (NumberType("integer", 0, 0, 150), OneOfType(("A", "B"), ordered=True, name="grade")), (False, True)
                ),
                5,
            ),
        ),
    ],
)
def test_a_type_is_what_is_written(written: str, type_: Type) -> None:
    assert only_fact(written) == type_


def only_fact(written: str) -> Type:
    library, problems = checked(fact(written))
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    return library.policies[0].facts[0].type


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("type: intger, min: 0, max: 1", "there is no type `intger`"),
        ("type: money, min: 0, max: 1", "`money` needs its currency"),
        ("type: money XXX, min: 0, max: 1", "there is no currency `XXX`"),
        ("type: decimal, min: 0, max: 1", "the fact `it`, a decimal, needs `scale`"),
        ("type: integer, min: 0", "the fact `it`, a number, needs `max`"),
        ("type: integer, min: 2, max: 1", "`min` of the fact `it` is above its `max`"),
        ("type: integer, min: 0.5, max: 1", "`min` of the fact `it` is `0.5`, and at most 0 decimal places can stand here"),
        ("type: ratio, min: 0, max: 0.00001", "`max` of the fact `it` is `0.00001`, and at most 4 decimal places can stand here"),
        ("type: integer, min: 0, max: 9007199254740993", "whole numbers in JSON are exact up to 2 ** 53 only, and the fact `it` goes beyond"),
        ("type: decimal, scale: 19, min: 0, max: 1", "`scale` of the fact `it` is 19, and must be from 0 to 18"),
        ("type: money CNY, min: 0, max: 1" + "0" * 37, "`max` of the fact `it` has more than 38 digits"),
        ("type: integer, scale: 2, min: 0, max: 1", "`scale` of the fact `it` has no meaning for the type integer"),
        ("type: age, scale: 2", "`scale` of the fact `it` has no meaning for the type integer"),
        ("type: boolean, min: 0", "`min` of the fact `it` has no meaning for a truth"),
        ("type: time, max: 5", "`max` of the fact `it` has no meaning for a time"),
        ("type: text, ordered: true", "`ordered` of the fact `it` has no meaning for a text"),
        ("type: [A, B], max: 3", "`max` of the fact `it` has no meaning for labels"),
        ("type: {set of: [A, B]}, severity: [A, B]", "`severity` of the fact `it` has no meaning for a set"),
        ("type: date, min: 2000-01-02, max: 2000-01-01", "`min` of the fact `it` is after its `max`"),
        ("type: date, min: yesterday", "`min` of the fact `it` is `yesterday`, which is not a date"),
        ("type: text, most: 1001", "`most` of the fact `it` is 1001, and must be from 1 to 1000"),
        ("type: []", "the type of the fact `it` is a list without labels"),
        ("type: [A, A]", "the labels of the fact `it` has `A` twice"),
        ("type: [A, 'x, y']", "a label cannot be written `x, y`"),
        ("type: [A, true]", "a label cannot be `true`"),
        ("type: [A, 'Ａ']", "`Ａ` is not in normal form"),
        ("type: [A, low]", "the fact `it` needs `titles` for `low`"),
        ("type: [A, low], titles: {lwo: {en: low, zh: 低}}", "`titles` of the fact `it` has `lwo`, which is no label of its type"),
        ("type: [A, B], titles: {A: {en: a, zh: 甲}, B: {en: a, zh: 乙}}", "`B` and `A` have the same title `a`"),
        ("type: [A, B], severity: [A, C]", "`severity` of the fact `it` has `C`, which is no label of its type"),
        ("type: {set of: boolean}", "the type of the fact `it` is a set of something that is not a one-of"),
        ("type: {set of: {a: b}}", "`set of` needs a list of labels or the name of a type, and a mapping stands here"),
        ("type: {bag of: [A]}", "the type of the fact `it` is a mapping that says neither `set of` nor `list of`"),
        ("type: {list of: {n: {type: age, title: {en: many, zh: 数}}}}", "the list type of the fact `it` needs `most`"),
        ("type: {list of: {n: {type: age, title: {en: many, zh: 数}}}, most: 201}", "`most` of the list type of the fact `it` is 201, and must be from 1 to 200"),
        ("type: {list of: {}, most: 5}", "the elements of the fact `it` have no fields"),
        ("type: {list of: age, most: 5}", "`list of` in the type of the fact `it` needs a mapping of names to values, and the text `age` stands here"),
        ("type: {list of: {n: {title: {en: many, zh: 数}, type: {list of: {m: {type: age, title: {en: m, zh: 目}}}, most: 2}}}, most: 5}", "the field `n` is a list inside a list"),
        ("type: {list of: {n: {type: integer, title: {en: many, zh: 数}}}, most: 5}", "the field `n`, a number, needs `min`"),
        ("type: {list of: {n: {type: age, title: {en: many}}}, most: 5}", "`title` of the field `n` has no Chinese text"),
        (
            "type: {list of: {n: {type: age, title: {en: many, zh: 数}}, m: {type: age, title: {en: many, zh: 目}}}, most: 5}",
            "the fields `m` and `n` have the same title `many`",
        ),
        ("type: age, min: {a: b}", "`min` of the fact `it` needs a single value, and a mapping stands here"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_type_is_said(written: str, message: str) -> None:
    assert told(written)[0] == message


def test_types_may_name_one_another_in_any_order() -> None:
    types = "types:\n  second: {type: first, ordered: true}\n  third: {type: set of second}\n  first: {type: [A, B]}\n"
    made = only(
        policy(
            types
            + "facts:\n  it: {type: third, title: {en: it, zh: 它}}\n"
            + DECISION.replace("as_of > as_of - days(1)", "'contains(it, \"A\")'")
        )
    )
    assert made.facts[0].type == SetType(OneOfType(("A", "B"), ordered=True, name="second"))


def test_types_may_not_name_one_another_in_a_circle() -> None:
    _, problems = checked(policy("types:\n  one: {type: two}\n  two: {type: one}\n" + DECISION))
    assert [problem.message for problem in problems if problem.severity == "error"] == [
        "the type `one` is defined by itself, in a circle",
        "the type `two` is defined by itself, in a circle",
    ]


def test_a_decision_without_bounds_has_those_of_its_values() -> None:
    facts = "facts:\n  n: {type: integer, min: 1, max: 9, title: {en: n0, zh: 数}}\n  d: {type: date, max: 2100-12-31, title: {en: d0, zh: 日}}\n"
    body = (
        facts
        + "decisions:\n  a: {type: integer, title: {en: a, zh: 甲}, formula: n * 3}\n  b: {type: date, title: {en: b, zh: 乙}, formula: d + days(3)}\n"
    )
    made = only(policy(body + "outputs: [a, b]\n"))
    assert [decision.type for decision in made.decisions] == [NumberType("integer", 0, 3, 27), DateType(693_599, 767_009 + 3)]
