"""Random expressions and cells, as trees."""

from typing import Literal, cast

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from lawbook.read.syntax import (
    AtLiteral,
    Between,
    Binary,
    BinaryOperator,
    Call,
    Cell,
    CellTest,
    Choose,
    CompareTest,
    ConditionTest,
    Dated,
    Field,
    Filter,
    ForSome,
    In,
    Input,
    IsKnown,
    Listed,
    Name,
    Negative,
    Number,
    RangeTest,
    Syntax,
    Text,
    Truth,
    ValueTest,
)

_WORDS = ["income", "days_past_due", "x", "y2", "收入", "逾期天数", "item", "amount", "thenceforth", "order", "android"]
_FUNCTIONS = ["min", "max", "not", "count", "contains", "round half up", "round down", "any of", "years between", "monthly_room", "days"]
_OPERATORS: list[BinaryOperator] = ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or"]
_COMPARISONS: list[Literal["<", "<=", ">", ">=", "=", "!="]] = ["<", "<=", ">", ">=", "=", "!="]

words = st.sampled_from(_WORDS)
numbers = st.from_regex(r"\A(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?\Z").map(lambda text: Number(text, at=0))
texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8).map(lambda value: Text(value, at=0))
names = words.map(lambda name: Name(name, at=0))
leaves: SearchStrategy[Syntax] = st.one_of(
    numbers,
    texts,
    names,
    st.booleans().map(lambda value: Truth(value, at=0)),
    st.sampled_from(["2025-01-01", "22:00", "P3D", "2025-01-01T00:00:00+08:00"]).map(lambda text: AtLiteral(text, at=0)),
)


def _above(under: SearchStrategy[Syntax]) -> SearchStrategy[Syntax]:
    """Expressions one step larger than *under*."""
    few = st.lists(under, max_size=3).map(tuple)
    return st.one_of(
        st.builds(
            lambda operator, left, right: Binary(operator, left, right, at=0, operator_at=0), st.sampled_from(_OPERATORS), under, under
        ),
        under.map(lambda of: Negative(of, at=0)),
        st.builds(lambda of, low, high: Between(of, low, high, at=0), under, under, under),
        st.builds(lambda of, some: In(of, some, at=0), under, st.lists(tests(under), max_size=3).map(tuple)),
        st.builds(lambda of, known: IsKnown(of, known, at=0), under, st.booleans()),
        st.builds(lambda a, b, c: Choose(a, b, c, at=0), under, under, under),
        st.builds(lambda function, arguments: Call(function, arguments, at=0), st.sampled_from(_FUNCTIONS), few),
        st.builds(lambda name, date: Dated(name, date, at=0), names, under),
        st.builds(lambda of, name: Field(of, name, at=0, name_at=0), under, words),
        st.builds(lambda of, condition: Filter(of, condition, at=0), under, under),
        st.builds(
            lambda kind, variable, of, condition: ForSome(cast("Literal['some', 'every']", kind), variable, of, condition, at=0),
            st.sampled_from(["some", "every"]),
            words,
            under,
            under,
        ),
        few.map(lambda items: Listed(items, at=0)),
    )


def tests(under: SearchStrategy[Syntax]) -> SearchStrategy[CellTest]:
    """Tests that may stand in brackets after `in`, or in a cell."""
    return st.one_of(
        under.map(lambda value: ValueTest(value, at=0)),
        st.builds(lambda operator, value: CompareTest(operator, value, at=0), st.sampled_from(_COMPARISONS), under),
        st.builds(
            lambda low, low_closed, high, high_closed: RangeTest(low, low_closed, high, high_closed, at=0),
            under,
            st.booleans(),
            under,
            st.booleans(),
        ),
    )


expressions: SearchStrategy[Syntax] = st.recursive(leaves, _above, max_leaves=12)

_of_input = st.recursive(leaves | st.just(Input(at=0)), _above, max_leaves=6)


def _conditional(test: CellTest) -> CellTest:
    """Take a value that speaks of the input for the condition it is."""
    match test:
        case ValueTest(value=value) if "Input()" in repr(value):
            return ConditionTest(value, at=0)
        case _:
            return test


labels = st.sampled_from(["M2-firm", "AA+", "B-", "in-person", "not-yet", "困难户-2"]).map(lambda name: ValueTest(Name(name, at=0), at=0))
cells: SearchStrategy[Cell] = st.builds(
    lambda some, negated: Cell(tuple(_conditional(test) for test in some), negated and bool(some), at=0),
    st.lists(labels | tests(_of_input), max_size=4),
    st.booleans(),
)
