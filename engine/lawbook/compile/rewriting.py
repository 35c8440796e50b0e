"""Expressions with some of their parts put in the place of others."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeAlias

from lawbook.model.core import Expression, Interval, Same, is_expression

Change: TypeAlias = Callable[[Expression], Expression | None]
"""Gives what to put in the place of an expression, or None where only its parts may change."""


def rewritten(expression: Expression, change: Change) -> Expression:
    """Give *expression* with what *change* makes of it, or else of its parts."""
    changed = change(expression)
    if changed is not None:
        return changed
    parts: dict[str, Any] = {}
    for each in fields(expression):
        part = getattr(expression, each.name)
        parts[each.name] = tuple(_part(one, change) for one in part) if isinstance(part, tuple) else _part(part, change)
    return replace(expression, **parts)


def _part(part: object, change: Change) -> object:
    match part:
        case Interval(low=low, high=high):
            ends = [None if end is None else rewritten(end, change) for end in (low, high)]
            return replace(part, low=ends[0], high=ends[1])
        case Same(value=value):
            return Same(rewritten(value, change))
        case _ if is_expression(part):
            return rewritten(part, change)
        case _:
            return part
