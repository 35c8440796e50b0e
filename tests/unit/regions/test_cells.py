"""Cells read as sets of positions, against a plain reading of the same cell at every value."""

from hypothesis import given
from hypothesis import strategies as st

from lawbook.model.core import (
    Add,
    All,
    AnyOf,
    AtMost,
    Constant,
    Contains,
    During,
    Equal,
    Expression,
    FactValue,
    Interval,
    Less,
    Multiply,
    Negate,
    Not,
    Position,
    Rescale,
    Same,
    Subtract,
    Test,
    Variable,
    Within,
)
from lawbook.model.types import (
    DAY_SECONDS,
    MOMENT_HIGH,
    MOMENT_LOW,
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.model.values import Known
from lawbook.problems.problem import NOWHERE
from lawbook.regions.cells import cell_intervals, texts_in
from lawbook.regions.dimensions import dimension_of, position_of, value_at
from lawbook.regions.interval_sets import has

TRUTH = BooleanType()
NUMBER = NumberType("decimal", 1, -30, 30)
GRADE = OneOfType(("A", "B", "C", "D"), ordered=True)


def node(type_: Type) -> dict[str, object]:
    return {"where": NOWHERE, "type": type_}


def the_input(type_: Type) -> Variable:
    return Variable("?", where=NOWHERE, type=type_)


def constant(value: Known, type_: Type = NUMBER) -> Constant:
    return Constant(value, where=NOWHERE, type=type_)


def within(of: Expression, *tests: Test) -> Within:
    return Within(of, tests, where=NOWHERE, type=TRUTH)


def worth(expression: Expression, at: Known) -> int:
    """Read a number, or a label's place, plainly."""
    match expression:
        case Constant(value=int() as value):
            return value
        case Variable() if isinstance(at, int):
            return at
        case Rescale(of=of, by=by):
            return worth(of, at) * (100 if by == 2 else 10)
        case Negate(of=of):
            return -worth(of, at)
        case Add(left=left, right=right):
            return worth(left, at) + worth(right, at)
        case Subtract(left=left, right=right):
            return worth(left, at) - worth(right, at)
        case Multiply(left=left, right=right):
            return worth(left, at) * worth(right, at)
        case _:
            raise AssertionError(expression)


def is_true(cell: Expression, at: Known) -> bool:
    match cell:
        case Not(of=of):
            return not is_true(of, at)
        case All(items=items):
            return all(is_true(item, at) for item in items)
        case AnyOf(items=items):
            return any(is_true(item, at) for item in items)
        case Equal(left=left, right=right):
            return worth(left, at) == worth(right, at)
        case Less(left=left, right=right):
            return worth(left, at) < worth(right, at)
        case AtMost(left=left, right=right):
            return worth(left, at) <= worth(right, at)
        case Within(of=of, tests=tests):
            return any(passes(worth(of, at), test, at) for test in tests)
        case _:
            raise AssertionError(cell)


def passes(value: int, test: Test, at: Known) -> bool:
    if isinstance(test, Same):
        return value == worth(test.value, at)
    above = test.low is None or worth(test.low, at) < value or (test.low_closed and worth(test.low, at) == value)
    below = test.high is None or value < worth(test.high, at) or (test.high_closed and worth(test.high, at) == value)
    return above and below


number = {"where": NOWHERE, "type": NUMBER}
truth = {"where": NOWHERE, "type": TRUTH}
leaves = st.one_of(st.integers(-40, 40).map(constant), st.just(the_input(NUMBER)))
numbers = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(lambda of: Negate(of, where=NOWHERE, type=NUMBER)),
        st.tuples(inner, st.integers(1, 2)).map(lambda pair: Rescale(pair[0], pair[1], where=NOWHERE, type=NUMBER)),
        st.tuples(inner, inner).map(lambda pair: Add(pair[0], pair[1], where=NOWHERE, type=NUMBER)),
        st.tuples(inner, inner).map(lambda pair: Subtract(pair[0], pair[1], where=NOWHERE, type=NUMBER)),
        st.tuples(inner, st.integers(-3, 3)).map(lambda pair: Multiply(pair[0], constant(pair[1]), where=NOWHERE, type=NUMBER)),
        st.tuples(inner, st.integers(-3, 3)).map(lambda pair: Multiply(constant(pair[1]), pair[0], where=NOWHERE, type=NUMBER)),
    ),
    max_leaves=4,
)
ends = st.one_of(st.none(), numbers)
tests = st.one_of(
    numbers.map(Same),
    st.tuples(ends, st.booleans(), ends, st.booleans()).map(lambda parts: Interval(*parts)),
)
cells = st.recursive(
    st.one_of(
        st.tuples(numbers, numbers).map(lambda pair: Less(pair[0], pair[1], where=NOWHERE, type=TRUTH)),
        st.tuples(numbers, numbers).map(lambda pair: AtMost(pair[0], pair[1], where=NOWHERE, type=TRUTH)),
        st.tuples(numbers, numbers).map(lambda pair: Equal(pair[0], pair[1], where=NOWHERE, type=TRUTH)),
        st.tuples(numbers, st.lists(tests, min_size=1, max_size=3)).map(lambda pair: within(pair[0], *pair[1])),
    ),
    lambda inner: st.one_of(
        inner.map(lambda of: Not(of, where=NOWHERE, type=TRUTH)),
        st.lists(inner, max_size=3).map(lambda items: All(tuple(items), where=NOWHERE, type=TRUTH)),
        st.lists(inner, max_size=3).map(lambda items: AnyOf(tuple(items), where=NOWHERE, type=TRUTH)),
    ),
    max_leaves=4,
)


