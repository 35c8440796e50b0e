"""Roundings: where a calculation with divisions becomes one exact rounded quotient."""

from lawbook.check.typing import arithmetic, intervals
from lawbook.check.typing.arithmetic import NumberTooLarge, bounds, number, typed
from lawbook.check.typing.meeting import drawn_whole
from lawbook.check.typing.operations import as_number
from lawbook.check.typing.quotients import as_quotient
from lawbook.check.typing.reading import Found, Quotient, Reading
from lawbook.check.typing.units import DECIMAL, INTEGER, Unit
from lawbook.check.words.told import told
from lawbook.model import core
from lawbook.model.core import Expression, Rounding
from lawbook.model.types import NumberType
from lawbook.read.syntax import Call

ROUNDINGS: dict[str, Rounding] = {
    "round up": "up",
    "round down": "down",
    "round half up": "half up",
    "round half down": "half down",
    "round half even": "half even",
    "floor": "floor",
    "ceiling": "ceiling",
}
_MOST_PLACES = 18


def draw_rounding(syntax: Call, reading: Reading) -> Found | None:
    """Read a rounding to a literal number of decimal places, below 0 for tens and hundreds."""
    of = syntax.arguments[0]
    drawn = reading.draw(of, reading)
    rounded = None if drawn is None else as_number(drawn, of, reading, of.at)
    places = _places(syntax, reading)
    if rounded is None or places is None:
        return None
    try:
        closed = _closed(rounded, places, ROUNDINGS[syntax.function], syntax, reading)
    except NumberTooLarge as trouble:
        reading.too_large(syntax, syntax.at, trouble)
        return None
    return Found(closed, rounded.loose)


def _places(syntax: Call, reading: Reading) -> int | None:
    if len(syntax.arguments) == 1:
        return 0
    given = syntax.arguments[1]
    found = drawn_whole(reading, given)
    if found is None:
        return None
    places = found.expression.value if isinstance(found.expression, core.Constant) else None
    whole = isinstance(found.expression.type, NumberType) and found.expression.type.scale == 0
    if found.loose and whole and isinstance(places, int) and abs(places) <= _MOST_PLACES:
        return places
    message = f"{told(given)} is not a number of decimal places written out, from -{_MOST_PLACES} to {_MOST_PLACES}"
    reading.problem("wrong-arguments", message, given.at, f"such as `{syntax.function}({told(syntax.arguments[0])[1:-1]}, 2)`")
    return None


def _closed(rounded: Found | Quotient, places: int, rounding: Rounding, syntax: Call, reading: Reading) -> Expression:
    if isinstance(rounded, Found) and number(rounded.expression).scale <= places:
        return arithmetic.finer(rounded.expression, places - number(rounded.expression).scale)
    quotient = as_quotient(rounded)
    counted = _rounded(quotient, places, rounding, syntax, reading)
    return counted if places >= 0 else arithmetic.finer(counted, -places)


def _rounded(quotient: Quotient, places: int, rounding: Rounding, syntax: Call, reading: Reading) -> Expression:
    """Count the rounded quotient in units of 10 ** -*places*; the scale of a count of tens or hundreds is below 0."""
    where = reading.place(syntax.at)
    numerator, denominator = quotient.numerator, quotient.denominator
    shift = number(denominator).scale - number(numerator).scale + places
    if shift < 0 and isinstance(denominator, core.Constant) and isinstance(denominator.value, int):
        finer: int = 10**-shift
        denominator, shift = arithmetic.constant(denominator.value * finer, 0, INTEGER, denominator.where), 0
    _hold(quotient, denominator, shift)
    within = intervals.quotient(bounds(numerator), bounds(denominator), shift, rounding)
    type_ = typed(_unit(quotient.unit, places), places, within)
    node = core.RoundedQuotient(
        numerator, denominator, quotient.divisors, shift, rounding, reading.cause(quotient.cause), where=where, type=type_
    )
    return node if quotient.divisors else arithmetic.folded(node, numerator, denominator)


def _hold(quotient: Quotient, denominator: Expression, shift: int) -> None:
    # INVARIANT: the halves are found by comparing twice the rest with the denominator: all of that stays within the digits.
    for part, finer in ((quotient.numerator, max(shift, 0)), (denominator, max(-shift, 0))):
        low, high = bounds(part)
        widened = (2 * low * 10**finer, 2 * high * 10**finer)
        if not intervals.fits(widened):
            raise NumberTooLarge(widened)


def _unit(unit: Unit, places: int) -> Unit:
    return INTEGER if unit == DECIMAL and places <= 0 else unit
