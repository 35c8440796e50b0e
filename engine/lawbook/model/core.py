"""The small core that every policy elaborates into, and that every back end translates.

Numbers are scaled integers: `Add`, `Less`, `Equal`, `Least` and their like stand between operands of one scale (elaboration
puts a `Rescale` where the author's operands differ), `Multiply` adds the scales of its operands.
Except where a node says otherwise it is *strict*: it is unknown when any operand is, with the causes of all unknown operands.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeGuard

from lawbook.model.types import Type
from lawbook.model.values import Cause, Known
from lawbook.model.working_days import WorkingDays
from lawbook.problems import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    # Two nodes are equal when they say the same thing, wherever they stand.
    where: Where = field(compare=False, repr=False)
    type: Type = field(compare=False, repr=False)


# ── values by name


@dataclass(frozen=True, slots=True)
class Constant(_Node):
    """A known value."""

    value: Known


@dataclass(frozen=True, slots=True)
class FactValue(_Node):
    """What was posted under *name*; unknown when it is optional and absent."""

    name: str


@dataclass(frozen=True, slots=True)
class DecisionValue(_Node):
    """What the decision *name* of the same policy came to, before any published fallback; unknown when it is."""

    name: str


@dataclass(frozen=True, slots=True)
class AsOf(_Node):
    """The day the decision is made for."""


@dataclass(frozen=True, slots=True)
class ParameterAt(_Node):
    """The value of a dated parameter on the day *date*; for a keyed parameter, of the variant named by *key* (a one-of).

    Unknown with *cause* on a day for which the parameter has no value.
    """

    name: str
    date: "Expression"
    key: "Expression | None"
    cause: Cause


@dataclass(frozen=True, slots=True)
class Variable(_Node):
    """The element that an enclosing `Aggregate` or `Quantified` is looking at."""

    name: str


@dataclass(frozen=True, slots=True)
class FieldOf(_Node):
    """The field at *position* of the record *of*."""

    of: "Expression"
    position: int


# ── truth


@dataclass(frozen=True, slots=True)
class All(_Node):
    """Kleene and: false when any item is false, else unknown when any is (causes of all unknown items), else true."""

    items: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf(_Node):
    """Kleene or: true when any item is true, else unknown when any is (causes of all unknown items), else false."""

    items: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """The opposite."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class IsKnown(_Node):
    """Whether *of* is known: never unknown itself."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class If(_Node):
    """*then* when the condition is true, *otherwise* when it is false.

    With an unknown condition: the common value when both branches are known and equal, else unknown with the causes of the
    condition and of both branches.
    """

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"


# ── comparison


@dataclass(frozen=True, slots=True)
class Equal(_Node):
    """The same value (two sets: the same members)."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Less(_Node):
    """Left before right, both being integers in the sense of `values`."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class AtMost(_Node):
    """Left not after right."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Interval:
    """A test: between two ends, each open or closed or (None) absent."""

    low: "Expression | None"
    low_closed: bool
    high: "Expression | None"
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Same:
    """A test: equal to *value*."""

    value: "Expression"


Test: TypeAlias = Interval | Same


@dataclass(frozen=True, slots=True)
class Within(_Node):
    """Whether *of* passes any of *tests*; strict over *of* and every operand of every test (`between`, `in`, cells)."""

    of: "Expression"
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Position(_Node):
    """The place of the label *of* in the list of its (ordered) one-of type, from 0."""

    of: "Expression"
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contains(_Node):
    """Whether the set *of* has the label."""

    of: "Expression"
    label: str


