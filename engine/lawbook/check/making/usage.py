"""What the decisions of a policy use of the vocabulary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lawbook.model.core import AddWorkingDays, Expression, FactValue, IsWorkingDay, ParameterAt, WorkingDaysBetween
from lawbook.model.policy import Always, Decision, Implies, Invariant, ScoreReasons
from lawbook.model.walking import every_part, parts_of_body


@dataclass(frozen=True, slots=True)
class Usage:
    """The facts, the parameters and the calendars that are looked at."""

    facts: frozenset[str]
    parameters: frozenset[str]
    calendars: frozenset[str]


def usage_of(expressions: Iterable[Expression]) -> Usage:
    """Collect what *expressions* look at."""
    facts: set[str] = set()
    parameters: set[str] = set()
    calendars: set[str] = set()
    for expression in expressions:
        for part in every_part(expression):
            if isinstance(part, FactValue):
                facts.add(part.name)
            elif isinstance(part, ParameterAt):
                parameters.add(part.name)
            elif isinstance(part, IsWorkingDay | AddWorkingDays | WorkingDaysBetween):
                calendars.add(part.working.calendar)
    return Usage(frozenset(facts), frozenset(parameters), frozenset(calendars))


def of_policy(decisions: Iterable[Decision], reasons: Iterable[ScoreReasons], invariants: Iterable[Invariant]) -> Iterator[Expression]:
    """Give every expression of a policy."""
    for decision in decisions:
        yield from parts_of_body(decision.body)
    for each in reasons:
        yield each.when
    for invariant in invariants:
        match invariant:
            case Always(holds=holds):
                yield holds
            case Implies(when=when, then=then):
                yield from (when, then)
            case _:
                continue
