"""Numbers of thousands of digits, and digits of other scripts: told like any other slip."""

import pytest

from support.fragments import checked_fragment

LONG = "9" * 5_000
POLICY = """\
facts:
  income: {type: integer, min: 0, max: MOST}
parameters:
  cap: {type: integer, min: 0, max: 10, values: {2020-01-01: CAP}}
decisions:
  within: {type: boolean, formula: income > LIMIT}
  step: {type: integer, otherwise: 0, table: {hit: first, inputs: [income], rows: {R1: ["< CUT", 1]}}}
  score: {scorecard: {base: BASE, characteristics: {income: {bins: {"< 5": 1, ">= 5": 2}}}}}
  capped: {type: integer, formula: cap}
"""
USUAL = {"MOST": "100", "CAP": "5", "LIMIT": "7", "CUT": "3", "BASE": "480"}


def errors(**said: str) -> set[str]:
    """Give the line and the code of each error of the policy with *said* in place of what is usual."""
    text = POLICY
    for word, number in {**USUAL, **said}.items():
        text = text.replace(word, number)
    told = [error.partition(" ") for error in checked_fragment(text, "numbers", {}).errors]
    return {f"{where.partition(':')[0]} {code}" for where, _, code in told}


@pytest.mark.parametrize(
    ("place", "error"),
    [("MOST", "2 number-too-large"), ("CAP", "4 number-too-large"), ("CUT", "7 number-too-large"), ("BASE", "8 bad-number")],
)
@pytest.mark.parametrize("number", [LONG, f"-{LONG}"])
def test_a_number_of_thousands_of_digits_is_refused(place: str, error: str, number: str) -> None:
    assert error in errors(**{place: number})


def test_a_number_of_thousands_of_digits_in_an_expression_is_refused() -> None:
    assert errors(LIMIT="9" * 3_500) == {"6 number-too-large"}


@pytest.mark.parametrize(("place", "error"), [("MOST", "2 bad-number"), ("CAP", "4 bad-number"), ("BASE", "8 bad-number")])
def test_digits_are_those_of_ascii(place: str, error: str) -> None:
    assert error in errors(**{place: "１２"})
