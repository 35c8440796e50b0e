"""Read a calendar of working days: the days it covers, the weekly days of rest, holidays and the days worked for them."""

import datetime as dt
from dataclasses import dataclass, field

from lawbook.check.words.naming import read_name
from lawbook.check.words.shapes import (
    as_mapping,
    as_sequence,
    check_keys,
    choice,
    place_of,
    read_date,
    read_scalars,
    read_span,
    read_text,
    read_words,
    take,
    take_needed,
)
from lawbook.model.limits import CALENDAR_DAYS
from lawbook.model.policy import Calendar, Holiday
from lawbook.model.working_days import WorkingDays
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping, Node, Scalar

CALENDAR_KEYS = ("calendar", "language", "title", "from", "until", "rest_days", "holidays", "source", "verified")
HOLIDAY_KEYS = ("title", "from", "until", "workdays")
WEEKDAYS = {"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7}


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that a calendar covers, the weekly days of rest, and what each day was said to be so far, with its place."""

    first: int
    last: int
    rest: tuple[int, ...]
    said: dict[int, Where] = field(default_factory=dict)


def calendar_name(name: Scalar) -> Scalar:
    """Give what expressions call the calendar: what its document is called, without the folder."""
    folder, slash, own = name.text.rpartition("/")
    return Scalar(own, name.style, name.place(len(folder) + len(slash)))


def read_calendar(document: Mapping, called: Scalar, problems: Problems) -> Calendar | None:
    """Take the calendar that expressions call *called*; None after noting problems."""
    what = "the calendar"
    check_keys(document, CALENDAR_KEYS, what, problems)
    name = read_name(called, "a calendar", problems)
    title = take_needed(document, "title", read_words, what, problems)
    source = take_needed(document, "source", read_text, what, problems)
    verified = take_needed(document, "verified", read_date, what, problems)
    rest = take_needed(document, "rest_days", _read_rest_days, what, problems)
    span = _read_span(document, what, problems)
    days = None if span is None or rest is None else _Days(*span, rest)
    holidays = _read_holidays(document, days, problems)
    if name is None or title is None or source is None or verified is None or days is None or holidays is None:
        return None
    return Calendar(
        name=name, title=title, working=_working(name, days, holidays), rest_days=days.rest, holidays=holidays, source=source,
        verified=verified, order=0, where=called.where,
    )  # fmt: skip


def _working(name: str, days: _Days, holidays: tuple[Holiday, ...]) -> WorkingDays:
    off = {day for holiday in holidays for day in range(holiday.first, holiday.last + 1)}
    on = {day for holiday in holidays for day in holiday.workdays}
    every = range(days.first, days.last + 1)
    worked = tuple(day for day in every if day in on or (day not in off and not _is_rest_day(day, days.rest)))
    return WorkingDays(name, days.first, days.last, worked)


def _is_rest_day(day: int, rest: tuple[int, ...]) -> bool:
    return dt.date.fromordinal(day).isoweekday() in rest


def _read_span(document: Mapping, what: str, problems: Problems) -> tuple[int, int] | None:
    span = read_span(document, what, problems)
    if span is None:
        return None
    first, last = span
    if last - first >= CALENDAR_DAYS:
        problems.add("too-many", f"{what} covers {last - first + 1} days, and {CALENDAR_DAYS} are allowed", place_of(document, "until"))
        return None
    return first, last


def _read_rest_days(node: Node, what: str, problems: Problems) -> tuple[int, ...] | None:
    scalars = read_scalars(node, what, problems)
    if scalars is None:
        return None
    read = [choice(WEEKDAYS)(scalar, f"an item of {what}", problems) for scalar in scalars]
    return tuple(sorted(day for day in read if day is not None)) if None not in read else None


def _read_holidays(document: Mapping, days: _Days | None, problems: Problems) -> tuple[Holiday, ...] | None:
    listed = take_needed(document, "holidays", as_sequence, "the calendar", problems)
    if listed is None:
        return None
    read = [_read_holiday(node, days, problems) for node in listed.items]
    holidays = tuple(holiday for holiday in read if holiday is not None)
    return tuple(sorted(holidays, key=lambda holiday: holiday.first)) if len(holidays) == len(read) else None


def _read_holiday(node: Node, days: _Days | None, problems: Problems) -> Holiday | None:
    what = "a holiday"
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, HOLIDAY_KEYS, what, problems)
    title = take_needed(mapping, "title", read_words, what, problems)
    first = take_needed(mapping, "from", read_date, what, problems)
    last = take(mapping, "until", read_date, what, problems) if mapping.get("until") is not None else first
    sound = _is_off(mapping, first, last, days, problems)
    workdays = _read_workdays(mapping, days, problems)
    if title is None or first is None or last is None or workdays is None or not sound:
        return None
    return Holiday(title, first, last, workdays)


def _is_off(mapping: Mapping, first: int | None, last: int | None, days: _Days | None, problems: Problems) -> bool:
    """Tell whether the days of a holiday can be days off."""
    if first is None or last is None or days is None:
        return False
    if last < first:
        problems.add("empty-range", "a holiday ends before it begins", place_of(mapping, "until"))
        return False
    where = place_of(mapping, "from")
    return all(_is_said_once(day, days, where, problems) for day in _ends(first, last, days))


def _ends(first: int, last: int, days: _Days) -> range:
    """Give the days of a holiday; of one that leaves the calendar, only as many as are needed to say so."""
    inside = first <= days.last and last >= days.first
    return range(max(first, days.first - 1), min(last, days.last + 1) + 1) if inside else range(first, first + 1)


def _read_workdays(mapping: Mapping, days: _Days | None, problems: Problems) -> tuple[int, ...] | None:
    what = "`workdays` of a holiday"
    scalars = take(mapping, "workdays", read_scalars, "a holiday", problems) if mapping.get("workdays") is not None else ()
    read: list[int] = []
    for scalar in scalars or ():
        day = read_date(scalar, what, problems)
        if day is None or days is None or not _is_said_once(day, days, scalar.where, problems):
            continue
        if not _is_rest_day(day, days.rest):
            problems.add("needless-workday", f"{scalar.text} is no day of rest, and would be a working day anyway", scalar.where)
            continue
        read.append(day)
    return tuple(read) if scalars is not None and len(read) == len(scalars) else None


def _is_said_once(day: int, days: _Days, where: Where, problems: Problems) -> bool:
    """Tell whether the calendar covers *day* and says nothing else of it."""
    told = dt.date.fromordinal(day).isoformat()
    if not days.first <= day <= days.last:
        first, last = (dt.date.fromordinal(end).isoformat() for end in (days.first, days.last))
        problems.add("outside-calendar", f"{told} is outside the calendar, which covers {first} to {last}", where, "move `from` or `until`")
        return False
    other = days.said.setdefault(day, where)
    if other != where:
        problems.add("calendar-day-twice", f"the calendar speaks of {told} twice", where, f"the other place is at {other}")
    return other == where
