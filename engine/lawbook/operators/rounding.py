"""Rounding of an exact quotient, as FEEL and DMN 1.3 name the directions."""

from typing import assert_never

from lawbook.model.core import Rounding


def rounded_quotient(numerator: int, denominator: int, shift: int, rounding: Rounding) -> int:
    """Give numerator × 10 ** *shift* / denominator, rounded to an integer.

    *denominator* is not 0. `up` is away from zero and `down` toward it; the halves say where an exact half goes, `half even` to
    the even neighbour; `floor` goes below and `ceiling` above.
    """
    if shift >= 0:
        numerator *= 10**shift
    else:
        denominator *= 10**-shift
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    below, rest = divmod(numerator, denominator)
    if rest == 0:
        return below
    return below + 1 if _goes_above(rounding, below, 2 * rest - denominator) else below


def _goes_above(rounding: Rounding, below: int, past_half: int) -> bool:
    # `below` is the floor of a quotient that is no integer: a negative quotient has a negative floor.
    negative = below < 0
    match rounding:
        case "floor":
            return False
        case "ceiling":
            return True
        case "up":
            return not negative
        case "down":
            return negative
        case "half up":
            return past_half > 0 or (past_half == 0 and not negative)
        case "half down":
            return past_half > 0 or (past_half == 0 and negative)
        case "half even":
            return past_half > 0 or (past_half == 0 and below % 2 == 1)
        case _:
            assert_never(rounding)
