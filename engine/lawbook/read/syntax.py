"""Expressions as they were written, before names and types: trees whose nodes know their offset in the text."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class _Syntax:
    at: int = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(_Syntax):
    """A number as written: digits with at most one point."""

    text: str


@dataclass(frozen=True, slots=True)
class Text(_Syntax):
    """A quoted text; also a label."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth(_Syntax):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class AtLiteral(_Syntax):
    """`@"…"`, `date("…")`, `time("…")`: a date, time, moment or duration as written between the quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(_Syntax):
    """A name of anything declared; in a cell or output also a bare label."""

    name: str


@dataclass(frozen=True, slots=True)
class Input(_Syntax):
    """`?`: the value of the column's input."""


@dataclass(frozen=True, slots=True)
class Negative(_Syntax):
    """Unary minus."""

    of: "Syntax"


BinaryOperator: TypeAlias = Literal["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or"]


@dataclass(frozen=True, slots=True)
class Binary(_Syntax):
    """Two operands; *operator_at* is the offset of the operator."""

    operator: BinaryOperator
    left: "Syntax"
    right: "Syntax"
    operator_at: int = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Between(_Syntax):
    """`of between low and high`, both included."""

    of: "Syntax"
    low: "Syntax"
    high: "Syntax"


@dataclass(frozen=True, slots=True)
class In(_Syntax):
    """`of in tests`."""

    of: "Syntax"
    tests: "tuple[CellTest, ...]"


@dataclass(frozen=True, slots=True)
class IsKnown(_Syntax):
    """`of is known` (*known*) or `of is missing` (not *known*)."""

    of: "Syntax"
    known: bool


@dataclass(frozen=True, slots=True)
class Choose(_Syntax):
    """`if condition then a else b`."""

    condition: "Syntax"
    then: "Syntax"
    otherwise: "Syntax"


@dataclass(frozen=True, slots=True)
class Call(_Syntax):
    """A call; *function* is lower case with single spaces between words (`round half up`)."""

    function: str
    arguments: "tuple[Syntax, ...]"


@dataclass(frozen=True, slots=True)
class Dated(_Syntax):
    """`name at date`: a parameter on another day."""

    name: Name
    date: "Syntax"


@dataclass(frozen=True, slots=True)
class Field(_Syntax):
    """`of.name`."""

    of: "Syntax"
    name: str
    name_at: int = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Filter(_Syntax):
    """`of[condition]`."""

    of: "Syntax"
    condition: "Syntax"


@dataclass(frozen=True, slots=True)
class ForSome(_Syntax):
    """`some x in list satisfies c`, or `every …`."""

    kind: Literal["some", "every"]
    variable: str
    of: "Syntax"
    condition: "Syntax"


@dataclass(frozen=True, slots=True)
class Listed(_Syntax):
    """`[a, b, c]`: labels of a set, or a list of numbers for min, max, sum, count, mean."""

    items: "tuple[Syntax, ...]"


Syntax: TypeAlias = (
    Number
    | Text
    | Truth
    | AtLiteral
    | Name
    | Input
    | Negative
    | Binary
    | Between
    | In
    | IsKnown
    | Choose
    | Call
    | Dated
    | Field
    | Filter
    | ForSome
    | Listed
)


@dataclass(frozen=True, slots=True)
class RangeTest(_Syntax):
    """`[low..high]`, with `(`, `]` for an open low end and `)`, `[` for an open high end."""

    low: Syntax
    low_closed: bool
    high: Syntax
    high_closed: bool


@dataclass(frozen=True, slots=True)
class CompareTest(_Syntax):
    """`< x`, `>= x`, `= x`, `!= x`."""

    operator: Literal["<", "<=", ">", ">=", "=", "!="]
    value: Syntax


@dataclass(frozen=True, slots=True)
class ValueTest(_Syntax):
    """A bare value or label: equal to it."""

    value: Syntax


@dataclass(frozen=True, slots=True)
class ConditionTest(_Syntax):
    """A truth that speaks of the input as `?`."""

    condition: Syntax


CellTest: TypeAlias = RangeTest | CompareTest | ValueTest | ConditionTest


@dataclass(frozen=True, slots=True)
class Cell(_Syntax):
    """One cell of a table: any of *tests*, or none of them when *negated*; no tests at all for `-`."""

    tests: tuple[CellTest, ...]
    negated: bool = False
