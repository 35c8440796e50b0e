"""Looking for facts on which a mutant decides otherwise, near to facts of which something is promised already.

The facts of known scenarios are the starting points. What must hold for the change to matter is known from the trial of its values
(`trying`); facts are set so, and what other decisions must come to is borrowed from a scenario in which they do. Then single facts
are moved to where something changes. Every example is decided by both forms; what is not found is not claimed not to be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lawbook.contract.decision import Decision
from lawbook.model.core import AsOf, FactValue, ParameterAt
from lawbook.model.types import BooleanType, OneOfType
from lawbook.model.values import Value
from lawbook.mutation.anew import Ground, Standing, Tried, decided_anew, standing, varied
from lawbook.mutation.axes import Axis, TooMuch
from lawbook.mutation.candidates import Candidates
from lawbook.mutation.changed import changed_parts
from lawbook.mutation.crossings import crossings
from lawbook.mutation.mutants import Mutant
from lawbook.mutation.reading import reads_of, uses_of_parameters
from lawbook.mutation.spans import days_of, differing_days
from lawbook.mutation.trying import Memory, Trying
from lawbook.mutation.wishes import Attempt, Wish, wished

WISHES = 48
"""How many ways for a change to matter are looked at."""
SETTINGS = 64
"""How many sets of facts made from wishes are tried."""
MOVES = 160
"""How many sets of facts with one fact moved are tried."""
TURNS = 8
"""How many facts are tried for turning one condition round."""
BASES = 3
"""From how many known sets of facts single facts are moved."""


@dataclass(frozen=True, slots=True)
class Example:
    """Facts on which the policy decides *before* and the mutant *after*, made from the known facts numbered *base*."""

    base: int
    before: Standing
    after: Decision


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one policy version before any mutant is looked at: facts already decided on, and values worth trying."""

    ground: Ground
    bases: Sequence[Standing]
    candidates: Candidates
    memory: Memory


def known_of(ground: Ground, bases: Sequence[Standing]) -> Known:
    """Begin to look for examples with *bases* as starting points."""
    return Known(ground, bases, Candidates(ground), Memory())


def find_example(known: Known, on_trial: Tried) -> Example | None:
    """Find facts on which the mutant decides otherwise; None when none were found among those tried."""
    for attempt in _attempts(known, on_trial):
        base = known.bases[attempt.base]
        if attempt.as_of == base.as_of:
            before = varied(known.ground, base, attempt.facts)
        else:
            before = standing(known.ground, attempt.facts, attempt.as_of)
        after = decided_anew(on_trial, known.ground, before)
        if after is not None:
            return Example(attempt.base, before, after)
    return None


def _attempts(known: Known, on_trial: Tried) -> Iterator[Attempt]:
    mutant = on_trial.mutant
    if mutant.changes.parameters:
        shifted = list(islice(_on_differing_days(known, mutant), SETTINGS))
        yield from shifted
        yield from _moves(known, on_trial, shifted[:BASES])
        return
    wishes = _wishes(known, mutant)
    near: list[Attempt] = []
    for attempt in islice(wished(known.ground, wishes, known.bases, known.candidates), SETTINGS):
        near.append(attempt)
        yield attempt
    yield from _turned(known, wishes, near[:BASES])
    yield from _moves(known, on_trial, [*near[:BASES], *_unlike(known, mutant)][: BASES + 2])


def _wishes(known: Known, mutant: Mutant) -> list[Wish]:
    """Give some ways for the change of a decision to matter."""
    decisions = {decision.name: decision for decision in known.ground.policy.decisions}
    found: list[Wish] = []
    for new in mutant.changes.decisions:
        changed = changed_parts(decisions[new.name], new)
        if changed is None:
            continue
        trying = Trying(known.ground.policy, changed, frozenset(), known.memory)
        try:
            for point in islice(trying.mattering(), WISHES):
                axes: dict[str, Axis] = {axis.name: axis for axis in trying.axes.found.values()}
                found.append([(axes[name], value) for name, value in point.items()])
        except TooMuch:
            continue
    return found


def _turned(known: Known, wishes: Sequence[Wish], near: Sequence[Attempt]) -> Iterator[Attempt]:
    """Turn round, with one fact at a time, the conditions that could not be wished for by value."""
    truths = {axis.of for wish in wishes for axis, _ in wish if axis.as_one and isinstance(axis.of.type, BooleanType)}
    for truth in sorted(truths, key=repr):
        reads = reads_of([truth])
        names = dict.fromkeys([*sorted(reads.facts), *known.candidates.facts_of(reads.decisions)])
        facts = [known.candidates.facts[name] for name in names][:TURNS]
        for attempt in near[:1]:
            base = known.bases[attempt.base]
            moved = varied(known.ground, base, attempt.facts) if attempt.as_of == base.as_of else base
            yield from (Attempt(attempt.base, found, base.as_of) for found in crossings(known.ground, moved, truth, facts))


def _unlike(known: Known, mutant: Mutant) -> list[Attempt]:
    """Give known facts on which the changed decisions come to different values."""
    found: dict[object, Attempt] = {}
    names = [*mutant.starts, *(score.decision for score in mutant.changes.score_reasons)]
    for place, base in enumerate(known.bases):
        found.setdefault(tuple(str(base.values[name]) for name in names), Attempt(place, base.facts, base.as_of))
    return list(found.values())


def _moves(known: Known, on_trial: Tried, starts: Sequence[Attempt]) -> Iterator[Attempt]:
    """Move one fact at a time, those first that the change looks at."""
    mutant = on_trial.mutant
    conditions = [score.when for score in mutant.changes.score_reasons]
    names = [*sorted(on_trial.starts), *reads_of(conditions).decisions, *(score.decision for score in mutant.changes.score_reasons)]
    facts = known.candidates.facts_of(names)
    each = max(1, MOVES // max(1, len(starts)))
    for start in starts:
        moves = ((name, value) for name in facts for value in known.candidates.values(known.candidates.facts[name], names))
        fresh = ((name, value) for name, value in moves if value != start.facts[name])
        for name, value in islice(fresh, each):
            yield replace(start, facts={**start.facts, name: value})


def _on_differing_days(known: Known, mutant: Mutant) -> Iterator[Attempt]:
    """Give known facts on a day, and of a kind, on which a changed parameter differs."""
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
