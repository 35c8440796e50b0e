"""Which of many boxes a box can meet, answered for thousands at a time with the bits of one integer.

A row meets another when their sets meet in every dimension. For each dimension the index keeps, for the boxes of one block, the
bits of those whose k-th range starts at or before a position and of those whose k-th range ends before it; the boxes that meet a
range are the first less the second. The answers of the dimensions are joined by `&`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import or_

from lawbook.regions.interval_sets import Box, IntervalSet

BLOCK = 2048
"""How many boxes one index holds: enough for whole words to be compared at a time, few enough to keep memory small."""


class _Layer:
    """The k-th range of each box, in one dimension."""

    __slots__ = ("_ended", "_ends", "_started", "_starts")

    def __init__(self, ranges: Sequence[tuple[int, int, int]]) -> None:
        by_start = sorted((low, bit) for low, _, bit in ranges)
        by_end = sorted((high, bit) for _, high, bit in ranges)
        self._starts = [low for low, _ in by_start]
        self._ends = [high for high, _ in by_end]
        self._started: list[int] = [0, *accumulate((bit for _, bit in by_start), or_)]
        self._ended: list[int] = [0, *accumulate((bit for _, bit in by_end), or_)]

    def meeting(self, low: int, high: int) -> int:
        return self._started[bisect_right(self._starts, high)] & ~self._ended[bisect_left(self._ends, low)]


class _Side:
    """The index of one dimension, which remembers the sets it was asked for (tables repeat their cells)."""

    __slots__ = ("_asked", "_layers")

    def __init__(self, sets: Sequence[IntervalSet]) -> None:
        layers: list[list[tuple[int, int, int]]] = []
        for number, of in enumerate(sets):
            for k, (low, high) in enumerate(of):
                if k == len(layers):
                    layers.append([])
                layers[k].append((low, high, 1 << number))
        self._layers = [_Layer(ranges) for ranges in layers]
        self._asked: dict[IntervalSet, int] = {}

    def meeting(self, of: IntervalSet) -> int:
        found = self._asked.get(of)
        if found is None:
            found = 0
            for low, high in of:
                for layer in self._layers:
                    found |= layer.meeting(low, high)
            if len(self._asked) < BLOCK:
                self._asked[of] = found
        return found


class MeetingIndex:
    """An index of at most BLOCK boxes, the first of which is number *offset*."""

    __slots__ = ("_everything", "_sides", "offset", "size")

    def __init__(self, boxes: Sequence[Box], offset: int) -> None:
        self.offset = offset
        self.size = len(boxes)
        self._everything = (1 << self.size) - 1
        self._sides = [_Side(sets) for sets in zip(*boxes, strict=True)] if boxes else []

    def meeting(self, box: Box) -> int:
        """Give the boxes that meet *box*, bit k for number offset + k."""
        found = self._everything
        for side, of in zip(self._sides, box, strict=True):
            found &= side.meeting(of)
            if not found:
                return 0
        return found if all(box) else 0


def indexes(boxes: Sequence[Box]) -> Iterator[MeetingIndex]:
    """Index *boxes* block by block."""
    for offset in range(0, len(boxes), BLOCK):
        yield MeetingIndex(boxes[offset : offset + BLOCK], offset)


def bits(mask: int) -> Iterator[int]:
    """Give the numbers of the bits that are set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
