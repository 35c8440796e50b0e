"""Literals of the expression language: numbers, texts, truths, dates, times, moments and lengths of time."""

import re

from lawbook.check.declared.literals import read_moment, read_time
from lawbook.check.typing import arithmetic
from lawbook.check.typing.arithmetic import NumberTooLarge
from lawbook.check.typing.comparisons import BOOLEAN
from lawbook.check.typing.reading import Found, Reading
from lawbook.check.typing.units import DAYS, DECIMAL, INTEGER, MONTHS
from lawbook.check.words.shapes import read_date
from lawbook.model import core
from lawbook.model.types import DateType, MomentType, TextType, TimeType, Type
from lawbook.model.values import Known
from lawbook.read.document import Scalar
from lawbook.read.syntax import AtLiteral, Number, Text, Truth

_LENGTH = re.compile(r"(-?)P(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})D)?")
_MOST_DIGITS = 1_000


def draw_literal(syntax: Number | Text | Truth | AtLiteral, reading: Reading) -> Found | None:
    """Read a literal."""
    match syntax:
        case Number():
            return _number(syntax, reading)
        case Text(value=value):
            return Found(_constant(value, TextType(len(value)), syntax.at, reading), loose=True)
        case Truth(value=value):
            return Found(_constant(value, BOOLEAN, syntax.at, reading))
        case AtLiteral():
            return _at_literal(syntax, reading)


def _constant(value: Known, type_: Type, at: int, reading: Reading) -> core.Constant:
    return core.Constant(value, where=reading.place(at), type=type_)


def _number(syntax: Number, reading: Reading) -> Found | None:
    whole, _, digits = syntax.text.partition(".")
    digits = digits.rstrip("0")
    unit = DECIMAL if digits else INTEGER
    try:
        return Found(arithmetic.constant(_count(whole + digits), len(digits), unit, reading.place(syntax.at)), loose=True)
    except NumberTooLarge as trouble:
        reading.too_large(syntax, syntax.at, trouble)
        return None


def _count(written: str) -> int:
    # Python reads no number of more than some thousand digits; one with as many is too large either way.
    return int(written) if len(written) <= _MOST_DIGITS else 10 ** len(written)


def _at_literal(syntax: AtLiteral, reading: Reading) -> Found | None:
    text = syntax.text
    scalar = Scalar(text, "plain", reading.place(syntax.at))
    if "P" in text:
        return _length(syntax, reading)
    if "T" in text:
        moment = read_moment(scalar, "this literal", reading.problems)
        return None if moment is None else Found(_constant(moment, MomentType(), syntax.at, reading))
    if ":" in text:
        time = read_time(scalar, "this literal", reading.problems)
        return None if time is None else Found(_constant(time, TimeType(), syntax.at, reading))
    day = read_date(scalar, "this literal", reading.problems)
    return None if day is None else Found(_constant(day, DateType(day, day), syntax.at, reading))


def _length(syntax: AtLiteral, reading: Reading) -> Found | None:
    length = _LENGTH.fullmatch(syntax.text)
    sign, years, months, days = length.groups() if length else ("", None, None, None)
    counts_months = years is not None or months is not None
    if counts_months == (days is not None):
        message = f"`{syntax.text}` is not a number of days or of months"
        reading.problem("bad-value", message, syntax.at, 'write `@"P30D"`, `@"P18M"`, `days(30)`, `months(18)` or `hours(24)`')
        return None
    number = int(days or 0) if days is not None else 12 * int(years or 0) + int(months or 0)
    unit = DAYS if days is not None else MONTHS
    return Found(arithmetic.constant(-number if sign else number, 0, unit, reading.place(syntax.at)))
