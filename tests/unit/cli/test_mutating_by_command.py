import json
import shutil
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from support.offers import write_offer

CASES = """\
id,policy,as_of,amount,verified,grade,open_debts,expect outcome,expect limit,expect crowded
at,small-offer,2026-11-21,50000,true,A,5,approve,50000,false
above,small-offer,2026-11-21,50000.01,true,B,6,decline,50000,true
"""


@pytest.fixture(autouse=True)
def bank(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("LAWBOOK_POLICIES", raising=False)
    monkeypatch.setenv("LAWBOOK_LANG", "en")
    write_offer(tmp_path / "policies")
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "offer.cases.csv").write_text(CASES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = outcome_of(["mutate", "--jobs", "1", *arguments])
    return code, capsys.readouterr().out


def test_what_would_go_unnoticed_is_told_with_a_scenario_that_would_notice(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = ran(capsys, "small-offer")
    assert code == exits.OK
    assert "this change would go unnoticed: policies/small-offer/v1.yaml:" in out
    assert "  a scenario that would notice:\n    Feature: Small offer\n" in out
    assert "small changes, and whether a scenario would notice\n" in out


def test_it_is_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    _, out = ran(capsys, "--lang", "zh")
    assert "此改动不会被察觉：policies/small-offer/v1.yaml:" in out
    assert "    # language: zh-CN\n    功能: 小额授信\n" in out


def test_the_score_is_a_gate(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = ran(capsys, "--threshold", "90")
    assert code == exits.PROBLEMS
    assert out.splitlines()[-1].endswith("of the changes are noticed, and 90% is asked for")
    assert ran(capsys, "--threshold", "10")[0] == exits.OK


def test_long_lists_are_cut_unless_all_is_asked_for(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lawbook.cli.mutating.MOST_TOLD", 1)
    assert "more (--all)" in ran(capsys)[1]
    assert "more (--all)" not in ran(capsys, "--all")[1]


def test_the_report_names_the_kills_of_every_scenario_and_cover_reads_it(capsys: pytest.CaptureFixture[str], bank: Path) -> None:
    code, out = ran(capsys, "--report", "report.json", "--json")
    report = json.loads((bank / "report.json").read_text(encoding="utf-8"))
    assert json.loads(out) == report
    assert code == exits.OK
    (policy,) = report["policies"]
    assert policy["mutants"] == policy["killed"] + policy["equivalent"] + len(policy["survivors"])
    assert [(each["file"], each["line"], each["kills"] > 1) for each in report["scenarios"]] == [
        ("features/offer.cases.csv", 2, True),
        ("features/offer.cases.csv", 3, True),
    ]
    assert outcome_of(["cover", "--idle", "report.json"]) == exits.OK


def test_a_scenario_that_does_not_pass_fails_the_command(capsys: pytest.CaptureFixture[str], bank: Path) -> None:
    shutil.copy(bank / "features" / "offer.cases.csv", bank / "wrong.cases.csv")
    (bank / "wrong.cases.csv").write_text(CASES.replace("approve", "decline"), encoding="utf-8")
    code, out = ran(capsys, "--features", "wrong.cases.csv")
    assert code == exits.PROBLEMS
    assert out.startswith("wrong.cases.csv:2 does not pass on the policies as they are, and is left out\n")


def test_a_policy_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["mutate", "large-offer"]) == exits.NOT_FOUND
    assert "there is no policy `large-offer`" in capsys.readouterr().err
