"""`lawbook audit` and `lawbook replay`."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from lawbook import open_library
from lawbook.cli.exits import NOT_FOUND, OK, PROBLEMS, USAGE
from lawbook.cli.main import outcome_of
from lawbook.record import Asked, Checkpointer, Making, Recorder, decision_draft, open_store, signer_in, take_snapshot
from lawbook.record.schema import ENTRIES
from support.moments import noon
from support.offers import FACTS, write_offer

TIME = "2026-11-21T04:00:00.000+00:00"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    write_offer(tmp_path / "policies")
    library = open_library(tmp_path / "policies")
    signer = signer_in(tmp_path / "record.key")
    checkpoint = Checkpointer(signer, now=noon, every=60, kept=tmp_path / "checkpoints.ndjson")
    recorder = Recorder(f"sqlite:///{tmp_path}/record.db", "one", after_commit=checkpoint)
    facts = json.dumps(FACTS).encode()
    decision = library.policy("small-offer", as_of=date(2026, 11, 21)).decide_json(facts)
    making = Making("id-1", TIME, "0.1.0")
    recorder.record([decision_draft(Asked("small-offer"), facts, decision, take_snapshot(library.files, TIME), making)])
    recorder.close()
    return tmp_path


def alter(state: Path) -> None:
    store = open_store(f"sqlite:///{state}/record.db")
    with store.writing() as connection:
        body = connection.execute(ENTRIES.select().where(ENTRIES.c.id == "id-1")).one().body
        connection.execute(update(ENTRIES).where(ENTRIES.c.id == "id-1").values(body=body.replace(b"approve", b"decline")))
    store.close()


def test_a_record_as_it_was_written_verifies(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["audit", "verify", "--state", str(state)]) == OK
    assert "nothing is amiss" in capsys.readouterr().out
    assert outcome_of(["audit", "verify", "--state", str(state), "--json"]) == OK
    assert json.loads(capsys.readouterr().out)["decisions"] == 1


def test_a_record_that_was_altered_does_not(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alter(state)
    assert outcome_of(["audit", "verify", "--state", str(state)]) == PROBLEMS
    assert "writer one, entry 2: was altered" in capsys.readouterr().out
    assert outcome_of(["replay", "--state", str(state)]) == PROBLEMS
    assert "1 decisions made again, 1 of them otherwise" in capsys.readouterr().out


def test_the_past_is_decided_again(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["replay", "--state", str(state), "--json"]) == OK
    assert json.loads(capsys.readouterr().out) == {"decisions": 1, "differing": [], "erased": 0}


def test_a_pack_is_exported_and_checked(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = str(state / "pack.zip")
    assert outcome_of(["audit", "export", "id-1", "--state", str(state), "--out", pack, "--policies", str(state / "none")]) == OK
    assert outcome_of(["audit", "check", pack, "--key", str(state / "record.pub")]) == OK
    assert outcome_of(["audit", "check", pack]) == OK
    assert "the key that it brings along itself" in capsys.readouterr().out
    Path(pack).write_bytes(b"nonsense")
    assert outcome_of(["audit", "check", pack]) == PROBLEMS


def test_what_was_known_is_told(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["audit", "known", "small-offer", "--state", str(state), "--as-of", "2026-11-21", "--known-at"]
    assert outcome_of([*asked, "2026-11-21T12:00:00+08:00"]) == OK
    assert "small-offer version 1" in capsys.readouterr().out
    assert outcome_of([*asked, "2026-11-21T11:00:00+08:00"]) == NOT_FOUND
    assert outcome_of([*asked, "noon"]) == USAGE


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["audit", "export", "nobody"], NOT_FOUND),
        (["replay", "--policy", "nobody"], NOT_FOUND),
        (["replay", "--policy", "nobody", "--json"], NOT_FOUND),
        (["audit", "verify", "--record", "nonsense"], USAGE),
        (["audit", "verify", "--record", "sqlite:////nowhere/record.db"], NOT_FOUND),
    ],
)
def test_what_is_not_there_is_told(state: Path, arguments: list[str], code: int) -> None:
    assert outcome_of([*arguments, "--state", str(state)]) == code


def test_a_signing_key_that_is_none_is_told_as_that(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["audit", "export", "id-1", "--state", str(state), "--signing-key", str(state / "record.pub"), "--out", str(state / "pack.zip")]
    assert outcome_of(asked) == USAGE
    assert capsys.readouterr().err.replace("\n", "") == f"{state}/record.pub holds no Ed25519 key in PEM"
    assert not (state / "pack.zip").exists()


@pytest.mark.parametrize("arguments", [["audit", "verify"], ["audit", "export", "id-1"], ["replay"], ["release", "list"]])
def test_a_place_without_a_record_is_told_as_that_and_left_empty(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome_of([*arguments, "--state", str(tmp_path / "none")]) == NOT_FOUND
    assert f"there is no record at sqlite:///{tmp_path}/none/record.db" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_a_public_key_is_told_before_the_pack_is_judged(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = str(state / "pack.zip")
    assert outcome_of(["audit", "export", "id-1", "--state", str(state), "--out", pack, "--policies", str(state / "none")]) == OK
    capsys.readouterr()
    assert outcome_of(["audit", "check", pack, "--key", str(state / "checkpoints.ndjson")]) == USAGE
    said = capsys.readouterr()
    assert "holds no public Ed25519 key" in said.err
    assert "sound" not in said.out + said.err
