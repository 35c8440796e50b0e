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
from lawbook.read import syntax as written
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
    text = _text(syntax, 0)
    return f"`{text}`" if len(text) <= _LENGTH else f"`{text[: _LENGTH - 1]}…`"


_LOOSE, _OR, _AND, _COMPARED, _SUM, _PRODUCT, _POWER, _TIGHT = range(8)
_BINDING = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER}


def _text(syntax: Syntax, binding: int) -> str:
    """Write *syntax*, in parentheses when it binds less than *binding*."""
    text, own = _written(syntax)
    return text if own >= binding else f"({text})"


def _written(syntax: Syntax) -> tuple[str, int]:
    match syntax:
        case written.Binary(operator=operator, left=left, right=right):
            own = _BINDING.get(operator, _COMPARED)
            return f"{_text(left, own)} {operator} {_text(right, own + 1)}", own
        case written.Negative(of=of):
            return f"-{_text(of, _TIGHT)}", _TIGHT
        case written.Choose(condition=condition, then=then, otherwise=otherwise):
            return f"if {_text(condition, _LOOSE)} then {_text(then, _LOOSE)} else {_text(otherwise, _LOOSE)}", _LOOSE
        case written.ForSome(kind=kind, variable=variable, of=of, condition=condition):
            return f"{kind} {variable} in {_text(of, _OR)} satisfies {_text(condition, _LOOSE)}", _LOOSE
        case written.Between(of=of, low=low, high=high):
            return f"{_text(of, _SUM)} between {_text(low, _SUM)} and {_text(high, _SUM)}", _COMPARED
        case written.In(of=of):
            return f"{_text(of, _SUM)} in (…)", _COMPARED
        case written.IsKnown(of=of, known=known):
            return f"{_text(of, _SUM)} is {'known' if known else 'missing'}", _COMPARED
        case _:
            return _tight(syntax), _TIGHT


def _tight(syntax: Syntax) -> str:
    match syntax:
        case written.Number(text=text):
            return text
        case written.Text(value=value):
            return f'"{value}"'
        case written.Truth(value=value):
            return "true" if value else "false"
        case written.AtLiteral(text=text):
            return f'@"{text}"'
        case written.Name(name=name):
            return name
        case written.Input():
            return "?"
        case _:
            return _composed(syntax)


def _composed(syntax: Syntax) -> str:
    match syntax:
        case written.Call(function=function, arguments=arguments):
            return f"{function}({', '.join(_text(argument, _LOOSE) for argument in arguments)})"
        case written.Dated(name=name, date=date):
            return f"{name.name} at {_text(date, _TIGHT)}"
        case written.Field(of=of, name=field):
            return f"{_text(of, _TIGHT)}.{field}"
        case written.Filter(of=of, condition=condition):
            return f"{_text(of, _TIGHT)}[{_text(condition, _LOOSE)}]"
        case written.Listed(items=items):
            return f"[{', '.join(_text(item, _LOOSE) for item in items)}]"
        case _:
            return "…"
