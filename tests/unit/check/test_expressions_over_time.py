"""Dates, times of day, moments, and comparisons that say nothing."""

import pytest

from lawbook.check.typing.series import covers, descending_on
from lawbook.model.core import AddMonths, AsOf, Constant, FactValue, Less, MonthsBetween, Negate, ParameterAt, Rescale
from lawbook.model.policy import Parameter
from lawbook.model.types import DateType, MomentType, TimeType
from lawbook.model.values import Cause
from lawbook.problems.problem import NOWHERE
from support.elaborating import codes, day, helped, parameter, sound, told, worked_out


def test_days_are_added_to_dates() -> None:
    assert worked_out("born + days(3)", {"born": day("2000-02-27")}) == day("2000-03-01")
    assert worked_out("days(3) + born", {"born": day("2000-02-27")}) == day("2000-03-01")
    assert worked_out("born - overdue", {"born": day("2000-03-01"), "overdue": 1}) == day("2000-02-29")
    assert sound("born + days(3)").type == DateType(day("1920-01-04"), day("2021-01-03"))


def test_months_are_added_to_dates_and_stop_at_the_last_day() -> None:
    assert worked_out("born + months(1)", {"born": day("2001-01-31")}) == day("2001-02-28")
    assert worked_out("born - years(1)", {"born": day("2000-02-29")}) == day("1999-02-28")
    date, tenor = FactValue("born", where=NOWHERE, type=TimeType()), FactValue("tenor", where=NOWHERE, type=TimeType())
    later = AddMonths(date, Negate(tenor, where=NOWHERE, type=TimeType()), where=NOWHERE, type=TimeType())
    assert sound("born - tenor") == later
    assert sound("born + tenor").type == DateType(day("1920-02-01"), day("2050-12-31"))


def test_dates_of_literals_are_worked_out_at_once() -> None:
    assert sound('@"2025-01-31" + months(1)') == Constant(day("2025-02-28"), where=NOWHERE, type=TimeType())
    assert sound('@"2025-01-31" + days(1)') == Constant(day("2025-02-01"), where=NOWHERE, type=TimeType())
    assert sound('@"2025-03-01" - @"2025-02-01"') == Constant(28, where=NOWHERE, type=TimeType())


def test_the_days_between_two_dates_are_days() -> None:
    assert worked_out("signed - born > 30", {"signed": day("2000-02-01"), "born": day("2000-01-01")}) is True
    assert worked_out("signed - born <= overdue", {"signed": 1, "born": 1, "overdue": 0}) is True


def test_full_months_and_years_between_dates() -> None:
    months = sound("months between(born, signed)")
    assert isinstance(months, MonthsBetween)
    facts = {"born": day("2008-02-29"), "signed": day("2026-02-28")}
    assert worked_out("months between(born, signed)", facts) == 216
    assert worked_out("years between(born, signed)", facts) == 18
    assert worked_out("years between(signed, born)", facts) == -18
    assert worked_out("years between(born, as_of) >= 18", facts, as_of="2026-02-27") is False


def test_the_parts_of_a_date() -> None:
    facts = {"born": day("2026-11-21")}
    assert [worked_out(f"{part}(born)", facts) for part in ("year", "month", "day", "weekday")] == [2026, 11, 21, 6]


@pytest.mark.parametrize(
    "text", ["born + 3", "born + score", "received + overdue", "received + 0.5", "born + income", "born - 3", "received + days(1)"]
)
def test_only_lengths_of_time_are_added_to_dates_and_moments(text: str) -> None:
    assert codes(text) == ["mixed-units"]


@pytest.mark.parametrize(
    "text", ["born + signed", "born - received", "born + agreed", "3 - agreed", "local_time + 3", "born * 2", "received + sent"]
)
def test_dates_are_not_calculated_with_otherwise(text: str) -> None:
    assert codes(text) == ["wrong-type"]


