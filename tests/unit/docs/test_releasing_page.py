"""The page on releasing: what it shows is run, in its order, and every refusal stands on it."""

import re
import shlex
import shutil
from pathlib import Path
from typing import get_args

import pytest

from lawbook.cli.main import outcome_of
from lawbook.operations.releasing.states import Why

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")


def commands() -> list[tuple[str, str]]:
    blocks = "".join(re.findall(r"^```console\n(.*?)^```\n", PAGE, re.MULTILINE | re.DOTALL))
    found = [command.partition("\n") for command in re.split(r"^\$ ", blocks, flags=re.MULTILINE)[1:]]
    return [(line, shown) for line, _, shown in found]


def lasting(told: str) -> str:
    """Leave out what is otherwise each time: times, hashes, counts that grow, and the widths of columns."""
    told = re.sub(r"\d{4}-\d\d-\d\dT[\d:.+]+", "TIME", told)
    told = re.sub(r"\b[0-9a-f]{16}\b", "HASH", told)
    told = re.sub(
        r"\b(?!0 |1 v)[\d.]+%? ?(?=files|pass|of changes|invariants|questions|decisions come|outcomes|entries|writers|checkpoints)",
        "N ",
        told,
    )
    return re.sub(r" {2,}", " ", re.sub(r"N% ", "N ", told))


def test_the_page_shows_what_happens(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LAWBOOK_POLICIES", "LAWBOOK_LANG", "LAWBOOK_TIME_ZONE", "LAWBOOK_STATE", "LAWBOOK_RECORD", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for folder in ("policies", "features"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    for line, shown in commands():
        line, _, into = line.partition(" > ")  # noqa: PLW2901 - the same line, without where its output goes
        outcome_of(shlex.split(line)[1:])
        told = capsys.readouterr()
        if into:
            Path(into).write_text(told.out, encoding="utf-8")
        assert lasting(("" if into else told.out) + told.err) == lasting(shown), line


@pytest.mark.parametrize("why", get_args(Why))
def test_every_refusal_stands_on_the_page(why: str) -> None:
    assert f"`{why}`" in PAGE
