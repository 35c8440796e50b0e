"""Telling which rows of a table are hit, in a time that does not grow with the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from lawbook.compile.plans import Plan, Side, columns, when_unknown
from lawbook.compile.terms import Scope, Term

GRID = 65_536
"""How many combinations of regions a table may have to be looked up in one step."""
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


def is_grid(of: Sequence[Axis]) -> bool:
    """Whether every combination of regions can be written down."""
    return prod(len(axis.masks) for axis in of) <= GRID


def grid(of: Sequence[Axis], rows: int) -> list[Masks]:
    """Give the masks of every combination of regions, the last side changing fastest."""
    every = (1 << rows) - 1
    cells: list[Masks] = [(every, every)]
    for axis in of:
        cells = [(hit & mask[0], possible & mask[1]) for hit, possible in cells for mask in axis.masks]
    return cells


def region(of: Axis, scope: Scope) -> str:
    """Give the text of the number of the region in which an input is."""
    side, text = of.side, of.input.text
    if side.places is None:
        known = f"BISECT({scope.source.constant(side.starts)}, {text})"
    else:
        places = scope.source.constant(dict(side.places))
        known = f"{places}[{text}]" if side.elsewhere is None else f"{places}.get({text}, {side.elsewhere})"
    return f"({len(of.masks) - 1} if type({text}) is U else {known})" if of.input.nullable else known


def index(of: Sequence[Axis], scope: Scope) -> str:
    """Give the text of the number of the combination of regions."""
    text = "0"
    for place, axis in enumerate(of):
        own = region(axis, scope)
        text = own if place == 0 else f"({text}) * {len(axis.masks)} + {own}"
    return text
