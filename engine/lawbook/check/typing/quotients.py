"""Exact fractions: a calculation with divisions is carried as one numerator over one denominator until it is rounded."""

from collections.abc import Iterable

from lawbook.check.typing import arithmetic
from lawbook.check.typing.arithmetic import bounds, inner_product, number
from lawbook.check.typing.reading import Found, Quotient, unit_drawn
from lawbook.check.typing.units import DECIMAL, INTEGER, Unit
from lawbook.model.core import Expression
from lawbook.model.values import CauseKind
from lawbook.problems import Where


def as_quotient(drawn: Found | Quotient) -> Quotient:
    """Give a number as a quotient by 1."""
    if isinstance(drawn, Quotient):
        return drawn
    one = arithmetic.constant(1, 0, INTEGER, drawn.expression.where)
    return Quotient(drawn.expression, one, (), unit_drawn(drawn), drawn.loose)


def total(left: Quotient, right: Quotient, unit: Unit, where: Where, *, subtract: bool) -> Quotient:
    """Give the sum, or the difference."""
    combine = arithmetic.minus if subtract else arithmetic.plus
    if _same(left.denominator, right.denominator):
        numerator = combine(left.numerator, right.numerator, DECIMAL, where)
        denominator = left.denominator
    else:
        over, under = inner_product(left.numerator, right.denominator, where), inner_product(right.numerator, left.denominator, where)
        numerator = combine(over, under, DECIMAL, where)
        denominator = inner_product(left.denominator, right.denominator, where)
    return Quotient(numerator, denominator, _joined(left, right), unit, left.loose and right.loose, _cause(left, right))


def multiplied(left: Quotient, right: Quotient, unit: Unit, where: Where) -> Quotient:
    """Give the product."""
    numerator = inner_product(left.numerator, right.numerator, where)
    denominator = inner_product(left.denominator, right.denominator, where)
    return Quotient(numerator, denominator, _joined(left, right), unit, left.loose and right.loose, _cause(left, right))


def divided(left: Quotient, right: Quotient, unit: Unit, where: Where) -> Quotient:
    """Give the quotient of two; what is divided by is a divisor where it can be zero."""
    turned = Quotient(right.denominator, right.numerator, right.divisors, right.unit, right.loose, right.cause)
    low, high = bounds(right.numerator)
    if low <= 0 <= high:
        divisors = _distinct((*right.divisors, right.numerator))
        turned = Quotient(right.denominator, right.numerator, divisors, right.unit, right.loose)
    return multiplied(left, turned, unit, where)


def raised(base: Quotient, exponent: Expression, where: Where) -> Quotient:
    """Give the power; *exponent* is from 0 up."""
    numerator = arithmetic.to_the_power(base.numerator, exponent, where)
    denominator = base.denominator if arithmetic.is_one(base.denominator) else arithmetic.to_the_power(base.denominator, exponent, where)
    return Quotient(numerator, denominator, base.divisors, base.unit, base.loose, base.cause)


def negative(of: Quotient, where: Where) -> Quotient:
    """Give the quotient below zero that is as far from it."""
    return Quotient(arithmetic.negative(of.numerator, where), of.denominator, of.divisors, of.unit, of.loose, of.cause)


def _same(left: Expression, right: Expression) -> bool:
    # Equal nodes come to the same integer; the same scale makes it the same number.
    return left == right and number(left).scale == number(right).scale


def _distinct(divisors: Iterable[Expression]) -> tuple[Expression, ...]:
    kept: list[Expression] = []
    for divisor in divisors:
        if not any(divisor == other for other in kept):
            kept.append(divisor)
    return tuple(kept)


def _joined(left: Quotient, right: Quotient) -> tuple[Expression, ...]:
    return _distinct((*left.divisors, *right.divisors))


def _cause(left: Quotient, right: Quotient) -> CauseKind:
    kinds = {quotient.cause for quotient in (left, right) if quotient.divisors}
    return kinds.pop() if len(kinds) == 1 else "division-by-zero"
