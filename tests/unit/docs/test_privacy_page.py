"""The page on what is told of persons: what it shows is run."""

import re
import shlex
from pathlib import Path

import pytest

from lawbook.cli.main import outcome_of
from lawbook.library.retention import inspect_retention
from support.persons import record_loans

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")


def lasting(told: str) -> str:
    """Leave out what is another each time."""
    told = re.sub(r"\b[0-9a-f]{32}\b", "KEY", re.sub(r"\d+ checkpoints; \d+", "", told))
    return re.sub(r"(?<=since )\S+", "TIME", told)


def test_the_page_shows_what_happens(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LAWBOOK_RECORD", "LAWBOOK_PRIVACY_KEY", "LAWBOOK_LANG", "LAWBOOK_TIME_ZONE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LAWBOOK_STATE", str(record_loans(tmp_path)))
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"^```console\n(.*?)^```\n", PAGE, re.MULTILINE | re.DOTALL):
        for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = command.partition("\n")
            outcome_of(shlex.split(line)[1:])
            told = capsys.readouterr()
            assert lasting(told.out + told.err) == lasting(shown), line


def test_the_rules_that_the_page_shows_are_those_that_are_shipped(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```yaml\n(.*?)^```\n", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "retention").mkdir()
    (tmp_path / "retention" / "retention.yaml").write_text(block, encoding="utf-8")
    names = ("dunning-tier", "underwriting", "drawdown")
    (rule,), problems = inspect_retention(tmp_path, {"CN-AML-34"}, names)
    assert problems == ()
    shipped = (ROOT / "policies" / "retention" / "retention.yaml").read_text(encoding="utf-8")
    assert f"{rule.id}:" in shipped
    assert "keep: {2025-01-01: 10 years}" in shipped
