"""Which parts of a policy say the same thing, so that each is worked out once."""

from collections.abc import Iterable
from dataclasses import fields

from lawbook.model.core import (
    Aggregate,
    AsOf,
    Constant,
    DecisionValue,
    Expression,
    FactValue,
    Interval,
    Quantified,
    Ranked,
    Same,
    Variable,
    is_expression,
)
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
        waiting = [expression]
        # Parts are numbered before the whole, without recursion: expressions may nest deep.
        while waiting:
            whole = waiting[-1]
            parts = [] if id(whole) in self._of else [part for part in children(whole) if id(part) not in self._of]
            if not parts and id(waiting.pop()) not in self._of:
                self._kept.append(whole)
                number = self._of[id(whole)] = self._numbers.setdefault(self._said(whole), len(self._numbers))
                if number not in self._free:
                    self._free[number] = self._unbound(whole)
            waiting.extend(parts)
        return self._of[id(expression)]

    def _said(self, whole: Expression) -> object:
        return (type(whole), *(self._part(getattr(whole, each.name)) for each in fields(whole) if each.compare))

    def _part(self, value: object) -> object:
        match value:
            case Interval():
                return (value.low_closed, value.high_closed, self._part(value.low), self._part(value.high))
            case Same():
                return (self._part(value.value),)
            case _ if is_expression(value):
                return self._of[id(value)]
            case tuple():
                return tuple(self._part(part) for part in value)
            case _:
                # 1 and True are equal in Python, and not the same in a policy.
                return (type(value), value)

    def _unbound(self, expression: Expression) -> frozenset[str]:
        match expression:
            case Variable(name=name):
                return frozenset({name})
            case Aggregate() | Quantified() | Ranked():
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
        waiting = [expression]
        while waiting:
            whole = waiting.pop()
            number = self.number(whole)
            uses = self._uses[number] = self._uses.get(number, 0) + 1
            if uses == 1:
                waiting.extend(children(whole))

    def shared(self, expression: Expression) -> int | None:
        """Give the number of *expression* when it stands in several places and is worth a name; None otherwise."""
        if isinstance(expression, Constant | FactValue | DecisionValue | AsOf | Variable):
            return None
        number = self.number(expression)
        return number if self._uses.get(number, 0) > 1 and not self._free[number] else None
