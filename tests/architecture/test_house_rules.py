"""Rooms know only those below them; files and functions keep to one job."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FILES = sorted(file for folder in ("engine", "api", "tests", "benchmarks") for file in Path(folder).rglob("*.py"))
MOST_LINES = 400
LONGER = {Path("engine/lawbook/model/core.py"): 560}
"""The core is one union of some forty nouns, which read best in one place."""
MOST_LINES_OF_A_FUNCTION = 60
FORBIDDEN_NAMES = ("utils", "helpers", "manager", "processor", "base", "common")


def test_rooms_know_only_those_below_them() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_file_has_one_job(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGER.get(file, MOST_LINES)
    assert file.stem not in FORBIDDEN_NAMES
    long = [f"{function.name}: {length}" for function, length in functions(text) if length > MOST_LINES_OF_A_FUNCTION]
    assert long == []


def functions(text: str) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("file", [file for file in FILES if file.is_relative_to("engine") or file.is_relative_to("api")], ids=str)
def test_a_file_says_what_it_is_for(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
