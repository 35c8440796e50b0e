"""The functions of the expression language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from lawbook.check.typing import arithmetic
from lawbook.check.typing.arithmetic import bounds
from lawbook.check.typing.comparisons import BOOLEAN
from lawbook.check.typing.durations import draw_between, draw_duration, draw_during, draw_part
from lawbook.check.typing.lookups import draw_macro
from lawbook.check.typing.many import draw_average, draw_extreme, draw_first, draw_size, draw_total, refuse_quotients
from lawbook.check.typing.meeting import draw_truth, meet
from lawbook.check.typing.operations import as_number
from lawbook.check.typing.reading import Drawn, Found, Reading
from lawbook.check.typing.rounding import ROUNDINGS, draw_rounding
from lawbook.check.typing.sets import draw_any_or_all, draw_contains
from lawbook.check.typing.working_days import draw_add_working_days, draw_is_working_day, draw_working_days_between
from lawbook.check.words.told import told, values
from lawbook.model import core
from lawbook.model.limits import LIST_LENGTH
from lawbook.problems.nearest import did_you_mean
from lawbook.read.syntax import Call

Drawing: TypeAlias = Callable[[Call, Reading], Drawn | None]


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how it is written, how it is read, and how many arguments it takes."""

    written: str
    draw: Drawing
    least: int
    most: int


def draw_call(syntax: Call, reading: Reading) -> Drawn | None:
    """Read a call of a function or of a macro."""
    if syntax.function in reading.scope.macros:
        return draw_macro(syntax, reading)
    function = FUNCTIONS.get(syntax.function)
    if function is not None and function.least <= len(syntax.arguments) <= function.most:
        return function.draw(syntax, reading)
    if function is not None:
        message = f"`{syntax.function}` is given {values(len(syntax.arguments))}"
        reading.problem("wrong-arguments", message, syntax.at, f"write `{function.written}`")
    elif syntax.function not in reading.scope.broken:
        known = did_you_mean(syntax.function, sorted({*FUNCTIONS, *reading.scope.macros}))
        reading.problem("unknown-function", f"there is no function `{syntax.function}`", syntax.at, known)
    for argument in syntax.arguments:
        reading.draw(argument, reading)
    return None


def _draw_not(syntax: Call, reading: Reading) -> Found | None:
    truth = draw_truth(syntax.arguments[0], reading)
    return None if truth is None else Found(core.Not(truth, where=reading.place(syntax.at), type=BOOLEAN))


def _draw_distance(syntax: Call, reading: Reading) -> Found | None:
    argument = syntax.arguments[0]
    drawn = reading.draw(argument, reading)
    of = None if drawn is None else as_number(drawn, argument, reading, argument.at)
    if not isinstance(of, Found):
        refuse_quotients([(of, argument)], "`abs`", reading)
        return None
    return Found(arithmetic.distance(of.expression, reading.place(syntax.at)), of.loose)


def _draw_remainder(syntax: Call, reading: Reading) -> Found | None:
    parts = [(reading.draw(argument, reading), argument) for argument in syntax.arguments]
    numbers = [drawn and as_number(drawn, argument, reading, argument.at) for drawn, argument in parts]
    if None in numbers or refuse_quotients(parts, "`modulo`", reading):
        return None
    met = meet(reading, parts, syntax.at)
    if met is None:
        return None
    of, by = met
    if not isinstance(by, core.Constant) or bounds(by)[0] <= 0:
        message = f"{told(syntax.arguments[1])} is not a number above 0 that is written out"
        reading.problem("wrong-arguments", message, syntax.arguments[1].at, "a remainder is by a constant, such as `modulo(day, 7)`")
        return None
    remainder = arithmetic.remainder(of, by, arithmetic.unit_of_all([of, by]), reading.place(syntax.at))
    return Found(remainder, all(isinstance(drawn, Found) and drawn.loose for drawn in numbers))


_ROUNDING = {name: Function(f"{name}(number, places)", draw_rounding, 1 if name in {"floor", "ceiling"} else 2, 2) for name in ROUNDINGS}
FUNCTIONS: dict[str, Function] = {
    **_ROUNDING,
    "not": Function("not(condition)", _draw_not, 1, 1),
    "abs": Function("abs(number)", _draw_distance, 1, 1),
    "modulo": Function("modulo(number, 12)", _draw_remainder, 2, 2),
    "min": Function("min(a, b)", draw_extreme, 1, LIST_LENGTH),
    "max": Function("max(a, b)", draw_extreme, 1, LIST_LENGTH),
    "sum": Function("sum(list.field)", draw_total, 1, LIST_LENGTH),
    "mean": Function("mean(list.field)", draw_average, 1, LIST_LENGTH),
    "first": Function("first(list.field)", draw_first, 1, 1),
    "count": Function("count(list)", draw_size, 1, 1),
    "contains": Function('contains(set, "label")', draw_contains, 2, 2),
    "any of": Function('any of(set, ["A", "B"])', draw_any_or_all, 2, 2),
    "all of": Function('all of(set, ["A", "B"])', draw_any_or_all, 2, 2),
    "during": Function("during(time, start, end)", draw_during, 3, 3),
    "days": Function("days(30)", draw_duration, 1, 1),
    "months": Function("months(6)", draw_duration, 1, 1),
    "years": Function("years(1)", draw_duration, 1, 1),
    "hours": Function("hours(24)", draw_duration, 1, 1),
    "minutes": Function("minutes(30)", draw_duration, 1, 1),
    "months between": Function("months between(start, end)", draw_between, 2, 2),
    "years between": Function("years between(start, end)", draw_between, 2, 2),
    "year": Function("year(date)", draw_part, 1, 1),
    "month": Function("month(date)", draw_part, 1, 1),
    "day": Function("day(date)", draw_part, 1, 1),
    "weekday": Function("weekday(date)", draw_part, 1, 1),
    "is working day": Function("is working day(date, calendar)", draw_is_working_day, 2, 2),
    "add working days": Function("add working days(date, 3, calendar)", draw_add_working_days, 3, 3),
    "working days between": Function("working days between(start, end, calendar)", draw_working_days_between, 3, 3),
}
"""Every function by its name."""
