"""What was backed up while the service went on is restored: keys, decisions, and a record that is whole."""

import json
import stat
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from lawbook.record import Recorder, open_store
from lawbook.record.finding import entries_of
from support.offers import FACTS, write_offer
from support.services import serving

DECISIONS = "/v1/policies/small-offer/decisions"
BODY = json.dumps(FACTS).encode()


def lawbook(*arguments: str) -> str:
    command = [sys.executable, "-c", "from lawbook.cli.main import run; run()", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_a_restored_service_knows_its_keys_and_its_decisions(tmp_path: Path) -> None:
    policies, state, copy = tmp_path / "policies", tmp_path / "state", tmp_path / "copy"
    write_offer(policies)
    state.mkdir()
    with serving(policies, "--quiet", LAWBOOK_STATE=str(state)) as server:
        key = lawbook("keys", "create", "payments", "--role", "decider", "--policy", "*", "--state", str(state)).strip()
        decided = server.ask("POST", DECISIONS, BODY, key=key).json()
        lawbook("backup", str(copy), "--state", str(state))
        server.ask("POST", DECISIONS, BODY, key=key)
    assert {stat.S_IMODE((copy / name).stat().st_mode) for name in ("keys.sqlite", "record.db", "record.key", "local-key")} == {0o600}
    rmtree(state)
    copy.rename(state)
    lawbook("audit", "verify", "--state", str(state))
    with serving(policies, "--quiet", LAWBOOK_STATE=str(state)) as server:
        found = server.ask("GET", f"/v1/decisions/{decided['id']}", key=key)
        assert (found.status, found.json()["decision"]) == (200, decided["decision"])
        assert server.ask("POST", DECISIONS, BODY, key=key).status == 200
    lawbook("audit", "verify", "--state", str(state))


def test_nothing_is_copied_over_and_nothing_from_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "something").touch()
    assert outcome_of(["backup", str(full), "--state", str(full)]) == exits.NOT_FOUND
    assert "the folder is not empty" in capsys.readouterr().err
    assert outcome_of(["backup", str(tmp_path / "new"), "--state", str(tmp_path / "nowhere")]) == exits.NOT_FOUND
    assert outcome_of(["backup", str(tmp_path / "new"), "--state", str(full)]) == exits.OK


def test_a_record_that_stands_elsewhere_is_copied_and_what_is_kept_apart_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    state, apart, copy = tmp_path / "state", tmp_path / "apart", tmp_path / "copy"
    state.mkdir()
    apart.mkdir()
    recorder = Recorder(f"sqlite:///{apart}/rec.db", "one")
    recorder.append("event", {"number": 1})
    for name, value in {
        "LAWBOOK_RECORD": f"sqlite:///{apart}/rec.db",
        "LAWBOOK_PRIVACY_KEY": str(apart / "privacy.key"),
        "LAWBOOK_RECORD_KEY": str(apart / "record.key"),
    }.items():
        monkeypatch.setenv(name, value)
    assert outcome_of(["backup", str(copy), "--state", str(state)]) == exits.OK
    recorder.close()
    told = capsys.readouterr().err
    assert f"not copied: the master keys in {apart}/privacy.key" in told
    assert f"not copied: the key that signs checkpoints, {apart}/record.key" in told
    store = open_store(f"sqlite:///{copy}/record.db", migrate=False)
    assert [entry.body for entry in entries_of(store, "one")] == [b'{"number":1}']
    store.close()
    monkeypatch.setenv("LAWBOOK_RECORD", "postgresql://bank@here/record")
    assert outcome_of(["backup", str(tmp_path / "second"), "--state", str(state)]) == exits.OK
    assert "copy it by pg_dump" in capsys.readouterr().err
    monkeypatch.setenv("LAWBOOK_RECORD", f"sqlite:///{apart}/nothing.db")
    assert outcome_of(["backup", str(tmp_path / "third"), "--state", str(state)]) == exits.NOT_FOUND
    assert not (tmp_path / "third").exists()
