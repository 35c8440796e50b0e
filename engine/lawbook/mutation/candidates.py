"""What facts could be set to: the values on both sides of every place at which something changes."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from lawbook.contract.facts import missing
from lawbook.model import core
from lawbook.model.policy import Fact
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, SetType, TimeType
from lawbook.model.values import Known, Value
from lawbook.mutation.anew import Ground
from lawbook.mutation.axes import Axes, Axis, TooMuch
from lawbook.mutation.laid_out import laid_out
from lawbook.regions.dimensions import value_at

MOST = 24
"""How many values of one fact are tried."""


class Candidates:
    """The values worth trying for the facts of one policy, worked out when first asked for."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.facts = {fact.name: fact for fact in ground.policy.facts}
        self._bodies = {decision.name: decision.body for decision in ground.policy.decisions}
        self._axes: dict[str, tuple[Axis, ...]] = {}
        self._cones: dict[frozenset[str], tuple[str, ...]] = {}

    def cone(self, names: Iterable[str]) -> tuple[str, ...]:
        """Give the decisions *names* and all that they rest on, those nearest first."""
        wanted = frozenset(names)
        if wanted not in self._cones:
            found = dict.fromkeys(sorted(wanted))
            waiting = list(found)
            while waiting:
                for name in sorted(self.ground.reads[waiting.pop(0)].decisions):
                    if name not in found:
                        found[name] = None
                        waiting.append(name)
            self._cones[wanted] = tuple(found)
        return self._cones[wanted]

    def facts_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Give the facts that the decisions *names* rest on, those nearest first."""
        return tuple(dict.fromkeys(fact for name in self.cone(names) for fact in sorted(self.ground.reads[name].facts)))

    def values(self, fact: Fact, names: Iterable[str]) -> tuple[Value, ...]:
        """Give values of *fact* between which something changes in the decisions *names*, or in what they rest on."""
        found: dict[Value, None] = {}
        for name in self.cone(names):
            for axis in self._axes_of(name):
                if not axis.as_one and isinstance(axis.of, core.FactValue) and axis.of.name == fact.name:
                    found.update(dict.fromkeys(_around(axis)))
        found.update(dict.fromkeys(_plain(fact)))
        if fact.optional:
            found[missing(fact)] = None
        return tuple(islice(found, MOST))

    def _axes_of(self, name: str) -> tuple[Axis, ...]:
        if name not in self._axes:
            axes = Axes(self.ground.policy, frozenset(), ())
            # What was found before it was too much is of use all the same.
            with suppress(TooMuch):
                laid_out(self._bodies[name], axes)
            self._axes[name] = tuple(axes.found.values())
        return self._axes[name]


def _around(axis: Axis) -> Iterator[Known]:
    """Give the values on both sides of every place at which something changes along *axis*."""
    if axis.listed is not None:
        yield from axis.listed
    elif axis.dimension is not None:
        for start in sorted(axis.starts):
            for place in (start - 1, start, start + 1):
                value = value_at(axis.dimension, place) if 0 <= place < axis.dimension.size else None
                if value is not None:
                    yield value


def _plain(fact: Fact) -> Iterator[Known]:
    """Give values of the fact's type, whatever is asked of it."""
    match fact.type:
        case BooleanType():
            yield from (False, True)
        case OneOfType(labels=labels):
            yield from labels
        case SetType(of=of):
            yield from (frozenset[str](), *(frozenset([label]) for label in of.labels))
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            yield from (low, high, *sorted({value for power in range(2, 12) if low <= (value := 10**power // 3) <= high}))
        case TimeType():
            yield from (0, 43_200)
        case MomentType():
            yield 0
        case _:
            return
