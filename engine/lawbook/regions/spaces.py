"""The rows of one table as boxes: each input that cells compare with constants is a side, and so is each other condition.

A condition that is not readable as a set of input values (it looks at another fact, at a parameter, at the members of a set) is a
side of its own, the same one wherever it stands, its opposite included: false, true. Such conditions are taken to be independent
of one another and of the inputs; then a row found never to be reached never is, and rows found not to overlap never do, while an
overlap or a gap whose witness supposes something of a condition may be impossible.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeAlias

from lawbook.model.core import All, AnyOf, AtMost, Constant, Equal, Expression, Interval, Less, Not, Row, Same, Table, Within
from lawbook.model.types import TextType
from lawbook.model.values import Known
from lawbook.regions.boxes import Masked, Masking, Overlap, find_gaps, find_overlaps, masked_rows
from lawbook.regions.cells import intervals_over, texts_in
from lawbook.regions.coverage import WORK
from lawbook.regions.dimensions import Dimension, dimension_of, value_at
from lawbook.regions.interval_sets import Box, IntervalSet, Point, complement, intersection, whole

_MOST_BOXES = 256
_MOST_TRIED = 4096

_Cube: TypeAlias = dict[int, IntervalSet]


class _TooMany(Exception):  # noqa: N818 - it is an outcome, not an error
    """The condition falls into too many boxes to be looked into."""


@dataclass(frozen=True, slots=True)
class Side:
    """One dimension of a table: the values of the input number *input*, or whether *condition* is true (of that input, or of none).

    *nullable*: it has one more position, the last, for "unknown".
    """

    input: int | None
    dimension: Dimension | None
    condition: Expression | None
    nullable: bool

    @property
    def known(self) -> int:
        """How many positions stand for something known."""
        return 2 if self.dimension is None else self.dimension.size

    @property
    def size(self) -> int:
        """How many positions there are."""
        return self.known + self.nullable


@dataclass(frozen=True, slots=True)
class Supposed:
    """One coordinate of a witness, in the words of the table.

    The input number *input* is *value* (None: any text the table does not mention), or *condition* is *value*; or it is unknown.
    """

    input: int | None
    condition: Expression | None
    value: Known | None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """The sides of a table and its rows as boxes: *owners* gives for each box the number of its row; boxes of one row are disjoint."""

    sides: tuple[Side, ...]
    boxes: tuple[Box, ...]
    owners: tuple[int, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The size of each side."""
        return tuple(side.size for side in self.sides)

    def overlaps(self, most: int = 20) -> list[Overlap]:
        """Find pairs of rows, by number, that share a point."""
        found: dict[tuple[int, int], Overlap] = {}
        for overlap in find_overlaps(self.boxes, self.sizes, most * 4):
            first, second = sorted((self.owners[overlap.first], self.owners[overlap.second]))
            found.setdefault((first, second), Overlap(first, second, overlap.witness))
        return [found[pair] for pair in sorted(found)][:most]

    def gaps(self, most: int = 5, work: int = WORK) -> list[Point]:
        """Find points that no row has; raises Unsettled as `find_gaps` does."""
        return find_gaps(self.boxes, self.sizes, most, work)

    def masked(self, order: Sequence[int] | None = None, work: int = WORK) -> Masking:
        """Find the rows that are never reached when rows are tried in *order* (as they stand)."""
        rows = range(max(self.owners, default=-1) + 1)
        place = {row: at for at, row in enumerate(rows if order is None else order)}
        boxes = sorted(range(len(self.boxes)), key=lambda box: (place[self.owners[box]], box))
        found = masked_rows(self.boxes, self.sizes, boxes, work)
        taken = {one.row: one.by for one in found.masked}
        unsettled = {self.owners[box] for box in found.unsettled}
        free = {self.owners[box] for box in boxes if box not in taken and box not in found.unsettled}
        masked = [self._masked_row(row, taken) for row in place if row not in unsettled and row not in free]
        return Masking(tuple(sorted(masked, key=lambda one: one.row)), tuple(sorted(unsettled - free)))

    def _masked_row(self, row: int, taken: dict[int, tuple[int, ...]]) -> Masked:
        by = {self.owners[earlier] for box, owner in enumerate(self.owners) if owner == row for earlier in taken[box]}
        return Masked(row, tuple(sorted(by)))

    def told(self, point: Point) -> tuple[Supposed, ...]:
        """Say a point in the words of the table."""
        return tuple(_supposed(side, position) for side, position in zip(self.sides, point, strict=True))


