from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from lawbook.library import Library, open_library
from lawbook.operations.junit import to_junit
from lawbook.operations.testing import Ran, chosen, counted, not_passed, passes, run_suite, sentence, summary, to_json
from lawbook.problems import Problem, Where
from lawbook.specification.scenarios import Step, Suite
from lawbook.specification.suites import read_suite
from support.offers import write_offer

SUITE = read_suite([Path(__file__).parents[2] / "scenarios" / "small-offer"])
BOTH = ("interpreter", "generated Python")
SOUND = Suite(tuple(each for each in SUITE.scenarios if "wrong" not in each.name and each.line < 37))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("policies")
    write_offer(root)
    return open_library(root, today=date(2026, 11, 21))


@pytest.fixture
def ran(library: Library) -> list[Ran]:
    return list(run_suite(SUITE, library, BOTH, ticking()))


def ticking() -> Callable[[], float]:
    seconds: Iterator[int] = count()
    return lambda: float(next(seconds))


def test_every_scenario_is_run_on_every_back_end(ran: list[Ran]) -> None:
    assert [(each.result.scenario, each.result.back_end) for each in ran] == [(each, by) for each in SUITE.scenarios for by in BOTH]
    assert {each.seconds for each in ran} == {1.0}


def test_scenarios_are_counted_once_whatever_runs_them(ran: list[Ran]) -> None:
    assert counted(ran) == {"passed": 9, "failed": 2, "misunderstood": 2}
    assert summary(SUITE, ran) == "13 scenarios in 4 files: 9 passed, 2 failed, 2 misunderstood"


def test_what_did_not_pass_is_told_once(ran: list[Ran]) -> None:
    assert [(result.scenario.title, by) for result, by in not_passed(ran)] == [
        ("wrong", "interpreter and generated Python"),
        ("A promise that is not kept", "interpreter and generated Python"),
        ("A sentence that means nothing", "interpreter and generated Python"),
        ("Nothing is claimed", "interpreter and generated Python"),
    ]


def test_scenarios_can_be_chosen_by_any_of_several_tags() -> None:
    assert {each.file.rpartition("/")[2] for each in chosen(SUITE, ["@SMALL-4", "SMALL-8"]).scenarios} == {
        "授信.feature",
        "offer.cases.yaml",
    }
    assert chosen(SUITE, []) == SUITE


def test_a_suite_passes_when_everything_was_read_and_passed(library: Library, ran: list[Ran]) -> None:
    sound = list(run_suite(SOUND, library, BOTH, ticking()))
    problem = Problem("feature-syntax", "the file has no feature", Where("a.feature", 1, 1))
    assert passes(SOUND, sound)
    assert not passes(SUITE, ran)
    assert not passes(Suite(SOUND.scenarios, (problem,)), sound)
    assert not passes(Suite(()), [])
    assert summary(Suite((), (problem,)), []) == "0 scenarios in 0 files: nothing was run; 1 problem in files of scenarios"


def test_a_sentence_is_told_with_its_table() -> None:
    rows = (("decision", "value"), ("outcome", "decline"), ("limit", "5 yuan"))
    assert sentence(Step("then", "the decisions are:", rows, 1)) == "the decisions are: outcome = decline; limit = 5 yuan"
    assert sentence(Step("then", "the decisions are:", rows * 2, 1)).endswith(" …")


def test_results_are_told_to_programs(ran: list[Ran]) -> None:
    told = to_json(SUITE, ran)
    assert {key: told[key] for key in ("ok", "counts", "problems")} == {
        "ok": False,
        "counts": {"passed": 9, "failed": 2, "misunderstood": 2},
        "problems": [],
    }
    results = told["results"]
    assert isinstance(results, list)
    (wrong,) = [each for each in results if each["scenario"] == "A promise that is not kept" and each["back_end"] == "interpreter"]
    assert wrong == {
        "scenario": "A promise that is not kept",
        "feature": "Small offers",
        "file": wrong["file"],
        "line": 38,
        "tags": ["SMALL-1"],
        "back_end": "interpreter",
        "verdict": "failed",
        "sentence": "outcome is approve",
        "at": 41,
        "message": "outcome is refer, not approve; fired: ST-2, SO-3",
        "decisions": [{"policy": "small-offer", "version": 1, "as_of": "2026-11-21"}],
    }


def test_results_are_told_to_build_servers(ran: list[Ran]) -> None:
    root = ET.fromstring(to_junit(ran, [Problem("feature-syntax", "a \x00 b", Where("a.feature", 1, 1))]))  # noqa: S314 - our own
    suites = [(each.get("name"), each.get("tests"), each.get("failures"), each.get("errors"), each.get("time")) for each in root]
    assert suites[4:] == [
        ("Small offers (interpreter)", "6", "1", "2", "6.000"),
        ("Small offers (generated Python)", "6", "1", "2", "6.000"),
        ("小额授信 (interpreter)", "1", "0", "0", "1.000"),
        ("小额授信 (generated Python)", "1", "0", "0", "1.000"),
        ("a.feature", "1", "0", "1", None),
    ]
    (failure,) = root.findall("testsuite[5]/testcase/failure")
    assert failure.get("message") == "outcome is refer, not approve; fired: ST-2, SO-3"
    assert (failure.text or "").endswith("offer.feature:41: outcome is approve\noutcome is refer, not approve; fired: ST-2, SO-3")
    assert [each.get("value") for each in root.findall("testsuite[7]/testcase/properties/property")] == ["SMALL-4"]
    (unread,) = root.findall("testsuite[9]/testcase/error")
    assert unread.get("message") == "a \ufffd b"
