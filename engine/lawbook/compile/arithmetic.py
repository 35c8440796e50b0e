"""Numbers and dates in generated Python."""

from collections.abc import Sequence

from lawbook.compile.terms import Scope, Term, joined, named, strict
from lawbook.model.core import DatePartName, Expression, RoundedQuotient, Rounding
from lawbook.model.types import NumberType
from lawbook.model.values import Unknown

_PARTS: dict[DatePartName, str] = {
    "year": "DATE({}).year",
    "month": "DATE({}).month",
    "day": "DATE({}).day",
    "weekday": "(({} - 1) % 7 + 1)",
}


def date_part(of: Term, part: DatePartName, scope: Scope) -> Term:
    """Give the year, month, day or weekday of a date."""
    return strict([of], scope, lambda texts: _PARTS[part].format(texts[0]))


def extreme(items: Sequence[Term], word: str, scope: Scope) -> Term:
    """Give the least (*word* `min`) or the greatest (`max`) of some numbers."""
    if len(items) == 1:
        return items[0]
    if len(items) > 2:
        return strict(items, scope, lambda texts: f"{word}({', '.join(texts)})")
    sign = "<" if word == "min" else ">"
    operands = [named(item, scope) for item in items]
    return strict(operands, scope, lambda texts: f"({texts[0]} if {texts[0]} {sign} {texts[1]} else {texts[1]})")


def raised(base: Term, exponent: Term, fixed: int | None, most: int, scale: int, scope: Scope) -> Term:
    """Give *base* to the power *exponent* (whose value is *fixed*, where that is known) at the scale *scale* × *most*."""
    if fixed is not None:
        finer = scope.source.literal(10 ** (scale * (most - fixed)))
        return strict([base], scope, lambda texts: f"({texts[0]} ** {fixed} * {finer})")
    exponent = named(exponent, scope)
    return strict([base, exponent], scope, lambda texts: f"({texts[0]} ** {texts[1]} * 10 ** ({scale} * ({most} - {texts[1]})))")


def quotient(of: RoundedQuotient, operands: Sequence[Term], fixed: int | None, scope: Scope) -> Term:
    """Give a rounded quotient: *operands* are its numerator, its denominator and its divisors.

    *fixed* is the value of the denominator, where that is known.
    """
    operands = [named(operand, scope) for operand in operands]
    numerator, denominator, *divisors = operands
    divided = _divided(numerator.text, denominator.text, fixed, of)
    zeros = " or ".join(f"{divisor.text} == 0" for divisor in divisors)
    doubtful = dict.fromkeys(operand.text for operand in operands if operand.nullable)
    if not zeros:
        return strict(operands, scope, lambda _: divided)
    cause = scope.source.constant(Unknown((of.cause,)))
    told = f"DIVIDE_UNKNOWN({cause}, ({''.join(f'{operand.text}, ' for operand in operands)}))"
    # An Unknown is never equal to 0: both tests may be made of it.
    tests = " or ".join([*(f"type({text}) is U" for text in doubtful), zeros])
    return joined(f"({told} if {tests} else {divided})", operands, nullable=True, brackets=4)


def _divided(numerator: str, denominator: str, fixed: int | None, of: RoundedQuotient) -> str:
    signed = not _counts(of.numerator)
    scaled = numerator if of.shift <= 0 else f"{numerator} * {10**of.shift}"
    if of.rounding not in _ROUNDINGS or fixed == 0 or (fixed is None and (signed or not _counts(of.denominator))):
        return f"DIVIDE({numerator}, {denominator}, {of.shift}, {of.rounding!r})"
    finer = 10 ** max(0, -of.shift)
    if fixed is None:
        return _rounded(f"({scaled})", f"({denominator} * {finer})" if finer > 1 else denominator, of.rounding, signed=False)
    if fixed < 0:
        return _rounded(f"(-{scaled})", str(-fixed * finer), of.rounding, signed=True)
    return f"({scaled})" if fixed * finer == 1 else _rounded(f"({scaled})", str(fixed * finer), of.rounding, signed=signed)


def _counts(expression: Expression) -> bool:
    # Whether a number is checked never to be below zero.
    return isinstance(expression.type, NumberType) and expression.type.low >= 0


_ROUNDINGS: dict[Rounding, tuple[str, str]] = {
    # What is done with a number not below zero, and with one below.
    "floor": ("{n} // {d}", "{n} // {d}"),
    "ceiling": ("-(-{n} // {d})", "-(-{n} // {d})"),
    "down": ("{n} // {d}", "-(-{n} // {d})"),
    "up": ("-(-{n} // {d})", "{n} // {d}"),
    "half up": ("({n} * 2 + {d}) // ({d} * 2)", "-(({d} - {n} * 2) // ({d} * 2))"),
    "half down": ("-(({d} - {n} * 2) // ({d} * 2))", "({n} * 2 + {d}) // ({d} * 2)"),
}


def _rounded(numerator: str, by: str, rounding: Rounding, *, signed: bool) -> str:
    above, below = (text.format(n=numerator, d=by) for text in _ROUNDINGS[rounding])
    return f"({above})" if above == below or not signed else f"({above} if {numerator} >= 0 else {below})"
