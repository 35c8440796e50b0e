"""The page on adopting a policy: what it shows is run, from an empty folder."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lawbook.cli.main import outcome_of

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "adopting.md").read_text(encoding="utf-8")


def blocks() -> Iterator[tuple[str, str, str]]:
    for match in re.finditer(r"^```(console|diff) ?([^\n]*)\n(.*?)^```\n", PAGE, re.MULTILINE | re.DOTALL):
        yield match[1], match[2], match[3]


def commands(block: str) -> Iterator[tuple[str, str]]:
    for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, shown = command.partition("\n")
        yield line, shown


def lasting(told: str) -> str:
    """Leave out what changes whenever a policy or its scenarios grow: counts and lines."""
    told = re.sub(r"(drawdown v\d+(, )?)+", "drawdown", told)
    return re.sub(r"\d+ (?=files|scenarios|passed|version)|(?<=\.yaml):\d+:\d+", "", told)


def edit(file: Path, block: str) -> None:
    old, new = ("\n".join(line[1:] for line in block.splitlines() if line.startswith(sign)) for sign in "-+")
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(autouse=True)
def empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LAWBOOK_POLICIES", "LAWBOOK_LANG", "LAWBOOK_TIME_ZONE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    shutil.copytree(ROOT / "features", tmp_path / "features")
    monkeypatch.chdir(tmp_path)


def test_the_page_shows_what_happens(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, name, block in blocks():
        if kind == "diff":
            edit(Path(name), block)
            continue
        for line, shown in commands(block):
            if line.startswith("cd "):
                monkeypatch.chdir(line.removeprefix("cd "))
                continue
            outcome_of(shlex.split(line)[1:])
            told = capsys.readouterr()
            assert lasting(told.out + told.err) == lasting(shown)
