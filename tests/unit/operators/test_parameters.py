"""A dated parameter has a value from its first day on, until it ends."""

from datetime import date
from typing import Literal

import pytest

from lawbook.model.policy import Parameter, Words
from lawbook.model.types import NumberType
from lawbook.operators.parameters import value_on
from lawbook.problems import Where

START = date(2025, 5, 20).toordinal()
END = date(2026, 3, 1).toordinal()
VERIFIED = date(2026, 2, 24).toordinal()


def dated(after: Literal["hold", "unknown"] = "hold") -> Parameter:
    return Parameter(
        name="lpr_1y",
        type=NumberType("ratio", 4, 0, 10_000),
        title=Words("one-year LPR", "一年期LPR"),
        series=((None, ((START, 300), (END, None))), ("bank", ((START, 310),))),
        order=0,
        verified_through=VERIFIED,
        after=after,
        where=Where("p.yaml", 1, 1),
    )


@pytest.mark.parametrize(("day", "value"), [(START - 1, None), (START, 300), (END - 1, 300), (END, None)])
def test_a_value_holds_from_its_day_until_the_next(day: int, value: int | None) -> None:
    assert value_on(dated(), None, day) == value


def test_each_variant_has_its_own_series_and_others_have_none() -> None:
    assert value_on(dated(), "bank", END) == 310
    assert value_on(dated(), "trust", START) is None


def test_a_parameter_that_is_not_held_has_no_value_beyond_what_was_verified() -> None:
    assert value_on(dated("unknown"), None, VERIFIED) == 300
    assert value_on(dated("unknown"), None, VERIFIED + 1) is None
    assert value_on(dated("hold"), None, VERIFIED + 1) == 300
