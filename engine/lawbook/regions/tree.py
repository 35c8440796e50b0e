"""Which of very many boxes have a point: a tree of cuts whose leaves have few boxes, built in bounded time and memory."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from lawbook.regions.interval_sets import Box, IntervalSet, has

FAR = 10**60
"""Beyond every coordinate there is: the end of a range that has none."""
LEAF = 6
"""How many boxes are not worth another cut."""
SAMPLE = 24
"""From how many boxes of a part its cut is chosen."""
CUTS = 4
"""How many cuts of each dimension are considered, and a few more."""
ENTRIES = 5
"""How many times as many entries as boxes all leaves may have together; a box that is cut through stands on both sides of the cut."""

Check: TypeAlias = tuple[int, int, int, IntervalSet | None]
"""A dimension, the first and the last coordinate that a box has of it, and all its ranges where it has several."""
Item: TypeAlias = tuple[int, tuple[Check, ...]]
"""A box by its number, with what must hold for a point to be in it."""
Leaf: TypeAlias = tuple[Item, ...]
Bounds: TypeAlias = list[list[tuple[int, int]]]
"""For each dimension the first and the last coordinate of each box."""

_NONE = (FAR, -FAR)


@dataclass(slots=True)
class Cut:
    """A cut through one dimension: what is before its coordinate, and what is not."""

    dimension: int
    coordinate: int
    before: "Cut | Leaf" = ()
    after: "Cut | Leaf" = ()


@dataclass(slots=True)
class _Part:
    # The boxes (by number, ascending) that meet the space from *low* to *high*, and what hangs their node into the tree.
    boxes: list[int]
    low: list[int]
    high: list[int]
    hang: Callable[["Cut | Leaf"], None]


class Tree:
    """Boxes over unbounded integers, by number, to be found by a point; a range that reaches FAR has no end there."""

    __slots__ = ("_items", "_top")

    def __init__(self, boxes: Iterable[Box], dimensions: int) -> None:
        self._items: list[Item] = []
        bounds: Bounds = [[] for _ in range(dimensions)]
        met: list[dict[IntervalSet, tuple[tuple[Check, ...], tuple[int, int]]]] = [{} for _ in range(dimensions)]
        for number, box in enumerate(boxes):
            checks: tuple[Check, ...] = ()
            for at, of in enumerate(box):
                known = met[at].get(of)
                if known is None:
                    known = met[at][of] = (_checks(at, of), (of[0][0], of[-1][1]) if of else _NONE)
                checks += known[0]
                bounds[at].append(known[1])
            self._items.append((number, checks))
        self._top = _grown(self._items, bounds)

    def having(self, point: Sequence[int], *, first: bool = False) -> list[int]:
        """Give the numbers of the boxes that have *point*, ascending; only the *first* where that is enough."""
        node = self._top
        while isinstance(node, Cut):
            node = node.before if point[node.dimension] < node.coordinate else node.after
        found: list[int] = []
        for number, checks in node:
            for dimension, low, high, ranges in checks:
                if not low <= point[dimension] <= high or (ranges is not None and not has(ranges, point[dimension])):
                    break
            else:
                found.append(number)
                if first:
                    break
        return found

    def meeting(self, point: Sequence[int | None]) -> list[int]:
        """Give the numbers of the boxes that have *point* wherever it is in the dimensions in which its coordinate is None."""
        near: set[int] = set()
        waiting: list[Cut | Leaf] = [self._top]
        while waiting:
            node = waiting.pop()
            if not isinstance(node, Cut):
                near.update(number for number, _ in node)
                continue
            coordinate = point[node.dimension]
            if coordinate is None or coordinate < node.coordinate:
                waiting.append(node.before)
            if coordinate is None or coordinate >= node.coordinate:
                waiting.append(node.after)
        return sorted(number for number in near if self.meets(number, point))

    def meets(self, number: int, point: Sequence[int | None]) -> bool:
        """Whether the box *number* has *point*, wherever it is in the dimensions in which its coordinate is None."""
        for dimension, low, high, ranges in self._items[number][1]:
            coordinate = point[dimension]
            if coordinate is not None and not (low <= coordinate <= high and (ranges is None or has(ranges, coordinate))):
                return False
        return True


def _grown(items: Sequence[Item], bounds: Bounds) -> Cut | Leaf:
    placed = [number for number in range(len(items)) if not any(of[number] is _NONE for of in bounds)]
    root = Cut(0, 0)
    waiting = deque([_Part(placed, [-FAR] * len(bounds), [FAR] * len(bounds), partial(setattr, root, "after"))])
    left = ENTRIES * len(placed)
    while waiting:
        part = waiting.popleft()
        chosen = _chosen(part, bounds) if len(part.boxes) > LEAF and left > 0 else None
        if chosen is None:
            part.hang(tuple(items[number] for number in part.boxes))
            continue
        dimension, coordinate = chosen
        ends = bounds[dimension]
        before = [number for number in part.boxes if ends[number][0] < coordinate]
        after = [number for number in part.boxes if ends[number][1] >= coordinate]
        left -= len(before) + len(after) - len(part.boxes)
        cut = Cut(dimension, coordinate)
        part.hang(cut)
        high, low = [*part.high], [*part.low]
        high[dimension], low[dimension] = coordinate - 1, coordinate
        waiting.append(_Part(before, part.low, high, partial(setattr, cut, "before")))
        waiting.append(_Part(after, low, part.high, partial(setattr, cut, "after")))
    return root.after


def _checks(at: int, of: IntervalSet) -> tuple[Check, ...]:
    # What has every coordinate needs no check; what has none fails every one.
    if of == ((-FAR, FAR),):
        return ()
    return ((at, of[0][0], of[-1][1], of if len(of) > 1 else None) if of else (at, FAR, -FAR, None),)


def _chosen(part: _Part, bounds: Bounds) -> tuple[int, int] | None:
    """Choose the dimension and the coordinate before which to cut: the fewest boxes on either side, of a sample."""
    sample = part.boxes[:: len(part.boxes) // SAMPLE + 1]
    best, least = None, 0.81 * 2 * len(sample) ** 2
    for dimension, of in enumerate(bounds):
        low, high = part.low[dimension], part.high[dimension]
        met = [of[number] for number in sample]
        ends = sorted({end for first, last in met for end in (first, last + 1) if low < end <= high})
        for end in ends[:: len(ends) // CUTS + 1]:
            before, after = sum(first < end for first, _ in met), sum(last >= end for _, last in met)
            cost = before * before + after * after
            if cost < least:
                best, least = (dimension, end), cost
    return best
