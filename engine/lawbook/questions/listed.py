"""Every question about a version, in the order in which its decisions stand."""

from collections.abc import Iterator

from lawbook.bounds.worth_trying import LAST_DAY
from lawbook.model import core
from lawbook.model.core import DecisionValue, Expression, IsKnown, Row, Table
from lawbook.model.policy import Decision, Parameter, Policy
from lawbook.model.types import BooleanType, OneOfType, SetType, Type
from lawbook.model.values import Unknown
from lawbook.model.walking import every_part, parts_of_body
from lawbook.operators.parameters import value_on
from lawbook.questions.asked import Question, Weight

FAILING = (core.RoundedQuotient, core.ParameterAt, core.Aggregate, core.IsWorkingDay, core.AddWorkingDays, core.WorkingDaysBetween)
"""The nodes that can be unknown though all they look at is known."""


def questions_of(policy: Policy) -> tuple[Question, ...]:
    """Give every question about *policy*; decisions taken from others are asked about where they are written."""
    own = [declared for declared in policy.decisions if declared.origin is None]
    expected = _expected_unknown(policy)
    declared_here = (fact for fact in policy.facts if fact.used or fact.where.file == policy.where.file)
    facts = [Question("fact", "", fact.name, "note", fact.where) for fact in declared_here]
    return (*(question for declared in own for question in _of_decision(policy, declared, expected)), *facts)


def _expected_unknown(policy: Policy) -> frozenset[str]:
    """Name the decisions of which the policy says what holds where they cannot be known: a fallback, or that somebody asks."""
    stated = {each.name for each in policy.decisions if each.fallback is not None and not isinstance(each.fallback, Unknown)}
    asks = (part for each in policy.decisions for of in parts_of_body(each.body) for part in every_part(of) if isinstance(part, IsKnown))
    return frozenset(stated | {part.of.name for part in asks if isinstance(part.of, DecisionValue)})


def _of_decision(policy: Policy, declared: Decision, expected: frozenset[str]) -> Iterator[Question]:
    name, where = declared.name, declared.where
    if isinstance(declared.body, Table):
        yield from _of_table(declared, declared.body)
    if declared.nullable and can_fail(declared.body, policy):
        yield Question("failure", name, "", "note" if name in expected else "finding", where)
    # The labels of a shared type are there for others, too.
    weight: Weight = "finding" if declared.published and not is_shared(declared.type) else "note"
    for label in labels_of(declared.type):
        yield Question("label", name, label, weight, where)


def _of_table(declared: Decision, table: Table) -> Iterator[Question]:
    name = declared.name
    if table.otherwise is None and (table.hit in {"unique", "first", "any", "priority"} or table.aggregation in {"min", "max"}):
        yield Question("gap", name, "", "note" if table.open else "finding", table.where)
    if table.hit == "unique":
        yield Question("overlap", name, "", "finding", table.where)
    if table.hit == "any":
        yield Question("conflict", name, "", "finding", table.where)
    for row in table.rows:
        yield Question("fires", name, row.id, "finding", row.where)
        yield Question("decides", name, row.id, "note", row.where)
        yield Question("matters", name, row.id, "note", row.where)
    if table.otherwise is not None:
        yield Question("fires", name, table.otherwise.id, "note", table.otherwise.where)


def labels_of(type_: Type) -> tuple[str, ...]:
    """Name what a decision of *type_* can come to, where that is a few things with names."""
    match type_:
        case OneOfType(labels=labels):
            return labels
        case SetType(of=of):
            return of.labels
        case BooleanType():
            return ("false", "true")
        case _:
            return ()


def is_shared(type_: Type) -> bool:
    """Tell whether the labels of *type_* are those of a type that a vocabulary declares by name."""
    one_of = type_.of if isinstance(type_, SetType) else type_
    return isinstance(one_of, OneOfType) and one_of.name is not None


def can_fail(body: Expression | Table, policy: Policy) -> bool:
    """Tell whether anything in *body* can be unknown though all it looks at is known."""
    return any(can_fail_itself(part, policy) for expression in parts_of_body(body) for part in every_part(expression))


def can_fail_itself(part: Expression, policy: Policy) -> bool:
    """Tell whether *part* can be unknown though all that it is directly made of is known."""
    match part:
        case core.RoundedQuotient(divisors=divisors):
            return bool(divisors)
        case core.Aggregate(kind=kind):
            return kind in {"min", "max", "first"}
        case core.ParameterAt(name=name, date=core.AsOf()):
            return not _always_has_a_value(next(each for each in policy.parameters if each.name == name), policy)
        case _:
            return isinstance(part, FAILING)


def _always_has_a_value(parameter: Parameter, policy: Policy) -> bool:
    last = LAST_DAY if policy.until is None else policy.until - 1
    turns = {policy.effective, *(day for _, dated in parameter.series for day, _ in dated)}
    if parameter.verified_through is not None:
        turns.add(parameter.verified_through + 1)
    days = [day for day in turns if policy.effective <= day <= last]
    keys = [key for key, _ in parameter.series] if parameter.by is None else _labels_of_fact(parameter.by, policy)
    return all(value_on(parameter, key, day) is not None for key in keys for day in days)


def _labels_of_fact(name: str, policy: Policy) -> tuple[str | None, ...]:
    return next((labels_of(fact.type) for fact in policy.facts if fact.name == name), (None,))


def rows_of(table: Table) -> tuple[Row, ...]:
    """Give all rows, `otherwise` last."""
    return table.rows if table.otherwise is None else (*table.rows, table.otherwise)
