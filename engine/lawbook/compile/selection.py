"""Telling which rows of a table are hit, in a time that does not grow with the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from lawbook.compile.plans import Dimension, Plan, columns, when_unknown
from lawbook.compile.terms import Scope, Term

GRID = 65_536
"""How many combinations of regions a table may have to be looked up in one step."""
MASK_BYTES = 12_000_000
"""How much memory the masks of one table may take; beyond, its rows are found through a tree."""

Masks = tuple[int, int]
"""Rows that are hit and rows that are or may be, as bits."""


@dataclass(frozen=True, slots=True)
class Side:
    """A dimension with its input as a term: *columns* has the masks per region, the last for an unknown input (if there can be one)."""

    dimension: Dimension
    input: Term
    columns: Sequence[Masks]


def fits(plan: Plan) -> bool:
    """Whether the masks of a table are small enough to be kept."""
    return sum(dimension.size for dimension in plan.dimensions) * len(plan.table.rows) // 8 <= MASK_BYTES


def sides(plan: Plan, inputs: Sequence[Term]) -> list[Side]:
    """Give the masks of each dimension of a table."""
    rows = len(plan.table.rows)
    made: list[Side] = []
    for dimension in plan.dimensions:
        masks = [(mask, mask) for mask in columns(dimension, rows)]
        if inputs[dimension.place].nullable:
            masks.append(when_unknown(dimension))
        made.append(Side(dimension, inputs[dimension.place], masks))
    return made


def is_grid(of: Sequence[Side]) -> bool:
    """Whether every combination of regions can be written down."""
    return prod(len(side.columns) for side in of) <= GRID


def grid(of: Sequence[Side], rows: int) -> list[Masks]:
    """Give the masks of every combination of regions, the last dimension changing fastest."""
    every = (1 << rows) - 1
    cells: list[Masks] = [(every, every)]
    for side in of:
        cells = [(hit & column[0], possible & column[1]) for hit, possible in cells for column in side.columns]
    return cells


def region(side: Side, scope: Scope) -> str:
    """Give the text of the number of the region in which the input of a dimension is."""
    dimension, text = side.dimension, side.input.text
    if dimension.places is None:
        known = f"BISECT({scope.source.constant(dimension.starts)}, {text})"
    else:
        places = scope.source.constant(dict(dimension.places))
        known = f"{places}[{text}]" if dimension.elsewhere is None else f"{places}.get({text}, {dimension.elsewhere})"
    return f"({len(side.columns) - 1} if type({text}) is U else {known})" if side.input.nullable else known


def index(of: Sequence[Side], scope: Scope) -> str:
    """Give the text of the number of the combination of regions."""
    text = "0"
    for place, side in enumerate(of):
        own = region(side, scope)
        text = own if place == 0 else f"({text}) * {len(side.columns)} + {own}"
    return text
