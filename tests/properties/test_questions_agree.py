"""Policies written at random: nothing that was proved never to be is met by facts drawn at random, and whatever was found is found again."""

from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lawbook.contract.facts import read_facts
from lawbook.evaluate.promises import Request
from lawbook.model.policy import Policy
from lawbook.model.values import Value
from lawbook.prove.invariants import Span
from lawbook.questions.asked import Answer, Never, Reached
from lawbook.questions.settling import answers
from lawbook.questions.shown import differs, shown
from lawbook.questions.trials import Ground
from support.generated_policies import Library, check_texts, libraries
from support.surface_facts import Facts

SHARE = settings.default.max_examples if settings.default is not None else 100
DRAWN = 60


def _found_again(ground: Ground, answer: Answer, reached: Reached) -> bool:
    one = ground.try_(reached.one)
    if answer.question.kind == "fact":
        assert reached.other is not None
        changed = {name for name, value in reached.other.facts.items() if value != reached.one.facts[name]}
        return changed == {answer.question.subject} and differs(ground, one, ground.try_(reached.other), ground.declared)
    again = dict(shown(ground, one, ground.declared, {answer.question.key})).get(answer.question.key)
    return again is not None and again.rows == reached.rows


def _met(ground: Ground, random: Random, never: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    policy, facts, met = ground.policy, Facts(ground.policy), set[tuple[str, str, str]]()
    for _ in range(DRAWN):
        day = random.randint(ground.first, ground.last)
        trial = ground.try_(Request(read_facts(policy, facts.posting(random).facts), day))
        met |= {key for key, _ in shown(ground, trial, ground.declared, never)} & never  # type: ignore[arg-type]
        beside = ground.try_(Request({**trial.request.facts, **_one_other(policy, facts, random)}, day))
        changed = {name for name, value in beside.request.facts.items() if value != trial.request.facts[name]}
        if differs(ground, trial, beside, ground.declared):
            met |= {("fact", "", name) for name in changed} & never
    return met


def _one_other(policy: Policy, facts: Facts, random: Random) -> dict[str, Value]:
    other = read_facts(policy, facts.posting(random).facts)
    name = random.choice(sorted(other)) if other else ""
    return {name: other[name]} if other else {}


@settings(max_examples=max(5, SHARE // 10), suppress_health_check=list(HealthCheck), deadline=None)
@given(library=libraries(), random=st.randoms(use_true_random=False))
def test_what_never_is_is_never_met_and_what_is_found_is_found_again(library: Library, random: Random) -> None:
    policy = check_texts(library.texts()).policy
    assume(policy is not None)
    assert policy is not None
    last = policy.stretch[1] - 1 if policy.stretch is not None and policy.stretch[1] is not None else policy.effective + 400
    span = Span(policy.effective, min(last, policy.effective + 400, (policy.until or last + 1) - 1))
    ground = Ground(policy, span.first, span.last)
    given_ = answers(policy, span, 1)
    event(f"{sum(isinstance(each.verdict, Never) for each in given_) // 10} tens never")
    lost = [each.question.key for each in given_ if isinstance(each.verdict, Reached) and not _found_again(ground, each, each.verdict)]
    assert lost == []
    never = {each.question.key for each in given_ if isinstance(each.verdict, Never)}
    assert _met(ground, random, set(never)) == set()
