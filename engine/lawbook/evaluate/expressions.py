"""What an expression means: the definition that every other back end is held to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from lawbook.model import core
from lawbook.model.policy import Parameter
from lawbook.model.values import Known, Unknown, Value, unknown_because
from lawbook.model.walking import children
from lawbook.operators.arithmetic import modulo, power
from lawbook.operators.calendar import add_months, date_part, during, months_between
from lawbook.operators.parameters import value_on
from lawbook.operators.ranking import Candidate, ranking
from lawbook.operators.rounding import rounded_quotient
from lawbook.operators.working_days import add_working_days, is_working_day, working_days_between
from lawbook.problems import EngineFault


@dataclass(frozen=True, slots=True)
class Setting:
    """All that an expression may look at: facts, the decisions already made, parameters, the day, and bound variables."""

    facts: Mapping[str, Value]
    decisions: Mapping[str, Value]
    parameters: Mapping[str, Parameter]
    as_of: int
    variables: Mapping[str, Value] = field(default_factory=dict)

    def binding(self, variable: str, value: Value) -> "Setting":
        """Give the same setting with *variable* bound to *value*."""
        return Setting(self.facts, self.decisions, self.parameters, self.as_of, {**self.variables, variable: value})


def evaluate(expression: core.Expression, setting: Setting) -> Value:  # noqa: C901 - one match over the whole core
    """Work out *expression*: a known value, or an unknown with its causes."""
    match expression:
        # The commonest kinds stand first: this is where a suite of scenarios spends its time.
        case core.Constant(value=value):
            return value
        case core.Within():
            return _within(expression, setting)
        case core.FactValue(name=name):
            return setting.facts[name]
        case core.DecisionValue(name=name):
            return setting.decisions[name]
        case core.Variable(name=name):
            return setting.variables[name]
        case core.Not() | core.Equal() | core.Contains() | core.Less() | core.AtMost():
            return _strict(expression, setting)
        case core.All(items=items):
            return _conjunction(evaluate(item, setting) for item in items)
        case core.AnyOf(items=items):
            return _disjunction(evaluate(item, setting) for item in items)
        case core.AsOf():
            return setting.as_of
        case core.ParameterAt():
            return _parameter(expression, setting)
        case core.IsKnown(of=of):
            return not isinstance(evaluate(of, setting), Unknown)
        case core.If():
            return _if(expression, setting)
        case core.RoundedQuotient():
            return _rounded(expression, setting)
        case core.IsWorkingDay() | core.AddWorkingDays() | core.WorkingDaysBetween():
            return _working_days(expression, setting)
        case core.Aggregate():
            return _aggregate(expression, setting)
        case core.Quantified():
            return _quantified(expression, setting)
        case core.Ranked():
            return _ranked(expression, setting)
        case _:
            return _strict(expression, setting)


Strict: TypeAlias = (
    core.FieldOf | core.Not | core.Equal | core.Less | core.AtMost | core.Position | core.Contains | core.SetSize | core.During
    | core.Add | core.Subtract | core.Multiply | core.Negate | core.Power | core.Rescale | core.Modulo | core.Absolute | core.Least
    | core.Greatest | core.AddMonths | core.MonthsBetween | core.DatePart
)  # fmt: skip


def _strict(expression: Strict, setting: Setting) -> Value:
    operands = [evaluate(operand, setting) for operand in _operands(expression)]
    if any(isinstance(operand, Unknown) for operand in operands):
        return unknown_because(operands)
    match expression:
        case core.FieldOf(position=position):
            return _record(operands[0])[position]
        case core.Not():
            return not truth(operands[0])
        case core.Equal():
            return operands[0] == operands[1]
        case core.Contains(label=label):
            return label in _set(operands[0])
        case core.SetSize():
            return len(_set(operands[0]))
        case core.Position(labels=labels):
            return labels.index(_label(operands[0]))
        case _:
            return _of_integers(expression, [integer(operand) for operand in operands])


def _operands(expression: Strict) -> tuple[core.Expression, ...]:
    match expression:
        case core.Not(of=of) | core.Contains(of=of):
            return (of,)
        case core.Least(items=items) | core.Greatest(items=items):
            return items
        case core.During(time=time, start=start, end=end):
            return (time, start, end)
        case core.Power(base=base, exponent=exponent):
            return (base, exponent)
        case core.AddMonths(date=date, months=months):
            return (date, months)
        case core.MonthsBetween(start=start, end=end):
            return (start, end)
        case (
            core.Equal(left=left, right=right)
            | core.Less(left=left, right=right)
            | core.AtMost(left=left, right=right)
            | core.Add(left=left, right=right)
            | core.Subtract(left=left, right=right)
            | core.Multiply(left=left, right=right)
        ):
            return (left, right)
        case _:
            return (expression.of,)


OfIntegers: TypeAlias = (
    core.Less | core.AtMost | core.During | core.Add | core.Subtract | core.Multiply | core.Negate | core.Power | core.Rescale
    | core.Modulo | core.Absolute | core.Least | core.Greatest | core.AddMonths | core.MonthsBetween | core.DatePart
)  # fmt: skip


def _of_integers(expression: OfIntegers, n: list[int]) -> Known:  # noqa: C901 - one match over the operators
    match expression:
        case core.Less():
            return n[0] < n[1]
        case core.AtMost():
            return n[0] <= n[1]
        case core.Add():
            return n[0] + n[1]
        case core.Subtract():
            return n[0] - n[1]
        case core.Multiply():
            return n[0] * n[1]
        case core.Negate():
            return -n[0]
        case core.Rescale(by=by):
            return n[0] * power(10, by, by, 0)
        case core.Power(most=most, scale=scale):
            return power(n[0], n[1], most, scale)
        case core.Modulo(by=by):
            return modulo(n[0], by)
        case core.Absolute():
            return abs(n[0])
        case core.Least():
            return min(n)
        case core.Greatest():
            return max(n)
        case core.During():
            return during(n[0], n[1], n[2])
        case core.AddMonths():
            return add_months(n[0], n[1])
        case core.MonthsBetween():
            return months_between(n[0], n[1])
        case core.DatePart(part=part):
            return date_part(n[0], part)
        case _:
            assert_never(expression)


def _parameter(expression: core.ParameterAt, setting: Setting) -> Value:
    day = evaluate(expression.date, setting)
    key = None if expression.key is None else evaluate(expression.key, setting)
    if isinstance(day, Unknown) or isinstance(key, Unknown):
        return unknown_because([day] if key is None else [day, key])
    value = value_on(setting.parameters[expression.name], None if key is None else _label(key), integer(day))
    return Unknown((expression.cause,)) if value is None else value


def _working_days(expression: core.IsWorkingDay | core.AddWorkingDays | core.WorkingDaysBetween, setting: Setting) -> Value:
    operands = [evaluate(operand, setting) for operand in children(expression)]
    if any(isinstance(operand, Unknown) for operand in operands):
        return unknown_because(operands)
    days = [integer(operand) for operand in operands]
    value: Known | None
    match expression:
        case core.IsWorkingDay(working=working):
            value = is_working_day(working, days[0])
        case core.AddWorkingDays(working=working):
            value = add_working_days(working, days[0], days[1])
        case core.WorkingDaysBetween(working=working):
            value = working_days_between(working, days[0], days[1])
        case _:
            assert_never(expression)
    return Unknown((expression.cause,)) if value is None else value


def _conjunction(items: Iterable[Value]) -> Value:
    doubts: list[Value] = []
    for item in items:
        if item is False:
            return False
        if item is not True:
            doubts.append(item)
    return unknown_because(doubts) if doubts else True


def _disjunction(items: Iterable[Value]) -> Value:
    doubts: list[Value] = []
    for item in items:
        if item is True:
            return True
        if item is not False:
            doubts.append(item)
    return unknown_because(doubts) if doubts else False


def _if(expression: core.If, setting: Setting) -> Value:
    condition = evaluate(expression.condition, setting)
    if not isinstance(condition, Unknown):
        return evaluate(expression.then if truth(condition) else expression.otherwise, setting)
    then, otherwise = evaluate(expression.then, setting), evaluate(expression.otherwise, setting)
    return then if same(then, otherwise) else unknown_because([condition, then, otherwise])


def same(left: Value, right: Value) -> bool:
    """Tell whether both are known and equal, through and through."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return False
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right


