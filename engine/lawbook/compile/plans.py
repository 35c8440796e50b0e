"""A table taken apart: inputs cut into regions, within which no cell tells two values apart, and the conditions that remain."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawbook.compile.cells import Accepted, accepted
from lawbook.compile.constants import Constants
from lawbook.compile.sharing import Sharing
from lawbook.model.core import All, Expression, IsKnown, Not, Row, Table, Variable
from lawbook.model.types import BooleanType, OneOfType, TextType
from lawbook.model.values import Known
from lawbook.model.walking import with_input
from lawbook.problems.problem import NOWHERE
from lawbook.regions.cells import INPUT, texts_in
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
    """What is to be looked at to tell which rows of a table are hit: *requires* has, per row, the number of one of *conditions*."""

    table: Table
    sides: tuple[Side, ...]
    conditions: tuple[Expression, ...]
    requires: tuple[int | None, ...]


def plan(table: Table, sharing: Sharing, constants: Constants) -> Plan:
    """Take *table* apart."""
    required: list[list[Expression]] = [[] for _ in table.rows]
    cells = [[row.cells[place] if place < len(row.cells) else None for row in table.rows] for place in range(len(table.inputs))]
    for number, row in enumerate(table.rows):
        place = None if row.condition is None else _asked_about(row.condition, table, sharing)
        if place is not None and cells[place][number] is None:
            cells[place][number] = Not(_KNOWN, where=row.where, type=BooleanType())
        elif row.condition is not None:
            required[number].append(row.condition)
    sides: list[Side] = []
    for place, (expression, column) in enumerate(zip(table.inputs, cells, strict=True)):
        dimension = dimension_of(expression.type, texts_in(column) if isinstance(expression.type, TextType) else ())
        told = _told(column, dimension, constants)
        for cell, readable, conditions in zip(column, told, required, strict=True):
            if cell is not None and readable is None:
                conditions.append(with_input(cell, expression))
        if dimension is not None and any(readable is not None for readable in told):
            sides.append(_side(place, told, dimension))
    return _plan(table, sides, required, sharing)


def _told(column: Sequence[Expression | None], dimension: Dimension | None, constants: Constants) -> list[Accepted | None]:
    # The rows of a file share their cells.
    if dimension is None:
        return [None] * len(column)
    met: dict[int, Accepted | None] = {}
    for cell in column:
        if cell is not None and id(cell) not in met:
            met[id(cell)] = accepted(cell, dimension, constants)
    return [None if cell is None else met[id(cell)] for cell in column]


_KNOWN = IsKnown(Variable(INPUT, where=NOWHERE, type=BooleanType()), where=NOWHERE, type=BooleanType())


def _asked_about(condition: Expression, table: Table, sharing: Sharing) -> int | None:
    # A row that asks whether an input is missing asks it of a cell.
    if not isinstance(condition, Not) or not isinstance(condition.of, IsKnown):
        return None
    number = sharing.number(condition.of.of)
    return next((place for place, expression in enumerate(table.inputs) if sharing.number(expression) == number), None)


def _plan(table: Table, sides: Sequence[Side], required: Sequence[Sequence[Expression]], sharing: Sharing) -> Plan:
    conditions: dict[int, Expression] = {}
    requires: list[int | None] = []
    for row, each in zip(table.rows, required, strict=True):
        if not each:
            requires.append(None)
            continue
        whole = each[0] if len(each) == 1 else All(tuple(each), where=row.where, type=BooleanType())
        conditions.setdefault(sharing.number(whole), whole)
        requires.append(sharing.number(whole))
    places = {number: place for place, number in enumerate(conditions)}
    return Plan(table, tuple(sides), tuple(conditions.values()), tuple(None if number is None else places[number] for number in requires))


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
