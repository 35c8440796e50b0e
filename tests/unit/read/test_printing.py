from hypothesis import given

from lawbook.read.printing import to_text
from lawbook.read.syntax import Call, Cell, ConditionTest, Syntax
from support.reading import cell, expression
from support.syntax_trees import cells, expressions


@given(expressions)
def test_an_expression_written_out_reads_as_the_same_expression(tree: Syntax) -> None:
    assert expression(to_text(tree)) == tree


@given(cells)
def test_a_cell_written_out_reads_as_the_same_cell(tree: Cell) -> None:
    match tree:
        case Cell(tests=(ConditionTest(condition=Call(function="not", arguments=(inner,))),), negated=False):
            # Reading takes `not(…)` around a whole cell for the negation of its tests, which means the same.
            assert cell(to_text(tree)) == Cell((ConditionTest(inner, at=0),), negated=True, at=0)
        case _:
            assert cell(to_text(tree)) == tree
