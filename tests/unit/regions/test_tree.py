"""A tree finds the boxes that have a point, as looking at every box does."""

from random import Random

import pytest

from lawbook.regions.interval_sets import Box, IntervalSet, has, normal
from lawbook.regions.tree import FAR, Tree
from support.generated_core import seeded

WHOLE: IntervalSet = ((-FAR, FAR),)


def drawn(random: Random, count: int) -> list[Box]:
    def side() -> IntervalSet:
        if random.random() < 0.2:
            return random.choice((WHOLE, (), ((-FAR, 20),), ((80, FAR),)))
        ends = [random.randrange(100) for _ in range(random.choice((1, 1, 2)))]
        return normal((low, low + random.randrange(30)) for low in ends)

    return [(side(), side()) for _ in range(count)]


def having(boxes: list[Box], point: list[int | None]) -> list[int]:
    return [
        number
        for number, box in enumerate(boxes)
        if all(of if at is None else has(of, at) for of, at in zip(box, point, strict=True))
    ]  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 7, 400])
def test_the_boxes_that_have_a_point_are_found(count: int) -> None:
    random = seeded(count)
    boxes = drawn(random, count)
    tree = Tree(boxes, 2)
    for _ in range(300):
        point = [random.randrange(-5, 140) for _ in range(2)]
        assert tree.having(point) == having(boxes, [*point])
        assert tree.having(point, first=True) == having(boxes, [*point])[:1]


def test_the_boxes_that_have_a_point_somewhere_on_a_line_are_found() -> None:
    random = seeded(3)
    boxes = drawn(random, 400)
    tree = Tree(boxes, 2)
    for _ in range(100):
        at = random.randrange(-5, 140)
        assert tree.meeting([at, None]) == having(boxes, [at, None])
        assert tree.meeting([None, at]) == having(boxes, [None, at])


def test_a_box_that_has_no_point_of_a_dimension_meets_a_point_only_where_that_one_is_open() -> None:
    boxes: list[Box] = [(((0, 9),), ())]
    tree = Tree(boxes, 2)
    assert tree.having([5, 5]) == []
    assert [tree.meets(0, point) for point in ([5, 5], [5, None], [50, None])] == [False, True, False]


def test_boxes_that_no_cut_parts_are_found_all_the_same() -> None:
    tree = Tree([(((0, 9),), WHOLE)] * 100, 2)
    assert tree.having([9, 10**50]) == list(range(100))
    assert tree.having([10, 0]) == []


def test_boxes_without_dimensions_have_the_only_point() -> None:
    assert Tree([(), ()], 0).having([]) == [0, 1]
