"""`lawbook upstream --take`: an adopted policy is put onto what it was adopted from, as that is now."""

import json
import shutil
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from support.adoption import FILES
from support.offers import write_file

OWN = Path("bank/policies/contact/v1.yaml")
THEIRS = Path("upstream/policies/contact/v1.yaml")
FIGURES = "shared/figures.yaml"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LAWBOOK_POLICIES", "LAWBOOK_LANG", "LAWBOOK_TIME_ZONE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for path, text in FILES.items():
        write_file(tmp_path, f"upstream/policies/{path}", text)
    monkeypatch.chdir(tmp_path)
    assert outcome_of(["adopt", "contact", "--from", "upstream/policies", "--to", "bank"]) == exits.OK
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def take(*options: str) -> int:
    return outcome_of(["upstream", "--policies", "bank/policies", "--from", "upstream/policies", "--take", *options])


def files(root: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def checked() -> int:
    return outcome_of(["check", "bank/policies", "--today", "2026-11-21"])


def test_what_changed_upstream_is_taken_and_what_changed_here_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    edit(Path("bank/policies") / FIGURES, "values: {2024-05-15: 2}", "values: {2024-05-15: 4}")
    edit(THEIRS, "owner: collections", "owner: head-office")
    capsys.readouterr()
    assert take() == exits.OK
    assert "files written: 1" in capsys.readouterr().out
    assert "owner: head-office" in OWN.read_text(encoding="utf-8")
    assert "values: {2024-05-15: 4}" in (Path("bank/policies") / FIGURES).read_text(encoding="utf-8")
    assert Path("bank/policies/base/contact/v1.yaml").read_bytes() == THEIRS.read_bytes()
    assert checked() == exits.OK


def test_with_nothing_new_nothing_is_changed() -> None:
    before = files(Path("bank"))
    assert take() == exits.OK
    assert files(Path("bank")) == before


def test_a_conflict_is_shown_with_both_texts_and_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    edit(OWN, "owner: collections", "owner: bank")
    edit(THEIRS, "owner: collections", "owner: head-office")
    before = files(Path("bank"))
    capsys.readouterr()
    assert take() == exits.PROBLEMS
    out = capsys.readouterr().out
    assert "contact/v1.yaml:" in out
    assert "  here:\n    owner: bank\n  upstream:\n    owner: head-office\n" in out
    assert files(Path("bank")) == before


def test_a_conflict_that_is_written_is_refused_by_the_checker_until_somebody_decides() -> None:
    edit(OWN, "owner: collections", "owner: bank")
    edit(THEIRS, "owner: collections", "owner: head-office")
    assert take("--mark") == exits.PROBLEMS
    assert checked() == exits.PROBLEMS
    edit(OWN, "<<<<<<< here\nowner: bank\n=======\nowner: head-office\n>>>>>>> upstream\n", "owner: bank\n")
    assert checked() == exits.OK
    assert take() == exits.OK


def test_a_new_version_upstream_comes_along() -> None:
    text = (
        THEIRS.read_text(encoding="utf-8").replace("version: 1\n", "version: 2\n").replace("effective: 2026-01-01", "effective: 2026-07-01")
    )
    THEIRS.with_name("v2.yaml").write_text(text, encoding="utf-8")
    assert take() == exits.OK
    assert "base: {policy: contact, version: 2, hash:" in OWN.with_name("v2.yaml").read_text(encoding="utf-8")
    assert checked() == exits.OK


def test_a_file_that_is_gone_upstream_goes_unless_it_was_changed_here(capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        THEIRS.read_text(encoding="utf-8").replace("version: 1\n", "version: 2\n").replace("effective: 2026-01-01", "effective: 2026-07-01")
    )
    THEIRS.with_name("v2.yaml").write_text(text, encoding="utf-8")
    assert take() == exits.OK
    THEIRS.with_name("v2.yaml").unlink()
    shutil.copytree("bank", "other")
    edit(Path("other/policies/contact/v2.yaml"), "owner: collections", "owner: bank")
    assert take() == exits.OK
    assert not OWN.with_name("v2.yaml").exists()
    assert not Path("bank/policies/base/contact/v2.yaml").exists()
    capsys.readouterr()
    assert outcome_of(["upstream", "--policies", "other/policies", "--from", "upstream/policies", "--take"]) == exits.PROBLEMS
    assert "  upstream:\n    nothing\n" in capsys.readouterr().out


def second_version() -> Path:
    """Write a second version upstream, and take it."""
    text = (
        THEIRS.read_text(encoding="utf-8").replace("version: 1\n", "version: 2\n").replace("effective: 2026-01-01", "effective: 2026-07-01")
    )
    THEIRS.with_name("v2.yaml").write_text(text, encoding="utf-8")
    assert take() == exits.OK
    return OWN.with_name("v2.yaml")


def test_a_file_that_is_gone_upstream_and_was_changed_here_is_marked_until_somebody_decides() -> None:
    own = second_version()
    edit(own, "owner: collections", "owner: bank")
    kept = own.read_text(encoding="utf-8")
    THEIRS.with_name("v2.yaml").unlink()
    assert take("--mark") == exits.PROBLEMS
    assert own.read_text(encoding="utf-8") == f"<<<<<<< here\n{kept}=======\n>>>>>>> upstream\n"
    assert checked() == exits.PROBLEMS
    own.write_text(kept, encoding="utf-8")
    assert take() == exits.OK
    assert own.read_text(encoding="utf-8") == kept


def test_a_file_that_was_removed_here_and_changed_upstream_is_marked_until_somebody_decides() -> None:
    own = second_version()
    own.unlink()
    edit(THEIRS.with_name("v2.yaml"), "owner: collections", "owner: head-office")
    assert take("--mark") == exits.PROBLEMS
    text = own.read_text(encoding="utf-8")
    assert text.startswith("<<<<<<< here\n=======\n")
    assert "owner: head-office\n" in text
    assert checked() == exits.PROBLEMS
    own.unlink()
    assert take() == exits.OK
    assert not own.exists()


def test_a_file_that_was_added_on_both_sides_is_marked_with_both_texts() -> None:
    text = (
        THEIRS.read_text(encoding="utf-8").replace("version: 1\n", "version: 2\n").replace("effective: 2026-01-01", "effective: 2026-07-01")
    )
    THEIRS.with_name("v2.yaml").write_text(text, encoding="utf-8")
    OWN.with_name("v2.yaml").write_text(text.replace("owner: collections", "owner: bank").rstrip("\n"), encoding="utf-8")
    assert take("--mark") == exits.PROBLEMS
    marked = OWN.with_name("v2.yaml").read_text(encoding="utf-8")
    assert ("owner: bank\n" in marked, "owner: collections\n" in marked, "\n=======\n" in marked) == (True, True, True)


def test_a_file_that_was_removed_here_stays_removed() -> None:
    (Path("bank/policies") / "law/cn.yaml").rename("kept.yaml")
    assert take() == exits.OK
    assert not (Path("bank/policies") / "law/cn.yaml").exists()


def test_taking_needs_to_know_from_where() -> None:
    assert outcome_of(["upstream", "--policies", "bank/policies", "--take"]) == exits.USAGE


def test_a_program_is_told_what_is_written_and_where_somebody_must_decide(capsys: pytest.CaptureFixture[str]) -> None:
    edit(OWN, "owner: collections", "owner: bank")
    edit(THEIRS, "owner: collections", "owner: head-office")
    capsys.readouterr()
    assert take("--json") == exits.PROBLEMS
    told = json.loads(capsys.readouterr().out)
    (conflict,) = told["conflicts"]
    assert (told["written"], told["files"]) == (False, ["contact/v1.yaml"])
    assert (conflict["file"], conflict["here"], conflict["upstream"]) == ("contact/v1.yaml", "owner: bank\n", "owner: head-office\n")
