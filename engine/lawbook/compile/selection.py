"""Telling which rows of a table are hit, in a time that does not grow with the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from lawbook.compile.plans import Plan, Side, columns, when_unknown
from lawbook.compile.terms import Scope, Term

GRID = 65_536
"""How many combinations of regions a table may have to be looked up in one step."""
STANDINGS = 400_000
"""In how many of those combinations, together, the rows of such a table may stand."""
MASK_BYTES = 12_000_000
"""How much memory the masks of one table may take; beyond, its rows are found through a tree."""

Masks = tuple[int, int]
"""Rows that are hit and rows that are or may be, as bits."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A side of a table with its input as a term, and the masks per region, the last for an unknown input (if there can be one)."""

    side: Side
    input: Term
    masks: Sequence[Masks]


def fits(plan: Plan) -> bool:
    """Whether the masks of a table are small enough to be kept."""
    return sum(side.size for side in plan.sides) * len(plan.table.rows) // 8 <= MASK_BYTES


def axes(plan: Plan, inputs: Sequence[Term]) -> list[Axis]:
    """Give the masks of each side of a table."""
    rows = len(plan.table.rows)
    made: list[Axis] = []
    for side in plan.sides:
        masks = [(mask, mask) for mask in columns(side, rows)]
        if inputs[side.place].nullable:
            masks.append(when_unknown(side))
        made.append(Axis(side, inputs[side.place], masks))
    return made


def grid(plan: Plan, inputs: Sequence[Term]) -> list[tuple[list[int], list[int]]] | None:
    """Give, for every combination of regions, the rows that are hit and those that may be; None when there are too many.

    The last side changes fastest; the last region of a side whose input can be unknown is that of the unknown.
    """
    sizes = [side.size + inputs[side.place].nullable for side in plan.sides]
    if prod(sizes) > GRID:
        return None
    standings = 0
    cells: list[tuple[list[int], list[int]]] = [([], []) for _ in range(prod(sizes))]
    for row in range(len(plan.table.rows)):
        spots = [(0, False)]
        for side, size in zip(plan.sides, sizes, strict=True):
            own = [(region, False) for low, high in side.cells[row] for region in range(low, high + 1)]
            if size > side.size and side.unknown[row] is not False:
                own.append((side.size, side.unknown[row] is None))
            spots = [(spot * size + region, doubt or unsure) for spot, doubt in spots for region, unsure in own]
        standings += len(spots)
        if standings > STANDINGS:
            return None
        for spot, doubt in spots:
            cells[spot][doubt].append(row)
    return cells


def region(side: Side, of: Term, scope: Scope) -> str:
    """Give the text of the number of the region in which an input is."""
    text = of.text
    if side.places is None:
        known = f"BISECT({scope.source.constant(side.starts)}, {text})"
    else:
        places = scope.source.constant(dict(side.places))
        known = f"{places}[{text}]" if side.elsewhere is None else f"{places}.get({text}, {side.elsewhere})"
    return f"({side.size} if type({text}) is U else {known})" if of.nullable else known


def index(plan: Plan, inputs: Sequence[Term], scope: Scope) -> str:
    """Give the text of the number of the combination of regions."""
    text = ""
    for side in plan.sides:
        of = inputs[side.place]
        own = region(side, of, scope)
        text = f"({text}) * {side.size + of.nullable} + {own}" if text else own
    return text or "0"
