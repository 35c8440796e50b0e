"""A policy that remembers what its decisions came to judges every request as one that does not."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawbook.evaluate.policies import evaluate_policy
from lawbook.evaluate.remembering import Remembering
from support.generated_core import generated_day, generated_facts, generated_policy, seeded

some = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@some
@given(seed=st.integers(0, 2**64))
def test_what_is_remembered_is_what_would_be_judged_again(seed: int) -> None:
    random = seeded(seed)
    policy = generated_policy(random)
    remembering = Remembering(policy)
    before = generated_facts(random, policy)
    for _ in range(8):
        drawn, day = generated_facts(random, policy), generated_day(random)
        # Most facts stay as they were, so that much is remembered.
        before = {name: drawn[name] if random.random() < 0.2 else value for name, value in before.items()}
        assert remembering.evaluate(before, day) == evaluate_policy(policy, before, day)


def test_a_decision_is_made_once_for_requests_that_differ_elsewhere() -> None:
    random = seeded(0)
    policy = generated_policy(random)
    remembering, facts, day = Remembering(policy), generated_facts(random, policy), generated_day(random)
    first = remembering.evaluate(facts, day)
    remembered = len(remembering.memory)
    assert remembering.evaluate(facts, day) == first
    assert len(remembering.memory) == remembered == len(policy.decisions)