def table_space(table: Table, nullable: Sequence[bool] = (), *, conditions_nullable: bool = False) -> Space:
    """Lay out the rows of *table* as boxes.

    *nullable* says of each input whether it can be unknown, and then "unknown" is one more position, which only `-` takes; without it
    every input is taken to be known. *conditions_nullable* says it of the conditions of rows.
    """
    layout = _Layout(table, tuple(nullable) or (False,) * len(table.inputs), conditions_nullable)
    cubes: deque[_Cube] = deque()
    owners: list[int] = []
    for number, row in enumerate(table.rows):
        found = layout.of_row(row)
        cubes.extend(found)
        owners.extend([number] * len(found))
    sides = tuple(layout.sides)
    full = [whole(side.size) for side in sides]
    return Space(sides, tuple(_boxes(cubes, full)), tuple(owners))


def _boxes(cubes: deque[_Cube], full: Sequence[IntervalSet]) -> Iterator[Box]:
    # Each cube is let go of as its box is made: a large table would otherwise stand in memory twice.
    while cubes:
        cube = cubes.popleft()
        yield tuple(cube.get(at, every) for at, every in enumerate(full))


def _supposed(side: Side, position: int) -> Supposed:
    if side.nullable and position == side.known:
        return Supposed(side.input, side.condition, None, unknown=True)
    value = position == 1 if side.dimension is None else value_at(side.dimension, position)
    return Supposed(side.input, side.condition, value)


