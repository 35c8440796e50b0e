"""Functions of dates and times of day, and those that make days, months and seconds of integers."""

from typing import TypeAlias

from lawbook.check.typing import arithmetic
from lawbook.check.typing.arithmetic import NumberTooLarge
from lawbook.check.typing.comparisons import BOOLEAN
from lawbook.check.typing.dates import date_bounds
from lawbook.check.typing.meeting import drawn_whole
from lawbook.check.typing.reading import Found, Reading
from lawbook.check.typing.units import DAYS, INTEGER, MONTHS, Unit, is_whole
from lawbook.check.words.told import told, told_type
from lawbook.model import core
from lawbook.model.core import DatePartName, Expression
from lawbook.model.types import DateType, TimeType
from lawbook.operators.calendar import date_part, months_between
from lawbook.problems import Where
from lawbook.read.syntax import Call, Syntax

_COUNTS: dict[str, tuple[int, Unit]] = {
    "days": (1, DAYS),
    "months": (1, MONTHS),
    "years": (12, MONTHS),
    "hours": (3600, INTEGER),
    "minutes": (60, INTEGER),
}
_PARTS: dict[str, DatePartName] = {"year": "year", "month": "month", "day": "day", "weekday": "weekday"}
_PART_BOUNDS = {"month": (1, 12), "day": (1, 31), "weekday": (1, 7)}
_Kind: TypeAlias = type[DateType] | type[TimeType]


def draw_duration(syntax: Call, reading: Reading) -> Found | None:
    """Read `days(n)`, `months(n)`, `years(n)`, or `hours(n)`, `minutes(n)` in seconds."""
    argument = syntax.arguments[0]
    found = drawn_whole(reading, argument)
    if found is None:
        return None
    type_ = found.expression.type
    if not is_whole(type_):
        message = f"{told(argument)} is {told_type(type_)}, and `{syntax.function}` is made of an integer"
        reading.problem("wrong-type", message, argument.at)
        return None
    times, unit = _COUNTS[syntax.function]
    try:
        return Found(_counted(found.expression, times, unit, reading.place(syntax.at)))
    except NumberTooLarge as trouble:
        reading.too_large(syntax, syntax.at, trouble)
        return None


def _counted(of: Expression, times: int, unit: Unit, where: Where) -> Expression:
    many = of if times == 1 else arithmetic.times(of, arithmetic.constant(times, 0, INTEGER, where), INTEGER, where)
    return arithmetic.in_unit(many, unit)


def draw_between(syntax: Call, reading: Reading) -> Found | None:
    """Read `months between(d1, d2)`, or `years between(d1, d2)`: full years are full months divided by 12, rounded below."""
    dates = [drawn_as(argument, DateType, syntax, reading) for argument in syntax.arguments]
    start, end = dates
    if start is None or end is None:
        return None
    where = reading.place(syntax.at)
    earliest, latest = date_bounds(start), date_bounds(end)
    within = months_between(earliest[1], latest[0]), months_between(earliest[0], latest[1])
    months = core.MonthsBetween(start, end, where=where, type=arithmetic.typed(MONTHS, 0, within))
    if syntax.function == "months between":
        return Found(arithmetic.folded(months, start, end))
    twelve = arithmetic.constant(12, 0, MONTHS, where)
    years = arithmetic.typed(INTEGER, 0, (within[0] // 12, within[1] // 12))
    cause = reading.cause("division-by-zero")
    return Found(core.RoundedQuotient(months, twelve, (), 0, "floor", cause, where=where, type=years))


def draw_part(syntax: Call, reading: Reading) -> Found | None:
    """Read `year(d)`, `month(d)`, `day(d)` or `weekday(d)`."""
    date = drawn_as(syntax.arguments[0], DateType, syntax, reading)
    if date is None:
        return None
    part = _PARTS[syntax.function]
    low, high = date_bounds(date)
    within = (date_part(low, part), date_part(high, part)) if part == "year" or low == high else _PART_BOUNDS[part]
    node = core.DatePart(date, part, where=reading.place(syntax.at), type=arithmetic.typed(INTEGER, 0, within))
    return Found(arithmetic.folded(node, date))


def draw_during(syntax: Call, reading: Reading) -> Found | None:
    """Read `during(time, start, end)`, which goes past midnight when the start is after the end."""
    times = [drawn_as(argument, TimeType, syntax, reading) for argument in syntax.arguments]
    time, start, end = times
    if time is None or start is None or end is None:
        return None
    if start == end:
        message = f"nothing is {told(syntax)}: its start is its end"
        reading.problem("empty-range", message, syntax.at)
        return None
    return Found(core.During(time, start, end, where=reading.place(syntax.at), type=BOOLEAN))


def drawn_as(argument: Syntax, kind: _Kind, syntax: Call, reading: Reading) -> Expression | None:
    """Read an argument that must be a date, or a time of day."""
    found = drawn_whole(reading, argument)
    if found is None:
        return None
    if isinstance(found.expression.type, kind):
        return found.expression
    needed = "a date" if kind is DateType else "a time of day"
    message = f"{told(argument)} is {told_type(found.expression.type)}, and `{syntax.function}` needs {needed}"
    reading.problem("wrong-type", message, argument.at)
    return None
