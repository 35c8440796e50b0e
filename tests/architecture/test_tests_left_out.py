"""Tests that need a browser or much time are named as not run, which under CI is an error unless somebody ran them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SUITE = """
import pytest

def test_ordinary(): pass

@pytest.mark.beyond("needs a browser")
def test_page(): pass
"""


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_suite.py").write_text(SUITE, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "support.beyond",
        "-p",
        "no:cacheprovider",
        "--strict-markers",
        *arguments,
        "test_suite.py",
    ]
    kept = {name: value for name, value in os.environ.items() if name not in {"CI", "LAWBOOK_BEYOND_RAN"}}
    others = {"PYTHONPATH": str(Path("tests").absolute()), **environment}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={**kept, **others})


def test_they_are_named_as_not_run(tmp_path: Path) -> None:
    ran = run(tmp_path)
    assert (ran.returncode, "NOT RUN test_suite.py::test_page (needs a browser)" in ran.stdout) == (0, True)
    assert "1 passed, 1 deselected" in ran.stdout


@pytest.mark.parametrize(("environment", "code"), [({"CI": "true"}, 1), ({"CI": "true", "LAWBOOK_BEYOND_RAN": "1"}, 0)])
def test_under_ci_that_is_an_error_unless_they_were_run(tmp_path: Path, environment: dict[str, str], code: int) -> None:
    assert run(tmp_path, **environment).returncode == code


def test_they_run_alone_when_asked_for(tmp_path: Path) -> None:
    assert "1 passed, 1 deselected" in run(tmp_path, "--beyond", CI="true").stdout
    assert run(tmp_path, "--beyond", "-k", "ordinary").returncode == 0
