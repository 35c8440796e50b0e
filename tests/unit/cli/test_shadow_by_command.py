"""`lawbook shadow`."""

import json
from datetime import date
from pathlib import Path

import pytest

from lawbook import open_library
from lawbook.cli.exits import NOT_FOUND, OK, PROBLEMS
from lawbook.cli.main import outcome_of
from lawbook.record import Asked, Making, Recorder, decision_draft, take_snapshot
from support.offers import FACTS, write_file, write_offer

TIME = "2026-11-21T04:00:00.000+00:00"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    write_offer(tmp_path / "policies")
    library = open_library(tmp_path / "policies")
    decide = library.policy("small-offer", as_of=date(2026, 11, 21)).decide_json
    recorder = Recorder(f"sqlite:///{tmp_path}/record.db", "one")
    for number, amount in enumerate((900, 2_000, 3_000)):
        facts = json.dumps({**FACTS, "amount": amount}).encode()
        making = Making(f"id-{number}", TIME, "0.1.0")
        recorder.record([decision_draft(Asked("small-offer"), facts, decide(facts), take_snapshot(library.files, TIME), making)])
    recorder.close()
    write_offer(tmp_path / "candidate", 2, "2027-01-01", 1_500)
    return tmp_path


def shadow(state: Path, *options: str) -> int:
    return outcome_of(["shadow", str(state / "candidate"), "--state", str(state), *options])


def test_the_recorded_past_is_decided_by_the_candidate(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shadow(state, "--json") == OK
    told = json.loads(capsys.readouterr().out)
    (policy,) = told["policies"]
    assert (told["decisions"], policy["alike"], policy["differing"], policy["examples"]) == (3, 1, 2, ["id-1", "id-2"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ["small-offer: version 1 as recorded → candidate 2", "1 alike, 2 otherwise (66.66%)", "such as id-1 id-2", "approve   decline"],
        ),
        (
            "zh",
            ["small-offer：已记录的第 1 版 → 候选第 2 版", "1 笔相同，2 笔不同（66.66%）", "例如 id-1 id-2", "通过    拒绝", "新增的理由"],
        ),
    ],
)
def test_it_is_told_in_both_languages(state: Path, capsys: pytest.CaptureFixture[str], lang: str, words: list[str]) -> None:
    assert shadow(state, "--lang", lang) == OK
    told = capsys.readouterr().out
    assert [each for each in words if each not in told] == []


def test_decisions_of_other_policies_are_left_out_when_one_is_named_and_a_name_that_none_has_is_told(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shadow(state, "--policy", "large-offer", "--lang", "en") == NOT_FOUND
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "no decision of a policy `large-offer` is recorded\n")


def test_a_candidate_in_the_same_words_and_one_without_the_policy_are_told(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["shadow", str(state / "policies"), "--state", str(state), "--lang", "en"]) == OK
    assert "small-offer: 3 decided by a version that the candidate has word for word" in capsys.readouterr().out
    other = write_offer(state / "other")
    text = other.read_text(encoding="utf-8").replace("small-offer", "large-offer")
    write_file(state / "other", "large-offer/v1.yaml", text)
    other.unlink()
    assert outcome_of(["shadow", str(state / "other"), "--state", str(state), "--lang", "en"]) == OK
    assert "small-offer: 3 of a policy that the candidate does not have" in capsys.readouterr().out


def test_facts_that_the_candidate_refuses_are_told(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = state / "candidate/small-offer/v2.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("max: 100000", "max: 1000", 1), encoding="utf-8")
    assert shadow(state, "--lang", "en") == OK
    assert "2 that the candidate cannot decide: fact-out-of-range 2; such as id-1 id-2" in capsys.readouterr().out


def test_a_candidate_that_is_not_there_is_told(state: Path) -> None:
    assert outcome_of(["shadow", str(state / "nowhere"), "--state", str(state)]) == PROBLEMS
