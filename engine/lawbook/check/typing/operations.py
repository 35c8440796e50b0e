"""The operators of arithmetic: sums, products, quotients, powers, with their units."""

from lawbook.check.typing import arithmetic, dates, quotients, units
from lawbook.check.typing.arithmetic import NumberTooLarge, bounds, number
from lawbook.check.typing.meeting import settled
from lawbook.check.typing.reading import Drawn, Found, Quotient, Reading, told_drawn, unit_drawn
from lawbook.check.typing.units import DAYS, DECIMAL, MONTHS, RATIO, Unit
from lawbook.check.words.told import told
from lawbook.model.core import Expression
from lawbook.model.limits import EXPONENT
from lawbook.model.types import DateType, MomentType, NumberType
from lawbook.problems import EngineFault
from lawbook.read.syntax import Binary, Negative, Syntax


def draw_operation(syntax: Binary, reading: Reading) -> Drawn | None:
    """Read one of + - * / **; both operands are read even when one of them is wrong."""
    left, right = reading.draw(syntax.left, reading), reading.draw(syntax.right, reading)
    if left is None or right is None:
        return None
    try:
        match syntax.operator:
            case "+" | "-":
                return _sum(syntax, left, right, reading)
            case "*":
                return _product(syntax, left, right, reading)
            case "/":
                return _quotient(syntax, left, right, reading)
            case "**":
                return _power(syntax, left, right, reading)
            case _:
                raise EngineFault(f"{syntax.operator} is no operator of arithmetic")
    except NumberTooLarge as trouble:
        reading.too_large(syntax, syntax.operator_at, trouble)
        return None


def draw_negative(syntax: Negative, reading: Reading) -> Drawn | None:
    """Read a unary minus."""
    drawn = reading.draw(syntax.of, reading)
    number_drawn = None if drawn is None else as_number(drawn, syntax.of, reading, syntax.at)
    match number_drawn:
        case None:
            return None
        case Quotient():
            return quotients.negative(number_drawn, reading.place(syntax.at))
        case Found(expression=expression, loose=loose):
            return Found(arithmetic.negative(expression, reading.place(syntax.at)), loose)


def as_number(drawn: Drawn, syntax: Syntax, reading: Reading, at: int) -> Found | Quotient | None:
    """Take a number, rounded or not."""
    if isinstance(drawn, Quotient) or (isinstance(drawn, Found) and isinstance(drawn.expression.type, NumberType)):
        return drawn
    reading.problem("wrong-type", f"{told(syntax)} is {told_drawn(drawn)}, and a number is needed here", at)
    return None


def _both_numbers(syntax: Binary, left: Drawn, right: Drawn, reading: Reading) -> tuple[Found | Quotient, Found | Quotient] | None:
    one, other = as_number(left, syntax.left, reading, syntax.left.at), as_number(right, syntax.right, reading, syntax.right.at)
    return None if one is None or other is None else (one, other)


def _sum(syntax: Binary, left: Drawn, right: Drawn, reading: Reading) -> Drawn | None:
    if any(isinstance(drawn, Found) and isinstance(drawn.expression.type, DateType | MomentType) for drawn in (left, right)):
        whole = settled(reading, left, syntax.left), settled(reading, right, syntax.right)
        return None if whole[0] is None or whole[1] is None else dates.draw_sum(syntax, whole[0], whole[1], reading)
    both = _both_numbers(syntax, left, right, reading)
    unit = both and _sum_unit(*both)
    if both is None:
        return None
    if unit is None:
        _refuse_sum(syntax, *both, reading)
        return None
    one, other = both
    where, subtract, loose = reading.place(syntax.at), syntax.operator == "-", one.loose and other.loose
    if isinstance(one, Found) and isinstance(other, Found):
        combine = arithmetic.minus if subtract else arithmetic.plus
        return Found(combine(_counting(one, unit), _counting(other, unit), unit, where), loose)
    return quotients.total(quotients.as_quotient(one), quotients.as_quotient(other), unit, where, subtract=subtract)


def _counting(found: Found, unit: Unit) -> Expression:
    return arithmetic.in_unit(found.expression, unit) if found.loose and not unit.plain else found.expression


def _sum_unit(left: Found | Quotient, right: Found | Quotient) -> Unit | None:
    mine, other = unit_drawn(left), unit_drawn(right)
    if left.loose and not other.plain:
        return other
    if right.loose and not mine.plain:
        return mine
    return units.alike(mine, other)


