"""The small changes of one expression: of the whole first, then of each of its parts, in the order in which they stand."""

from collections.abc import Iterator
from dataclasses import replace

from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.mutation.figures import changed_figure
from lawbook.mutation.places import parts
from lawbook.mutation.truths import changed_truth
from lawbook.mutation.written import Variant


def variants(expression: Expression) -> Iterator[Variant]:
    """Give each small change of *expression*."""
    yield from changed_truth(expression)
    yield from changed_figure(expression)
    for part, put in parts(expression):
        for inner in variants(part):
            turned = isinstance(expression, core.Not) and inner.operator == "comparison" and inner.before is part
            # The opposite of what a `not` turns round is the `not` removed: one change, made once.
            if not turned:
                yield replace(inner, whole=put(inner.whole))
