"""Rows that no facts can make decide, as far as the geometry of tables and the values of other decisions show it."""

from collections.abc import Iterator, Sequence

from lawbook.cover.conditions import Condition
from lawbook.model import core
from lawbook.model.core import Expression, Row, Table
from lawbook.model.policy import Policy
from lawbook.model.types import BooleanType
from lawbook.model.walking import with_input
from lawbook.regions.coverage import Unsettled
from lawbook.regions.spaces import table_space


def impossible_rows(policy: Policy, conditions: Sequence[Condition]) -> frozenset[str]:
    """Give the ids of the rows of *policy* that can never be hit."""
    never_true = {(condition.decision, condition.test) for condition in conditions if "true" not in condition.can_be}
    found: set[str] = set()
    for decision in policy.decisions:
        if not isinstance(decision.body, Table) or decision.origin is not None:
            continue
        for row in decision.body.rows:
            if any((decision.name, test) in never_true for test in needed_tests(row, decision.body)):
                found.add(row.id)
        if decision.body.otherwise is not None and leaves_nothing(decision.body):
            found.add(decision.body.otherwise.id)
    return frozenset(found)


def leaves_nothing(table: Table) -> bool:
    """Tell whether the rows of *table* take everything, so that what holds otherwise never does; where it is hard to tell, no."""
    try:
        return not table_space(table).gaps(1)
    except Unsettled:
        return False


def needed_tests(row: Row, table: Table) -> Iterator[Expression]:
    """Give the tests that must all be true for *row* to be hit."""
    for cell, of in zip(row.cells, table.inputs, strict=False):
        if cell is not None:
            yield from _all_of(with_input(cell, of))
    if row.when is not None:
        yield from _all_of(row.when)
        for exception in row.exceptions:
            yield core.Not(exception.condition, where=exception.where, type=BooleanType())
    elif row.condition is not None:
        yield from _all_of(row.condition)


def _all_of(test: Expression) -> Iterator[Expression]:
    if isinstance(test, core.All):
        for item in test.items:
            yield from _all_of(item)
    else:
        yield test
