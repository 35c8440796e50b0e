"""What the checker asks of the rows of a table, each row being a box over finite dimensions: overlaps, gaps, rows never reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from lawbook.regions.coverage import WORK, Region, Unsettled, Work, grown, uncovered_point
from lawbook.regions.interval_sets import Box, IntervalSet, Point, complement, difference, has, meeting, volume
from lawbook.regions.masks import bits, indexes

__all__ = ["Box", "IntervalSet", "Masked", "Masking", "Overlap", "Point", "Unsettled"]
__all__ += ["find_gap_regions", "find_gaps", "find_overlaps", "masked_rows", "union_covers"]

_MASKS_TRIED = 24
_WITHOUT_BOUND = 10**15


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two boxes, by number, with a point that is in both."""

    first: int
    second: int
    witness: Point


@dataclass(frozen=True, slots=True)
class Masked:
    """A row that is never reached, and the rows before it that together take all its points (none, when it has no points)."""

    row: int
    by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Masking:
    """The rows that are never reached, and those of which this could not be told within the work allowed."""

    masked: tuple[Masked, ...]
    unsettled: tuple[int, ...]


def find_overlaps(boxes: Sequence[Box], sizes: Sequence[int], most: int = 20) -> list[Overlap]:
    """Find pairs of boxes that share a point, at most *most*, each with the lowest point they share."""
    del sizes  # the boxes say it all; the argument stands for likeness with the other questions
    found: list[Overlap] = []
    for index in indexes(boxes):
        for first, box in enumerate(boxes[: index.offset + index.size]):
            after = max(0, first + 1 - index.offset)
            for bit in bits(index.meeting(box) >> after << after):
                second = index.offset + bit
                found.append(Overlap(first, second, tuple(of[0][0] for of in meeting(box, boxes[second]))))
                if len(found) >= most:
                    return sorted(found, key=lambda overlap: (overlap.first, overlap.second))
    return sorted(found, key=lambda overlap: (overlap.first, overlap.second))


def find_gaps(boxes: Sequence[Box], sizes: Sequence[int], most: int = 5, work: int = WORK) -> list[Point]:
    """Find points that no box has, at most *most*, each the lowest corner of another region without boxes; exact.

    Disjoint boxes are always settled. Raises Unsettled when boxes that overlap need more than *work*.
    """
    return [tuple(low for low, _ in region) for region in find_gap_regions(boxes, sizes, most, work)]


def find_gap_regions(boxes: Sequence[Box], sizes: Sequence[int], most: int = 5, work: int = WORK) -> list[Region]:
    """Find regions that no box meets and that cannot be widened, at most *most*; they do not overlap."""
    if any(size <= 0 for size in sizes):
        return []
    everything = tuple((0, size - 1) for size in sizes)
    taken = list(dict.fromkeys(box for box in boxes if all(box)))
    disjoint = not find_overlaps(taken, sizes, most=1)
    allowed = Work(_WITHOUT_BOUND if disjoint else work)
    regions: list[Region] = []
    while len(regions) < most:
        point = uncovered_point(everything, taken, allowed, disjoint=disjoint)
        if point is None:
            break
        region = grown(point, taken, everything)
        regions.append(region)
        taken.append(tuple((range_,) for range_ in region))
    return regions


def union_covers(target: Box, boxes: Sequence[Box], work: int = WORK) -> bool:
    """Whether each point of *target* is in one of *boxes*; raises Unsettled when that takes more than *work*."""
    if not all(target):
        return True
    for corner in (tuple(of[0][0] for of in target), tuple(of[-1][1] for of in target)):
        if not any(all(map(has, box, corner)) for box in boxes):
            return False
    met = [shared for box in boxes if all(shared := meeting(box, target))]
    return sum(map(volume, met)) >= volume(target) and not _dodged(target, met) and _missing(target, met, Work(work)) is None


