"""Expressions of the core as symbols. What they mean is said by `lawbook.evaluate.expressions`; this is held equal to it."""

from dataclasses import dataclass, field, replace
from typing import Protocol, assert_never

import z3

from lawbook.model import core
from lawbook.model.policy import Parameter
from lawbook.model.reading import reads_of
from lawbook.model.types import DateType, ListType, OneOfType, RecordType, SetType, Type
from lawbook.model.values import Known, Unknown
from lawbook.model.walking import children
from lawbook.operators.parameters import value_on
from lawbook.problems import EngineFault
from lawbook.prove import arithmetic, calendar
from lawbook.prove.arithmetic import fixed, stepped, whole
from lawbook.prove.facts import Texts
from lawbook.prove.loose import Loose
from lawbook.prove.rankings import Candidate, first_of, ranking
from lawbook.prove.symbols import (
    FALSE,
    TRUE,
    Listed,
    NotExpressible,
    Symbol,
    both,
    chosen,
    either,
    elements,
    equal,
    in_turn,
    members,
    number,
    opposite,
    parts,
    same,
    strict,
    truth,
)
from lawbook.prove.truths import choice, conjunction, disjunction, is_true


class Named(Protocol):
    """What gives the symbols of facts and decisions by name."""

    def fact(self, name: str) -> Symbol:
        """Give a fact."""
        ...

    def decision(self, name: str) -> Symbol:
        """Give a decision."""
        ...


@dataclass(frozen=True, slots=True)
class Around:
    """All that an expression may look at. In worlds with one *owner* the same names mean the same, apart from what is *changed*."""

    named: Named
    parameters: dict[str, Parameter]
    day: z3.ArithRef
    days: calendar.Span
    loose: Loose | None
    texts: Texts
    owner: object
    changed: frozenset[str] = frozenset()
    variables: dict[str, Symbol] = field(default_factory=dict)

    def whatever(self, expression: core.Expression, loose: Loose) -> Symbol:
        """Give what may be anything, but is the same wherever *expression* cannot but be the same."""
        if self.variables or reads_of([expression]).names & self.changed:
            return loose.whatever(expression.type)
        return loose.standing_for(expression, self.owner)

    def binding(self, variable: str, symbol: Symbol) -> "Around":
        """Give the same with *variable* bound to *symbol*."""
        return replace(self, variables={**self.variables, variable: symbol})


def known(type_: Type, value: Known | Unknown, texts: Texts) -> Symbol:
    """Give a known value as a symbol."""
    if isinstance(value, Unknown):
        return Symbol(FALSE, FALSE)
    match value:
        case bool():
            return Symbol(TRUE, z3.BoolVal(value))
        case int():
            return Symbol(TRUE, whole(value))
        case str() if isinstance(type_, OneOfType):
            return Symbol(TRUE, whole(type_.labels.index(value)))
        case str():
            return Symbol(TRUE, whole(texts.number(value)))
        case frozenset() if isinstance(type_, SetType):
            return Symbol(TRUE, {label: z3.BoolVal(label in value) for label in type_.of.labels})
        case tuple() if isinstance(type_, ListType):
            return Symbol(TRUE, in_turn([(TRUE, known(type_.of, item, texts)) for item in value]))
        case tuple() if isinstance(type_, RecordType):
            return Symbol(TRUE, tuple(known(of, part, texts) for of, part in zip(type_.types, value, strict=True)))
        case _:
            raise EngineFault(f"{value!r} is no value of {type_}")


def expressed(expression: core.Expression, around: Around) -> Symbol:
    """Put *expression* into formulas; raises NotExpressible with the name of what cannot be, where nothing may stand in for it."""
    try:
        return _expressed(expression, around)
    except NotExpressible:
        if around.loose is None:
            raise
        return around.whatever(expression, around.loose)


