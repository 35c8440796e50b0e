"""Whether a version can decide for a day on which it is not in force.

While a version is in force, it is checked that every parameter it uses as of the day has a value, and that the rows of its tables
share all values among them. On another day that is looked up.
"""

from datetime import date

from lawbook.library.absence import NoSuchPolicy
from lawbook.model.core import AsOf, ParameterAt, Table
from lawbook.model.policy import Parameter, Policy
from lawbook.model.reading import expressions_of
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
    """Raise NoSuchPolicy where *policy* is not in force on the day number *day*, and could then leave open what it must decide.

    A parameter it needs may have no value on that day, or one with which the rows of a table leave values out, or overlap.
    What uses other policies was checked with the versions of them that are in force on its own days, and with no others.
    """
    if is_in_force(policy, day):
        return
    if policy.others:
        told = ", ".join(f"`{used.policy}`" for used in policy.others)
        message = f"version {policy.version} of `{policy.name}` cannot decide for {date.fromordinal(day)}"
        raise NoSuchPolicy("not-in-force", message, f"it uses {told}, and does so on its own days only")
    used = {
        part.name
        for expression in expressions_of(policy.decisions, policy.score_reasons, policy.invariants)
        for part in every_part(expression)
        if isinstance(part, ParameterAt) and isinstance(part.date, AsOf)
    }
    missing = [parameter.name for parameter in policy.parameters if parameter.name in used and not _has_value(parameter, day)]
    message = f"version {policy.version} of `{policy.name}` cannot decide for {date.fromordinal(day)}"
    if missing:
        told = ", ".join(f"`{name}`" for name in missing)
        raise NoSuchPolicy("not-in-force", message, f"{told} {'has' if len(missing) == 1 else 'have'} no value on that day")
    if used and (open_ := _open_tables(policy, day)):
        told = ", ".join(f"`{name}`" for name in open_)
        raise NoSuchPolicy("not-in-force", message, f"with the parameters of that day the rows of {told} leave values out, or overlap")


def _open_tables(policy: Policy, day: int) -> list[str]:
    """Name the decisions, by checking never unknown, whose tables known inputs can leave open on *day*."""
    # The checker is heavy, and hardly anyone asks for such a day.
    from lawbook.check.tables.coverage_of_tables import leaves_open_on  # noqa: PLC0415

    parameters = {parameter.name: parameter for parameter in policy.parameters}
    tables = [(decision.name, decision.body) for decision in policy.decisions if not decision.nullable]
    return [name for name, body in tables if isinstance(body, Table) and leaves_open_on(body, parameters, day)]


def _has_value(parameter: Parameter, day: int) -> bool:
    return all(value_on(parameter, key, day) is not None for key, _ in parameter.series)