def _dodged(target: Box, boxes: Sequence[Box]) -> bool:
    """Tell whether points of *target* outside all *boxes* show when each in turn is dodged in one dimension; False says nothing."""
    left = list(target)
    for box in boxes:
        for dimension, of in enumerate(box):
            if of != left[dimension] and (rest := difference(left[dimension], of)):
                left[dimension] = rest
                break
        else:
            return False
    return True


def masked_rows(boxes: Sequence[Box], sizes: Sequence[int], order: Sequence[int] | None = None, work: int = WORK) -> Masking:
    """Find the rows that are never reached because rows before them, in *order* (as they stand), take all their points."""
    del sizes  # the boxes say it all; the argument stands for likeness with the other questions
    standing = list(range(len(boxes))) if order is None else list(order)
    ordered = [boxes[row] for row in standing]
    allowed = Work(work)
    masked: list[Masked] = []
    unsettled: list[int] = []
    for place, before in enumerate(_met_before(ordered, allowed)):
        row = standing[place]
        try:
            by = () if not all(ordered[place]) else _taken_by(ordered, place, before, allowed)
        except Unsettled:
            unsettled.append(row)
            continue
        if by is not None:
            masked.append(Masked(row, tuple(sorted(standing[earlier] for earlier in by))))
    masked.sort(key=lambda one: one.row)
    return Masking(tuple(masked), tuple(sorted(unsettled)))


def _missing(target: Box, boxes: Sequence[Box], work: Work) -> Point | None:
    """Find a point of *target*, which has some, that none of *boxes* has."""
    hull = tuple((of[0][0], of[-1][1]) for of in target)
    holes: list[Box] = []
    for dimension, of in enumerate(target):
        low, high = hull[dimension]
        hole = tuple((start, end) for start, end in complement(of, high + 1) if start >= low)
        if hole:
            holes.append(tuple(hole if d == dimension else (range_,) for d, range_ in enumerate(hull)))
    return uncovered_point(hull, [*boxes, *holes], work)


def _met_before(boxes: Sequence[Box], work: Work) -> list[tuple[int, ...] | None]:
    """Give, for each box, those before it that it meets: only the first that holds it whole, where one does; None when too many."""
    met: list[tuple[int, ...] | None] = [()] * len(boxes)
    settled = [False] * len(boxes)
    for index in indexes(boxes):
        for place in range(index.offset, len(boxes)):
            before = met[place]
            if settled[place] or before is None:
                continue
            mask = index.meeting(boxes[place]) & ((1 << max(0, place - index.offset)) - 1)
            try:
                work.spend(mask.bit_count() + 1)
            except Unsettled:
                met[place] = None
                continue
            found = tuple(index.offset + bit for bit in bits(mask))
            holder = next((earlier for earlier in found if _holds(boxes[earlier], boxes[place])), None)
            settled[place] = holder is not None
            met[place] = (*before, *found) if holder is None else (holder,)
    return met


def _taken_by(boxes: Sequence[Box], place: int, before: tuple[int, ...] | None, work: Work) -> tuple[int, ...] | None:
    """Give the rows of *before* that take all points of the box at *place*, as few as is easily seen, or None when they do not."""
    if before is None:
        raise Unsettled
    target = boxes[place]
    if len(before) == 1:
        return before if _holds(boxes[before[0]], target) else None
    if sum(volume(meeting(boxes[earlier], target)) for earlier in before) < volume(target):
        return None
    taken = [boxes[earlier] for earlier in before]
    if _dodged(target, taken) or _missing(target, taken, work) is not None:
        return None
    if len(before) > _MASKS_TRIED:
        return before
    needed = list(before)
    for earlier in reversed(before):
        fewer = [other for other in needed if other != earlier]
        if _missing(target, [boxes[other] for other in fewer], work) is None:
            needed = fewer
    return tuple(needed)


def _holds(outer: Box, inner: Box) -> bool:
    return meeting(outer, inner) == inner
