from dataclasses import replace

import pytest

from lawbook.cover.goals import Figure, figure, goals_of
from lawbook.cover.telling import told_goals
from lawbook.library import Library
from lawbook.model.policy import Policy
from lawbook.specification.scenarios import Suite
from support.covered import cases, goals, library_of, observed, policy_of

RULES = """\
facts:
  amount: {type: money CNY, min: 0, max: 100000, title: {en: amount, zh: 金额}}
  verified: {type: boolean, title: {en: identity verified, zh: 身份已核验}}
  age: {type: integer, min: 0, max: 120, optional: true, title: {en: age, zh: 年龄}}
decisions:
  outcome:
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    unknown: refer
    rules:
      - {id: R-1, when: not(verified), then: decline, cites: [internal]}
      - id: R-2
        when: amount > 500
        unless: [{id: R-2a, when: age >= 18, cites: [internal]}]
        then: refer
        cites: [internal]
    otherwise: approve
"""
POLICY = policy_of(RULES)
LIBRARY = library_of(POLICY)
COLUMNS = "amount,verified,age,expect outcome"


def states(suite: Suite, library: Library = LIBRARY) -> dict[str, str]:
    return {goal.rows[0]: goal.state for goal in goals(library, suite, "rows")}


def why(suite: Suite, goal: str, lang: str = "en", library: Library = LIBRARY) -> str:
    seen = observed(library, suite)
    return next(told.why for told in told_goals(goals_of(library, seen), seen, lang) if told.text == goal)


def test_a_row_that_decides_is_reached() -> None:
    assert states(cases(COLUMNS, "10 yuan,no,,decline", "10 yuan,yes,,approve")) == {
        "R-1": "reached",
        "R-2": "never",
        "outcome:otherwise": "reached",
    }


def test_a_row_that_applies_and_does_not_decide_is_outweighed() -> None:
    suite = cases(COLUMNS, "501 yuan,no,17,decline")
    assert states(suite) == {"R-1": "reached", "R-2": "outweighed", "outcome:otherwise": "never"}
    assert why(suite, "R-2") == "it applies in limits.cases.csv:2, where R-1 decides"
    assert why(suite, "R-2", "zh") == "在 limits.cases.csv:2 中适用，但起决定作用的是 R-1"


def test_the_nearest_scenario_tells_what_a_row_lacks() -> None:
    suite = cases(COLUMNS, "10 yuan,yes,20,approve", "501 yuan,yes,20,approve")
    assert why(suite, "R-2") == "limits.cases.csv:3 comes nearest and lacks: it is not so that age is at least 18 (age 20)"
    assert why(suite, "R-1") == "limits.cases.csv:2 comes nearest and lacks: identity verified is no (identity verified yes)"
    assert why(suite, "R-1", "zh") == "最接近的是 limits.cases.csv:2，尚缺：身份已核验为否（身份已核验 是）"


def test_what_holds_otherwise_needs_all_others_to_be_without_effect() -> None:
    assert why(cases(COLUMNS, "10 yuan,no,,decline"), "outcome:otherwise") == "no scenario leaves all other rows without effect"


def test_conditions_are_reached_each_way() -> None:
    suite = cases(COLUMNS, "501 yuan,yes,20,approve", "501 yuan,yes,,refer")
    found = [(goal.target, goal.state) for goal in goals(LIBRARY, suite, "conditions")]
    assert [state for _, state in found] == ["reached", "never", "reached", "never", "reached", "never", "reached"]
    assert why(suite, "identity verified is yes: false") == "never false in 2 decisions; in limits.cases.csv:2: identity verified yes"
    assert why(suite, "age is at least 18: false", "en") == "never false in 2 decisions; in limits.cases.csv:2: age 20"
    without_age = cases(COLUMNS, "501 yuan,yes,20,approve")
    assert why(without_age, "age is at least 18: unknown") == "no scenario leaves age unknown"
    assert why(without_age, "年龄不小于18：无法判断", "zh") == "没有场景使年龄未知"