@given(cell=cells)
def test_a_cell_over_a_number_is_true_exactly_at_its_positions(cell: Expression) -> None:
    read = cell_intervals(cell, NUMBER)
    assert read is not None
    assert [has(read, value + 30) for value in range(-30, 31)] == [is_true(cell, value) for value in range(-30, 31)]


def test_an_input_counted_in_coarser_units_than_its_bound_is_read_exactly() -> None:
    days = NumberType("integer", 0, 0, 100)
    finer = Rescale(the_input(days), 2, where=NOWHERE, type=NumberType("decimal", 2, 0, 10000))
    assert cell_intervals(within(finer, Interval(constant(1750), True, constant(1800), False)), days) == ()
    assert cell_intervals(within(finer, Interval(constant(1700), True, constant(1800), False)), days) == ((17, 17),)
    assert cell_intervals(within(finer, Interval(None, False, constant(1750), True)), days) == ((0, 17),)


def test_a_dash_is_everything() -> None:
    assert cell_intervals(None, GRADE) == ((0, 3),)


def test_labels_are_read_by_their_place() -> None:
    grade = the_input(GRADE)
    named = within(grade, Same(constant("A", GRADE)), Same(constant("C", GRADE)))
    assert cell_intervals(named, GRADE) == ((0, 0), (2, 2))
    assert cell_intervals(Not(named, where=NOWHERE, type=TRUTH), GRADE) == ((1, 1), (3, 3))
    place = Position(grade, GRADE.labels, where=NOWHERE, type=NUMBER)
    after_b = Position(constant("B", GRADE), GRADE.labels, where=NOWHERE, type=NUMBER)
    assert cell_intervals(Less(after_b, place, where=NOWHERE, type=TRUTH), GRADE) == ((2, 3),)
    assert cell_intervals(Equal(constant("D", GRADE), grade, where=NOWHERE, type=TRUTH), GRADE) == ((3, 3),)
    other_list = Position(grade, ("D", "C", "B", "A"), where=NOWHERE, type=NUMBER)
    assert cell_intervals(Less(after_b, other_list, where=NOWHERE, type=TRUTH), GRADE) is None


