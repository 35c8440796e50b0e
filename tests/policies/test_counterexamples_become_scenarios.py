"""Facts that break a promise become a scenario, which fails until the policy is mended."""

import re
import shutil
from pathlib import Path

import pytest

from lawbook import Library, open_library
from lawbook.operations.broken_promises import as_scenarios
from lawbook.operations.proving import prove, questions_of
from lawbook.problems import Problems
from lawbook.specification.features import read_feature
from lawbook.specification.running import run_scenario

ROOT = Path(__file__).parents[2]
RULE = re.compile(r"        DUN-M-HARDSHIP:\n(?:          .*\n)+")


@pytest.fixture(scope="module")
def without_hardship(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Give the shipped policies without the exception that keeps hardship at the courtesy tier."""
    folder = tmp_path_factory.mktemp("bank") / "policies"
    shutil.copytree(ROOT / "policies", folder)
    dunning = folder / "dunning-tier" / "v2.yaml"
    spoiled, count = RULE.subn("", dunning.read_text(encoding="utf-8"))
    assert count == 1
    dunning.write_text(spoiled, encoding="utf-8")
    return open_library(folder)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_hardship_exception_that_is_gone_is_found_and_kept_as_a_scenario_that_fails_until_it_is_back(
    without_hardship: Library, lang: str
) -> None:
    asked = [each for each in questions_of(without_hardship, ["dunning-tier"]) if each.invariant.id == "INV-DUN-HARDSHIP"]
    found = prove(asked, 120, 1)
    assert [(each.version, each.outcome) for each in found] == [(1, "proved"), (2, "broken")]
    made = as_scenarios(without_hardship, found, lang)
    assert ([each.version for each in made.findings], made.left_out) == ([2], ())
    problems = Problems()
    (scenario,) = read_feature(made.text, "promises.feature", problems)
    assert problems.found == []
    assert run_scenario(scenario, without_hardship).verdict == "failed"
    mended = open_library(ROOT / "policies")
    assert [run_scenario(scenario, mended, back_end).verdict for back_end in ("interpreter", "generated Python")] == ["passed", "passed"]