def _expressed(expression: core.Expression, around: Around) -> Symbol:  # noqa: C901 - one match over the whole core
    match expression:
        case core.Constant(value=value, type=type_):
            return known(type_, value, around.texts)
        case core.FactValue(name=name):
            return around.named.fact(name)
        case core.DecisionValue(name=name):
            return around.named.decision(name)
        case core.AsOf():
            return Symbol(TRUE, around.day)
        case core.Variable(name=name):
            return around.variables[name]
        case core.ParameterAt():
            return _parameter(expression, around)
        case core.All(items=items):
            return conjunction([expressed(item, around) for item in items])
        case core.AnyOf(items=items):
            return disjunction([expressed(item, around) for item in items])
        case core.IsKnown(of=of):
            return Symbol(TRUE, expressed(of, around).known)
        case core.If(condition=condition, then=then, otherwise=otherwise):
            return choice(expressed(condition, around), expressed(then, around), expressed(otherwise, around))
        case core.Within():
            return _within(expression, around)
        case core.RoundedQuotient():
            return _rounded(expression, around)
        case core.IsWorkingDay() | core.AddWorkingDays() | core.WorkingDaysBetween():
            return _working_days(expression, around)
        case core.Aggregate():
            return _aggregate(expression, around)
        case core.Quantified():
            return _quantified(expression, around)
        case core.Ranked():
            return _ranked(expression, around)
        case core.FieldOf(of=of, position=position):
            record = expressed(of, around)
            if z3.is_false(record.known):
                return record
            part = parts(record)[position]
            return Symbol(both(record.known, part.known), part.value)
        case _:
            return _strict(expression, around)


def _strict(expression: core.Expression, around: Around) -> Symbol:
    match expression:
        case core.Not(of=of):
            item = expressed(of, around)
            return Symbol(item.known, opposite(truth(item)))
        case core.Equal(left=left, right=right):
            one, other = expressed(left, around), expressed(right, around)
            return strict((one, other), lambda: equal(one, other))
        case core.Contains(of=of, label=label):
            item = expressed(of, around)
            return strict((item,), lambda: members(item)[label])
        case core.SetSize(of=of):
            item = expressed(of, around)
            return strict((item,), lambda: z3.Sum([z3.If(there, 1, 0) for there in members(item).values()]))
        case core.Position(of=of, labels=labels):
            return _position(expressed(of, around), of.type, labels)
        case _:
            return _of_integers(expression, around)


def _position(of: Symbol, type_: Type, labels: tuple[str, ...]) -> Symbol:
    own = type_.labels if isinstance(type_, OneOfType) else labels
    if own == labels:
        return of
    steps = [(place, whole(labels.index(label))) for place, label in enumerate(own)]
    return strict((of,), lambda: stepped(number(of), steps[1:], steps[0][1]))


def _of_integers(expression: core.Expression, around: Around) -> Symbol:
    operands = [expressed(operand, around) for operand in children(expression)]
    if any(z3.is_false(operand.known) for operand in operands):
        return Symbol(FALSE, FALSE)
    if around.loose is not None and isinstance(expression, core.AddMonths | core.MonthsBetween | core.DatePart):
        return around.loose.anything(expression, operands)
    n = [number(operand) for operand in operands]
    return strict(operands, lambda: _worked_out(expression, n, around))


def _worked_out(  # noqa: C901 - one match over the operators
    expression: core.Expression, n: list[z3.ArithRef], around: Around
) -> z3.ArithRef | z3.BoolRef:
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
            return arithmetic.product(n[0], n[1])
        case core.Negate():
            return -n[0]
        case core.Rescale(by=by):
            return n[0] * 10**by
        case core.Power(most=most, scale=scale):
            return arithmetic.power(n[0], n[1], most, scale)
        case core.Modulo(by=by):
            return n[0] % by
        case core.Absolute():
            return z3.If(n[0] < 0, -n[0], n[0])
        case core.Least():
            return arithmetic.least(n)
        case core.Greatest():
            return arithmetic.greatest(n)
        case core.During():
            within, outside = both(n[1] <= n[0], n[0] < n[2]), either(n[0] >= n[1], n[0] < n[2])
            return either(both(n[1] <= n[2], within), both(n[1] > n[2], outside))
        case core.AddMonths(date=date, type=type_):
            return calendar.later(n[0], n[1], _span(date, around), _result(type_))
        case core.MonthsBetween(start=start, end=end):
            return calendar.between(n[0], n[1], (_span(start, around), _span(end, around)))
        case core.DatePart(of=of, part=part):
            return calendar.part_of(n[0], part, _span(of, around))
        case _:
            raise NotExpressible("an expression that has no formula")