def test_a_truth_is_read_as_itself_and_by_comparison() -> None:
    flag = the_input(TRUTH)
    assert cell_intervals(flag, TRUTH) == ((1, 1),)
    assert cell_intervals(within(flag, Same(constant(value=False, type_=TRUTH))), TRUTH) == ((0, 0),)
    assert cell_intervals(constant(value=True, type_=TRUTH), TRUTH) == ((0, 1),)
    assert cell_intervals(constant(value=False, type_=TRUTH), TRUTH) == ()


def test_texts_stand_each_for_itself_and_all_others_together() -> None:
    text = TextType(20)
    is_beijing = within(the_input(text), Same(constant("北京", text)))
    is_xian = Equal(the_input(text), constant("西安", text), where=NOWHERE, type=TRUTH)
    texts = texts_in([is_beijing, None, is_xian, is_beijing])
    assert texts == ("北京", "西安")
    assert cell_intervals(Not(is_beijing, where=NOWHERE, type=TRUTH), text, texts) == ((1, 2),)
    assert cell_intervals(is_xian, text, ("北京",)) is None
    assert cell_intervals(Equal(constant("a", text), constant("b", text), where=NOWHERE, type=TRUTH), text, texts) == ()


def test_a_time_of_day_may_run_past_midnight() -> None:
    time = TimeType()

    def during(start: int, end: int) -> During:
        return During(the_input(time), constant(start, time), constant(end, time), where=NOWHERE, type=TRUTH)

    assert cell_intervals(during(60, 120), time) == ((60, 119),)
    assert cell_intervals(during(79_200, 28_800), time) == ((0, 28_799), (79_200, DAY_SECONDS - 1))
    assert cell_intervals(during(60, 60), time) == ()


def test_a_label_of_something_else_is_not_readable() -> None:
    fact = FactValue("grade", where=NOWHERE, type=GRADE)
    assert cell_intervals(Equal(fact, constant("A", GRADE), where=NOWHERE, type=TRUTH), GRADE) is None
    missing_label = Equal(the_input(GRADE), constant("Z", GRADE), where=NOWHERE, type=TRUTH)
    assert cell_intervals(missing_label, GRADE) == ()


def test_what_looks_at_more_than_its_input_is_not_readable() -> None:
    fact = FactValue("income", where=NOWHERE, type=NUMBER)
    value = the_input(NUMBER)
    moving = During(the_input(TimeType()), the_input(TimeType()), constant(5), where=NOWHERE, type=TRUTH)
    assert cell_intervals(Less(value, fact, where=NOWHERE, type=TRUTH), NUMBER) is None
    assert cell_intervals(within(value, Same(fact)), NUMBER) is None
    square = Multiply(value, value, where=NOWHERE, type=NUMBER)
    assert cell_intervals(Less(square, constant(5), where=NOWHERE, type=TRUTH), NUMBER) is None
    assert cell_intervals(moving, TimeType()) is None
    assert cell_intervals(Contains(the_input(SetType(GRADE)), "A", where=NOWHERE, type=TRUTH), SetType(GRADE)) is None


def test_every_value_has_a_position_and_back() -> None:
    for type_, value in (
        (TRUTH, True),
        (NUMBER, -30),
        (DateType(700_000, 800_000), 738_000),
        (TimeType(), 79_200),
        (MomentType(), MOMENT_LOW),
        (MomentType(), MOMENT_HIGH),
        (GRADE, "C"),
    ):
        dimension = dimension_of(type_)
        assert dimension is not None
        position = position_of(dimension, value)
        assert position is not None
        assert value_at(dimension, position) == value
        assert 0 <= position < dimension.size


def test_values_outside_a_dimension_have_no_position() -> None:
    number_dimension, grade_dimension, text_dimension = dimension_of(NUMBER), dimension_of(GRADE), dimension_of(TextType(9), ("a",))
    assert number_dimension is not None
    assert grade_dimension is not None
    assert text_dimension is not None
    assert position_of(number_dimension, 31) is None
    assert position_of(number_dimension, frozenset({"A"})) is None
    assert position_of(grade_dimension, "Z") is None
    assert position_of(text_dimension, "Z") == 1
    assert value_at(text_dimension, 1) is None
    assert dimension_of(ListType(NUMBER, 3)) is None
