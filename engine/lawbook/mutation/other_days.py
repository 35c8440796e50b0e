"""Known facts on a day, and of a kind, on which a changed parameter differs."""

from collections.abc import Iterator, Mapping

from lawbook.model.core import AsOf, FactValue, ParameterAt
from lawbook.model.types import OneOfType
from lawbook.model.values import Value
from lawbook.mutation.known import Known
from lawbook.mutation.mutants import Mutant
from lawbook.mutation.reading import uses_of_parameters
from lawbook.mutation.spans import days_of, differing_days
from lawbook.mutation.wishes import Attempt


def on_differing_days(known: Known, mutant: Mutant) -> Iterator[Attempt]:
    """Give the known facts, moved as little as may be to where a changed parameter differs."""
    policy = known.ground.policy
    for changed in mutant.changes.parameters:
        uses = uses_of_parameters(policy)[changed.name]
        for key, first, last in differing_days(known.ground.parameters[changed.name], changed):
            for use in uses:
                low, high = days_of(use.date, policy)
                if first <= high and low <= last:
                    yield from _within(known, use, key, (max(first, low), min(last, high)))


def _within(known: Known, use: ParameterAt, key: str | None, days: tuple[int, int]) -> Iterator[Attempt]:
    for place, base in enumerate(known.bases):
        facts: Mapping[str, Value] = base.facts
        if key is not None and isinstance(use.key, FactValue) and isinstance(use.key.type, OneOfType):
            facts = {**facts, use.key.name: key}
        as_of = base.as_of
        if isinstance(use.date, AsOf):
            as_of = min(max(as_of, days[0]), days[1])
        elif isinstance(use.date, FactValue):
            day = facts[use.date.name]
            facts = {**facts, use.date.name: min(max(day, days[0]), days[1]) if isinstance(day, int) else days[0]}
        yield Attempt(place, facts, as_of)
