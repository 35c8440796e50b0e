"""Facts under which what is looked at comes to wished values: set directly, or borrowed from facts under which it does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lawbook.contract.facts import missing
from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.model import core
from lawbook.model.values import Unknown, Value
from lawbook.mutation.anew import Ground, Standing
from lawbook.mutation.axes import Axis
from lawbook.mutation.candidates import Candidates

NEAREST = 16
"""How many pairs of wished values and known facts are followed, those first that differ least."""
DONORS = 3
"""From how many known facts what a decision rests on is borrowed."""

Wish = Sequence[tuple[Axis, Value]]
"""What is looked at, and what it should come to."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Facts to try on a day, made from the known facts numbered *base*."""

    base: int
    facts: Mapping[str, Value]
    as_of: int


def wished(ground: Ground, wishes: Sequence[Wish], bases: Sequence[Standing], candidates: Candidates) -> Iterator[Attempt]:
    """Give facts made from those of *bases* under which one of *wishes* may come true."""
    settings = [Setting(base.facts, base.values, ground.parameters, base.as_of) for base in bases]
    pairs = [(_distance(wish, setting), number, place) for number, wish in enumerate(wishes) for place, setting in enumerate(settings)]
    for _, number, place in sorted(pairs)[:NEAREST]:
        unmet = [(axis, value) for axis, value in wishes[number] if not _holds(axis, value, settings[place])]
        yield from _granted(unmet, place, bases, candidates)


def _distance(wish: Wish, setting: Setting) -> tuple[int, int, int]:
    """Count what does not come to what is wished, then what is or should be unknown, and then what else is not known of the facts."""
    values = [evaluate(axis.of, setting) for axis, _ in wish]
    unmet = sum(not axis.alike(value, wanted) for value, (axis, wanted) in zip(values, wish, strict=True))
    unknown = sum(isinstance(value, Unknown) for value in (*values, *(wanted for _, wanted in wish)))
    return unmet, unknown, sum(isinstance(value, Unknown) for value in setting.facts.values())


def _holds(axis: Axis, value: Value, setting: Setting) -> bool:
    return axis.alike(evaluate(axis.of, setting), value)


def _granted(unmet: Wish, place: int, bases: Sequence[Standing], candidates: Candidates) -> Iterator[Attempt]:
    base = bases[place]
    facts, as_of = dict(base.facts), base.as_of
    decisions: list[tuple[Axis, str, Value]] = []
    for axis, value in unmet:
        match axis.of:
            case _ if axis.as_one:
                continue
            case core.FactValue(name=name):
                facts[name] = _set(axis, value, candidates, facts[name], name)
            case core.AsOf() if isinstance(value, int):
                as_of = value
            case core.DecisionValue(name=name):
                decisions.append((axis, name, value))
            case _:
                continue
    yield Attempt(place, facts, as_of)
    if decisions:
        yield from _borrowed(Attempt(place, facts, as_of), decisions, bases, candidates)


def _set(axis: Axis, value: Value, candidates: Candidates, before: Value, name: str) -> Value:
    if isinstance(value, Unknown):
        return missing(candidates.facts[name])
    if isinstance(value, frozenset) and isinstance(before, frozenset):
        return (before - axis.mentioned()) | value
    return value


def _borrowed(
    attempt: Attempt, decisions: Sequence[tuple[Axis, str, Value]], bases: Sequence[Standing], candidates: Candidates
) -> Iterator[Attempt]:
    """Take the facts that decisions rest on from known facts under which those come to what is wished."""
    donors = [list(islice(_donors(axis, name, value, bases), DONORS)) for axis, name, value in decisions]
    for turn in range(DONORS):
        facts = dict(attempt.facts)
        for (_, name, _), known in zip(decisions, donors, strict=True):
            if turn < len(known):
                donor = known[turn]
                facts.update({fact: donor.facts[fact] for fact in candidates.facts_of([name])})
        yield Attempt(attempt.base, facts, attempt.as_of)
        # What was wished of facts themselves comes first.
        own = {name: value for name, value in attempt.facts.items() if value != bases[attempt.base].facts[name]}
        if own:
            yield Attempt(attempt.base, {**facts, **own}, attempt.as_of)


def _donors(axis: Axis, name: str, value: Value, bases: Sequence[Standing]) -> Iterator[Standing]:
    return (base for base in bases if axis.alike(base.values[name], value))