def _refuse_sum(syntax: Binary, left: Found | Quotient, right: Found | Quotient, reading: Reading) -> None:
    kinds = {unit_drawn(left), unit_drawn(right)}
    joined = "added to" if syntax.operator == "+" else "subtracted from"
    first, second = ((syntax.left, left), (syntax.right, right))
    if syntax.operator == "-":
        first, second = second, first
    message = f"{told(first[0])}, {unit_drawn(first[1])}, cannot be {joined} {told(second[0])}, {unit_drawn(second[1])}"
    help_ = next((f"`{unit.kind}(n)` makes {unit.kind} of an integer" for unit in (DAYS, MONTHS) if unit in kinds), None)
    reading.problem("mixed-units", message, syntax.operator_at, help_ if any(unit.plain for unit in kinds) else None)


def _product(syntax: Binary, left: Drawn, right: Drawn, reading: Reading) -> Drawn | None:
    both = _both_numbers(syntax, left, right, reading)
    if both is None:
        return None
    one, other = both
    unit = units.product(unit_drawn(one), unit_drawn(other))
    if unit is None:
        _refuse_product(syntax, one, other, reading)
        return None
    where = reading.place(syntax.at)
    if isinstance(one, Found) and isinstance(other, Found):
        return Found(arithmetic.times(one.expression, other.expression, unit, where), one.loose and other.loose)
    return quotients.multiplied(quotients.as_quotient(one), quotients.as_quotient(other), unit, where)


def _refuse_product(syntax: Binary, left: Found | Quotient, right: Found | Quotient, reading: Reading) -> None:
    mine, other = unit_drawn(left), unit_drawn(right)
    verb = "multiplied with" if syntax.operator == "*" else "divided by"
    message = f"{told(syntax.left)}, {mine}, cannot be {verb} {told(syntax.right)}, {other}"
    help_ = None
    if other in {DAYS, MONTHS}:
        help_ = f"make it a plain number first: `{told(syntax.right)[1:-1]} / {other.kind}(1)`"
    elif mine in {DAYS, MONTHS}:
        help_ = f"make it a plain number first: `{told(syntax.left)[1:-1]} / {mine.kind}(1)`"
    reading.problem("mixed-units", message, syntax.operator_at, help_)


def _quotient(syntax: Binary, left: Drawn, right: Drawn, reading: Reading) -> Drawn | None:
    both = _both_numbers(syntax, left, right, reading)
    if both is None:
        return None
    one, other = both
    unit = units.quotient(unit_drawn(one), unit_drawn(other))
    if unit is None:
        _refuse_product(syntax, one, other, reading)
        return None
    return quotients.divided(quotients.as_quotient(one), quotients.as_quotient(other), unit, reading.place(syntax.at))


def _power(syntax: Binary, left: Drawn, right: Drawn, reading: Reading) -> Drawn | None:
    base = as_number(left, syntax.left, reading, syntax.left.at)
    exponent = _exponent(syntax, right, reading)
    if base is None or exponent is None:
        return None
    if not unit_drawn(base).plain:
        message = f"{told(syntax.left)}, {unit_drawn(base)}, cannot be raised to a power"
        reading.problem("mixed-units", message, syntax.operator_at, "only integers, decimals and ratios can")
        return None
    where = reading.place(syntax.at)
    low, high = bounds(exponent.expression)
    loose = base.loose and exponent.loose
    if low >= 0:
        if isinstance(base, Quotient):
            return quotients.raised(base, exponent.expression, where)
        return Found(arithmetic.to_the_power(base.expression, exponent.expression, where), loose)
    if high > 0:
        message = f"the exponent {told(syntax.right)} can be above and below zero, from {low} to {high}"
        reading.problem("not-one-quotient", message, syntax.right.at, "split the two cases with `if`, rounding each")
        return None
    raised = quotients.raised(quotients.as_quotient(base), arithmetic.negative(exponent.expression, where), where)
    one = quotients.as_quotient(Found(arithmetic.constant(1, 0, DECIMAL, where), loose))
    return quotients.divided(one, raised, RATIO if unit_drawn(base) == RATIO else DECIMAL, where)


def _exponent(syntax: Binary, right: Drawn, reading: Reading) -> Found | None:
    exponent = settled(reading, right, syntax.right)
    if exponent is None:
        return None
    type_ = exponent.expression.type
    if not isinstance(type_, NumberType) or not units.is_whole(type_):
        reading.problem("wrong-type", f"the exponent {told(syntax.right)} is {told_drawn(right)}, and must be an integer", syntax.right.at)
        return None
    if max(-type_.low, type_.high) > EXPONENT:
        message = f"the exponent {told(syntax.right)} can be from {number(exponent.expression).low} to {type_.high}"
        reading.problem("number-too-large", f"{message}, and at most {EXPONENT} is possible", syntax.right.at)
        return None
    return exponent
