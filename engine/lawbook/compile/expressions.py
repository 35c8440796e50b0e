"""Each node of the core as generated Python."""

from collections.abc import Sequence
from itertools import repeat
from typing import TypeAlias, assert_never

from lawbook.compile import arithmetic, lists, logic, working_days
from lawbook.compile.lookups import lookup
from lawbook.compile.parameters import parameter
from lawbook.compile.terms import Make, Scope, Term, literal, named, shallow, strict
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.walking import children


def translate(expression: Expression, scope: Scope) -> Term:
    """Give *expression* as a term; what it shares with others is worked out once, before them all."""
    number = scope.sharing.shared(expression)
    if number is None:
        return shallow(_translated(expression, scope), scope)
    term = scope.shared.get(number)
    if term is None:
        outside = scope.at_root()
        term = scope.shared[number] = named(_translated(expression, outside), outside)
    return scope.refer(term)


def _each(expressions: Sequence[Expression], scope: Scope) -> list[Term]:
    # A comprehension would be one more frame for every level that expressions nest.
    return list(map(translate, expressions, repeat(scope)))


Leaf: TypeAlias = core.Constant | core.FactValue | core.DecisionValue | core.AsOf | core.Variable
Truth: TypeAlias = core.All | core.AnyOf | core.Not | core.IsKnown | core.If | core.Within | core.Quantified


def _translated(expression: Expression, scope: Scope) -> Term:
    value = scope.constants.fold(expression)
    if value is not None:
        return literal(value, scope)
    match expression:
        case core.Constant() | core.FactValue() | core.DecisionValue() | core.AsOf() | core.Variable():
            return _leaf(expression, scope)
        case core.All() | core.AnyOf() | core.Not() | core.IsKnown() | core.If() | core.Within() | core.Quantified():
            return _truth(expression, scope)
        case core.ParameterAt(date=date, key=key):
            return parameter(expression, translate(date, scope), None if key is None else translate(key, scope), scope)
        case core.FieldOf():
            return _field(expression, scope)
        case core.Ranked(of=of):
            return lists.ranked(expression, translate(of, scope), scope, translate)
        case core.Aggregate(of=of):
            return lists.aggregate(expression, translate(of, scope), scope, translate)
        case core.IsWorkingDay() | core.AddWorkingDays() | core.WorkingDaysBetween():
            return working_days.counted(expression, _each(tuple(children(expression)), scope), scope)
        case core.RoundedQuotient(numerator=numerator, denominator=denominator, divisors=divisors):
            operands = _each((numerator, denominator, *divisors), scope)
            fixed = scope.constants.fold(denominator)
            return arithmetic.quotient(expression, operands, fixed if isinstance(fixed, int) else None, scope)
        case _:
            return _operation(expression, scope)


def _leaf(expression: Leaf, scope: Scope) -> Term:
    match expression:
        case core.Constant(value=value):
            return literal(value, scope)
        case core.FactValue(name=name):
            term = scope.facts[name]
        case core.DecisionValue(name=name):
            term = scope.decisions[name]
        case core.AsOf():
            term = Term("as_of", simple=True)
        case core.Variable(name=name):
            return scope.variables[name]
        case _:
            assert_never(expression)
    return scope.refer(term)


def _truth(expression: Truth, scope: Scope) -> Term:
    match expression:
        case core.All(items=items):
            return logic.conjunction(_each(items, scope), scope)
        case core.AnyOf(items=items):
            return logic.disjunction(_each(items, scope), scope)
        case core.Not(of=of):
            return logic.opposite(translate(of, scope), scope)
        case core.IsKnown(of=of):
            return logic.known(translate(of, scope))
        case core.If():
            return _choice(expression, scope)
        case core.Within():
            return _within(expression, scope)
        case core.Quantified(of=of):
            return lists.quantified(expression, translate(of, scope), scope, translate)
        case _:
            assert_never(expression)


def _choice(expression: core.If, scope: Scope) -> Term:
    looked_up = lookup(expression, scope)
    if looked_up is None:
        condition, then, otherwise = _each((expression.condition, expression.then, expression.otherwise), scope)
        return logic.choice(condition, then, otherwise, scope)
    of, values, given = looked_up
    get, rest = scope.source.constant(values.get), scope.source.literal(given)
    return strict([translate(of, scope)], scope, lambda texts: f"{get}({texts[0]}, {rest})")


