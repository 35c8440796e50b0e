import pytest

from lawbook.cover.values import PossibleValues
from support.covered import policy_of

FACTS = """\
facts:
  amount: {type: integer, min: 0, max: 100}
  verified: {type: boolean}
  grade: {type: [A, B, C], ordered: true}
"""


def values(text: str, decision: str = "asked") -> object:
    found = PossibleValues(policy_of(FACTS + "decisions:\n" + text)).of_decision(decision)
    return None if found is None else set(found)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("7", {7}),
        ("amount", None),
        ("if verified then 1 else 2", {1, 2}),
        ("if verified then 1 else amount", None),
        ("(if verified then 1 else 2) + (if verified then 10 else 20)", {11, 12, 21, 22}),
        ("(if verified then 1 else 2) - 5", {-4, -3}),
        ("-(if verified then 1 else 2)", {-1, -2}),
        ("min(if verified then 1 else 5, 3)", {1, 3}),
        ("max(if verified then 1 else 5, 3)", {3, 5}),
        ("min(if verified then 1 else 5, amount)", None),
    ],
)
def test_numbers_that_can_be_listed(formula: str, expected: set[int] | None) -> None:
    assert values(f"  asked: {{type: integer, formula: '{formula}'}}\n") == expected


def test_numbers_at_another_scale_are_counted_there() -> None:
    assert values("  asked: {type: decimal, scale: 2, formula: 'if verified then 1 else 0.25'}\n") == {100, 25}


def test_truths_and_labels_are_those_of_their_type() -> None:
    assert values("  asked: {type: boolean, formula: amount > 5}\n") == {True, False}
    assert values("  asked: {type: [A, B, C], formula: grade}\n") == {"A", "B", "C"}


TABLE = """\
  asked:
    type: {type}
    table:
      hit: {hit}
      inputs: [verified]
      rows: {{T-1: ["true", {first}], T-2: ["false", {second}]}}
"""


def test_the_outputs_of_rows_are_the_values_of_a_table() -> None:
    assert values(TABLE.format(type="[A, B, C]", hit="unique", first="A", second="C")) == {"A", "C"}
    assert values(TABLE.format(type="integer", hit="first", first="1", second="amount")) is None
    assert values(TABLE.format(type="integer", hit="collect", first="1", second="2")) is None


def test_a_record_is_not_listed() -> None:
    table = """\
  both:
    table:
      hit: unique
      inputs: [verified]
      outputs: {one: {type: integer}, two: {type: integer}}
      rows: {T-1: ["true", 1, 2], T-2: ["false", 3, 4]}
"""
    assert values(table, "both") is None
    assert values(table, "one") is None


def test_more_than_are_worth_listing_are_not() -> None:
    sums = " + ".join(f"(if verified then 0 else {2**power})" for power in range(17))
    assert values(f"  asked: {{type: integer, formula: '{sums}'}}\n") is None
