from dataclasses import replace

import pytest

from lawbook.cover.removal import covering, requirements_of, without
from lawbook.cover.requirements import requirement_ids, requirements_kept
from lawbook.model.policy import Words
from lawbook.problems import Problems
from lawbook.specification.requirements import Requirement, read_requirements
from lawbook.specification.running import run_scenario
from support.covered import cases, library_of, policy_of

POLICY = policy_of("""\
facts:
  amount: {type: money CNY, min: 0, max: 100000}
  verified: {type: boolean}
decisions:
  outcome:
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    rules:
      - {id: R-1, when: not(verified), then: decline, cites: [internal], covers: [AA-01]}
      - {id: R-2, when: amount > 500, then: refer, cites: [internal], covers: [AA-01, AA-02]}
    otherwise: {then: approve, covers: [AA-03]}
  half: {type: money CNY, formula: "round down(amount / 2, 2)", covers: [AA-04]}
  quarter: {type: money CNY, formula: "round down(half / 2, 2)"}
""")
LIBRARY = library_of(POLICY)
COLUMNS = "tags,amount,verified,expect outcome,expect quarter"
SUITE = cases(
    COLUMNS,
    "AA-01,10 yuan,no,decline,",
    "AA-02,10 yuan,yes,approve,",
    "AA-03,10 yuan,yes,approve,",
    "AA-04,10 yuan,yes,,2.50 yuan",
    "AA-06,10 yuan,yes,approve,",
    "AA-01,501 yuan,yes,approve,",
)
CATALOGUE = (
    Requirement("AA-01", Words("identity", "身份")),
    Requirement("AA-05", Words("records", "记录"), ("tests/records.py",)),
    Requirement("AA-06", Words("tagged only", "仅有标签")),
    Requirement("AA-07", Words("nothing", "全无")),
)


def test_rows_and_formulas_cover_requirements() -> None:
    assert requirements_of(POLICY) == {"AA-01", "AA-02", "AA-03", "AA-04"}
    assert covering(POLICY, "AA-01") == (("outcome", "R-1"), ("outcome", "R-2"))
    assert covering(POLICY, "AA-03") == (("outcome", "outcome:otherwise"),)
    assert covering(POLICY, "AA-04") == (("half", "half"),)


@pytest.mark.parametrize(
    ("requirement", "row", "passes"),
    [
        ("AA-01", "A,10 yuan,no,approve,2.50 yuan", True),
        ("AA-03", "A,10 yuan,yes,not known,2.50 yuan", True),
        ("AA-03", "A,501 yuan,yes,refer,", True),
        ("AA-04", "A,10 yuan,yes,approve,not known", True),
        ("AA-02", "A,501 yuan,yes,refer,", False),
    ],
)
def test_without_its_rules_a_requirement_is_not_kept(requirement: str, row: str, *, passes: bool) -> None:
    changed = LIBRARY.with_policy(without(POLICY, requirement))
    (scenario,) = cases(COLUMNS, row).scenarios
    assert (run_scenario(scenario, changed).verdict == "passed") is passes


def test_each_requirement_stands_as_its_scenarios_show() -> None:
    found = {each.id: each for each in requirements_kept(LIBRARY, SUITE, CATALOGUE)}
    assert {id_: each.standing for id_, each in found.items()} == {
        "AA-01": "held",
        "AA-05": "carried",
        "AA-06": "no rule",
        "AA-07": "nothing",
        "AA-02": "unnoticed",
        "AA-03": "held",
        "AA-04": "held",
    }
    assert [scenario.name for scenario in found["AA-01"].scenarios] == ["1", "6"]
    assert [scenario.name for scenario in found["AA-01"].noticed_by] == ["1"]
    assert [(rule.version, rule.id) for rule in found["AA-01"].rules] == [(1, "R-1"), (1, "R-2")]
    assert found["AA-02"].requirement is None


def test_a_rule_without_a_scenario_stands_alone() -> None:
    alone = replace(SUITE, scenarios=())
    assert {each.standing for each in requirements_kept(LIBRARY, alone, ())} == {"no scenario"}


def test_requirements_stand_in_the_order_of_the_catalogue() -> None:
    assert requirement_ids(LIBRARY, CATALOGUE) == ("AA-01", "AA-05", "AA-06", "AA-07", "AA-02", "AA-03", "AA-04")


def catalogue(text: str) -> tuple[tuple[Requirement, ...], list[str]]:
    problems = Problems()
    return read_requirements(text, "requirements.yaml", problems), [f"{each.where.line} {each.code}" for each in problems]


def test_a_catalogue_is_read() -> None:
    assert catalogue("requirements:\n  A-1: {en: one, zh: 一}\n  A-2: {en: two, zh: 二, carried_by: [tests/a.py]}\n") == (
        (Requirement("A-1", Words("one", "一")), Requirement("A-2", Words("two", "二"), ("tests/a.py",))),
        [],
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["1 wrong-shape"]),
        ("requirement: {}\n", ["1 unknown-key"]),
        ("requirements: [A-1]\n", ["1 wrong-shape"]),
        (
            "requirements:\n  A-1: one\n  A-2: {en: two}\n  A-3: {en: a, zh: b, carried: c}\n",
            ["2 wrong-shape", "3 missing-translation", "4 unknown-key"],
        ),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_told(text: str, problems: list[str]) -> None:
    assert catalogue(text)[1] == problems
