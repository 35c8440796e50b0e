"""Walking over the core: what a node is directly made of, putting an input in the place of `?`, and changing nodes wherever they stand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeAlias, assert_never

from lawbook.model.core import DecisionValue, Expression, Interval, Row, Same, Table, Test, Variable, is_expression


@cache
def _parts(kind: type[Any]) -> tuple[str, ...]:
    """Name the fields of a kind of node that can hold expressions, bare or in tests."""
    return tuple(each.name for each in fields(kind) if each.compare and re.search("Expression|Interval", str(each.type)))


def children(expression: Expression) -> list[Expression]:
    """Give the expressions that *expression* is directly made of, in order of their fields."""
    found: list[Expression] = []
    for name in _parts(type(expression)):  # type: ignore[arg-type]  # mypy takes a class for unhashable where its instances are
        value = getattr(expression, name)
        if is_expression(value):
            found.append(value)
        elif value is not None:
            for part in value:
                if is_expression(part):
                    found.append(part)
                else:
                    found.extend(values_of_test(part))
    return found


def values_of_test(test: Test) -> list[Expression]:
    """Give the value, or the ends, that a test compares with."""
    match test:
        case Same(value=value):
            return [value]
        case Interval(low=low, high=high):
            return [end for end in (low, high) if end is not None]
        case _:
            assert_never(test)


def every_part(expression: Expression) -> Iterator[Expression]:
    """Give *expression* and all it is made of, each before its parts."""
    left = [expression]
    while left:
        part = left.pop()
        yield part
        if _parts(type(part)):  # type: ignore[arg-type]  # most parts are names and constants, made of nothing
            left.extend(reversed(children(part)))


def parts_of_body(body: Expression | Table) -> Iterator[Expression]:
    """Give every expression of the body of a decision; one that rows of a file share, once."""
    if not isinstance(body, Table):
        yield body
        return
    yield from body.inputs
    seen: set[int] = set()
    for row in (*body.rows, *([body.otherwise] if body.otherwise is not None else [])):
        for expression in parts_of_row(row):
            if id(expression) not in seen:
                seen.add(id(expression))
                yield expression


def parts_of_row(row: Row) -> Iterator[Expression]:
    """Give the cells that say something, the condition and the outputs of *row*."""
    yield from conditions_of_row(row)
    yield from row.outputs


def conditions_of_row(row: Row) -> Iterator[Expression]:
    """Give what *row* asks."""
    yield from (cell for cell in row.cells if cell is not None)
    if row.condition is not None:
        yield row.condition


def decisions_read(body: Expression | Table) -> Iterator[str]:
    """Name the decisions that the body of another looks at, as often as it does."""
    for expression in parts_of_body(body):
        yield from (part.name for part in every_part(expression) if isinstance(part, DecisionValue))


Change: TypeAlias = Callable[[Expression], Expression]


def with_input(cell: Expression, of: Expression) -> Expression:
    """Give the truth of a cell with its input *of* in the place of `?`."""

    def put(part: Expression) -> Expression:
        return of if isinstance(part, Variable) and part.name == "?" else _with_parts(part, put)

    return put(cell)


def rewritten(expression: Expression, change: Change) -> Expression:
    """Give *expression* with every node in it, the innermost first, as *change* gives it."""

    def rewrite(part: Expression) -> Expression:
        return change(_with_parts(part, rewrite))

    return rewrite(expression)


def _with_parts(expression: Expression, change: Change) -> Expression:
    """Give *expression* with what it is directly made of as *change* gives it."""
    changed: dict[str, Any] = {}
    for name in _parts(type(expression)):  # type: ignore[arg-type]
        value = getattr(expression, name)
        if isinstance(value, tuple):
            changed[name] = tuple(_changed(part, change) for part in value)
        elif is_expression(value):
            changed[name] = change(value)
    return replace(expression, **changed)


def _changed(part: object, change: Change) -> object:
    match part:
        case Interval() | Same():
            return _changed_test(part, change)
        case _ if is_expression(part):
            return change(part)
        case _:
            return part


def _changed_test(test: Test, change: Change) -> Test:
    match test:
        case Same(value=value):
            return Same(change(value))
        case Interval(low=low, high=high):
            return replace(test, low=None if low is None else change(low), high=None if high is None else change(high))
        case _:
            assert_never(test)
