"""One request put to the formulas of a policy: what they say of each decision, for holding them equal to the interpreter."""

from collections.abc import Mapping

import z3

from lawbook.model.policy import Policy
from lawbook.model.values import Value
from lawbook.prove.fixing import fixing
from lawbook.prove.symbols import opposite
from lawbook.prove.worlds import World


class OneRequest:
    """The formulas of *policy* for one set of *facts* on one *day*."""

    def __init__(self, policy: Policy, facts: Mapping[str, Value], day: int) -> None:
        self._world = World(policy, day, day)
        self._facts = facts
        self._types = {fact.name: fact.type for fact in policy.facts}

    def differing(self, name: str, value: Value) -> bool:
        """Tell whether the formulas leave it open, or deny, that the decision *name* comes to *value*."""
        world = self._world
        made = world.decision(name)
        claimed = fixing(made, world.type(name), value, world.texts)
        solver = z3.Solver()
        solver.add(*(fixing(world.fact(fact), self._types[fact], self._facts[fact], world.texts) for fact in tuple(world.facts)))
        solver.add(*world.side)
        if solver.check() != z3.sat:
            return True
        solver.add(opposite(claimed))
        return bool(solver.check() != z3.unsat)
