"""Which decisions say the same in two versions, through and through, so that nothing needs to be asked of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lawbook.model.core import (
    AddWorkingDays,
    Aggregate,
    Expression,
    IsWorkingDay,
    ParameterAt,
    RoundedQuotient,
    Row,
    Table,
    WorkingDaysBetween,
)
from lawbook.model.policy import Decision, Parameter, Policy
from lawbook.model.reading import reads_of
from lawbook.model.values import Cause
from lawbook.model.walking import parts_of_body, rewritten

NO_CAUSE = Cause(0, "missing-fact", "")


def alike_decisions(before: Policy, after: Policy) -> frozenset[str]:
    """Name the decisions of *after* that *before* makes in the same way of the same facts, parameters and decisions."""
    old = {each.name: each for each in before.decisions}
    facts = _same_facts(before, after)
    parameters = _same_parameters(before, after)
    found: set[str] = set()
    # INVARIANT: decisions stand in an order in which each needs only those before it.
    for new in after.decisions:
        own = old.get(new.name)
        if own is not None and own.type == new.type and _says(own) == _says(new) and _reads_only(new, facts, parameters, found):
            found.add(new.name)
    return frozenset(found)


def _same_facts(before: Policy, after: Policy) -> frozenset[str]:
    old = {fact.name: (fact.type, fact.optional or not fact.used) for fact in before.facts}
    return frozenset(fact.name for fact in after.facts if old.get(fact.name) == (fact.type, fact.optional or not fact.used))


def _same_parameters(before: Policy, after: Policy) -> frozenset[str]:
    def said(parameter: Parameter) -> tuple[object, ...]:
        return parameter.type, parameter.series, parameter.verified_through, parameter.after

    old: Mapping[str, Parameter] = {each.name: each for each in before.parameters}
    return frozenset(each.name for each in after.parameters if each.name in old and said(old[each.name]) == said(each))


def _reads_only(decision: Decision, facts: frozenset[str], parameters: frozenset[str], decisions: set[str]) -> bool:
    reads = reads_of(parts_of_body(decision.body))
    return reads.facts <= facts and reads.parameters <= parameters and reads.decisions <= decisions


def _says(decision: Decision) -> object:
    """Give what a decision says, without the names of rows and what rests on law."""
    body = decision.body
    if not isinstance(body, Table):
        return _plain(body)
    otherwise = None if body.otherwise is None else _row(body.otherwise)
    inputs = tuple(map(_plain, body.inputs))
    return body.hit, body.aggregation, inputs, body.priorities, tuple(map(_row, body.rows)), otherwise


def _row(row: Row) -> object:
    cells = tuple(None if cell is None else _plain(cell) for cell in row.cells)
    return cells, None if row.condition is None else _plain(row.condition), tuple(map(_plain, row.outputs))


def _plain(expression: Expression) -> Expression:
    """Leave out what an unknown is put down to: it changes with the place of a declaration."""
    return rewritten(expression, _without_cause)


def _without_cause(part: Expression) -> Expression:
    match part:
        case ParameterAt() | RoundedQuotient() | IsWorkingDay() | AddWorkingDays() | WorkingDaysBetween() | Aggregate():
            return replace(part, cause=NO_CAUSE)
        case _:
            return part


def outputs_of(before: Policy, after: Policy) -> Iterator[str]:
    """Name what both versions publish, in the order of *after*."""
    yield from (name for name in after.outputs if name in before.outputs)


def worded_alike(was: Decision, now: Decision) -> bool:
    """Tell whether a decision is worded as before, whatever has become of what it looks at."""
    return was.type == now.type and was.fallback == now.fallback and _says(was) == _says(now)
