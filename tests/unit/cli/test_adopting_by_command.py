"""`lawbook adopt`, from an empty folder."""

import json
import shutil
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from support.adoption import FILES
from support.offers import write_file

CHECK = ("check", "--today", "2026-11-21")


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LAWBOOK_POLICIES", "LAWBOOK_LANG", "LAWBOOK_TIME_ZONE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for path, text in FILES.items():
        write_file(tmp_path, f"upstream/policies/{path}", text)
    write_file(tmp_path, "upstream/features/contact/contact.feature", "Feature: contact\n")
    write_file(tmp_path, "upstream/policies/contact/examples/one.json", "{}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


GATE = """policy: gate
language: 1
version: 1
title: {en: Gate, zh: 闸口}
effective: 2026-01-01
owner: collections
review_by: 2030-06-30
decisions:
  state: {title: {en: state, zh: 状态}, from: contact.contact}
  open:
    type: boolean
    title: {en: open, zh: 开启}
    formula: state = "permitted"
    unknown: false
outputs: [open]
"""


def adopt(*arguments: str) -> int:
    return outcome_of(["adopt", "contact", "--from", "upstream/policies", "--to", "bank", *arguments])


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_everything_it_uses_comes_along_and_is_kept_as_it_came(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert adopt("--json") == exits.OK
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == [
        "features/contact/contact.feature",
        "policies/base/contact/v1.yaml",
        "policies/base/law/cn.yaml",
        "policies/base/shared/figures.yaml",
        "policies/contact/examples/one.json",
        "policies/contact/v1.yaml",
        "policies/law/cn.yaml",
        "policies/shared/figures.yaml",
    ]
    (version,) = told["versions"]
    assert f'base: {{policy: contact, version: 1, hash: "{version["hash"]}"}}' in (folder / "bank/policies/contact/v1.yaml").read_text()
    manifest = json.loads((folder / "bank/policies/base/manifest.json").read_text())
    assert manifest["adopted"] == {"contact/v1": version["hash"]}
    assert sorted(manifest["files"]) == ["contact/v1.yaml", "law/cn.yaml", "shared/figures.yaml"]


def test_looser_is_refused_at_its_line_and_tighter_is_accepted(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt()
    shutil.rmtree(folder / "upstream")
    monkeypatch.chdir(folder / "bank")
    capsys.readouterr()
    assert outcome_of([*CHECK, "--strict"]) == exits.OK
    figures = Path("policies/shared/figures.yaml")
    edit(figures, "2026-06-01: 2}", "2026-06-01: 4}")
    capsys.readouterr()
    assert outcome_of([*CHECK]) == exits.PROBLEMS
    assert capsys.readouterr().out.splitlines()[:2] == [
        "policies/shared/figures.yaml:9:41: `calls_most` is 4 from 2026-06-01, and 2 in the base [loosened]",
        "  help: it rests on `HARD-1`; the base has it at policies/base/shared/figures.yaml:4:3",
    ]
    assert outcome_of(["decide", "contact", "policies/contact/examples/one.json", "--as-of", "2026-11-21"]) == exits.PROBLEMS
    edit(figures, "2026-06-01: 4}", "2026-06-01: 1}")
    assert outcome_of([*CHECK, "--strict"]) == exits.OK


def test_a_base_that_was_taken_away_is_missed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    adopt()
    shutil.rmtree(folder / "bank/policies/base")
    capsys.readouterr()
    assert outcome_of([*CHECK, "bank/policies"]) == exits.PROBLEMS
    assert "the folder `base` has no version 1 of `contact` [unknown-base]" in capsys.readouterr().out


def test_a_base_with_problems_tells_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    adopt()
    edit(folder / "bank/policies/base/contact/v1.yaml", "outputs: [contact", "outputs: [contakt")
    capsys.readouterr()
    assert outcome_of([*CHECK, "bank/policies"]) == exits.PROBLEMS
    assert "bank/policies/base/contact/v1.yaml:59:11: `outputs` names `contakt`" in capsys.readouterr().out


def test_adopting_twice_changes_nothing_of_ones_own(folder: Path) -> None:
    assert adopt() == exits.OK
    edit(folder / "bank/policies/shared/figures.yaml", "2026-06-01: 2}", "2026-06-01: 1}")
    assert adopt() == exits.OK
    assert "2026-06-01: 1}" in (folder / "bank/policies/shared/figures.yaml").read_text()


def test_nothing_is_written_over_the_files_of_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_file(folder, "bank/policies/shared/figures.yaml", "vocabulary: shared/figures\n")
    assert adopt() == exits.PROBLEMS
    assert "bank/policies/shared/figures.yaml:1:1: another file of this name stands here [wrong-folder]" in capsys.readouterr().err
    assert not (folder / "bank/policies/contact").exists()


def test_policies_whose_decisions_it_uses_come_along(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_file(folder, "upstream/policies/gate/v1.yaml", GATE)
    assert outcome_of(["adopt", "gate", "--from", "upstream/policies", "--to", "bank"]) == exits.OK
    assert capsys.readouterr().out.splitlines()[0] == "gate v1, contact v1: 10 files in bank"
    assert outcome_of([*CHECK, "bank/policies"]) == exits.OK
    edit(folder / "bank/policies/shared/figures.yaml", "2026-06-01: 2}", "2026-06-01: 4}")
    capsys.readouterr()
    assert outcome_of([*CHECK, "bank/policies"]) == exits.PROBLEMS
    assert capsys.readouterr().out.count("[loosened]") == 1


def test_a_policy_that_is_not_there_is_not_adopted() -> None:
    assert outcome_of(["adopt", "contract", "--from", "upstream/policies", "--to", "bank"]) == exits.NOT_FOUND


def test_what_is_done_and_what_changed_is_told_in_chinese(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert adopt("--lang", "zh") == exits.OK
    assert "bank 中共 " in capsys.readouterr().out
    assert outcome_of(["upstream", "--policies", "bank/policies", "--lang", "zh"]) == exits.OK
    assert capsys.readouterr().out == "自采用以来没有变化\n"
    edit(folder / "bank/policies/contact/v1.yaml", "owner: ", "owner: our-")
    assert outcome_of(["upstream", "--policies", "bank/policies", "--lang", "zh"]) == exits.OK
    told = capsys.readouterr().out
    assert told.startswith("本地有修改\n  contact/v1.yaml · 文件 · owner\n    本地：")
