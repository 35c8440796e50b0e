"""What a policy takes from another is what the other decides, on every day, for all facts, and in every way of asking."""

from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.library.reach import is_in_force
from lawbook.model.policy import Policy, on_day
from lawbook.model.values import Cause, Unknown, Value
from support.agreement import Ways
from support.generated_policies import NAME, TAKING, Library, check_all, libraries
from support.soundness import hold_declared, hold_explained
from support.surface_facts import Facts

SHARE = settings.default.max_examples if settings.default is not None else 100
some = settings(max_examples=max(1, SHARE // 20), suppress_health_check=list(HealthCheck))
randoms = st.randoms(use_true_random=False)


def both(library: Library, random: Random) -> tuple[Policy, Policy, int]:
    """Give the policy that takes, the version of the other that is then in force, and a day."""
    policies, problems = check_all(library.taken_from(random).texts())
    assume(not problems.errors())
    taking = next(policy for policy in policies if policy.name == TAKING)
    day = Facts(taking).day(random)
    form = on_day(taking, day)
    assert form is not None
    return form, next(policy for policy in policies if policy.name == NAME and is_in_force(policy, day)), day


@some
@given(library=libraries(), random=randoms)
def test_what_is_taken_is_what_the_other_decides(library: Library, random: Random) -> None:
    taking, other, day = both(library, random)
    assert [(used.policy, used.version, used.content_hash) for used in taking.others] == [(NAME, other.version, other.content_hash)]
    for _ in range(4):
        posted = Facts(other).posting(random).facts
        mine, theirs = (evaluate_policy(policy, read_facts(policy, posted), day) for policy in (taking, other))
        names = {decision.name.removeprefix(f"{NAME}.") for decision in taking.decisions if decision.origin == NAME}
        for name in names:
            assert plain(mine.values[f"{NAME}.{name}"]) == plain(theirs.values[name])
        assert mine.decision.fired == ()
        assert mine.decision.reasons == ()


def plain(value: Value) -> Value:
    """Give a value with the causes of an unknown as the policy in which they arose names them, in no order."""
    if not isinstance(value, Unknown):
        return value
    causes = {without_policy(cause) for cause in value.causes}
    return Unknown(tuple(sorted(causes)))


def without_policy(cause: Cause) -> Cause:
    return Cause(0, cause.kind, cause.name.removeprefix(f"{NAME}."), cause.rows)


@some
@given(library=libraries(), random=randoms)
def test_every_way_of_asking_gives_the_same_answer(library: Library, random: Random) -> None:
    taking, _, day = both(library, random)
    first, end = taking.stretch or (taking.effective, None)
    within = replace(taking, effective=first, until=end)
    facts = Facts(within)
    ways = Ways(within, day)
    for _ in range(4):
        judged = ways.hold(facts.posting(random))
        assert judged is not None
        hold_declared(within, judged)
        hold_explained(within, judged, day)
    for _ in range(4):
        ways.hold(facts.spoiled(random))