def _within(expression: core.Within, setting: Setting) -> Value:
    of = evaluate(expression.of, setting)
    doubts = [of] if isinstance(of, Unknown) else []
    passed = False
    for test in expression.tests:
        match test:
            case core.Same(value=value):
                wanted = evaluate(value, setting)
                doubts.extend([wanted] if isinstance(wanted, Unknown) else [])
                passed = passed or same(of, wanted)
            case core.Interval(low=low, high=high):
                ends = [None if end is None else evaluate(end, setting) for end in (low, high)]
                doubts.extend(end for end in ends if isinstance(end, Unknown))
                passed = passed or _between(of, ends[0], ends[1], test)
            case _:
                assert_never(test)
    return unknown_because(doubts) if doubts else passed


def _between(of: Value, low: Value | None, high: Value | None, interval: core.Interval) -> bool:
    if any(isinstance(value, Unknown) for value in (of, low, high)):
        return False
    number = integer(of)
    above = low is None or integer(low) < number or (interval.low_closed and low == number)
    below = high is None or number < integer(high) or (interval.high_closed and high == number)
    return above and below


def _rounded(expression: core.RoundedQuotient, setting: Setting) -> Value:
    numerator, denominator = evaluate(expression.numerator, setting), evaluate(expression.denominator, setting)
    divisors = [evaluate(divisor, setting) for divisor in expression.divisors]
    operands = [numerator, denominator, *divisors]
    zero = any(divisor == 0 and not isinstance(divisor, Unknown) for divisor in divisors)
    if zero or any(isinstance(operand, Unknown) for operand in operands):
        return unknown_because([*operands, Unknown((expression.cause,))] if zero else operands)
    return rounded_quotient(integer(numerator), integer(denominator), expression.shift, expression.rounding)