def test_adding_a_plain_number_to_a_date_says_what_can_be_added() -> None:
    assert told("born + 3") == [("mixed-units", "in `born + 3`, an integer cannot be added to a date")]
    assert helped("born + 3") == "whole `days(n)` or `months(n)` can be added to a date"
    assert helped("received + overdue") == "whole seconds, `hours(n)` and `minutes(n)` can be added to a moment"


@pytest.mark.parametrize(
    "text", ["signed + days(9999999)", "signed - days(9999999)", "signed + months(999999)", "received + hours(9999999)"]
)
def test_dates_stay_within_the_calendar(text: str) -> None:
    assert codes(text) == ["out-of-range"]


def test_a_date_must_fit_its_place() -> None:
    place = DateType(day("1930-01-01"), day("2030-01-01"))
    assert told("born", place) == [
        ("out-of-range", "`born` can be from 1920-01-01 to 2020-12-31, and must be from 1930-01-01 to 2030-01-01")
    ]
    assert codes('max(born, @"1930-01-01")', place) == []
    assert codes("if agreed then born else signed", place) == ["out-of-range"]


def test_moments_are_compared_and_subtracted_to_seconds() -> None:
    assert worked_out("received - sent < hours(24)", {"received": 86_399, "sent": 0}) is True
    assert worked_out("sent + minutes(30) > received", {"received": 1_799, "sent": 0}) is True
    assert worked_out("sent - 60 = received", {"received": 0, "sent": 60}) is True
    assert worked_out('max(sent, received) >= @"1970-01-01T08:00:00+08:00"', {"received": -1, "sent": 0}) is True
    assert codes("sent + hours(24)", MomentType()) == []
    assert worked_out('@"1970-01-01T00:00:00Z" + hours(1)') == 3600
    assert codes("max(sent + hours(24), sent) - (if agreed then sent else received)") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [('@"2025-02-30"', "bad-date"), ('@"25:00"', "bad-value"), ('@"2025-01-01T00:00:00"', "bad-value"), ('@"soon"', "bad-date")],
)
def test_a_literal_that_is_no_day_or_time_is_told_of(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_time_of_day_is_compared_in_few_ways_only() -> None:
    assert worked_out('local_time < @"08:00"', {"local_time": 8 * 3600 - 1}) is True
    assert worked_out('local_time >= @"08:00:30"', {"local_time": 8 * 3600}) is False
    assert worked_out('local_time in [@"08:00"..@"21:00")', {"local_time": 21 * 3600}) is False
    assert told("local_time <= quiet_start") == [
        ("wrong-type", "`local_time` is a time of day, which is compared with `<`, `>=` and `=` only")
    ]
    assert helped("local_time <= quiet_start") == "a period is asked with `during(local_time, start, end)`, its end left out"
    assert codes('local_time between @"08:00" and @"09:00"') == ["wrong-type"]
    assert codes('local_time in [@"08:00"..@"09:00"]') == ["wrong-type"]


def test_a_period_goes_past_midnight() -> None:
    assert worked_out("during(local_time, quiet_start, quiet_end)", {"local_time": 23 * 3600}) is True
    assert codes("during(local_time, born, quiet_end)") == ["wrong-type"]
    assert codes('during(local_time, @"08:00", @"08:00")') == ["empty-range"]
    assert codes("during(incme, quiet_start, quiet_end)") == ["unknown-name"]
    assert codes("years between(born, incme)") == ["unknown-name"]
    assert codes("year(income)") == ["wrong-type"]
    assert codes("days(incme)") == ["unknown-name"]


@pytest.mark.parametrize(
    "text",
    [
        "score in [700..600]",
        "score in (600..601)",
        "score in (600..600]",
        "score between 3 and 2",
        'born in [@"2001-01-01"..@"2000-01-01"]',
        "score in [1.2..1.8]",
    ],
)
def test_a_range_with_nothing_in_it_is_told_of(text: str) -> None:
    assert codes(text) == ["empty-range"]


def test_a_range_between_parameters_is_looked_at_on_every_day() -> None:
    assert told("local_time in [quiet_start..quiet_end)") == [("empty-range", "nothing is in this range from 2026-01-01 on")]
    assert codes('local_time in [@"07:00"..quiet_end)') == []
    assert codes('local_time in [@"22:00"..quiet_end)') == ["empty-range"]
    assert codes("local_time in [quiet_end..quiet_start)") == ["empty-range"]


def dated(name: str, *series: tuple[str | None, dict[str, int | None]]) -> Parameter:
    values = tuple((key, tuple((day(first), value) for first, value in values.items())) for key, values in series)
    like = parameter(name, TimeType(), {}, 1)
    return Parameter(name=name, type=like.type, title=like.title, series=values, order=1, where=NOWHERE)


def test_keyed_parameters_descend_by_key() -> None:
    low = dated("low", ("a", {"2020-01-01": 1}), ("b", {"2020-01-01": 1, "2021-01-01": 9}))
    high = dated("high", (None, {"2000-01-01": 5, "2022-01-01": None}))
    other = dated("other", ("c", {"2020-01-01": 0}))
    series = {each.name: each for each in (low, high, other)}

    def at(name: str) -> ParameterAt:
        today = AsOf(where=NOWHERE, type=TimeType())
        return ParameterAt(name, today, None, Cause(1, "no-parameter-value", name), where=NOWHERE, type=TimeType())

    assert descending_on(at("low"), at("high"), series) == day("2021-01-01")
    assert descending_on(at("high"), at("low"), series) == day("2020-01-01")
    assert descending_on(at("low"), at("other"), series) is None
    assert descending_on(Rescale(at("high"), 1, where=NOWHERE, type=TimeType()), at("high"), series) == day("2000-01-01")
    assert descending_on(at("high"), FactValue("x", where=NOWHERE, type=TimeType()), series) is None


def test_a_parameter_covers_the_days_for_which_it_has_a_value() -> None:
    ending = dated("ending", (None, {"2020-01-01": 1, "2030-01-01": None, "2031-01-01": 2}))
    assert covers(ending, day("2020-01-01"), day("2029-12-31"))
    assert not covers(ending, day("2020-01-01"), day("2030-01-01"))
    assert not covers(ending, day("2019-12-31"), day("2020-01-01"))
    assert covers(ending, day("2031-01-01"), day("2199-01-01"))


@pytest.mark.parametrize(
    ("text", "always"),
    [
        ("overdue < 0", "false"),
        ("overdue >= 0", "true"),
        ("score <= 900", "true"),
        ("score > 850", "false"),
        ("score = 100", "false"),
        ("score != 100", "true"),
        ("income + 1 > 0", "true"),
        ('born > @"2030-01-01"', "false"),
        ('local_time >= @"00:00"', "true"),
        ("3 < 4", "true"),
    ],
)
def test_a_comparison_that_the_bounds_decide_is_warned_of(text: str, always: str) -> None:
    assert told(text) == [("constant-condition", f"`{text}` is always {always}")]


@pytest.mark.parametrize("text", ["score > 849", "score >= 301", "score != 850", "score = 850", "overdue <= 0", "score < 850"])
def test_a_comparison_that_either_end_can_turn_is_not(text: str) -> None:
    assert codes(text) == []


def test_the_warning_says_what_the_bounds_are() -> None:
    assert helped("overdue < 0") == "`overdue` is from 0 to 20000"
    assert helped("3 < 4") is None


def test_a_test_that_no_value_can_pass_is_warned_of() -> None:
    assert codes("score in (1000, 400)") == ["constant-condition"]
    assert codes("score between 900 and 950") == ["constant-condition"]


def test_a_warning_does_not_stop_the_expression() -> None:
    below = sound("overdue < 1")
    assert isinstance(below, Less)
