"""The plainest of many counterexamples: few facts, round amounts, and counts just past where they begin to matter."""

from collections.abc import Collection

import z3

from lawbook.contract.facts import may_be_absent
from lawbook.model.types import NumberType
from lawbook.prove.arithmetic import fixed
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import opposite
from lawbook.prove.worlds import World

_COUNTED = {"integer", "days", "months"}
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
    for count in _counts(world, facts):
        model = _lowered(count, solver, model)
    return model


def _lowered(count: z3.ArithRef, solver: Solver, model: z3.ModelRef) -> z3.ModelRef:
    """Give a model in which *count*, where it is positive, is as low as it can be: next to a boundary."""
    low, high = 0, _in(model, count)
    while low < high:
        middle = (low + high) // 2
        if solver.check(count >= low, count <= middle) == "sat":
            model = solver.model
            high = _in(model, count)
        else:
            low = middle + 1
    if high > 0:
        solver.hold(count == high)
    return model


def _in(model: z3.ModelRef, count: z3.ArithRef) -> int:
    found = model.eval(count, model_completion=True)
    return found.as_long() if isinstance(found, z3.IntNumRef) else 0


def _counts(world: World, facts: Collection[str]) -> list[z3.ArithRef]:
    """Give the numbers of days, months and things."""
    return [
        world.facts[fact.name].value
        for fact in world.policy.facts
        if fact.name in world.facts and fact.name in facts and isinstance(fact.type, NumberType) and fact.type.kind in _COUNTED
    ]


def _wishes(world: World, facts: Collection[str]) -> list[z3.BoolRef]:
    asked = [fact for fact in world.policy.facts if fact.name in world.facts and fact.name in facts]
    wishes = [opposite(world.facts[fact.name].known) for fact in asked if may_be_absent(fact)]
    for fact, symbol in ((fact, world.facts[fact.name]) for fact in asked):
        match symbol.value:
            case z3.BoolRef() as truth:
                wishes.append(z3.Not(truth))
            case z3.ArithRef() as number if isinstance(fact.type, NumberType) and fact.type.kind in _COUNTED:
                wishes.append(number == 0)
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
