"""The plainest of many counterexamples: few facts, round values, near what was asked."""

from collections.abc import Collection

import z3

from lawbook.contract.facts import may_be_absent
from lawbook.prove.arithmetic import fixed
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import opposite
from lawbook.prove.worlds import World

STEP_SECONDS = 1.0
"""How long each attempt at something plainer may take."""


def simplest(world: World, solver: Solver, facts: Collection[str]) -> z3.ModelRef:
    """Give a model of *solver*, which has just said that there is one, as plain as can be had by one attempt for each of *facts*."""
    model = solver.model
    solver.limit(STEP_SECONDS)
    for wish in _wishes(world, facts):
        if solver.check(wish) == "sat":
            model = solver.model
            solver.hold(wish)
    return model


def _wishes(world: World, facts: Collection[str]) -> list[z3.BoolRef]:
    asked = [fact for fact in world.policy.facts if fact.name in world.facts and fact.name in facts]
    wishes = [opposite(world.facts[fact.name].known) for fact in asked if may_be_absent(fact)]
    for symbol in (world.facts[fact.name] for fact in asked):
        match symbol.value:
            case z3.BoolRef() as truth:
                wishes.append(z3.Not(truth))
            case z3.ArithRef() as number:
                wishes += _round(number)
            case dict() as members:
                wishes += [z3.Not(there) for there in members.values()]
            case _:
                continue
    if fixed(world.day) is None:
        wishes.append(world.day == world.days[0])
    return wishes


def _round(number: z3.ArithRef) -> list[z3.BoolRef]:
    # The coarsest that goes is kept; what is finer follows from it.
    return [number == 0, *(number % unit == 0 for unit in (1_000_000, 10_000, 100))]
