"""Policies written at random, in formulas: each decision is what the interpreter says, for facts drawn at random."""

from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.values import Value
from lawbook.prove.symbols import NotExpressible
from support.formulas import OneRequest
from support.generated_policies import Library, check_texts, libraries
from support.surface_facts import Facts

SHARE = settings.default.max_examples if settings.default is not None else 100


@settings(max_examples=SHARE // 4, suppress_health_check=list(HealthCheck))
@given(library=libraries(), random=st.randoms(use_true_random=False))
def test_every_decision_in_formulas_is_what_the_interpreter_says(library: Library, random: Random) -> None:
    policy = check_texts(library.texts()).policy
    assume(policy is not None)
    assert policy is not None
    facts = Facts(policy)
    day, values = facts.day(random), read_facts(policy, facts.posting(random).facts)
    judged, request = evaluate_policy(policy, values, day), OneRequest(policy, values, day)
    assert [each.name for each in policy.decisions if _differs(request, each.name, judged.values[each.name])] == []


def _differs(request: OneRequest, name: str, value: Value) -> bool:
    try:
        return request.differing(name, value)
    except NotExpressible as refusal:
        event(refusal.what)
        return False
