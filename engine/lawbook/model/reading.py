"""What expressions look at: facts, decisions, parameters, calendars and the day; and what the decisions of a policy rest on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lawbook.model.core import AddWorkingDays, AsOf, DecisionValue, Expression, FactValue, IsWorkingDay, ParameterAt, WorkingDaysBetween
from lawbook.model.policy import Always, Decision, Implies, Invariant, Policy, ScoreReasons
from lawbook.model.walking import every_part, parts_of_body


@dataclass(frozen=True)
class Reads:
    """The names of what something looks at directly; *day*: whether it looks at the day it is decided for, too."""

    facts: frozenset[str]
    decisions: frozenset[str]
    parameters: frozenset[str]
    calendars: frozenset[str]
    day: bool

    @property
    def names(self) -> frozenset[str]:
        """The facts and the decisions."""
        return self.facts | self.decisions

    @cached_property
    def facts_in_order(self) -> tuple[str, ...]:
        """The facts, always in the same order."""
        return tuple(sorted(self.facts))

    @cached_property
    def decisions_in_order(self) -> tuple[str, ...]:
        """The decisions, always in the same order."""
        return tuple(sorted(self.decisions))


def names_in(expression: Expression) -> Iterator[str]:
    """Name the facts and the decisions that *expression* looks at, as often as it does."""
    for part in every_part(expression):
        if isinstance(part, FactValue | DecisionValue):
            yield part.name


def reads_of(expressions: Iterable[Expression]) -> Reads:
    """Collect what *expressions* look at."""
    facts: set[str] = set()
    decisions: set[str] = set()
    parameters: set[str] = set()
    calendars: set[str] = set()
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
                case IsWorkingDay(working=working) | AddWorkingDays(working=working) | WorkingDaysBetween(working=working):
                    calendars.add(working.calendar)
                case AsOf():
                    day = True
                case _:
                    continue
    return Reads(frozenset(facts), frozenset(decisions), frozenset(parameters), frozenset(calendars), day)


@dataclass(frozen=True, slots=True)
class Readings:
    """What each decision of a policy looks at directly."""

    of: Mapping[str, Reads]

    def behind(self, names: Iterable[str]) -> frozenset[str]:
        """Give every fact and decision on which *names* rest, themselves included."""
        found = set(names)
        waiting = list(found)
        while waiting:
            reads = self.of.get(waiting.pop())
            new = frozenset[str]() if reads is None else reads.names - found
            found |= new
            waiting.extend(new)
        return frozenset(found)


def readings_of(policy: Policy) -> Readings:
    """Look through all decisions of *policy*."""
    return Readings({decision.name: reads_of(parts_of_body(decision.body)) for decision in policy.decisions})


def expressions_of(decisions: Iterable[Decision], reasons: Iterable[ScoreReasons], invariants: Iterable[Invariant]) -> Iterator[Expression]:
    """Give every expression of the parts of a policy; of a promise that compares, none: it only names."""
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
