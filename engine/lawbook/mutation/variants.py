"""The small changes of one expression: of the whole first, then of each of its parts, in the order in which they stand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.mutation.figures import changed_figure
from lawbook.mutation.places import parts
from lawbook.mutation.truths import changed_truth
from lawbook.mutation.written import Variant

Passing: TypeAlias = Callable[[Expression], bool]
"""Tells of a part whether its own changes are left out."""


def changed_here(node: Expression) -> Iterator[Variant]:
    """Give each small change of *node* itself, but not those of its parts."""
    yield from changed_truth(node)
    yield from changed_figure(node)


def nothing(_: Expression) -> bool:
    """Leave nothing out."""
    return False


def variants(expression: Expression, left_out: Passing = nothing) -> Iterator[Variant]:
    """Give each small change of *expression*."""
    if not left_out(expression):
        yield from changed_here(expression)
    for part, put in parts(expression):
        for inner in variants(part, left_out):
            turned = isinstance(expression, core.Not) and inner.operator == "comparison" and inner.before is part
            # The opposite of what a `not` turns round is the `not` removed: one change, made once.
            if not turned:
                yield replace(inner, whole=put(inner.whole))
