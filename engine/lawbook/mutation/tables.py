"""The small changes of a table or of a set of rules: of its rows, their order, their severities, of what holds otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lawbook.model.core import Constant, Row, Table
from lawbook.model.policy import Words
from lawbook.mutation.mutants import Operator, Part, Typed
from lawbook.mutation.rows import changed_grounds, changed_outputs, changed_row
from lawbook.mutation.variants import Passing, nothing, variants
from lawbook.problems import Where


@dataclass(frozen=True, slots=True)
class ChangedTable:
    """A table as it would be: *before* stands in it at *where*, *after* would; None is nothing.

    *subject* is the id of the row concerned, None where it is the table; *row* its place where it is the only one that changed.
    """

    operator: Operator
    table: Table
    subject: str | None
    before: Part | None
    after: Part | None
    where: Where
    row: int | None = None


def changed_table(table: Table, left_out: Passing = nothing) -> Iterator[ChangedTable]:
    """Give the changes of *table*, row by row and then those of the whole."""
    for place, row in enumerate(table.rows):
        before, after = table.rows[:place], table.rows[place + 1 :]
        for changed in changed_row(row, table, left_out):
            new = replace(table, rows=(*before, changed.row, *after))
            yield ChangedTable(changed.operator, new, row.id, changed.before, changed.after, changed.where, place)
        if len(table.rows) > 1 or table.otherwise is not None:
            yield ChangedTable("row", replace(table, rows=(*before, *after)), row.id, Words(row.id, row.id), None, row.where, place)
    yield from _otherwise(table, left_out)
    yield from _inputs(table, left_out)
    yield from _order(table)
    yield from _severity(table)
    yield from _aggregation(table)


def _otherwise(table: Table, left_out: Passing) -> Iterator[ChangedTable]:
    row = table.otherwise
    if row is None:
        return
    for changed in (*changed_outputs(row, "otherwise", left_out), *changed_grounds(row)):
        new = replace(table, otherwise=changed.row)
        yield ChangedTable(changed.operator, new, row.id, changed.before, changed.after, changed.where)


def _inputs(table: Table, left_out: Passing) -> Iterator[ChangedTable]:
    for place, read in enumerate(table.inputs):
        for variant in variants(read, left_out):
            new = replace(table, inputs=(*table.inputs[:place], variant.whole, *table.inputs[place + 1 :]))
            yield ChangedTable(variant.operator, new, None, variant.before, variant.after, variant.before.where)


def order_matters(table: Table) -> bool:
    """Tell whether the order of the rows of *table* is part of what it means."""
    return table.hit in {"first", "rule order", "output order"} or (table.hit == "priority" and len(table.priorities) > 1)


def _order(table: Table) -> Iterator[ChangedTable]:
    if not order_matters(table):
        return
    for place in range(len(table.rows) - 1):
        first, second = table.rows[place], table.rows[place + 1]
        new = replace(table, rows=(*table.rows[:place], second, first, *table.rows[place + 2 :]))
        before = Words(f"{first.id}, {second.id}", f"{first.id}、{second.id}")
        after = Words(f"{second.id}, {first.id}", f"{second.id}、{first.id}")
        yield ChangedTable("order", new, first.id, before, after, first.where)


def _severity(table: Table) -> Iterator[ChangedTable]:
    number = next((number for number, labels in enumerate(table.priorities) if labels is not None), None)
    if table.hit not in {"priority", "output order"} or number is None:
        return
    worst_first = table.priorities[number] or ()
    concluded = {_label(row, number) for row in table.rows}
    # Only labels that rows conclude are ever weighed against one another.
    weighed = [label for label in worst_first if label in concluded]
    for worse, milder in pairwise(weighed):
        exchanged = tuple({worse: milder, milder: worse}.get(label, label) for label in worst_first)
        new = replace(table, priorities=(*table.priorities[:number], exchanged, *table.priorities[number + 1 :]))
        kind = table.rows[0].outputs[number].type
        yield ChangedTable("severity", new, None, Typed(kind, worse), Typed(kind, milder), table.where)


def _label(row: Row, number: int) -> str | None:
    output = row.outputs[number]
    return str(output.value) if isinstance(output, Constant) else None


def _aggregation(table: Table) -> Iterator[ChangedTable]:
    match table.aggregation:
        case "min" | "max":
            other = replace(table, aggregation="max" if table.aggregation == "min" else "min")
            least, greatest = Words("the least", "最小值"), Words("the greatest", "最大值")
            before, after = (least, greatest) if table.aggregation == "min" else (greatest, least)
            yield ChangedTable("extreme", other, None, before, after, table.where)
        case _:
            return
