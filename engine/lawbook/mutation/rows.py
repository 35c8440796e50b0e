"""The small changes of one row of a table, or of one rule."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lawbook.model.core import All, AnyOf, Constant, Expression, Not, Row, Table, Unless
from lawbook.model.policy import Words
from lawbook.model.types import BooleanType
from lawbook.mutation.mutants import Cell, Operator, Part, Typed
from lawbook.mutation.neighbours import beside, holding
from lawbook.mutation.variants import Passing, nothing, variants
from lawbook.problems import Where

TRUTH = BooleanType()


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row as it would be: *before* stands in it at *where*, and *after* would; None is nothing."""

    operator: Operator
    row: Row
    before: Part | None
    after: Part | None
    where: Where


def changed_row(row: Row, table: Table, left_out: Passing = nothing) -> Iterator[ChangedRow]:
    """Give the changes of *row*, in the order in which a reader meets what is changed."""
    for place, cell in enumerate(row.cells):
        if cell is not None:
            yield from _of_cell(row, place, cell, table.inputs[place], left_out)
    yield from _of_condition(row, left_out)
    for place, exception in enumerate(row.exceptions):
        for changed in _of_exception(exception, left_out):
            rest = () if changed.exception is None else (changed.exception,)
            exceptions = (*row.exceptions[:place], *rest, *row.exceptions[place + 1 :])
            new = replace(row, exceptions=exceptions, condition=ruled(row.when, exceptions, row.where))
            yield ChangedRow(changed.operator, new, changed.before, changed.after, changed.where)
    if table.aggregation != "count":
        yield from changed_outputs(row, "points" if table.kind == "bins" else "outcome", left_out)
    yield from _of_grounds(row)


def changed_outputs(row: Row, operator: Operator, left_out: Passing = nothing) -> Iterator[ChangedRow]:
    """Give the row with each of its outputs changed; *operator* is what that is called where the output is written out."""
    for place, output in enumerate(row.outputs):
        before, after = row.outputs[:place], row.outputs[place + 1 :]
        if isinstance(output, Constant):
            for value in beside(output.type, output.value):
                new = replace(row, outputs=(*before, holding(output, value), *after))
                yield ChangedRow(operator, new, Typed(output.type, output.value), Typed(output.type, value), output.where)
        else:
            for variant in variants(output, left_out):
                new = replace(row, outputs=(*before, variant.whole, *after))
                yield ChangedRow(variant.operator, new, variant.before, variant.after, variant.before.where)


def changed_grounds(row: Row) -> Iterator[ChangedRow]:
    """Give the row without its reason, and without each of its obligations."""
    yield from _of_grounds(row)


def ruled(when: Expression | None, exceptions: tuple[Unless, ...], where: Where) -> Expression | None:
    """Say "*when* and not any of *exceptions*", as the checker does."""
    if not exceptions:
        return when
    conditions = tuple(each.condition for each in exceptions)
    any_ = conditions[0] if len(conditions) == 1 else AnyOf(conditions, where=where, type=TRUTH)
    free = Not(any_, where=where, type=TRUTH)
    return free if when is None else All((when, free), where=where, type=TRUTH)


def _of_cell(row: Row, place: int, cell: Expression, input_: Expression, left_out: Passing) -> Iterator[ChangedRow]:
    def having(new: Expression | None) -> Row:
        return replace(row, cells=(*row.cells[:place], new, *row.cells[place + 1 :]))

    # The rows of a file share their cells, and only the row knows its own line.
    shared = cell.where.file.endswith(".csv")
    yield ChangedRow("condition", having(None), Cell(cell, input_), Cell(None, input_), row.where if shared else cell.where)
    for variant in variants(cell, left_out):
        after = None if variant.after is None else Cell(variant.after, input_)
        yield ChangedRow(
            variant.operator, having(variant.whole), Cell(variant.before, input_), after, row.where if shared else variant.before.where
        )


def _of_condition(row: Row, left_out: Passing) -> Iterator[ChangedRow]:
    if row.when is None:
        return
    always = replace(row, when=None, condition=ruled(None, row.exceptions, row.where))
    yield ChangedRow("condition", always, row.when, None, row.when.where)
    for variant in variants(row.when, left_out):
        new = replace(row, when=variant.whole, condition=ruled(variant.whole, row.exceptions, row.where))
        yield ChangedRow(variant.operator, new, variant.before, variant.after, variant.before.where)


@dataclass(frozen=True, slots=True)
class _ChangedException:
    operator: Operator
    exception: Unless | None
    before: Part
    after: Part | None
    where: Where


def _of_exception(exception: Unless, left_out: Passing) -> Iterator[_ChangedException]:
    when = when_of(exception)
    yield _ChangedException("exception", None, when or exception.condition, None, exception.where)
    if when is not None:
        for variant in variants(when, left_out):
            condition = ruled(variant.whole, exception.exceptions, exception.where) or variant.whole
            new = replace(exception, condition=condition)
            yield _ChangedException(variant.operator, new, variant.before, variant.after, variant.before.where)
    for place, inner in enumerate(exception.exceptions):
        for changed in _of_exception(inner, left_out):
            rest = () if changed.exception is None else (changed.exception,)
            exceptions = (*exception.exceptions[:place], *rest, *exception.exceptions[place + 1 :])
            condition = ruled(when, exceptions, exception.where) or exception.condition
            yield replace(changed, exception=replace(exception, exceptions=exceptions, condition=condition))


def when_of(exception: Unless) -> Expression | None:
    """Give the condition of an exception without its own exceptions."""
    if not exception.exceptions:
        return exception.condition
    match exception.condition:
        case All(items=(when, Not())):
            return when
        case _:
            return None


def _of_grounds(row: Row) -> Iterator[ChangedRow]:
    if row.reason is not None:
        yield ChangedRow("reason", replace(row, reason=None), Words(row.reason, row.reason), None, row.where)
    for code in row.obliges:
        rest = tuple(other for other in row.obliges if other != code)
        yield ChangedRow("obligation", replace(row, obliges=rest), Words(code, code), None, row.where)
