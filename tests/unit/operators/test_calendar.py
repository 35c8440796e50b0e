"""Days and months of the calendar, at the ends of months and years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbook.operators.calendar import FIRST_DAY, LAST_DAY, add_months, date_part, during, months_between

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.toordinal)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-05-05", 0, "2026-05-05"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_its_month(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


def test_the_calendar_ends_where_dates_end() -> None:
    assert add_months(day("9999-06-01"), 12) == LAST_DAY
    assert add_months(day("0001-06-01"), -12) == FIRST_DAY


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2008-11-21", "2026-11-20", 17),
        ("2008-11-21", "2026-11-21", 18),
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2026-02-28", 18),
    ],
)
def test_a_year_of_age_is_complete_on_the_birthday_and_on_28_february_for_a_leap_day(born: str, on: str, years: int) -> None:
    assert months_between(day(born), day(on)) // 12 == years


@given(start=DAYS, end=DAYS)
def test_full_months_between_are_the_most_that_fit(start: int, end: int) -> None:
    months = months_between(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)


def test_the_parts_of_a_date_count_from_one_and_weeks_from_monday() -> None:
    saturday = day("2026-11-21")
    assert [date_part(saturday, part) for part in ("year", "month", "day", "weekday")] == [2026, 11, 21, 6]


@pytest.mark.parametrize(
    ("time", "inside"),
    [("21:59:59", False), ("22:00:00", True), ("23:59:59", True), ("00:00:00", True), ("07:59:59", True), ("08:00:00", False)],
)
def test_a_period_past_midnight_begins_with_its_start_and_ends_before_its_end(time: str, inside: bool) -> None:  # noqa: FBT001 - a table of cases
    hours, minutes, seconds = map(int, time.split(":"))
    assert during(hours * 3600 + minutes * 60 + seconds, 22 * 3600, 8 * 3600) is inside


def test_no_time_is_during_a_period_whose_ends_are_equal() -> None:
    assert not during(3600, 3600, 3600)
