"""Numbers and dates in generated Python."""

from collections.abc import Sequence

from lawbook.compile.terms import Scope, Term, joined, named, strict
from lawbook.model.core import DatePartName, RoundedQuotient, Rounding
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
    doubtful = [operand.text for operand in operands if operand.nullable]
    if not zeros:
        return strict(operands, scope, lambda _: divided)
    cause = scope.source.constant(Unknown((of.cause,)))
    told = f"DIVIDE_UNKNOWN({cause}, ({''.join(f'{operand.text}, ' for operand in operands)}))"
    # An Unknown is never equal to 0: both tests may be made of it.
    tests = " or ".join([*(f"type({text}) is U" for text in doubtful), zeros])
    return joined(f"({told} if {tests} else {divided})", operands, nullable=True, brackets=4)


def _divided(numerator: str, denominator: str, fixed: int | None, of: RoundedQuotient) -> str:
    if fixed is None or fixed == 0:
        return f"DIVIDE({numerator}, {denominator}, {of.shift}, {of.rounding!r})"
    scaled = numerator if of.shift <= 0 else f"{numerator} * {10**of.shift}"
    by = fixed if of.shift >= 0 else fixed * 10**-of.shift
    if by < 0:
        scaled, by = f"-{scaled}", -by
    return _rounded(f"({scaled})", by, of.rounding)


_ROUNDINGS: dict[Rounding, tuple[str, str]] = {
    # What is done with a number not below zero, and with one below.
    "floor": ("{n} // {d}", "{n} // {d}"),
    "ceiling": ("-(-{n} // {d})", "-(-{n} // {d})"),
    "down": ("{n} // {d}", "-(-{n} // {d})"),
    "up": ("-(-{n} // {d})", "{n} // {d}"),
    "half up": ("({n} * 2 + {d}) // {dd}", "-(({d} - {n} * 2) // {dd})"),
    "half down": ("-(({d} - {n} * 2) // {dd})", "({n} * 2 + {d}) // {dd}"),
}


def _rounded(numerator: str, by: int, rounding: Rounding) -> str:
    if by == 1:
        return numerator
    if rounding not in _ROUNDINGS:
        return f"DIVIDE({numerator}, {by}, 0, {rounding!r})"
    above, below = (text.format(n=numerator, d=by, dd=by * 2) for text in _ROUNDINGS[rounding])
    return f"({above})" if above == below else f"({above} if {numerator} >= 0 else {below})"
