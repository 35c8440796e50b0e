"""The catalogue of requirements fits the policies that ship, and what carries a requirement is there."""

from pathlib import Path

import pytest

from lawbook.cover.removal import requirements_of
from lawbook.library import Library
from lawbook.problems import Problems
from lawbook.specification.requirements import find_requirements
from lawbook.specification.suites import read_suite

PROBLEMS = Problems()
CATALOGUE = find_requirements([Path("features")], PROBLEMS)


def test_the_catalogue_can_be_read() -> None:
    assert list(PROBLEMS) == []
    assert len(CATALOGUE) == len({each.id for each in CATALOGUE}) == 101


def test_every_requirement_that_a_rule_covers_is_in_the_catalogue(policies_under_test: Library) -> None:
    covered = {id_ for version in policies_under_test.every_version() for id_ in requirements_of(version.policy)}
    assert covered - {each.id for each in CATALOGUE} == set()


@pytest.mark.parametrize("place", sorted({place for each in CATALOGUE for place in each.carried_by}))
def test_what_carries_a_requirement_is_there(place: str) -> None:
    assert Path(place).exists()


def test_each_requirement_is_carried_by_a_scenario() -> None:
    tags = {tag for scenario in read_suite([Path("features")]).scenarios for tag in scenario.tags}
    assert {each.id for each in CATALOGUE} - tags == set()
