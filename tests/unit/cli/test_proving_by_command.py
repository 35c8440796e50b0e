import json
import re
import shutil
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from support.offers import HARD, with_numbers, write_offer

PROMISES = """
invariants:
  - id: SO-KEPT
    title: {{en: above the cap nothing is approved, zh: 超过上限不予通过}}
    implies: {{when: amount > most, then: outcome = "decline"}}
    cites: [internal]
  - id: SO-WISH
    title: {{en: nobody is declined, zh: 不作拒绝}}
    {wish}
    cites: [internal]
"""
NEVER = 'never: outcome = "decline"'
SAME = "never_changes: {outcome: outcome, with: grade}"
EMPTY = 'always: amount >= 0 or outcome = "approve"'


@pytest.fixture(autouse=True)
def bank(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("LAWBOOK_POLICIES", raising=False)
    monkeypatch.setenv("LAWBOOK_LANG", "en")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("LAWBOOK_CACHE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def promise(bank: Path, wish: str) -> Path:
    shutil.rmtree(bank / "policies", ignore_errors=True)
    write_offer(bank / "policies")
    file = bank / "policies" / "small-offer" / "v1.yaml"
    file.write_text(file.read_text(encoding="utf-8") + PROMISES.format(wish=wish), encoding="utf-8")
    return file


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = outcome_of([*arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_what_breaks_a_promise_is_told_and_written_as_a_scenario_that_fails(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = promise(bank, NEVER)
    code, out, err = ran(capsys, "prove", "--jobs", "1", "--as-scenario", "broken.feature")
    assert code == exits.PROBLEMS
    assert "small-offer 1 SO-WISH nobody is declined does not hold (always); these facts break it:\n  {" in out
    assert '\n  comes to: {"outcome": "decline"' in out
    assert re.search(r"\n  decided by: SO-\d \(policies/small-offer/v1.yaml:\d+:\d+\)", out)
    assert "\n  promised by: internal\n" in out
    assert re.search(r"  small-offer  20\d\d-\d\d-\d\d    2           1       0            1       0\n", out)
    assert err == "scenarios written to broken.feature: 1\n"
    text = (bank / "broken.feature").read_text(encoding="utf-8")
    assert '  Scenario: SO-WISH nobody is declined\n    Given the policy "Small offer" version 1 on 20' in text
    assert text.endswith('    When it is decided\n    Then the promise "SO-WISH" is kept\n')
    code, out, err = ran(capsys, "test", "policies", "broken.feature")
    assert code == exits.PROBLEMS
    assert "the promise SO-WISH is broken: outcome is decline" in out + err
    file.write_text(file.read_text(encoding="utf-8").replace(NEVER, 'never: outcome = "decline" and amount < 0'), encoding="utf-8")
    assert ran(capsys, "test", "policies", "broken.feature")[0] == exits.OK


def test_a_folder_of_policies_may_be_named_alone(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    promise(bank, EMPTY)
    (bank / "policies").rename(bank / "draft")
    code, out, _ = ran(capsys, "prove", "draft", "--jobs", "1")
    assert code == exits.OK
    assert "  small-offer  " in out
    code, _, err = ran(capsys, "prove", "small-offer", "draft", "--policies", "draft")
    assert code == exits.NOT_FOUND
    assert "there is no policy `draft`" in err


def test_two_requests_that_differ_become_one_scenario_in_chinese(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = promise(bank, SAME)
    code, out, _ = ran(capsys, "prove", "--jobs", "1", "--lang", "zh", "--as-scenario", "broken.feature")
    assert code == exits.PROBLEMS
    assert "SO-WISH 不作拒绝 不成立（outcome 不随 grade 改变），以下事实使其不成立：" in out
    text = (bank / "broken.feature").read_text(encoding="utf-8")
    assert text.startswith("# language: zh-CN\n功能: 未得到遵守的承诺\n\n  场景: SO-WISH 不作拒绝\n    假如20")
    assert '时，承诺"SO-WISH"仍得到遵守\n' in text
    assert ran(capsys, "test", "policies", "broken.feature")[0] == exits.PROBLEMS
    file.write_text(
        file.read_text(encoding="utf-8").replace("outcome: outcome, with: grade", "outcome: limit, with: grade"), encoding="utf-8"
    )
    assert ran(capsys, "test", "policies", "broken.feature")[0] == exits.OK


def test_answers_are_kept_and_told_again_without_opening_anything(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    promise(bank, EMPTY)
    first = ran(capsys, "prove", "--jobs", "1", "--json")
    kept = {file: file.read_bytes() for file in (bank / "cache" / "lawbook" / "proofs").rglob("*.json")}
    assert len(kept) == 4
    assert ran(capsys, "prove", "--jobs", "1", "--json") == first
    assert {file: file.read_bytes() for file in kept} == kept
    assert [(each["outcome"], each.get("because")) for each in json.loads(first[1])] == [
        ("proved", None), ("vacuous", "alternative-holds: 1/2"),
    ]  # fmt: skip


def test_a_damaged_answer_is_named_and_found_anew(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    promise(bank, EMPTY)
    first = ran(capsys, "prove", "--jobs", "1", "--json")
    kept = sorted((bank / "cache" / "lawbook" / "proofs").rglob("*.json"))
    for file in kept:
        file.write_bytes(file.read_bytes().replace(b"proved", b"broken"))
    code, out, err = ran(capsys, "prove", "--jobs", "1", "--json")
    assert (code, out) == first[:2]
    assert err.count("kept answers cannot be used: ") == 2
    assert ran(capsys, "prove", "--jobs", "1", "--json") == first


def test_nothing_is_kept_where_that_is_not_wished_and_elsewhere_where_that_is(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    promise(bank, EMPTY)
    assert ran(capsys, "prove", "--jobs", "1", "--no-cache", "--strict")[0] == exits.PROBLEMS
    assert not (bank / "cache").exists()
    ran(capsys, "prove", "--jobs", "1", "--cache", "mine")
    assert len([*(bank / "mine").rglob("*.json")]) == 4
    assert not (bank / "cache").exists()


def test_a_folder_that_cannot_be_written_is_named_and_stops_nothing(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    promise(bank, EMPTY)
    (bank / "file").write_text("", encoding="utf-8")
    code, out, err = ran(capsys, "prove", "--jobs", "1", "--cache", "file/proofs")
    assert (
        code,
        "small-offer 1 SO-WISH nobody is declined holds, and says nothing: one alternative always holds by itself (1/2)" in out,
    ) == (exits.OK, True)
    assert "kept answers cannot be used: file/proofs/" in err


def test_what_is_not_known_is_never_kept(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = promise(bank, f"always: {HARD}")
    file.write_text(with_numbers(file.read_text(encoding="utf-8")), encoding="utf-8")
    code, out, _ = ran(capsys, "prove", "--jobs", "1", "--seconds", "0.2", "--only", "invariants")
    assert (code, " cannot be settled: " in out) == (exits.OK, True)
    assert len([*(bank / "cache").rglob("*.json")]) == 1


def test_what_no_hash_names_is_no_reason_to_tell_what_was_kept(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = promise(bank, EMPTY)
    asked = ("prove", "--jobs", "1", "--json", "--only", "questions")
    ran(capsys, *asked)
    text = file.read_text(encoding="utf-8")
    more = "facts:\n  idle: {type: boolean, optional: true, title: {en: idle, zh: 未用}}\n"
    file.write_text(text.replace("facts:\n", more, 1), encoding="utf-8")
    assert [each["subject"] for each in json.loads(ran(capsys, *asked)[1])] == ["idle"]
