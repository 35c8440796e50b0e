"""Whether the invariants of a policy are kept, whatever is posted and whatever the day."""

from collections.abc import Sequence
from dataclasses import dataclass

import z3

from lawbook.model.core import AnyOf, DecisionValue, FactValue, Table
from lawbook.model.policy import Always, Invariant, Monotone, NeverChanges, Policy
from lawbook.model.walking import every_part
from lawbook.prove.answers import Counterexample, NotKnown, Proved, Request, Verdict
from lawbook.prove.expressions import expressed
from lawbook.prove.facts import fact_symbol, facts_of
from lawbook.prove.replay import is_broken
from lawbook.prove.simple import simplest
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import NotExpressible, both, equal, number, opposite
from lawbook.prove.truths import is_true
from lawbook.prove.usual import usual_fact
from lawbook.prove.worlds import World

LAST_DAYS = 366
"""How many days of a version without an end are asked about, from the day it comes into force."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days asked about, both included."""

    first: int
    last: int


def span_of(policy: Policy) -> Span:
    """Give the days on which a version is in force; of one without an end, those of its first year."""
    return Span(policy.effective, (policy.until or policy.effective + LAST_DAYS) - 1)


def settle(policy: Policy, invariant: Invariant, span: Span, seconds: float) -> Verdict:
    """Say whether *invariant* is kept on every day of *span*, looking for at most about *seconds*."""
    try:
        # What is proved where hard things may come to anything holds of what they do come to.
        loose = _settled(World(policy, span.first, span.last, loose=True), invariant, seconds)
        return loose if isinstance(loose, Proved) else _settled(World(policy, span.first, span.last), invariant, seconds)
    except NotExpressible as refusal:
        return NotKnown("not-expressible", refusal.what)


def _settled(world: World, invariant: Invariant, seconds: float) -> Verdict:
    match invariant:
        case Always():
            return _always(world, invariant, seconds)
        case NeverChanges():
            return _never_changes(world, invariant, seconds)
        case Monotone():
            return _monotone(world, invariant, seconds)


def _always(world: World, invariant: Always, seconds: float) -> Verdict:
    around = world.after_fallbacks()
    broken = opposite(is_true(expressed(invariant.holds, around)))
    verdict = _verdict(world, None, invariant, [broken], seconds)
    if not isinstance(verdict, Proved):
        return verdict
    return Proved(_by_itself(world, invariant, seconds))


def _by_itself(world: World, invariant: Always, seconds: float) -> str | None:
    """Name the alternative of an invariant that holds always by itself, so that the others say nothing."""
    if not isinstance(invariant.holds, AnyOf):
        return None
    for place, item in enumerate(invariant.holds.items, 1):
        broken = opposite(is_true(expressed(item, world.after_fallbacks())))
        if Solver([*world.side, broken], seconds).check() == "unsat":
            return f"alternative {place} of {len(invariant.holds.items)} always holds"
    return None


def _never_changes(world: World, invariant: NeverChanges, seconds: float) -> Verdict:
    before = world.published(invariant.outcome)
    if invariant.with_fact not in world.facts:
        # The outcome does not look at the fact: nothing else is made of it.
        return Proved()
    other = _changed(world, invariant.with_fact)
    after = other.published(invariant.outcome)
    alike = z3.If(both(before.known, after.known), equal(before, after), before.known == after.known)
    return _verdict(world, other, invariant, [opposite(alike)], seconds)


def _monotone(world: World, invariant: Monotone, seconds: float) -> Verdict:
    before = world.published(invariant.of)
    if invariant.in_fact not in world.facts:
        return Proved("the outcome does not look at the fact")
    other = _changed(world, invariant.in_fact)
    after = other.published(invariant.of)
    low, high = world.facts[invariant.in_fact], other.facts[invariant.in_fact]
    grows = both(low.known, high.known, number(low) < number(high))
    falls = number(after) > number(before) if invariant.falling else number(after) < number(before)
    return _verdict(world, other, invariant, [grows, before.known, after.known, falls], seconds)


def _changed(world: World, name: str) -> World:
    fact = next(each for each in world.policy.facts if each.name == name)
    changed = fact_symbol(fact, f"{name}'")
    return world.with_another(name, changed.symbol, changed.bounds, touched(world.policy, name))


def touched(policy: Policy, fact: str) -> frozenset[str]:
    """Give the decisions that look at *fact*, themselves or through others."""
    found: set[str] = set()
    for declared in policy.decisions:
        for expression in _expressions(declared.body):
            for part in every_part(expression):
                if (isinstance(part, FactValue) and part.name == fact) or (isinstance(part, DecisionValue) and part.name in found):
                    found.add(declared.name)
    return frozenset(found)


def _expressions(body: object) -> Sequence[FactValue]:
    if not isinstance(body, Table):
        return [body]  # type: ignore[list-item]
    rows = [*body.rows, *([] if body.otherwise is None else [body.otherwise])]
    each = [part for row in rows for part in (*row.cells, row.condition, *row.outputs) if part is not None]
    return [*body.inputs, *each]  # type: ignore[list-item]


def _verdict(world: World, other: World | None, invariant: Invariant, broken: list[z3.BoolRef], seconds: float) -> Verdict:
    side = [*world.side, *(other.side if other is not None else [])]
    # A promise about no input at all would be kept by anything.
    inputs = Solver(side, seconds)
    match inputs.check():
        case "unsat":
            return Proved("there is no input at all")
        case "unknown":
            return NotKnown("time", inputs.why)
        case _:
            pass
    solver = Solver([*side, *broken], seconds)
    match solver.check():
        case "unsat":
            return Proved()
        case "unknown":
            return NotKnown("time", solver.why)
        case _ if world.loose is not None:
            return NotKnown("not-settled", "a counterexample of something looser")
        case _:
            return _replayed(world, other, invariant, solver)


def _replayed(world: World, other: World | None, invariant: Invariant, solver: Solver) -> Verdict:
    model = simplest(world, solver)
    one = request_of(world, model)
    found = Counterexample(one, None if other is None else request_beside(world, other, one, model))
    if is_broken(world.policy, invariant, found):
        return found
    return NotKnown("not-settled", "a counterexample that the interpreter does not confirm")


def request_of(world: World, model: z3.ModelRef) -> Request:
    """Read from a model what is posted, and for which day."""
    day = model.eval(world.day, model_completion=True).as_long()
    known = facts_of(world.facts, world.policy.facts, model, world.texts)
    return Request({fact.name: known.get(fact.name, usual_fact(fact)) for fact in world.policy.facts}, day)


def request_beside(world: World, other: World, one: Request, model: z3.ModelRef) -> Request:
    """Read the request that differs in what *other* has otherwise."""
    changed = facts_of(
        {name: symbol for name, symbol in other.facts.items() if world.facts.get(name) is not symbol},
        world.policy.facts,
        model,
        world.texts,
    )
    return Request({**one.facts, **changed}, one.day)
