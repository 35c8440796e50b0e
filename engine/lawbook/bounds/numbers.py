"""Within which bounds a calculation lies whose numbers lie within theirs."""

from collections.abc import Callable, Sequence
from itertools import product

from lawbook.bounds.values import EITHER, FALSE, NEVER_KNOWN, TRUE, Among, Bounds, Stretch, is_impossible, or_unknown, whatever
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import DAY_SECONDS
from lawbook.model.values import Known
from lawbook.operators.arithmetic import modulo, power
from lawbook.operators.calendar import FIRST_DAY, LAST_DAY, add_months, date_part, during, months_between
from lawbook.operators.rounding import rounded_quotient

FEW_DAYS = 40
"""Over how many days the parts of a date are looked at one by one."""


def of_numbers(expression: Expression, operands: Sequence[Bounds]) -> Bounds:
    """Give bounds of a node that is strict over numbers, whose *operands* lie within theirs, in order of its fields."""
    if any(is_impossible(operand) for operand in operands):
        return NEVER_KNOWN
    unknown = any(operand.unknown for operand in operands)
    stretches = [operand for operand in operands if isinstance(operand, Stretch)]
    if len(stretches) != len(operands):
        return whatever(expression.type)
    return or_unknown(_known(expression, stretches), unknown=unknown)


def _known(expression: Expression, n: list[Stretch]) -> Bounds:  # noqa: C901 - one match over the operators
    match expression:
        case core.Less():
            return _compared(lowest=n[0].high < n[1].low, never=n[0].low >= n[1].high)
        case core.AtMost():
            return _compared(lowest=n[0].high <= n[1].low, never=n[0].low > n[1].high)
        case core.Add():
            return Stretch(n[0].low + n[1].low, n[0].high + n[1].high)
        case core.Subtract():
            return Stretch(n[0].low - n[1].high, n[0].high - n[1].low)
        case core.Multiply():
            return _corners(lambda left, right: left * right, n)
        case core.Negate():
            return Stretch(-n[0].high, -n[0].low)
        case core.Rescale(by=by):
            return Stretch(n[0].low * 10**by, n[0].high * 10**by)
        case core.Power(most=most, scale=scale) if n[0].low >= 0:
            return _corners(lambda root, exponent: power(root, exponent, most, scale), n)
        case core.RoundedQuotient():
            return _rounded(expression, n)
        case core.Modulo(by=by):
            whole = n[0].low // by == n[0].high // by
            return Stretch(modulo(n[0].low, by), modulo(n[0].high, by)) if whole else Stretch(0, by - 1)
        case core.Absolute():
            ends = (abs(n[0].low), abs(n[0].high))
            return Stretch(0 if n[0].low <= 0 <= n[0].high else min(ends), max(ends))
        case core.Least():
            return Stretch(min(each.low for each in n), min(each.high for each in n))
        case core.Greatest():
            return Stretch(max(each.low for each in n), max(each.high for each in n))
        case core.During():
            return _during(n)
        case core.AddMonths():
            return _corners(add_months, (_days(n[0]), n[1]))
        case core.MonthsBetween():
            start, end = _days(n[0]), _days(n[1])
            return Stretch(months_between(start.high, end.low), months_between(start.low, end.high))
        case core.DatePart(part=part):
            return _date_part(_days(n[0]), part, expression)
        case _:
            return whatever(expression.type)


def _compared(*, lowest: bool, never: bool) -> Among:
    if lowest:
        return TRUE
    return FALSE if never else EITHER


def _corners(operator: Callable[[int, int], int], n: Sequence[Stretch]) -> Stretch:
    """Give the bounds of an operator that only grows, or only falls, in each of its two numbers while the other stands still."""
    values = [operator(left, right) for left, right in product((n[0].low, n[0].high), (n[1].low, n[1].high))]
    return Stretch(min(values), max(values))


def _rounded(expression: core.RoundedQuotient, n: list[Stretch]) -> Bounds:
    numerator, denominator, *divisors = n
    zero = any(divisor.low <= 0 <= divisor.high for divisor in divisors)
    if any(divisor.low == divisor.high == 0 for divisor in divisors):
        return NEVER_KNOWN

    def quotient(above: int, below: int) -> int:
        return rounded_quotient(above, below, expression.shift, expression.rounding)

    # On either side of zero a quotient only grows or only falls with what it is divided by.
    sides = [Stretch(max(denominator.low, 1), denominator.high), Stretch(denominator.low, min(denominator.high, -1))]
    found = [_corners(quotient, (numerator, side)) for side in sides if side.low <= side.high]
    if not found:
        return NEVER_KNOWN
    return Stretch(min(each.low for each in found), max(each.high for each in found), zero)


def _during(n: list[Stretch]) -> Bounds:
    time, start, end = n
    if start.low != start.high or end.low != end.high:
        return EITHER
    turns = sorted({each for each in (start.low, end.low) if time.low < each <= time.high})
    values: frozenset[Known] = frozenset(during(each, start.low, end.low) for each in (time.low % DAY_SECONDS, *turns))
    return Among(values)


def _days(n: Stretch) -> Stretch:
    """Leave out what is no day of the calendar: bounds may be wider than what there can be."""
    return Stretch(max(n.low, FIRST_DAY), min(n.high, LAST_DAY))


def _date_part(day: Stretch, part: core.DatePartName, expression: Expression) -> Bounds:
    if part == "year":
        return Stretch(date_part(day.low, part), date_part(day.high, part))
    if day.high - day.low > FEW_DAYS:
        whole = whatever(expression.type)
        most = {"month": 12, "day": 31, "weekday": 7}[part]
        return Stretch(1, most) if isinstance(whole, Stretch) else whole
    parts = [date_part(each, part) for each in range(day.low, day.high + 1)]
    return Stretch(min(parts), max(parts))
