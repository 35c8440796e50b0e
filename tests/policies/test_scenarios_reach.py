"""What the scenarios reach of the policies that ship: every row, and nine in ten of the ways in which a condition can come out."""

from pathlib import Path

import pytest

from lawbook import Library, open_library
from lawbook.cover.observing import Observed, observe
from lawbook.operations.covering import cover, missed, read_threshold
from lawbook.specification.suites import read_suite

ROOT = Path(__file__).parents[2]
LEAST = "rows=100,conditions=90"
POLICIES = sorted(place.name for place in (ROOT / "policies").iterdir() if (place / "v1.yaml").exists())


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(ROOT / "policies")


@pytest.fixture(scope="module")
def observed(library: Library) -> Observed:
    suite = read_suite([ROOT / "features"])
    assert list(suite.problems) == []
    return observe(suite, library)


@pytest.mark.parametrize("name", POLICIES)
def test_every_row_of_a_policy_and_nine_in_ten_conditions_are_reached(library: Library, observed: Observed, name: str) -> None:
    least = read_threshold(LEAST)
    assert least is not None
    measured = cover(library, observed, [name], "en")
    short = missed(measured, least)
    told = [f"{each.goal.measure}: {each.text}: {each.why}" for policy in measured.policies for each in policy.unreached]
    lacking = [line for line in told if any(line.startswith(each.measure) for each in short)]
    assert short == (), "\n".join(lacking)


def test_every_scenario_and_every_case_passes_on_the_definition(observed: Observed) -> None:
    assert [f"{result.place}: {result.message}" for result in observed.results if result.verdict != "passed"] == []
