"""A table taken apart: inputs cut into regions, within which no cell tells two values apart, and the conditions that remain."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawbook.compile.cells import Accepted, accepted
from lawbook.compile.constants import Constants
from lawbook.compile.sharing import Sharing
from lawbook.model.core import Expression, Row, Table
from lawbook.model.types import BooleanType, OneOfType, TextType
from lawbook.model.values import Known
from lawbook.model.walking import with_input
from lawbook.regions.cells import texts_in
from lawbook.regions.dimensions import Dimension, dimension_of

Ranges = tuple[tuple[int, int], ...]
"""Ranges of regions, both ends included."""


@dataclass(frozen=True, slots=True)
class Side:
    """One input in regions, numbered from 0.

    A number is in the region that `bisect_right(starts, number)` gives; another value in that of *places*, a text that is not
    in it in *elsewhere*. *cells* has the regions that each row accepts, *unknown* what its cell is for an unknown input (None: unknown).
    """

    place: int
    starts: tuple[int, ...]
    places: Mapping[Known, int] | None
    elsewhere: int | None
    cells: tuple[Ranges, ...]
    unknown: tuple[bool | None, ...]

    @property
    def size(self) -> int:
        """How many regions there are."""
        return len(self.starts) + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be looked at to tell which rows of a table are hit: *requires* has, per row, the numbers of its *conditions*."""

    table: Table
    sides: tuple[Side, ...]
    conditions: tuple[Expression, ...]
    requires: tuple[tuple[int, ...], ...]


def plan(table: Table, sharing: Sharing, constants: Constants) -> Plan:
    """Take *table* apart."""
    conditions: dict[int, Expression] = {}
    requires: list[dict[int, None]] = [{} for _ in table.rows]
    for row, required in zip(table.rows, requires, strict=True):
        if row.condition is not None:
            conditions[sharing.number(row.condition)] = row.condition
            required[sharing.number(row.condition)] = None
    sides: list[Side] = []
    for place, expression in enumerate(table.inputs):
        cells = [row.cells[place] if place < len(row.cells) else None for row in table.rows]
        dimension = dimension_of(expression.type, texts_in(cells) if isinstance(expression.type, TextType) else ())
        column: list[Accepted | None] = []
        for cell, required in zip(cells, requires, strict=True):
            told = None if cell is None or dimension is None else accepted(cell, dimension, constants)
            if cell is not None and told is None:
                whole = with_input(cell, expression)
                conditions[sharing.number(whole)] = whole
                required[sharing.number(whole)] = None
            column.append(told)
        if dimension is not None and any(told is not None for told in column):
            sides.append(_side(place, column, dimension))
    places = {number: place for place, number in enumerate(conditions)}
    return Plan(table, tuple(sides), tuple(conditions.values()), tuple(tuple(places[n] for n in required) for required in requires))


def _side(place: int, column: Sequence[Accepted | None], dimension: Dimension) -> Side:
    # What reaches the end of the dimension is not cut there.
    sets = {told.positions for told in column if told is not None}
    cuts = {end for of in sets for low, high in of for end in (low, high + 1)} - {0, dimension.size}
    starts = sorted(cuts)
    regions = {of: tuple((bisect_right(starts, low), bisect_right(starts, high)) for low, high in of) for of in sets}
    whole = ((0, len(starts)),)
    places: dict[Known, int] | None = None
    if isinstance(dimension.type, BooleanType | OneOfType | TextType):
        named: tuple[Known, ...] = dimension.named or (False, True)
        places = {value: bisect_right(starts, position) for position, value in enumerate(named)}
    return Side(
        place=place,
        starts=tuple(start + dimension.base for start in starts),
        places=places,
        elsewhere=bisect_right(starts, len(dimension.named)) if isinstance(dimension.type, TextType) else None,
        cells=tuple(whole if told is None else regions[told.positions] for told in column),
        unknown=tuple(True if told is None else told.unknown for told in column),
    )


def columns(side: Side, rows: int) -> list[int]:
    """Give, per region, the rows whose cells accept it, as the bits of one integer."""
    changes = [0] * (side.size + 1)
    for place in range(rows):
        bit = 1 << place
        for low, high in side.cells[place]:
            changes[low] ^= bit
            changes[high + 1] ^= bit
    masks: list[int] = []
    mask = 0
    for change in changes[:-1]:
        mask ^= change
        masks.append(mask)
    return masks


def when_unknown(side: Side) -> tuple[int, int]:
    """Give the rows whose cells are true for an unknown input, and those for which they are not false."""
    hit = sum(1 << place for place, truth in enumerate(side.unknown) if truth is True)
    return hit, hit | sum(1 << place for place, truth in enumerate(side.unknown) if truth is None)


def expressions(made: Plan) -> Iterator[Expression]:
    """Give every expression that is worked out each time: inputs, conditions, and outputs."""
    yield from made.table.inputs
    yield from made.conditions
    rows: list[Row] = [*made.table.rows, *([] if made.table.otherwise is None else [made.table.otherwise])]
    for row in rows:
        yield from row.outputs
