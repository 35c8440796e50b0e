"""A world with another value of one fact, beside the world it was made of."""

import z3

from lawbook.model.policy import Policy
from lawbook.prove.facts import fact_symbol
from lawbook.prove.symbols import number
from lawbook.prove.worlds import World
from support.fragments import checked_fragment

TEXT = """
facts:
  grade: {type: [A, B, C]}
decisions:
  good: {type: boolean, formula: 'grade = "A"'}
"""


def policy() -> Policy:
    (found,) = checked_fragment(TEXT, "grades", {}).policies
    return found


def test_the_other_world_holds_both_values_within_their_type() -> None:
    world = World(policy(), 738_000, 738_000)
    grade = world.fact("grade")
    changed = fact_symbol(policy().facts[0], "grade'")
    other = world.with_another("grade", changed.symbol, changed.bounds, frozenset({"good"}))
    for symbol in (grade, changed.symbol):
        solver = z3.Solver()
        solver.add(*other.side, number(symbol) == 3)
        assert solver.check() == z3.unsat
