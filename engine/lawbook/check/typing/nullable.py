"""Whether an expression can be unknown, for any facts that the contract accepts.

What a condition has asked about is taken into account: in `x is known and x > 3` and in `if x is known then x else 0` the later
x is known. That is as far as it goes; the answer errs toward yes.
"""

from typing import TypeAlias

from lawbook.check.typing.dates import date_bounds
from lawbook.check.typing.lookups import EVERY_DAY
from lawbook.check.typing.series import covers
from lawbook.check.typing.working_days import always_reaches, is_always_covered
from lawbook.check.words.scope import Scope
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import RecordType
from lawbook.model.walking import children
from lawbook.model.working_days import WorkingDays

Assumed: TypeAlias = frozenset[Expression]


def can_be_unknown(expression: Expression, scope: Scope, assumed: Assumed = frozenset()) -> bool:  # noqa: C901 - one match over the core
    """Tell whether *expression* can be unknown when every one of *assumed* is known."""
    if expression in assumed:
        return False
    match expression:
        case core.Constant() | core.AsOf() | core.IsKnown():
            return False
        case core.FactValue(name=name):
            return scope.facts[name].optional
        case core.DecisionValue(name=name):
            return scope.decisions[name].nullable
        case core.Variable(name=name):
            return name == "?" and scope.input_nullable
        case core.FieldOf(of=of, position=position):
            return _optional(of, position) or can_be_unknown(of, scope, assumed)
        case core.ParameterAt():
            return _parameter(expression, scope, assumed)
        case core.All(items=items):
            return any(can_be_unknown(item, scope, assumed | asked(items, claim=True)) for item in items)
        case core.AnyOf(items=items):
            return any(can_be_unknown(item, scope, assumed | asked(items, claim=False)) for item in items)
        case core.If(condition=condition, then=then, otherwise=otherwise):
            if can_be_unknown(condition, scope, assumed):
                return True
            so, not_so = assumed | asked((condition,), claim=True), assumed | asked((condition,), claim=False)
            return can_be_unknown(then, scope, so) or can_be_unknown(otherwise, scope, not_so)
        case core.RoundedQuotient(divisors=divisors) if divisors:
            return True
        case core.Aggregate(kind="min" | "max" | "first"):
            return True
        case core.Ranked(of=of, key=key):
            return can_be_unknown(of, scope, assumed) or can_be_unknown(key, scope, assumed)
        case core.AddWorkingDays() if not always_reaches(expression):
            return True
        case core.IsWorkingDay(working=working) | core.WorkingDaysBetween(working=working) if not _all_covered(expression, working):
            return True
        case _:
            return any(can_be_unknown(part, scope, assumed) for part in children(expression))


def asked(claims: tuple[Expression, ...], *, claim: bool) -> Assumed:
    """Give what is known where all of *claims* are true (or, for *claim* False, where all are false)."""
    known: set[Expression] = set()
    for each in claims:
        match each:
            case core.IsKnown(of=of) if claim:
                known.add(of)
            case core.Not(of=of):
                known |= asked((of,), claim=not claim)
            case core.All(items=items) if claim:
                known |= asked(items, claim=True)
            case core.AnyOf(items=items) if not claim:
                known |= asked(items, claim=False)
            case _:
                continue
    return frozenset(known)


def _all_covered(expression: Expression, working: WorkingDays) -> bool:
    return all(is_always_covered(date, working) for date in children(expression))


def _optional(of: Expression, position: int) -> bool:
    return isinstance(of.type, RecordType) and of.type.optional[position]


def _parameter(expression: core.ParameterAt, scope: Scope, assumed: Assumed) -> bool:
    parameter = scope.parameters[expression.name]
    operands = [expression.date] if expression.key is None else [expression.date, expression.key]
    if any(can_be_unknown(operand, scope, assumed) for operand in operands):
        return True
    if isinstance(expression.date, core.AsOf):
        first, last = scope.span or (EVERY_DAY.low, EVERY_DAY.high)
    else:
        first, last = date_bounds(expression.date)
    return not covers(parameter, first, last)
