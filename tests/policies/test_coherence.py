"""The shipped policies speak of one debtor in one language: a name, and a title, mean the same thing in every pack that has them."""

from collections.abc import Iterable, Iterator
from itertools import combinations

import pytest

from lawbook.library import Library
from lawbook.model.policy import Fact, Policy
from lawbook.model.types import OneOfType, Type

APART = ("german-", "eu-", "us-")
"""How policies under the law, or on the data, of other countries are called: no debtor of the others meets them."""


def together(library: Library) -> tuple[Policy, ...]:
    """Give the versions that may decide on one debtor: of each policy the last."""
    return tuple(library.versions(name)[-1] for name in library.policies if not name.startswith(APART))


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


def test_what_one_policy_decides_and_another_takes_under_that_name_has_the_same_values(policies_under_test: Library) -> None:
    for one, other in combinations(together(policies_under_test), 2):
        for deciding, taking in ((one, other), (other, one)):
            published = {decision.name: decision.type for decision in deciding.decisions if decision.published}
            for fact in taking.facts:
                if fact.used and fact.name in published:
                    assert values(published[fact.name]) == values(fact.type), f"`{fact.name}` of {deciding.name} and of {taking.name}"


def values(kind: Type) -> object:
    """Give what two types must share for a value of one to be posted as the other: the labels, or else the kind of value."""
    return set(kind.labels) if isinstance(kind, OneOfType) else type(kind)
