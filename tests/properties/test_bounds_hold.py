"""What a policy comes to lies within the bounds worked out for it, wherever the facts that move lie within theirs."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawbook.bounds.policies import Ground, Movement
from lawbook.bounds.values import Bounds, can_be, exactly, joined
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.policy import Policy
from lawbook.model.reading import readings_of
from lawbook.model.values import Value
from support.generated_core import generated_day, generated_facts, generated_policy, seeded

thorough = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(0, 2**64)


def spanned(values: list[Value]) -> Bounds:
    """Give bounds with all of *values* within."""
    return joined(exactly(value) for value in values)


def moved(policy: Policy, random: Random) -> tuple[dict[str, Value], list[dict[str, Value]]]:
    """Draw facts, and others that differ from them in some facts."""
    start = generated_facts(random, policy)
    names = random.sample(list(start), random.randint(0, len(start)))
    others = [generated_facts(random, policy) for _ in range(3)]
    return start, [{**start, **{name: other[name] for name in names}} for other in others]


@given(seed=seeds)
@thorough
def test_every_decision_lies_within_its_bounds(seed: int) -> None:
    random = seeded(seed)
    policy = generated_policy(random)
    day = generated_day(random)
    start, others = moved(policy, random)
    judged = evaluate_policy(policy, start, day)
    ground = Ground(policy, judged, readings_of(policy))
    names = [name for name in start if any(other[name] != start[name] for other in others)]
    wanted = [decision.name for decision in policy.decisions]
    for known in (others, *([other] for other in others)):
        facts = {name: spanned([other[name] for other in known]) for name in names}
        bounds = Movement(ground, names, wanted).bounds(facts)
        for other in known:
            values = evaluate_policy(policy, other, day).values
            assert [name for name in wanted if not can_be(bounds[name], values[name])] == []
