"""`lawbook cases` as it is called."""

import json
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from support.offers import write_offer


@pytest.fixture(autouse=True)
def bank(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("LAWBOOK_POLICIES", raising=False)
    monkeypatch.setenv("LAWBOOK_LANG", "en")
    write_offer(tmp_path / "policies")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", ["boundary", "mcdc"])
@pytest.mark.parametrize(("file", "lang"), [("made.cases.csv", "en"), ("made.feature", "en"), ("made.feature", "zh")])
def test_what_is_written_passes_and_fails_once_the_policy_is_changed(
    kind: str, file: str, lang: str, bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["cases", "small-offer", "--kind", kind, "--write", file, "--lang", lang, "--as-of", "2026-06-01"]
    assert outcome_of(asked) == exits.OK
    assert outcome_of(["test", "policies", file]) == exits.OK
    policy = bank / "policies" / "small-offer" / "v1.yaml"
    text = policy.read_text(encoding="utf-8")
    assert "open_debts > 5" in text
    policy.write_text(text.replace("amount > most,", "amount >= most,").replace("open_debts > 5", "open_debts > 6"), encoding="utf-8")
    capsys.readouterr()
    assert kind == "mcdc" or outcome_of(["test", "policies", file]) == exits.PROBLEMS


def test_what_is_shown_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["cases", "small-offer", "--kind", "mcdc", "--as-of", "2026-06-01"]) == exits.OK
    out = capsys.readouterr().out
    assert "conditions that decide by themselves" in out
    assert outcome_of(["cases", "small-offer", "--kind", "boundary", "--json", "--as-of", "2026-06-01"]) == exits.OK
    told = json.loads(capsys.readouterr().out)
    assert {each["state"] for each in told["aims"]} == {"reached"}
    assert all(each["shows"] for each in told["cases"])


def test_a_file_of_cases_has_one_of_two_endings(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["cases", "small-offer", "--kind", "mcdc", "--write", "made.csv"]) == exits.USAGE
    assert ".cases.csv" in capsys.readouterr().err
