"""What is known when a policy is compiled: constants, parameters on the day, and arithmetic on them."""

from bisect import bisect_right

from lawbook.model.core import Add, AsOf, Constant, Expression, Multiply, Negate, ParameterAt, Rescale, Subtract
from lawbook.model.policy import Parameter, Policy
from lawbook.model.values import Known
from lawbook.operators.parameters import value_on

FIRST_DAY = 1
LAST_DAY = 3_652_059
"""31 December 9999."""


class Constants:
    """The parameters of a policy on one day."""

    __slots__ = ("_day", "parameters")

    def __init__(self, policy: Policy, day: int) -> None:
        self.parameters = {parameter.name: parameter for parameter in policy.parameters}
        self._day = day

    def on_the_day(self, parameter: str, key: str | None) -> Known | None:
        """Give the value of *parameter* on the day compiled for, if it has one."""
        return value_on(self.parameters[parameter], key, self._day)

    def fold(self, expression: Expression) -> Known | None:
        """Give the value of *expression* when it is known already, None when it is not."""
        match expression:
            case Constant(value=value):
                return value
            case ParameterAt(name=name, date=AsOf(), key=None):
                return self.on_the_day(name, None)
            case Negate(of=of):
                number = self._integer(of)
                return None if number is None else -number
            case Rescale(of=of, by=by):
                number = self._integer(of)
                return None if number is None else number * 10**by
            case Add(left=left, right=right) | Subtract(left=left, right=right) | Multiply(left=left, right=right):
                return self._arithmetic(expression, self._integer(left), self._integer(right))
            case _:
                return None

    def _integer(self, expression: Expression) -> int | None:
        value = self.fold(expression)
        return value if isinstance(value, int) else None

    def _arithmetic(self, expression: Add | Subtract | Multiply, left: int | None, right: int | None) -> int | None:
        if left is None or right is None:
            return None
        match expression:
            case Add():
                return left + right
            case Subtract():
                return left - right
            case Multiply():
                return left * right


def changes(parameter: Parameter) -> list[int]:
    """Give the days on which the value of *parameter*, or what is to be said of it, changes."""
    days = {first for _, dated in parameter.series for first, _ in dated}
    if parameter.verified_through is not None:
        days.add(parameter.verified_through + 1)
    return sorted(days)


def stretch(policy: Policy, day: int) -> tuple[int, int]:
    """Give the first and the last day of those around *day* on which every parameter is as it is on *day*, within the policy's stretch."""
    days = sorted({change for parameter in policy.parameters for change in changes(parameter)})
    place = bisect_right(days, day)
    low, high = (days[place - 1] if place else FIRST_DAY), (days[place] - 1 if place < len(days) else LAST_DAY)
    if policy.stretch is None:
        return low, high
    first, end = policy.stretch
    return max(low, first), high if end is None else min(high, end - 1)
