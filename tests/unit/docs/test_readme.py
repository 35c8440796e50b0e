"""What README.md shows is what happens."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def test_the_examples_of_the_readme_run_as_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, attempted = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert attempted > 5
    assert failed == 0


def test_every_file_that_the_readme_names_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = {name for name in re.findall(r"`([\w/.-]+/[\w.-]*|\w+\.md)`", readme) if not name.startswith("/")}
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
