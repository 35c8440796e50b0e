"""Numeric nodes of the core with their scales and intervals; what is made of constants only becomes a constant."""

from collections.abc import Sequence
from dataclasses import replace

from lawbook.check.typing import intervals
from lawbook.check.typing.intervals import Bounds
from lawbook.check.typing.units import DECIMAL, Unit, alike, unit_of
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import NumberType
from lawbook.problems import EngineFault, Where


class NumberTooLarge(Exception):  # noqa: N818 - it is told to the author as a problem where it is caught
    """A calculation that could need more digits than the language allows; *most* is how many."""

    def __init__(self, bounds: Bounds) -> None:
        self.digits = max(_digits(abs(end)) for end in bounds)
        super().__init__()


def _digits(number: int) -> int:
    # Python writes no number of more than some thousand digits: then the count may be one too high.
    bits = number.bit_length()
    return len(str(number)) if bits < 10_000 else bits * 30_103 // 100_000 + 1


def number(expression: Expression) -> NumberType:
    """Give the type of an expression that is known to be a number."""
    if not isinstance(expression.type, NumberType):
        raise EngineFault(f"{expression!r} is not a number")
    return expression.type


def bounds(expression: Expression) -> Bounds:
    """Give the interval of a number."""
    type_ = number(expression)
    return type_.low, type_.high


def typed(unit: Unit, scale: int, within: Bounds) -> NumberType:
    """Give the type of a number, or raise NumberTooLarge. An integer in finer units is a decimal number."""
    if not intervals.fits(within):
        raise NumberTooLarge(within)
    kind = "decimal" if unit.kind == "integer" and scale > 0 else unit.kind
    return NumberType(kind, scale, within[0], within[1], unit.currency)


def constant(value: int, scale: int, unit: Unit, where: Where) -> core.Constant:
    """Give a known number."""
    return core.Constant(value, where=where, type=typed(unit, scale, (value, value)))


def folded(node: Expression, *operands: Expression) -> Expression:
    """Give *node*, or the constant it comes to when its *operands* are constants."""
    type_ = number(node)
    if type_.low == type_.high and all(isinstance(operand, core.Constant) for operand in operands):
        return core.Constant(type_.low, where=node.where, type=type_)
    return node


def in_unit(of: Expression, unit: Unit) -> Expression:
    """Give the same number as a count of *unit*: literals take the unit of what they meet."""
    type_ = number(of)
    if unit_of(type_) == unit:
        return of
    counted = typed(unit, type_.scale, (type_.low, type_.high))
    if isinstance(of, core.Constant):
        return core.Constant(of.value, where=of.where, type=counted)
    retyped = replace(of, type=counted)
    match retyped:
        case core.If(then=then, otherwise=otherwise):
            return replace(retyped, then=in_unit(then, unit), otherwise=in_unit(otherwise, unit))
        case core.Rescale(of=inner):
            return replace(retyped, of=in_unit(inner, unit))
        case _:
            return retyped


def finer(of: Expression, by: int) -> Expression:
    """Give the same number counted in units finer by 10 ** *by*."""
    if by == 0:
        return of
    type_ = number(of)
    finely = typed(unit_of(type_), type_.scale + by, (type_.low * 10**by, type_.high * 10**by))
    if isinstance(of, core.Rescale):
        return core.Rescale(of.of, of.by + by, where=of.where, type=finely)
    return folded(core.Rescale(of, by, where=of.where, type=finely), of)


def at_one_scale(items: Sequence[Expression]) -> list[Expression]:
    """Give all numbers at the finest of their scales."""
    scale = max(number(item).scale for item in items)
    return [finer(item, scale - number(item).scale) for item in items]


def unit_of_all(items: Sequence[Expression]) -> Unit:
    """Give the unit of numbers that have met."""
    together = unit_of(number(items[0]))
    for item in items:
        together = alike(together, unit_of(number(item))) or together
    return together


def plus(left: Expression, right: Expression, unit: Unit, where: Where) -> Expression:
    """Give the sum."""
    left, right = at_one_scale([left, right])
    type_ = typed(unit, number(left).scale, intervals.added(bounds(left), bounds(right)))
    return folded(core.Add(left, right, where=where, type=type_), left, right)


def minus(left: Expression, right: Expression, unit: Unit, where: Where) -> Expression:
    """Give the difference."""
    left, right = at_one_scale([left, right])
    type_ = typed(unit, number(left).scale, intervals.subtracted(bounds(left), bounds(right)))
    return folded(core.Subtract(left, right, where=where, type=type_), left, right)


def times(left: Expression, right: Expression, unit: Unit, where: Where) -> Expression:
    """Give the product."""
    scale = number(left).scale + number(right).scale
    type_ = typed(unit, scale, intervals.multiplied(bounds(left), bounds(right)))
    return folded(core.Multiply(left, right, where=where, type=type_), left, right)


def negative(of: Expression, where: Where) -> Expression:
    """Give the number below zero that is as far from it."""
    low, high = bounds(of)
    type_ = number(of)
    return folded(core.Negate(of, where=where, type=typed(unit_of(type_), type_.scale, (-high, -low))), of)


def distance(of: Expression, where: Where) -> Expression:
    """Give the distance from zero."""
    type_ = number(of)
    return folded(core.Absolute(of, where=where, type=typed(unit_of(type_), type_.scale, intervals.absolute(bounds(of)))), of)


def to_the_power(base: Expression, exponent: Expression, where: Where) -> Expression:
    """Give the power; *exponent* is an integer from 0 up."""
    low, high = bounds(exponent)
    if (low, high) == (1, 1):
        return base
    scale = number(base).scale
    type_ = typed(unit_of(number(base)), scale * high, intervals.raised(bounds(base), (low, high), high, scale))
    return folded(core.Power(base, exponent, high, scale, where=where, type=type_), base, exponent)


def remainder(of: Expression, by: core.Constant, unit: Unit, where: Where) -> Expression:
    """Give the floored remainder by a constant above 0."""
    aligned, divisor = at_one_scale([of, by])
    positive = bounds(divisor)[0]
    type_ = typed(unit, number(aligned).scale, intervals.remainder(bounds(aligned), positive))
    return folded(core.Modulo(aligned, positive, where=where, type=type_), aligned)


def least(items: Sequence[Expression], unit: Unit, where: Where) -> Expression:
    """Give the least of several numbers."""
    aligned = at_one_scale(items)
    type_ = typed(unit, number(aligned[0]).scale, intervals.least(bounds(item) for item in aligned))
    return folded(core.Least(tuple(aligned), where=where, type=type_), *aligned)


def greatest(items: Sequence[Expression], unit: Unit, where: Where) -> Expression:
    """Give the greatest of several numbers."""
    aligned = at_one_scale(items)
    type_ = typed(unit, number(aligned[0]).scale, intervals.greatest(bounds(item) for item in aligned))
    return folded(core.Greatest(tuple(aligned), where=where, type=type_), *aligned)


def is_one(expression: Expression) -> bool:
    """Tell whether *expression* is the constant 1."""
    return isinstance(expression, core.Constant) and expression.value == 10 ** number(expression).scale


def inner_product(left: Expression, right: Expression, where: Where) -> Expression:
    """Give a product within a quotient, whose unit is kept apart; times 1 is nothing."""
    if is_one(left):
        return right
    return left if is_one(right) else times(left, right, DECIMAL, where)
