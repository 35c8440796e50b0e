"""The value of a dated parameter on a day."""

from bisect import bisect_right

from lawbook.model.policy import Parameter
from lawbook.model.values import Known


def value_on(parameter: Parameter, key: str | None, day: int) -> Known | None:
    """Give the value of *parameter* (of its variant *key*) on the day number *day*, or None where it has none.

    There is none before its first day, from a day dated `none`, and, for a parameter that is not held, beyond the day through
    which it was verified.
    """
    if parameter.after == "unknown" and parameter.verified_through is not None and day > parameter.verified_through:
        return None
    for name, dated in parameter.series:
        if name == key:
            place = bisect_right(dated, day, key=lambda entry: entry[0])
            return dated[place - 1][1] if place else None
    return None
