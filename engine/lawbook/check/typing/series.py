"""The dated values of parameters, seen over time."""

from collections.abc import Mapping

from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.policy import Parameter
from lawbook.operators.parameters import value_on


def descending_on(low: Expression, high: Expression, parameters: Mapping[str, Parameter]) -> int | None:
    """Give the first day on which *low* is above *high*, both being constants or parameters of the day, or None.

    Ends of any other kind, and parameters keyed by different facts, are not looked into.
    """
    below, above = _dated(low, parameters), _dated(high, parameters)
    if below is None or above is None:
        return None
    keys = {**below, **above}
    if below.keys() != above.keys() and None not in below and None not in above:
        return None
    for key in keys:
        if key is None and len(keys) > 1:
            continue
        day = _descends(below.get(key, below.get(None, {})), above.get(key, above.get(None, {})))
        if day is not None:
            return day
    return None


def _descends(low: Mapping[int, int | None], high: Mapping[int, int | None]) -> int | None:
    for day in sorted({*low, *high}):
        below, above = _in_force(low, day), _in_force(high, day)
        if below is not None and above is not None and below > above:
            return day
    return None


def _dated(end: Expression, parameters: Mapping[str, Parameter]) -> dict[str | None, dict[int, int | None]] | None:
    """Give the values of an end by key and first day."""
    match end:
        case core.Constant(value=int(value)):
            return {None: {0: value}}
        case core.Rescale(of=of, by=by):
            inner = _dated(of, parameters)
            finer: int = 10**by
            return inner and {key: {day: value and value * finer for day, value in dated.items()} for key, dated in inner.items()}
        case core.ParameterAt(name=name, date=core.AsOf()):
            series = parameters[name].series
            return {key: {day: value if isinstance(value, int) else None for day, value in dated} for key, dated in series}
        case _:
            return None


def _in_force(dated: Mapping[int, int | None], day: int) -> int | None:
    begun = [first for first in dated if first <= day]
    return dated[max(begun)] if begun else None


def covers(parameter: Parameter, first: int, last: int) -> bool:
    """Tell whether *parameter* has a value, in every variant, on each day from *first* to *last*."""
    changes = {first} | {day for _, dated in parameter.series for day, _ in dated if first < day <= last}
    if parameter.after == "unknown" and parameter.verified_through is not None and last > parameter.verified_through:
        return False
    return all(value_on(parameter, key, day) is not None for key, _ in parameter.series for day in changes)
