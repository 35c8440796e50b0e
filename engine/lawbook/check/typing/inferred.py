"""The interval of a decision whose author left its bounds out: that of its values."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from lawbook.check.declared.label_types import TypeRead
from lawbook.check.typing.intervals import Bounds, union
from lawbook.model.core import Expression
from lawbook.model.types import DateType, NumberType, Type


def wanted_of(read: TypeRead) -> Type:
    """Give the type that the values of a decision must fit."""
    if isinstance(read.type, DateType) and not read.bounded:
        return DateType(dt.date.min.toordinal(), dt.date.max.toordinal())
    return read.type


def inferred(read: TypeRead, values: Iterable[Expression]) -> Type:
    """Give the type of a decision that takes one of *values*."""
    return narrowed(read, [(value.type.low, value.type.high) for value in values if isinstance(value.type, NumberType | DateType)])


def narrowed(read: TypeRead, intervals: Iterable[Bounds]) -> Type:
    """Give the type of a decision that takes values of *intervals*."""
    listed = list(intervals)
    if read.bounded or not isinstance(read.type, NumberType | DateType) or not listed:
        return read.type
    low, high = union(listed)
    return replace(read.type, low=low, high=high)
