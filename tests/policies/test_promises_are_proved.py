"""The invariants of the policies that ship, proved for every input and every day on which each version is in force."""

from pathlib import Path

import pytest

from lawbook import Library, open_library
from lawbook.operations.findings import Finding
from lawbook.operations.proving import prove, questions_of

ROOT = Path(__file__).parents[2]
POLICIES = sorted(place.name for place in (ROOT / "policies").iterdir() if (place / "v1.yaml").exists())
SECONDS = 120
"""For one question, on a machine that does other things too; most take one."""


def told(finding: Finding) -> str:
    return f"{finding.policy} {finding.version} {finding.invariant} since {finding.since}: {finding.outcome} {finding.told.why}"


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(ROOT / "policies")


@pytest.mark.parametrize("name", POLICIES)
def test_every_promise_of_a_shipped_policy_is_proved(library: Library, name: str) -> None:
    found = prove(questions_of(library, [name]), SECONDS, 1)
    assert [told(each) for each in found if each.outcome != "proved"] == []


def test_the_shipped_policies_make_at_least_forty_promises_each_resting_on_something(library: Library) -> None:
    questions = questions_of(library, [])
    assert len({question.invariant.id for question in questions}) >= 40
    assert [question.invariant.id for question in questions if not question.invariant.cites] == []
