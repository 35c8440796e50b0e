"""The smallest changes of facts that lead to a better outcome: found, or shown not to be there.

Whole stretches of values are looked at together: where a policy cannot come to what is wanted (`bounds`), nothing within the stretch
does; where it could, the stretch is parted, and those parts come first that are the smallest change. So the first single set of facts
that is decided as wanted is a smallest one, whatever the policy calculates, and no other of the same facts is smaller. Each is decided
by `evaluate` before anybody hears of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from heapq import heappop, heappush
from itertools import combinations, count, product
from typing import Literal, TypeAlias

from lawbook.bounds.cuts import cuts_of
from lawbook.bounds.policies import Ground, Movement, may_be_among, published
from lawbook.bounds.values import Bounds, exactly, is_impossible, joined
from lawbook.evaluate.policies import Judged, as_published, evaluate_policy
from lawbook.model.core import Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.reading import readings_of, reads_of
from lawbook.model.values import Known, Value
from lawbook.model.walking import conditions_of_row
from lawbook.notices.moves import Move, moves_of
from lawbook.notices.wishes import Goal, Wish, goal_of

MOST_FACTS = 3
"""How many facts are changed together at most."""
MOST_LOOKS = 1_000
"""At how many stretches a search looks before it gives up."""
MOST_FOUND = 3
"""How many changes are told."""

Ended: TypeAlias = Literal["found", "none", "none up to", "unfinished", "best", "nothing to change"]
"""How a search ended: changes were found; nothing that can be changed leads there; no change of up to so many facts does; it was given
up; nothing is better than what came out; there is no fact that may be changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One set of changed facts that leads to what is wanted, and what the policy then decides."""

    facts: tuple[tuple[Move, Known], ...]
    judged: Judged
    size: Fraction


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search found, the smallest change first, how it ended, and of how many facts at most every change was looked at."""

    goal: Goal | None
    found: tuple[Change, ...]
    ended: Ended
    facts: int


def search(policy: Policy, judged: Judged, wish: Wish | None = None, *, looks: int = MOST_LOOKS, most_facts: int = MOST_FACTS) -> Searched:
    """Look for the smallest changes of *judged* that lead to what *wish* says, else to anything better."""
    goal = goal_of(policy, published_values(policy, judged), wish)
    if goal is None:
        return Searched(None, (), "best", 0)
    ground = Ground(policy, judged, readings_of(policy))
    behind = ground.readings.behind(goal.allowed)
    moves = tuple(
        replace(move, cuts=cuts_of(ground, move.fact, behind & ground.readings.of.keys()))
        for move in moves_of(policy, dict(judged.facts), unspoken(policy, ground))
        if move.fact.name in behind
    )
    if not moves:
        return Searched(goal, (), "nothing to change", 0)
    searching = _Searching(ground, goal, looks)
    if not searching.can_be_reached(moves):
        return Searched(goal, (), "none", len(moves))
    for number in range(1, min(most_facts, len(moves)) + 1):
        found = searching.smallest(combinations(moves, number))
        if found:
            return Searched(goal, found, "found", number)
        if searching.looks <= 0:
            return Searched(goal, (), "unfinished", number - 1)
    return Searched(goal, (), "none" if len(moves) <= most_facts else "none up to", min(most_facts, len(moves)))


def unspoken(policy: Policy, ground: Ground) -> frozenset[str]:
    """Name the facts that rows with internal reasons look at: to speak of them would give away what was looked at."""
    internal = {reason.code for reason in policy.reasons if reason.internal}
    names: set[str] = set()
    for decision in policy.decisions:
        if isinstance(decision.body, Table):
            for row in decision.body.rows:
                if row.reason in internal:
                    names |= reads_of((*conditions_of_row(row), *decision.body.inputs)).names
    return ground.readings.behind(names)


def published_values(policy: Policy, judged: Judged) -> dict[str, Value]:
    """Give what is published, fallbacks in the place of unknowns."""
    declared = {decision.name: decision for decision in policy.decisions}
    return {name: as_published(declared[name], judged.values[name]) for name in policy.outputs}


