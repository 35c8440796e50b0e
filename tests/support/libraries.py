"""Libraries of policies on disk, and what checking them reports."""

from datetime import date
from pathlib import Path

from lawbook.library import Inspection, inspect_library
from lawbook.problems import Problem

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
    return "".join(f"{told(problem, folder)}\n" for problem in inspected(folder).problems)
