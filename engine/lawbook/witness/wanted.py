"""Inputs that lead to a wanted outcome: several that are unlike one another, plain and decided by the interpreter; or proved not to be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import z3

from lawbook.evaluate.policies import Judged, as_published, evaluate_policy
from lawbook.model.core import Table
from lawbook.model.policy import Fact, Policy
from lawbook.model.values import Known, Unknown, Value
from lawbook.prove.answers import NotKnown
from lawbook.prove.expressions import known
from lawbook.prove.facts import facts_of
from lawbook.prove.fixing import fixing
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import NotExpressible, both, equal, number, opposite
from lawbook.prove.tables import decides
from lawbook.prove.worlds import World
from lawbook.witness.ground import Part
from lawbook.witness.plain import plain_fact, plainest

Sense: TypeAlias = Literal["=", "!=", ">=", "<="]


@dataclass(frozen=True, slots=True)
class Want:
    """What is wanted of one decision, as it is published; a *value* of None is the unknown, before any fallback."""

    decision: str
    sense: Sense
    value: Known | None


@dataclass(frozen=True, slots=True)
class Example:
    """Facts that lead to what is wanted, as the interpreter judged them, and the rows that decide on what is wanted."""

    facts: Mapping[str, Value]
    judged: Judged
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What came of a search: *examples*, and why there are no more (None: as many as were asked for).

    `none` is a proof: where there are no examples, that no input leads there; else that every other one has all that is unusual about an example.
    """

    examples: tuple[Example, ...]
    ended: Literal["none"] | NotKnown | None


def seek(policy: Policy, wants: Sequence[Want], given: Mapping[str, Value], day: int, count: int, seconds: float) -> Sought:
    """Look for *count* sets of facts on which *policy* decides as is wanted on *day*, with the facts *given* as they are."""
    return _Seeking(policy, wants, given, day, seconds).run(count)


