"""Bringing comparisons to the place where they turn round, where one unit more or less decides."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import log2

from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.policy import Fact
from lawbook.model.types import DAY_SECONDS, DateType, NumberType, TimeType, Type
from lawbook.model.values import Unknown, Value
from lawbook.model.walking import children
from lawbook.mutation.anew import Standing, values_when
from lawbook.mutation.approach import Distance, approached
from lawbook.mutation.known import Known
from lawbook.mutation.reading import reads_of
from lawbook.mutation.wishes import Attempt

COMPARISONS = 6
"""How many comparisons are turned round."""
TURNS = 8
"""How many facts are tried for that."""

Truth = Callable[[int], Value]


def turned(
    known: Known, base: int, at: Standing, comparisons: Iterable[Expression], beside: frozenset[str] = frozenset()
) -> Iterator[Attempt]:
    """Give facts made from those *at* on which one of *comparisons* just holds, or just does not.

    What rests on the decisions *beside* is moved last.
    """
    for comparison in islice(comparisons, COMPARISONS):
        facts = _facts_behind(known, comparison, beside)
        yield from (Attempt(base, found, at.as_of) for found in crossings(known, at, comparison, facts))
        if isinstance(comparison, core.Less | core.AtMost | core.Equal) and isinstance(comparison.left.type, NumberType):
            start = Attempt(base, at.facts, at.as_of)
            names = sorted(reads_of([comparison]).decisions)
            yield from approached(known, start, at, _balance(comparison), (names, [fact.name for fact in facts]))


def crossings(known: Known, at: Standing, of: Expression, facts: Iterable[Fact]) -> Iterator[Mapping[str, Value]]:
    """Give the facts *at* with one of *facts* moved to either side of the place where *of* comes to something else."""
    for fact in facts:
        value, bounds = at.facts[fact.name], _bounds(fact.type)
        if bounds is None or not isinstance(value, int):
            continue
        come_to = _by(known, at, of, fact.name)
        for end in bounds:
            for place in _turn(come_to, value, end):
                yield {**at.facts, fact.name: place}


def _balance(comparison: core.Less | core.AtMost | core.Equal) -> Distance:
    """Measure how far both sides of a comparison are from one another."""

    def distance(setting: Setting) -> float:
        left, right = evaluate(comparison.left, setting), evaluate(comparison.right, setting)
        if isinstance(left, Unknown) or isinstance(right, Unknown) or not isinstance(left, int) or not isinstance(right, int):
            return 100
        return log2(1 + abs(left - right))

    return distance


def _facts_behind(known: Known, comparison: Expression, beside: frozenset[str]) -> list[Fact]:
    """Give the facts that a comparison rests on, those first on which what stands beside does not."""
    reads = reads_of([comparison])
    own = [*sorted(reads.facts), *known.candidates.facts_of(reads.decisions - beside)]
    names = dict.fromkeys([*own, *known.candidates.facts_of(reads.decisions & beside)])
    return [known.candidates.facts[name] for name in names][:TURNS]


def _bounds(type_: Type) -> tuple[int, int] | None:
    match type_:
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            return low, high
        case TimeType():
            return 0, DAY_SECONDS - 1
        case _:
            return None


def _by(known: Known, at: Standing, of: Expression, name: str) -> Truth:
    resting = frozenset(known.candidates.cone(reads_of([of]).decisions))

    def come_to(value: int) -> Value:
        return evaluate(of, values_when(known.ground, at, {**at.facts, name: value}, resting))

    return come_to


def _turn(come_to: Truth, start: int, end: int) -> Iterator[int]:
    """Give the two neighbours between *start* and *end* on which *come_to* differs, where it differs between the ends."""
    here, there = start, end
    before = come_to(here)
    if start == end or come_to(there) == before:
        return
    while abs(there - here) > 1:
        middle = (here + there) // 2
        if come_to(middle) == before:
            here = middle
        else:
            there = middle
    yield from (here, there)


def comparisons_in(expressions: Sequence[Expression], wanted: Callable[[Expression], bool]) -> Iterator[Expression]:
    """Give the comparisons among the parts of *expressions* that are *wanted*, each once."""
    seen: set[Expression] = set()
    for expression in expressions:
        for part in _parts(expression):
            if part not in seen and isinstance(part, core.Less | core.AtMost | core.Equal | core.Within) and wanted(part):
                seen.add(part)
                yield part


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    from_inside = (core.Quantified, core.Aggregate)
    if not isinstance(expression, from_inside):
        for part in children(expression):
            yield from _parts(part)
