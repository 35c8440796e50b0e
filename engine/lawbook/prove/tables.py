"""Decision tables as symbols: each row a hit, not, or maybe; and what the hit policy makes of them, as `lawbook.evaluate.tables` says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import z3

from lawbook.model.core import Row, Table
from lawbook.model.types import SetType, Type
from lawbook.prove.arithmetic import whole
from lawbook.prove.expressions import Around, expressed
from lawbook.prove.symbols import FALSE, TRUE, Listed, NotExpressible, Symbol, both, chosen, either, equal, in_turn, number, opposite, same
from lawbook.prove.truths import is_false, is_true

NOTHING = Symbol(FALSE, FALSE)


@dataclass(frozen=True, slots=True)
class RowSymbol:
    """One row: when it is hit, when it may be, and what it gives."""

    row: Row
    hit: z3.BoolRef
    maybe: z3.BoolRef
    outputs: tuple[Symbol, ...]

    @property
    def value(self) -> Symbol:
        """The one output, or the record of them."""
        return self.outputs[0] if len(self.outputs) == 1 else Symbol(TRUE, self.outputs)


@dataclass(frozen=True, slots=True)
class TableSymbol:
    """A table: what it comes to, and its rows; *none* says that no row is hit."""

    value: Symbol
    rows: tuple[RowSymbol, ...]
    otherwise: RowSymbol | None


def table_symbol(table: Table, type_: Type, around: Around) -> TableSymbol:
    """Put a table whose decision is of *type_* into formulas."""
    inputs = [expressed(each, around) for each in table.inputs]
    rows = tuple(_row(row, inputs, around) for row in table.rows)
    otherwise = None if table.otherwise is None else _row(table.otherwise, [], around)
    return TableSymbol(settled(table, type_, rows, otherwise), rows, otherwise)


def _row(row: Row, inputs: Sequence[Symbol], around: Around) -> RowSymbol:
    cells = [expressed(cell, around.binding("?", of)) for cell, of in zip(row.cells, inputs, strict=False) if cell is not None]
    truths = cells if row.condition is None else [*cells, expressed(row.condition, around)]
    no = either(*map(is_false, truths))
    hit = both(*map(is_true, truths))
    sure = both(*(truth.known for truth in truths))
    maybe = both(opposite(no), opposite(sure))
    return RowSymbol(row, hit, maybe, tuple(expressed(output, around) for output in row.outputs))


def settled(table: Table, type_: Type, rows: Sequence[RowSymbol], otherwise: RowSymbol | None) -> Symbol:
    """Let the hit policy decide over *rows*, which may be some of those of the table."""
    match table.hit:
        case "unique":
            return _unique(rows, otherwise)
        case "first":
            return _first(rows, otherwise)
        case "priority":
            return _first(sorted(rows, key=lambda row: priority(table, row.row)), otherwise)
        case "any":
            return _any(rows, otherwise)
        case "rule order" | "output order" | "collect":
            return _every(table, type_, rows, otherwise)
        case _:
            assert_never(table.hit)


def priority(table: Table, row: Row) -> int:
    """Give the place of what a row says among the labels, worst first."""
    for output, labels in zip(row.outputs, table.priorities, strict=False):
        if labels is not None:
            value = getattr(output, "value", None)
            if not isinstance(value, str):
                raise NotExpressible("a priority that is no constant")
            return labels.index(value)
    return 0


def decides(body: Table, table: TableSymbol, row: RowSymbol) -> z3.BoolRef:
    """Say that a row, or `otherwise`, is among those that determine what its table comes to."""
    if row is table.otherwise:
        return both(table.value.known, *(opposite(each.hit) for each in table.rows))
    return both(row.hit, table.value.known, *(opposite(outweighs) for _, outweighs in outweighing(body, table, row)))


def outweighing(body: Table, table: TableSymbol, row: RowSymbol) -> list[tuple[RowSymbol, z3.BoolRef]]:
    """Give the rows that may keep a row from deciding, each with when it does."""
    match body.hit:
        case "first":
            return [(each, each.hit) for each in table.rows[: table.rows.index(row)]]
        case "priority":
            found = [(each, _outweighs(body, each, row)) for each in table.rows if each is not row]
            return [(each, outweighs) for each, outweighs in found if not z3.is_false(outweighs)]
        case _:
            return []


def _outweighs(body: Table, one: RowSymbol, other: RowSymbol) -> z3.BoolRef:
    """Say that one row outweighs another by its priority; of the same priority, that it says something else and is the first to."""
    weights = priority(body, one.row), priority(body, other.row)
    if weights[0] != weights[1]:
        return one.hit if weights[0] < weights[1] else FALSE
    if one.row.outputs == other.row.outputs or body.rows.index(one.row) > body.rows.index(other.row):
        return FALSE
    return both(one.hit, opposite(same(one.value, other.value)))


def _unique(rows: Sequence[RowSymbol], otherwise: RowSymbol | None) -> Symbol:
    hit, twice, value = FALSE, FALSE, NOTHING if otherwise is None else otherwise.value
    for row in rows:
        twice = either(twice, both(hit, row.hit))
        hit = either(hit, row.hit)
        value = chosen(row.hit, row.value, value)
    doubt = both(opposite(hit), either(*(row.maybe for row in rows)))
    return Symbol(both(value.known, opposite(twice), opposite(doubt)), value.value)


def _first(rows: Sequence[RowSymbol], otherwise: RowSymbol | None) -> Symbol:
    # From the last row to the first: a row that may be hit leaves what comes after it known only where it says the same.
    value = NOTHING if otherwise is None else otherwise.value
    for row in reversed(rows):
        agreed = Symbol(both(value.known, either(opposite(row.maybe), same(row.value, value))), value.value)
        value = chosen(row.hit, row.value, agreed)
    return value


def _any(rows: Sequence[RowSymbol], otherwise: RowSymbol | None) -> Symbol:
    value = NOTHING if otherwise is None else otherwise.value
    for row in reversed(rows):
        value = chosen(row.hit, row.value, value)
    agreed = [either(opposite(either(row.hit, row.maybe)), same(row.value, value)) for row in rows]
    return Symbol(both(value.known, *agreed), value.value)


def _every(table: Table, type_: Type, rows: Sequence[RowSymbol], otherwise: RowSymbol | None) -> Symbol:
    hit = either(*(row.hit for row in rows))
    certain = both(*(opposite(row.maybe) for row in rows))
    gathered = _gathered(table, type_, rows)
    if otherwise is not None:
        gathered = chosen(hit, gathered, otherwise.value)
    elif table.aggregation in {"min", "max"}:
        gathered = Symbol(both(hit, gathered.known), gathered.value)
    return Symbol(both(certain, gathered.known), gathered.value)


def _gathered(table: Table, type_: Type, rows: Sequence[RowSymbol]) -> Symbol:
    if table.aggregation == "count":
        return Symbol(TRUE, z3.Sum([z3.If(row.hit, 1, 0) for row in rows]) if rows else whole(0))
    asked = table.hit == "collect" or table.aggregation is not None
    doubted = [output for row in rows for output in row.outputs] if asked else [row.value for row in rows]
    owners = [row for row in rows for _ in row.outputs] if asked else list(rows)
    sure = both(*(either(opposite(row.hit), output.known) for row, output in zip(owners, doubted, strict=True)))
    match table.aggregation:
        case "sum":
            return Symbol(sure, z3.Sum([z3.If(row.hit, number(row.value), 0) for row in rows]) if rows else whole(0))
        case "min" | "max":
            return Symbol(sure, _best(rows, least=table.aggregation == "min"))
        case _ if isinstance(type_, SetType):
            labels = type_.of.labels
            return Symbol(
                sure, {label: either(*(both(row.hit, _is(row.value, place)) for row in rows)) for place, label in enumerate(labels)}
            )
        case _:
            items = tuple((row.hit, row.value) for row in rows)
            return Symbol(sure, in_turn(items) if table.hit == "rule order" else Listed(items, None))


def _is(value: Symbol, place: int) -> z3.BoolRef:
    return FALSE if z3.is_false(value.known) else equal(value, Symbol(TRUE, whole(place)))


def _best(rows: Sequence[RowSymbol], *, least: bool) -> z3.ArithRef:
    best, there = whole(0), FALSE
    for row in rows:
        value = number(row.value)
        best = z3.If(both(row.hit, either(opposite(there), value < best if least else value > best)), value, best)
        there = either(there, row.hit)
    return best
