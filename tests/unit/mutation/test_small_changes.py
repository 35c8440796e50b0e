from pathlib import Path

import pytest

from lawbook.evaluate.telling_values import glossary
from lawbook.mutation.making import mutants_of
from lawbook.mutation.mutants import OPERATORS, mutated
from lawbook.mutation.telling import told_part
from support.covered import policy_of
from support.fragments import checked_fragment

FACTS = """\
facts:
  amount: {type: money CNY, min: 0, max: 100000}
  rate: {type: ratio, min: 0, max: 1, scale: 4}
  age: {type: integer, min: 0, max: 120, optional: true}
  grade: {type: [A, B, C], ordered: true}
  signed: {type: date}
  clock: {type: time}
  verified: {type: boolean}
  known_customer: {type: boolean, optional: true}
  signs: {type: {set of: [ARREARS, COURT, FRAUD]}}
  loans: {type: {list of: {balance: {type: money CNY, min: 0, max: 1000, title: {en: balance, zh: 余额}}, open: {type: boolean, title: {en: open, zh: 未结清}}}, most: 3}}
"""
RULES = """\
decisions:
  outcome:
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    unknown: refer
    rules:
      - {id: R-1, when: 'WHEN', then: decline, cites: [internal]}
    otherwise: approve
"""


def changes(text: str, operator: str, *, facts: str = FACTS) -> list[tuple[str, str, str]]:
    """Give the changes that one operator makes: subject, before and after."""
    policy = policy_of(facts + text)
    words = glossary(policy, "en")
    made = [mutant for mutant in mutants_of(policy) if mutant.operator == operator]
    assert all(mutated(policy, mutant) != policy for mutant in made)
    return [(mutant.subject, told_part(mutant.before, words), told_part(mutant.after, words)) for mutant in made]


def when(condition: str, operator: str) -> list[str]:
    """Give what the condition of a rule becomes."""
    return [after for subject, _, after in changes(RULES.replace("WHEN", condition), operator) if subject in {"R-1", "outcome"}]


@pytest.mark.parametrize(
    ("condition", "after"),
    [
        ("amount > 500", ["CNY 499.99 is less than amount", "CNY 500.01 is less than amount"]),
        ("age >= 18", ["age is at least 17", "age is at least 19"]),
        ('signed < @"2026-03-01"', ["signed is before 2026-02-28", "signed is before 2026-03-02"]),
        ("amount in [10..20)", []),
    ],
)
def test_a_written_bound_is_moved_by_one_unit(condition: str, after: list[str]) -> None:
    found = when(condition, "bound")
    assert len(found) == (len(after) or 4)
    assert len(set(found)) == len(found)


def test_an_end_that_is_no_constant_is_opened_or_closed() -> None:
    assert when("count(loans) <= age", "end") == ["the count over loans is less than age"]


def test_a_comparison_is_turned_into_its_opposite() -> None:
    assert when("amount < 500", "comparison") == ["amount is at least CNY 500.00"]
    assert when("amount > 500", "negation") == ["amount is at most CNY 500.00"]


def test_a_label_is_compared_with_the_next() -> None:
    assert when('grade = "B"', "label") == ["grade is C"]
    assert when('grade = "C"', "label") == ["grade is A"]


def test_conditions_are_dropped_joined_otherwise_and_turned() -> None:
    condition = "verified and amount > 500"
    assert when(condition, "condition") == ["∅", "∅", "∅"]
    assert len(when(condition, "junction")) == 1
    assert when("not(verified)", "negation") == ["verified is yes"]


def test_some_and_every_are_exchanged() -> None:
    assert when("some loan in loans satisfies loan.open", "junction") != []


def test_what_a_rule_has_beside_its_condition_is_changed() -> None:
    text = """\
reasons:
  LATE: {en: late, zh: 逾期}
obligations:
  TELL: {en: tell, zh: 告知}
decisions:
  outcome:
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    unknown: refer
    rules:
      - id: R-1
        when: verified
        unless: [{id: R-1a, when: known_customer, cites: [internal]}]
        then: decline
        reason: LATE
        obliges: [TELL]
        cites: [internal]
      - {id: R-2, when: amount > 1, then: refer, cites: [internal]}
    otherwise: approve
"""
    assert changes(text, "exception") == [("R-1", "known_customer is yes", "∅")]
    assert changes(text, "reason") == [("R-1", "LATE", "∅")]
    assert changes(text, "obligation") == [("R-1", "TELL", "∅")]
    assert changes(text, "row") == [("R-1", "R-1", "∅"), ("R-2", "R-2", "∅")]
    assert changes(text, "outcome") == [("R-1", "decline", "approve"), ("R-2", "refer", "decline")]
    assert changes(text, "severity") == [("outcome", "decline", "refer")]
    assert changes(text, "fallback") == [("outcome", "refer", "decline")]
    assert [change[1:] for change in changes(text, "otherwise")] == [("approve", "refer")]
    assert changes(text, "order") == []


def test_rows_are_exchanged_where_their_order_means_something() -> None:
    table = """\
decisions:
  tier:
    type: [low, high]
    unknown: low
    table:
      hit: first
      inputs: [amount]
      rows:
        T-1: ["< 10", low]
        T-2: ["-", high]
"""
    assert changes(table, "order") == [("T-1", "T-1, T-2", "T-2, T-1")]
    assert changes(table.replace("first", "any").replace('"-"', '">= 10"'), "order") == []