@dataclass(frozen=True, slots=True)
class SetSize(_Node):
    """How many labels the set *of* has."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class During(_Node):
    """Whether a time of day is in [start, end), past midnight when start is after end; never when they are equal."""

    time: "Expression"
    start: "Expression"
    end: "Expression"


# ── numbers


@dataclass(frozen=True, slots=True)
class Add(_Node):
    """The sum; also of a date and days, and of a moment and seconds."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Subtract(_Node):
    """The difference; of two dates, the days between."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Multiply(_Node):
    """The product, at the sum of the scales."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Negate(_Node):
    """The number below zero that is as far from it."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Power(_Node):
    """*base* to the power of *exponent* (0 to *most*), at the scale of *base* × *most*.

    In integers: `base ** exponent * 10 ** (scale_of_base * (most - exponent))`.
    """

    base: "Expression"
    exponent: "Expression"
    most: int
    scale: int


@dataclass(frozen=True, slots=True)
class Rescale(_Node):
    """The same number counted in finer units: times 10 ** *by*, *by* above 0."""

    of: "Expression"
    by: int


Rounding: TypeAlias = Literal["up", "down", "half up", "half down", "half even", "floor", "ceiling"]


@dataclass(frozen=True, slots=True)
class RoundedQuotient(_Node):
    """numerator × 10 ** *shift* / denominator, rounded to an integer; *shift* may be below 0.

    Unknown with *cause* when any of *divisors* (what the author divided by, where it can be zero) is zero.
    """

    numerator: "Expression"
    denominator: "Expression"
    divisors: "tuple[Expression, ...]"
    shift: int
    rounding: Rounding
    cause: Cause


@dataclass(frozen=True, slots=True)
class Modulo(_Node):
    """The floored remainder by a positive constant: never below 0."""

    of: "Expression"
    by: int


@dataclass(frozen=True, slots=True)
class Absolute(_Node):
    """The distance from zero."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Least(_Node):
    """The least of at least one number (or date, or time)."""

    items: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Greatest(_Node):
    """The greatest of at least one number (or date, or time)."""

    items: "tuple[Expression, ...]"


# ── calendar


@dataclass(frozen=True, slots=True)
class AddMonths(_Node):
    """The same day of the month, *months* later (or earlier); the last day of that month where it has no such day."""

    date: "Expression"
    months: "Expression"


@dataclass(frozen=True, slots=True)
class MonthsBetween(_Node):
    """Full months from *start* to *end*: the greatest n with AddMonths(start, n) not after end; negative before *start*."""

    start: "Expression"
    end: "Expression"


DatePartName: TypeAlias = Literal["year", "month", "day", "weekday"]


@dataclass(frozen=True, slots=True)
class DatePart(_Node):
    """The year, month, day of the month, or day of the week (Monday 1 to Sunday 7) of a date."""

    of: "Expression"
    part: DatePartName


@dataclass(frozen=True, slots=True)
class IsWorkingDay(_Node):
    """Whether *date* is a working day; unknown with *cause* on a day beyond the data of the calendar, as are the next two."""

    date: "Expression"
    working: WorkingDays
    cause: Cause


@dataclass(frozen=True, slots=True)
class AddWorkingDays(_Node):
    """The working day that is *many* after *date*, counted from the day after it (before it, below 0; *date* itself for 0)."""

    date: "Expression"
    many: "Expression"
    working: WorkingDays
    cause: Cause


@dataclass(frozen=True, slots=True)
class WorkingDaysBetween(_Node):
    """How many working days there are from the day after *start* up to and with *end*; below 0 where *end* is before *start*."""

    start: "Expression"
    end: "Expression"
    working: WorkingDays
    cause: Cause


# ── lists

AggregateKind: TypeAlias = Literal["count", "sum", "min", "max", "first"]


@dataclass(frozen=True, slots=True)
class Aggregate(_Node):
    """One value from the elements of a list for which *condition* is true; the first is that of the one that stands first.

    Unknown when the list is, when the condition of any element is, or the value of any element taken (all their causes);
    min, max and first of nothing are unknown with *cause*; count and sum of nothing are 0. *value* is None for count.
    """

    kind: AggregateKind
    of: "Expression"
    variable: str
    condition: "Expression | None"
    value: "Expression | None"
    cause: Cause


@dataclass(frozen=True, slots=True)
class Quantified(_Node):
    """Kleene some (or) / every (and) of *condition* over the elements of a list; some of nothing is false, every true."""

    kind: Literal["some", "every"]
    of: "Expression"
    variable: str
    condition: "Expression"


