"""The types of the policy language."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

NumberKind: TypeAlias = Literal["integer", "decimal", "money", "ratio", "days", "months"]


@dataclass(frozen=True, slots=True)
class BooleanType:
    """True or false."""


@dataclass(frozen=True, slots=True)
class NumberType:
    """A bounded exact number: an integer count of 10 ** -*scale* between *low* and *high*, both included.

    *currency* is the ISO 4217 code, for money only.
    """

    kind: NumberKind
    scale: int
    low: int
    high: int
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class DateType:
    """A calendar day between the day numbers *low* and *high*, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class TimeType:
    """A local time of day, in seconds since midnight: 0 to 86,399."""


@dataclass(frozen=True, slots=True)
class MomentType:
    """An instant, in whole seconds since 1970-01-01T00:00:00Z, between the years 1900 and 2199."""


@dataclass(frozen=True, slots=True)
class TextType:
    """Text of at most *most* characters."""

    most: int


@dataclass(frozen=True, slots=True)
class OneOfType:
    """One of a closed list of labels.

    *ordered* allows `<` by place in *labels*. *severity*, where declared, lists all labels, worst first. *name* is the name of
    the shared type, where it has one; two one-of types are the same type when their labels are.
    """

    labels: tuple[str, ...]
    ordered: bool = False
    severity: tuple[str, ...] | None = None
    name: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SetType:
    """A set of labels of one one-of type."""

    of: OneOfType


@dataclass(frozen=True, slots=True)
class RecordType:
    """Named fields in order of declaration; an optional field may be unknown."""

    names: tuple[str, ...]
    types: "tuple[Type, ...]"
    optional: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ListType:
    """At most *most* elements of one type."""

    of: "Type"
    most: int


Type: TypeAlias = BooleanType | NumberType | DateType | TimeType | MomentType | TextType | OneOfType | SetType | RecordType | ListType


def labels_of(type_: Type) -> tuple[str, ...]:
    """Give the labels of a one-of, or the two truths: what a value of *type_* can be called, where that can be listed; else nothing."""
    match type_:
        case OneOfType(labels=labels):
            return labels
        case BooleanType():
            return ("true", "false")
        case _:
            return ()


MOMENT_LOW = -2_208_988_800
"""1900-01-01T00:00:00Z."""
MOMENT_HIGH = 7_258_118_399
"""2199-12-31T23:59:59Z."""
DAY_SECONDS = 86_400
