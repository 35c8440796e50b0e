"""The expressions that a checked policy is made of."""

from collections.abc import Iterator

from lawbook.model import reading
from lawbook.model.core import Expression, Row, Table, Unless
from lawbook.model.policy import Policy


def expressions_of(policy: Policy) -> Iterator[Expression]:
    """Give every whole expression of *policy*: of its decisions, its score reasons and its invariants."""
    for decision in policy.decisions:
        if isinstance(decision.body, Table):
            yield from _of_table(decision.body)
        else:
            yield decision.body
    yield from (score.when for score in policy.score_reasons)
    yield from reading.expressions_of((), (), policy.invariants)


def _of_table(table: Table) -> Iterator[Expression]:
    yield from table.inputs
    for row in (*table.rows, *([table.otherwise] if table.otherwise is not None else [])):
        yield from _of_row(row)


def _of_row(row: Row) -> Iterator[Expression]:
    yield from (cell for cell in row.cells if cell is not None)
    yield from (part for part in (row.condition, row.when) if part is not None)
    for exception in row.exceptions:
        yield from _of_exception(exception)
    yield from row.outputs


def _of_exception(exception: Unless) -> Iterator[Expression]:
    yield exception.condition
    for inner in exception.exceptions:
        yield from _of_exception(inner)
