"""Calendars of working days: their documents, what is said of them, and what policies that count by them are."""

from dataclasses import replace

import pytest

from lawbook.evaluate.explanation import explain_policy
from lawbook.model.policy import Calendar, Policy
from lawbook.model.types import DateType
from lawbook.model.values import Cause, Unknown, Value
from support.elaborating import codes, day, helped, sound, told, worked_out
from support.fragments import checked_fragment

CALENDAR = """\
calendar: calendars/ours
language: 1
title: {en: our working days, zh: 本行工作日}
from: 2026-09-14
until: 2026-10-16
rest_days: [saturday, sunday]
source: our own
verified: 2026-01-01
holidays:
  - {title: {en: National Day, zh: 国庆节}, from: 2026-10-01, until: 2026-10-07, workdays: [2026-09-20, 2026-10-10]}
"""
POLICY = """\
uses: [calendars/ours]
facts:
  received: {type: date, min: 2020-01-01, max: 2100-12-31}
decisions:
  due: {type: date, formula: "add working days(received, 3, ours)", unknown: unknown}
  took: {type: integer, formula: "working days between(received, as_of, ours)", unknown: unknown}
  worked: {type: boolean, formula: "is working day(received, ours)", unknown: unknown}
"""


def errors(calendar: str, policy: str = POLICY) -> tuple[str, ...]:
    """What is wrong with a calendar and a policy that uses it."""
    return checked_fragment(policy, "appeals", {"calendars/ours.yaml": calendar}).errors


def checked(calendar: str = CALENDAR) -> Policy:
    """The policy by that calendar."""
    found = checked_fragment(POLICY, "appeals", {"calendars/ours.yaml": calendar})
    assert (found.errors, found.warnings) == ((), ())
    return found.policies[0]


def test_a_policy_has_the_calendars_it_counts_by() -> None:
    (calendar,) = checked().calendars
    assert isinstance(calendar, Calendar)
    assert (calendar.name, calendar.order, calendar.rest_days) == ("ours", 1, (6, 7))
    assert len(calendar.working.days) == 25 + 2 - 5
    assert [(holiday.title.zh, holiday.first) for holiday in calendar.holidays] == [("国庆节", day("2026-10-01"))]


def test_a_calendar_that_is_used_and_not_counted_by_is_no_part_of_the_policy() -> None:
    text = "uses: [calendars/ours]\nfacts:\n  k: {type: integer, min: 0, max: 9}\ndecisions:\n  a: {type: integer, formula: k + 1}\n"
    assert checked_fragment(text, "appeals", {"calendars/ours.yaml": CALENDAR}).policies[0].calendars == ()


def hashes(calendar: str) -> tuple[bool, bool]:
    """Whether the meaning and the content are the same by another calendar."""
    one, other = checked(), checked(calendar)
    return other.meaning_hash == one.meaning_hash, other.content_hash == one.content_hash


def test_what_a_holiday_is_called_is_part_of_the_content_only() -> None:
    assert hashes(CALENDAR.replace("National Day", "Golden Week")) == (True, False)


def test_a_comment_and_the_place_of_a_day_are_no_part_of_either() -> None:
    assert hashes("# a comment\n" + CALENDAR.replace("[2026-09-20, 2026-10-10]", "[2026-09-20,2026-10-10]")) == (True, True)


def test_another_working_day_is_another_meaning() -> None:
    assert hashes(CALENDAR.replace("[2026-09-20, 2026-10-10]", "[2026-10-10]")) == (False, False)


def test_more_days_are_another_meaning() -> None:
    assert hashes(CALENDAR.replace("until: 2026-10-16", "until: 2026-10-17")) == (False, False)


