"""How the values of a type become positions 0, 1, 2 … of a finite dimension, and back."""

from dataclasses import dataclass
from typing import assert_never

from lawbook.model.types import (
    DAY_SECONDS,
    MOMENT_HIGH,
    MOMENT_LOW,
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


@dataclass(frozen=True, slots=True)
class Dimension:
    """The values of one type, laid out on *size* positions.

    Numbers, dates, times and moments stand in their order from *base*; labels in theirs; false before true; of text, each of *named*,
    then one position for any other text.
    """

    type: Type
    size: int
    base: int = 0
    named: tuple[str, ...] = ()


def dimension_of(type_: Type, texts: tuple[str, ...] = ()) -> Dimension | None:
    """Lay out the values of *type_*, or give None when they do not stand on one line (sets, records, lists)."""
    match type_:
        case BooleanType():
            return Dimension(type_, 2)
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            return Dimension(type_, high - low + 1, low)
        case TimeType():
            return Dimension(type_, DAY_SECONDS)
        case MomentType():
            return Dimension(type_, MOMENT_HIGH - MOMENT_LOW + 1, MOMENT_LOW)
        case TextType():
            return Dimension(type_, len(texts) + 1, 0, texts)
        case OneOfType(labels=labels):
            return Dimension(type_, len(labels), 0, labels)
        case SetType() | RecordType() | ListType():
            return None
        case _:
            assert_never(type_)


def position_of(dimension: Dimension, value: Known) -> int | None:
    """Give the position of a known value, or None when it is none of the values laid out."""
    if isinstance(value, str):
        if value in dimension.named:
            return dimension.named.index(value)
        return len(dimension.named) if isinstance(dimension.type, TextType) else None
    if isinstance(value, int):  # a boolean is counted as 0 or 1
        return value - dimension.base if 0 <= value - dimension.base < dimension.size else None
    return None


def value_at(dimension: Dimension, position: int) -> Known | None:
    """Give the value at *position*, or None for "any other text"."""
    if isinstance(dimension.type, BooleanType):
        return position == 1
    if isinstance(dimension.type, OneOfType | TextType):
        return dimension.named[position] if position < len(dimension.named) else None
    return dimension.base + position
