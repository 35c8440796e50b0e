"""Types, values and expressions in the author's words, for problems."""

import datetime as dt
from typing import assert_never

from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberKind,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.read.printing import to_text
from lawbook.read.syntax import Syntax

_SHOWN = 6
"""How many labels of a one-of are listed before the rest is left out."""
_LENGTH = 60
"""How long an expression may be quoted."""


def told_type(type_: Type) -> str:  # noqa: C901 - one match over the types
    """Name a type: `a date`, `money in CNY`, `one of A, B, C`."""
    match type_:
        case BooleanType():
            return "true or false"
        case NumberType(kind=kind, currency=currency):
            return told_unit(kind, currency)
        case DateType():
            return "a date"
        case TimeType():
            return "a time of day"
        case MomentType():
            return "a moment"
        case TextType():
            return "a text"
        case OneOfType(labels=labels):
            return f"one of {told_labels(labels)}"
        case SetType(of=of):
            return f"a set of {told_labels(of.labels)}"
        case RecordType():
            return "a record"
        case ListType():
            return "a list"
        case _:
            assert_never(type_)


def told_unit(kind: NumberKind, currency: str | None) -> str:
    """Name what a number counts."""
    match kind:
        case "money":
            return f"money in {currency}"
        case "days" | "months":
            return f"a number of {kind}"
        case "integer":
            return "an integer"
        case "decimal":
            return "a decimal number"
        case "ratio":
            return "a ratio"
        case _:
            assert_never(kind)


def told_labels(labels: tuple[str, ...]) -> str:
    """List labels, the first few of many."""
    return ", ".join(labels) if len(labels) <= _SHOWN else ", ".join(labels[:_SHOWN]) + ", …"


def values(count: int) -> str:
    """Write how many values there are."""
    return "nothing" if count == 0 else "1 value" if count == 1 else f"{count} values"


def told_number(value: int, scale: int) -> str:
    """Write a number counted in 10 ** -*scale* with all its decimal places."""
    if scale == 0:
        return str(value)
    digits = str(abs(value)).rjust(scale + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-scale]}.{digits[-scale:]}"


def told_day(day: int) -> str:
    """Write a day."""
    return dt.date.fromordinal(day).isoformat()


def told_end(value: int, type_: NumberType | DateType) -> str:
    """Write an end of the interval of a type."""
    return told_day(value) if isinstance(type_, DateType) else told_number(value, type_.scale)


def told(syntax: Syntax) -> str:
    """Quote an expression in backticks, the beginning of it if it is long."""
    text = " ".join(to_text(syntax).split())
    return f"`{text}`" if len(text) <= _LENGTH else f"`{text[: _LENGTH - 1]}…`"
