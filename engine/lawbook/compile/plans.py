"""A table taken apart: inputs cut into regions, within which no cell tells two values apart, and the conditions that remain."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawbook.compile.cells import ANYTHING, FAR, Accepted, Coding, accepted, coding
from lawbook.compile.constants import Constants
from lawbook.compile.sharing import Sharing
from lawbook.model.core import Expression, Row, Table
from lawbook.model.values import Known
from lawbook.model.walking import with_input

Ranges = tuple[tuple[int, int], ...]
"""Ranges of regions, both ends included."""


@dataclass(frozen=True, slots=True)
class Dimension:
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
    dimensions: tuple[Dimension, ...]
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
    dimensions: list[Dimension] = []
    for place, expression in enumerate(table.inputs):
        codes = coding(expression.type)
        column: list[Accepted] = []
        for row, required in zip(table.rows, requires, strict=True):
            cell = row.cells[place] if place < len(row.cells) else None
            told = ANYTHING if cell is None else accepted(cell, codes, constants) if codes is not None else None
            if cell is not None and told is None:
                whole = with_input(cell, expression)
                conditions[sharing.number(whole)] = whole
                required[sharing.number(whole)] = None
            column.append(ANYTHING if told is None else told)
        if codes is not None and any(told != ANYTHING for told in column):
            dimensions.append(_dimension(place, column, codes))
    places = {number: place for place, number in enumerate(conditions)}
    return Plan(table, tuple(dimensions), tuple(conditions.values()), tuple(tuple(places[n] for n in required) for required in requires))


def _dimension(place: int, column: Sequence[Accepted], codes: Coding) -> Dimension:
    cuts = {end for told in set(column) for low, high in told.codes for end in (low, high + 1)}
    starts = tuple(sorted(cut for cut in cuts if -FAR < cut <= FAR))
    regions = {told: tuple((bisect_right(starts, low), bisect_right(starts, high)) for low, high in told.codes) for told in set(column)}
    places = None
    if codes.places is not None:
        places = {value: bisect_right(starts, code) for value, code in codes.places.items()}
    cells = tuple(regions[told] for told in column)
    elsewhere = bisect_right(starts, 0) if codes.is_text else None
    return Dimension(place, starts, places, elsewhere, cells, tuple(told.unknown for told in column))


def columns(dimension: Dimension, rows: int) -> list[int]:
    """Give, per region, the rows whose cells accept it, as the bits of one integer."""
    changes = [0] * (dimension.size + 1)
    for place in range(rows):
        bit = 1 << place
        for low, high in dimension.cells[place]:
            changes[low] ^= bit
            changes[high + 1] ^= bit
    masks: list[int] = []
    mask = 0
    for change in changes[:-1]:
        mask ^= change
        masks.append(mask)
    return masks


def when_unknown(dimension: Dimension) -> tuple[int, int]:
    """Give the rows whose cells are true for an unknown input, and those for which they are not false."""
    hit = sum(1 << place for place, truth in enumerate(dimension.unknown) if truth is True)
    return hit, hit | sum(1 << place for place, truth in enumerate(dimension.unknown) if truth is None)


def expressions(made: Plan) -> Iterator[Expression]:
    """Give every expression that is worked out each time: inputs, conditions, and outputs."""
    yield from made.table.inputs
    yield from made.conditions
    rows: list[Row] = [*made.table.rows, *([] if made.table.otherwise is None else [made.table.otherwise])]
    for row in rows:
        yield from row.outputs
