"""Counting the working days of a calendar; None is what cannot be said because a day to be looked at is beyond its data."""

from bisect import bisect_left, bisect_right

from lawbook.model.working_days import WorkingDays


def is_covered(working: WorkingDays, day: int) -> bool:
    """Tell whether the calendar has data for a day."""
    return working.first <= day <= working.last


def is_working_day(working: WorkingDays, day: int) -> bool | None:
    """Tell whether work is done on a day."""
    if not is_covered(working, day):
        return None
    place = bisect_left(working.days, day)
    return place < len(working.days) and working.days[place] == day


def add_working_days(working: WorkingDays, day: int, many: int) -> int | None:
    """Give the working day that is *many* after *day*, counted from the day after it; before it, where *many* is below 0.

    No working days after a day is that day, working day or not.
    """
    if not is_covered(working, day):
        return None
    if many == 0:
        return day
    before = bisect_left(working.days, day) if many < 0 else bisect_right(working.days, day) - 1
    place = before + many
    return working.days[place] if 0 <= place < len(working.days) else None


def working_days_between(working: WorkingDays, start: int, end: int) -> int | None:
    """Give how many working days there are from the day after *start* up to and with *end*; where *end* is before *start*, below 0."""
    if not (is_covered(working, start) and is_covered(working, end)):
        return None
    return bisect_right(working.days, end) - bisect_right(working.days, start)
