"""What the scenarios notice of the policies that ship: nine in ten small changes, by hand-written scenarios alone."""

from pathlib import Path

import pytest

from lawbook import Library, open_library
from lawbook.mutation.recorded import Recording, record
from lawbook.operations.mutating import changes_by_policy, missed, try_changes
from lawbook.specification.suites import read_suite

ROOT = Path(__file__).parents[2]
LEAST = 90
POLICIES = sorted(place.name for place in (ROOT / "policies").iterdir() if (place / "v1.yaml").exists())


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(ROOT / "policies")


def recording_of(library: Library, name: str) -> Recording:
    suite = read_suite([ROOT / "features" / name])
    assert list(suite.problems) == []
    return record(suite, library)


@pytest.mark.beyond("tries some fifteen thousand changes of policies on their scenarios")
@pytest.mark.parametrize("name", POLICIES)
def test_nine_in_ten_small_changes_of_a_policy_are_noticed(library: Library, name: str) -> None:
    trials = try_changes(changes_by_policy(library, [name]), recording_of(library, name), jobs=1)
    unnoticed = [change.newest.id for trial in missed(trials, LEAST) for change, _ in trial.survivors]
    assert unnoticed == []
