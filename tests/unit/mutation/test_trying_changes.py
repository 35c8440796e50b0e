from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lawbook import open_library
from lawbook.library import Library
from lawbook.mutation.recorded import Recording, record
from lawbook.mutation.trials import Bench, Change, Verdict, changes_of, skeletons, verdicts
from lawbook.problems import Problems
from lawbook.specification.features import read_feature
from lawbook.specification.running import run_scenario
from lawbook.specification.scenarios import Suite
from support.covered import cases, library_of, policy_of
from support.using import delinquency, transfer, write_library

TEXT = """\
facts:
  amount: {type: money CNY, min: 0, max: 100000, title: {en: amount, zh: 金额}}
  verified: {type: boolean, title: {en: verified, zh: 已核验}}
reasons:
  LARGE: {en: too large, zh: 金额过大}
obligations:
  TELL: {en: tell the reasons, zh: 告知理由}
parameters:
  most: {type: money CNY, min: 0, max: 1000, values: {2024-01-01: 400}, cites: [internal], title: {en: most, zh: 上限}}
decisions:
  outcome:
    title: {en: outcome, zh: 结论}
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    rules:
      - {id: R-1, when: amount > most, then: decline, reason: LARGE, obliges: [TELL], cites: [internal]}
      - {id: R-2, when: not(verified), then: refer, cites: [internal]}
    otherwise: approve
"""
THOROUGH = ("400.00,true,approve,none", "400.01,true,decline,LARGE", "399.99,false,refer,none", "900,false,decline,LARGE")


def library(text: str = TEXT) -> Library:
    return library_of(policy_of(text))


def bench(*rows: str, columns: str = "amount,verified,expect outcome,expect reasons exactly", every_killer: bool = False) -> Bench:
    own = library()
    recording = record(cases(columns, *rows), own)
    assert recording.not_passed == []
    return Bench(changes_of(own.versions("limits")), recording, every_killer)


def came(on: Bench, jobs: int = 1) -> dict[str, Verdict]:
    return {on.changes[verdict.change].newest.id: verdict for verdict in verdicts(on, jobs)}


def survivors(found: dict[str, Verdict]) -> set[str]:
    return {id_ for id_, verdict in found.items() if not verdict.killers and verdict.rule is None}


def test_cases_at_the_limit_notice_that_it_moved() -> None:
    found = came(bench(*THOROUGH))
    assert found["most/parameter/1"].killers == (0,)
    assert found["most/parameter/2"].killers == (1,)
    assert survivors(found) == {"R-1/obligation/1"}


def test_cases_far_from_the_limit_do_not() -> None:
    found = came(bench("1,true,approve,none", "900,true,decline,LARGE"))
    assert {"most/parameter/1", "most/parameter/2", "R-2/row/1"} <= survivors(found)


def test_a_difference_that_nothing_claims_is_told_apart_from_one_that_nothing_reaches() -> None:
    found = came(bench("900,true,decline", columns="amount,verified,expect outcome"))
    assert found["R-1/reason/1"].unclaimed == (0,)
    assert found["R-2/row/1"].unclaimed == ()


def test_every_killer_is_found_where_it_is_asked_for() -> None:
    assert came(bench(*THOROUGH))["R-1/row/1"].killers == (1,)
    assert came(bench(*THOROUGH, every_killer=True))["R-1/row/1"].killers == (1, 3)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_several_processes_come_to_the_same() -> None:
    assert came(bench(*THOROUGH), jobs=2) == came(bench(*THOROUGH))


def test_a_scenario_that_does_not_pass_takes_no_part() -> None:
    own = library()
    recording = record(cases("amount,verified,expect outcome", "1,true,decline", "1,true,approve"), own)
    assert [scenario.line for scenario in recording.not_passed] == [2]
    assert [each.scenario.line for each in recording.recorded] == [3]


def test_refused_facts_stay_refused() -> None:
    own = library()
    text = 'Feature: f\n\n  Scenario: s\n    Given the policy "limits" on 2026-06-15\n    When it is decided\n    Then the facts are refused because of amount\n'
    recording = record(Suite(read_feature(text, "f.feature", Problems())), own)
    on = Bench(changes_of(own.versions("limits")), recording, every_killer=False)
    assert len(recording.recorded) == 1
    assert all(not verdict.killers for verdict in verdicts(on, 1))


def test_a_change_of_several_versions_is_one_change() -> None:
    first = policy_of(TEXT)
    second = replace(policy_of(TEXT.replace("R-2, when: not(verified)", "R-2, when: amount > 300 and not(verified)")), version=2)
    changes = changes_of([first, second])
    shared = [change for change in changes if change.newest.id == "R-1/row/1"]
    assert [[policy.version for policy, _ in change.mutants] for change in shared] == [[2, 1]]
    assert len(changes) < len(changes_of([first])) + len(changes_of([second]))


def written(recording: Recording, changes: Sequence[Change], lang: str) -> dict[str, str | None]:
    on = Bench(changes, recording, every_killer=False)
    missing = [verdict for verdict in verdicts(on, 1) if not verdict.killers and verdict.rule is None]
    return {changes[number].newest.id: text for number, text in skeletons(on, missing, lang, 1)}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_scenario_that_would_notice_is_written_for_each_survivor(lang: str) -> None:
    own = library()
    found = written(record(cases("amount,verified,expect outcome", "1,true,approve"), own), changes_of(own.versions("limits")), lang)
    assert found
    assert None not in found.values()
    for text in found.values():
        (scenario,) = read_feature(str(text), "skeleton.feature", Problems())
        assert run_scenario(scenario, own).verdict == "passed"


def test_the_scenario_stands_at_the_limit_and_claims_what_differs() -> None:
    own = library()
    recording = record(cases("amount,verified,expect outcome,expect reasons exactly", "1,true,approve,none", "900,true,decline,LARGE"), own)
    found = written(recording, changes_of(own.versions("limits")), "en")
    assert found["most/parameter/2"] == (
        "Feature: limits\n\n  Scenario: most/parameter/2\n"
        '    Given the policy "limits" on 2026-06-15\n    And these facts:\n'
        "      | fact | value |\n      | amount | 400.01 |\n      | verified | yes |\n"
        '    When it is decided\n    Then outcome is decline\n    And the reasons are "LARGE"\n'
        '    And the obligations include "TELL"\n'
    )


def test_what_another_policy_decides_is_tried_with_that_policy_and_as_it_is_on_each_day(tmp_path: Path) -> None:
    write_library(tmp_path, delinquency() | delinquency(version=2, effective="2026-07-01", grace=10) | transfer())
    own = open_library(tmp_path)
    columns = "debt,days_past_due,disputed,expect transfer"
    spring = cases(columns, "100,4,false,MOVE", policy="transfer", as_of="2026-03-01")
    autumn = cases(columns, "100,4,false,KEEP", "100,11,false,MOVE", policy="transfer", as_of="2026-09-01")
    recording = record(Suite(spring.scenarios + autumn.scenarios), own)
    assert recording.not_passed == []
    (used,) = own.versions("transfer")
    assert [key[2] for key in recording.grounds] == [used.stretch, *(form.stretch for form in used.later)]
    found = came(Bench(changes_of([used]), recording, every_killer=True))
    assert {id_.split("/")[0] for id_ in found} == {"stage", "T1", "transfer:otherwise", "transfer"}
    assert found["T1/row/1"].killers == (1,)
    assert found["T1/bound/3"].killers == (0, 2)
