"""Working days in generated Python: a dictionary by day where the answer depends on the day alone, and a count otherwise."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import assert_never

from lawbook.compile.terms import Scope, Term, strict
from lawbook.model import core
from lawbook.model.values import Known, Unknown, Value
from lawbook.model.working_days import WorkingDays
from lawbook.operators.working_days import add_working_days, is_working_day

Counting = core.IsWorkingDay | core.AddWorkingDays | core.WorkingDaysBetween


def counted(expression: Counting, operands: Sequence[Term], scope: Scope) -> Term:
    """Give what is asked of a calendar; it is unknown also on a day beyond the calendar's data."""
    none = scope.source.constant(Unknown((expression.cause,)))
    working = expression.working
    match expression:
        case core.IsWorkingDay():
            return _looked_up(_working(working), operands[0], none, scope)
        case core.AddWorkingDays(many=many):
            fixed = scope.constants.fold(many)
            if isinstance(fixed, int):
                return _looked_up(_reached(working, fixed), operands[0], none, scope)
            kept = scope.source.constant(working)
            return strict(operands, scope, lambda texts: f"ADD_WORKING_DAYS({kept}, {', '.join(texts)}, {none})", nullable=True)
        case core.WorkingDaysBetween():
            counts = scope.source.constant(_counts(working))
            return strict(operands, scope, lambda texts: f"WORKING_DAYS_BETWEEN({counts}, {', '.join(texts)}, {none})", nullable=True)
        case _:
            assert_never(expression)


def _days(working: WorkingDays) -> range:
    return range(working.first, working.last + 1)


def _looked_up(answers: Mapping[int, Known], date: Term, none: str, scope: Scope) -> Term:
    known = scope.source.constant(answers)
    return strict([date], scope, lambda texts: f"{known}.get({texts[0]}, {none})", nullable=True)


# The same tables are asked for again and again: by several decisions, and for every span of days a policy is compiled for.


@lru_cache(maxsize=16)
def _working(working: WorkingDays) -> dict[int, bool]:
    return {day: is_working_day(working, day) is True for day in _days(working)}


@lru_cache(maxsize=64)
def _reached(working: WorkingDays, many: int) -> dict[int, int]:
    reached = ((day, add_working_days(working, day, many)) for day in _days(working))
    return {day: then for day, then in reached if then is not None}


@lru_cache(maxsize=16)
def _counts(working: WorkingDays) -> dict[int, int]:
    """Give how many working days there are up to and with each day."""
    counts: dict[int, int] = {}
    many = 0
    for day in _days(working):
        many += is_working_day(working, day) is True
        counts[day] = many
    return counts


def added(working: WorkingDays, day: int, many: int, none: Unknown) -> Value:
    """Give the day that is so many working days later, for generated code."""
    reached = add_working_days(working, day, many)
    return none if reached is None else reached


def between(counts: Mapping[int, int], start: int, end: int, none: Unknown) -> Value:
    """Give the working days between two days, for generated code."""
    before, after = counts.get(start), counts.get(end)
    return none if before is None or after is None else after - before
