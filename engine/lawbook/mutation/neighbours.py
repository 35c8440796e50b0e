"""The values next to a value: one unit of the scale up and down, the label beside it, the opposite."""

from collections.abc import Collection
from dataclasses import replace

from lawbook.model.core import Constant
from lawbook.model.types import DAY_SECONDS as DAY
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, SetType, TimeType, Type
from lawbook.model.values import Known


def beside(type_: Type, value: Known, unit: int = 1) -> tuple[Known, ...]:
    """Give the values next to *value*: both that are a *unit* away, the next label, the opposite truth, the set with one label less.

    A type whose values have no neighbours gives none.
    """
    match type_:
        case BooleanType():
            return (not value,)
        case NumberType() | DateType() | MomentType() if isinstance(value, int):
            return (value - unit, value + unit)
        case TimeType() if isinstance(value, int):
            return tuple(second for second in (value - unit, value + unit) if 0 <= second < DAY)
        case OneOfType(labels=labels) if isinstance(value, str):
            label = next_label(labels, value)
            return () if label is None else (label,)
        case SetType(of=of) if isinstance(value, frozenset):
            return tuple(value - {label} for label in of.labels if label in value)
        case _:
            return ()


def next_label(labels: tuple[str, ...], label: str, taken: Collection[str] = ()) -> str | None:
    """Give the first label after *label* that is not *taken*, going on from the start after the last; None when there is none."""
    at = labels.index(label)
    around = (*labels[at + 1 :], *labels[:at])
    return next((other for other in around if other not in taken), None)


def both_beside(labels: tuple[str, ...], label: str) -> tuple[str, ...]:
    """Give the labels just before and just after *label*."""
    at = labels.index(label)
    return tuple(labels[place] for place in (at - 1, at + 1) if 0 <= place < len(labels))


def holding(constant: Constant, value: Known) -> Constant:
    """Give *constant* with another value; the type of a number says what it is."""
    type_ = constant.type
    if isinstance(type_, NumberType | DateType) and isinstance(value, int):
        type_ = replace(type_, low=min(type_.low, value), high=max(type_.high, value))
    return replace(constant, value=value, type=type_)
