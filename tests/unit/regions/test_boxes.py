from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawbook.regions.boxes import (
    Box,
    Masked,
    Masking,
    Overlap,
    Point,
    Unsettled,
    find_gap_regions,
    find_gaps,
    find_overlaps,
    masked_rows,
    union_covers,
)
from lawbook.regions.interval_sets import has, normal

SIZES = (6, 2, 5)
POINTS = list(product(*(range(size) for size in SIZES)))


@st.composite
def interval_sets(draw: st.DrawFn, size: int) -> tuple[tuple[int, int], ...]:
    if draw(st.booleans()):
        return ((0, size - 1),)
    ends = st.integers(0, size - 1)
    return normal(draw(st.lists(st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair))), min_size=0, max_size=2)))


rows = st.lists(st.tuples(*(interval_sets(size) for size in SIZES)), max_size=9)


def inside(box: Box, point: Point) -> bool:
    return all(has(of, at) for of, at in zip(box, point, strict=True))


def grid(count: int, size: int) -> list[Box]:
    edges = [(size * k // count, size * (k + 1) // count - 1) for k in range(count)]
    return [(((a, b),), ((c, d),)) for a, b in edges for c, d in edges]


@given(boxes=rows)
def test_overlaps_are_the_pairs_that_share_a_point(boxes: list[Box]) -> None:
    found = find_overlaps(boxes, SIZES, most=100)
    expected = {
        (i, j)
        for i in range(len(boxes))
        for j in range(i + 1, len(boxes))
        if any(inside(boxes[i], p) and inside(boxes[j], p) for p in POINTS)
    }
    assert [(o.first, o.second) for o in found] == sorted(expected)
    assert all(inside(boxes[o.first], o.witness) and inside(boxes[o.second], o.witness) for o in found)


@given(boxes=rows)
def test_gaps_are_points_of_no_box_and_are_found_when_there_are_any(boxes: list[Box]) -> None:
    found = find_gaps(boxes, SIZES)
    assert not any(inside(box, point) for box in boxes for point in found)
    assert len(set(found)) == len(found) <= 5
    assert bool(found) is any(not any(inside(box, point) for box in boxes) for point in POINTS)


@given(boxes=rows)
def test_all_gap_regions_together_with_the_boxes_are_everything(boxes: list[Box]) -> None:
    regions = find_gap_regions(boxes, SIZES, most=1000)
    everywhere = [*boxes, *(tuple((side,) for side in region) for region in regions)]
    assert all(any(inside(box, point) for box in everywhere) for point in POINTS)


@given(boxes=rows, target=st.tuples(*(interval_sets(size) for size in SIZES)))
def test_a_target_is_covered_when_each_of_its_points_is(boxes: list[Box], target: Box) -> None:
    expected = all(any(inside(box, p) for box in boxes) for p in POINTS if inside(target, p))
    assert union_covers(target, boxes) is expected


@settings(max_examples=200)
@given(boxes=rows, data=st.data())
def test_a_row_is_masked_when_rows_before_it_take_all_its_points(boxes: list[Box], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(boxes))))
    expected = [
        row
        for place, row in enumerate(order)
        if not any(inside(boxes[row], p) and not any(inside(boxes[before], p) for before in order[:place]) for p in POINTS)
    ]
    found = masked_rows(boxes, SIZES, order)
    assert [one.row for one in found.masked] == sorted(expected)
    assert found.unsettled == ()
    for one in found.masked:
        assert union_covers(boxes[one.row], [boxes[before] for before in one.by])
        assert all(order.index(before) < order.index(one.row) for before in one.by)


def test_witnesses_stand_at_edges() -> None:
    boxes: list[Box] = [(((0, 17),),), (((18, 60),),), (((60, 90),),), (((95, 100),),)]
    assert find_overlaps(boxes, [121]) == [Overlap(1, 2, (60,))]
    assert find_gaps(boxes, [121]) == [(91,), (101,)]
    assert find_gap_regions(boxes, [121]) == [((91, 94),), ((101, 120),)]


def test_only_as_many_overlaps_as_asked_for_are_told() -> None:
    boxes: list[Box] = [(((0, 9),),)] * 10
    assert [(o.first, o.second) for o in find_overlaps(boxes, [10], most=3)] == [(0, 1), (0, 2), (0, 3)]


def test_only_as_many_gaps_as_asked_for_are_told() -> None:
    boxes: list[Box] = [(((at, at),),) for at in range(1, 40, 2)]
    assert find_gaps(boxes, [40], most=2) == [(0,), (2,)]


def test_no_rows_leave_everything_open_and_no_sides_leave_one_point() -> None:
    assert find_gaps([], [4, 4]) == [(0, 0)]
    assert find_gaps([], []) == [()]
    assert find_gaps([()], []) == []
    assert find_gaps([], [0]) == []
    assert find_overlaps([(), ()], []) == [Overlap(0, 1, ())]


def test_a_row_without_points_is_masked_by_nothing() -> None:
    assert masked_rows([((),)], [5]) == Masking((Masked(0, ()),), ())


def test_rows_that_mask_another_together_are_named() -> None:
    boxes: list[Box] = [(((0, 4),),), (((7, 9),),), (((3, 8),),), (((1, 9),),)]
    assert masked_rows(boxes, [10]) == Masking((Masked(3, (0, 1, 2)),), ())


def test_more_boxes_than_one_index_holds_are_still_compared() -> None:
    boxes = grid(70, 1400)
    assert find_overlaps(boxes, (1400, 1400)) == []
    assert find_gaps(boxes, (1400, 1400)) == []
    again = [*boxes, (((1399, 1399),), ((0, 0),))]
    assert find_overlaps(again, (1400, 1400)) == [Overlap(4830, 4900, (1399, 0))]
    assert masked_rows(again, (1400, 1400)) == Masking((Masked(4900, (4830,)),), ())
    assert find_gaps(boxes[:-1], (1400, 1400)) == [(1380, 1380)]


def test_a_row_masked_by_very_many_rows_is_told_with_all_of_them() -> None:
    boxes = [*grid(8, 64), (((0, 63),), ((0, 63),))]
    assert masked_rows(boxes, (64, 64)) == Masking((Masked(64, tuple(range(64))),), ())


def test_beyond_the_work_allowed_nothing_is_claimed() -> None:
    stripes: list[Box] = [(((k, k),), ((0, 63),)) for k in range(64)]
    across: list[Box] = [(((0, 63),), ((k, k),)) for k in range(63)]
    target: Box = (((0, 63),), ((0, 63),))
    with pytest.raises(Unsettled):
        union_covers(target, [*across, *stripes], work=20)
    assert masked_rows([*across, *stripes, target], (64, 64), work=20).unsettled != ()
    with pytest.raises(Unsettled):
        find_gaps([*across, *stripes[:-1]], (64, 64), work=20)
