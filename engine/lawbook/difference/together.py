"""Two versions side by side in formulas, over the same inputs, and as the interpreter decides them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

import z3

from lawbook.difference.alike import alike_decisions
from lawbook.difference.joints import Joint, joint_facts, symbol_for
from lawbook.model.policy import Policy
from lawbook.model.values import Value
from lawbook.prove.facts import fact_symbol, facts_of
from lawbook.prove.symbols import NotExpressible, Symbol
from lawbook.prove.usual import usual_fact
from lawbook.prove.worlds import World

Depth: TypeAlias = Literal["open", "loose", "strict"]
"""How much stands for anything: all that both versions say alike, what is hard to reason about, or nothing."""


@dataclass(frozen=True)
class Sides:
    """Two versions, each on a day; how long a question may take, and in how many turns and sets of rows one is asked at most."""

    before: Policy
    after: Policy
    days: tuple[int, int]
    seconds: float = 10
    most_turns: int = 20
    most_rows: int = 1
    joints: tuple[Joint, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "joints", joint_facts(self.before, self.after))

    @cached_property
    def alike(self) -> frozenset[str]:
        """The decisions that are made alike, word for word; none where the days differ."""
        return alike_decisions(self.before, self.after) if self.days[0] == self.days[1] else frozenset()


class Together:
    """The worlds of both versions, each pair made when it is first asked for."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self._pairs: dict[Depth, tuple[World, World]] = {}
        self._bounds: dict[Depth, tuple[z3.BoolRef, ...]] = {}

    def pair(self, depth: Depth) -> tuple[World, World]:
        """Give the two worlds."""
        if depth not in self._pairs:
            sides, loose = self.sides, depth != "strict"
            free = sides.alike if depth == "open" else frozenset()
            before = World(sides.before, sides.days[0], sides.days[0], loose=loose, free=free)
            after = World(sides.after, sides.days[1], sides.days[1], loose=loose, beside=before, alike=sides.alike)
            bounds: list[z3.BoolRef] = []
            for joint in sides.joints:
                _share(joint, before, after, bounds)
            self._pairs[depth], self._bounds[depth] = (before, after), tuple(bounds)
        return self._pairs[depth]

    def held(self, depth: Depth) -> list[z3.BoolRef]:
        """Give what holds of all symbols made so far."""
        before, after = self.pair(depth)
        return [*self._bounds[depth], *before.side, *after.side]

    @cached_property
    def inputs(self) -> Mapping[str, Symbol]:
        """The symbols of the inputs, by the names of the joint facts; of those that can be put into formulas."""
        found: dict[str, Symbol] = {}
        for joint in self.sides.joints:
            try:
                found[joint.fact.name] = fact_symbol(joint.fact, joint.fact.name).symbol
            except NotExpressible:
                continue
        return found

    def values(self, model: z3.ModelRef, depth: Depth) -> dict[str, Value]:
        """Read the inputs off a model; those of which it says nothing are as usual."""
        facts = tuple(joint.fact for joint in self.sides.joints)
        found = facts_of(self.inputs, facts, model, self.pair(depth)[0].texts)
        return {fact.name: found.get(fact.name, usual_fact(fact)) for fact in facts}


def _share(joint: Joint, before: World, after: World, bounds: list[z3.BoolRef]) -> None:
    try:
        made = fact_symbol(joint.fact, joint.fact.name)
    except NotExpressible:
        # Whatever looks at it says so itself.
        return
    bounds += made.bounds
    if joint.before is not None:
        before.facts[joint.before.name] = symbol_for(joint, "before", made.symbol)
    if joint.after is not None:
        after.facts[joint.after.name] = symbol_for(joint, "after", made.symbol)
