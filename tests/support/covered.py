"""Small libraries in memory and tables of cases on them, for measuring what the cases reach."""

from datetime import date
from pathlib import Path

from lawbook.cover.goals import Goal, Measure, goals_of
from lawbook.cover.observing import Observed, observe
from lawbook.library import Library
from lawbook.model.policy import Policy
from lawbook.problems import Problems
from lawbook.specification.case_tables import read_csv_cases
from lawbook.specification.scenarios import Suite
from support.fragments import checked_fragment


def policy_of(text: str, name: str = "limits", version: str = "v1") -> Policy:
    """Give the policy of a fragment that has nothing wrong."""
    checked = checked_fragment(text, name, {}, version=version)
    assert checked.errors == ()
    (policy,) = checked.policies
    return policy


def library_of(*policies: Policy) -> Library:
    """Give a library of policies that stand in no folder."""
    return Library(Path("nowhere"), policies, today=date(2026, 6, 15))


def cases(columns: str, *rows: str, policy: str = "limits", as_of: str = "2026-06-15") -> Suite:
    """Give cases numbered from 1; *columns* and *rows* hold what comes after id, policy and day."""
    lines = [f"id,policy,as_of,{columns}", *(f"{number},{policy},{as_of},{row}" for number, row in enumerate(rows, 1))]
    problems = Problems()
    scenarios = read_csv_cases("\n".join(lines), "limits.cases.csv", problems)
    assert list(problems) == []
    return Suite(scenarios)


def observed(library: Library, suite: Suite) -> Observed:
    """Run the cases, which must be understood."""
    found = observe(suite, library)
    assert {result.verdict for result in found.results} <= {"passed"}, [result.message for result in found.results]
    return found


def goals(library: Library, suite: Suite, measure: Measure) -> list[Goal]:
    """Give the goals of one measure, as far as the cases reach them."""
    return [goal for goal in goals_of(library, observed(library, suite)) if goal.measure == measure]
