"""Walking over the core: what a node is directly made of, and putting an input in the place of `?`."""

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any, assert_never

from lawbook.model.core import Expression, Interval, Same, Test, Variable


@cache
def _parts(kind: type[Any]) -> tuple[str, ...]:
    """Name the fields of a kind of node that can hold expressions: all but its place and its type."""
    return tuple(each.name for each in fields(kind) if each.compare)


def children(expression: Expression) -> Iterator[Expression]:
    """Give the expressions that *expression* is directly made of, in order of their fields."""
    for name in _parts(type(expression)):  # type: ignore[arg-type]  # mypy takes a class for unhashable where its instances are
        value = getattr(expression, name)
        for part in value if isinstance(value, tuple) else (value,):
            match part:
                case Interval(low=low, high=high):
                    yield from (end for end in (low, high) if end is not None)
                case Same(value=wanted):
                    yield wanted
                case _ if isinstance(part, Expression):
                    yield part
                case _:
                    continue


def every_part(expression: Expression) -> Iterator[Expression]:
    """Give *expression* and all it is made of, each before its parts."""
    yield expression
    for part in children(expression):
        yield from every_part(part)


def with_input(cell: Expression, of: Expression) -> Expression:
    """Give the truth of a cell with its input *of* in the place of `?`."""
    if isinstance(cell, Variable) and cell.name == "?":
        return of
    changed: dict[str, Any] = {}
    for name in _parts(type(cell)):  # type: ignore[arg-type]
        value = getattr(cell, name)
        if isinstance(value, tuple):
            changed[name] = tuple(_with_input(part, of) for part in value)
        elif isinstance(value, Expression):
            changed[name] = with_input(value, of)
    return replace(cell, **changed)


def _with_input(part: object, of: Expression) -> object:
    match part:
        case Interval() | Same():
            return _test_with_input(part, of)
        case _ if isinstance(part, Expression):
            return with_input(part, of)
        case _:
            return part


def _test_with_input(test: Test, of: Expression) -> Test:
    match test:
        case Same(value=value):
            return Same(with_input(value, of))
        case Interval(low=low, high=high):
            return replace(test, low=None if low is None else with_input(low, of), high=None if high is None else with_input(high, of))
        case _:
            assert_never(test)
