"""The values that a parameter can have while a version is in force, and the days on which a changed one differs."""

from collections.abc import Iterator
from itertools import pairwise

from lawbook.bounds.worth_trying import LAST_DAY
from lawbook.model.core import AsOf, Expression, ParameterAt
from lawbook.model.policy import Parameter, Policy
from lawbook.model.types import DateType
from lawbook.model.values import Known
from lawbook.operators.parameters import value_on


def span_of(policy: Policy) -> tuple[int, int]:
    """Give the first and the last day on which *policy* is in force."""
    return policy.effective, LAST_DAY if policy.until is None else policy.until - 1


def days_of(date: Expression, policy: Policy) -> tuple[int, int]:
    """Give the first and the last day that *date* can be, as far as its type tells; the day of the decision, while in force."""
    if isinstance(date, AsOf):
        return span_of(policy)
    return (date.type.low, date.type.high) if isinstance(date.type, DateType) else (1, LAST_DAY)


def values_in_span(parameter: Parameter, at: ParameterAt, policy: Policy) -> tuple[tuple[Known, ...], bool]:
    """Give the values that *parameter* can have where it is looked at so, and whether it can have none."""
    low, high = days_of(at.date, policy)
    found = [value_on(parameter, key, day) for key, _ in parameter.series for day in _turns(parameter, low, high)]
    known = dict.fromkeys(value for value in found if value is not None)
    unknowable = not isinstance(at.date, AsOf) or at.key is not None
    return tuple(known), None in found or unknowable


def _turns(parameter: Parameter, low: int, high: int) -> Iterator[int]:
    """Give the days from *low* to *high* on which the value can be another than the day before, and *low* itself."""
    yield low
    days = {day for _, dated in parameter.series for day, _ in dated}
    if parameter.after == "unknown" and parameter.verified_through is not None:
        days.add(parameter.verified_through + 1)
    yield from (day for day in sorted(days) if low < day <= high)


def differing_days(one: Parameter, other: Parameter) -> Iterator[tuple[str | None, int, int]]:
    """Give the stretches of days, first and last, on which two forms of a parameter differ, with the key of the series."""
    turns = sorted({*_turns(one, 1, LAST_DAY), *_turns(other, 1, LAST_DAY), LAST_DAY + 1})
    for key, _ in one.series:
        for first, after in pairwise(turns):
            if value_on(one, key, first) != value_on(other, key, first):
                yield key, first, after - 1
