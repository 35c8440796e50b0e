"""Finding the rows of a very large table: a tree of cuts whose leaves have few rows, built in bounded time and memory."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from lawbook.compile.plans import Plan, Side
from lawbook.compile.resolving import Resolver
from lawbook.compile.terms import Scope, Term
from lawbook.compile.verdicts import Entry
from lawbook.model.values import Unknown, Value
from lawbook.regions.interval_sets import IntervalSet

FAR = 10**60
"""Beyond every number there is."""
LEAF = 6
"""How many rows are not worth another cut."""
SAMPLE = 24
"""From how many rows of a node its cut is chosen."""
CUTS = 4
"""How many cuts of each side are considered."""
ENTRIES = 5
"""How many times as many entries as rows all leaves may have together; rows that a cut goes through stand on both sides of it."""

Check: TypeAlias = tuple[int, int, int, IntervalSet | None]
"""A side by its place, the first coordinate that a row accepts, the first beyond the last, and all its ranges when there are several."""
Item: TypeAlias = tuple[int, tuple[Check, ...]]
"""A row by its number, with what must hold for it."""
Leaf: TypeAlias = tuple[Item, ...]
Bounds: TypeAlias = list[list[tuple[int, int]]]
"""For each side the first and the last region of each row."""


@dataclass(slots=True)
class Cut:
    """A cut through one side: what is before its coordinate, and what is not."""

    side: int
    coordinate: int
    before: "Cut | Leaf" = ()
    after: "Cut | Leaf" = ()


@dataclass(slots=True)
class _Part:
    # A part of the table: rows (by number) that meet the box from *low* to *high*, and what hangs its node into the tree.
    rows: list[int]
    low: list[int]
    high: list[int]
    hang: Callable[["Cut | Leaf"], None]


class Finder:
    """The rows of one table, to be found by the coordinates of its inputs: numbers as they are, others by their region."""

    __slots__ = ("_first", "_items", "_plan", "_resolver", "_root", "_sides", "_unplaced")

    def __init__(self, plan: Plan, resolver: Resolver) -> None:
        self._plan = plan
        self._sides = plan.sides
        self._resolver = resolver
        rows = range(len(plan.table.rows))
        bounds = [[(cell[0][0], cell[-1][1]) if cell else (0, -1) for cell in side.cells] for side in plan.sides]
        self._items: list[Item] = [(row, tuple(_check(place, side, row) for place, side in enumerate(plan.sides))) for row in rows]
        placed = [row for row in rows if all(side.cells[row] for side in plan.sides)]
        # Rows that accept no known value can still be hit when an input is unknown.
        self._unplaced = sorted(set(rows) - set(placed))
        self._first = plan.table.hit == "first"
        self._root = self._grown(placed, bounds)

    def _grown(self, rows: list[int], bounds: Bounds) -> Cut | Leaf:
        top = Cut(0, 0)
        waiting = deque([_Part(rows, [0] * len(self._sides), [side.size - 1 for side in self._sides], partial(setattr, top, "after"))])
        left = ENTRIES * len(rows)
        while waiting:
            part = waiting.popleft()
            chosen = _cut(part, bounds) if len(part.rows) > LEAF else None
            if chosen is None or left <= 0:
                part.hang(tuple(self._items[row] for row in part.rows))
                continue
            side, region = chosen
            ends = bounds[side]
            before = [row for row in part.rows if ends[row][0] < region]
            after = [row for row in part.rows if ends[row][1] >= region]
            left -= len(before) + len(after) - len(part.rows)
            cut = Cut(side, _coordinate(self._sides[side], region))
            part.hang(cut)
            high, low = [*part.high], [*part.low]
            high[side], low[side] = region - 1, region
            waiting.append(_Part(before, part.low, high, partial(setattr, cut, "before")))
            waiting.append(_Part(after, low, part.high, partial(setattr, cut, "after")))
        return top.after

    def known(self, point: Sequence[int]) -> Entry:
        """Give the entry at *point*, all of whose coordinates are known."""
        node = self._root
        while isinstance(node, Cut):
            node = node.before if point[node.side] < node.coordinate else node.after
        hits: list[int] = []
        for row, checks in node:
            for place, low, high, ranges in checks:
                if not low <= point[place] < high or (ranges is not None and not _within(point[place], ranges)):
                    break
            else:
                hits.append(row)
                # Rows stand in their order.
                if self._first:
                    break
        return self._resolver.rows[hits[0] if hits else -1] if len(hits) < 2 else self._resolver.entry(hits, ())

    def any(self, point: Sequence[int | Unknown], conditions: Sequence[Value]) -> Entry:
        """Give the entry at *point* when a coordinate may be unknown, or rows have *conditions*."""
        hits: list[int] = []
        maybes: list[int] = []
        for row in self._near(point):
            truths: list[object] = [self._truth(side, row, coordinate) for side, coordinate in enumerate(point)]
            required = self._plan.requires[row]
            truths.append(True if required is None else conditions[required])
            if not any(truth is False for truth in truths):
                (hits if all(truth is True for truth in truths) else maybes).append(row)
        return self._resolver.entry(hits, maybes)

    def _truth(self, place: int, row: int, coordinate: int | Unknown) -> bool | None:
        if isinstance(coordinate, Unknown):
            return self._sides[place].unknown[row]
        _, low, high, ranges = self._items[row][1][place]
        return low <= coordinate < high and (ranges is None or _within(coordinate, ranges))

    def _near(self, point: Sequence[int | Unknown]) -> list[int]:
        found: set[int] = set(self._unplaced)
        waiting: list[Cut | Leaf] = [self._root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Cut):
                coordinate = point[node.side]
                if isinstance(coordinate, Unknown) or coordinate < node.coordinate:
                    waiting.append(node.before)
                if isinstance(coordinate, Unknown) or coordinate >= node.coordinate:
                    waiting.append(node.after)
            else:
                found.update(row for row, _ in node)
        return sorted(found)


def _cut(part: _Part, bounds: Bounds) -> tuple[int, int] | None:
    """Choose the side and the region before which to cut: the fewest rows on either side, of a sample."""
    sample = part.rows[:: len(part.rows) // SAMPLE + 1]
    best, least = None, 0.81 * 2 * len(sample) ** 2
    for place, of in enumerate(bounds):
        low, high = part.low[place], part.high[place]
        if low == high:
            continue
        met = [of[row] for row in sample]
        ends = sorted({end for first, last in met for end in (first, last + 1) if low < end <= high})
        for end in ends[:: len(ends) // CUTS + 1]:
            before, after = sum(first < end for first, _ in met), sum(last >= end for _, last in met)
            cost = before * before + after * after
            if cost < least:
                best, least = (place, end), cost
    return best


def found(finder: str, sides: Sequence[Side], inputs: Sequence[Term], conditions: Sequence[Term], scope: Scope) -> str:
    """Give the text that asks *finder* (a name) for the entry of one request."""
    point = f"({''.join(f'{_coordinate_text(side, inputs[side.place], scope)}, ' for side in sides)})"
    if conditions:
        return f"{finder}.any({point}, ({''.join(f'{condition.text}, ' for condition in conditions)}))"
    doubts = [f"type({inputs[side.place].text}) is U" for side in sides if inputs[side.place].nullable]
    known = f"{finder}.known({point})"
    return f"{finder}.any({point}, ()) if {' or '.join(doubts)} else {known}" if doubts else known


def _coordinate_text(side: Side, of: Term, scope: Scope) -> str:
    if side.places is None:
        return of.text
    places = scope.source.constant(dict(side.places))
    known = f"{places}[{of.text}]" if side.elsewhere is None else f"{places}.get({of.text}, {side.elsewhere})"
    return f"({of.text} if type({of.text}) is U else {known})" if of.nullable else known


def _check(place: int, side: Side, row: int) -> Check:
    ranges = tuple((_coordinate(side, low), _coordinate(side, high + 1)) for low, high in side.cells[row])
    if not ranges:
        return place, FAR, FAR, None
    return place, ranges[0][0], ranges[-1][1], ranges if len(ranges) > 1 else None


def _coordinate(side: Side, region: int) -> int:
    """Give the first coordinate of a region (of the one after the last: one beyond all)."""
    if region > len(side.starts):
        return FAR
    if side.places is not None:
        return region
    return side.starts[region - 1] if region else -FAR


def _within(coordinate: int, ranges: IntervalSet) -> bool:
    return any(low <= coordinate < high for low, high in ranges)
