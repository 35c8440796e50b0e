"""Looking for a point that boxes leave uncovered, exactly.

A region is cut in two, again and again, along the edges of the boxes in it. It is settled when one box fills it, when none is
left in it, or by counting: boxes with fewer points than the region must leave one out, and disjoint boxes with as many fill it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lawbook.regions.interval_sets import Box, IntervalSet, Point, size_of

Region: TypeAlias = tuple[tuple[int, int], ...]
"""One range of positions for each dimension."""

WORK = 3_000_000
"""How many boxes may be looked at before a question is given up, unless the caller says otherwise: some seconds."""

_SAMPLE = 64
_FEW = 12


class Unsettled(Exception):  # noqa: N818 - it is an outcome, not an error
    """The question needs more work than was allowed; nothing is known about the answer."""


@dataclass(slots=True)
class Work:
    """How much work is still allowed."""

    left: int = WORK

    def spend(self, amount: int) -> None:
        """Take *amount* away, or give up."""
        self.left -= amount
        if self.left < 0:
            raise Unsettled


_Piece: TypeAlias = tuple[int, Box]
"""A box cut to a region, after the number of its points there."""


def uncovered_point(region: Region, boxes: Iterable[Box], work: Work, *, disjoint: bool = False) -> Point | None:
    """Find a point of *region* that is in none of *boxes*, or None when they cover it; *disjoint*: no two boxes share a point.

    The search goes to low coordinates first, so the point stands just after an edge of a box or of the region.
    """
    stack = [(region, [piece for box in boxes if (piece := _cut_to_region(box, region))[0]])]
    while stack:
        here, pieces = stack.pop()
        work.spend(len(pieces) + 1)
        points = _points(here)
        taken = sum(piece[0] for piece in pieces)
        if not pieces:
            return tuple(low for low, _ in here)
        if (disjoint and taken == points) or any(piece[0] == points for piece in pieces):
            continue
        if taken < points:
            stack.clear()
        dimension, low, at, high = _place_to_cut(here, pieces)
        for range_ in ((at + 1, high), (low, at)):
            part = (*here[:dimension], range_, *here[dimension + 1 :])
            stack.append((part, _cut(pieces, dimension, range_)))
    return None


def grown(point: Point, boxes: Sequence[Box], region: Region) -> Region:
    """Widen the uncovered *point*, one dimension after the other, to a part of *region* that no box meets and that cannot grow."""
    extent = [(at, at) for at in point]
    for dimension, (low, high) in enumerate(region):
        at = point[dimension]
        for box in boxes:
            if not all(_meets(of, extent[d]) for d, of in enumerate(box) if d != dimension):
                continue
            for start, end in box[dimension]:
                if end < at:
                    low = max(low, end + 1)  # noqa: PLW2901 - the limits close in on the point
                else:
                    high = min(high, start - 1)  # noqa: PLW2901 - the limits close in on the point
        extent[dimension] = (low, high)
    return tuple(extent)


def _points(region: Region) -> int:
    points = 1
    for low, high in region:
        points *= high - low + 1
    return points


def _meets(of: IntervalSet, range_: tuple[int, int]) -> bool:
    return any(low <= range_[1] and range_[0] <= high for low, high in of)


def _clip(of: IntervalSet, low: int, high: int) -> IntervalSet:
    return tuple((max(a, low), min(b, high)) for a, b in of if a <= high and b >= low)


def _cut_to_region(box: Box, region: Region) -> _Piece:
    points, cut = 1, box
    for dimension, (low, high) in enumerate(region):
        of = box[dimension]
        if not of or of[0][0] < low or of[-1][1] > high:
            of = _clip(of, low, high)
            cut = (*cut[:dimension], of, *cut[dimension + 1 :])
        points *= size_of(of)
        if not points:
            break
    return points, cut


def _cut(pieces: Iterable[_Piece], dimension: int, range_: tuple[int, int]) -> list[_Piece]:
    low, high = range_
    inside: list[_Piece] = []
    for piece in pieces:
        box = piece[1]
        of = box[dimension]
        if of[0][0] >= low and of[-1][1] <= high:
            inside.append(piece)
        elif of[0][0] <= high and of[-1][1] >= low:
            kept = _clip(of, low, high)
            if kept:
                inside.append((piece[0] // size_of(of) * size_of(kept), (*box[:dimension], kept, *box[dimension + 1 :])))
    return inside


def _place_to_cut(region: Region, pieces: Sequence[_Piece]) -> tuple[int, int, int, int]:
    """Give a dimension, its range in *region*, and the last position of the lower of its two parts.

    None of *pieces* fills the region, so each has an edge in it.
    """
    sample = [max(pieces, key=lambda piece: piece[0])] if len(pieces) <= _FEW else pieces[:: max(1, len(pieces) // _SAMPLE)]
    edges = [_edges(dimension, low, high, sample) for dimension, (low, high) in enumerate(region)]
    dimension = max(range(len(region)), key=lambda d: len(edges[d]))
    low, high = region[dimension]
    return dimension, low, sorted(edges[dimension])[len(edges[dimension]) // 2], high


def _edges(dimension: int, low: int, high: int, pieces: Sequence[_Piece]) -> list[int]:
    found: list[int] = []
    for _, box in pieces:
        for start, end in box[dimension]:
            if start > low:
                found.append(start - 1)
            if end < high:
                found.append(end)
    return found
