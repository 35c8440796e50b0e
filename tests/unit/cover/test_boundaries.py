import pytest

from lawbook.cover.boundaries import boundaries_of
from lawbook.cover.conditions import conditions_of
from lawbook.cover.telling import told
from lawbook.cover.values import PossibleValues
from lawbook.evaluate.telling_values import glossary
from support.covered import cases, goals, library_of, policy_of

FACTS = """\
facts:
  amount: {type: money CNY, min: 0, max: 100000}
  income: {type: money CNY, min: 0, max: 100000}
  age: {type: integer, min: 0, max: 120}
  born: {type: date, min: 1950-01-01, max: 2026-12-31}
  called: {type: time}
  signed: {type: moment}
  confirmed: {type: moment}
  grade: {type: [A, B, C], ordered: true}
parameters:
  most: {type: money CNY, min: 0, max: 100000, values: {2020-01-01: 50000}}
"""


def sides(condition: str) -> list[str]:
    """Tell every side of every boundary of a condition."""
    policy = policy_of(FACTS + f"decisions:\n  asked: {{type: boolean, formula: '{condition}'}}\n")
    library = library_of(policy)
    words = glossary(policy, "en")
    return [told(goal, words) for goal in goals(library, cases("amount"), "boundaries")]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("amount > 500", ["amount = CNY 500.00", "amount = CNY 500.01"]),
        ("amount >= 500", ["amount = CNY 499.99", "amount = CNY 500.00"]),
        ("amount < 500", ["amount = CNY 499.99", "amount = CNY 500.00"]),
        ("500 < amount", ["amount = CNY 500.00", "amount = CNY 500.01"]),
        ("500 >= amount", ["amount = CNY 500.00", "amount = CNY 500.01"]),
        ("age = 18", ["age = 17", "age = 18", "age = 18", "age = 19"]),
        ("age != 0", ["age = 0", "age = 1"]),
        ("age in [18..30]", ["age = 17", "age = 18", "age = 30", "age = 31"]),
        ("age in (18..30)", ["age = 18", "age = 19", "age = 29", "age = 30"]),
        ("age in (18, > 60)", ["age = 17", "age = 18", "age = 18", "age = 19", "age = 60", "age = 61"]),
        ("age <= 17 or age >= 18", ["age = 17", "age = 18"]),
        ('born < @"2008-01-01"', ["born = 2007-12-31", "born = 2008-01-01"]),
        ('called >= @"22:00"', ["called = 21:59:59", "called = 22:00"]),
        ('grade < "C"', ["grade = B", "grade = C"]),
        ('grade = "B"', []),
        ("amount > most", ["amount = most", "amount CNY 0.01 above most"]),
        ("amount >= income", ["amount CNY 0.01 below income", "amount = income"]),
        ("amount > income * 0.5", ["amount = income × 0.5", "amount CNY 0.01 above income × 0.5"]),
        ("signed < confirmed", ["signed 1 second below confirmed", "signed = confirmed"]),
        ("born <= as_of", ["born = the decision date", "born 1 day above the decision date"]),
        ("age + 10 > 30", ["age + 10 = 30", "age + 10 = 31"]),
        ("2 * age > 31", ["2 × age = 30", "2 × age = 32"]),
        ("-age < -30", ["-(age) = -31", "-(age) = -30"]),
    ],
)
def test_a_comparison_turns_between_two_values(condition: str, expected: list[str]) -> None:
    assert sides(condition) == expected


def test_a_period_turns_at_both_of_its_ends() -> None:
    assert sides('during(called, @"22:00", @"08:00")') == [
        "called = 21:59:59",
        "called = 22:00",
        "called = 07:59:59",
        "called = 08:00",
    ]


SCORE = """\
facts:
  age: {type: integer, min: 0, max: 120}
  salary: {type: boolean}
decisions:
  score:
    type: integer
    scorecard:
      base: 100
      characteristics:
        age: {bins: {"< 18": 0, "[18..65)": 30, ">= 65": 10}}
        salary: {bins: {"true": 25, "false": 0}}
  good: {type: boolean, formula: score >= 120}
"""


def test_points_turn_between_the_sums_that_can_be() -> None:
    policy = policy_of(SCORE)
    boundaries = [each for each in boundaries_of(conditions_of(policy), PossibleValues(policy)) if each.decision == "good"]
    words = glossary(policy, "en")
    found = goals(library_of(policy), cases("age"), "boundaries")
    assert [told(goal, words) for goal in found if goal.decision == "good"] == ["score = 110", "score = 125"]
    assert len(boundaries) == 1


def test_sides_are_reached_by_the_values_next_to_the_turn() -> None:
    policy = policy_of(FACTS + "decisions:\n  asked: {type: boolean, formula: amount > most}\n")
    rest = "1 yuan,30,2000-01-01,10:00,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,A"
    columns = "amount,income,age,born,called,signed,confirmed,grade,expect asked"

    def states(*amounts: str) -> list[str]:
        rows = [f'"{amount}",{rest},{"yes" if amount > "50000.00" else "no"}' for amount in amounts]
        return [goal.state for goal in goals(library_of(policy), cases(columns, *rows), "boundaries")]

    assert states("50000.00", "50000.01") == ["reached", "reached"]
    assert states("49999.99", "50000.01") == ["never", "reached"]
    assert states("50000.00", "50000.02") == ["reached", "never"]


def test_a_product_is_met_by_the_last_amount_before_it() -> None:
    policy = policy_of(
        "facts:\n  amount: {type: money CNY, min: 0, max: 1000}\n  income: {type: money CNY, min: 0, max: 1000}\n"
        "decisions:\n  asked: {type: boolean, formula: amount > income * 0.333}\n"
    )
    suite = cases("amount,income,expect asked", "33.30,100.01,no", "33.31,100.01,yes")
    assert [goal.state for goal in goals(library_of(policy), suite, "boundaries")] == ["reached", "reached"]


def test_the_clock_goes_around() -> None:
    policy = policy_of(
        'facts:\n  called: {type: time}\ndecisions:\n  asked: {type: boolean, formula: \'during(called, @"00:00", @"08:00")\'}\n'
    )
    suite = cases("called,expect asked", "23:59:59,no", "00:00,yes")
    assert [goal.state for goal in goals(library_of(policy), suite, "boundaries")] == ["reached", "reached", "never", "never"]
