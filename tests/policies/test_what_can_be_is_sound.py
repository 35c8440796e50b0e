"""What `lawbook cover` takes for impossible never happens: held to everything that the scenarios that ship make of the policies."""

from pathlib import Path

import pytest

from lawbook.cover.conditions import Aspect, conditions_of
from lawbook.cover.impossible import impossible_rows
from lawbook.cover.observing import Observed, observe
from lawbook.cover.values import PossibleValues
from lawbook.evaluate.expressions import evaluate
from lawbook.library import Library
from lawbook.model.values import Unknown, Value
from lawbook.specification.suites import read_suite


@pytest.fixture(scope="module")
def observed(policies_under_test: Library) -> Observed:
    return observe(read_suite([Path("features")]), policies_under_test)


def aspect(value: Value) -> Aspect:
    if isinstance(value, Unknown):
        return "unknown"
    return "true" if value is True else "false"


def test_conditions_come_out_only_as_they_can(policies_under_test: Library, observed: Observed) -> None:
    for version in policies_under_test.every_version():
        conditions = conditions_of(version.policy)
        for observation in observed.of_version(version.name, version.version):
            setting = observation.setting()
            strange = [each for each in conditions if aspect(evaluate(each.test, setting)) not in each.can_be]
            assert strange == []


def test_decisions_come_to_values_that_are_listed(policies_under_test: Library, observed: Observed) -> None:
    for version in policies_under_test.every_version():
        values = PossibleValues(version.policy)
        listed = {name: found for each in version.policy.decisions if (found := values.of_decision(name := each.name)) is not None}
        for observation in observed.of_version(version.name, version.version):
            made = observation.judged.values
            assert [name for name, found in listed.items() if not isinstance(made[name], Unknown) and made[name] not in found] == []


def test_rows_that_are_impossible_are_never_hit(policies_under_test: Library, observed: Observed) -> None:
    for version in policies_under_test.every_version():
        impossible = impossible_rows(version.policy, conditions_of(version.policy))
        for observation in observed.of_version(version.name, version.version):
            assert impossible.isdisjoint(observation.judged.decision.fired)
