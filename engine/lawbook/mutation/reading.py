"""What a decision looks at: the expressions of its body, and the decisions, facts and parameters in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from lawbook.model.core import AsOf, DecisionValue, Expression, FactValue, ParameterAt
from lawbook.model.policy import Policy
from lawbook.model.walking import every_part, parts_of_body


@dataclass(frozen=True, slots=True)
class Reads:
    """The names of the facts, decisions and parameters that something looks at directly; *day*: it may look at the day, too."""

    facts: frozenset[str]
    decisions: frozenset[str]
    parameters: frozenset[str]
    day: bool
    facts_in_order: tuple[str, ...]
    decisions_in_order: tuple[str, ...]


def reads_of(expressions: Iterable[Expression]) -> Reads:
    """Collect what *expressions* look at."""
    facts: set[str] = set()
    decisions: set[str] = set()
    parameters: set[str] = set()
    day = False
    for expression in expressions:
        for part in every_part(expression):
            match part:
                case FactValue(name=name):
                    facts.add(name)
                case DecisionValue(name=name):
                    decisions.add(name)
                case ParameterAt(name=name):
                    parameters.add(name)
                case AsOf():
                    day = True
                case _:
                    continue
    return Reads(frozenset(facts), frozenset(decisions), frozenset(parameters), day, tuple(sorted(facts)), tuple(sorted(decisions)))


def uses_of_parameters(policy: Policy) -> dict[str, list[ParameterAt]]:
    """Give every place where the decisions of *policy*, or the reasons of its scorecards, look at a parameter, by its name."""
    found: dict[str, list[ParameterAt]] = {}
    expressions = [part for decision in policy.decisions for part in parts_of_body(decision.body)]
    for expression in (*expressions, *(score.when for score in policy.score_reasons)):
        for part in every_part(expression):
            if isinstance(part, ParameterAt):
                found.setdefault(part.name, []).append(part)
    return found
