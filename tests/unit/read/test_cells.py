from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbook.read.feel import cell_by_grammar
from lawbook.read.plain_cells import plain_cell
from lawbook.read.syntax import (
    Binary,
    Call,
    Cell,
    CellTest,
    CompareTest,
    ConditionTest,
    Input,
    Name,
    Negative,
    Number,
    RangeTest,
    Syntax,
    Text,
    Truth,
    ValueTest,
)
from support.reading import cell, expression

ONE, TWO = Number("1", at=0), Number("2", at=0)


def value(tree: Syntax) -> ValueTest:
    return ValueTest(tree, at=0)


def label(name: str) -> ValueTest:
    return ValueTest(Name(name, at=0), at=0)


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("-", ()),
        (" - ", ()),
        ("1", (value(ONE),)),
        ("-1", (value(Negative(ONE, at=0)),)),
        ("true", (value(Truth(True, at=0)),)),
        ("A", (label("A"),)),
        ('"A B"', (value(Text("A B", at=0)),)),
        ("M2-firm", (label("M2-firm"),)),
        ("AA+, A-, in-person", (label("AA+"), label("A-"), label("in-person"))),
        ("a - b", (value(Binary("-", Name("a", at=0), Name("b", at=0), at=0, operator_at=0)),)),
        ("< 1", (CompareTest("<", ONE, at=0),)),
        ("!= 1", (CompareTest("!=", ONE, at=0),)),
        (">= 1 + x", (CompareTest(">=", expression("1 + x"), at=0),)),
        ("[1..2]", (RangeTest(ONE, True, TWO, True, at=0),)),
        ("(1..2]", (RangeTest(ONE, False, TWO, True, at=0),)),
        ("[1..2)", (RangeTest(ONE, True, TWO, False, at=0),)),
        ("(1..2)", (RangeTest(ONE, False, TWO, False, at=0),)),
        ("]1..2[", (RangeTest(ONE, False, TWO, False, at=0),)),
        ("[1 .. x * 2[", (RangeTest(ONE, True, expression("x * 2"), False, at=0),)),
        ("(1 + 2)", (value(expression("1 + 2")),)),
        ("< 1, [1..2], 2", (CompareTest("<", ONE, at=0), RangeTest(ONE, True, TWO, True, at=0), value(TWO))),
        ("? > 1", (ConditionTest(Binary(">", Input(at=0), ONE, at=0, operator_at=0), at=0),)),
        ('contains(?, "A")', (ConditionTest(Call("contains", (Input(at=0), Text("A", at=0)), at=0), at=0),)),
    ],
)
def test_each_form_of_a_cell_reads_as_its_tests(text: str, tests: tuple[CellTest, ...]) -> None:
    assert cell(text) == Cell(tests, at=0)


def test_not_around_a_whole_cell_turns_its_tests_round() -> None:
    assert cell("not(A, [1..2))") == Cell((label("A"), RangeTest(ONE, True, TWO, False, at=0)), negated=True, at=0)


def test_not_at_the_beginning_of_a_condition_belongs_to_the_condition() -> None:
    match cell("not(? > 1) and ? < 2"):
        case Cell(tests=(ConditionTest(condition=Binary(operator="and", left=Call(function="not"))),), negated=False):
            pass
        case other:
            raise AssertionError(other)


def _placed(tree: object) -> object:
    """A tree with every offset made comparable."""
    if isinstance(tree, tuple):
        return tuple(_placed(item) for item in tree)
    if is_dataclass(tree):
        return type(tree).__name__, [(part.name, _placed(getattr(tree, part.name))) for part in fields(tree)]
    return tree


_PLAIN_CELLS = st.one_of(
    st.from_regex(r"\A(<=|>=|!=|<|>|=)? ?-?[0-9]{1,3}(\.[0-9]{0,2})?\Z"),
    st.from_regex(r"\A[\[(\]]-?[0-9]{1,2}(\.[0-9])? ?\.\. ?-?[0-9]{1,2}(\.[0-9])?[\])\[]\Z"),
    st.from_regex(r"\A[A-Za-z高_][A-Za-z0-9_-]{0,6}\Z"),
    st.sampled_from(["-", "true", "false", "or", "not", "null", "ａ", "A", "１", "", " ", "-5", "--5", "[1..2", "not(1)"]),
)


@given(_PLAIN_CELLS)
def test_the_short_way_gives_what_the_grammar_gives(text: str) -> None:
    short = plain_cell(text)
    if short is not None:
        assert (_placed(short), ()) == (_placed(cell_by_grammar(text)[0]), cell_by_grammar(text)[1])


@pytest.mark.parametrize("text", ["-", "1", "-1.5", "A", "收入", "< 18", ">=0.5", "[1..30]", "(0..999.99]", "]1..2["])
def test_the_plain_cells_of_large_tables_go_the_short_way(text: str) -> None:
    assert plain_cell(text) is not None
