"""The parts of an expression, each with what the whole would be with another part in its place."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any

from lawbook.model.core import Expression, Interval, Same, is_expression

Putting = Callable[[Expression], Expression]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.compare)


def parts(expression: Expression) -> Iterator[tuple[Expression, Putting]]:
    """Give each expression that *expression* is directly made of, and the function that puts another in its place."""
    for name in _names(type(expression)):  # type: ignore[arg-type]  # mypy takes a class for unhashable where its instances are
        value = getattr(expression, name)
        if is_expression(value):
            yield value, _in_field(expression, name)
        elif isinstance(value, tuple):
            for place, item in enumerate(value):
                yield from _of_item(expression, name, value, place, item)


def _of_item(
    expression: Expression, name: str, items: tuple[object, ...], place: int, item: object
) -> Iterator[tuple[Expression, Putting]]:
    def put(new: object) -> Expression:
        return _with_item(expression, name, items, place, new)

    match item:
        case Interval(low=low, high=high):
            if low is not None:
                yield low, lambda end: put(replace(item, low=end))
            if high is not None:
                yield high, lambda end: put(replace(item, high=end))
        case Same(value=value):
            yield value, lambda other: put(Same(other))
        case _ if is_expression(item):
            yield item, put
        case _:
            return


def _in_field(expression: Expression, name: str) -> Putting:
    changed: dict[str, Any] = {}

    def put(new: Expression) -> Expression:
        changed[name] = new
        return replace(expression, **changed)

    return put


def _with_item(expression: Expression, name: str, items: tuple[object, ...], place: int, item: object) -> Expression:
    changed: dict[str, Any] = {name: (*items[:place], item, *items[place + 1 :])}
    return replace(expression, **changed)