def _span(expression: core.Expression, around: Around) -> calendar.Span:
    return around.days if isinstance(expression, core.AsOf) else _result(expression.type)


def _result(type_: Type) -> calendar.Span:
    if not isinstance(type_, DateType):
        raise NotExpressible("months of what is no date")
    return type_.low, type_.high


def _parameter(expression: core.ParameterAt, around: Around) -> Symbol:
    day = expressed(expression.date, around)
    declared = around.parameters[expression.name]
    if expression.key is None:
        found = _on(declared, None, day, around)
        return Symbol(both(day.known, found.known), found.value)
    key = expressed(expression.key, around)
    labels = expression.key.type.labels if isinstance(expression.key.type, OneOfType) else ()
    found = Symbol(FALSE, FALSE)
    for place, label in enumerate(labels):
        found = chosen(number(key) == place, _on(declared, label, day, around), found)
    return Symbol(both(day.known, key.known, found.known), found.value)


def _on(declared: Parameter, key: str | None, day: Symbol, around: Around) -> Symbol:
    begins = sorted({begin for name, dated in declared.series if name == key for begin, _ in dated})
    if declared.verified_through is not None:
        begins = sorted({*begins, declared.verified_through + 1})
    steps = [(begin, value_on(declared, key, begin)) for begin in begins]
    found = Symbol(FALSE, FALSE)
    for begin, value in steps:
        own = Symbol(FALSE, FALSE) if value is None else known(declared.type, value, around.texts)
        found = chosen(z3.simplify(number(day) >= begin), own, found)
    return found


def _within(expression: core.Within, around: Around) -> Symbol:
    of = expressed(expression.of, around)
    operands, passed = [of], [FALSE]
    for test in expression.tests:
        match test:
            case core.Same(value=value):
                wanted = expressed(value, around)
                operands.append(wanted)
                passed.append(same(of, wanted))
            case core.Interval(low=low, high=high):
                ends = [None if end is None else expressed(end, around) for end in (low, high)]
                operands += [end for end in ends if end is not None]
                passed.append(_between(of, ends[0], ends[1], test))
            case _:
                assert_never(test)
    return strict(operands, lambda: either(*passed))


def _between(of: Symbol, low: Symbol | None, high: Symbol | None, interval: core.Interval) -> z3.BoolRef:
    if any(each is not None and z3.is_false(each.known) for each in (of, low, high)):
        return FALSE
    held: list[z3.BoolRef] = []
    if low is not None:
        held.append(number(low) <= number(of) if interval.low_closed else number(low) < number(of))
    if high is not None:
        held.append(number(of) <= number(high) if interval.high_closed else number(of) < number(high))
    return both(*held)


def _rounded(expression: core.RoundedQuotient, around: Around) -> Symbol:
    numerator, denominator = expressed(expression.numerator, around), expressed(expression.denominator, around)
    divisors = [expressed(divisor, around) for divisor in expression.divisors]
    operands = [numerator, denominator, *divisors]
    if any(z3.is_false(operand.known) for operand in operands):
        return Symbol(FALSE, FALSE)
    zero = either(*(both(divisor.known, number(divisor) == 0) for divisor in divisors))
    quotient = arithmetic.quotient(number(numerator), number(denominator), expression.shift, expression.rounding)
    return Symbol(both(opposite(zero), *(operand.known for operand in operands)), quotient)