@dataclass(frozen=True, slots=True)
class Ranked(_Node):
    """The elements of the list *of*, best first, as records of `RANKED_FIELDS`: *key* of each, and what became of it.

    An element is *excluded* when any of *gates* is true of it, *unknown* when none is but some gate or some of *by* is unknown, else
    *ranked*. Ranked ones come first, by each of *by* in turn, smallest first unless *descending*, and by their place in the list where
    all are equal; then unknown ones, then excluded ones, each in the order of the list. Unknown only when the list is, or a *key*.
    The gates that are true of an element are told by *labels*.
    """

    of: "Expression"
    variable: str
    key: "Expression"
    gates: "tuple[Expression, ...]"
    labels: tuple[str, ...]
    by: "tuple[Expression, ...]"
    descending: tuple[bool, ...]


RANKED_FIELDS = ("candidate", "status", "excluded_by", "comparable")
"""The fields of a ranked element.

Its key, its status, the gates that exclude it, and whether it was comparable: true when ranked, false when excluded, else unknown with
every cause.
"""
STATUSES = ("ranked", "unknown", "excluded")


Expression: TypeAlias = (
    Constant
    | FactValue
    | DecisionValue
    | AsOf
    | ParameterAt
    | Variable
    | FieldOf
    | All
    | AnyOf
    | Not
    | IsKnown
    | If
    | Equal
    | Less
    | AtMost
    | Within
    | Position
    | Contains
    | SetSize
    | During
    | Add
    | Subtract
    | Multiply
    | Negate
    | Power
    | Rescale
    | RoundedQuotient
    | Modulo
    | Absolute
    | Least
    | Greatest
    | AddMonths
    | MonthsBetween
    | DatePart
    | IsWorkingDay
    | AddWorkingDays
    | WorkingDaysBetween
    | Aggregate
    | Quantified
    | Ranked
)


def is_expression(part: object) -> TypeGuard[Expression]:
    """Tell whether *part* is a node; asking for the union of all would try each of its kinds in turn."""
    return isinstance(part, _Node)


# ── the table

HitPolicy: TypeAlias = Literal["unique", "first", "any", "priority", "rule order", "output order", "collect"]
Aggregation: TypeAlias = Literal["sum", "min", "max", "count"]


@dataclass(frozen=True, slots=True)
class Unless:
    """A named exception of a rule: it takes the rule away where *condition* is true.

    *condition* already says "unless any of *exceptions*", its own exceptions, inside-out.
    """

    id: str
    condition: Expression
    exceptions: "tuple[Unless, ...]"
    cites: tuple[str, ...]
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a decision table, or a rule.

    It is *hit* when every cell and *condition* is true, *not* when any is false, else *maybe*. A cell of None (`-`) is true.
    A cell is a truth over `Variable("?")`, the value of the table's input in the same place. For a rule *condition* is the whole
    of `when and not(any unless)`, and *when* and *exceptions* keep its parts for explanation.
    """

    id: str
    cells: "tuple[Expression | None, ...]" = ()
    condition: Expression | None = None
    when: Expression | None = None
    exceptions: tuple[Unless, ...] = ()
    outputs: tuple[Expression, ...]
    reason: str | None = None
    obliges: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A decision table, or a set of rules (which is a priority table without inputs).

    One output: its value is the value of the table. Several: a record of them. `rule order`, `output order` and `collect`
    without *aggregation* give a list (a set, when the decision's type is one). *priorities* gives, per output, the labels
    of that output worst first, for `priority` and `output order`. *otherwise* is a row without conditions, hit when no row is.
    *kind* is what the author wrote, for explanation; *open*: that nothing may be hit is meant (`otherwise: unknown`).
    """

    hit: HitPolicy
    aggregation: Aggregation | None = None
    inputs: tuple[Expression, ...] = ()
    rows: tuple[Row, ...]
    otherwise: Row | None = None
    priorities: tuple[tuple[str, ...] | None, ...] = (None,)
    kind: Literal["table", "rules", "bins"] = "table"
    open: bool = field(default=False, compare=False, repr=False)
    where: Where = field(compare=False, repr=False)
