"""Months, parts of dates and working days in formulas over day numbers."""

from itertools import pairwise

import z3

from lawbook.model.core import DatePartName
from lawbook.model.working_days import WorkingDays
from lawbook.prove.arithmetic import stepped, whole
from lawbook.prove.symbols import FALSE, TRUE, NotExpressible, both

_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
STEPS = 4_000
"""How many stretches of days the formula of a calendar may have."""


def month_start(month: z3.ArithRef) -> z3.ArithRef:
    """Give the day number on which a month begins, months being counted from January of the year 0."""
    year, number = month / 12, month % 12
    past = year - 1
    days = 365 * past + past / 4 - past / 100 + past / 400
    leap = z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))
    before = stepped(number, [(place, whole(count)) for place, count in enumerate(_BEFORE_MONTH) if place], whole(0))
    return days + before + z3.If(z3.And(leap, number >= 2), 1, 0) + 1


class Months:
    """The months of dates: each date's is a number of its own, tied to it by what *side* says."""

    def __init__(self) -> None:
        self.side: list[z3.BoolRef] = []
        self._of: dict[int, tuple[z3.ArithRef, z3.ArithRef]] = {}

    def of(self, day: z3.ArithRef) -> z3.ArithRef:
        """Give the month in which *day* is."""
        known = self._of.get(day.get_id())
        if known is None:
            month = z3.Int(f"month!{len(self._of)}")
            self.side.append(z3.And(month_start(month) <= day, day < month_start(month + 1)))
            known = self._of[day.get_id()] = (month, day)
        return known[0]

    def later(self, day: z3.ArithRef, months: z3.ArithRef) -> z3.ArithRef:
        """Give the same day of the month *months* later, or the last one there is."""
        month = self.of(day)
        start, end = month_start(month + months), month_start(month + months + 1) - 1
        same = day - month_start(month) + start
        return z3.If(same > end, end, same)

    def between(self, start: z3.ArithRef, end: z3.ArithRef) -> z3.ArithRef:
        """Give the full months from one day to another."""
        months = self.of(end) - self.of(start)
        return z3.If(self.later(start, months) <= end, months, months - 1)

    def part(self, day: z3.ArithRef, part: DatePartName) -> z3.ArithRef:
        """Give a part of a date."""
        match part:
            case "weekday":
                return (day - 1) % 7 + 1
            case "year":
                return self.of(day) / 12
            case "month":
                return self.of(day) % 12 + 1
            case "day":
                return day - month_start(self.of(day)) + 1


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
    if len(runs) > STEPS:
        raise NotExpressible("a calendar with very many stretches")
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
