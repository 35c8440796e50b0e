"""Which rows keep one from ever deciding: wherever it is hit, one of them is."""

from collections.abc import Mapping

import z3

from lawbook.model.core import Table
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import NotExpressible, opposite
from lawbook.prove.tables import RowSymbol, outweighing
from lawbook.prove.worlds import World
from lawbook.questions.asked import Place, Question


def always_outweighing(worlds: Mapping[bool, World], question: Question, seconds: float) -> tuple[Place, ...]:
    """Name rows of which, in one of *worlds*, one is hit wherever the row of *question* is: none that could be left out."""
    for world in worlds.values():
        try:
            rows = _needed(world, question, seconds)
        except NotExpressible:
            continue
        if rows:
            return tuple(Place(each.row.id, each.row.where) for each in rows)
    return ()


def _needed(world: World, question: Question, seconds: float) -> tuple[RowSymbol, ...]:
    body = next(each.body for each in world.policy.decisions if each.name == question.decision)
    assert isinstance(body, Table)  # noqa: S101 - rows are of tables
    table = world.table(question.decision)
    own = next(each for each in table.rows if each.row.id == question.subject)
    solver = Solver([*world.side, own.hit, table.value.known], seconds)
    needed = outweighing(body, table, own)
    if not _never(solver, needed):
        return ()
    core = solver.core()
    needed = [(row, outweighs) for row, outweighs in needed if any(opposite(outweighs).eq(part) for part in core)]
    for each in tuple(needed):
        fewer = [other for other in needed if other is not each]
        needed = fewer if _never(solver, fewer) else needed
    return tuple(row for row, _ in needed)


def _never(solver: Solver, rows: list[tuple[RowSymbol, z3.BoolRef]]) -> bool:
    return solver.check(*(opposite(outweighs) for _, outweighs in rows)) == "unsat"
