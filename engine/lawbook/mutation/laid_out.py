"""Bodies of decisions over axes: every condition a truth over the axes, every output written out, chosen, or some value."""

from dataclasses import replace

from lawbook.model import core
from lawbook.model.core import All, Constant, Expression, Row, Table
from lawbook.model.types import BooleanType
from lawbook.model.walking import with_input
from lawbook.mutation.axes import Axes, TooMuch

TRUTH = BooleanType()


def laid_out(body: Expression | Table, axes: Axes) -> Expression | Table:
    """Read the body of a decision and give it over *axes*; raises TooMuch where that cannot be."""
    if not isinstance(body, Table):
        return outcome(body, axes)
    rows = tuple(laid_out_row(row, body, axes) for row in body.rows)
    otherwise = None if body.otherwise is None else laid_out_row(body.otherwise, body, axes)
    return checked(replace(body, inputs=(), rows=rows, otherwise=otherwise))


def checked(table: Table) -> Table:
    """Give a table over axes; raises TooMuch where its outputs would have to be put in order or added, and are not written out."""
    if table.hit in {"collect", "output order"} and not _are_written_out(table):
        raise TooMuch
    return table


def laid_out_row(row: Row, table: Table, axes: Axes) -> Row:
    """Give a row over *axes*, its cells among its conditions; it is hit, or may be, for the same reasons as before."""
    cells = [with_input(cell, of) for cell, of in zip(row.cells, table.inputs, strict=False) if cell is not None]
    conditions = tuple(truth(part, axes) for part in (*cells, *([] if row.condition is None else [row.condition])))
    condition = None if not conditions else All(conditions, where=row.where, type=TRUTH)
    outputs = tuple(outcome(output, axes) for output in row.outputs)
    return replace(row, cells=(), condition=condition, when=None, exceptions=(), outputs=outputs)


def truth(condition: Expression, axes: Axes) -> Expression:
    """Read a condition and give it over *axes*."""
    match condition:
        case Constant():
            return condition
        case core.All(items=items) | core.AnyOf(items=items):
            return replace(condition, items=tuple(truth(item, axes) for item in items))
        case core.Not(of=of):
            return replace(condition, of=truth(of, axes))
        case core.IsKnown(of=of):
            return replace(condition, of=truth(of, axes) if isinstance(of.type, BooleanType) else axes.asked(of))
        case core.If(condition=asked, then=then, otherwise=otherwise):
            return replace(condition, condition=truth(asked, axes), then=truth(then, axes), otherwise=truth(otherwise, axes))
        case core.AtMost(left=left, right=right):
            # A comparison and its opposite are about the same.
            opposite = core.Less(right, left, where=condition.where, type=condition.type)
            return core.Not(axes.compared(opposite), where=condition.where, type=condition.type)
        case core.Within(tests=(core.Same(value=value),), of=of):
            return axes.compared(core.Equal(of, value, where=condition.where, type=condition.type))
        case _:
            return axes.compared(condition)


def outcome(output: Expression, axes: Axes) -> Expression:
    """Read an output and give it over *axes*: some value, unless it is written out or chosen."""
    match output:
        case Constant():
            return output
        case core.If(condition=asked, then=then, otherwise=otherwise):
            return replace(output, condition=truth(asked, axes), then=outcome(then, axes), otherwise=outcome(otherwise, axes))
        case _ if isinstance(output.type, BooleanType):
            return truth(output, axes)
        case _:
            return axes.compared(output)


def _are_written_out(table: Table) -> bool:
    rows = table.rows if table.otherwise is None else (*table.rows, table.otherwise)
    return all(isinstance(output, Constant) for row in rows for output in row.outputs)
