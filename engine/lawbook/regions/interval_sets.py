"""Sets of positions of one dimension, as sorted disjoint ranges of integers with both ends included."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeAlias

IntervalSet: TypeAlias = tuple[tuple[int, int], ...]
"""Sorted ranges (low, high), no two of which overlap or touch."""

Box: TypeAlias = tuple[IntervalSet, ...]
"""One interval set for each dimension: the points that have each coordinate in the set of its dimension."""

Point: TypeAlias = tuple[int, ...]
"""One position for each dimension."""

EMPTY: IntervalSet = ()
"""No position at all."""


def whole(size: int) -> IntervalSet:
    """Give every position of a dimension of *size* positions."""
    return ((0, size - 1),) if size > 0 else EMPTY


def normal(ranges: Iterable[tuple[int, int]]) -> IntervalSet:
    """Sort *ranges*, leave out the empty ones and join those that overlap or touch."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if low > high:
            continue
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def union(left: IntervalSet, right: IntervalSet) -> IntervalSet:
    """Give the positions of either set."""
    return normal(left + right)


def intersection(left: IntervalSet, right: IntervalSet) -> IntervalSet:
    """Give the positions of both sets."""
    if left == right:
        return left
    met: list[tuple[int, int]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        low = max(left[i][0], right[j][0])
        high = min(left[i][1], right[j][1])
        if low <= high:
            met.append((low, high))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(met)


def complement(of: IntervalSet, size: int) -> IntervalSet:
    """Give the positions of a dimension of *size* positions that are not in the set."""
    ends = [(-1, -1), *of, (size, size)]
    return tuple((left[1] + 1, right[0] - 1) for left, right in pairwise(ends) if left[1] + 1 <= right[0] - 1)


def difference(left: IntervalSet, right: IntervalSet) -> IntervalSet:
    """Give the positions of *left* that are not in *right*."""
    if not left:
        return EMPTY
    return intersection(left, complement(right, max(left[-1][1], right[-1][1] if right else 0) + 1))


def size_of(of: IntervalSet) -> int:
    """Count the positions."""
    count = 0
    for low, high in of:
        count += high - low + 1
    return count


def has(of: IntervalSet, position: int) -> bool:
    """Whether *position* is in the set."""
    return any(low <= position <= high for low, high in of)


def volume(box: Box) -> int:
    """Count the points of *box*."""
    points = 1
    for of in box:
        points *= size_of(of)
    return points


def meeting(left: Box, right: Box) -> Box:
    """Give the points of both boxes, as a box (with an empty set in it where there are none)."""
    return tuple([intersection(a, b) for a, b in zip(left, right, strict=True)])
