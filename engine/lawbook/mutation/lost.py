"""Following a difference that is lost on its way: between the decision that changed and what is published.

A limit that is a cent higher decides nothing where another limit is lower, or where what is compared with it is far away. So the
comparisons that look at what came out otherwise are brought to the place where they turn round, and other facts are moved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lawbook.model import core
from lawbook.model.core import Expression, Table
from lawbook.model.types import NumberType
from lawbook.model.walking import every_part, with_input
from lawbook.mutation.anew import Standing, Tried, varied
from lawbook.mutation.approach import approached, at_random, below, moves
from lawbook.mutation.known import Known
from lawbook.mutation.reading import parts_of_body, reads_of
from lawbook.mutation.turning import comparisons_in, turned
from lawbook.mutation.wishes import Attempt

FOLLOWED = 2
"""How many lost differences are followed."""
RANDOM = 40
"""How many sets of facts with several facts moved at random are tried for each."""
MOVES = 60
"""How many single facts are moved for each."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Facts on which the decisions *otherwise* come out otherwise, and yet the same is published."""

    base: int
    before: Standing
    otherwise: frozenset[str]


def followed(known: Known, on_trial: Tried, lost: Sequence[Lost]) -> Iterator[Attempt]:
    """Give facts on which a lost difference may be seen."""
    farthest = sorted(lost, key=lambda each: -len(each.otherwise))[:FOLLOWED]
    for each in farthest:
        yield from _brought_near(known, on_trial, each)
        for attempt in _made_to_count(known, on_trial, each):
            yield attempt
            moved = varied(known.ground, each.before, attempt.facts)
            yield from _brought_near(known, on_trial, Lost(each.base, moved, each.otherwise))
    for each in farthest:
        names = _next(known, on_trial, each.otherwise)
        start = Attempt(each.base, each.before.facts, each.before.as_of)
        yield from (replace(start, facts={**start.facts, name: value}) for name, value in islice(moves(known, each.before, names), MOVES))
        yield from at_random(known, start, names, RANDOM)


def _next(known: Known, on_trial: Tried, otherwise: frozenset[str]) -> list[str]:
    """Name the decisions that look at what came out otherwise."""
    return [each.name for each in on_trial.reached if known.ground.reads[each.name].decisions & otherwise]


def _brought_near(known: Known, on_trial: Tried, lost: Lost) -> Iterator[Attempt]:
    """Bring comparisons with what came out otherwise, and the figures that rest on it, to where they turn."""
    following = [each for each in on_trial.reached if known.ground.reads[each.name].decisions & lost.otherwise]
    conditions = [part for each in following for part in conditions_of(each.body)]
    comparisons = comparisons_in(conditions, lambda part: bool(reads_of([part]).decisions & lost.otherwise))
    yield from turned(known, lost.base, lost.before, comparisons, lost.otherwise)
    figures = (core.DecisionValue(each.name, where=each.where, type=each.type) for each in following if isinstance(each.type, NumberType))
    yield from turned(known, lost.base, lost.before, figures, lost.otherwise)


def conditions_of(body: Expression | Table) -> Iterator[Expression]:
    """Give the expressions of a body with the inputs of a table in their place in its cells."""
    if isinstance(body, Table):
        rows = body.rows if body.otherwise is None else (*body.rows, body.otherwise)
        for row in rows:
            yield from (with_input(cell, of) for cell, of in zip(row.cells, body.inputs, strict=False) if cell is not None)
            yield from (part for part in (row.condition, *row.outputs) if part is not None)
    else:
        yield body


def _made_to_count(known: Known, on_trial: Tried, lost: Lost) -> Iterator[Attempt]:
    """Let what came out otherwise be the least (or the greatest) where the least (or greatest) of several is taken."""
    start = Attempt(lost.base, lost.before.facts, lost.before.as_of)
    for declared in on_trial.reached:
        if known.ground.reads[declared.name].decisions & lost.otherwise or declared.name in lost.otherwise:
            for part in (part for expression in parts_of_body(declared.body) for part in every_part(expression)):
                pairs = list(_to_beat(part, lost.otherwise)) if isinstance(part, core.Least | core.Greatest) else []
                if pairs:
                    yield from approached(known, start, lost.before, below(pairs), ([declared.name], ()))


def _to_beat(part: core.Least | core.Greatest, otherwise: frozenset[str]) -> Iterator[tuple[Expression, Expression]]:
    concerned = [item for item in part.items if reads_of([item]).decisions & otherwise]
    for one in concerned[:1]:
        for other in part.items:
            if other is not one:
                yield (one, other) if isinstance(part, core.Least) else (other, one)
