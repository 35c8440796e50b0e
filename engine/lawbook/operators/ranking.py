"""Putting candidates in order: those that can be compared, best first, then those that cannot, then those that are excluded."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from lawbook.model.values import Known, Unknown, Value

Candidate: TypeAlias = tuple[Value, tuple[Value, ...], tuple[Value, ...]]
"""What a candidate is called, what each gate came to, and what it is ordered by."""


def ranking(
    candidates: Sequence[Candidate], labels: Sequence[str], descending: Sequence[bool], join: Callable[[Iterable[Value]], Unknown]
) -> Known:
    """Give the candidates in order, each with its status, the *labels* of the gates that are true of it, and whether it was compared.

    *join* gives the unknown with the causes of several values.
    """
    ranked: list[tuple[tuple[int, ...], Known]] = []
    unknown: list[Known] = []
    excluded: list[Known] = []
    for key, gates, by in candidates:
        closed = frozenset(label for label, gate in zip(labels, gates, strict=True) if gate is True)
        doubts = [value for value in (*gates, *by) if isinstance(value, Unknown)]
        if closed:
            excluded.append((key, "excluded", closed, False))
        elif doubts:
            unknown.append((key, "unknown", closed, join(doubts)))
        else:
            turn = tuple(-place if down else place for place, down in zip(map(_place, by), descending, strict=True))
            ranked.append((turn, (key, "ranked", closed, True)))
    ranked.sort(key=lambda candidate: candidate[0])
    return (*(record for _, record in ranked), *unknown, *excluded)


def _place(value: Value) -> int:
    return value if isinstance(value, int) else 0
