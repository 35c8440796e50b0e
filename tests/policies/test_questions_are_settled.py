"""What every version of the policies that ship is asked: nothing is to mend."""

from pathlib import Path

import pytest

from lawbook import open_library
from lawbook.library import Library
from lawbook.operations.findings import Asked
from lawbook.operations.questioning import answered, versions_of

ROOT = Path(__file__).parents[2]
POLICIES = sorted(place.name for place in (ROOT / "policies").iterdir() if (place / "v1.yaml").exists())
SMALL = ["eu-automated-decision", "eu-forbearance", "us-adverse-action", "us-debt-collection"]
SECONDS = 120


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(ROOT / "policies")


def _asked(library: Library, name: str) -> tuple[Asked, ...]:
    return answered(library, versions_of(library, [name]), SECONDS, 1)


def _to_mend(asked_of: tuple[Asked, ...]) -> list[tuple[int, str, str, str]]:
    return [(asked.version, reply.kind, reply.decision, reply.subject) for asked in asked_of for reply in asked.graded("finding")]


@pytest.mark.beyond("asks some seven thousand questions")
@pytest.mark.parametrize("name", POLICIES)
def test_nothing_is_to_mend_in_a_shipped_policy(library: Library, name: str) -> None:
    assert _to_mend(_asked(library, name)) == []


@pytest.mark.parametrize("name", SMALL)
def test_everything_about_a_small_policy_is_settled(library: Library, name: str) -> None:
    all_asked = _asked(library, name)
    assert [asked.graded("unknown") for asked in all_asked] == [()]
    assert _to_mend(all_asked) == []
