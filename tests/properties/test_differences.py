"""What is said of two versions: a policy written at random, and the same with a small change."""

from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lawbook.bounds.values import Among, Bounds, Stretch, can_be
from lawbook.contract.facts import read_facts
from lawbook.difference.answers import Compared, Comparison, Witness
from lawbook.difference.comparing import compare
from lawbook.difference.joints import facts_for
from lawbook.difference.together import Sides
from lawbook.difference.turns import Turn, turn_of
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.core import Table
from lawbook.model.policy import Policy
from lawbook.model.values import Value
from lawbook.mutation.anew import ground_of, tried
from lawbook.mutation.equivalence import equivalence
from lawbook.mutation.making import mutants_of
from support.generated_policies import Library, check_texts, libraries
from support.surface_facts import Facts

SHARE = settings.default.max_examples if settings.default is not None else 100
some = settings(max_examples=max(5, SHARE // 10), suppress_health_check=list(HealthCheck), deadline=None)
randoms = st.randoms(use_true_random=False)
ASKED, LOOKED_AT = 40, 60


def changed(library: Library, random: Random, *, without_effect: bool = False) -> tuple[Policy, Policy]:
    """Give a policy, and the same with one small change, one that is known to change nothing where that is wanted."""
    policy = check_texts(library.texts()).policy
    assume(policy is not None)
    assert policy is not None
    mutants = [*mutants_of(policy)]
    random.shuffle(mutants)
    fitting = (each for each in mutants[:LOOKED_AT] if not without_effect or equivalence(policy, each) is not None)
    mutant = next(fitting, None)
    assume(mutant is not None)
    assert mutant is not None
    return policy, tried(ground_of(policy), mutant).policy


def compared(before: Policy, after: Policy) -> Comparison:
    """Compare what both publish, on the first day, with little time for each question."""
    day = before.effective
    return compare(Sides(before, after, (day, day), seconds=2, most_rows=6), before.outputs)


def rows_deciding(of: Compared, sides: tuple[Policy, Policy], facts: dict[str, Value], day: int) -> tuple[tuple[str, ...], ...]:
    """Let the interpreter say which rows of a decision decide on either side."""
    found = []
    for policy, declared in zip(sides, (of.was, of.decision), strict=True):
        table = declared.body
        assert isinstance(table, Table)
        own = {row.id for row in (*table.rows, *([] if table.otherwise is None else [table.otherwise]))}
        found.append(tuple(sorted({*evaluate_policy(policy, facts, day).decision.fired} & own)))
    return tuple(found)


def turn(of: Compared, sides: tuple[Policy, Policy], facts: tuple[dict[str, Value], dict[str, Value]], day: int) -> Turn | None:
    """Let the interpreter say how a decision turns out otherwise."""
    outcomes = [evaluate_policy(policy, own, day).decision.outcome[of.decision.name] for policy, own in zip(sides, facts, strict=True)]
    return turn_of((of.was.type, of.decision.type), outcomes[0], outcomes[1])


def both(comparison: Comparison, values: dict[str, Value]) -> tuple[dict[str, Value], dict[str, Value]]:
    """Give the facts of both sides."""
    return facts_for(comparison.joints, "before", values), facts_for(comparison.joints, "after", values)


def lies_within(comparison: Comparison, witness: Witness, facts: dict[str, Value], day: int) -> bool:
    """Tell whether facts, and what is decided of them, lie within the region of a witness."""
    decided = evaluate_policy(comparison.before, facts, day).values
    return witness.region is not None and all(can_be(bounds, {**decided, **facts}[name]) for name, bounds in witness.region.items())


def moved_into(witness: Witness, facts: dict[str, Value], random: Random) -> dict[str, Value]:
    """Give *facts*, of which those that the region of a witness names lie within it."""
    region = witness.region or {}
    return {name: value if name not in region else within(region[name], witness.values[name], random) for name, value in facts.items()}


def within(bounds: Bounds, shown: Value, random: Random) -> Value:
    """Draw a value within *bounds*, of which one was *shown*."""
    match bounds:
        case Stretch(low=low, high=high):
            return random.choice([low, high, random.randint(low, high)])
        case Among(values=values) if values:
            return random.choice(sorted(values, key=str))
        case _:
            return shown


@some
@given(library=libraries(), random=randoms)
def test_what_is_shown_differs_and_what_is_proved_is_never_contradicted(library: Library, random: Random) -> None:
    before, after = changed(library, random)
    comparison, day = compared(before, after), before.effective
    drawn = Facts(before)
    asked = [dict(read_facts(before, drawn.posting(random).facts)) for _ in range(ASKED)]
    for each in comparison.compared:
        event(each.state)
        for witness in each.witnesses:
            assert turn(each, (before, after), both(comparison, dict(witness.values)), day) == witness.turn
            if witness.region is not None:
                assert lies_within(comparison, witness, both(comparison, dict(witness.values))[0], day)
        turns = {witness.turn for witness in each.witnesses}
        for facts in asked:
            found = turn(each, (before, after), (facts, facts), day)
            if found is not None and each.trouble is None:
                assert found in turns
            if found is not None and each.all_rows:
                event("all sets of rows")
                shown = {(witness.before.rows, witness.after.rows) for witness in each.witnesses if witness.turn == found}
                assert rows_deciding(each, (before, after), facts, day) in shown
            for witness in each.witnesses:
                moved = moved_into(witness, facts, random)
                if lies_within(comparison, witness, moved, day):
                    event("within a region")
                    assert turn(each, (before, after), (moved, moved), day) == witness.turn


@some
@given(library=libraries(), random=randoms)
def test_a_change_without_effect_is_never_said_to_differ(library: Library, random: Random) -> None:
    before, after = changed(library, random, without_effect=True)
    states = {each.state for each in compared(before, after).compared}
    event(", ".join(sorted(states)))
    assert "differs" not in states


@some
@given(library=libraries())
def test_a_policy_compared_with_itself_is_alike(library: Library) -> None:
    policy = check_texts(library.texts()).policy
    assume(policy is not None)
    assert policy is not None
    assert {each.state for each in compared(policy, policy).compared} == {"alike"}
