"""From which days on a version of a policy may decide otherwise than before: a parameter has a new value, an exception begins or ends, another policy it uses has a new version."""

from collections.abc import Iterator

from lawbook.model.core import AsOf, AtMost, Constant, Equal, Expression, Interval, Less, Within
from lawbook.model.policy import Parameter, Policy
from lawbook.model.reading import expressions_of
from lawbook.model.walking import every_part


def turns_of(policy: Policy) -> frozenset[int]:
    """Give the days (their numbers) from which on *policy* may decide otherwise, in all of its forms."""
    return frozenset(day for form in (policy, *policy.later) for day in _turns(form))


def _turns(form: Policy) -> Iterator[int]:
    yield from (day for day in form.stretch or () if day is not None)
    for parameter in form.parameters:
        yield from _of_parameter(parameter)
    for expression in expressions_of(form.decisions, form.score_reasons, form.invariants):
        for part in every_part(expression):
            yield from _of_part(part)


def _of_parameter(parameter: Parameter) -> Iterator[int]:
    yield from (day for _, dated in parameter.series for day, _ in dated)
    if parameter.after == "unknown" and parameter.verified_through is not None:
        yield parameter.verified_through + 1


def _of_part(part: Expression) -> Iterator[int]:
    match part:
        case Less(left=AsOf(), right=Constant(value=int(day))) | AtMost(left=Constant(value=int(day)), right=AsOf()):
            yield day
        case Less(left=Constant(value=int(day)), right=AsOf()) | AtMost(left=AsOf(), right=Constant(value=int(day))):
            yield day + 1
        case Equal(left=AsOf(), right=Constant(value=int(day))) | Equal(left=Constant(value=int(day)), right=AsOf()):
            yield from (day, day + 1)
        case Within(of=AsOf(), tests=tests):
            for test in tests:
                bounds = (
                    [(test.low, not test.low_closed), (test.high, test.high_closed)]
                    if isinstance(test, Interval)
                    else [(test.value, False), (test.value, True)]
                )
                yield from (bound.value + later for bound, later in bounds if isinstance(bound, Constant) and isinstance(bound.value, int))
        case _:
            return
