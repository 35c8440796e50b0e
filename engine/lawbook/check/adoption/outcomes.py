"""Whether one outcome is at least as severe as another, as the base ranks them."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from lawbook.model.core import Constant, Expression, Row, Table
from lawbook.model.policy import Decision
from lawbook.model.types import OneOfType, Type
from lawbook.model.values import Known, Unknown

Severity: TypeAlias = Literal["at least", "milder", "not told"]


def compare_outputs(before: Row, after: Row, severities: Sequence[tuple[str, ...] | None]) -> Severity:
    """Compare what *after* gives with what *before* gave; *severities* has, for each output, its labels worst first."""
    if len(before.outputs) != len(after.outputs):
        return "not told"
    ranked = [compare(left, right, order) for left, right, order in zip(before.outputs, after.outputs, severities, strict=False)]
    return "milder" if "milder" in ranked else "not told" if "not told" in ranked else "at least"


def compare(before: Expression, after: Expression, severity: tuple[str, ...] | None) -> Severity:
    """Compare one output."""
    if before == after:
        return "at least"
    if not isinstance(before, Constant) or not isinstance(after, Constant):
        return "not told"
    return compare_values(before.value, after.value, severity)


def compare_values(before: Known | Unknown | None, after: Known | Unknown | None, severity: tuple[str, ...] | None) -> Severity:
    """Compare two values of a decision."""
    if before == after:
        return "at least"
    if severity is None or before not in severity or after not in severity:
        return "not told"
    return "at least" if severity.index(str(after)) < severity.index(str(before)) else "milder"


def severities_of(table: Table, decision: Decision) -> tuple[tuple[str, ...] | None, ...]:
    """Give the labels of each output of *table* worst first, where that is declared."""
    declared = [severity_of(decision.type)] if len(table.priorities) == 1 else [None] * len(table.priorities)
    return tuple(order or other for order, other in zip(table.priorities, declared, strict=True))


def severity_of(type_: Type) -> tuple[str, ...] | None:
    """Give the labels of *type_* worst first, where it declares that."""
    return type_.severity if isinstance(type_, OneOfType) else None