@pytest.mark.parametrize(
    ("before", "after", "problems"),
    [
        ("until: 2026-10-16", "until: 2026-09-13", ("calendars/ours.yaml:5:1 empty-range",)),
        ("from: 2026-09-14", "from: 1826-09-14", ("calendars/ours.yaml:5:1 too-many",)),
        ("from: 2026-09-14\n", "", ("calendars/ours.yaml:1:1 missing-key",)),
        ("from: 2026-09-14", "from: soon", ("calendars/ours.yaml:4:7 bad-date",)),
        ("rest_days: [saturday, sunday]", "rest_days: [saturday, sonday]", ("calendars/ours.yaml:6:23 bad-value",)),
        ("rest_days: [saturday, sunday]", "rest_days: saturday", ("calendars/ours.yaml:6:12 wrong-shape",)),
        ("source: our own", "sauce: our own", ("calendars/ours.yaml:7:1 unknown-key",)),
        ("until: 2026-10-07, ", "until: 2026-09-30, ", ("calendars/ours.yaml:10:60 empty-range",)),
        ("until: 2026-10-07, ", "until: then, ", ("calendars/ours.yaml:10:67 bad-date",)),
        ("2026-09-20, ", "soon, ", ("calendars/ours.yaml:10:90 bad-date",)),
        ("2026-09-20, ", "2026-10-03, ", ("calendars/ours.yaml:10:90 calendar-day-twice",)),
        ("from: 2026-10-01, until: 2026-10-07", "from: 2027-10-01, until: 2027-10-07", ("calendars/ours.yaml:10:42 outside-calendar",)),
        ("  - {title", "  - National Day\n  - {title", ("calendars/ours.yaml:10:5 wrong-shape",)),
        ("title: {en: our working days, zh: 本行工作日}\n", "", ("calendars/ours.yaml:1:1 missing-key",)),
        ("calendars/ours\n", "calendars/Ours\n", ("calendars/ours.yaml:1:21 bad-name",)),
    ],
)
def test_what_is_wrong_with_a_calendar_is_told_at_its_place(before: str, after: str, problems: tuple[str, ...]) -> None:
    assert before in CALENDAR
    assert set(problems) <= set(errors(CALENDAR.replace(before, after, 1)))


def test_a_calendar_without_holidays_says_so() -> None:
    head = CALENDAR.partition("holidays:")[0]
    assert errors(head) == ("calendars/ours.yaml:1:1 missing-key",)
    assert errors(head + "holidays: []\n") == ()


def test_a_calendar_shares_the_space_of_names_with_facts() -> None:
    assert errors(CALENDAR, POLICY.replace("received:", "ours: {type: boolean}\n  received:")) == ("3:3 duplicate-name",)


def test_the_interval_of_a_deadline_is_that_of_the_days_it_can_fall_on() -> None:
    assert sound("add working days(signed, 3, ours)").type == DateType(day("2026-11-04"), day("2026-12-31"))
    assert sound('add working days(@"2026-11-20", -1, ours)').type == DateType(day("2026-11-19"), day("2026-11-19"))
    assert sound("add working days(signed, shift, ours)").type == DateType(day("2026-11-01"), day("2026-12-31"))


def test_working_days_are_counted() -> None:
    assert worked_out("add working days(signed, 3, ours)", {"signed": day("2026-11-20")}) == day("2026-11-25")
    assert worked_out("working days between(signed, as_of, ours)", {"signed": day("2026-11-01")}) == 15
    assert worked_out("is working day(as_of, ours)", as_of="2026-11-21") is False
    assert worked_out("is working day(as_of, ours)", as_of="2027-01-01") == Unknown((Cause(60, "beyond-calendar", "ours"),))


def test_a_calendar_is_named_and_never_given() -> None:
    assert told("is working day(signed, 3)") == [("unknown-calendar", "`3` is no calendar")]
    assert helped("is working day(signed, our)") == "did you mean `ours`?"
    assert codes("is working day(signed, shattered)") == []
    assert codes("ours") == ["wrong-type"]
    assert codes("count(ours)") == ["wrong-type"]


def test_days_are_counted_with_integers_of_bounded_size() -> None:
    assert codes("add working days(signed, 1001, ours)") == ["out-of-range"]
    assert codes("add working days(signed, -1001, ours)") == ["out-of-range"]
    assert codes("add working days(signed, 1000, ours)") == []
    assert codes("add working days(signed, overdue, ours)") == ["wrong-type"]
    assert codes("add working days(signed, nobody, ours)") == ["unknown-name"]
    assert codes('is working day(@"2025-01-01", ours)') == ["beyond-calendar"]
    assert codes('working days between(@"2027-01-01", signed, ours)') == ["beyond-calendar"]


def test_an_explanation_speaks_of_the_calendar_by_its_title() -> None:
    known: dict[str, Value] = {"received": day("2026-09-30")}
    policy = checked()
    policy = replace(
        policy, facts=tuple(replace(fact, title=replace(fact.title, en="day of receipt", zh="收到日期")) for fact in policy.facts)
    )
    english = str(explain_policy(policy, {"received": day("2027-01-01")}, day("2026-10-10"), "en"))
    assert "our working days: the calendar has no data for that day" in english
    chinese = str(explain_policy(policy, {"received": day("2027-01-01")}, day("2026-10-10"), "zh"))
    assert "本行工作日：日历没有该日的数据" in chinese
    assert "2026-10-10" in str(explain_policy(policy, known, day("2026-10-10"), "en"))
