import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lawbook.access.keeping import KeysInFile
from lawbook.access.keys import digest_of, opens
from lawbook.cli import exits
from lawbook.cli.main import outcome_of


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAWBOOK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)


def entries(state: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(state / "record.db")) as connection:
        rows = connection.execute("select kind, body from entries").fetchall()
    return sorted((kind, json.loads(body)["key"]) for kind, body in rows)


def test_what_happens_to_a_key_stands_in_the_record(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    id_ = str(created(capsys)["id"])
    assert outcome_of(["keys", "rotate", id_]) == outcome_of(["keys", "revoke", id_]) == exits.OK
    told = capsys.readouterr()
    assert "not entered" not in told.err
    assert entries(tmp_path / "state") == [("key-made", id_), ("key-revoked", id_), ("key-rotated", id_)]
    secret = told.out.split()[0].rpartition("_")[2]
    assert secret.encode() not in (tmp_path / "state" / "record.db").read_bytes()


def test_a_key_is_revoked_though_the_record_is_down(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    id_ = str(created(capsys)["id"])
    monkeypatch.setenv("LAWBOOK_RECORD", f"sqlite:///{tmp_path}/nowhere/at/all/record.db")
    (tmp_path / "nowhere").touch()
    assert outcome_of(["keys", "revoke", id_]) == exits.OK
    assert "not entered into the record" in capsys.readouterr().err
    assert [each["state"] for each in listed(capsys)] == ["revoked"]
    monkeypatch.setenv("LAWBOOK_RECORD", "none")
    assert outcome_of(["keys", "revoke", id_]) == exits.OK
    assert capsys.readouterr().err == ""


def created(capsys: pytest.CaptureFixture[str], *others: str) -> dict[str, object]:
    assert outcome_of(["keys", "create", "payments", "--role", "decider", "--policy", "*", "--json", *others]) == exits.OK
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert outcome_of(["keys", "list", "--json"]) == exits.OK
    told: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return told


def test_a_key_is_shown_once_and_listed_without_its_secret(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert outcome_of(["keys", "create", "payments", "--role", "decider", "--role", "auditor", "--policy", "small-offer"]) == exits.OK
    token = capsys.readouterr().out.strip()
    (key,) = KeysInFile(tmp_path / "state").all()
    assert opens(key, digest_of(token))
    assert outcome_of(["keys", "list"]) == exits.OK
    told = capsys.readouterr().out
    assert all(word in told for word in (key.id, "payments", "active", "auditor decider", "small-offer"))
    assert token.rpartition("_")[2] not in told


def test_no_keys_are_told_with_how_to_make_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["keys", "list"]) == exits.OK
    assert "lawbook keys create" in capsys.readouterr().out


def test_a_key_can_end_on_a_day_and_have_limits_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    told = created(capsys, "--expires", "2020-01-01", "--rate", "5", "--quota", "7")
    assert (told["state"], told["expires"], told["rate"], told["quota"]) == ("expired", "2020-01-01T00:00:00+00:00", 5, 7)


def test_a_rotated_key_names_its_successor_and_is_not_rotated_twice(capsys: pytest.CaptureFixture[str]) -> None:
    old = str(created(capsys)["id"])
    assert outcome_of(["keys", "rotate", old, "--grace", "0", "--json"]) == exits.OK
    fresh = json.loads(capsys.readouterr().out)
    assert [(each["id"], each["state"], each["successor"]) for each in listed(capsys)] == [
        (old, "expired", fresh["id"]),
        (fresh["id"], "active", None),
    ]
    assert outcome_of(["keys", "rotate", old]) == exits.USAGE
    assert f"has its successor {fresh['id']}" in capsys.readouterr().err


def test_a_revoked_key_stays_listed_and_is_not_rotated(capsys: pytest.CaptureFixture[str]) -> None:
    id_ = str(created(capsys)["id"])
    assert outcome_of(["keys", "revoke", id_]) == exits.OK
    capsys.readouterr()
    assert [each["state"] for each in listed(capsys)] == ["revoked"]
    assert outcome_of(["keys", "rotate", id_]) == exits.USAGE


@pytest.mark.parametrize("command", ["rotate", "revoke"])
def test_a_key_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert outcome_of(["keys", command, "nobody"]) == exits.NOT_FOUND
    assert "there is no key `nobody`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["payments", "--role", "boss", "--policy", "*"], "`boss` is no role"),
        (["pay ments", "--role", "decider", "--policy", "*"], "letters, digits"),
        (["payments", "--role", "decider"], "name the policies"),
        (["payments", "--role", "decider", "--policy", "*", "--expires", "soon"], "`soon` is not a calendar date"),
    ],
)
def test_a_key_that_would_be_good_for_too_much_or_nothing_is_not_made(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], told: str
) -> None:
    assert outcome_of(["keys", "create", *arguments]) == exits.USAGE
    assert told in capsys.readouterr().err
    assert not (tmp_path / "state").exists()


def test_an_operator_needs_no_policy(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["keys", "create", "monitoring", "--role", "operator"]) == exits.OK
    assert capsys.readouterr().out.startswith("lb_")
