"""Functions of a date and a calendar: whether it is a working day, which one is so many later, how many lie between."""

import datetime as dt

from lawbook.check.typing import arithmetic
from lawbook.check.typing.comparisons import BOOLEAN
from lawbook.check.typing.dates import date_bounds
from lawbook.check.typing.durations import drawn_as
from lawbook.check.typing.intervals import Bounds
from lawbook.check.typing.meeting import drawn_whole
from lawbook.check.typing.reading import Found, Reading
from lawbook.check.typing.units import INTEGER, is_whole
from lawbook.check.words.shapes import one_of
from lawbook.check.words.told import told, told_type
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.limits import WORKING_DAYS
from lawbook.model.policy import Calendar
from lawbook.model.types import DateType
from lawbook.model.values import Cause
from lawbook.model.working_days import WorkingDays
from lawbook.operators.working_days import add_working_days, is_covered, working_days_between
from lawbook.problems.nearest import did_you_mean
from lawbook.read.syntax import Call, Name, Syntax


def draw_is_working_day(syntax: Call, reading: Reading) -> Found | None:
    """Read `is working day(date, calendar)`."""
    date = drawn_as(syntax.arguments[0], DateType, syntax, reading)
    calendar = _calendar(syntax, reading)
    if date is None or calendar is None or not _can_be_known(syntax, (date,), calendar, reading):
        return None
    node = core.IsWorkingDay(date, calendar.working, _cause(calendar), where=reading.place(syntax.at), type=BOOLEAN)
    return Found(node)


def draw_working_days_between(syntax: Call, reading: Reading) -> Found | None:
    """Read `working days between(start, end, calendar)`."""
    dates = [drawn_as(argument, DateType, syntax, reading) for argument in syntax.arguments[:2]]
    calendar = _calendar(syntax, reading)
    start, end = dates
    if start is None or end is None or calendar is None or not _can_be_known(syntax, (start, end), calendar, reading):
        return None
    (earliest, latest), (soonest, last) = (_covered(date, calendar.working) for date in (start, end))
    within = (working_days_between(calendar.working, latest, soonest) or 0, working_days_between(calendar.working, earliest, last) or 0)
    type_ = arithmetic.typed(INTEGER, 0, within)
    return Found(core.WorkingDaysBetween(start, end, calendar.working, _cause(calendar), where=reading.place(syntax.at), type=type_))


def draw_add_working_days(syntax: Call, reading: Reading) -> Found | None:
    """Read `add working days(date, n, calendar)`."""
    date = drawn_as(syntax.arguments[0], DateType, syntax, reading)
    many = _count(syntax.arguments[1], syntax, reading)
    calendar = _calendar(syntax, reading)
    if date is None or many is None or calendar is None or not _can_be_known(syntax, (date,), calendar, reading):
        return None
    working = calendar.working
    (first, last), (fewest, most) = _covered(date, working), arithmetic.bounds(many)
    low, high = add_working_days(working, first, fewest), add_working_days(working, last, most)
    type_ = DateType(working.first if low is None else low, working.last if high is None else high)
    return Found(core.AddWorkingDays(date, many, working, _cause(calendar), where=reading.place(syntax.at), type=type_))


def is_always_covered(date: Expression, working: WorkingDays) -> bool:
    """Tell whether the calendar has data for every day that *date* can be."""
    return all(is_covered(working, end) for end in date_bounds(date))


def always_reaches(expression: core.AddWorkingDays) -> bool:
    """Tell whether the calendar has data for every day that *expression* looks at."""
    first, last = date_bounds(expression.date)
    fewest, most = arithmetic.bounds(expression.many)
    ends = add_working_days(expression.working, first, fewest), add_working_days(expression.working, last, most)
    return is_always_covered(expression.date, expression.working) and None not in ends


def _cause(calendar: Calendar) -> Cause:
    return Cause(calendar.order, "beyond-calendar", calendar.name)


def _covered(date: Expression, working: WorkingDays) -> Bounds:
    """Give the interval of a date as far as the calendar has data for it."""
    low, high = date_bounds(date)
    return max(low, working.first), min(high, working.last)


def _calendar(syntax: Call, reading: Reading) -> Calendar | None:
    argument, calendars = syntax.arguments[-1], reading.scope.calendars
    if not isinstance(argument, Name):
        reading.problem("unknown-calendar", f"{told(argument)} is no calendar", argument.at, _possible(calendars))
        return None
    if argument.name in calendars and argument.name not in reading.given:
        return calendars[argument.name]
    if argument.name not in reading.scope.broken:
        near = did_you_mean(argument.name, calendars) or _possible(calendars)
        reading.problem("unknown-calendar", f"`{argument.name}` is no calendar that is used here", argument.at, near)
    return None


def _possible(calendars: object) -> str:
    names = list(calendars) if isinstance(calendars, dict) else []
    return one_of(names) or "name its document in `uses:`, such as `uses: [calendars/china]`"


def _count(argument: Syntax, syntax: Call, reading: Reading) -> Expression | None:
    found = drawn_whole(reading, argument)
    if found is None:
        return None
    if not is_whole(found.expression.type):
        message = f"{told(argument)} is {told_type(found.expression.type)}, and `{syntax.function}` counts with an integer"
        reading.problem("wrong-type", message, argument.at)
        return None
    low, high = arithmetic.bounds(found.expression)
    if low >= -WORKING_DAYS and high <= WORKING_DAYS:
        return found.expression
    message = f"{told(argument)} can be from {low} to {high}, and at most {WORKING_DAYS} working days can be added or taken"
    reading.problem("out-of-range", message, argument.at, f"narrow the bounds, such as `min({told(argument)[1:-1]}, {WORKING_DAYS})`")
    return None


def _can_be_known(syntax: Call, dates: tuple[Expression, ...], calendar: Calendar, reading: Reading) -> bool:
    """Tell whether the calendar has data for any of the days that each of *dates* can be."""
    if all(low <= high for low, high in (_covered(date, calendar.working) for date in dates)):
        return True
    first, last = (dt.date.fromordinal(end).isoformat() for end in (calendar.working.first, calendar.working.last))
    message = f"{told(syntax)} can never be known: the calendar `{calendar.name}` covers {first} to {last}"
    reading.problem("beyond-calendar", message, syntax.at)
    return False
