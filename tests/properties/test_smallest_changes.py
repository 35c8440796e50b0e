"""What would change an outcome is a change that does, that may be suggested, and of which there is no smaller: held to trying everything."""

from fractions import Fraction
from itertools import combinations, product
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.policy import Fact, Policy
from lawbook.model.types import BooleanType, NumberType
from lawbook.model.values import Known, Value
from lawbook.notices.search import MOST_FACTS, search
from support.fragments import checked_fragment
from support.generated_core import seeded

thorough = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
SEVERITY = ("DECLINE", "REFER", "APPROVE")
MARKS = ("", ", changes: customer", ", changes: customer up", ", changes: customer down", ", changes: never")


def condition(random: Random) -> str:
    """Draw what a rule asks."""
    number = random.randint(1, 6)
    return random.choice(
        [
            f"a < {number}", f"b >= {number}", f"c in [{number}..8)", f"a + b > {number + 2}", f"a * 2 < b + {number}", "flag", "not(flag)", "a = b",
            f"flag and a > {number}", f"c > {number} and b > {number}", f"floor((a + b) / 2) < {number}", f"b = {number}",
        ]
    )  # fmt: skip


def policy_of(random: Random) -> Policy:
    """Draw a small policy over three numbers and a truth."""
    facts = [f"  {name}: {{type: integer, min: 0, max: 8{random.choice(MARKS)}}}" for name in "abc"]
    facts.append(f"  flag: {{type: boolean{random.choice(MARKS)}}}")
    rules = [
        f"      - {{id: R{number}, when: '{condition(random)}', then: {random.choice(SEVERITY[:2])}}}"
        for number in range(random.randint(2, 4))
    ]
    lines = ["facts:", *facts, "decisions:", "  outcome:", "    type: [DECLINE, REFER, APPROVE]", "    severity: [DECLINE, REFER, APPROVE]"]
    text = "\n".join([*lines, "    rules:", *rules, "    otherwise: APPROVE", ""])
    checked = checked_fragment(text, "small", {})
    assume(not checked.errors)
    (policy,) = checked.policies
    return policy


def values_for(fact: Fact, present: Value) -> list[Known]:
    """Give every other value that *fact* may be told to take."""
    every: list[Known] = [False, True] if isinstance(fact.type, BooleanType) else list(range(9))
    assert isinstance(present, int)
    allowed = [
        value
        for value in every
        if isinstance(value, int) and value != present and (fact.way is None or (value > present) is (fact.way == "up"))
    ]
    return [*allowed] if fact.changes == "customer" and fact.used else []


def size(fact: Fact, present: Value, value: Known) -> Fraction:
    assert isinstance(present, int)
    assert isinstance(value, int)
    return Fraction(abs(value - present), max(present, 1)) if isinstance(fact.type, NumberType) else Fraction(1)


def outcome(policy: Policy, facts: dict[str, Value], day: int) -> int:
    return SEVERITY.index(str(evaluate_policy(policy, facts, day).values["outcome"]))


def least(policy: Policy, facts: dict[str, Value], day: int, number: int) -> Fraction | None:
    """Try every change of *number* facts, and give the size of the smallest that leads to something better."""
    before = outcome(policy, facts, day)
    sizes = [
        sum((size(fact, facts[fact.name], value) for fact, value in zip(chosen, values, strict=True)), Fraction(0))
        for chosen in combinations(policy.facts, number)
        for values in product(*(values_for(fact, facts[fact.name]) for fact in chosen))
        if outcome(policy, {**facts, **{fact.name: value for fact, value in zip(chosen, values, strict=True)}}, day) > before
    ]
    return min(sizes, default=None)


@given(seed=st.integers(0, 2**64))
@thorough
def test_no_smaller_change_leads_to_something_better(seed: int) -> None:
    random = seeded(seed)
    policy = policy_of(random)
    facts: dict[str, Value] = {
        "a": random.randint(0, 8),
        "b": random.randint(0, 8),
        "c": random.randint(0, 8),
        "flag": random.random() < 0.5,
    }
    day = policy.effective
    judged = evaluate_policy(policy, facts, day)
    searched = search(policy, judged)
    if SEVERITY.index(str(judged.values["outcome"])) == 2:
        assert (searched.ended, searched.found) == ("best", ())
        return
    tried = {number: least(policy, facts, day, number) for number in range(1, MOST_FACTS + 1)}
    needed = next((number for number, found in tried.items() if found is not None), None)
    assert searched.ended in ({"found"} if needed else {"none", "none up to", "nothing to change"})
    assert [len(change.facts) for change in searched.found] == [needed] * len(searched.found)
    if needed:
        assert searched.found[0].size == tried[needed]
    for change in searched.found:
        new = {move.fact.name: value for move, value in change.facts}
        assert outcome(policy, {**facts, **new}, day) > outcome(policy, facts, day)
        assert all(value in values_for(move.fact, facts[move.fact.name]) for move, value in change.facts)
