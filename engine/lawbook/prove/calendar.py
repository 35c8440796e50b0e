"""Months, parts of dates and working days in formulas over day numbers."""

from datetime import date
from itertools import pairwise
from typing import TypeAlias

import z3

from lawbook.model.core import DatePartName
from lawbook.model.working_days import WorkingDays
from lawbook.operators.calendar import FIRST_DAY, LAST_DAY
from lawbook.prove.arithmetic import fixed, stepped, whole
from lawbook.prove.symbols import FALSE, TRUE, NotExpressible, both

STEPS = 4_800
"""How many months a date may range over."""

Span: TypeAlias = tuple[int, int]
"""The first and the last day number that a date can have."""


def month_of(day: z3.ArithRef, span: Span) -> z3.ArithRef:
    """Give the month in which *day* is, months being counted from January of the year 0."""
    first, last = _months(span)
    return stepped(day, [(_start(month), whole(month)) for month in range(first + 1, last + 1)], whole(first))


def start_of(month: z3.ArithRef, span: Span) -> z3.ArithRef:
    """Give the day number on which a month begins, for the months of *span* and one more."""
    first, last = _months(span)
    return stepped(month, [(each, whole(_start(each))) for each in range(first + 1, last + 2)], whole(_start(first)))


def later(day: z3.ArithRef, months: z3.ArithRef, span: Span, result: Span) -> z3.ArithRef:
    """Give the same day of the month *months* later, or the last one there is; *span* is of *day*, *result* of what comes of it."""
    exact = fixed(months)
    if exact is not None:
        return _later(day, exact, span)
    month = month_of(day, span)
    begin = start_of(month + months, result)
    same, end = day - start_of(month, span) + begin, start_of(month + months + 1, result) - 1
    return z3.If(same > end, end, same)


def _later(day: z3.ArithRef, months: int, span: Span) -> z3.ArithRef:
    steps: list[tuple[int, z3.ArithRef]] = []
    first, last = _months(span)
    for month in range(first, last + 1):
        start, begin, end = _start(month), _start(month + months), _start(month + months + 1) - 1
        steps.append((start, day + (begin - start)))
        if end - begin < _start(month + 1) - 1 - start:
            steps.append((start + (end - begin) + 1, whole(end)))
    return stepped(day, steps[1:], steps[0][1])


def between(start: z3.ArithRef, end: z3.ArithRef, spans: tuple[Span, Span]) -> z3.ArithRef:
    """Give the full months from one day to another."""
    first, last = month_of(start, spans[0]), month_of(end, spans[1])
    on, until = start - start_of(first, spans[0]), end - start_of(last, spans[1])
    # The day of the month is reached, or the month of *end* has no such day and is over.
    over = end + 1 == start_of(last + 1, spans[1])
    return z3.If(z3.Or(on <= until, over), last - first, last - first - 1)


def part_of(day: z3.ArithRef, part: DatePartName, span: Span) -> z3.ArithRef:
    """Give a part of a date."""
    match part:
        case "weekday":
            return (day - 1) % 7 + 1
        case "year":
            return month_of(day, span) / 12
        case "month":
            return month_of(day, span) % 12 + 1
        case "day":
            return day - start_of(month_of(day, span), span) + 1


def _month(day: int) -> int:
    on = date.fromordinal(day)
    return on.year * 12 + on.month - 1


def _start(month: int) -> int:
    year, number = divmod(month, 12)
    if year < date.min.year:
        return FIRST_DAY
    return LAST_DAY + 1 if year > date.max.year else date(year, number + 1, 1).toordinal()


def _months(span: Span) -> tuple[int, int]:
    first, last = _month(span[0]), _month(span[1])
    if last - first > STEPS:
        raise NotExpressible("months of a date without bounds")
    return first, last


def covered(working: WorkingDays, day: z3.ArithRef) -> z3.BoolRef:
    """Say that the calendar has data for a day."""
    return z3.And(working.first <= day, day <= working.last)


def is_working(working: WorkingDays, day: z3.ArithRef) -> z3.BoolRef:
    """Say that a covered day is a working day."""
    return counted_to(working, day) != counted_to(working, day - 1)


def counted_to(working: WorkingDays, day: z3.ArithRef) -> z3.ArithRef:
    """Give how many working days there are up to and with *day*."""
    # Within a run of working days the count grows by one a day; between runs it stands still.
    runs: list[tuple[int, z3.ArithRef]] = []
    count = 0
    begin = previous = None
    for on in working.days:
        if previous is None or on != previous + 1:
            if previous is not None:
                runs.append((previous + 1, whole(count)))
            begin = on
            runs.append((on, day - begin + 1 + count))
        count += 1
        previous = on
    if previous is not None:
        runs.append((previous + 1, whole(count)))
    return stepped(day, runs, whole(0))


def later_working(working: WorkingDays, day: z3.ArithRef, many: int) -> tuple[z3.BoolRef, z3.ArithRef]:
    """Give whether the working day that is *many* after *day* is known, and which it is."""
    if many == 0:
        return covered(working, day), day
    days = working.days
    # From one working day up to the day before the next the same one comes *many* after (before it, below 0: from the day after one).
    steps: list[tuple[int, z3.ArithRef]] = []
    known: list[tuple[int, z3.BoolRef]] = []
    cuts = [working.first, *(on if many > 0 else on + 1 for on in days)]
    for place, (begin, after) in enumerate(pairwise([*cuts, working.last + 1])):
        if after <= begin:
            continue
        target = place - 1 + many if many > 0 else place + many
        inside = 0 <= target < len(days)
        steps.append((begin, whole(days[target] if inside else 0)))
        known.append((begin, TRUE if inside else FALSE))
    sure = [begin for begin, inside in known if z3.is_true(inside)]
    ends = [begin for begin, inside in known if z3.is_false(inside) and sure and begin > sure[0]]
    if not sure:
        return FALSE, whole(0)
    return both(covered(working, day), day >= sure[0], day < ends[0] if ends else TRUE), stepped(day, steps, whole(0))
