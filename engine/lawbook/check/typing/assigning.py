"""Values that go to a place of a declared type: its unit, its scale, its range, its labels."""

from dataclasses import replace
from typing import assert_never

from lawbook.check.typing import arithmetic
from lawbook.check.typing.arithmetic import NumberTooLarge, number
from lawbook.check.typing.dates import DECIDED_MOMENTS, moment_bounds
from lawbook.check.typing.intervals import MOST
from lawbook.check.typing.meeting import as_set, labelled, same_kind, settled
from lawbook.check.typing.reading import Drawn, Found, Listing, Reading
from lawbook.check.typing.units import unit_of
from lawbook.check.words.told import told, told_end, told_number, told_type
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.read.syntax import Syntax


def assigned(reading: Reading, drawn: Drawn | None, syntax: Syntax, wanted: Type) -> Expression | None:
    """Give what *syntax* came to as a value of the type *wanted*, or None after saying why it is none."""
    if isinstance(drawn, Listing) and isinstance(wanted, SetType):
        drawn = as_set(drawn, wanted)
    found = settled(reading, drawn, syntax)
    if found is None:
        return None
    match wanted:
        case NumberType():
            return _number(reading, found, syntax, wanted)
        case OneOfType() if found.loose and isinstance(found.expression.type, TextType):
            return labelled(reading, found.expression, wanted)
        case DateType() | MomentType() | TextType():
            return _within(reading, found.expression, syntax, wanted)
        case BooleanType() | TimeType() | OneOfType() | SetType() | RecordType() | ListType():
            return found.expression if _of_type(reading, found.expression, syntax, wanted) else None
        case _:
            assert_never(wanted)


def _of_type(reading: Reading, expression: Expression, syntax: Syntax, wanted: Type) -> bool:
    if same_kind(expression.type, wanted):
        return True
    message = f"{told(syntax)} is {told_type(expression.type)}, and {told_type(wanted)} is needed here"
    reading.problem("wrong-type", message, syntax.at)
    return False


def _within(reading: Reading, expression: Expression, syntax: Syntax, wanted: DateType | MomentType | TextType) -> Expression | None:
    if not _of_type(reading, expression, syntax, wanted):
        return None
    type_ = expression.type
    message = None
    if isinstance(wanted, DateType) and isinstance(type_, DateType) and not (wanted.low <= type_.low and type_.high <= wanted.high):
        ends = f"from {told_end(type_.low, type_)} to {told_end(type_.high, type_)}"
        message = f"{told(syntax)} can be {ends}, and must be from {told_end(wanted.low, wanted)} to {told_end(wanted.high, wanted)}"
    if isinstance(wanted, TextType) and isinstance(type_, TextType) and type_.most > wanted.most:
        message = f"{told(syntax)} can have {type_.most} characters, and may have {wanted.most}"
    if isinstance(wanted, MomentType):
        low, high = moment_bounds(expression)
        if low < DECIDED_MOMENTS[0] or high > DECIDED_MOMENTS[1]:
            message = f"{told(syntax)} can leave the years 1000 to 2999"
    if message is None:
        return expression
    reading.problem("out-of-range", message, syntax.at)
    return None


def _number(reading: Reading, found: Found, syntax: Syntax, wanted: NumberType) -> Expression | None:
    expression = found.expression
    if not isinstance(expression.type, NumberType):
        _of_type(reading, expression, syntax, wanted)
        return None
    unit, mine = unit_of(wanted), unit_of(expression.type)
    if mine != unit and not (mine.plain and (unit.plain or found.loose)):
        message = f"{told(syntax)} is {mine}, and {unit} is needed here"
        reading.problem("mixed-units", message, syntax.at, _into(unit.kind) if mine.kind == "integer" else None)
        return None
    scaled = _at_scale(reading, expression, syntax, wanted)
    if scaled is None or not _in_range(reading, scaled, syntax, wanted):
        return None
    if mine == unit:
        return scaled
    if found.loose:
        return arithmetic.in_unit(scaled, unit)
    return replace(scaled, type=replace(number(scaled), kind=unit.kind, currency=unit.currency))


def _into(kind: str) -> str | None:
    return f"`{kind}(n)` makes {kind} of an integer" if kind in {"days", "months"} else None


def _at_scale(reading: Reading, expression: Expression, syntax: Syntax, wanted: NumberType) -> Expression | None:
    type_ = number(expression)
    if type_.scale > wanted.scale:
        places = "1 decimal place" if wanted.scale == 1 else f"{wanted.scale or 'no'} decimal places"
        message = f"{told(syntax)} has {type_.scale} decimal places, and {places} can stand here"
        reading.problem("wrong-scale", message, syntax.at, f"say how it is rounded: `round half up({told(syntax)[1:-1]}, {wanted.scale})`")
        return None
    try:
        return arithmetic.finer(expression, wanted.scale - type_.scale)
    except NumberTooLarge as trouble:
        reading.too_large(syntax, syntax.at, trouble)
        return None


def _in_range(reading: Reading, expression: Expression, syntax: Syntax, wanted: NumberType) -> bool:
    type_ = number(expression)
    if wanted.low <= type_.low and type_.high <= wanted.high:
        return True
    low, high = told_number(type_.low, type_.scale), told_number(type_.high, type_.scale)
    can_be = f"is {low}" if isinstance(expression, core.Constant) else f"can be from {low} to {high}"
    least, most = told_number(wanted.low, wanted.scale), told_number(wanted.high, wanted.scale)
    must_be = f"at most {most}" if wanted.low == -MOST else f"at least {least}" if wanted.high == MOST else f"from {least} to {most}"
    clamps = [f"`min(…, {most})`"] if type_.high > wanted.high else []
    if type_.low < wanted.low:
        clamps.append(f"`max(…, {least})`")
    help_ = None if isinstance(expression, core.Constant) else f"hold it in range with {' and '.join(clamps)}"
    reading.problem("out-of-range", f"{told(syntax)} {can_be}, and must be {must_be}", syntax.at, help_)
    return False