def _aggregate(expression: core.Aggregate, setting: Setting) -> Value:
    elements = evaluate(expression.of, setting)
    if isinstance(elements, Unknown):
        return elements
    taken: list[Value] = []
    doubts: list[Value] = []
    for element in _record(elements):
        bound = setting.binding(expression.variable, element)
        condition = True if expression.condition is None else evaluate(expression.condition, bound)
        if isinstance(condition, Unknown):
            doubts.append(condition)
        elif truth(condition):
            taken.append(1 if expression.value is None else evaluate(expression.value, bound))
    if doubts or any(isinstance(value, Unknown) for value in taken):
        return unknown_because([*doubts, *taken])
    return _of_elements(expression, taken)


def _of_elements(expression: core.Aggregate, taken: list[Value]) -> Value:
    if not taken and expression.kind in {"min", "max", "first"}:
        return Unknown((expression.cause,))
    match expression.kind:
        case "count" | "sum":
            return sum(map(integer, taken))
        case "min":
            return min(map(integer, taken))
        case "max":
            return max(map(integer, taken))
        case "first":
            return taken[0]
        case _:
            assert_never(expression.kind)


def _quantified(expression: core.Quantified, setting: Setting) -> Value:
    elements = evaluate(expression.of, setting)
    if isinstance(elements, Unknown):
        return elements
    join: Callable[[Iterable[Value]], Value] = _disjunction if expression.kind == "some" else _conjunction
    return join(evaluate(expression.condition, setting.binding(expression.variable, element)) for element in _record(elements))


def _ranked(expression: core.Ranked, setting: Setting) -> Value:
    elements = evaluate(expression.of, setting)
    if isinstance(elements, Unknown):
        return elements
    candidates: list[Candidate] = []
    for element in _record(elements):
        bound = setting.binding(expression.variable, element)
        key = evaluate(expression.key, bound)
        gates = tuple(evaluate(gate, bound) for gate in expression.gates)
        candidates.append((key, gates, tuple(evaluate(by, bound) for by in expression.by)))
    if any(isinstance(key, Unknown) for key, _, _ in candidates):
        return unknown_because(key for key, _, _ in candidates)
    return ranking(candidates, expression.labels, expression.descending, unknown_because)


# A checked policy never gives the operators below a value of another type: what they refuse is a fault of the engine.


def truth(value: Value) -> bool:
    """Take *value* as the truth it is checked to be."""
    if not isinstance(value, bool):
        raise EngineFault(f"{value!r} is not a truth")
    return value


def integer(value: Value | None) -> int:
    """Take *value* as the integer it is checked to be."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise EngineFault(f"{value!r} is not an integer")
    return value


def _label(value: Value) -> str:
    if not isinstance(value, str):
        raise EngineFault(f"{value!r} is not a label")
    return value


def _set(value: Value) -> frozenset[str]:
    if not isinstance(value, frozenset):
        raise EngineFault(f"{value!r} is not a set")
    return value


def _record(value: Value) -> tuple[Value, ...]:
    if not isinstance(value, tuple):
        raise EngineFault(f"{value!r} is not a record or list")
    return value
