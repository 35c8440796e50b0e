"""What a fact should be, and what was found instead, in words."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import assert_never

from lawbook.contract.written import date_text, fixed_scale
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

_LISTED = 12
_SHOWN = 40
_VERY_LARGE = 10**1000


def expected(type_: Type) -> str:  # noqa: C901 - one match over the types
    """Say what values a type has."""
    match type_:
        case BooleanType():
            return "true or false"
        case NumberType():
            return _expected_number(type_)
        case DateType(low=low, high=high):
            return f"a date as YYYY-MM-DD between {date_text(low)} and {date_text(high)}"
        case TimeType():
            return "a time of day as HH:MM or HH:MM:SS"
        case MomentType():
            return "an instant with its offset such as 2025-01-01T08:00:00+08:00, in whole seconds, of the years 1900 to 2199"
        case TextType(most=most):
            return f"text of at most {most} characters"
        case OneOfType(labels=labels):
            return f"one of {listed(labels)}"
        case SetType(of=of):
            return f"a list of different labels out of {listed(of.labels)}"
        case RecordType(names=names):
            return f"an object with {listed(names)}"
        case ListType(of=of, most=most):
            return f"a list of at most {most}, each {expected(of)}"
        case _:
            assert_never(type_)


def _expected_number(type_: NumberType) -> str:
    between = f"between {fixed_scale(type_.low, type_.scale)} and {fixed_scale(type_.high, type_.scale)}"
    match type_.kind:
        case "integer":
            return f"a whole number {between}"
        case "days" | "months":
            return f"a whole number of {type_.kind} {between}"
        case "money":
            return f"money in {type_.currency} {between}, {_at_most(type_.scale)}"
        case "ratio":
            return f"a ratio {between}, {_at_most(type_.scale)}"
        case "decimal":
            return f"a number {between}, {_at_most(type_.scale)}"
        case _:
            assert_never(type_.kind)


def decimals(count: int) -> str:
    """Say how many decimals."""
    return f"{count} decimal{'' if count == 1 else 's'}"


def _at_most(scale: int) -> str:
    return "without decimals" if scale == 0 else f"at most {decimals(scale)}"


def listed(names: Iterable[str]) -> str:
    """List *names*, the first few when there are many."""
    every = list(names)
    if len(every) > _LISTED:
        return ", ".join(f"`{name}`" for name in every[:_LISTED]) + f" … ({len(every)} in all)"
    return ", ".join(f"`{name}`" for name in every)


def found(posted: object, *, private: bool) -> str:
    """Say what was posted, without its content when that is *private*."""
    match posted:
        case None:
            return "null"
        case bool():
            return "true" if posted else "false"
        case int() | Decimal():
            return "a number" if private else f"the number {_number_shown(posted)}"
        case float():
            return "a binary floating-point number"
        case str():
            return "text" if private else f"the text `{shortened(posted)}`"
        case date() | time():
            return "a date or time" if private else f"`{posted.isoformat()}`"
        case Mapping():
            return "an object"
        case list() | tuple() | set() | frozenset():
            return "a list"
        case _:
            return "something that JSON does not have"


def _number_shown(number: int | Decimal) -> str:
    if isinstance(number, int) and abs(number) >= _VERY_LARGE:
        return "of more than 1,000 digits"
    return shortened(str(number))


def shortened(text: str) -> str:
    """Give the beginning of *text*, on one line and safe to print."""
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in shown)
