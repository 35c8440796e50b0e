"""What differs between two versions of a policy, decision by decision and row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lawbook.model.core import Row, Table
from lawbook.model.policy import Decision, Policy
from lawbook.site.gathered import every_row

Aspect: TypeAlias = Literal["condition", "outcome", "reason", "obligations", "basis", "requirements", "columns", "unknown"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of a whole decision (*row* is None) or of a row; *before* and *after* are it, None where there is none."""

    decision: str
    row: str | None
    kind: Literal["added", "removed", "changed"]
    aspects: tuple[Aspect, ...]
    before: Decision | Row | None
    after: Decision | Row | None


def differences(old: Policy, new: Policy) -> tuple[Change, ...]:
    """Tell what *new* does otherwise than *old*, in the order of *new*, and last what it no longer has."""
    before = {decision.name: decision for decision in old.decisions}
    after = {decision.name: decision for decision in new.decisions}
    changes: list[Change] = []
    for name, decision in after.items():
        if name in before:
            changes.extend(_of_decision(before[name], decision))
        else:
            changes.append(Change(name, None, "added", (), None, decision))
    changes.extend(Change(name, None, "removed", (), decision, None) for name, decision in before.items() if name not in after)
    return tuple(changes)


def _of_decision(old: Decision, new: Decision) -> Iterator[Change]:
    aspects = tuple(_decision_aspects(old, new))
    if aspects:
        yield Change(new.name, None, "changed", aspects, old, new)
    if not (isinstance(old.body, Table) and isinstance(new.body, Table)):
        return
    before = {row.id: row for row in every_row(old.body)}
    after = {row.id: row for row in every_row(new.body)}
    for id_, row in after.items():
        if id_ not in before:
            yield Change(new.name, id_, "added", (), None, row)
        elif different := row_aspects(before[id_], row):
            yield Change(new.name, id_, "changed", different, before[id_], row)
    for id_, row in before.items():
        if id_ not in after:
            yield Change(new.name, id_, "removed", (), row, None)


def _decision_aspects(old: Decision, new: Decision) -> Iterator[Aspect]:
    match old.body, new.body:
        case Table() as one, Table() as other:
            if (one.inputs, one.hit, one.aggregation, one.priorities) != (other.inputs, other.hit, other.aggregation, other.priorities):
                yield "columns"
        case one_body, other_body if one_body != other_body:
            yield "outcome"
        case _:
            pass
    if old.fallback != new.fallback:
        yield "unknown"
    if old.reason != new.reason:
        yield "reason"
    if old.cites != new.cites:
        yield "basis"
    if old.covers != new.covers:
        yield "requirements"


def row_aspects(old: Row, new: Row) -> tuple[Aspect, ...]:
    """Tell in what two rows differ."""
    compared: tuple[tuple[Aspect, object, object], ...] = (
        ("condition", (old.cells, old.condition), (new.cells, new.condition)),
        ("outcome", old.outputs, new.outputs),
        ("reason", old.reason, new.reason),
        ("obligations", old.obliges, new.obliges),
        ("basis", (old.cites, _exceptions(old)), (new.cites, _exceptions(new))),
        ("requirements", old.covers, new.covers),
    )
    return tuple(aspect for aspect, one, other in compared if one != other)


def _exceptions(row: Row) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((exception.id, exception.cites) for exception in row.exceptions)
