"""Policies written at random in the language itself: what is checked is safe, and every way to run it gives the same answer."""

from collections.abc import Callable
from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.policy import Policy
from support.agreement import Ways
from support.generated_policies import CheckedTexts, Library, check_texts, libraries, spoiled
from support.granted import exceptions_for
from support.policy_places import misplaced
from support.rewritten_policies import in_no_order, reordered_declarations, reordered_rows, retitled
from support.soundness import hold_declared, hold_explained
from support.surface_facts import Facts
from support.surface_writing import Layout

# A longer run: pytest tests/properties/test_generated_policies.py --hypothesis-profile=long
SHARE = settings.default.max_examples if settings.default is not None else 100
some = settings(max_examples=SHARE // 5, suppress_health_check=list(HealthCheck))
many = settings(max_examples=SHARE * 3 // 10, suppress_health_check=list(HealthCheck))
randoms = st.randoms(use_true_random=False)
layouts = st.integers(0, 2**32).map(lambda seed: Layout(Random(seed)))  # noqa: S311 - nothing secret is drawn


def checked(library: Library) -> Policy:
    """Give the policy of a library, where nothing is wrong with it; most have nothing wrong."""
    policy = check_texts(library.texts()).policy
    assume(policy is not None)
    assert policy is not None
    return policy


def hold_told(library_texts: dict[str, str]) -> CheckedTexts:
    """Hold that texts are either checked or refused, with every problem at a place of theirs."""
    made = check_texts(library_texts)
    event(", ".join(sorted(set(made.codes))) or "sound")
    assert (made.policy is None) is (made.codes != ())
    assert misplaced(made.problems, library_texts) == []
    return made


@many
@given(library=libraries(), layout=layouts)
def test_a_policy_is_checked_or_told_what_is_wrong(library: Library, layout: Layout) -> None:
    hold_told(library.texts(layout))


@many
@given(library=libraries(), random=randoms)
def test_a_policy_with_slips_is_checked_or_told_what_is_wrong(library: Library, random: Random) -> None:
    made = hold_told(spoiled(library, random))
    if made.policy is not None:
        facts = Facts(made.policy)
        judged = Ways(made.policy, facts.day(random)).hold(facts.posting(random))
        assert judged is not None
        hold_declared(made.policy, judged)


@some
@given(library=libraries(), random=randoms)
def test_what_is_checked_comes_to_values_of_its_types(library: Library, random: Random) -> None:
    policy = checked(library)
    facts = Facts(policy)
    for _ in range(8):
        posted = read_facts(policy, facts.posting(random).facts)
        hold_declared(policy, evaluate_policy(policy, posted, facts.day(random)))


@some
@given(library=libraries(), random=randoms)
def test_every_way_of_asking_gives_the_same_answer(library: Library, random: Random) -> None:
    policy = checked(library)
    facts = Facts(policy)
    for _ in range(2):
        ways = Ways(policy, facts.day(random))
        for _ in range(4):
            assert ways.hold(facts.posting(random)) is not None


@some
@given(library=libraries(), random=randoms)
def test_facts_refused_in_one_way_are_refused_in_every_way(library: Library, random: Random) -> None:
    policy = checked(library)
    facts = Facts(policy)
    ways = Ways(policy, facts.day(random))
    for _ in range(8):
        ways.hold(facts.spoiled(random))


@some
@given(library=libraries(), random=randoms)
def test_an_explanation_fires_the_rows_that_the_decision_fired(library: Library, random: Random) -> None:
    policy = checked(library)
    facts = Facts(policy)
    for _ in range(3):
        day = facts.day(random)
        hold_explained(policy, evaluate_policy(policy, read_facts(policy, facts.posting(random).facts), day), day)


@some
@given(library=libraries(), layout=layouts)
def test_layout_says_nothing(library: Library, layout: Layout) -> None:
    policy = checked(library)
    assert check_texts(library.texts(layout)).policy == policy


@some
@given(library=libraries())
def test_titles_are_content_and_no_meaning(library: Library) -> None:
    policy, other = checked(library), check_texts(retitled(library).texts()).policy
    assert other is not None
    assert (other.meaning_hash, other.content_hash == policy.content_hash) == (policy.meaning_hash, False)


def hold_same_decisions(library: Library, change: Callable[[Library, Random], Library], random: Random) -> None:
    """Hold that a policy and the same policy after *change* mean the same, and decide the same."""
    policy, other = checked(library), check_texts(change(library, random).texts()).policy
    assert other is not None
    assert other.meaning_hash == policy.meaning_hash
    facts = Facts(policy)
    for _ in range(4):
        posted, day = facts.posting(random).facts, facts.day(random)
        one, same = (evaluate_policy(each, read_facts(each, posted), day).decision for each in (policy, other))
        assert in_no_order(one) == in_no_order(same)


@some
@given(library=libraries(), random=randoms)
def test_the_order_of_rules_and_of_rows_that_share_their_inputs_means_nothing(library: Library, random: Random) -> None:
    hold_same_decisions(library, reordered_rows, random)


@some
@given(library=libraries(), random=randoms)
def test_the_order_of_declarations_means_nothing(library: Library, random: Random) -> None:
    hold_same_decisions(library, reordered_declarations, random)


@some
@given(library=libraries(), random=randoms)
def test_exceptions_to_a_policy_are_refused_by_name_or_hold_in_every_way(library: Library, random: Random) -> None:
    exceptions = exceptions_for(checked(library), random)
    assume(exceptions)
    made = check_texts(library.texts() | exceptions)
    event(", ".join(sorted(set(made.codes))) or "granted")
    if made.policy is None:
        assert set(made.codes) <= {"bad-exception", "hard-exception", "masked-row", "unknown-outcome"}
        return
    facts = Facts(made.policy)
    ways = Ways(made.policy, facts.day(random))
    for _ in range(4):
        judged = ways.hold(facts.posting(random))
        if judged is not None:
            hold_declared(made.policy, judged)
