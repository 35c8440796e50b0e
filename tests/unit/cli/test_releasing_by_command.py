"""Releases by command: who does it is shown by a key, and what is refused says why."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from support.offers import write_offer

SCENARIOS = """\
Feature: Small offer
  Scenario Outline: who is lent to
    Given the policy "small-offer" on 2026-11-21
    And the amount is <amount>
    And verified is <verified>
    And grade is <grade>
    When the policy decides
    Then the outcome is <outcome>
    Examples:
      | amount   | verified | grade | outcome |
      | 50000    | true     | B     | approve |
      | 50000.01 | true     | B     | decline |
      | 1200     | false    | C     | decline |
      | 1200     | true     | C     | refer   |
"""
GATE = ("--threshold", "rows=50", "--noticed", "10", "--jobs", "1", "--out", "page.html")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("LAWBOOK_RECORD", "LAWBOOK_RECORD_KEY", "LAWBOOK_AS", "LAWBOOK_POLICIES", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LAWBOOK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    write_offer(tmp_path / "policies")
    Path("features").mkdir()
    Path("features/small.feature").write_text(SCENARIOS, encoding="utf-8")
    for caller, roles in (("li", ("author", "approver")), ("wang", ("approver",)), ("zhao", ("operator",)), ("sun", ("decider",))):
        made = ["keys", "create", caller, "--policy", "small-offer" if caller != "zhao" else "*"]
        for role in roles:
            made += ["--role", role]
        assert outcome_of(made) == exits.OK
        Path(f"{caller}.key").write_text(capsys.readouterr().out, encoding="utf-8")


def say(capsys: pytest.CaptureFixture[str], who: str | None, *words: str) -> tuple[int, str]:
    code = outcome_of(["release", *words, *(() if who is None else ("--as", f"{who}.key"))])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_version_goes_its_way_from_the_folder_to_being_released(capsys: pytest.CaptureFixture[str]) -> None:
    assert say(capsys, "li", "submit", "small-offer@1", "--note", "the first")[0] == exits.OK
    code, told = say(capsys, "li", "gate", "1", *GATE)
    assert (code, "the review page is in page.html" in told) == (exits.OK, True), told
    refusal = say(capsys, "li", "approve", "1")
    assert refusal == (exits.PROBLEMS, "li is the author, and the approver is never the author; ask somebody else [own-release]\n")
    assert say(capsys, "wang", "approve", "1")[0] == exits.OK
    code, told = say(capsys, "zhao", "release", "1", "--json")
    assert (code, json.loads(told)["policies"]) == (exits.OK, {"small-offer": 1})
    told = json.loads(say(capsys, None, "list", "--json")[1])
    assert [(each["state"], each["author"], each["approver"]) for each in told["releases"]] == [("released", "li", "wang")]
    code, told = say(capsys, None, "show", "1", "--page", "again.html", "--lang", "zh")
    assert (code, "已发布 · small-offer@1" in told) == (exits.OK, True)
    assert Path("again.html").read_bytes() == Path("page.html").read_bytes()
    assert say(capsys, None, "export", "out")[0] == exits.OK
    assert Path("out/small-offer/v1.yaml").read_bytes() == Path("policies/small-offer/v1.yaml").read_bytes()
    assert say(capsys, None, "export", "out")[0] == exits.USAGE
    assert outcome_of(["audit", "verify"]) == exits.OK


def test_a_key_that_was_rotated_is_still_of_the_same_person(capsys: pytest.CaptureFixture[str]) -> None:
    say(capsys, "li", "submit", "small-offer")
    say(capsys, "li", "gate", "1", *GATE)
    id_ = Path("li.key").read_text(encoding="utf-8").split("_")[1]
    assert outcome_of(["keys", "rotate", id_]) == exits.OK
    Path("li.key").write_text(capsys.readouterr().out, encoding="utf-8")
    code, told = say(capsys, "li", "approve", "1")
    assert (code, "[own-release]" in told) == (exits.PROBLEMS, True)


def test_whoever_shows_no_good_key_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("nobody.key").write_text(f"lb_ffffffffffff_{'0' * 64}\n", encoding="utf-8")
    assert say(capsys, "nobody", "submit", "small-offer")[0] == exits.USAGE
    assert say(capsys, "nowhere", "submit", "small-offer")[0] == exits.NOT_FOUND
    assert say(capsys, "sun", "submit", "small-offer") == (
        exits.PROBLEMS, "to submit needs the role author; sun has decider [wrong-role]\n",
    )  # fmt: skip
    assert say(capsys, "wang", "rollback", "--everything", "--reason", "because")[1] == "the key of wang is not for *\n"
    with closing(sqlite3.connect("state/record.db")) as connection:
        assert connection.execute("select count(*) from entries where kind like 'release%'").fetchone() == (0,)


def test_a_rollback_is_one_command_with_a_reason(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for number in (1, 2):
        write_offer(tmp_path / "policies", number, f"2026-0{number}-01")
        for who, *words in (("li", "submit", "small-offer"), ("li", "gate", str(number), *GATE), ("wang", "approve", str(number))):
            code, told = say(capsys, who, *words)
            assert code == exits.OK, told
        assert say(capsys, "zhao", "release", str(number))[0] == exits.OK
    assert say(capsys, "zhao", "rollback", "small-offer", "--reason", " ")[1].endswith("[no-reason]\n")
    code, told = say(capsys, "zhao", "rollback", "small-offer", "--reason", "declines too many")
    assert (code, "small-offer  1" in told) == (exits.OK, True)
    code, told = say(capsys, None, "show", "2")
    assert "declines too many" in told
    assert "withdrawn" in told


@pytest.mark.parametrize(
    "words",
    [
        ("submit", "small-offer@x"),
        ("rollback", "--reason", "x"),
        ("gate", "1", "--threshold", "all"),
        ("rollback", "a", "--everything", "--reason", "x"),
    ],
)
def test_what_cannot_be_read_is_refused(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert say(capsys, "li", *words)[0] == exits.USAGE


def test_what_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert say(capsys, None, "list")[0] == exits.NOT_FOUND or "key-made" not in capsys.readouterr().out
    assert say(capsys, "li", "submit", "small-offer")[0] == exits.OK
    assert say(capsys, None, "show", "1", "--page", "page.html")[0] == exits.NOT_FOUND
    assert say(capsys, None, "show", "9") == (exits.NOT_FOUND, "there is no release 9 [no-such-release]\n")
    assert "nothing is released" in say(capsys, None, "list")[1]
    code, told = say(capsys, "li", "withdraw", "1", "--reason", "a slip")
    assert (code, "withdrawn" in told) == (exits.OK, True)
