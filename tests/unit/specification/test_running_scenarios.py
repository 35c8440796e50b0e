from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lawbook.contract.decision import Decision
from lawbook.library import Library, NoSuchPolicy, open_library
from lawbook.model.core import Table
from lawbook.problems import Problems
from lawbook.specification.features import read_feature
from lawbook.specification.running import run_scenario
from lawbook.specification.scenarios import Result
from lawbook.specification.suites import read_suite
from lawbook.specification.world import BACK_ENDS
from support.covered import library_of, policy_of
from support.offers import write_offer

SUITE = read_suite([Path(__file__).parents[2] / "scenarios" / "small-offer"])
NAMED = 'Given the policy "small-offer" on 2026-11-21\n'
FACTS = "And amount asked for is 10 yuan\nAnd identity verified is yes\nAnd grade is A\n"
LAW = """\
language: 1
register: law/xx
title: {en: Law, zh: 法}

rows:
  XX-1:
    instrument: {en: Act, zh: 某法}
    article: "1"
    effective: 2020-01-01
    force: R
    requirement: {en: Be fair., zh: 公平。}
    confidence: high
    review_by: 2030-11-21
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("policies")
    write_offer(root)
    return open_library(root, today=date(2026, 11, 21))


def run(library: Library, sentences: str) -> Result:
    problems = Problems()
    (scenario,) = read_feature(f"Feature: A\n\nScenario: B\n{sentences}\n", "a.feature", problems)
    return run_scenario(scenario, library)


@pytest.mark.parametrize("back_end", sorted(BACK_ENDS))
def test_scenarios_pass_fail_or_are_misunderstood(library: Library, back_end: str) -> None:
    results = [run_scenario(scenario, library, back_end) for scenario in SUITE.scenarios]
    assert {result.scenario.title: (result.verdict, result.message) for result in results if result.verdict != "passed"} == {
        "wrong": ("failed", "outcome is approve, not decline; fired: ST-1, outcome:otherwise"),
        "A promise that is not kept": ("failed", "outcome is refer, not approve; fired: ST-2, SO-3"),
        "A sentence that means nothing": ("misunderstood", "nothing is called `the moon`"),
        "Nothing is claimed": ("misunderstood", "the scenario claims nothing: a `Then` is missing"),
    }
    assert {result.back_end for result in results} == {back_end}
    assert sum(result.verdict == "passed" for result in results) == len(results) - 4


def test_the_place_of_a_failure_is_that_of_its_sentence(library: Library) -> None:
    results = {scenario.name: run_scenario(scenario, library) for scenario in SUITE.scenarios}
    assert results["A promise that is not kept"].place.endswith("offer.feature:41")
    assert results["Nothing is claimed"].place.endswith("offer.feature:47")


def test_a_result_has_the_decisions_that_were_made(library: Library) -> None:
    result = run(library, NAMED + FACTS + "When it is decided\nAnd grade is C\nWhen it is decided\nThen outcome is refer")
    assert result.verdict == "misunderstood"
    result = run(library, NAMED + FACTS + "When it is decided\nGiven grade is C\nWhen it is decided\nThen outcome is refer")
    assert (result.verdict, result.message) == ("passed", "")
    assert [made.facts["grade"] for made in result.made] == ["A", "C"]
    assert [made.decision and made.decision.outcome["outcome"] for made in result.made] == ["approve", "refer"]
    assert {made.version.as_of for made in result.made} == {date(2026, 11, 21)}


def test_a_refusal_is_a_decision_that_was_not_made(library: Library) -> None:
    result = run(library, NAMED + "When it is decided\nThen the facts are refused because of identity verified")
    assert result.verdict == "passed"
    assert [made.decision for made in result.made] == [None]


@pytest.mark.parametrize(
    ("sentences", "message"),
    [
        ('Given the policy "large-offer" on 2026-11-21\nThen outcome is approve', "no policy is called `large-offer`"),
        ('Given the policy "small-offer" on 2026-02-30\nThen outcome is approve', "`2026-02-30` is not a day of the calendar"),
        (
            'Given the policy "small-offer" on 2025-06-30\nThen outcome is approve',
            "no version of the policy `small-offer` is in force on 2025-06-30; version 1 comes into force on 2026-01-01",
        ),
        (NAMED + "When it is decided\nThen outcome is maybe", "the facts were refused"),
        (NAMED + FACTS + "When it is decided\nThen limit is 9,000,000 yuan", "limit: `limit` is the number 9000000, outside its range"),
        (NAMED + "And the facts:\n  | grade | A | B |\nThen outcome is approve", "the table below this sentence needs two columns"),
        (NAMED + "And the facts:\nThen outcome is approve", "a table of facts and values is needed below this sentence"),
        ("When it is decided\nThen outcome is approve", "the scenario has not named its policy yet"),
        (NAMED + "Then outcome is approve", "nothing has been decided yet: a `When` is missing"),
    ],
)
def test_what_a_scenario_gets_wrong_is_said(library: Library, sentences: str, message: str) -> None:
    result = run(library, sentences)
    assert result.verdict != "passed"
    assert message in result.message


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ('the reason "TOO_MUCH" rests on "internal"', ""),
        ('the reason "金额超过上限" rests on "internal"', ""),
        ('the reason "LOW_GRADE" rests on "internal"', "the reasons are ['TOO_MUCH']"),
        ('the reason "TOO_MUCH" rests on "internal", "XX-1"', "TOO_MUCH rests on internal"),
        ('the reason "TOO_MUCH" rests on "XX-2"', "`XX-2` is not in the register of law"),
        ('the reason "TOO_LATE" rests on "XX-1"', "`TOO_LATE` is not among the reasons of the policy"),
    ],
)
def test_the_law_behind_a_reason_can_be_claimed(tmp_path: Path, claim: str, message: str) -> None:
    write_offer(tmp_path)
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "xx.yaml").write_text(LAW, encoding="utf-8")
    result = run(open_library(tmp_path), NAMED + FACTS + f"And amount asked for is 60,000 yuan\nWhen it is decided\nThen {claim}")
    assert result.message == message


def test_another_decider_may_stand_in(library: Library) -> None:
    asked: list[object] = []

    def counting(version: object, facts: object) -> Decision:
        asked.append(facts)
        return BACK_ENDS["interpreter"](version, facts)  # type: ignore[arg-type]

    passing = next(each for each in SUITE.scenarios if each.name == "An ordinary offer is made")
    assert run_scenario(passing, library, decider=counting).verdict == "passed"
    assert len(asked) == 1


def test_a_version_can_be_replaced_in_memory(library: Library) -> None:
    (policy,) = library.versions("small-offer")
    decisions = []
    for decision in policy.decisions:
        body = decision.body
        decisions.append(
            replace(decision, body=replace(body, rows=body.rows[1:])) if isinstance(body, Table) and body.kind == "rules" else decision
        )
    changed = library.with_policy(replace(policy, decisions=tuple(decisions)))
    scenario = next(each for each in SUITE.scenarios if each.name == "未核验身份的不予授信")
    for back_end in BACK_ENDS:
        assert run_scenario(scenario, library, back_end).verdict == "passed"
        assert run_scenario(scenario, changed, back_end).verdict == "failed"
    assert changed.source(policy) == library.source(policy)


def test_only_a_version_that_is_there_can_be_replaced(library: Library) -> None:
    (policy,) = library.versions("small-offer")
    with pytest.raises(NoSuchPolicy, match="has no version 9"):
        library.with_policy(replace(policy, version=9))


PLACED = """\
facts:
  placements:
    type: {list of: {agency: {type: text}, since: {type: days, min: 0, max: 999}, ended: {type: boolean}}, most: 5}
