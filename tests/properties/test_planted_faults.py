"""Faults planted in policies are found, wherever they make a difference; where there is none, none is invented."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

from lawbook import open_library
from lawbook.contract.facts import read_facts
from lawbook.evaluate.promises import Request
from lawbook.model.policy import Policy
from lawbook.prove.answers import Counterexample, Proved
from lawbook.prove.invariants import Promises, span_of
from lawbook.questions.settling import answers
from support.clean_policies import clean_policy
from support.planted_faults import KINDS
from support.surface_facts import Facts
from support.telling_apart import Apart, Open, Original, differ, open_to_unknowns

ROOT = Path(__file__).parents[2]
SHIPPED = (
    "german-instalment",
    "us-debt-collection",
    "us-adverse-action",
    "eu-forbearance",
    "eu-automated-decision",
    "drawdown",
    "line-review",
)
CLEAN = 60
SECONDS = 30
PLACES, TRIED = 5, 60
REQUESTS = 40
"""On how many requests the interpreter tries whether a fault that is said to make no difference makes one."""


@cache
def generated() -> tuple[Original, ...]:
    return tuple(Original(clean_policy(number)) for number in range(3))


@cache
def with_shipped() -> tuple[Original, ...]:
    library = open_library(ROOT / "policies")
    more = (Original(clean_policy(number)) for number in range(len(generated()), 6))
    return (*generated(), *more, *(Original(library.versions(name)[-1]) for name in SHIPPED))


def planted(kind: str, originals: tuple[Original, ...], at_most: int) -> Iterator[tuple[Original, Policy]]:
    """Give the places at which a fault of a kind can be planted, in an order that is the same every time."""
    places = [(original, faulty) for original in originals for faulty in KINDS[kind](original.policy)]
    Random(7).shuffle(places)  # noqa: S311 - the same order every time is what is wanted
    yield from places[:at_most]


def makes_a_difference(original: Original, faulty: Policy) -> bool:
    """Ask the prover; what it does not find must not show on any request that is tried either."""
    found = original.told_apart(faulty, SECONDS)
    assert not isinstance(found, Open), found
    if isinstance(found, Apart):
        return True
    random, facts = Random(11), Facts(original.policy)  # noqa: S311 - the same requests every time are what is wanted
    for _ in range(REQUESTS):
        posting = read_facts(original.policy, facts.posting(random).facts)
        assert not differ(original.policy, faulty, Request(posting, original.span.first))
    return False


def found_places(kind: str, originals: tuple[Original, ...], wanted: int) -> int:
    count = 0
    for original, faulty in planted(kind, originals, TRIED):
        count += makes_a_difference(original, faulty)
        if count == wanted:
            break
    return count


def test_there_are_at_least_sixty_kinds_of_faults() -> None:
    assert len(KINDS) >= 60


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_of_each_kind_is_found_in_a_generated_policy(kind: str) -> None:
    assert found_places(kind, generated(), 1) == 1


@pytest.mark.beyond("plants some four hundred faults in generated and shipped policies")
@pytest.mark.parametrize("kind", KINDS)
def test_faults_of_each_kind_are_found_in_five_places(kind: str) -> None:
    assert found_places(kind, with_shipped(), PLACES) == PLACES


@pytest.mark.parametrize("number", range(0, CLEAN, 10))
def test_nothing_is_found_in_a_policy_without_a_fault(number: int) -> None:
    assert faults_claimed(clean_policy(number)) == []


@pytest.mark.beyond("asks everything of sixty policies")
@pytest.mark.parametrize("number", range(CLEAN))
def test_nothing_is_found_in_any_of_sixty_policies_without_a_fault(number: int) -> None:
    assert faults_claimed(clean_policy(number)) == []


def faults_claimed(policy: Policy) -> list[object]:
    promises = Promises(policy, span_of(policy), SECONDS)
    broken = [each.id for each in policy.invariants if promises.settle(each) != Proved()]
    return [*broken, *(each.question.key for each in answers(policy, span_of(policy), SECONDS) if each.grade == "finding")]


def test_every_promise_is_broken_by_some_planted_fault() -> None:
    policy = clean_policy(0)
    unbroken = {each.id for each in policy.invariants}
    for kind in KINDS:
        for faulty in KINDS[kind](policy):
            promises = Promises(open_to_unknowns(faulty), span_of(faulty), SECONDS)
            open_ = [each for each in faulty.invariants if each.id in unbroken]
            unbroken -= {each.id for each in open_ if isinstance(promises.settle(each), Counterexample)}
            if not unbroken:
                return
    assert unbroken == set()


@pytest.mark.parametrize("number", range(PLACES))
@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("a rule or row left out", "gap"),
        ("a range that begins too late", "gap"),
        ("a range that ends too early", "gap"),
        ("a row that overlaps another", "overlap"),
        ("a range that begins too early", "overlap"),
        ("a range that ends too late", "overlap"),
        ("a rule or row that never applies", "fires"),
    ],
)
def test_tables_that_leave_out_or_contradict_are_found_by_asking(kind: str, question: str, number: int) -> None:
    policy = clean_policy(number)
    faulty = next(each for each in KINDS[kind](policy) if each.decisions[0] != policy.decisions[0])
    # What was checked to be always known no longer is.
    open_ = replace(faulty, decisions=tuple(replace(each, nullable=True) for each in faulty.decisions))
    found = {(each.question.kind, each.question.decision) for each in answers(open_, span_of(open_), SECONDS) if each.grade == "finding"}
    assert (question, policy.decisions[0].name) in found
