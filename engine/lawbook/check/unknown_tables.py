"""Whether what a table comes to can be unknown, though all its outputs are known."""

from dataclasses import replace

from lawbook.check.nullable import can_be_unknown
from lawbook.check.scope import Scope
from lawbook.model.core import Row, Table
from lawbook.regions import boxes, coverage
from lawbook.regions.interval_sets import Box
from lawbook.regions.spaces import Space, table_space

_OVERLAPS_TRIED = 1_000


def table_can_be_unknown(table: Table, scope: Scope, nullable: tuple[bool, ...] | None = None) -> bool:
    """Tell whether some facts leave open which row is hit, hit none, or hit two of a unique table; true when in doubt.

    *nullable* says of each input whether it can be unknown; it is worked out when not given.
    """
    if nullable is None:
        nullable = tuple(can_be_unknown(read, scope) for read in table.inputs)
    conditions = any(_looks_at_unknown(row, table, scope) for row in table.rows)
    space = table_space(table, nullable, conditions_nullable=conditions)
    tested = any(nullable[number] for row in table.rows for number, cell in enumerate(row.cells) if cell is not None)
    doubtful = tested or conditions
    match table.hit:
        case "unique":
            return bool(space.overlaps(most=1)) or _leaves_out(table, space, doubtful=doubtful)
        case "first" if not conditions:
            return _leaves_out(table, space, doubtful=False) or _first_in_doubt(table, space, nullable)
        case "first" | "priority":
            return doubtful or _leaves_out(table, space, doubtful=False)
        case "any":
            return doubtful or _leaves_out(table, space, doubtful=False) or _may_disagree(table, space)
        case "collect" if table.aggregation in {"min", "max"}:
            return doubtful or _leaves_out(table, space, doubtful=False)
        case _:
            return doubtful


def _may_disagree(table: Table, space: Space) -> bool:
    overlaps = space.overlaps(most=_OVERLAPS_TRIED)
    if len(overlaps) == _OVERLAPS_TRIED:
        return True
    return any(table.rows[overlap.first].outputs != table.rows[overlap.second].outputs for overlap in overlaps)


def _looks_at_unknown(row: Row, table: Table, scope: Scope) -> bool:
    """Tell whether the condition of *row*, or what its cells compare their known inputs with, can be unknown."""
    if row.condition is not None and can_be_unknown(row.condition, scope):
        return True
    return any(
        cell is not None and can_be_unknown(cell, replace(scope, input=read.type, input_nullable=False))
        for cell, read in zip(row.cells, table.inputs, strict=False)
    )


def _leaves_out(table: Table, space: Space, *, doubtful: bool) -> bool:
    """Tell whether some point is in no row; with `otherwise` only points in *doubt* count."""
    if table.otherwise is not None and not doubtful:
        return False
    taken: tuple[Box, ...] = space.boxes
    if table.otherwise is not None:
        taken = (*taken, tuple(((0, side.known - 1),) for side in space.sides))
    try:
        return bool(boxes.find_gaps(taken, space.sizes, most=1))
    except coverage.Unsettled:
        return True


def _first_in_doubt(table: Table, space: Space, nullable: tuple[bool, ...]) -> bool:
    """Tell whether a row that may be hit, where an input is unknown, can come before the first that is."""
    for number, side in enumerate(space.sides):
        if side.input is None or not nullable[side.input]:
            continue
        unknown = side.known
        unsure = next((row for row in range(len(table.rows)) if _unsure(space, row, number, table, side.input)), None)
        if unsure is None:
            continue
        target = tuple(((unknown, unknown),) if at == number else ((0, other.size - 1),) for at, other in enumerate(space.sides))
        before = [box for box, owner in zip(space.boxes, space.owners, strict=True) if owner < unsure]
        try:
            if not boxes.union_covers(target, before):
                return True
        except coverage.Unsettled:
            return True
    return False


def _unsure(space: Space, row: int, number: int, table: Table, column: int) -> bool:
    """Tell whether *row* tests the input of side *number* in a way that leaves it open when that is unknown."""
    unknown = space.sides[number].known
    own = [box for box, owner in zip(space.boxes, space.owners, strict=True) if owner == row]
    taken = any(low <= unknown <= high for box in own for low, high in box[number])
    return table.rows[row].cells[column] is not None and not taken