decisions:
  longest: {type: days, min: 0, max: 999, formula: "max(0, count(placements[since > 30 and not(ended)])) * days(1)"}
"""


def test_elements_of_a_list_are_given_with_their_fields() -> None:
    library = library_of(policy_of(PLACED))
    given = 'Given the policy "limits" on 2026-06-15\n'
    record = "And placements includes:\n  | field | value |\n  | agency | North |\n  | since | {days} |\n  | ended | no |\n"
    result = run(library, given + record.format(days="31 days") * 2 + "When it is decided\nThen longest is 2 days")
    assert (result.verdict, result.message) == ("passed", "")
    assert result.made[0].facts == {"placements": [{"agency": "North", "since": 31, "ended": False}] * 2}
    strange = run(library, given + "And placements includes:\n  | agent | North |\nThen longest is 2 days")
    assert strange.message == "an element of `placements` has no `agent`; it has `agency`, `since`, `ended`"
    assert "is not the unit" in run(library, given + record.format(days="31 yuan") + "Then longest is 1 day").message


TITLED = PLACED.replace("{type: text}", "{type: text, title: {en: who acts, zh: 承办机构}}").replace(
    "max: 999}, ended", "max: 999, title: {en: time there, zh: 委托天数}}, ended"
)


def test_elements_of_a_list_are_given_by_the_titles_of_their_fields() -> None:
    library = library_of(policy_of(TITLED))
    given = '假如2026-06-15 适用政策"limits"\n而且placements包括:\n'
    text = f"# language: zh-CN\n功能: 甲\n\n场景: 乙\n{given}  | 承办机构 | 北所 |\n  | 委托天数 | 31天 |\n  | ended | 否 |\n"
    problems = Problems()
    (scenario,) = read_feature(f"{text}当作出决定\n那么longest为1天\n", "a.feature", problems)
    result = run_scenario(scenario, library)
    assert (result.verdict, result.message) == ("passed", "")
    assert result.made[0].facts == {"placements": [{"agency": "北所", "since": 31, "ended": False}]}
