"""Whether the invariants of a policy are kept, whatever is posted and whatever the day."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

import z3

from lawbook.bounds.worth_trying import LAST_DAY
from lawbook.evaluate.promises import Request
from lawbook.model.policy import Always, Implies, Invariant, Monotone, NeverChanges, Policy
from lawbook.model.reading import readings_of, reads_of
from lawbook.prove.answers import Counterexample, Empty, NotKnown, Proved, Verdict
from lawbook.prove.emptiness import Alternative, Emptiness, alternatives
from lawbook.prove.expressions import expressed
from lawbook.prove.facts import facts_of
from lawbook.prove.replay import is_broken
from lawbook.prove.simple import simplest
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import NotExpressible, alike, both, number, opposite
from lawbook.prove.truths import is_false, is_true
from lawbook.prove.usual import usual_fact
from lawbook.prove.worlds import World

LAST_DAYS = 366
"""How many days of a version without an end are asked about at least, from the day it comes into force."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days asked about, both included."""

    first: int
    last: int


def whole_span_of(policy: Policy) -> Span:
    """Give the days on which a version is in force; of one without an end, its first year, and on to the last day on which it changes."""
    return Span(policy.effective, max(span_of(form).last for form in (policy, *policy.later)))


def span_of(policy: Policy) -> Span:
    """Give the days on which a form of a version is in force: the stretch that it has of them."""
    begin, after = policy.stretch or (policy.effective, None)
    ends = [day - 1 for day in (policy.until, after) if day is not None]
    last = min(ends) if ends else min(LAST_DAY, max(policy.effective + LAST_DAYS - 1, begin, *_turns(policy)))
    return Span(max(policy.effective, begin), last)


def _turns(policy: Policy) -> set[int]:
    """Give the days from which a parameter has another value, or none any more."""
    ended = {each.verified_through + 1 for each in policy.parameters if each.verified_through is not None and each.after != "hold"}
    return ended | {day for parameter in policy.parameters for _, dated in parameter.series for day, _ in dated}


