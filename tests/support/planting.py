"""Planting a fault in a policy: in one node, row, table or parameter at a time, in every place that it fits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from lawbook.model import core
from lawbook.model.core import Constant, Expression, Row, Table
from lawbook.model.policy import Decision, Parameter, Policy
from lawbook.model.types import BooleanType, NumberType, OneOfType
from lawbook.model.walking import rewritten

OfNode: TypeAlias = Callable[[Expression, Policy], Expression | None]
OfTable: TypeAlias = Callable[[Table], Iterator[Table]]
Kind: TypeAlias = Callable[[Policy], Iterator[Policy]]


@dataclass(slots=True)
class _Place:
    """Counts the nodes that a fault fits, and changes the one with the number *wanted*."""

    fault: OfNode
    policy: Policy
    wanted: int
    met: int = 0

    def __call__(self, node: Expression) -> Expression:
        made = self.fault(node, self.policy)
        if made is None:
            return node
        self.met += 1
        return made if self.met - 1 == self.wanted else node


def in_nodes(fault: OfNode) -> Kind:
    """Plant a fault in each node that it fits, one at a time."""

    def planted(policy: Policy) -> Iterator[Policy]:
        for declared in policy.decisions:
            if declared.origin is None:
                counting = _Place(fault, policy, -1)
                _body(declared.body, counting)
                for wanted in range(counting.met):
                    yield with_decision(policy, replace(declared, body=_body(declared.body, _Place(fault, policy, wanted))))

    return planted


def with_decision(policy: Policy, decision: Decision) -> Policy:
    return replace(policy, decisions=tuple(decision if each.name == decision.name else each for each in policy.decisions), later=())


def _body(body: Expression | Table, change: _Place) -> Expression | Table:
    if not isinstance(body, Table):
        return rewritten(body, change)

    def row(each: Row) -> Row:
        return replace(
            each,
            cells=tuple(None if cell is None else rewritten(cell, change) for cell in each.cells),
            condition=None if each.condition is None else rewritten(each.condition, change),
            outputs=tuple(rewritten(output, change) for output in each.outputs),
        )

    inputs = tuple(rewritten(each, change) for each in body.inputs)
    return replace(body, inputs=inputs, rows=tuple(map(row, body.rows)), otherwise=None if body.otherwise is None else row(body.otherwise))


def in_tables(fault: OfTable) -> Kind:
    """Plant a fault in each table, in every way that it fits."""

    def planted(policy: Policy) -> Iterator[Policy]:
        for declared in policy.decisions:
            if declared.origin is None and isinstance(declared.body, Table):
                for table in fault(declared.body):
                    yield with_decision(policy, replace(declared, body=table))

    return planted


def in_rows(fault: Callable[[Row], Row | None], *, kind: str | None = None) -> Kind:
    """Plant a fault in each row."""

    def of_table(table: Table) -> Iterator[Table]:
        for place, row in enumerate(table.rows):
            made = fault(row)
            if made is not None and kind in {None, table.kind}:
                yield replace(table, rows=(*table.rows[:place], made, *table.rows[place + 1 :]))

    return in_tables(of_table)


def in_parameters(fault: Callable[[Parameter], Parameter | None]) -> Kind:
    """Plant a fault in each parameter."""

    def planted(policy: Policy) -> Iterator[Policy]:
        for parameter in policy.parameters:
            made = fault(parameter)
            if made is not None:
                yield replace(policy, parameters=tuple(made if each is parameter else each for each in policy.parameters), later=())

    return planted


def constant(like: Expression, value: object) -> Constant:
    """Give a constant of the type of another node."""
    return Constant(value, where=like.where, type=like.type)  # type: ignore[arg-type]


def truth(like: Expression, value: object) -> Constant:
    """Give a truth."""
    return Constant(value, where=like.where, type=BooleanType())  # type: ignore[arg-type]


def plus(of: Expression | None, more: int) -> Expression | None:
    """Give a number that is *more* greater."""
    if of is None:
        return None
    if isinstance(of, Constant):
        return constant(of, of.value + more) if type(of.value) is int else None
    if isinstance(of.type, OneOfType | BooleanType):
        return None
    return core.Add(of, constant(of, more), where=of.where, type=of.type)


def times(of: Expression, by: int) -> Expression | None:
    """Give a number that is *by* times as great."""
    if isinstance(of, Constant):
        return constant(of, of.value * by) if type(of.value) is int and of.value else None
    return core.Multiply(of, constant(of, by), where=of.where, type=of.type) if isinstance(of.type, NumberType) else None


def neighbour(of: Expression) -> Expression | None:
    """Give the label, or the truth, beside a constant."""
    if not isinstance(of, Constant):
        return None
    if isinstance(of.value, bool):
        return constant(of, not of.value)
    if isinstance(of.type, OneOfType) and isinstance(of.value, str):
        labels = of.type.labels
        return constant(of, labels[(labels.index(of.value) + 1) % len(labels)]) if len(labels) > 1 else None
    return None