_Part: TypeAlias = tuple[Bounds, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Facts that are changed together."""

    moves: tuple[Move, ...]
    movement: Movement

    @property
    def is_only_compared(self) -> bool:
        """Tell whether nothing but what conditions tell apart can make a difference."""
        return all(move.cuts.complete for move in self.moves)

    def size(self, part: _Part) -> Fraction:
        return sum((move.least_change(within) for move, within in zip(self.moves, part, strict=True)), Fraction(0))

    def is_even(self, part: _Part) -> bool:
        return all(move.is_even(within) for move, within in zip(self.moves, part, strict=True))

    def nearest(self, part: _Part) -> _Part:
        return tuple(move.nearest(within) for move, within in zip(self.moves, part, strict=True))

    def parted(self, part: _Part) -> Iterator[_Part]:
        """Part the broadest of the stretches."""
        broadest = max(range(len(part)), key=lambda place: self.moves[place].breadth(part[place]))
        for each in self.moves[broadest].parted(part[broadest]):
            yield (*part[:broadest], each, *part[broadest + 1 :])


@dataclass(slots=True)
class _Searching:
    """A search under way, and how many stretches may still be looked at."""

    ground: Ground
    goal: Goal
    looks: int
    declared: dict[str, Decision] = field(init=False)

    def __post_init__(self) -> None:
        self.declared = {decision.name: decision for decision in self.ground.policy.decisions}

    def can_be_reached(self, moves: tuple[Move, ...]) -> bool:
        """Tell whether the goal could be reached if all of *moves* were made, each or not."""
        group = self._group(moves)
        return self._possible(group, tuple(joined([*move.stretches(), exactly(move.present)]) for move in moves))

    def smallest(self, together: Iterable[tuple[Move, ...]]) -> tuple[Change, ...]:
        """Give the smallest change for each of the groups that are changed *together*, some of the smallest."""
        turns = count()
        waiting: list[tuple[Fraction, int, _Group, _Part]] = []
        for moves in together:
            group = self._group(moves)
            for part in product(*(move.stretches() for move in moves)):
                if not any(is_impossible(within) for within in part):
                    heappush(waiting, (group.size(part), next(turns), group, part))
        found: dict[int, Change] = {}
        while waiting and self.looks > 0 and len(found) < MOST_FOUND:
            size, _, group, part = heappop(waiting)
            if id(group) in found or not self._possible(group, part):
                continue
            if group.is_even(part) and (change := self._decided(group, group.nearest(part), size)) is not None:
                found[id(group)] = change
            elif not (group.is_even(part) and group.is_only_compared):
                for each in group.parted(part):
                    heappush(waiting, (group.size(each), next(turns), group, each))
        return tuple(found.values())

    def _group(self, moves: tuple[Move, ...]) -> _Group:
        return _Group(moves, Movement(self.ground, [move.fact.name for move in moves], self.goal.allowed))

    def _possible(self, group: _Group, part: _Part) -> bool:
        self.looks -= 1
        facts = {move.fact.name: within for move, within in zip(group.moves, part, strict=True)}
        bounds = group.movement.bounds(facts)
        return all(may_be_among(published(self.declared[name], bounds[name]), values) for name, values in self.goal.allowed.items())

    def _decided(self, group: _Group, part: _Part, size: Fraction) -> Change | None:
        """Decide on one set of changed facts, and see whether it is decided as wanted."""
        values = [move.value(within) for move, within in zip(group.moves, part, strict=True)]
        changed = [(move, value) for move, value in zip(group.moves, values, strict=True) if value is not None]
        if len(changed) < len(values):
            return None
        ground = self.ground
        facts = {**ground.judged.facts, **{move.fact.name: value for move, value in changed}}
        judged = evaluate_policy(ground.policy, facts, ground.judged.decision.as_of)
        return Change(tuple(changed), judged, size) if self._reached(published_values(ground.policy, judged)) else None

    def _reached(self, outcome: Mapping[str, Value]) -> bool:
        return all(outcome[name] in values for name, values in self.goal.allowed.items())
