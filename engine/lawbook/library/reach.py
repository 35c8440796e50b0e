"""Whether a version can decide for a day on which it is not in force.

While a version is in force, it is checked that every parameter it uses as of the day has a value. On another day that is looked up.
"""

from datetime import date

from lawbook.check.usage import of_policy
from lawbook.library.absence import NoSuchPolicy
from lawbook.model.core import AsOf, ParameterAt
from lawbook.model.policy import Parameter, Policy
from lawbook.model.walking import every_part
from lawbook.operators.parameters import value_on

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""Decisions are made for these days and those between."""


def is_in_force(policy: Policy, day: int) -> bool:
    """Tell whether *policy* is in force on the day number *day*."""
    return policy.effective <= day and (policy.until is None or day < policy.until)


def check_day(day: date) -> None:
    """Raise NoSuchPolicy for a day that no decision can be made for."""
    if not FIRST <= day <= LAST:
        raise NoSuchPolicy("not-in-force", f"no decision can be made for {day}", f"the days from {FIRST} to {LAST} are possible")


def check_reach(policy: Policy, day: int) -> None:
    """Raise NoSuchPolicy where *policy* needs a parameter that has no value on the day number *day*, and is not in force then."""
    if is_in_force(policy, day):
        return
    used = {
        part.name
        for expression in of_policy(policy.decisions, policy.score_reasons, policy.invariants)
        for part in every_part(expression)
        if isinstance(part, ParameterAt) and isinstance(part.date, AsOf)
    }
    missing = [parameter.name for parameter in policy.parameters if parameter.name in used and not _has_value(parameter, day)]
    if missing:
        told = ", ".join(f"`{name}`" for name in missing)
        message = f"version {policy.version} of `{policy.name}` cannot decide for {date.fromordinal(day)}"
        raise NoSuchPolicy("not-in-force", message, f"{told} {'has' if len(missing) == 1 else 'have'} no value on that day")


def _has_value(parameter: Parameter, day: int) -> bool:
    return all(value_on(parameter, key, day) is not None for key, _ in parameter.series)
