"""A region of the values of a table's inputs, in the author's words."""

import datetime as dt
from collections.abc import Sequence
from typing import assert_never

from lawbook.check.words.told import told_number
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
from lawbook.model.values import Known
from lawbook.regions.dimensions import value_at
from lawbook.regions.spaces import Side

_SHOWN = 3
"""How many labels of a region are listed."""


def told_region(region: Sequence[tuple[int, int]], sides: Sequence[Side], inputs: Sequence[str]) -> str:
    """Say where a region is: `age` is from 18 to 20 and `grade` is D. Inputs that can be anything are left out."""
    told = [
        f"`{inputs[side.input]}` is {_told_range(side, low, high)}"
        for side, (low, high) in zip(sides, region, strict=True)
        if side.input is not None and side.dimension is not None and (low, high) != (0, side.known - 1)
    ]
    return " and ".join(told) or "anything is given"


def _told_range(side: Side, low: int, high: int) -> str:
    if side.dimension is None:
        return ""
    values = [value_at(side.dimension, position) for position in range(low, min(high, low + _SHOWN) + 1)]
    type_ = side.dimension.type
    if low == high:
        return told_value(values[0], type_)
    if isinstance(type_, OneOfType | TextType | BooleanType):
        told = [told_value(value, type_) for value in values]
        return " or ".join(told if high - low < _SHOWN else [*told[:_SHOWN], "others"])
    return f"from {told_value(values[0], type_)} to {told_value(value_at(side.dimension, high), type_)}"


def told_value(value: Known | None, type_: Type) -> str:
    """Write a known value of *type_*; None is any other text."""
    match type_:
        case BooleanType():
            return "true" if value else "false"
        case NumberType(scale=scale) if isinstance(value, int):
            return told_number(value, scale)
        case DateType() if isinstance(value, int):
            return dt.date.fromordinal(value).isoformat()
        case TimeType() if isinstance(value, int):
            return f"{value // 3600:02}:{value // 60 % 60:02}:{value % 60:02}"
        case MomentType() if isinstance(value, int):
            return dt.datetime.fromtimestamp(value, dt.UTC).isoformat()
        case TextType() if value is None:
            return "another text"
        case NumberType() | DateType() | TimeType() | MomentType() | TextType() | OneOfType() | SetType() | RecordType() | ListType():
            return f"`{value}`"
        case _:
            assert_never(type_)
