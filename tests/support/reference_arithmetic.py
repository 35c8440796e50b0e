"""What an expression means, told once more: fractions over the syntax tree itself, without types, scales or a core.

None is unknown. Only what the generators of `numeric_syntax` make is understood.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from lawbook.operators.rounding import rounded_quotient
from lawbook.read import syntax as written
from lawbook.read.syntax import Syntax

Answer: TypeAlias = Fraction | bool | None
Facts: TypeAlias = Mapping[str, Fraction]


def answer(syntax: Syntax, facts: Facts) -> Answer:
    """Work out *syntax*."""
    match syntax:
        case written.Number(text=text):
            return Fraction(text)
        case written.Name(name=name):
            return facts[name]
        case written.Negative(of=of):
            return _strictly(lambda numbers: -numbers[0], [answer(of, facts)])
        case written.Binary(operator="and" | "or" as operator, left=left, right=right):
            return _kleene(operator, answer(left, facts), answer(right, facts))
        case written.Binary(operator=operator, left=left, right=right):
            return _strictly(_OPERATORS[operator], [answer(left, facts), answer(right, facts)])
        case written.Choose(condition=condition, then=then, otherwise=otherwise):
            return _choice(answer(condition, facts), answer(then, facts), answer(otherwise, facts))
        case written.Between(of=of, low=low, high=high):
            return _strictly(lambda n: n[1] <= n[0] <= n[2], [answer(each, facts) for each in (of, low, high)])
        case written.Call(function="not", arguments=arguments):
            truth = answer(arguments[0], facts)
            return None if truth is None else not truth
        case written.Call(function=function, arguments=arguments):
            return _strictly(_function(function), [answer(argument, facts) for argument in arguments])
        case _:
            raise NotImplementedError(syntax)


def _strictly(operator: Callable[[Sequence[Fraction]], Answer], operands: Sequence[Answer]) -> Answer:
    if any(operand is None for operand in operands):
        return None
    return operator([Fraction(operand) for operand in operands if operand is not None])


def _kleene(operator: str, left: Answer, right: Answer) -> Answer:
    decisive = operator == "or"
    if left is decisive or right is decisive:
        return decisive
    return None if left is None or right is None else not decisive


def _choice(condition: Answer, then: Answer, otherwise: Answer) -> Answer:
    if condition is None:
        return then if then is not None and then == otherwise else None
    return then if condition else otherwise


def _power(numbers: Sequence[Fraction]) -> Answer:
    base, exponent = numbers
    return None if base == 0 and exponent < 0 else Fraction(base**exponent)


_OPERATORS: Mapping[str, Callable[[Sequence[Fraction]], Answer]] = {
    "+": lambda n: n[0] + n[1],
    "-": lambda n: n[0] - n[1],
    "*": lambda n: n[0] * n[1],
    "/": lambda n: None if n[1] == 0 else n[0] / n[1],
    "**": _power,
    "=": lambda n: n[0] == n[1],
    "!=": lambda n: n[0] != n[1],
    "<": lambda n: n[0] < n[1],
    "<=": lambda n: n[0] <= n[1],
    ">": lambda n: n[0] > n[1],
    ">=": lambda n: n[0] >= n[1],
}
_ROUNDINGS = {
    "round up": "up",
    "round down": "down",
    "round half up": "half up",
    "round half down": "half down",
    "round half even": "half even",
    "floor": "floor",
    "ceiling": "ceiling",
}


def _function(name: str) -> Callable[[Sequence[Fraction]], Answer]:
    if name in _ROUNDINGS:
        return lambda n: _rounded(n[0], int(n[1]), _ROUNDINGS[name])
    functions: dict[str, Callable[[Sequence[Fraction]], Answer]] = {
        "min": lambda n: min(*n),
        "max": lambda n: max(*n),
        "sum": lambda n: sum(n, Fraction(0)),
        "abs": lambda n: abs(n[0]),
        "modulo": lambda n: n[0] % n[1],
    }
    return functions[name]


def _rounded(number: Fraction, places: int, rounding: str) -> Fraction:
    counted = number * Fraction(10) ** places
    return Fraction(rounded_quotient(counted.numerator, counted.denominator, 0, rounding)) / Fraction(10) ** places  # type: ignore[arg-type]
