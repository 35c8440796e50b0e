"""The calendar that is shipped says what the package chinese-calendar says, day by day; the package knows no day it leaves out."""

import datetime as dt
from pathlib import Path

import chinese_calendar
from chinese_calendar import constants

from lawbook.check.declared.calendars import calendar_name, read_calendar
from lawbook.model.policy import Calendar
from lawbook.operators.working_days import is_working_day
from lawbook.problems import Problems
from lawbook.read.document import Mapping, Scalar
from lawbook.read.yaml import read_document
from support.calendar_of_china import FIRST, LAST, calendar_text

FILE = Path("policies/calendars/china.yaml")


def shipped() -> Calendar:
    """Read the calendar as it is shipped."""
    problems = Problems()
    document = read_document(FILE.read_bytes(), str(FILE), problems)
    assert isinstance(document, Mapping)
    name = document.get("calendar")
    assert isinstance(name, Scalar)
    calendar = read_calendar(document, calendar_name(name), problems)
    problems.refuse_if_any()
    assert calendar is not None
    return calendar


def test_the_file_is_as_it_was_written(update_golden: bool) -> None:  # noqa: FBT001 - it is a fixture
    if update_golden:
        FILE.write_text(calendar_text(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == calendar_text()


def test_every_day_is_a_working_day_or_not_as_the_package_says() -> None:
    working = shipped().working
    days = [dt.date.fromordinal(day) for day in range(FIRST.toordinal(), LAST.toordinal() + 1)]
    assert len(days) == 8 * 365 + 2
    assert {day: is_working_day(working, day.toordinal()) for day in days} == {day: chinese_calendar.is_workday(day) for day in days}


def test_the_calendar_goes_as_far_as_the_package() -> None:
    assert max(constants.holidays).year == LAST.year
    assert (shipped().working.first, shipped().working.last) == (FIRST.toordinal(), LAST.toordinal())


def test_every_holiday_has_its_name_in_both_languages() -> None:
    names = {(holiday.title.en, holiday.title.zh) for holiday in shipped().holidays}
    assert names == {
        ("New Year's Day", "元旦"),
        ("Spring Festival", "春节"),
        ("Tomb-sweeping Day", "清明节"),
        ("Labour Day", "劳动节"),
        ("Dragon Boat Festival", "端午节"),
        ("Mid-autumn Festival", "中秋节"),
        ("National Day", "国庆节"),
    }
