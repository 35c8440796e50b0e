"""Every kind of problem: a small library that has it, and the exact report."""

from pathlib import Path

import pytest

from lawbook.model.limits import FILE_BYTES
from lawbook.problems import CATALOGUE, Problems
from lawbook.read.yaml import read_document
from support.libraries import report_on

BAD = Path(__file__).parents[2] / "golden" / "bad"
FOLDERS = sorted(folder.name for folder in BAD.iterdir() if folder.is_dir())
OF_FACTS = {
    "missing-fact",
    "unknown-fact",
    "derived-fact",
    "wrong-fact-type",
    "fact-out-of-range",
    "fact-scale",
    "consent-missing",
    "not-json",
}
"""Codes of facts as posted, which no file can have."""
TOO_LARGE = "file-too-large"


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_report_is_word_for_word(folder: str, update_golden: bool) -> None:  # noqa: FBT001 - it is a fixture
    report = report_on(BAD / folder / "policies")
    expected = BAD / folder / "expected.txt"
    if update_golden:
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder in CATALOGUE])
def test_the_report_of_a_folder_has_the_code_it_is_named_for(folder: str) -> None:
    assert f"[{folder}]" in (BAD / folder / "expected.txt").read_text(encoding="utf-8")


def test_every_code_has_its_folder() -> None:
    assert set(CATALOGUE) - OF_FACTS - {TOO_LARGE} - set(FOLDERS) == set()


def test_every_folder_is_named_for_a_code() -> None:
    assert set(FOLDERS) - set(CATALOGUE) == {"ten-mistakes"}


def test_ten_mistakes_are_told_at_once() -> None:
    report = (BAD / "ten-mistakes" / "expected.txt").read_text(encoding="utf-8")
    codes = [line.rpartition("[")[2].rstrip("]") for line in report.splitlines() if not line.startswith("  help: ")]
    assert len(codes) == len(set(codes)) == 10


def test_a_file_can_be_too_large() -> None:
    problems = Problems()
    assert read_document("# " + "x" * FILE_BYTES, "limits/v1.yaml", problems) is None
    assert [problem.code for problem in problems] == [TOO_LARGE]
