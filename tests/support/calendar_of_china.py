"""The calendar of China as the package chinese-calendar knows it, written as the document that is shipped."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version

from chinese_calendar import constants

FIRST, LAST = dt.date(2019, 1, 1), dt.date(2026, 12, 31)
CHINESE = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}
"""Festivals whose official name is longer than the package's."""
HEAD = """\
# yaml-language-server: $schema=../schema/calendar.schema.json
# Written by `pytest tests/policies/test_calendar_of_china.py --update-golden` from the package chinese-calendar (MIT licence).
# The State Council announces each year's days in the autumn before: add them here then, and move `until` and `verified`.
language: 1
calendar: calendars/china
title: {{en: working days in mainland China, zh: 中国内地工作日}}
from: {first}
until: {last}
rest_days: [saturday, sunday]
source: notices of the General Office of the State Council on public holidays, as collected by chinese-calendar {version}
verified: 2026-11-21

holidays:
"""


def calendar_text() -> str:
    """Give the text of the document."""
    head = HEAD.format(first=FIRST, last=LAST, version=version("chinese-calendar"))
    return head + "".join(f"  - {line}\n" for line in _holidays())


def _holidays() -> Iterator[str]:
    stretches = [*_stretches()]
    worked = [day for day in sorted(constants.workdays) if FIRST <= day <= LAST]
    instead: dict[dt.date, list[dt.date]] = {stretch[0]: [] for stretch in stretches}
    for day in worked:
        instead[min(stretches, key=partial(_apart, day))[0]].append(day)
    for stretch in stretches:
        english, chinese = _names(stretch[0])
        line = f'{{title: {{en: "{english}", zh: {chinese}}}, from: {stretch[0]}'
        line += f", until: {stretch[-1]}" if len(stretch) > 1 else ""
        days = ", ".join(map(str, instead[stretch[0]]))
        yield line + (f", workdays: [{days}]}}" if days else "}")


def _stretches() -> Iterator[list[dt.date]]:
    """Give the holidays, each as the days off that follow one another under one name."""
    stretch: list[dt.date] = []
    for day in sorted(day for day in constants.holidays if FIRST <= day <= LAST):
        if stretch and (day - stretch[-1] > dt.timedelta(1) or constants.holidays[day] != constants.holidays[stretch[-1]]):
            yield stretch
            stretch = []
        stretch.append(day)
    yield stretch


def _apart(day: dt.date, stretch: list[dt.date]) -> tuple[bool, int]:
    """Tell how far a day that is worked is from a holiday, one of the same name first."""
    return constants.holidays[stretch[0]] != constants.workdays[day], min(abs((off - day).days) for off in stretch)


def _names(day: dt.date) -> tuple[str, str]:
    english = constants.holidays[day]
    chinese = next(holiday.chinese for holiday in constants.Holiday if holiday.value == english)
    return english, CHINESE.get(chinese, chinese)
