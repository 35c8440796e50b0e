"""Days, months and years of the Gregorian calendar, over day numbers (`datetime.date.toordinal`)."""

from calendar import monthrange
from datetime import date
from typing import assert_never

from lawbook.model.core import DatePartName

FIRST_DAY = date.min.toordinal()
LAST_DAY = date.max.toordinal()


def add_months(day: int, months: int) -> int:
    """Give the same day of the month *months* later, or the last day of that month where it has no such day.

    31 January and one month are 28 (or 29) February. Beyond the years 1 to 9999 the first or last day there is stands in; checked
    policies never come near.
    """
    start = date.fromordinal(day)
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    if year < date.min.year:
        return FIRST_DAY
    if year > date.max.year:
        return LAST_DAY
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


def months_between(start: int, end: int) -> int:
    """Give the full months from *start* to *end*: the greatest n with `add_months(start, n)` not after *end*.

    It follows from the clamping of `add_months` that somebody born on 29 February completes a year of age on 28 February of a
    common year.
    """
    first, last = date.fromordinal(start), date.fromordinal(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if add_months(start, months) <= end else months - 1


def date_part(day: int, part: DatePartName) -> int:
    """Give the year, month (1 to 12), day of the month (1 to 31), or day of the week (Monday 1 to Sunday 7)."""
    on = date.fromordinal(day)
    match part:
        case "year":
            return on.year
        case "month":
            return on.month
        case "day":
            return on.day
        case "weekday":
            return on.isoweekday()
        case _:
            assert_never(part)


def during(time: int, start: int, end: int) -> bool:
    """Tell whether a time of day is in [start, end), which goes past midnight when *start* is after *end*.

    No time is during an interval whose ends are equal.
    """
    if start <= end:
        return start <= time < end
    return time >= start or time < end
