import json
import shutil
import sys
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from support.offers import write_offer

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(autouse=True)
def bank(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A bank's own folder: its policies, and its scenarios beside them."""
    monkeypatch.delenv("LAWBOOK_POLICIES", raising=False)
    write_offer(tmp_path / "policies")
    shutil.copytree(SCENARIOS / "small-offer", tmp_path / "features")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_features_beside_the_policies_are_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["test"]) == exits.PROBLEMS
    out, err = capsys.readouterr()
    assert err == ""
    assert out == (
        "features/offer.cases.csv:5: wrong\n"
        "  failed on interpreter and generated Python\n"
        "  决定如下: outcome = decline\n"
        "  outcome is approve, not decline; fired: ST-1, outcome:otherwise\n"
        "features/offer.feature:41: A promise that is not kept\n"
        "  failed on interpreter and generated Python\n"
        "  outcome is approve\n"
        "  outcome is refer, not approve; fired: ST-2, SO-3\n"
        "features/offer.feature:45: A sentence that means nothing\n"
        "  misunderstood on interpreter and generated Python\n"
        "  the moon is full\n"
        "  nothing is called `the moon`\n"
        "features/offer.feature:47: Nothing is claimed\n"
        "  misunderstood on interpreter and generated Python\n"
        "  the scenario claims nothing: a `Then` is missing\n"
        "13 scenarios in 4 files: 9 passed, 2 failed, 2 misunderstood\n"
    )


def test_a_suite_that_passes_exits_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["test", "policies", "features/授信.feature", "features/offer.cases.yaml", "--back-end", "python"]) == exits.OK
    assert capsys.readouterr().out == "3 scenarios in 2 files: 3 passed\n"


def test_tags_choose_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["test", "--tag", "SMALL-2", "--tag", "@SMALL-4", "--back-end", "interpreter"]) == exits.OK
    assert capsys.readouterr().out == "3 scenarios in 2 files: 3 passed\n"


def test_a_tag_that_nothing_carries_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["test", "--tag", "SMALL-99"]) == exits.PROBLEMS
    assert capsys.readouterr().out == "0 scenarios in 0 files: nothing was run\n"


def test_features_that_cannot_be_read_are_problems_with_places(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["test", "policies", str(SCENARIOS / "unreadable" / "nothing.feature")]) == exits.PROBLEMS
    assert "nothing.feature:1:1: `功能 没有` cannot stand here [feature-syntax]" in capsys.readouterr().out


def test_policies_with_problems_are_told_before_anything_is_run(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bank / "policies" / "small-offer" / "v1.yaml").write_text("policy: [", encoding="utf-8")
    assert outcome_of(["test"]) == exits.PROBLEMS
    out, err = capsys.readouterr()
    assert (out, "policies/small-offer/v1.yaml:" in err) == ("", True)


def test_results_can_be_had_as_json_and_as_junit(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["test", "--json", "--junit", "results.xml"]) == exits.PROBLEMS
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["counts"], len(told["results"])) == (False, {"passed": 9, "failed": 2, "misunderstood": 2}, 26)
    assert 'tests="6" failures="1" errors="2"' in (bank / "results.xml").read_text(encoding="utf-8")


def test_without_the_extra_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:

    monkeypatch.delitem(sys.modules, "lawbook.specification.suites", raising=False)
    monkeypatch.delitem(sys.modules, "lawbook.specification.features", raising=False)
    monkeypatch.setitem(sys.modules, "gherkin.errors", None)
    assert outcome_of(["test"]) == exits.USAGE
    assert capsys.readouterr().err == "scenarios need the extra `spec` (gherkin.errors is missing): pip install 'lawbook[spec]'\n"
