"""Libraries of policies on disk, and what checking them reports."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lawbook.check.policies.library import CheckedLibrary, check_library
from lawbook.library import Inspection, inspect_library
from lawbook.model.policy import Policy
from lawbook.problems import Problem, Problems
from lawbook.read.yaml import read_document
from lawbook.specification.suites import read_suite

TODAY = date(2026, 11, 21)
"""The day on which golden libraries are checked."""


def inspected(folder: Path) -> Inspection:
    """Check the library in *folder*, as it stands today."""
    return inspect_library(folder, today=TODAY)


def told(problem: Problem, folder: Path) -> str:
    """Say a problem as a person reads it, with the paths inside *folder*."""
    report = str(problem).replace(f"{folder}/", "").replace(str(folder), ".")
    return report if problem.severity == "error" else f"warning: {report}"


def report_on(folder: Path) -> str:
    """Say everything that is to be said about the library in *folder*."""
    features = folder.parent / "features"
    unread = read_suite([features]).problems if features.is_dir() else ()
    reported = [*inspected(folder).problems, *unread]
    return "".join(f"{told(problem, folder)}\n" for problem in reported).replace(f"{folder.parent}/", "")


def checked(files: Mapping[str, str], *, today: date = TODAY) -> tuple[CheckedLibrary, Problems]:
    """Check a library given as the texts of its files by path."""
    problems = Problems()
    nodes = [(path, read_document(text, path, problems)) for path, text in files.items() if path.endswith(".yaml")]
    documents = [(path, node) for path, node in nodes if node is not None]
    rows = {path: text for path, text in files.items() if path.endswith(".csv")}
    return check_library(documents, problems, files=rows, today=today.toordinal()), problems


def codes(problems: Problems) -> list[str]:
    """Give the kinds of problems in order of place."""
    return [problem.code for problem in problems]


HEAD = """policy: limits
language: 1
version: 1
title: {en: Credit limits, zh: 授信额度}
effective: 2026-01-01
owner: credit-policy
review_by: 2027-06-30
"""
"""What every policy begins with."""


def policy(body: str, head: str = HEAD) -> dict[str, str]:
    """Give the library of one policy with *body* after the head."""
    return {"limits/v1.yaml": head + body}


def only(files: Mapping[str, str]) -> Policy:
    """Give the one policy of a library with nothing wrong."""
    library, problems = checked(files)
    assert [str(problem) for problem in problems] == []
    (one,) = library.policies
    return one
