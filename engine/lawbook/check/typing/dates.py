"""Dates, times and moments: their sums and differences, and what is asked of them."""

from lawbook.check.typing import arithmetic, intervals
from lawbook.check.typing.arithmetic import bounds, number
from lawbook.check.typing.intervals import Bounds
from lawbook.check.typing.reading import Found, Reading, told_drawn
from lawbook.check.typing.units import DAYS, INTEGER, MONTHS, is_whole, unit_of
from lawbook.check.words.told import told
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import MOMENT_HIGH, MOMENT_LOW, DateType, MomentType, NumberType
from lawbook.operators.calendar import FIRST_DAY, LAST_DAY, add_months
from lawbook.problems import EngineFault, Where
from lawbook.read.syntax import Binary

DECIDED_MOMENTS: Bounds = (-30_610_224_000, 32_503_679_999)
"""What a decision of type moment may come to: from the year 1000 to the year 2999."""


def draw_sum(syntax: Binary, left: Found, right: Found, reading: Reading) -> Found | None:
    """Read a sum or a difference with a date or a moment in it."""
    if syntax.operator == "+" and isinstance(left.expression.type, NumberType):
        left, right = right, left
    one, other = left.expression, right.expression
    where = reading.place(syntax.at)
    match one.type, other.type, syntax.operator:
        case DateType(), DateType(), "-":
            return Found(_days_between(one, other, where))
        case MomentType(), MomentType(), "-":
            return Found(_seconds_between(one, other, where))
        case DateType(), NumberType(), ("+" | "-") if not right.loose and number(other).scale == 0:
            return _moved_date(syntax, one, other, reading)
        case MomentType(), NumberType(), ("+" | "-") if is_whole(other.type):
            return _moved_moment(syntax, one, other, reading)
        case _:
            _refuse(syntax, left, right, reading)
            return None


def _refuse(syntax: Binary, left: Found, right: Found, reading: Reading) -> None:
    verb = "added to" if syntax.operator == "+" else "subtracted from"
    message = f"{told_drawn(right)} cannot be {verb} {told_drawn(left)}"
    help_ = "whole `days(n)` or `months(n)` can be added to a date"
    if isinstance(left.expression.type, MomentType):
        help_ = "whole seconds, `hours(n)` and `minutes(n)` can be added to a moment"
    numeric = isinstance(right.expression.type, NumberType)
    reading.problem("mixed-units" if numeric else "wrong-type", f"in {told(syntax)}, {message}", syntax.operator_at, help_)


def date_bounds(expression: Expression) -> Bounds:
    """Give the interval of a date, in day numbers."""
    if not isinstance(expression.type, DateType):
        raise EngineFault(f"{expression!r} is not a date")
    return expression.type.low, expression.type.high


def moment_bounds(expression: Expression) -> Bounds:
    """Give the interval of a moment, which its type does not carry."""
    match expression:
        case core.Constant(value=int(value)):
            return value, value
        case core.Add(left=left, right=right):
            return intervals.added(moment_bounds(left), bounds(right))
        case core.Subtract(left=left, right=right):
            return intervals.subtracted(moment_bounds(left), bounds(right))
        case core.If(then=then, otherwise=otherwise):
            return intervals.union([moment_bounds(then), moment_bounds(otherwise)])
        case core.Least(items=items) | core.Greatest(items=items):
            within = intervals.least if isinstance(expression, core.Least) else intervals.greatest
            return within([moment_bounds(item) for item in items])
        case core.DecisionValue():
            return DECIDED_MOMENTS
        case _:
            return MOMENT_LOW, MOMENT_HIGH


def _days_between(later: Expression, earlier: Expression, where: Where) -> Expression:
    type_ = arithmetic.typed(DAYS, 0, intervals.subtracted(date_bounds(later), date_bounds(earlier)))
    return arithmetic.folded(core.Subtract(later, earlier, where=where, type=type_), later, earlier)


def _seconds_between(later: Expression, earlier: Expression, where: Where) -> Expression:
    type_ = arithmetic.typed(INTEGER, 0, intervals.subtracted(moment_bounds(later), moment_bounds(earlier)))
    return arithmetic.folded(core.Subtract(later, earlier, where=where, type=type_), later, earlier)


def _moved_date(syntax: Binary, date: Expression, by: Expression, reading: Reading) -> Found | None:
    where, unit = reading.place(syntax.at), unit_of(number(by))
    if unit == MONTHS:
        months = arithmetic.negative(by, where) if syntax.operator == "-" else by
        return _moved_by_months(syntax, date, months, reading)
    if unit != DAYS:
        _refuse(syntax, Found(date), Found(by), reading)
        return None
    combined = (intervals.subtracted if syntax.operator == "-" else intervals.added)(date_bounds(date), bounds(by))
    if not _in_calendar(syntax, combined, reading):
        return None
    type_ = DateType(*combined)
    if isinstance(date, core.Constant) and isinstance(by, core.Constant):
        return Found(core.Constant(combined[0], where=where, type=type_))
    node = core.Subtract if syntax.operator == "-" else core.Add
    return Found(node(date, by, where=where, type=type_))


def _moved_by_months(syntax: Binary, date: Expression, months: Expression, reading: Reading) -> Found | None:
    low, high = date_bounds(date)
    fewest, most = bounds(months)
    # A month has from 28 to 31 days: beyond these the calendar could end.
    if not _in_calendar(syntax, (low + 31 * min(fewest, 0), high + 31 * max(most, 0)), reading):
        return None
    moved = (add_months(low, fewest), add_months(high, most))
    where, type_ = reading.place(syntax.at), DateType(*moved)
    if isinstance(date, core.Constant) and isinstance(months, core.Constant):
        return Found(core.Constant(moved[0], where=where, type=type_))
    return Found(core.AddMonths(date, months, where=where, type=type_))


def _in_calendar(syntax: Binary, days: Bounds, reading: Reading) -> bool:
    if days[0] >= FIRST_DAY and days[1] <= LAST_DAY:
        return True
    message = f"{told(syntax)} can leave the calendar, which has the years 1 to 9999"
    reading.problem("out-of-range", message, syntax.operator_at, "narrow the bounds of what is added")
    return False


def _moved_moment(syntax: Binary, moment: Expression, by: Expression, reading: Reading) -> Found | None:
    where = reading.place(syntax.at)
    node = core.Subtract if syntax.operator == "-" else core.Add
    combined = (intervals.subtracted if syntax.operator == "-" else intervals.added)(moment_bounds(moment), bounds(by))
    if not (combined[0] >= DECIDED_MOMENTS[0] and combined[1] <= DECIDED_MOMENTS[1]):
        message = f"{told(syntax)} can leave the years 1000 to 2999"
        reading.problem("out-of-range", message, syntax.operator_at, "narrow the bounds of what is added")
        return None
    if isinstance(moment, core.Constant) and isinstance(by, core.Constant):
        return Found(core.Constant(combined[0], where=where, type=MomentType()))
    return Found(node(moment, by, where=where, type=MomentType()))
