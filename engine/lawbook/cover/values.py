"""Which values an expression can come to at all, where they are few enough to be listed; None where they are not.

What stands in one policy is looked at: the outputs of rows, sums of points. Values are taken to be independent of one another, so some
of those listed may be impossible, and none that is possible is left out.
"""

from collections.abc import Callable, Mapping
from itertools import product
from typing import TypeAlias

from lawbook.model import core
from lawbook.model.core import Expression, Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.types import BooleanType, OneOfType
from lawbook.model.values import Known

Values: TypeAlias = frozenset[Known] | None
MOST = 20_000
"""How many values, or pairs of them, are listed at most."""


class PossibleValues:
    """The values of the decisions of one policy, each worked out once."""

    def __init__(self, policy: Policy) -> None:
        self._decisions: Mapping[str, Decision] = {decision.name: decision for decision in policy.decisions}
        self._known: dict[str, Values] = {}

    def of_decision(self, name: str) -> Values:
        """Give the values that the decision *name* can be known to have."""
        if name not in self._known:
            body = self._decisions[name].body
            self._known[name] = self._of_table(body) if isinstance(body, Table) else self.of(body)
        return self._known[name]

    def of(self, expression: Expression) -> Values:  # noqa: C901 - one match over those nodes whose values can be listed
        """Give the values that *expression* can be known to have."""
        match expression:
            case core.Constant(value=value):
                return frozenset([value])
            case core.DecisionValue(name=name) if name in self._decisions:
                return self.of_decision(name)
            case core.If(then=then, otherwise=otherwise):
                return _either([self.of(then), self.of(otherwise)])
            case core.Add(left=left, right=right):
                return _paired(self.of(left), self.of(right), lambda one, other: one + other)
            case core.Subtract(left=left, right=right):
                return _paired(self.of(left), self.of(right), lambda one, other: one - other)
            case core.Least(items=items):
                return self._folded(items, min)
            case core.Greatest(items=items):
                return self._folded(items, max)
            case core.Negate(of=of):
                return _each(self.of(of), lambda number: -number)
            case core.Rescale(of=of, by=by):
                return _each(self.of(of), lambda number: number * 10**by)
            case core.Position(of=of, labels=labels):
                values = self.of(of)
                return None if values is None else frozenset(labels.index(label) for label in values if isinstance(label, str))
            case _:
                return _of_type(expression)

    def _folded(self, items: tuple[Expression, ...], pick: Callable[[int, int], int]) -> Values:
        found = self.of(items[0])
        for item in items[1:]:
            found = _paired(found, self.of(item), pick)
        return found

    def _of_table(self, table: Table) -> Values:
        if table.hit in {"rule order", "output order", "collect"}:
            return None
        rows = table.rows if table.otherwise is None else (*table.rows, table.otherwise)
        if any(len(row.outputs) != 1 for row in rows):
            return None
        return _either([self.of(row.outputs[0]) for row in rows])


def _of_type(expression: Expression) -> Values:
    match expression.type:
        case BooleanType():
            return frozenset([True, False])
        case OneOfType(labels=labels):
            return frozenset(labels)
        case _:
            return None


def _either(found: list[Values]) -> Values:
    every: set[Known] = set()
    for values in found:
        if values is None or len(every) > MOST:
            return None
        every |= values
    return frozenset(every)


def _each(values: Values, change: Callable[[int], int]) -> Values:
    return None if values is None else frozenset(change(number) for number in _integers(values))


def _paired(left: Values, right: Values, join: Callable[[int, int], int]) -> Values:
    if left is None or right is None or len(left) * len(right) > MOST:
        return None
    return frozenset(join(one, other) for one, other in product(_integers(left), _integers(right)))


def _integers(values: frozenset[Known]) -> list[int]:
    return [value for value in values if isinstance(value, int)]