def settle(policy: Policy, invariant: Invariant, span: Span, seconds: float) -> Verdict:
    """Say whether *invariant* is kept on every day of *span*, looking for at most about *seconds*."""
    return Promises(policy, span, seconds).settle(invariant)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What would break an invariant, in one world: all of *broken*, with another value of a fact in *other*; *facts* are looked at."""

    invariant: Invariant
    world: World
    facts: frozenset[str]
    broken: Sequence[z3.BoolRef]
    other: World | None = None

    @property
    def side(self) -> list[z3.BoolRef]:
        """What holds of all that is looked at."""
        return [*self.world.holds_of(self.facts), *(() if self.other is None else self.other.holds_of(self.facts))]

    @property
    def too_long(self) -> str | None:
        """Say which list is longer than it is in this world."""
        return self.world.too_long


class Promises:
    """The promises of one version on the days of *span*; the formulas that are made for one serve the others."""

    def __init__(self, policy: Policy, span: Span, seconds: float) -> None:
        self._policy = policy
        self._span = span
        self._seconds = seconds
        self._readings = readings_of(policy)
        self._facts = frozenset(fact.name for fact in policy.facts)
        self._worlds: dict[bool, World] = {}
        self._emptiness = Emptiness(policy, span.first)

    def settle(self, invariant: Invariant) -> Verdict:
        """Say whether *invariant* is kept, looking for at most about the seconds given for each question."""
        # What is proved where hard things may come to anything holds of what they do come to.
        loose = self._tried(invariant, loose=True)
        return loose if isinstance(loose, Proved) else self._tried(invariant, loose=False)

    def _tried(self, invariant: Invariant, *, loose: bool) -> Verdict:
        try:
            return self._settled(self._world(loose=loose), invariant)
        except NotExpressible as refusal:
            return NotKnown("not-expressible", refusal.what)

    def _world(self, *, loose: bool) -> World:
        if loose not in self._worlds:
            world = World(self._policy, self._span.first, self._span.last, loose=loose)
            self._worlds[loose] = world if loose else world.shorten()
        return self._worlds[loose]

    def _settled(self, world: World, invariant: Invariant) -> Verdict:
        match invariant:
            case Always(holds=holds):
                facts = self._facts_behind(reads_of([holds]).names)
                broken = opposite(is_true(expressed(holds, world.after_fallbacks())))
                return self._with_use(_Asked(invariant, world, facts, [broken]))
            case Implies(when=when, then=then):
                facts = self._facts_behind(reads_of([when, then]).names)
                around = world.after_fallbacks()
                applies, kept = opposite(is_false(expressed(when, around))), is_true(expressed(then, around))
                return self._with_use(_Asked(invariant, world, facts, [applies, opposite(kept)]))
            case NeverChanges():
                return self._never_changes(world, invariant)
            case Monotone():
                return self._monotone(world, invariant)
            case _:
                assert_never(invariant)

    def _with_use(self, asked: _Asked) -> Verdict:
        """Settle, and of what is proved say also whether it says anything."""
        verdict = self._verdict(asked)
        if not isinstance(verdict, Proved) or verdict.vacuous is not None:
            return verdict
        empty = (each.empty for each in alternatives(asked.invariant) if self._always_holds(asked, each))
        return Proved(next(empty, None))

    def _always_holds(self, asked: _Asked, alternative: Alternative) -> bool:
        if self._emptiness.is_known_to_fail(alternative):
            return False
        world, facts = asked.world, self._facts_behind(reads_of([alternative.of]).names)
        symbol = expressed(alternative.of, world.after_fallbacks())
        fails = opposite(is_true(symbol) if alternative.keeps else is_false(symbol))
        solver = Solver([*world.holds_of(facts), fails], self._seconds)
        outcome = solver.check()
        if outcome == "sat":
            self._emptiness.note(request_of(world, solver.model, facts))
        return outcome == "unsat" and asked.too_long is None

    def _never_changes(self, world: World, invariant: NeverChanges) -> Verdict:
        facts = self._facts_behind([invariant.outcome])
        if invariant.with_fact not in facts:
            # The outcome does not look at the fact: nothing else is made of it.
            return Proved()
        other = self._changed(world, invariant.with_fact)
        before, after = world.published(invariant.outcome), other.published(invariant.outcome)
        return self._verdict(_Asked(invariant, world, facts, [opposite(alike(before, after))], other))

    def _monotone(self, world: World, invariant: Monotone) -> Verdict:
        facts = self._facts_behind([invariant.of])
        if invariant.in_fact not in facts:
            return Proved(Empty("not-looked-at"))
        other = self._changed(world, invariant.in_fact)
        before, after = world.published(invariant.of), other.published(invariant.of)
        low, high = world.facts[invariant.in_fact], other.facts[invariant.in_fact]
        grows = both(low.known, high.known, number(low) < number(high))
        falls = number(after) > number(before) if invariant.falling else number(after) < number(before)
        return self._verdict(_Asked(invariant, world, facts, [grows, before.known, after.known, falls], other))

    def _changed(self, world: World, name: str) -> World:
        world.fact(name)
        changed = world.another(name)
        return world.with_another(name, changed.symbol, changed.bounds, self._touched_by(name))

    def _facts_behind(self, names: Iterable[str]) -> frozenset[str]:
        return self._readings.behind(names) & self._facts

    def _touched_by(self, fact: str) -> frozenset[str]:
        return frozenset(name for name in self._readings.of if fact in self._readings.behind([name]))

    def _verdict(self, asked: _Asked) -> Verdict:
        # A promise about no input at all would be kept by anything.
        inputs = Solver(asked.side, self._seconds)
        match inputs.check():
            case "unsat":
                return Proved(Empty("no-input")) if asked.too_long is None else NotKnown("not-expressible", asked.too_long)
            case "unknown":
                return NotKnown("time", inputs.why)
            case _:
                pass
        solver = Solver([*asked.side, *asked.broken], self._seconds)
        match solver.check():
            case "unsat":
                return Proved() if asked.too_long is None else NotKnown("not-expressible", asked.too_long)
            case "unknown":
                return NotKnown("time", solver.why)
            case _ if asked.world.loose is not None:
                return NotKnown("not-settled", "a counterexample of something looser")
            case _:
                return _replayed(asked, solver)


def _replayed(asked: _Asked, solver: Solver) -> Verdict:
    model = simplest(asked.world, solver, asked.facts)
    one = request_of(asked.world, model, asked.facts)
    found = Counterexample(one, None if asked.other is None else request_beside(asked.world, asked.other, one, model))
    if is_broken(asked.world.policy, asked.invariant, found):
        return found
    return NotKnown("not-settled", "a counterexample that the interpreter does not confirm")


def request_of(world: World, model: z3.ModelRef, asked: Collection[str] | None = None) -> Request:
    """Read from a model what is posted, and for which day; facts other than those *asked* are as usual: nothing held of them."""
    day = model.eval(world.day, model_completion=True).as_long()
    held = {name: symbol for name, symbol in world.facts.items() if asked is None or name in asked}
    known = facts_of(held, world.policy.facts, model, world.texts)
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
