"""What an expression can come to: a known value, or an unknown with its causes.

Known values are plain Python values, the same in every back end that runs in Python:

    boolean                                        bool
    integer decimal money ratio days months        int, in units of 10 ** -scale of the type
    date                                           int, the day number of `datetime.date.toordinal`
    time of day                                    int, seconds since midnight
    moment                                         int, seconds since 1970-01-01T00:00:00Z
    text, one-of                                   str (one-of: the label)
    set of one-of                                  frozenset of labels
    record                                         tuple of its fields' values, in order of declaration
    list                                           tuple of its elements
"""

from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

CauseKind: TypeAlias = Literal[
    "missing-fact",
    "no-row-matched",
    "two-rows-matched",
    "rows-disagree",
    "division-by-zero",
    "no-parameter-value",
    "empty-list",
    "beyond-calendar",
]


class Cause(msgspec.Struct, frozen=True, order=True):
    """One thing that prevented knowing.

    *order* is the place of the declaration of *name* in the policy (facts, then parameters, then decisions); causes are
    listed by it. *rows* are the ids of the rows concerned, where the kind speaks of rows.
    """

    order: int
    kind: CauseKind
    name: str
    rows: tuple[str, ...] = ()


class Unknown(msgspec.Struct, frozen=True):
    """The absence of a value, with everything that caused it, sorted and without repetition."""

    causes: tuple[Cause, ...]


Known: TypeAlias = bool | int | str | frozenset[str] | tuple["Value", ...]
Value: TypeAlias = Known | Unknown


def unknown_because(operands: Iterable[Value]) -> Unknown:
    """Join the causes of those of *operands* that are unknown."""
    causes: set[Cause] = set()
    for operand in operands:
        if isinstance(operand, Unknown):
            causes.update(operand.causes)
    return Unknown(tuple(sorted(causes)))