def test_the_nearest_value_is_told_for_a_boundary() -> None:
    suite = cases(COLUMNS, "501 yuan,yes,20,approve", "499.50 yuan,yes,20,approve")
    assert why(suite, "amount = CNY 500.01") == "limits.cases.csv:3 comes nearest: amount = CNY 499.50"
    far = cases(COLUMNS, "501 yuan,yes,20,approve", "400 yuan,yes,20,approve")
    assert why(far, "amount = CNY 500.00") == "limits.cases.csv:2 comes nearest: amount = CNY 501.00"
    assert why(suite, "年龄 = 17", "zh") == "最接近的是 limits.cases.csv:2：年龄 = 20"


def test_two_that_are_never_compared_have_no_nearest() -> None:
    assert why(cases(COLUMNS, "501 yuan,yes,,refer"), "age = 17") == "no scenario compares the two"


def test_facts_that_are_refused_reach_nothing() -> None:
    suite = cases("amount,verified,expect refused", "10 yuan,,verified")
    assert set(states(suite).values()) == {"never"}
    assert why(suite, "R-1") == "no scenario decides with this version"


LATER = replace(POLICY, version=2, effective=POLICY.effective + 365)
BOTH = library_of(replace(POLICY, until=LATER.effective), LATER)


def test_what_versions_say_in_the_same_words_is_one_goal() -> None:
    suite = cases(COLUMNS, "10 yuan,no,,decline")
    found = goals(BOTH, suite, "rows")
    assert [(goal.rows, dict(goal.states), goal.state) for goal in found] == [
        (("R-1",), {1: "reached", 2: "never"}, "reached"),
        (("R-2",), {1: "never", 2: "never"}, "never"),
        (("outcome:otherwise",), {1: "never", 2: "never"}, "never"),
    ]
    assert figure(found, "rows") == figure(found, "rows", 1) == Figure(1, 3)
    assert figure(found, "rows", 2) == Figure(0, 3)


def test_what_a_version_changes_is_a_goal_of_its_own() -> None:
    changed = policy_of(RULES.replace("amount > 500", "amount > 600"))
    library = library_of(replace(POLICY, until=LATER.effective), replace(changed, version=2, effective=LATER.effective))
    found = goals(library, cases(COLUMNS, "10 yuan,no,,decline"), "rows")
    assert [(goal.rows[0], sorted(goal.states)) for goal in found] == [
        ("R-1", [1, 2]),
        ("R-2", [1]),
        ("outcome:otherwise", [1, 2]),
        ("R-2", [2]),
    ]


TABLE = """\
types:
  band: {type: [low, high, never]}
facts:
  amount: {type: money CNY, min: 0, max: 1000}
decisions:
  band: {type: band, formula: 'if amount > 500 then "high" else "low"'}
  tier:
    type: [A, B, C]
    table:
      hit: unique
      inputs: [band]
      rows:
        T-1: [low, A]
        T-2: [high, B]
        T-3: [never, C]
    otherwise: C
"""


def test_rows_that_nothing_can_reach_are_impossible_and_not_counted() -> None:
    policy = policy_of(TABLE)
    found = goals(library_of(policy), cases("amount,expect tier", "10 yuan,A"), "rows")
    assert [(goal.rows[0], goal.state) for goal in found] == [
        ("T-1", "reached"),
        ("T-2", "never"),
        ("T-3", "impossible"),
        ("tier:otherwise", "impossible"),
    ]
    assert figure(found, "rows") == Figure(1, 2)
    suite = cases("amount,expect tier", "10 yuan,A")
    assert why(suite, "T-3", library=library_of(policy)) == "no facts can bring it about"


@pytest.mark.parametrize(
    ("reached", "total", "share"),
    [(0, 0, 100.0), (0, 3, 0.0), (1, 3, 33.3), (2, 3, 66.6), (999, 1000, 99.9), (9999, 10000, 99.9), (7, 7, 100.0)],
)
def test_a_share_is_rounded_down(reached: int, total: int, share: float) -> None:
    assert Figure(reached, total).share == share


def test_goals_tell_what_they_cite() -> None:
    policy: Policy = POLICY
    found = goals_of(library_of(policy), observed(LIBRARY, Suite(())))
    assert {goal.cites for goal in found if goal.measure == "rows"} == {("internal",)}
    assert {goal.decision for goal in found} == {"outcome"}
    assert {goal.cites for goal in found if goal.measure == "boundaries"} == {("internal",)}
