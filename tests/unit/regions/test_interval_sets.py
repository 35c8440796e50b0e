from hypothesis import given
from hypothesis import strategies as st

from lawbook.regions.interval_sets import (
    EMPTY,
    IntervalSet,
    complement,
    has,
    intersection,
    meeting,
    normal,
    size_of,
    union,
    volume,
    whole,
)

SIZE = 12
sets = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=4).map(normal)


def positions(of: IntervalSet) -> set[int]:
    return {at for at in range(SIZE) if has(of, at)}


def test_ranges_that_overlap_or_touch_are_joined() -> None:
    assert normal([(5, 7), (1, 2), (3, 3), (9, 8)]) == ((1, 3), (5, 7))


def test_a_dimension_without_positions_has_none() -> None:
    assert whole(0) == EMPTY


def test_the_volume_of_a_box_counts_its_points() -> None:
    assert volume((((0, 1), (4, 4)), ((0, 9),))) == 30


def test_boxes_meet_where_they_meet_on_every_side() -> None:
    assert meeting((((0, 5),), ((3, 9),)), (((4, 8),), ((0, 3), (8, 11)))) == (((4, 5),), ((3, 3), (8, 9)))


@given(left=sets, right=sets)
def test_sets_combine_as_sets_of_positions_do(left: IntervalSet, right: IntervalSet) -> None:
    assert positions(union(left, right)) == positions(left) | positions(right)
    assert positions(intersection(left, right)) == positions(left) & positions(right)
    assert positions(complement(left, SIZE)) == set(range(SIZE)) - positions(left)
    assert size_of(left) == len(positions(left))


@given(left=sets, right=sets)
def test_what_comes_out_is_in_normal_form(left: IntervalSet, right: IntervalSet) -> None:
    for of in (union(left, right), intersection(left, right), complement(left, SIZE)):
        assert normal(of) == of