def _working_days(expression: core.IsWorkingDay | core.AddWorkingDays | core.WorkingDaysBetween, around: Around) -> Symbol:
    working = expression.working
    if around.loose is not None:
        return around.loose.anything(expression, [expressed(part, around) for part in children(expression)])
    match expression:
        case core.IsWorkingDay(date=date):
            day = expressed(date, around)
            return Symbol(both(day.known, calendar.covered(working, number(day))), calendar.is_working(working, number(day)))
        case core.AddWorkingDays(date=date, many=many):
            day, count = expressed(date, around), expressed(many, around)
            exact = fixed(z3.simplify(number(count)))
            if exact is None:
                raise NotExpressible("a number of working days that is not fixed")
            sure, later = calendar.later_working(working, number(day), exact)
            return Symbol(both(day.known, count.known, sure), later)
        case core.WorkingDaysBetween(start=start, end=end):
            first, last = expressed(start, around), expressed(end, around)
            inside = both(calendar.covered(working, number(first)), calendar.covered(working, number(last)))
            count = calendar.counted_to(working, number(last)) - calendar.counted_to(working, number(first))
            return Symbol(both(first.known, last.known, inside), count)
        case _:
            assert_never(expression)


def _aggregate(expression: core.Aggregate, around: Around) -> Symbol:
    listed = expressed(expression.of, around)
    if z3.is_false(listed.known):
        return listed
    taken: list[tuple[z3.BoolRef, Symbol]] = []
    sure = [listed.known]
    for there, element in elements(listed).items:
        bound = around.binding(expression.variable, element)
        condition = Symbol(TRUE, TRUE) if expression.condition is None else expressed(expression.condition, bound)
        takes = both(there, is_true(condition))
        value = Symbol(TRUE, whole(1)) if expression.value is None else expressed(expression.value, bound)
        sure += [either(opposite(there), condition.known), either(opposite(takes), value.known)]
        taken.append((takes, value))
    return _of_elements(expression, taken, elements(listed), both(*sure))


def _of_elements(expression: core.Aggregate, taken: list[tuple[z3.BoolRef, Symbol]], listed: Listed, sure: z3.BoolRef) -> Symbol:
    some = either(*(takes for takes, _ in taken))
    match expression.kind:
        case "count" | "sum":
            return Symbol(sure, z3.Sum([z3.If(takes, number(value), 0) for takes, value in taken]) if taken else whole(0))
        case "min" | "max":
            best = whole(0)
            there: z3.BoolRef = FALSE
            for takes, value in taken:
                better = number(value) < best if expression.kind == "min" else number(value) > best
                best = z3.If(both(takes, either(opposite(there), better)), number(value), best)
                there = either(there, takes)
            return Symbol(both(sure, some), best)
        case "first":
            first = first_of(taken, listed)
            return Symbol(both(sure, some, first.known), first.value)


def _ranked(expression: core.Ranked, around: Around) -> Symbol:
    listed = expressed(expression.of, around)
    if z3.is_false(listed.known):
        return listed
    candidates: list[Candidate] = []
    for there, element in elements(listed).items:
        bound = around.binding(expression.variable, element)
        gates = tuple(expressed(gate, bound) for gate in expression.gates)
        by = tuple(expressed(each, bound) for each in expression.by)
        candidates.append(Candidate(there, expressed(expression.key, bound), gates, by))
    return ranking(expression, listed.known, candidates, elements(listed).turns)


def _quantified(expression: core.Quantified, around: Around) -> Symbol:
    listed = expressed(expression.of, around)
    if z3.is_false(listed.known):
        return listed
    items: list[Symbol] = []
    for there, element in elements(listed).items:
        condition = expressed(expression.condition, around.binding(expression.variable, element))
        # An element that does not stand in the list says what makes no difference.
        idle = Symbol(TRUE, FALSE if expression.kind == "some" else TRUE)
        items.append(chosen(there, condition, idle))
    joined = (disjunction if expression.kind == "some" else conjunction)(items)
    return Symbol(both(listed.known, joined.known), joined.value)
