"""The cells of a table: truths over the value of the column's input."""

from lawbook.check.scope import Scope
from lawbook.model.core import Expression
from lawbook.model.types import Type
from lawbook.problems import Problems
from lawbook.read.document import Scalar
from lawbook.read.syntax import Cell


def elaborate_cell(cell: Cell, scalar: Scalar, input_type: Type, scope: Scope, problems: Problems) -> Expression | None:
    """Give the truth that *cell* states over `Variable("?")`; None for `-`; the constant true after noting problems."""
    raise NotImplementedError