class _Seeking:
    def __init__(self, policy: Policy, wants: Sequence[Want], given: Mapping[str, Value], day: int, seconds: float) -> None:
        self.policy, self.wants, self.given, self.day, self.seconds = policy, wants, given, day, seconds
        self.parts = [Part(policy, want.decision, day) for want in wants]
        self.found: list[Example] = []

    def run(self, count: int) -> Sought:
        """Ask where what is hard stands for anything, then in full."""
        ended: Literal["none"] | NotKnown | None = None
        try:
            for loose in (True, False):
                ended = self._search(World(self.policy, self.day, self.day, loose=loose), count)
                if not isinstance(ended, NotKnown) or ended.why == "time":
                    break
        except NotExpressible as refusal:
            ended = NotKnown("not-expressible", refusal.what)
        return Sought(tuple(self.found), ended)

    def _search(self, world: World, count: int) -> Literal["none"] | NotKnown | None:
        wanted = both(*(_wanted(world, want) for want in self.wants))
        held = [*self._given(world), wanted]
        solver = Solver([*world.side, *held], self.seconds)
        # First by other rows, as long as that goes; then by other facts.
        for apart in (self._by_rows, self._by_facts):
            solver = Solver([*world.side, *held], self.seconds)
            for example in self.found:
                solver.hold(opposite(apart(world, example)))
            ended = self._asked(world, solver, count, apart)
            if ended != "none" or not self.found:
                return ended
        return "none"

    def _asked(
        self, world: World, solver: Solver, count: int, apart: Callable[[World, Example], z3.BoolRef]
    ) -> Literal["none"] | NotKnown | None:
        while len(self.found) < count:
            match solver.check():
                case "unsat":
                    return "none"
                case "unknown":
                    return NotKnown("time", solver.why)
                case _:
                    example = self._confirmed(world, solver.model)
            if example is None:
                return NotKnown("not-settled", "an example that the interpreter does not confirm")
            self.found.append(example)
            solver.hold(opposite(apart(world, example)))
        return None

    def _given(self, world: World) -> list[z3.BoolRef]:
        types = {fact.name: fact.type for fact in self.policy.facts}
        return [fixing(world.fact(name), types[name], value, world.texts) for name, value in self.given.items() if name in world.facts]

    def _confirmed(self, world: World, model: z3.ModelRef) -> Example | None:
        """Make the inputs of a model plain and let the interpreter decide on them; None where it decides otherwise."""
        read = facts_of(world.facts, self.policy.facts, model, world.texts)
        values = {fact.name: read.get(fact.name, plain_fact(fact, self.day)) for fact in self.policy.facts} | dict(self.given)
        rows = self._rows(values)
        if rows is None:
            return None
        free = [fact for fact in self.policy.facts if fact.name not in self.given]
        plain = plainest(free, values, lambda trial: self._rows(trial) == rows and self._is_new(world, trial, rows), self.day)
        judged = evaluate_policy(self.policy, plain, self.day)
        return Example(plain, judged, rows) if all(is_met(self.policy, want, judged) for want in self.wants) else None

    def _rows(self, facts: Mapping[str, Value]) -> tuple[str, ...] | None:
        """Give the rows that decide where what is wanted comes out; else None."""
        outcomes = [part.quick(facts) for part in self.parts]
        if not all(
            _meets(want, outcome.value, unknown=outcome.unknown, part=part)
            for want, outcome, part in zip(self.wants, outcomes, self.parts, strict=True)
        ):
            return None
        return tuple(dict.fromkeys(row for outcome in outcomes for row in outcome.rows))

    def _by_rows(self, world: World, example: Example) -> z3.BoolRef:
        """Say that the rows that decide on an example decide."""
        deciding: list[z3.BoolRef] = []
        for want in self.wants:
            declared = next(each for each in self.policy.decisions if each.name == want.decision)
            if isinstance(declared.body, Table):
                table = world.table(want.decision)
                rows = [*table.rows, *([] if table.otherwise is None else [table.otherwise])]
                deciding += [decides(declared.body, table, each) for each in rows if each.row.id in example.rows]
        return both(*deciding)

    def _by_facts(self, world: World, example: Example) -> z3.BoolRef:
        """Say that whatever is unusual about an example is so."""
        return both(
            *(fixing(world.facts[fact.name], fact.type, example.facts[fact.name], world.texts) for fact in self._unusual(world, example))
        )

    def _unusual(self, world: World, example: Example) -> list[Fact]:
        """Give the facts that are unusual about an example; all that are looked at, where none is."""
        free = [fact for fact in self.policy.facts if fact.name in world.facts and fact.name not in self.given]
        return [fact for fact in unusual_of(self.policy, example, self.day) if fact in free] or free

    def _is_new(self, world: World, facts: Mapping[str, Value], rows: tuple[str, ...]) -> bool:
        """Tell whether *facts* are unlike every example of the same rows in something that is unusual about it."""
        return all(
            each.rows != rows or any(facts[fact.name] != each.facts[fact.name] for fact in self._unusual(world, each))
            for each in self.found
        )


def unusual_of(policy: Policy, example: Example, day: int) -> list[Fact]:
    """Give the facts that are not as they usually are on *day*."""
    return [fact for fact in policy.facts if example.facts[fact.name] != plain_fact(fact, day)]


def _wanted(world: World, want: Want) -> z3.BoolRef:
    if want.value is None:
        known_ = world.decision(want.decision).known
        return opposite(known_) if want.sense == "=" else known_
    symbol = world.published(want.decision)
    wished = known(world.type(want.decision), want.value, world.texts)
    if z3.is_false(symbol.known):
        return symbol.known
    match want.sense:
        case "=":
            return both(symbol.known, equal(symbol, wished))
        case "!=":
            return both(symbol.known, opposite(equal(symbol, wished)))
        case ">=":
            return both(symbol.known, number(symbol) >= number(wished))
        case "<=":
            return both(symbol.known, number(symbol) <= number(wished))


def is_met(policy: Policy, want: Want, judged: Judged) -> bool:
    """Tell whether what the interpreter judged is as it is wanted."""
    declared = next(each for each in policy.decisions if each.name == want.decision)
    value = judged.values[want.decision]
    if want.value is None:
        return isinstance(value, Unknown) == (want.sense == "=")
    value = as_published(declared, value)
    return not isinstance(value, Unknown) and _compares(want, value)


def _compares(want: Want, value: Known) -> bool:
    match want.sense:
        case "=":
            return value == want.value
        case "!=":
            return value != want.value
        case _ if isinstance(value, int) and isinstance(want.value, int):
            return value >= want.value if want.sense == ">=" else value <= want.value
        case _:
            return False


def _meets(want: Want, value: object, *, unknown: bool, part: Part) -> bool:
    if want.value is None:
        return unknown == (want.sense == "=")
    return not isinstance(value, Unknown) and _compares(want, part.core(value))
