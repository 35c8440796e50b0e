"""Whether a parameter has a value on each day on which a decision looks at it."""

import datetime as dt
from collections.abc import Iterable

from lawbook.check.typing.workbench import Workbench
from lawbook.model.core import AsOf, Expression, IsKnown, ParameterAt
from lawbook.model.policy import Parameter
from lawbook.model.walking import every_part
from lawbook.operators.parameters import value_on


def check_gaps(expressions: Iterable[Expression], bench: Workbench) -> None:
    """Note the parameters of the day that have no value on some day of the policy, and whose being known is not asked about."""
    if bench.span is None:
        return
    parts = [part for expression in expressions for part in every_part(expression)]
    asked = {part.of for part in parts if isinstance(part, IsKnown)}
    for part in parts:
        if isinstance(part, ParameterAt) and isinstance(part.date, AsOf) and part not in asked:
            _check(part, bench.parameters[part.name], bench.span, bench)


def _check(use: ParameterAt, parameter: Parameter, span: tuple[int, int], bench: Workbench) -> None:
    first, last = span
    if parameter.after == "unknown" and parameter.verified_through is not None:
        # Beyond the day of verification it is meant to be unknown.
        last = min(last, parameter.verified_through)
    for key, dated in parameter.series:
        days = sorted({first} | {day for day, _ in dated if first < day <= last})
        missing = next((day for day in days if first <= last and value_on(parameter, key, day) is None), None)
        if missing is not None:
            variant = f" for `{key}`" if key is not None else ""
            message = (
                f"`{parameter.name}` has no value{variant} on {dt.date.fromordinal(missing).isoformat()}, and the policy is then in force"
            )
            advice = f"give it one, or ask `{parameter.name} is known` first"
            bench.problems.add("parameter-gap", message, use.where, advice)
            return
