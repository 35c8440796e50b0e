"""What may be added, compared and divided with what."""

import pytest

from lawbook.model.types import NumberType
from support.elaborating import codes, helped, sound, told, worked_out


def kind_of(text: str) -> str:
    type_ = sound(text).type
    assert isinstance(type_, NumberType)
    return type_.kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("income + debt", "money"),
        ("income - 100", "money"),
        ("100 - income", "money"),
        ("rate * income", "money"),
        ("income * 6", "money"),
        ("overdue + 1", "days"),
        ("overdue - overdue", "days"),
        ("overdue * score", "days"),
        ("tenor * 2", "months"),
        ("tenor + years(1)", "months"),
        ("min(overdue, 90)", "days"),
        ("max(0, income, debt)", "money"),
        ("if agreed then income else 0", "money"),
        ("round half up(overdue / days(360), 4)", "ratio"),
        ("round half up(income * (overdue / days(360)), 2)", "money"),
        ("round down(overdue / 7, 0)", "days"),
        ("round half up(income / 2 + 100, 2)", "money"),
        ("round half up(rate / 12, 6)", "ratio"),
        ("abs(income)", "money"),
        ("modulo(overdue, 7)", "days"),
        ("days(score)", "days"),
        ("months(3)", "months"),
        ("years(2)", "months"),
        ("hours(24)", "integer"),
        ('@"P30D"', "days"),
        ('@"P1Y6M"', "months"),
        ("sum(income, debt, 5)", "money"),
        ("(1 + 2) * income", "money"),
    ],
)
def test_calculations_keep_their_unit(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "income * debt",
        "income + score",
        "income + overdue",
        "income + yen",
        "income < yen",
        "overdue + tenor",
        "overdue < tenor",
        "overdue + score",
        "overdue = score",
        "overdue * overdue",
        "income * overdue",
        "score / overdue",
        "income / overdue",
        "overdue / tenor",
        "income ** 2",
        "min(income, score)",
        "if agreed then income else overdue",
        "overdue in (days(3), score)",
        "score between overdue and 9",
        "1 / tenor",
    ],
)
def test_units_do_not_mix(text: str) -> None:
    assert codes(text) == ["mixed-units"]


def test_a_mix_of_units_names_both_in_the_words_of_the_author() -> None:
    assert told("income + overdue") == [("mixed-units", "`income`, money in CNY, cannot be added to `overdue`, a number of days")]
    assert told("income - score") == [("mixed-units", "`score`, an integer, cannot be subtracted from `income`, money in CNY")]
    assert told("income < yen") == [("mixed-units", "`income` is money in CNY, and `yen` is money in JPY")]


def test_a_mix_of_days_and_integers_says_how_to_make_days() -> None:
    assert helped("overdue + score") == "`days(n)` makes days of an integer"
    assert helped("overdue < score") == "`days(n)` makes days of an integer"


def test_money_by_days_says_how_to_make_days_a_plain_number() -> None:
    assert helped("income * overdue") == "make it a plain number first: `overdue / days(1)`"
    assert helped("1 / tenor") == "make it a plain number first: `tenor / months(1)`"
    assert helped("overdue * income") == "make it a plain number first: `overdue / days(1)`"


def test_durations_are_made_of_integers() -> None:
    assert codes("days(rate)") == ["wrong-type"]
    assert codes("months(income)") == ["wrong-type"]
    assert codes("days(1.5)") == ["wrong-type"]
    assert worked_out("years(score)", {"score": 300}) == 3600


@pytest.mark.parametrize("text", ['@"P1Y3D"', '@"P"', '@"PT3H"', '@"P1W"'])
def test_a_length_of_time_is_of_days_or_of_months(text: str) -> None:
    assert codes(f"overdue < {text}") == ["bad-value"]


def test_a_length_of_time_may_be_negative() -> None:
    assert worked_out('overdue - 5 > @"-P3D"', {"overdue": 3}) is True


def test_whole_numbers_of_any_plain_kind_make_days_and_exponents() -> None:
    months = "round down(tenor / months(1), 0)"
    assert worked_out(f"overdue + days({months})", {"overdue": 1, "tenor": 12}) == 13
    assert worked_out(f"2 ** min({months}, 3)", {"tenor": 12}) == 8
    assert worked_out(f"received + {months}", {"received": 0, "tenor": 12}) == 12
