"""What each decision of a policy looks at in the end, through other decisions too."""

from collections.abc import Iterable

from lawbook.model.core import DecisionValue, Expression, FactValue
from lawbook.model.policy import Policy
from lawbook.model.walking import every_part, parts_of_body


class Reading:
    """The facts that the decisions of a policy look at: what a question does not look at need not be put to the solver."""

    def __init__(self, policy: Policy) -> None:
        self._facts: dict[str, frozenset[str]] = {}
        # INVARIANT: decisions stand in an order in which each needs only those before it.
        for declared in policy.decisions:
            self._facts[declared.name] = self.of_expressions(parts_of_body(declared.body))

    def of(self, decision: str) -> frozenset[str]:
        """Give the facts that *decision* looks at."""
        return self._facts[decision]

    def of_expressions(self, expressions: Iterable[Expression]) -> frozenset[str]:
        """Give the facts that *expressions* look at."""
        found: set[str] = set()
        for expression in expressions:
            for part in every_part(expression):
                if isinstance(part, FactValue):
                    found.add(part.name)
                elif isinstance(part, DecisionValue):
                    found |= self._facts[part.name]
        return frozenset(found)

    def touched(self, fact: str) -> frozenset[str]:
        """Give the decisions that look at *fact*."""
        return frozenset(name for name, facts in self._facts.items() if fact in facts)
