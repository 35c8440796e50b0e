"""Within which bounds a table lies: what its rows can give, each of which can be hit, not hit, or maybe."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from lawbook.bounds.expressions import Moving, bounds_of, conjunction
from lawbook.bounds.values import (
    FALSE,
    NEVER_KNOWN,
    TRUE,
    Among,
    Anything,
    Bounds,
    Fields,
    SetsBetween,
    Stretch,
    can_be,
    joined,
    only_value,
    or_unknown,
    whatever,
)
from lawbook.model.core import Expression, Row, Table
from lawbook.model.types import SetType, Type
from lawbook.model.values import Value


@dataclass(frozen=True, slots=True)
class _Standing:
    """A row that is not ruled out: whether it is hit or maybe, surely or perhaps, and what it gives. *priority*: None where open."""

    sure: bool
    can_hit: bool
    surely_maybe: bool
    can_be_maybe: bool
    value: Bounds
    priority: int | None


def bounds_of_table(table: Table, type_: Type, moving: Moving) -> Bounds:
    """Give bounds within which the value of *table* lies, of a decision of *type_*."""
    inputs = [bounds_of(expression, moving) for expression in table.inputs]
    rows: list[_Standing] = []
    for row in table.rows:
        truth = _truth(row, inputs, moving)
        if truth == FALSE:
            continue
        rows.append(_standing(table, row, truth, moving))
        if table.hit == "first" and rows[-1].sure:
            break
    otherwise = None if table.otherwise is None else _given(table.otherwise, moving)
    match table.hit:
        case "unique":
            return _unique(rows, otherwise)
        case "any":
            return _any(rows, otherwise)
        case "first":
            return _first(rows, otherwise)
        case "priority":
            return _by_priority(rows, otherwise)
        case "rule order" | "output order" | "collect":
            return _gathered(table, type_, rows, otherwise)
        case _:
            assert_never(table.hit)


def _truth(row: Row, inputs: Sequence[Bounds], moving: Moving) -> Bounds:
    truths: list[Bounds] = []
    for cell, within in zip(row.cells, inputs, strict=False):
        truth = TRUE if cell is None else _cell(cell, within, moving)
        if truth == FALSE:
            return FALSE
        truths.append(truth)
    if row.condition is not None:
        truths.append(bounds_of(row.condition, moving))
    return conjunction(truths)


def _cell(cell: Expression, within: Bounds, moving: Moving) -> Bounds:
    return bounds_of(cell, Moving(moving.around, moving.named, within))


def _standing(table: Table, row: Row, truth: Bounds, moving: Moving) -> _Standing:
    can_hit = not isinstance(truth, Among) or True in truth.values
    value = _given(row, moving)
    return _Standing(truth == TRUE, can_hit, truth == NEVER_KNOWN, truth.unknown, value, _priority(table, value))


def _given(row: Row, moving: Moving) -> Bounds:
    outputs = tuple(bounds_of(output, moving) for output in row.outputs)
    return outputs[0] if len(outputs) == 1 else Fields(outputs)


def _priority(table: Table, value: Bounds) -> int | None:
    outputs = value.parts if isinstance(value, Fields) else (value,)
    for output, labels in zip(outputs, table.priorities, strict=False):
        if labels is not None:
            label = only_value(output)
            return labels.index(label) if isinstance(label, str) else None
    return 0


def _unique(rows: Sequence[_Standing], otherwise: Bounds | None) -> Bounds:
    """Of rows of which one should be hit: what any of them gives, and the unknown where several could be."""
    hits = [row for row in rows if row.can_hit]
    sure = [row for row in hits if row.sure]
    if len(sure) > 1:
        return NEVER_KNOWN
    given = [row.value for row in (sure or hits)]
    unknown = len(hits) > 1 or any(row.can_be_maybe for row in rows)
    if not sure:
        given.append(NEVER_KNOWN if otherwise is None or any(row.surely_maybe for row in rows) else otherwise)
    return or_unknown(joined(given), unknown=unknown)


def _any(rows: Sequence[_Standing], otherwise: Bounds | None) -> Bounds:
    """Of rows that should agree: what all that surely count can give, and the unknown where any could disagree."""
    hits = [row for row in rows if row.can_hit]
    given = [row.value for row in hits]
    if not any(row.sure for row in hits):
        given.append(NEVER_KNOWN if otherwise is None else otherwise)
    counting = [value for row in rows if (row.sure or row.surely_maybe) and (value := only_value(row.value)) is not None]
    agreeing = [value for value in given if all(can_be(value, each) for each in counting)]
    return or_unknown(joined(agreeing), unknown=len(rows) > 1 or any(row.can_be_maybe for row in rows))


def _first(rows: Sequence[_Standing], otherwise: Bounds | None) -> Bounds:
    """Take rows in turn: all that can be hit, up to the first that surely is.

    A row that can be maybe stands in the way of all behind it that give anything else; surely so, when it surely is.
    """
    given: list[Bounds] = []
    doubtful: list[tuple[Value | None, bool]] = []
    unknown = False

    def take(value: Bounds) -> None:
        nonlocal unknown
        only = only_value(value)
        unknown = unknown or any(doubt is None or doubt != only for doubt, _ in doubtful)
        if all(doubt is None or can_be(value, doubt) for doubt, surely in doubtful if surely):
            given.append(value)

    for row in rows:
        if row.can_hit:
            take(row.value)
        if row.sure:
            break
        if row.can_be_maybe:
            doubtful.append((only_value(row.value), row.surely_maybe))
    else:
        take(NEVER_KNOWN if otherwise is None else otherwise)
    return or_unknown(joined(given), unknown=unknown)


def _by_priority(rows: Sequence[_Standing], otherwise: Bounds | None) -> Bounds:
    ranked = [(row.priority, row) for row in rows if row.priority is not None]
    if len(ranked) == len(rows):
        return _first([row for _, row in sorted(ranked, key=lambda entry: entry[0])], otherwise)
    given = [row.value for row in rows if row.can_hit]
    if not any(row.sure for row in rows):
        given.append(NEVER_KNOWN if otherwise is None else otherwise)
    return or_unknown(joined(given), unknown=any(row.can_be_maybe for row in rows))


def _gathered(table: Table, type_: Type, rows: Sequence[_Standing], otherwise: Bounds | None) -> Bounds:
    """Of all rows that are hit together; one that is maybe makes the whole unknown."""
    if any(row.surely_maybe for row in rows):
        return NEVER_KNOWN
    hits = [row for row in rows if row.can_hit]
    sure = [row for row in hits if row.sure]
    given: list[Bounds] = []
    if otherwise is not None and not sure:
        given.append(otherwise)
    if hits or otherwise is None:
        given.append(_together(table, type_, sure, hits))
    unknown = any(row.can_be_maybe for row in rows) or any(row.value.unknown for row in hits)
    return or_unknown(joined(given), unknown=unknown)


def _together(table: Table, type_: Type, sure: Sequence[_Standing], hits: Sequence[_Standing]) -> Bounds:
    if table.aggregation is None:
        return _set_of(sure, hits) if isinstance(type_, SetType) else Anything()
    if table.aggregation == "count":
        return Stretch(len(sure), len(hits))
    numbers = [(row.value, row.sure) for row in hits if isinstance(row.value, Stretch)]
    if len(numbers) != len(hits):
        return whatever(type_) if not any(isinstance(row.value, Among) for row in hits) else Anything()
    match table.aggregation:
        case "sum":
            low = sum(each.low if certain else min(each.low, 0) for each, certain in numbers)
            return Stretch(low, sum(each.high if certain else max(each.high, 0) for each, certain in numbers))
        case "min" | "max":
            return or_unknown(joined(each for each, _ in numbers), unknown=not sure)
        case _:
            assert_never(table.aggregation)


def _set_of(sure: Sequence[_Standing], hits: Sequence[_Standing]) -> Bounds:
    least = {label for row in sure if isinstance(label := only_value(row.value), str)}
    most: set[str] = set()
    for row in hits:
        if not isinstance(row.value, Among):
            return Anything()
        most.update(label for label in row.value.values if isinstance(label, str))
    return SetsBetween(frozenset(least), frozenset(most))
