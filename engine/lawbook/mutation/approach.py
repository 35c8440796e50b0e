"""Coming nearer to what is wished, one fact at a time: for what no single change of facts brings about."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log2
from random import Random
from typing import TypeAlias

from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.model.core import Expression
from lawbook.model.values import Unknown, Value
from lawbook.mutation.anew import Standing, values_when, varied
from lawbook.mutation.axes import Axis
from lawbook.mutation.known import Known
from lawbook.mutation.wishes import Attempt, Wish

STEPS = 5
"""How many facts are changed one after the other."""
MOVES = 72
"""How many changes are compared in each step."""

Distance: TypeAlias = Callable[[Setting], float]
"""How far something is from what is wished; 0 when it has come true."""
Behind: TypeAlias = tuple[Sequence[str], Sequence[str]]
"""The decisions that matter to a wish, and facts that matter to it beside those the decisions rest on."""


def of_wish(wish: Wish) -> Distance:
    """Measure how far what is looked at is from the wished values."""
    return lambda setting: sum(_apart(axis, evaluate(axis.of, setting), value) for axis, value in wish)


def _apart(axis: Axis, value: Value, wanted: Value) -> float:
    if axis.alike(value, wanted):
        return 0
    if isinstance(value, int) and isinstance(wanted, int) and axis.dimension is not None:
        return 1 + log2(1 + abs(value - wanted)) / 64
    return 2


def below(pairs: Sequence[tuple[Expression, Expression]]) -> Distance:
    """Measure how far the first of each pair is from being less than the second."""
    return lambda setting: sum(_excess(evaluate(one, setting), evaluate(other, setting)) for one, other in pairs)


def _excess(one: Value, other: Value) -> float:
    if isinstance(one, Unknown) or isinstance(other, Unknown) or not isinstance(one, int) or not isinstance(other, int):
        return 2
    return 0 if one < other else 1 + log2(2 + one - other) / 64


def setting_of(known: Known, at: Standing) -> Setting:
    """Give what an expression may look at."""
    return Setting(at.facts, at.values, known.ground.parameters, at.as_of)


def approached(known: Known, start: Attempt, at: Standing, distance: Distance, behind: Behind) -> Iterator[Attempt]:
    """Change one fact after the other, always the one that brings nearest, and give what comes of it at the end."""
    left = distance(setting_of(known, at))
    names = frozenset(known.candidates.cone(behind[0]))
    for _ in range(STEPS):
        steps = islice(moves(known, at, *behind), MOVES)
        nearest = min((_step(known, at, distance, names, name, value) for name, value in steps), default=None, key=lambda step: step.left)
        if not left or nearest is None or nearest.left >= left:
            break
        at, left = varied(known.ground, at, {**at.facts, nearest.name: nearest.value}), nearest.left
    if at.facts != start.facts:
        yield Attempt(start.base, at.facts, at.as_of)


@dataclass(frozen=True, slots=True)
class _Step:
    left: float
    name: str
    value: Value


def _step(known: Known, at: Standing, distance: Distance, names: frozenset[str], name: str, value: Value) -> _Step:
    return _Step(distance(values_when(known.ground, at, {**at.facts, name: value}, names)), name, value)


def moves(known: Known, at: Standing, names: Sequence[str], facts: Iterable[str] = ()) -> Iterator[tuple[str, Value]]:
    """Give each other value worth trying of each of *facts* and those that the decisions *names* rest on: first ones first."""
    candidates = known.candidates
    every = dict.fromkeys([*facts, *candidates.facts_of(names)])
    columns = [[(name, value) for value in candidates.values(candidates.facts[name], names)] for name in every]
    for turn in range(max(map(len, columns), default=0)):
        for column in columns:
            if turn < len(column) and column[turn][1] != at.facts[column[turn][0]]:
                yield column[turn]


def at_random(known: Known, start: Attempt, names: Sequence[str], count: int) -> Iterator[Attempt]:
    """Change several facts at once, by a die that falls the same way on every machine."""
    die = Random(20)  # noqa: S311 - the same choice every time is what is wanted
    facts = known.candidates.facts_of(names)
    if not facts:
        return
    for _ in range(count):
        changed = dict(start.facts)
        for name in die.sample(facts, min(len(facts), die.randint(2, 8))):
            changed[name] = die.choice(known.candidates.values(known.candidates.facts[name], names))
        yield Attempt(start.base, changed, start.as_of)