def test_formulas_have_their_constants_signs_roundings_and_branches_changed() -> None:
    text = """\
decisions:
  fee: {type: money CNY, formula: "round half up(amount * rate + 5, -1)"}
  cap: {type: money CNY, formula: "min(amount, 300)"}
  due: {type: money CNY, formula: "if verified then 10 else 20"}
"""
    assert changes(text, "constant") != []
    assert len(changes(text, "sign")) == 1
    assert [change[2] for change in changes(text, "rounding")] == ["amount × rate + CNY 5.00, rounded half down to CNY 10.00"]
    assert next(change[2] for change in changes(text, "extreme")) == "the greatest of (amount, CNY 300.00)"
    assert len(changes(text, "branch")) == 1
    assert changes(text, "outcome") == [
        ("due", "CNY 10.00 if verified is yes, else CNY 20.00", "CNY 9.00 if verified is yes, else CNY 20.00"),
        ("due", "CNY 10.00 if verified is yes, else CNY 20.00", "CNY 11.00 if verified is yes, else CNY 20.00"),
        ("due", "CNY 10.00 if verified is yes, else CNY 20.00", "CNY 10.00 if verified is yes, else CNY 19.00"),
        ("due", "CNY 10.00 if verified is yes, else CNY 20.00", "CNY 10.00 if verified is yes, else CNY 21.00"),
    ]


def test_a_parameter_and_its_day_are_moved_by_one() -> None:
    text = """\
parameters:
  most: {type: money CNY, min: 0, max: 1000, values: {2025-01-01: 400, 2026-03-01: 500}, cites: [internal]}
decisions:
  over: {type: boolean, formula: "amount > most"}
"""
    assert changes(text, "parameter") == [
        ("most", "CNY 400.00", "CNY 399.99"),
        ("most", "CNY 400.00", "CNY 400.01"),
        ("most", "CNY 500.00", "CNY 499.99"),
        ("most", "CNY 500.00", "CNY 500.01"),
    ]
    assert changes(text, "date") == [
        ("most", "2025-01-01", "2024-12-31"),
        ("most", "2025-01-01", "2025-01-02"),
        ("most", "2026-03-01", "2026-02-28"),
        ("most", "2026-03-01", "2026-03-02"),
    ]


def test_a_parameter_is_not_left_without_a_value() -> None:
    text = """\
parameters:
  most: {type: money CNY, min: 0, max: 1000, values: {2026-01-01: 400}, cites: [internal]}
decisions:
  over: {type: boolean, formula: "amount > most"}
"""
    assert changes(text, "date") == [("most", "2026-01-01", "2025-12-31")]


def test_a_scorecard_has_its_points_base_and_reasons_changed() -> None:
    text = """\
reasons:
  YOUNG: {en: young, zh: 年轻}
  LARGE: {en: large, zh: 金额大}
decisions:
  score:
    type: integer
    scorecard:
      base: 100
      cites: [internal]
      characteristics:
        age: {bins: {"< 30": 10, ">= 30": 20}, unknown: 5, reason: YOUNG}
        amount: {bins: {"< 100": 30, ">= 100": 0}, reason: LARGE}
"""
    points = changes(text, "points")
    assert ("score", "100", "99") in points
    assert ("score.age:1", "10", "11") in points
    assert len(points) == 12


def test_a_macro_is_changed_wherever_it_is_used() -> None:
    text = """\
macros:
  large: {given: [], formula: amount > 500}
decisions:
  one: {type: boolean, formula: "large and verified"}
  two: {type: boolean, formula: "large or verified"}
"""
    policy = policy_of(FACTS + text)
    moved = [mutant for mutant in mutants_of(policy) if mutant.operator == "bound"]
    assert [sorted(mutant.starts) for mutant in moved] == [["one", "two"], ["one", "two"]]


def test_a_ranking_has_its_gates_dropped_and_its_criteria_turned_and_exchanged() -> None:
    facts = """\
facts:
  agencies:
    type:
      list of:
        code: {type: text, most: 10}
        listed: {type: boolean}
        recovered: {type: ratio, min: 0, max: 1}
        complaints: {type: integer, min: 0, max: 1000}
      most: 20
"""
    text = """\
decisions:
  ranking:
    rank:
      of: agencies
      as: agency
      key: agency.code
      exclude:
        - {id: G1, when: not(agency.listed)}
      by: [{descending: agency.recovered}, {ascending: agency.complaints}]
"""
    policy = policy_of(facts + text)
    made = [mutant for mutant in mutants_of(policy) if mutant.starts == ("ranking",)]
    operators = [mutant.operator for mutant in made]
    assert operators.count("order") == 3
    assert operators.count("condition") == 1
    assert operators.count("negation") == 1


def test_the_working_days_of_a_formula_are_changed_by_one() -> None:
    facts = "facts:\n  received: {type: date}\n"
    text = """\
decisions:
  due: {type: date, formula: "add working days(received, 3, china)", unknown: unknown}
"""
    calendar = (Path(__file__).parents[3] / "policies" / "calendars" / "china.yaml").read_text(encoding="utf-8")
    checked = checked_fragment("uses: [calendars/china]\n" + facts + text, "limits", {"calendars/china.yaml": calendar})
    assert checked.errors == ()
    (policy,) = checked.policies
    assert [mutant.operator for mutant in mutants_of(policy)].count("constant") == 2


def test_every_mutant_has_an_id_of_its_own_and_a_place() -> None:
    policy = policy_of(FACTS + RULES.replace("WHEN", 'amount > 500 and contains(signs, "FRAUD") and during(clock, @"22:00", @"08:00")'))
    mutants = mutants_of(policy)
    assert len({mutant.id for mutant in mutants}) == len(mutants)
    assert {mutant.operator for mutant in mutants} <= set(OPERATORS)
    assert all(mutant.where.line > 0 for mutant in mutants)
