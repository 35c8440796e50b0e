"""At which values of a fact something changes: the cut points of all conditions that compare it with what stands still."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lawbook.bounds.policies import Ground
from lawbook.evaluate.expressions import evaluate
from lawbook.model import core
from lawbook.model.core import Constant, Expression, Table, Variable
from lawbook.model.policy import Fact
from lawbook.model.reading import names_in
from lawbook.model.types import BooleanType
from lawbook.model.values import Unknown
from lawbook.model.walking import children, every_part, rewritten, with_input
from lawbook.regions.cells import INPUT, intervals_over
from lawbook.regions.dimensions import Dimension, dimension_of


@dataclass(frozen=True, slots=True)
class Cuts:
    """The first values behind each place at which something changes. *complete*: between two of them nothing changes at all.

    Of a set, *labels* are those that make a difference; None where all may.
    """

    starts: tuple[int, ...]
    complete: bool
    labels: frozenset[str] | None = None

    def between(self, low: int, high: int) -> int | None:
        """Give the middle one of the starts above *low*, up to *high*; None when there is none."""
        first, last = bisect_right(self.starts, low), bisect_right(self.starts, high)
        return self.starts[(first + last) // 2] if first < last else None

    def count(self, low: int, high: int) -> int:
        """Count the stretches that lie at least in part from *low* to *high*."""
        return bisect_right(self.starts, high) - bisect_left(self.starts, low + 1) + 1


def cuts_of(ground: Ground, fact: Fact, decisions: Iterable[str]) -> Cuts:
    """Find where something changes along *fact* in the *decisions* that look at it."""
    declared = {decision.name: decision for decision in ground.policy.decisions}
    parts = [part for name in decisions for part in _conditions(declared[name].body, fact.name)]
    dimension = dimension_of(fact.type)
    if dimension is None:
        labels: set[str] = set()
        told = all([_asked_for(part, fact.name, labels) for part in parts])  # noqa: C419 - every part is looked at
        return Cuts((), complete=told, labels=frozenset(labels) if told else None)
    seeking = _Seeking(ground, fact.name, dimension)
    complete = all([seeking.is_read(part) for part in parts])  # noqa: C419 - every part is looked at
    return Cuts(tuple(sorted(start + dimension.base for start in seeking.starts)), complete)


def _conditions(body: Expression | Table, name: str) -> Iterator[Expression]:
    """Give what a decision is made of, the cells of a table with their inputs."""
    if not isinstance(body, Table):
        yield body
        return
    for row in (*body.rows, *([] if body.otherwise is None else [body.otherwise])):
        for cell, of in zip(row.cells, body.inputs, strict=False):
            if cell is not None and (name in names_in(of) or name in names_in(cell)):
                yield with_input(cell, of)
        if row.condition is not None:
            yield row.condition
        yield from row.outputs


def _asked_for(expression: Expression, name: str, labels: set[str]) -> bool:
    """Collect the *labels* that are asked for in the set *name*; tell whether nothing else is done with it."""
    if isinstance(expression, core.FactValue):
        return expression.name != name
    if isinstance(expression, core.Contains) and isinstance(expression.of, core.FactValue):
        if expression.of.name == name:
            labels.add(expression.label)
        return True
    return all([_asked_for(part, name, labels) for part in children(expression)])  # noqa: C419 - every part is looked at


class _Seeking:
    def __init__(self, ground: Ground, name: str, dimension: Dimension) -> None:
        self._setting = ground.setting
        self._name = name
        self._dimension = dimension
        self.starts: set[int] = set()

    def is_read(self, expression: Expression) -> bool:
        """Add the places at which *expression* changes; tell whether those are all."""
        names = set(names_in(expression))
        if self._name not in names:
            return True
        if names == {self._name} and isinstance(expression.type, BooleanType) and self._cut(expression):
            return True
        if isinstance(expression, core.FactValue):
            return False
        return all([self.is_read(part) for part in children(expression)])  # noqa: C419 - every part is looked at

    def _cut(self, condition: Expression) -> bool:
        if isinstance(condition, core.IsKnown):
            return True
        found = intervals_over(rewritten(condition, self._over_input), self._dimension)
        if found is None:
            return False
        self.starts |= {start for low, high in found for start in (low, high + 1) if 0 < start < self._dimension.size}
        return True

    def _over_input(self, part: Expression) -> Expression:
        """Put `?` in the place of the fact, and in the place of a parameter that stands still its value."""
        if isinstance(part, core.FactValue) and part.name == self._name:
            return Variable(INPUT, where=part.where, type=part.type)
        if isinstance(part, core.ParameterAt) and not any(isinstance(each, Variable) for each in every_part(part)):
            value = evaluate(part, self._setting)
            return part if isinstance(value, Unknown) else Constant(value, where=part.where, type=part.type)
        return part
