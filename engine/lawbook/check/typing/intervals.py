"""Exact intervals of integers, from the intervals of what goes in: (least, greatest), both included."""

from collections.abc import Iterable
from typing import TypeAlias

from lawbook.model.core import Rounding
from lawbook.model.limits import DIGITS
from lawbook.operators.arithmetic import power
from lawbook.operators.rounding import rounded_quotient

Bounds: TypeAlias = tuple[int, int]
MOST: int = 10**DIGITS - 1
"""The greatest number that the language can calculate with."""


def fits(bounds: Bounds) -> bool:
    """Tell whether every number of the interval can be calculated with."""
    return bounds[0] >= -MOST and bounds[1] <= MOST


def hull(numbers: Iterable[int]) -> Bounds:
    """Give the least interval with all *numbers*."""
    listed = list(numbers)
    return min(listed), max(listed)


def union(intervals: Iterable[Bounds]) -> Bounds:
    """Give the least interval with all *intervals*."""
    return hull(end for interval in intervals for end in interval)


def added(left: Bounds, right: Bounds) -> Bounds:
    """Give the interval of the sums."""
    return left[0] + right[0], left[1] + right[1]


def subtracted(left: Bounds, right: Bounds) -> Bounds:
    """Give the interval of the differences."""
    return left[0] - right[1], left[1] - right[0]


def multiplied(left: Bounds, right: Bounds) -> Bounds:
    """Give the interval of the products."""
    return hull(one * other for one in left for other in right)


def least(intervals: Iterable[Bounds]) -> Bounds:
    """Give the interval of the least of one number from each interval."""
    listed = list(intervals)
    return min(low for low, _ in listed), min(high for _, high in listed)


def greatest(intervals: Iterable[Bounds]) -> Bounds:
    """Give the interval of the greatest of one number from each interval."""
    listed = list(intervals)
    return max(low for low, _ in listed), max(high for _, high in listed)


def absolute(of: Bounds) -> Bounds:
    """Give the interval of the distances from zero."""
    far = max(abs(of[0]), abs(of[1]))
    return (0 if of[0] <= 0 <= of[1] else min(abs(of[0]), abs(of[1]))), far


def remainder(of: Bounds, by: int) -> Bounds:
    """Give the interval of the floored remainders by *by*, above 0."""
    same_turn = of[0] // by == of[1] // by
    return (of[0] % by, of[1] % by) if same_turn else (0, by - 1)


def raised(base: Bounds, exponent: Bounds, most: int, scale: int) -> Bounds:
    """Give the interval of the powers, at the scale of *scale* × *most*; *exponent* is from 0 up."""
    # For one exponent a power is least or greatest at an end of the bases or at 0; for one base, at one of the outer two
    # exponents of either parity.
    bases = {base[0], base[1], *([0] if base[0] <= 0 <= base[1] else [])}
    low, high = exponent
    exponents = {each for each in (low, low + 1, high - 1, high) if low <= each <= high}
    return hull(power(one, each, most, scale) for one in bases for each in exponents)


def pieces(denominator: Bounds) -> tuple[Bounds, ...]:
    """Give what is left of an interval of divisors without zero."""
    low, high = denominator
    below, above = (low, min(high, -1)), (max(low, 1), high)
    return tuple(piece for piece in (below, above) if piece[0] <= piece[1])


def quotient(numerator: Bounds, denominator: Bounds, shift: int, rounding: Rounding) -> Bounds:
    """Give the interval of the rounded quotients by a denominator that is not zero; (0, 0) where it always is."""
    corners = [rounded_quotient(over, under, shift, rounding) for over in numerator for piece in pieces(denominator) for under in piece]
    return hull(corners) if corners else (0, 0)
