"""`lawbook bundle`."""

import json
from pathlib import Path

import pytest

from lawbook.cli.exits import OK, PROBLEMS, USAGE
from lawbook.cli.main import outcome_of
from support.offers import write_offer


@pytest.fixture
def made(tmp_path: Path) -> Path:
    write_offer(tmp_path / "policies")
    assert outcome_of(["bundle", "make", str(tmp_path / "policies"), *signing(tmp_path)]) == OK
    return tmp_path


def signing(folder: Path) -> list[str]:
    return ["--key", str(folder / "release.key"), "--out", str(folder / "p.bundle")]


def check(folder: Path, *options: str) -> int:
    return outcome_of(["bundle", "check", str(folder / "p.bundle"), *options])


def test_a_bundle_is_made_and_checked(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["bundle", "make", str(made / "policies"), *signing(made)]) == OK
    assert "p.bundle: policies 1, files 1, signed with the key " in capsys.readouterr().out
    assert check(made, "--key", str(made / "release.pub")) == OK
    told = capsys.readouterr().out
    assert "small-offer  1        2026-01-01  " in told
    assert told.endswith("the bundle is sound\n")
    assert sorted(file.name for file in made.iterdir()) == ["p.bundle", "policies", "release.key", "release.pub"]


def test_it_is_told_when_no_key_was_given(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(made) == OK
    assert "no --key was given" in capsys.readouterr().out


def test_a_damaged_bundle_is_not_sound(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = made / "p.bundle"
    bundle.write_bytes(bundle.read_bytes() + b"more")
    assert check(made, "--key", str(made / "release.pub")) == PROBLEMS
    assert "the bundle is NOT sound" in capsys.readouterr().out
    assert check(made, "--json") == PROBLEMS
    assert json.loads(capsys.readouterr().out)["sound"] is False


def test_it_is_told_as_json(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert check(made, "--key", str(made / "release.pub"), "--json") == OK
    told = json.loads(capsys.readouterr().out)
    assert (told["sound"], told["trusted"], told["findings"], told["files"]) == (True, True, [], 1)
    assert (told["policies"][0]["policy"], told["policies"][0]["version"]) == ("small-offer", 1)


def test_policies_with_problems_make_no_bundle(tmp_path: Path) -> None:
    write_offer(tmp_path / "policies").write_text("language: 1\n", encoding="utf-8")
    assert outcome_of(["bundle", "make", str(tmp_path / "policies"), *signing(tmp_path)]) == PROBLEMS
    assert not (tmp_path / "p.bundle").exists()


def test_what_is_no_key_and_no_version_is_told(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made / "bad.key").write_text("no key", encoding="utf-8")
    assert check(made, "--key", str(made / "bad.key")) == USAGE
    told = capsys.readouterr()
    assert "holds no public Ed25519 key" in told.err
    assert "NOT sound" not in told.out
    given = ["--key", str(made / "bad.key"), "--out", str(made / "q.bundle")]
    assert outcome_of(["bundle", "make", str(made / "policies"), *given]) == USAGE
    assert outcome_of(["bundle", "make", str(made / "policies"), *signing(made), "--engine", "new"]) == USAGE
