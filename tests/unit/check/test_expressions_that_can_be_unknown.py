"""Whether an expression can be unknown."""

from dataclasses import replace

import pytest

from lawbook.check.typing.nullable import can_be_unknown
from support.elaborating import TYPES, day, scope, sound, sound_cell


@pytest.mark.parametrize(
    "text",
    [
        "income + 3",
        "as_of",
        "stage",
        "hardship is known",
        "hardship is known and hardship",
        "hardship is missing or hardship",
        "not(hardship is missing or hardship)",
        "if hardship is known then hardship else false",
        "if hardship is missing then false else hardship and agreed",
        "if hardship is known and married is known then hardship and married else false",
        "hardship is known and (hardship or agreed)",
        "cap * income",
        "cap at born",
        "round half up(income / terms, 2)",
        "round half up(income / 12, 2)",
        "count(agencies[capacity > 3])",
        "sum(agencies.capacity)",
        "some x in agencies satisfies x.open",
        "count(agencies[fee is known and fee > 3])",
    ],
)
def test_it_cannot_be_unknown(text: str) -> None:
    assert not can_be_unknown(sound(text), scope())


@pytest.mark.parametrize(
    "text",
    [
        "hardship",
        "room",
        "other_income + income",
        "hardship and agreed",
        "hardship is known or hardship",
        "if hardship then 1 else 2",
        "if hardship is known then 1 else room",
        "late_cap",
        "late_cap at signed",
        "cap at max(signed, if agreed then signed else signed + days(1))",
        "contract_cap at signed",
        "round half up(income / debt, 2)",
        "max(agencies.capacity)",
        "round half up(mean(agencies.capacity), 2)",
        "sum(agencies.fee)",
        "some x in agencies satisfies x.fee > 3",
        "other_income in (1, 2)",
    ],
)
def test_it_can_be_unknown(text: str) -> None:
    assert can_be_unknown(sound(text), scope()) is (text != "cap at max(signed, if agreed then signed else signed + days(1))")


def test_a_parameter_with_values_on_all_days_of_the_policy_is_known() -> None:
    during = replace(scope(), span=(day("2026-01-01"), day("2028-12-31")))
    assert not can_be_unknown(sound("late_cap"), during)
    assert can_be_unknown(sound("late_cap"), replace(scope(), span=(day("2026-01-01"), day("2030-01-01"))))


def test_a_cell_can_be_unknown_when_its_input_can() -> None:
    cell = sound_cell("< 700", TYPES["score"])
    assert cell is not None
    assert not can_be_unknown(cell, scope())
    assert can_be_unknown(cell, replace(scope(), input_nullable=True))
