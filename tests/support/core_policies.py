"""Small policies put together in the core, for tests of what runs them."""

from collections.abc import Sequence
from dataclasses import replace

from lawbook.model import core
from lawbook.model.core import Expression, Row, Table
from lawbook.model.policy import Decision, Fact, Policy
from lawbook.model.types import Type
from lawbook.model.values import Known, Unknown
from lawbook.problems.problem import NOWHERE
from support.contracts import a_decision, a_policy
from support.generated_expressions import NUMBER, TRUTH, constant, node

Box = tuple[tuple[int, int] | None, ...]
"""For each input the first and the last number that a row accepts, or None for all."""


def fact(name: str, of: Type = NUMBER) -> Expression:
    """Give the value of a fact."""
    return core.FactValue(name, **node(of))


def decision(name: str, of: Type) -> Expression:
    """Give the value of a decision."""
    return core.DecisionValue(name, **node(of))


def number(value: int) -> Expression:
    """Give a number."""
    return constant(value, NUMBER)


def less(left: Expression, right: Expression) -> Expression:
    """Give a comparison."""
    return core.Less(left, right, **node(TRUTH))


def between(low: int, high: int) -> Expression:
    """Give the cell `[low..high]`."""
    interval = core.Interval(number(low), True, number(high), True)
    return core.Within(core.Variable("?", **node(NUMBER)), (interval,), **node(TRUTH))


def row(name: str, cells: Sequence[Expression | None], *outputs: Expression, condition: Expression | None = None) -> Row:
    """Give a row."""
    return Row(id=name, cells=tuple(cells), outputs=outputs, condition=condition, where=NOWHERE)


def boxes(hit: core.HitPolicy, inputs: Sequence[Expression], of: Sequence[Box]) -> Table:
    """Give a table of boxes over *inputs*, whose rows are called `R0`, `R1` and so on and give their own number."""
    rows = tuple(
        row(f"R{place}", [None if side is None else between(*side) for side in box], number(place)) for place, box in enumerate(of)
    )
    return Table(hit=hit, inputs=tuple(inputs), rows=rows, where=NOWHERE)


def deciding(name: str, of: Type, body: Expression | Table, **more: object) -> Decision:
    """Give a published decision; an unknown is published as it is."""
    made = a_decision(name, of, body=body, nullable=True, fallback=Unknown(()))
    return replace(made, **more)  # type: ignore[arg-type]  # as the test says


def policy(facts: Sequence[Fact], *decisions: Decision) -> Policy:
    """Give a policy."""
    return a_policy(*facts, decisions=tuple(decisions))


def outputs(values: Sequence[Known], of: Type) -> tuple[Expression, ...]:
    """Give constant outputs."""
    return tuple(constant(value, of) for value in values)
