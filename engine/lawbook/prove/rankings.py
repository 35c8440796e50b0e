"""Rankings as symbols, as `lawbook.operators.ranking` puts them in order: where a candidate stands is said by what it is compared by."""

from collections.abc import Sequence
from dataclasses import dataclass

import z3

from lawbook.model.core import STATUSES, Ranked
from lawbook.prove.arithmetic import whole
from lawbook.prove.symbols import FALSE, TRUE, Listed, NotExpressible, Symbol, Turn, both, chosen, either, is_before, number, opposite
from lawbook.prove.truths import is_true

RANKED, UNKNOWN, EXCLUDED = (STATUSES.index(status) for status in ("ranked", "unknown", "excluded"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One element of the list that is ranked: whether it is there, what it is called, its gates, and what it is ordered by."""

    there: z3.BoolRef
    key: Symbol
    gates: tuple[Symbol, ...]
    by: tuple[Symbol, ...]


def ranking(ranked: Ranked, known: z3.BoolRef, candidates: Sequence[Candidate], turns: tuple[Turn, ...] | None) -> Symbol:
    """Put *candidates*, which have *turns* in a list that may be *known*, in the order of *ranked*."""
    if turns is None:
        raise NotExpressible("a ranking of what a table gathers")
    sure = both(known, *(either(opposite(each.there), each.key.known) for each in candidates))
    judged = [_judged(ranked, each, turn) for each, turn in zip(candidates, turns, strict=True)]
    items = tuple((each.there, record) for each, (record, _) in zip(candidates, judged, strict=True))
    return Symbol(sure, Listed(items, tuple(turn for _, turn in judged)))


def _judged(ranked: Ranked, candidate: Candidate, own: Turn) -> tuple[Symbol, Turn]:
    closed = {label: is_true(gate) for label, gate in zip(ranked.labels, candidate.gates, strict=True)}
    excluded = either(*closed.values())
    compared = both(opposite(excluded), *(each.known for each in (*candidate.gates, *candidate.by)))
    status = _group(compared, excluded)
    said = Symbol(either(excluded, compared), compared)
    record = Symbol(TRUE, (candidate.key, Symbol(TRUE, status), Symbol(TRUE, closed), said))
    places = (-_place(by) if down else _place(by) for by, down in zip(candidate.by, ranked.descending, strict=True))
    return record, (status, *(z3.If(compared, place, 0) for place in places), *own)


def _group(compared: z3.BoolRef, excluded: z3.BoolRef) -> z3.ArithRef:
    # The statuses stand in the order of the groups.
    return z3.If(compared, whole(RANKED), z3.If(excluded, whole(EXCLUDED), whole(UNKNOWN)))


def _place(by: Symbol) -> z3.ArithRef:
    # A truth is ordered as the number it is: false before true.
    if z3.is_false(by.known):
        return whole(0)
    return z3.If(by.value, whole(1), whole(0)) if isinstance(by.value, z3.BoolRef) else number(by)


def first_of(taken: Sequence[tuple[z3.BoolRef, Symbol]], listed: Listed) -> Symbol:
    """Give the value of that element of a list which stands first among those that are *taken*."""
    if listed.turns is None:
        raise NotExpressible("the first of what a table gathers")
    first = Symbol(FALSE, FALSE)
    for (takes, value), turn in reversed(tuple(zip(taken, listed.turns, strict=True))):
        ahead = [both(other, is_before(at, turn)) for (other, _), at in zip(taken, listed.turns, strict=True)]
        first = chosen(both(takes, *map(opposite, ahead)), value, first)
    return first
