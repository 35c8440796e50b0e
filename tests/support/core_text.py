"""A checked policy written out for people to read, the whole of its core with it."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from lawbook.model.core import Constant, DecisionValue, Expression, FactValue, Interval, ParameterAt, Row, Same, Table, Unless, Variable
from lawbook.model.policy import Always, Decision, Fact, Implies, Invariant, Parameter, Policy
from lawbook.model.types import DateType, ListType, NumberType, OneOfType, RecordType, SetType, TextType, Type
from lawbook.model.values import Known, Unknown


def policy_text(policy: Policy) -> str:
    """Write out what *policy* means."""
    return "\n".join(_lines(policy)) + "\n"


def _lines(policy: Policy) -> Iterator[str]:
    until = "" if policy.until is None else f" until {_day(policy.until)}"
    yield f"{policy.name} {policy.version}, from {_day(policy.effective)}{until}, uses {' '.join(policy.uses) or 'nothing'}"
    yield from (f"fact {_fact(fact)}" for fact in policy.facts)
    for parameter in policy.parameters:
        yield from _parameter(parameter)
    yield from (f"reason {reason.code} rank {reason.rank}: {reason.text.en} | {reason.text.zh}" for reason in policy.reasons)
    yield from (f"obligation {obligation.code}: {obligation.text.en} | {obligation.text.zh}" for obligation in policy.obligations)
    for decision in policy.decisions:
        yield from _decision(decision)
    for reasons in policy.score_reasons:
        yield f"reasons of {reasons.decision}, at most {reasons.at_most}, when {expression_text(reasons.when)}"
        yield from (f"  {each.decision} best {each.best}: {each.reason} cites {' '.join(each.cites)}" for each in reasons.characteristics)
    yield from (f"invariant {_invariant(invariant)}" for invariant in policy.invariants)
    yield f"outputs {' '.join(policy.outputs)}"


def _fact(fact: Fact) -> str:
    marks = [mark for mark in ("optional", "personal", "subject") if getattr(fact, mark)]
    marks += [f"changes {fact.changes}"] if fact.changes != "other" else []
    marks += [] if fact.used else ["unused"]
    return " ".join((f"{fact.order} {fact.name}: {type_text(fact.type)}", *marks))


def _parameter(parameter: Parameter) -> Iterator[str]:
    by = f" by {parameter.by or parameter.dated_by}" if parameter.by or parameter.dated_by else ""
    yield f"parameter {parameter.order} {parameter.name}: {type_text(parameter.type)}{by} cites {' '.join(parameter.cites)}"
    for key, dated in parameter.series:
        yield f"  {key or 'all'}: " + ", ".join(f"{_day(day)} {_value(value)}" for day, value in dated)


def _decision(decision: Decision) -> Iterator[str]:
    marks = [mark for mark in ("published", "internal", "nullable") if getattr(decision, mark)]
    marks += [] if decision.fallback is None else [f"fallback {_value(decision.fallback)}"]
    yield " ".join((f"decision {decision.order} {decision.name}: {type_text(decision.type)}", *marks))
    if not isinstance(decision.body, Table):
        yield f"  {expression_text(decision.body)}"
        return
    table = decision.body
    inputs = ", ".join(expression_text(read) for read in table.inputs)
    priorities = " ".join(" > ".join(labels) for labels in table.priorities if labels is not None)
    yield f"  {table.kind} {table.hit}{' ' + table.aggregation if table.aggregation else ''} of ({inputs}) {priorities}".rstrip()
    for row in (*table.rows, *([table.otherwise] if table.otherwise is not None else [])):
        yield from _row(row)


def _row(row: Row) -> Iterator[str]:
    cells = " & ".join("-" if cell is None else expression_text(cell) for cell in row.cells)
    condition = "" if row.condition is None else f" if {expression_text(row.condition)}"
    grounds = [f"cites {' '.join(row.cites)}"] if row.cites else []
    grounds += [f"covers {' '.join(row.covers)}"] if row.covers else []
    grounds += [f"reason {row.reason}"] if row.reason else []
    grounds += [f"obliges {' '.join(row.obliges)}"] if row.obliges else []
    outputs = ", ".join(expression_text(output) for output in row.outputs)
    yield f"    {row.id}: {cells}{condition} => {outputs}".replace(":  ", ": ") + "".join(f"; {ground}" for ground in grounds)
    for exception in row.exceptions:
        yield from _exception(exception, "      ")


def _exception(exception: Unless, indent: str) -> Iterator[str]:
    yield f"{indent}unless {exception.id}: {expression_text(exception.condition)}"
    for inner in exception.exceptions:
        yield from _exception(inner, indent + "  ")


def _invariant(invariant: Invariant) -> str:
    if isinstance(invariant, Always):
        return f"{invariant.id}: {expression_text(invariant.holds)}"
    if isinstance(invariant, Implies):
        return f"{invariant.id}: {expression_text(invariant.when)} implies {expression_text(invariant.then)}"
    said = [
        f"{each.name} {getattr(invariant, each.name)}" for each in fields(invariant) if each.name not in {"id", "title", "where", "cites"}
    ]
    return f"{invariant.id}: {type(invariant).__name__} {', '.join(said)}"


def expression_text(expression: Expression) -> str:
    """Write an expression as its node and what that is made of."""
    match expression:
        case Constant(value=value):
            return _value(value)
        case FactValue(name=name) | DecisionValue(name=name) | Variable(name=name):
            return name
        case ParameterAt(name=name, date=day, key=key):
            return f"{name}@({expression_text(day)}{'' if key is None else ', ' + expression_text(key)})"
        case _:
            parts = [getattr(expression, each.name) for each in fields(expression) if each.name not in {"where", "type", "cause"}]
            return f"{type(expression).__name__}({', '.join(_part(part) for part in parts)})"


def _part(part: object) -> str:
    match part:
        case _ if isinstance(part, Expression):
            return expression_text(part)
        case Same(value=value):
            return f"= {expression_text(value)}"
        case Interval():
            low = "" if part.low is None else expression_text(part.low)
            high = "" if part.high is None else expression_text(part.high)
            return f"{'[' if part.low_closed else '('}{low}..{high}{']' if part.high_closed else ')'}"
        case tuple():
            return "[" + ", ".join(_part(item) for item in part) + "]"
        case _:
            return str(part)


def type_text(type_: Type) -> str:
    """Write a type with its bounds."""
    match type_:
        case NumberType():
            unit = f" {type_.currency}" if type_.currency else ""
            return f"{type_.kind}{unit} {type_.low}..{type_.high} e-{type_.scale}"
        case DateType(low=low, high=high):
            return f"date {_day(low)}..{_day(high)}"
        case TextType(most=most):
            return f"text of {most}"
        case OneOfType(labels=labels, ordered=ordered):
            return f"{'ordered ' if ordered else ''}[{' '.join(labels)}]"
        case SetType(of=of):
            return f"set of {type_text(of)}"
        case RecordType(names=names, types=types, optional=optional):
            told = (f"{n}{'?' if o else ''}: {type_text(t)}" for n, t, o in zip(names, types, optional, strict=True))
            return "{" + ", ".join(told) + "}"
        case ListType(of=of, most=most):
            return f"list of {most} {type_text(of)}"
        case _:
            return type(type_).__name__.removesuffix("Type").lower()


def _value(value: Known | Unknown | None) -> str:
    match value:
        case None:
            return "none"
        case Unknown():
            return "unknown"
        case bool():
            return str(value).lower()
        case frozenset():
            return "{" + " ".join(sorted(value)) + "}"
        case tuple():
            return "(" + " ".join(_value(item) for item in value) + ")"
        case _:
            return repr(value)


def _day(day: int) -> str:
    return date.fromordinal(day).isoformat()