@dataclass(slots=True)
class _Layout:
    """The sides found so far, while the rows are read one after the other."""

    table: Table
    nullable: tuple[bool, ...]
    conditions_nullable: bool
    sides: list[Side] = field(default_factory=list)
    by_input: dict[int, int] = field(default_factory=dict)
    by_condition: dict[tuple[int | None, Expression], int] = field(default_factory=dict)
    met: dict[tuple[int, int], list[_Cube]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, read in enumerate(self.table.inputs):
            column = [row.cells[number] for row in self.table.rows]
            dimension = dimension_of(read.type, texts_in(column) if isinstance(read.type, TextType) else ())
            if dimension is not None:
                self.by_input[number] = len(self.sides)
                self.sides.append(Side(number, dimension, None, self.nullable[number]))

    def of_row(self, row: Row) -> list[_Cube]:
        """Give disjoint cubes that are together the row; none when it can never be hit."""
        parts = [(number, cell) for number, cell in enumerate(row.cells) if cell is not None]
        conditions: list[tuple[int | None, Expression]] = [*parts, *([] if row.condition is None else [(None, row.condition)])]
        cubes: list[_Cube] = [{}]
        for number, condition in conditions:
            found = self.of_part(condition, number)
            if len(cubes) * len(found) > _MOST_BOXES:
                found = self.of_atom(condition, number, truth=True, wanted=True)
            cubes = _both(cubes, found)
        return cubes

    def of_part(self, condition: Expression, number: int | None) -> list[_Cube]:
        """Give disjoint cubes for a cell or the condition of a row; cells that rows of a file share are laid out once."""
        known = None if number is None else self.met.get((number, id(condition)))
        if known is not None:
            return known
        try:
            found = self.of_condition(condition, number, truth=True, wanted=True)
        except _TooMany:
            found = self.of_atom(condition, number, truth=True, wanted=True)
        if number is not None:
            self.met[number, id(condition)] = found
        return found

    def of_condition(self, condition: Expression, number: int | None, *, truth: bool, wanted: bool) -> list[_Cube]:
        """Give disjoint cubes for "*condition* is *truth*" (or, where not *wanted*, "is not": it is the opposite or unknown)."""
        read = None if number is None or number not in self.by_input else self._read(condition, number, truth=truth, wanted=wanted)
        if read is not None:
            return read
        match _plain(condition):
            case Constant(value=value):
                return [{}] if (value is truth) is wanted else []
            case Not(of=of):
                return self.of_condition(of, number, truth=not truth, wanted=wanted)
            case All(items=items) | AnyOf(items=items) as joined:
                so = [self.of_condition(item, number, truth=truth, wanted=wanted) for item in items]
                if isinstance(joined, All) is (truth is wanted):
                    return reduce(_both, so, [{}])
                not_so = (self.of_condition(item, number, truth=truth, wanted=not wanted) for item in items)
                return _either(so, not_so)
            case plain:
                return self.of_atom(plain, number, truth=truth, wanted=wanted)

    def of_atom(self, condition: Expression, number: int | None, *, truth: bool, wanted: bool) -> list[_Cube]:
        """Give the cube of a condition that is looked into no further."""
        nullable = self.conditions_nullable if number is None else self.nullable[number] or self.conditions_nullable
        at = self.by_condition.setdefault((number, condition), len(self.sides))
        if at == len(self.sides):
            self.sides.append(Side(number, None, condition, nullable))
        position = 1 if truth else 0
        taken: IntervalSet = ((position, position),)
        return [{at: taken if wanted else complement(taken, self.sides[at].size)}]

    def _read(self, condition: Expression, number: int, *, truth: bool, wanted: bool) -> list[_Cube] | None:
        at = self.by_input[number]
        side = self.sides[at]
        # INVARIANT: what joins conditions can be known where an input is not; what compares an input cannot.
        if side.dimension is None or (side.nullable and isinstance(condition, All | AnyOf | Not | Constant)):
            return None
        true = intervals_over(condition, side.dimension)
        if true is None:
            return None
        taken = true if truth else complement(true, side.known)
        taken = taken if wanted else complement(taken, side.size)
        return [{at: taken}] if taken else []


def _either(so: Iterable[list[_Cube]], not_so: Iterable[list[_Cube]]) -> list[_Cube]:
    cubes: list[_Cube] = []
    none_before: list[_Cube] = [{}]
    for one, opposite in zip(so, not_so, strict=True):
        cubes += _both(none_before, one)
        none_before = _both(none_before, opposite)
    return cubes


def _both(left: list[_Cube], right: list[_Cube]) -> list[_Cube]:
    if len(left) * len(right) > _MOST_TRIED:
        raise _TooMany
    joined: list[_Cube] = []
    for one in left:
        for other in right:
            met = dict(one)
            for at, of in other.items():
                met[at] = intersection(met[at], of) if at in met else of
            if all(met[at] for at in other):
                joined.append(met)
    return joined


def _plain(condition: Expression) -> Expression:
    """Say a comparison in one of few ways, so that a condition and its opposite are seen to be about the same."""
    match condition:
        case AtMost(left=left, right=right, where=where, type=type_):
            return Not(Less(right, left, where=where, type=type_), where=where, type=type_)
        case Within(of=of, tests=tests, where=where, type=type_):
            one_by_one: list[Expression] = []
            for test in tests:
                match test:
                    case Same(value=value):
                        one_by_one.append(Equal(of, value, where=where, type=type_))
                    case Interval():
                        one_by_one.append(All(_ends(condition, test), where=where, type=type_))
            return one_by_one[0] if len(one_by_one) == 1 else AnyOf(tuple(one_by_one), where=where, type=type_)
        case _:
            return condition


def _ends(within: Within, test: Interval) -> tuple[Expression, ...]:
    ends: list[Expression] = []
    make: dict[bool, type[AtMost | Less]] = {True: AtMost, False: Less}
    if test.low is not None:
        ends.append(make[test.low_closed](test.low, within.of, where=within.where, type=within.type))
    if test.high is not None:
        ends.append(make[test.high_closed](within.of, test.high, where=within.where, type=within.type))
    return tuple(ends)
