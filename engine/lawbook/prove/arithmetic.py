"""Arithmetic in formulas: linear where it can be, by cases over the values of a table where a product or a quotient is not."""

from bisect import bisect_right
from collections.abc import Callable
from typing import TypeAlias, assert_never

import z3

from lawbook.model.core import Rounding
from lawbook.prove.symbols import FALSE, TRUE, both, either, opposite

CASES = 512
"""How many values a number may have for a product or a quotient to be taken apart by them."""

Over: TypeAlias = Callable[[int], z3.ArithRef]


def whole(value: int) -> z3.ArithRef:
    """Give a number that is known."""
    return z3.IntVal(value)


def fixed(of: z3.ArithRef) -> int | None:
    """Give the number that *of* is, where it is one."""
    return of.as_long() if z3.is_int_value(of) else None


def cases(of: z3.ArithRef) -> int:
    """Say how many leaves the choices in *of* have, all of them numbers; 0 where one is none, or there are too many."""
    waiting, leaves = [of], 0
    seen: set[int] = set()
    while waiting:
        part = waiting.pop()
        if part.get_id() in seen:
            continue
        seen.add(part.get_id())
        if z3.is_int_value(part):
            leaves += 1
        elif z3.is_app_of(part, z3.Z3_OP_ITE):
            waiting += [part.arg(1), part.arg(2)]
        else:
            return 0
        if leaves > CASES:
            return 0
    return leaves


def by_cases(of: z3.ArithRef, make: Over) -> z3.ArithRef:
    """Give what *make* makes of each number that *of* can be."""
    made: dict[int, z3.ArithRef] = {}

    def over(part: z3.ArithRef) -> z3.ArithRef:
        known = made.get(part.get_id())
        if known is None:
            number = fixed(part)
            known = make(number) if number is not None else z3.If(part.arg(0), over(part.arg(1)), over(part.arg(2)))
            made[part.get_id()] = known
        return known

    return over(of)


def product(left: z3.ArithRef, right: z3.ArithRef) -> z3.ArithRef:
    """Give the product."""
    for one, other in ((left, right), (right, left)):
        if fixed(one) is not None:
            return other if fixed(one) == 1 else one * other
    for one, other in ((left, right), (right, left)):
        if cases(one):
            return by_cases(one, lambda number, other=other: product(whole(number), other))  # type: ignore[misc]
    return left * right


def power(base: z3.ArithRef, exponent: z3.ArithRef, most: int, scale: int) -> z3.ArithRef:
    """Give a power, of which one side must be known or have few values."""

    def raised(times: int) -> z3.ArithRef:
        made = whole(10 ** (scale * (most - times)))
        for _ in range(times):
            made = product(base, made)
        return made

    made = raised(most)
    for times in range(most):
        made = z3.If(exponent == times, raised(times), made)
    return made


def quotient(numerator: z3.ArithRef, denominator: z3.ArithRef, shift: int, rounding: Rounding) -> z3.ArithRef:
    """Give numerator × 10 ** shift / denominator, rounded; anything where the denominator is zero."""
    above, below = (numerator * 10**shift, denominator) if shift >= 0 else (numerator, denominator * 10**-shift)
    below = z3.simplify(below)
    if fixed(below) is None and cases(below):
        return by_cases(below, lambda number: rounded(above, number, rounding))
    number = fixed(below)
    if number is None:
        flipped = z3.If(below < 0, -above, above)
        return _rounded(flipped, z3.If(below < 0, -below, below), rounding)
    return rounded(above, number, rounding)


def rounded(numerator: z3.ArithRef, denominator: int, rounding: Rounding) -> z3.ArithRef:
    """Give a quotient by a known number, rounded; 0 where that is zero, which is never looked at."""
    if denominator == 0:
        return whole(0)
    numerator, denominator = (-numerator, -denominator) if denominator < 0 else (numerator, denominator)
    return numerator if denominator == 1 else _rounded(numerator, whole(denominator), rounding)


def _rounded(numerator: z3.ArithRef, denominator: z3.ArithRef, rounding: Rounding) -> z3.ArithRef:
    # Division of z3 by what is above zero gives the floor, and a remainder that is not below zero.
    floor = numerator / denominator
    if rounding == "floor":
        return floor
    rest = numerator % denominator
    return z3.If(both(rest != 0, _goes_above(rounding, floor, 2 * rest, denominator)), floor + 1, floor)


def _goes_above(rounding: Rounding, floor: z3.ArithRef, twice: z3.ArithRef, denominator: z3.ArithRef) -> z3.BoolRef:
    negative, past, half = floor < 0, twice > denominator, twice == denominator
    match rounding:
        case "floor":
            return FALSE
        case "ceiling":
            return TRUE
        case "up":
            return opposite(negative)
        case "down":
            return negative
        case "half up":
            return either(past, both(half, opposite(negative)))
        case "half down":
            return either(past, both(half, negative))
        case "half even":
            return either(past, both(half, floor % 2 == 1))
        case _:
            assert_never(rounding)


def least(items: list[z3.ArithRef]) -> z3.ArithRef:
    """Give the least."""
    made = items[0]
    for item in items[1:]:
        made = z3.If(item < made, item, made)
    return made


def greatest(items: list[z3.ArithRef]) -> z3.ArithRef:
    """Give the greatest."""
    made = items[0]
    for item in items[1:]:
        made = z3.If(item > made, item, made)
    return made


def stepped(at: z3.ArithRef, steps: list[tuple[int, z3.ArithRef]], before: z3.ArithRef) -> z3.ArithRef:
    """Give *before*, and from each of the (ascending) *steps* on what stands there: by halves, so that many steps stay shallow."""
    exact = fixed(at)
    if exact is not None:
        place = bisect_right(steps, exact, key=lambda step: step[0])
        return steps[place - 1][1] if place else before
    if not steps:
        return before
    middle = len(steps) // 2
    begin, value = steps[middle]
    return z3.If(at >= begin, stepped(at, steps[middle + 1 :], value), stepped(at, steps[:middle], before))
