"""The shipped policies speak of one debtor in one language: a name, and a title, mean the same thing in every pack that has them."""

from collections.abc import Iterable, Iterator
from itertools import combinations

import pytest

from lawbook.library import Library
from lawbook.model.policy import Fact, Policy

APART = frozenset({"german-instalment"})
"""Policies on data of another country and time, which no debtor of the others meets."""


def together(library: Library) -> tuple[Policy, ...]:
    """Give the versions that may decide on one debtor: of each policy the last."""
    return tuple(library.versions(name)[-1] for name in library.policies if name not in APART)


def declared(policies: Iterable[Policy]) -> Iterator[tuple[str, Fact]]:
    for policy in policies:
        yield from ((policy.name, fact) for fact in policy.facts)


def meaning(fact: Fact) -> tuple[object, ...]:
    return (fact.name, fact.type, fact.unit, fact.optional, fact.title, fact.titles, fact.changes, fact.personal)


def test_a_fact_is_declared_alike_wherever_it_is_declared(policies_under_test: Library) -> None:
    known: dict[str, tuple[str, Fact]] = {}
    for policy, fact in declared(together(policies_under_test)):
        other, before = known.setdefault(fact.name, (policy, fact))
        assert meaning(fact) == meaning(before), f"`{fact.name}` of {policy} and of {other}"


def test_a_fact_that_two_policies_have_is_declared_once(policies_under_test: Library) -> None:
    known: dict[str, tuple[str, Fact]] = {}
    for policy, fact in declared(together(policies_under_test)):
        other, before = known.setdefault(fact.name, (policy, fact))
        assert fact.where == before.where, f"`{fact.name}` of {policy} and of {other}: declare it in a vocabulary that both use"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_title_names_one_fact(policies_under_test: Library, lang: str) -> None:
    known: dict[str, str] = {}
    for policy, fact in declared(together(policies_under_test)):
        title = fact.title.told(lang).casefold()
        assert known.setdefault(title, fact.name) == fact.name, f"`{title}` in {policy}"


def test_what_one_policy_decides_no_other_takes_as_a_fact_under_that_name(policies_under_test: Library) -> None:
    for one, other in combinations(together(policies_under_test), 2):
        for deciding, taking in ((one, other), (other, one)):
            facts = {fact.name for fact in taking.facts if fact.used}
            assert not facts & set(deciding.outputs), f"{deciding.name} decides what {taking.name} takes as a fact"
