"""The small changes of a dated parameter: each value by one unit, each day by one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lawbook.model.policy import Parameter, Words
from lawbook.model.types import DateType, NumberType
from lawbook.model.values import Known
from lawbook.mutation.mutants import Operator, Part, Typed
from lawbook.mutation.neighbours import beside

Dated = tuple[tuple[int, Known | None], ...]


@dataclass(frozen=True, slots=True)
class ChangedParameter:
    """A parameter as it would be: *before* stands in the series of *key* on *day*, and *after* would."""

    operator: Operator
    parameter: Parameter
    key: str | None
    day: int
    before: Part
    after: Part


def changed_parameter(parameter: Parameter) -> Iterator[ChangedParameter]:
    """Give the changes of *parameter*, series by series, oldest first."""
    for place, (key, dated) in enumerate(parameter.series):
        for operator, day, before, after, new in _changed_series(parameter, dated):
            series = (*parameter.series[:place], (key, new), *parameter.series[place + 1 :])
            yield ChangedParameter(operator, replace(parameter, series=series), key, day, before, after)
    if parameter.after == "unknown" and parameter.verified_through is not None:
        through = parameter.verified_through
        for day in (through - 1, through + 1):
            yield ChangedParameter("date", replace(parameter, verified_through=day), None, through, _day(through), _day(day))


def _changed_series(parameter: Parameter, dated: Dated) -> Iterator[tuple[Operator, int, Part, Part, Dated]]:
    for place, (day, value) in enumerate(dated):
        before, after = dated[:place], dated[place + 1 :]
        if value is not None:
            for other in beside(parameter.type, value):
                if _allowed(parameter, other):
                    new = (*before, (day, other), *after)
                    yield "parameter", day, Typed(parameter.type, value), Typed(parameter.type, other), new
        for moved in (day - 1, day + 1):
            if (not before or before[-1][0] < moved) and (not after or moved < after[0][0]):
                yield "date", day, _day(day), _day(moved), (*before, (moved, value), *after)


def _allowed(parameter: Parameter, value: Known) -> bool:
    """Tell whether the bounds that the parameter declares allow *value*."""
    type_ = parameter.type
    return not isinstance(type_, NumberType | DateType) or (isinstance(value, int) and type_.low <= value <= type_.high)


def _day(number: int) -> Words:
    day = date.fromordinal(number)
    return Words(day.isoformat(), f"{day.year}年{day.month}月{day.day}日")
