"""Cases made for policies written at random: each shows what it is made for, and what is called impossible is never seen."""

from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lawbook.contract.facts import read_facts
from lawbook.evaluate.expressions import Setting
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.policy import Policy
from lawbook.model.values import Value
from lawbook.reaching.aims import aims_of
from lawbook.reaching.making import reach
from support.generated_policies import Library, check_texts, libraries
from support.surface_facts import Facts

SHARE = settings.default.max_examples if settings.default is not None else 100
some = settings(max_examples=max(5, SHARE // 20), suppress_health_check=list(HealthCheck), deadline=None)
ASKED, AIMS = 30, 4


def setting_of(policy: Policy, facts: dict[str, Value]) -> Setting:
    """Give what expressions look at on the first day of *policy*."""
    judged = evaluate_policy(policy, facts, policy.effective)
    return Setting(facts, judged.values, {each.name: each for each in policy.parameters}, policy.effective)


@some
@given(library=libraries(), random=st.randoms(use_true_random=False))
def test_cases_show_what_they_are_made_for_and_the_impossible_is_never_seen(library: Library, random: Random) -> None:
    policy = check_texts(library.texts()).policy
    assume(policy is not None)
    assert policy is not None
    aims = [*aims_of(policy, "boundary"), *aims_of(policy, "mcdc")]
    random.shuffle(aims)
    reached = reach(policy, aims[:AIMS], policy.effective, 1)
    for case in reached.cases:
        assert case.aims
        assert all(aim.is_reached(setting_of(policy, dict(case.facts))) for aim in case.aims)
    drawn = Facts(policy)
    for _ in range(ASKED):
        seen = setting_of(policy, dict(read_facts(policy, drawn.posting(random).facts)))
        for aim, state in reached.states:
            event(state)
            assert state != "impossible" or not aim.is_reached(seen)
