import pytest

from lawbook.cover.conditions import conditions_of
from lawbook.evaluate.telling_values import glossary
from lawbook.evaluate.wording import tell
from support.covered import policy_of

FACTS = """\
facts:
  amount: {type: money CNY, min: 0, max: 100000}
  age: {type: integer, min: 0, max: 120, optional: true}
  verified: {type: boolean}
  known_customer: {type: boolean, optional: true}
"""


def asked(text: str) -> list[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]]:
    policy = policy_of(FACTS + text)
    words = glossary(policy, "en")
    return [(each.decision, each.kind, tell(each.test, words), each.rows, each.can_be) for each in conditions_of(policy)]


BOTH = ("true", "false")
ALL = ("true", "false", "unknown")


def test_rules_are_taken_apart_with_their_exceptions() -> None:
    assert asked("""\
decisions:
  outcome:
    type: [approve, decline]
    severity: [decline, approve]
    unknown: decline
    rules:
      - id: R-1
        when: amount > 500 and not(verified)
        unless:
          - {id: R-1a, when: known_customer, unless: [{id: R-1b, when: age < 18, cites: [internal]}], cites: [internal]}
        then: decline
        cites: [internal]
    otherwise: approve
""") == [
        ("outcome", "when", "amount is more than CNY 500.00", ("R-1",), BOTH),
        ("outcome", "when", "verified is yes", ("R-1",), BOTH),
        ("outcome", "unless", "known_customer is yes", ("R-1a",), ALL),
        ("outcome", "unless", "age is at least 18", ("R-1a",), ALL),
    ]


def test_a_cell_that_several_rows_share_is_one_condition() -> None:
    assert asked("""\
decisions:
  tier:
    type: [A, B, C]
    unknown: C
    table:
      hit: unique
      inputs: [amount, age]
      rows:
        T-1: ["< 500", "< 18", A]
        T-2: ["< 500", ">= 18", B]
        T-3: [">= 500", "-", C]
""") == [
        ("tier", "cell", "amount is less than CNY 500.00", ("T-1", "T-2"), BOTH),
        ("tier", "cell", "age is less than 18", ("T-1",), ALL),
        ("tier", "cell", "age is at least 18", ("T-2",), ALL),
        ("tier", "cell", "amount is at least CNY 500.00", ("T-3",), BOTH),
    ]


def test_a_truth_that_cells_ask_about_is_one_condition() -> None:
    assert asked("""\
decisions:
  tier:
    type: [A, B, C]
    table:
      hit: unique
      inputs: [amount > 500, verified]
      rows:
        T-1: ["true", "-", A]
        T-2: ["false", "true", B]
        T-3: ["false", "false", C]
""") == [
        ("tier", "cell", "amount is more than CNY 500.00", ("T-1", "T-2", "T-3"), BOTH),
        ("tier", "cell", "verified is yes", ("T-2", "T-3"), BOTH),
    ]


def test_formulas_are_asked_for_their_truths_and_what_they_choose_by() -> None:
    found = asked("""\
decisions:
  adult: {type: boolean, formula: verified and age >= 18, unknown: false}
  same: {type: boolean, formula: verified}
  limit: {type: money CNY, formula: "if amount > 500 then 500 else amount"}
""")
    assert [(decision, text) for decision, _, text, _, _ in found] == [
        ("adult", "verified is yes"),
        ("adult", "age is at least 18"),
        ("limit", "amount is more than CNY 500.00"),
    ]
    assert {kind for _, kind, _, _, _ in found} == {"formula"}


def test_the_reasons_of_a_scorecard_are_given_on_conditions() -> None:
    found = asked("""\
reasons:
  YOUNG: {rank: 10}
decisions:
  score:
    type: integer
    scorecard:
      base: 100
      characteristics:
        age: {bins: {"< 18": 0, ">= 18": 20}, unknown: 5, reason: YOUNG}
      reasons: {when: verified, at_most: 2}
""")
    assert [(decision, kind, text) for decision, kind, text, _, _ in found] == [
        ("score.age", "cell", "age is less than 18"),
        ("score.age", "cell", "age is at least 18"),
        ("score.age", "when", "age is known"),
        ("score", "reasons", "verified is yes"),
    ]


@pytest.mark.parametrize(
    ("condition", "can_be"),
    [
        ('band = "low"', BOTH),
        ('band in ("low", "high")', ("true",)),
        ('band = "never"', ("false",)),
        ('band != "never"', ("true",)),
        ('band = "low" or verified', BOTH),
    ],
)
def test_what_other_decisions_can_be_bounds_what_a_condition_can_be(condition: str, can_be: tuple[str, ...]) -> None:
    found = asked(f"""\
types:
  band: {{type: [low, high, never]}}
decisions:
  band: {{type: band, formula: 'if amount > 500 then "high" else "low"'}}
  asked: {{type: boolean, formula: '{condition}'}}
""")
    assert [each for decision, _, _, _, each in found if decision == "asked"][0] == can_be  # noqa: RUF015 - the first of several
