import json
import shutil
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from support.offers import write_offer

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CATALOGUE = (
    "requirements:\n  SMALL-1: {en: small offers, zh: 小额}\n  SMALL-9: {en: kept elsewhere, zh: 另有承载, carried_by: [tests/kept.py]}\n"
)


@pytest.fixture(autouse=True)
def bank(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("LAWBOOK_POLICIES", raising=False)
    monkeypatch.setenv("LAWBOOK_LANG", "en")
    write_offer(tmp_path / "policies")
    shutil.copytree(SCENARIOS / "small-offer", tmp_path / "features")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = outcome_of(["cover", *arguments])
    return code, capsys.readouterr().out


def test_what_is_reached_and_why_not_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = ran(capsys)
    assert code == exits.OK
    assert "  policy       version  rows      conditions  boundaries\n  Small offer  all      6/6 100%  16/16 100%  3/4 75%\n" in out
    assert "Small offer · boundaries\n  decision  not reached           why\n  crowded   open debts = 5 loans  features/" in out
    assert out.endswith("13 scenarios asked for 11 decisions; 4 of them did not pass\n")


def test_it_can_be_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    _, out = ran(capsys, "--lang", "zh", "--by-article")
    assert "场景覆盖情况" in out
    assert "内部规定" in out
    assert out.endswith("13 个场景共作出 11 次决定；其中 4 个场景未通过\n")


def test_a_threshold_is_a_gate(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(capsys, "--threshold", "rows=100")[0] == exits.OK
    code, out = ran(capsys, "policies", "features/授信.feature", "--threshold", "rows=90,conditions=0")
    assert code == exits.PROBLEMS
    assert out.splitlines()[-1] == "small-offer: rows 16.6%, and 90% is asked for"


def test_a_threshold_that_means_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["cover", "--threshold", "rows"]) == exits.USAGE
    assert "rows=100" in capsys.readouterr().err


def test_long_lists_are_cut_unless_all_is_asked_for(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lawbook.cli.covering.MOST_TOLD", 1)
    assert "more (--all)" in ran(capsys, "policies", "features/授信.feature")[1]
    assert "more (--all)" not in ran(capsys, "policies", "features/授信.feature", "--all")[1]


def test_a_policy_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["cover", "--policy", "large-offer"]) == exits.NOT_FOUND
    assert "there is no policy `large-offer`" in capsys.readouterr().err


def test_figures_can_be_had_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = ran(capsys, "--json", "--policy", "small-offer", "--threshold", "boundaries=100")
    told = json.loads(out)
    assert (code, told["ok"], told["policies"][0]["policy"]) == (exits.PROBLEMS, False, "small-offer")


def test_scenarios_that_cannot_be_read_are_problems(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = ran(capsys, "policies", str(SCENARIOS / "unreadable" / "nothing.feature"))
    assert code == exits.PROBLEMS
    assert "[feature-syntax]" in out


def test_requirements_are_told_with_their_standing(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bank / "features" / "requirements.yaml").write_text(CATALOGUE, encoding="utf-8")
    code, out = ran(capsys, "--ids")
    assert code == exits.OK
    assert out == (
        "requirements\n"
        "  id                       standing  rules  scenarios  notice  carried by\n"
        "  SMALL-1  small offers    NO RULE   0      6          0\n"
        "  SMALL-9  kept elsewhere  carried   0      0          0       tests/kept.py\n"
    )
    code, out = ran(capsys, "--ids", "--threshold", "ids=100", "--lang", "zh")
    assert (code, out.splitlines()[-1]) == (exits.PROBLEMS, "业务要求 50%，要求 100%")
    code, out = ran(capsys, "--ids", "--json")
    assert [each["standing"] for each in json.loads(out)["ids"]] == ["no rule", "carried"]


def test_scenarios_that_kill_no_mutant_are_listed(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kills = [{"file": "features/offer.feature", "line": 31, "kills": 2}]
    (bank / "report.json").write_text(json.dumps({"scenarios": kills}), encoding="utf-8")
    code, out = ran(capsys, "policies", "features/offer.feature", "--idle", "report.json")
    assert code == exits.PROBLEMS
    assert out.splitlines() == [
        "features/offer.feature:12: An ordinary offer is made",
        "features/offer.feature:38: A promise that is not kept",
        "features/offer.feature:43: A sentence that means nothing",
        "features/offer.feature:47: Nothing is claimed",
        "4 of 5 scenarios kill no mutant",
    ]
    code, out = ran(capsys, "policies", "features/offer.feature", "--idle", "report.json", "--json")
    assert [each["line"] for each in json.loads(out)["idle"]] == [12, 38, 43, 47]
