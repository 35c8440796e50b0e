"""The cells of a table: truths over the value of the column's input."""

from lawbook.check.typing.comparisons import BOOLEAN
from lawbook.check.typing.expressions import reading_of
from lawbook.check.typing.ranges import draw_tests
from lawbook.check.words.scope import Scope
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import OneOfType, Type
from lawbook.problems import Problems
from lawbook.read.document import Scalar
from lawbook.read.syntax import Cell, Input


def elaborate_cell(cell: Cell, scalar: Scalar, input_type: Type, scope: Scope, problems: Problems) -> Expression | None:
    """Give the truth that *cell* states over `Variable("?")`; None for `-`; the constant true after noting problems.

    A cell of literals is a `Within` of the variable, or a `Not` of one. Its constants are at the scale of the input, and a
    range of labels is the list of its labels.
    """
    if not cell.tests:
        return None
    reading = reading_of(scalar, scope, problems)
    where = reading.place(cell.at)
    of = core.Variable("?", where=where, type=input_type)
    whole = scalar.text.strip()
    if isinstance(input_type, OneOfType) and whole in input_type.labels:
        label = core.Constant(whole, where=where, type=input_type)
        return core.Within(of, (core.Same(label),), where=where, type=BOOLEAN)
    truth = draw_tests(reading, of, Input(at=cell.at), cell.tests, bare=True)
    if truth is None:
        return core.Constant(True, where=where, type=BOOLEAN)
    return core.Not(truth, where=where, type=BOOLEAN) if cell.negated else truth
