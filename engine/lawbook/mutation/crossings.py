"""Where one fact alone turns a truth round: found by halving, exact to one unit."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.model.core import Expression
from lawbook.model.policy import Fact
from lawbook.model.types import DAY_SECONDS, DateType, NumberType, TimeType, Type
from lawbook.model.values import Value
from lawbook.mutation.anew import Ground, Standing, varied

Truth = Callable[[int], Value]


def crossings(ground: Ground, base: Standing, truth: Expression, facts: Iterable[Fact]) -> Iterator[Mapping[str, Value]]:
    """Give the facts of *base* with one of *facts* moved to either side of the place where *truth* turns round."""
    for fact in facts:
        value, bounds = base.facts[fact.name], _bounds(fact.type)
        if bounds is None or not isinstance(value, int):
            continue
        come_to = _truth_by(ground, base, truth, fact.name)
        for end in bounds:
            for place in _turn(come_to, value, end):
                yield {**base.facts, fact.name: place}


def _bounds(type_: Type) -> tuple[int, int] | None:
    match type_:
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            return low, high
        case TimeType():
            return 0, DAY_SECONDS - 1
        case _:
            return None


def _truth_by(ground: Ground, base: Standing, truth: Expression, name: str) -> Truth:
    def come_to(value: int) -> Value:
        moved = varied(ground, base, {**base.facts, name: value})
        return evaluate(truth, Setting(moved.facts, moved.values, ground.parameters, base.as_of))

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
