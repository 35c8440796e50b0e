"""What a change of version does to a population: what counts as a change, and how each kind of outcome is counted."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from lawbook.model.types import BooleanType, DateType, NumberType, OneOfType, SetType, Type
from lawbook.model.values import Unknown
from lawbook.operations.migrating import Migration, kind_of

NUMBER, LABEL, DATE = NumberType("integer", 0, 0, 100), OneOfType(("A", "B")), DateType(1, 3_000_000)
ONE, OTHER = Unknown(()), Unknown(())
Counts = Mapping[tuple[str, str], int]


def counted(type_: Type, *rows: tuple[object, object]) -> Migration:
    found = Migration("it", kind_of(type_))
    for number, (before, after) in enumerate(rows, 1):
        found.take(number, before, after)
    return found


@pytest.mark.parametrize(
    ("type_", "same", "changes"),
    [
        (
            NUMBER,
            3,
            {("number", "more"): (3, 4), ("number", "less"): (3, 2), ("known", "unknown"): (3, ONE), ("unknown", "known"): (ONE, 3)},
        ),
        (LABEL, "A", {("A", "B"): ("A", "B"), ("A", "unknown"): ("A", ONE), ("unknown", "A"): (ONE, "A")}),
        (BooleanType(), True, {("true", "false"): (True, False)}),
        (DATE, "2026-01-01", {("value", "later"): ("2026-01-01", "2026-01-02"), ("value", "earlier"): ("2026-01-01", "2025-12-31")}),
        (SetType(LABEL), ("A",), {("value", "another"): (("A",), ("A", "B")), ("unknown", "known"): (ONE, ("A",))}),
    ],
)
def test_every_kind_of_outcome_is_counted(type_: Type, same: object, changes: Mapping[tuple[str, str], tuple[object, object]]) -> None:
    found = counted(type_, (same, same), (ONE, OTHER), *changes.values())
    assert (found.rows, found.changed) == (len(changes) + 2, len(changes))
    assert found.examples == {pair: [place] for place, pair in enumerate(changes, 3)}
    assert found.counts["unknown", "unknown"] == 1


def test_numbers_that_are_known_on_both_sides_are_added_up() -> None:
    found = counted(NUMBER, (Decimal("1.5"), Decimal(2)), (3, 3), (ONE, 7), (7, OTHER))
    assert found.sums == (Decimal("4.5"), Decimal(5))
