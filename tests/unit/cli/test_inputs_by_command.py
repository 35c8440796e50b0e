"""`lawbook inputs` as it is called."""

import json
import re
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
    (tmp_path / "facts.json").write_text('{"verified": true, "grade": "C"}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = outcome_of(["inputs", "small-offer", "--as-of", "2026-06-01", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_examples_are_shown_with_what_is_unusual_about_them(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "--want", "outcome=decline", "--count", "2")
    assert code == exits.OK
    assert re.findall(r"^example (\d)$", out, re.MULTILINE) == ["1", "2"]
    # Which of the two that decline come first is the solver's choice.
    assert {rule for rules in re.findall(r"^  decided by (.+)$", out, re.MULTILINE) for rule in rules.split(", ")} <= {"SO-1", "SO-2"}


def test_where_no_more_are_found_it_is_said_what_all_others_share(capsys: pytest.CaptureFixture[str]) -> None:
    Path("facts.json").write_text('{"amount": "1000.00", "grade": "A", "open_debts": 0}', encoding="utf-8")
    asked = ("--want", "outcome=approve", "--given", "facts.json")
    assert "every other input that leads there shares all that is unusual about one of these (proved)\n" in ran(capsys, *asked)[1]
    assert "能得到该结果的其他输入，均具备上述某一示例的全部不寻常之处（已证明）\n" in ran(capsys, *asked, "--lang", "zh")[1]
    told = json.loads(ran(capsys, *asked, "--json")[1])
    assert told["others_alike"]
    assert [[name for name in each["unusual"] if name == "verified"] for each in told["examples"]] == [["verified"]]


def test_programs_get_facts_to_post(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ran(capsys, "--want", "outcome=refer", "--given", "facts.json", "--count", "1", "--json")
    told = json.loads(out)
    (example,) = told["examples"]
    assert (told["outcome"], example["rows"], example["facts"]["grade"]) == ("found", ["SO-3"], "C")
    Path("posted.json").write_text(json.dumps(example["facts"]), encoding="utf-8")
    assert outcome_of(["decide", "small-offer", "posted.json", "--as-of", "2026-06-01", "--json"]) == exits.OK
    assert json.loads(capsys.readouterr().out)["outcome"] == example["decision"]["outcome"]


def test_what_is_impossible_is_proved_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "--want", "outcome=approve", "--want", "limit>=50000.01")
    assert (code, out) == (exits.PROBLEMS, "no input leads there: proved for every input on 2026-06-01\n")
    _, out, _ = ran(capsys, "--want", "outcome=approve", "--given", "facts.json", "--lang", "zh")
    assert out == "没有输入能得到该结果：就 2026-06-01 对一切输入已证明\n"


def test_what_cannot_be_wanted_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ran(capsys, "--want", "outcome=perhaps")
    assert (code, "perhaps" in err) == (exits.USAGE, True)
