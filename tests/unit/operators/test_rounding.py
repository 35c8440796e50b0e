"""Rounding goes where its name says, at ties, below zero and at every scale."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbook.model.core import Rounding
from lawbook.operators.rounding import rounded_quotient

PYTHON_NAMES: dict[Rounding, str] = {
    "up": ROUND_UP,
    "down": ROUND_DOWN,
    "half up": ROUND_HALF_UP,
    "half down": ROUND_HALF_DOWN,
    "half even": ROUND_HALF_EVEN,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
}


@pytest.mark.parametrize(
    ("rounding", "of_25", "of_minus_25"),
    [
        ("up", 3, -3),
        ("down", 2, -2),
        ("half up", 3, -3),
        ("half down", 2, -2),
        ("half even", 2, -2),
        ("floor", 2, -3),
        ("ceiling", 3, -2),
    ],
)
def test_two_and_a_half_is_rounded_as_the_name_says(rounding: Rounding, of_25: int, of_minus_25: int) -> None:
    assert rounded_quotient(25, 10, 0, rounding) == of_25
    assert rounded_quotient(-25, 10, 0, rounding) == of_minus_25
    assert rounded_quotient(25, -10, 0, rounding) == of_minus_25


@pytest.mark.parametrize(("number", "nearest"), [(35, 4), (45, 4), (-35, -4), (-45, -4)])
def test_a_half_goes_to_the_even_neighbour(number: int, nearest: int) -> None:
    assert rounded_quotient(number, 10, 0, "half even") == nearest


@pytest.mark.parametrize("rounding", sorted(PYTHON_NAMES))
def test_an_integer_stays_itself(rounding: Rounding) -> None:
    assert rounded_quotient(-42, 7, 0, rounding) == -6
    assert rounded_quotient(0, -7, 3, rounding) == 0


def test_a_negative_shift_counts_in_coarser_units() -> None:
    # 43,262.73 in hundreds, downwards: the worked example of a capacity limit.
    assert rounded_quotient(43_262_73, 100, -2, "down") == 432


@given(
    numerator=st.integers(-(10**20), 10**20),
    denominator=st.integers(-(10**10), 10**10).filter(bool),
    shift=st.integers(-6, 6),
    rounding=st.sampled_from(sorted(PYTHON_NAMES)),
)
def test_rounding_agrees_with_decimal_at_enough_digits(numerator: int, denominator: int, shift: int, rounding: Rounding) -> None:
    # An exact tie of quotients with denominators up to 10**10 shows within 40 digits; nothing nearer than that is mistaken for one.
    with localcontext(prec=80):
        exact = Decimal(numerator).scaleb(shift) / Decimal(denominator)
        expected = exact.quantize(Decimal(1), rounding=PYTHON_NAMES[rounding])
    assert rounded_quotient(numerator, denominator, shift, rounding) == int(expected)
