"""Which parts of a policy say the same thing, so that each is worked out once."""

from collections.abc import Iterable
from dataclasses import fields

from lawbook.model.core import Aggregate, AsOf, Constant, DecisionValue, Expression, FactValue, Interval, Quantified, Same, Variable
from lawbook.model.walking import children

NOTHING: frozenset[str] = frozenset()


class Sharing:
    """Numbers expressions so that two have the same number when they say the same, and counts where each stands."""

    __slots__ = ("_free", "_kept", "_numbers", "_of", "_uses")

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._of: dict[int, int] = {}
        # What has been numbered stays alive, so that no other object takes over its identity.
        self._kept: list[Expression] = []
        self._uses: dict[int, int] = {}
        self._free: dict[int, frozenset[str]] = {}

    def number(self, expression: Expression) -> int:
        """Give the number of everything that says what *expression* says."""
        known = self._of.get(id(expression))
        if known is not None:
            return known
        said = (type(expression), *(self._said(getattr(expression, each.name)) for each in fields(expression) if each.compare))
        number = self._of[id(expression)] = self._numbers.setdefault(said, len(self._numbers))
        self._kept.append(expression)
        if number not in self._free:
            self._free[number] = self._unbound(expression)
        return number

    def _said(self, value: object) -> object:
        match value:
            case Interval():
                return (value.low_closed, value.high_closed, self._said(value.low), self._said(value.high))
            case Same():
                return (self._said(value.value),)
            case _ if isinstance(value, Expression):
                return self.number(value)
            case tuple():
                return tuple(self._said(part) for part in value)
            case _:
                # 1 and True are equal in Python, and not the same in a policy.
                return (type(value), value)

    def _unbound(self, expression: Expression) -> frozenset[str]:
        match expression:
            case Variable(name=name):
                return frozenset({name})
            case Aggregate() | Quantified():
                inner = [part for part in children(expression) if part is not expression.of]
                return self._union(inner) - {expression.variable} | self.unbound(expression.of)
            case _:
                return self._union(children(expression))

    def _union(self, expressions: Iterable[Expression]) -> frozenset[str]:
        return NOTHING.union(*(self.unbound(part) for part in expressions))

    def unbound(self, expression: Expression) -> frozenset[str]:
        """Give the variables that *expression* refers to and does not bind itself."""
        return self._free[self.number(expression)]

    def count(self, expression: Expression) -> None:
        """Count a place where *expression* stands."""
        number = self.number(expression)
        uses = self._uses[number] = self._uses.get(number, 0) + 1
        if uses == 1:
            for part in children(expression):
                self.count(part)

    def shared(self, expression: Expression) -> int | None:
        """Give the number of *expression* when it stands in several places and is worth a name; None otherwise."""
        if isinstance(expression, Constant | FactValue | DecisionValue | AsOf | Variable):
            return None
        number = self.number(expression)
        return number if self._uses.get(number, 0) > 1 and not self._free[number] else None