def _within(expression: core.Within, scope: Scope) -> Term:
    same = [test.value for test in expression.tests if isinstance(test, core.Same)]
    members = [scope.constants.fold(value) for value in same]
    tests: list[logic.Ends | logic.OneOf | Term] = []
    if len(same) > 1 and None not in members:
        tests.append(logic.OneOf(Term(scope.source.constant(frozenset(members)), simple=True)))
    else:
        tests.extend(_each(same, scope))
    for test in expression.tests:
        if isinstance(test, core.Interval):
            low = None if test.low is None else translate(test.low, scope)
            high = None if test.high is None else translate(test.high, scope)
            tests.append(logic.Ends(low, high, test))
    return logic.within(translate(expression.of, scope), tests, scope)


def _field(expression: core.FieldOf, scope: Scope) -> Term:
    of, position = expression.of, expression.position
    if isinstance(of, core.DecisionValue) and of.name in scope.outputs:
        return scope.refer(scope.outputs[of.name][position])
    record = translate(of, scope)
    nullable = record.parts[position] if position < len(record.parts) else True
    return strict([record], scope, lambda texts: f"{texts[0]}[{position}]", nullable=nullable)


Operation: TypeAlias = (
    core.Equal | core.Less | core.AtMost | core.Position | core.Contains | core.SetSize | core.During | core.Add | core.Subtract
    | core.Multiply | core.Negate | core.Power | core.Rescale | core.Modulo | core.Absolute | core.Least | core.Greatest | core.AddMonths
    | core.MonthsBetween | core.DatePart
)  # fmt: skip

_INFIX: dict[type[Operation], str] = {
    core.Equal: "==",
    core.Less: "<",
    core.AtMost: "<=",
    core.Add: "+",
    core.Subtract: "-",
    core.Multiply: "*",
}


def _operation(expression: Operation, scope: Scope) -> Term:
    match expression:
        case core.Least(items=items):
            return arithmetic.extreme(_each(items, scope), "min", scope)
        case core.Greatest(items=items):
            return arithmetic.extreme(_each(items, scope), "max", scope)
        case core.DatePart(of=of, part=part):
            return arithmetic.date_part(translate(of, scope), part, scope)
        case core.Power(base=base, exponent=exponent, most=most, scale=scale):
            fixed = scope.constants.fold(exponent)
            known = fixed if isinstance(fixed, int) else None
            return arithmetic.raised(translate(base, scope), translate(exponent, scope), known, most, scale, scope)
        case core.During(time=time, start=start, end=end):
            return _during(expression, _each((time, start, end), scope), scope)
        case core.AddMonths(date=left, months=right):
            return _call("ADD_MONTHS", (left, right), scope)
        case core.MonthsBetween(start=left, end=right):
            return _call("MONTHS_BETWEEN", (left, right), scope)
        case core.Contains() | core.SetSize() | core.Position() | core.Negate() | core.Absolute() | core.Rescale() | core.Modulo():
            return strict([translate(expression.of, scope)], scope, _of_one(expression, scope))
        case _:
            sign = _INFIX[type(expression)]
            operands = _each((expression.left, expression.right), scope)
            return strict(operands, scope, lambda texts: f"({texts[0]} {sign} {texts[1]})")


def _call(name: str, of: Sequence[Expression], scope: Scope) -> Term:
    return strict(_each(of, scope), scope, lambda texts: f"{name}({', '.join(texts)})")


OfOne: TypeAlias = core.Contains | core.SetSize | core.Position | core.Negate | core.Absolute | core.Rescale | core.Modulo


def _of_one(expression: OfOne, scope: Scope) -> Make:
    match expression:
        case core.Contains(label=label):
            wanted = scope.source.constant(label)
            return lambda texts: f"({wanted} in {texts[0]})"
        case core.SetSize():
            return lambda texts: f"len({texts[0]})"
        case core.Position(labels=labels):
            places = scope.source.constant({label: place for place, label in enumerate(labels)})
            return lambda texts: f"{places}[{texts[0]}]"
        case core.Negate():
            return lambda texts: f"(-{texts[0]})"
        case core.Absolute():
            return lambda texts: f"abs({texts[0]})"
        case core.Rescale(by=by):
            return lambda texts: f"({texts[0]} * {10**by})"
        case core.Modulo(by=by):
            return lambda texts: f"({texts[0]} % {by})"
        case _:
            assert_never(expression)


def _during(expression: core.During, operands: Sequence[Term], scope: Scope) -> Term:
    start, end = scope.constants.fold(expression.start), scope.constants.fold(expression.end)
    time = operands[0]
    if not isinstance(start, int) or not isinstance(end, int):
        return strict(operands, scope, lambda texts: f"DURING({', '.join(texts)})")
    if start <= end:
        return strict([time], scope, lambda texts: f"({start} <= {texts[0]} < {end})")
    # Past midnight: not in the hours between.
    return strict([time], scope, lambda texts: f"(not {end} <= {texts[0]} < {start})")
