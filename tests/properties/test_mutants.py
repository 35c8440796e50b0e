"""Mutants of policies written at random: what is made anew is what is decided, and what is called without effect has none."""

from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.policy import Policy
from lawbook.mutation.anew import Ground, Standing, effect_of, ground_of, same_decision, standing, tried
from lawbook.mutation.equivalence import equivalence
from lawbook.mutation.making import mutants_of
from lawbook.mutation.mutants import Mutant
from lawbook.mutation.spans import span_of
from lawbook.mutation.trying import Memory
from support.generated_policies import Library, check_texts, libraries
from support.surface_facts import Facts

SHARE = settings.default.max_examples if settings.default is not None else 100
some = settings(max_examples=max(5, SHARE // 10), suppress_health_check=list(HealthCheck), deadline=None)
randoms = st.randoms(use_true_random=False)
MUTANTS, ASKED = 12, 6


def drawn(library: Library, random: Random) -> tuple[Policy, list[Mutant]]:
    """Give the policy of a library, where nothing is wrong with it, and some of its mutants."""
    policy = check_texts(library.texts()).policy
    assume(policy is not None)
    assert policy is not None
    mutants = mutants_of(policy)
    return policy, random.sample(mutants, min(len(mutants), MUTANTS))


def asked(ground: Ground, policy: Policy, random: Random) -> list[Standing]:
    """Decide on random facts on days of the span."""
    facts, (first, last) = Facts(policy), span_of(policy)
    days = [min(max(facts.day(random), first), last) for _ in range(ASKED)]
    return [standing(ground, read_facts(policy, facts.posting(random).facts), day) for day in days]


@some
@given(library=libraries(), random=randoms)
def test_what_is_made_anew_is_what_the_mutant_decides(library: Library, random: Random) -> None:
    policy, mutants = drawn(library, random)
    ground = ground_of(policy)
    known = asked(ground, policy, random)
    for mutant in mutants:
        on_trial = tried(ground, mutant)
        for before in known:
            made = effect_of(on_trial, ground, before).decision
            event("otherwise" if made is not None else "the same")
            decided = evaluate_policy(on_trial.policy, before.facts, before.as_of).decision
            assert same_decision(made or before.decision, decided), mutant.id


@some
@given(library=libraries(), random=randoms)
def test_what_is_called_without_effect_has_none(library: Library, random: Random) -> None:
    policy, mutants = drawn(library, random)
    ground, memory = ground_of(policy), Memory()
    known = asked(ground, policy, random)
    for mutant in mutants:
        rule = equivalence(policy, mutant, memory=memory)
        event(str(rule))
        if rule is not None:
            on_trial = tried(ground, mutant)
            assert all(effect_of(on_trial, ground, before).decision is None for before in known), f"{mutant.id}: {rule}"
