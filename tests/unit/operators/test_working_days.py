"""Counting the working days of a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbook.model.working_days import WorkingDays
from lawbook.operators.working_days import add_working_days, is_working_day, working_days_between

FIRST, LAST = date(2026, 9, 14).toordinal(), date(2026, 10, 16).toordinal()
OFF = {19, 25, 26, 27}
"""Days of rest in September; Sunday the 20th is worked for the National Day."""
DAYS = tuple(
    day
    for day in range(FIRST, LAST + 1)
    if (date.fromordinal(day).month == 9 and date.fromordinal(day).day not in OFF)
    or (date.fromordinal(day).month == 10 and date.fromordinal(day).day >= 8 and date.fromordinal(day).day != 11)
)
OURS = WorkingDays("ours", FIRST, LAST, DAYS)
ANY = st.integers(FIRST - 3, LAST + 3)


def counted_by_hand(day: int, many: int) -> int | None:
    """Go one day at a time, and look at each."""
    step = 1 if many > 0 else -1
    if is_working_day(OURS, day) is None:
        return None
    while many:
        day += step
        worked = is_working_day(OURS, day)
        if worked is None:
            return None
        many -= step if worked else 0
    return day


@given(day=ANY, many=st.integers(-40, 40))
def test_adding_working_days_looks_at_one_day_after_the_other(day: int, many: int) -> None:
    assert add_working_days(OURS, day, many) == counted_by_hand(day, many)


@given(start=ANY, end=ANY)
def test_the_working_days_between_are_those_after_the_first_up_to_the_second(start: int, end: int) -> None:
    found = working_days_between(OURS, start, end)
    if not (FIRST <= start <= LAST and FIRST <= end <= LAST):
        assert found is None
    elif start <= end:
        assert found == sum(is_working_day(OURS, day) is True for day in range(start + 1, end + 1))
    else:
        assert found == -(working_days_between(OURS, end, start) or 0)


@given(start=ANY, end=st.sampled_from(DAYS))
def test_as_many_working_days_as_lie_between_lead_to_the_working_day(start: int, end: int) -> None:
    many = working_days_between(OURS, start, end)
    if many is not None and many > 0:
        assert add_working_days(OURS, start, many) == end


@pytest.mark.parametrize(
    ("start", "many", "reached"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),
    ],
)
def test_counting_begins_with_the_day_after(start: date, many: int, reached: date) -> None:
    assert add_working_days(OURS, start.toordinal(), many) == reached.toordinal()


def test_beyond_the_data_nothing_is_known() -> None:
    last = date.fromordinal(LAST)
    assert add_working_days(OURS, last.toordinal(), 1) is None
    assert add_working_days(OURS, (last + timedelta(1)).toordinal(), 0) is None
    assert is_working_day(OURS, LAST + 1) is None
    assert is_working_day(OURS, FIRST - 1) is None


def test_a_calendar_without_working_days_leads_nowhere() -> None:
    idle = WorkingDays("idle", FIRST, LAST, ())
    assert add_working_days(idle, FIRST, 1) is None
    assert working_days_between(idle, FIRST, LAST) == 0
    assert is_working_day(idle, FIRST) is False
