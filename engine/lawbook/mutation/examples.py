"""Looking for facts on which a mutant decides otherwise, near to facts of which something is promised already.

The facts of known scenarios are the starting points. What must hold for the change to matter is known from the trial of its values
(`trying`); facts are set so, and what other decisions must come to is borrowed from a scenario in which they do. Then comparisons
are brought to where they turn, and single facts moved. Every example is decided by both forms; what is not found is not claimed
not to be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lawbook.contract.decision import Decision
from lawbook.model import core
from lawbook.model.core import Constant, Expression
from lawbook.model.types import BooleanType, NumberType
from lawbook.mutation.anew import Standing, Tried, effect_of, standing, varied
from lawbook.mutation.approach import approached, at_random, moves, of_wish, setting_of
from lawbook.mutation.axes import Axis, TooMuch
from lawbook.mutation.changed import changed_parts
from lawbook.mutation.known import Known
from lawbook.mutation.lost import Lost, conditions_of, followed
from lawbook.mutation.mutants import Mutant
from lawbook.mutation.other_days import on_differing_days
from lawbook.mutation.reading import parts_of_body, reads_of
from lawbook.mutation.trying import Trying
from lawbook.mutation.turning import comparisons_in, turned
from lawbook.mutation.wishes import Attempt, Wish, wished

WISHES = 48
"""How many ways for a change to matter are looked at."""
SETTINGS = 64
"""How many sets of facts made from wishes are tried."""
MOVES = 120
"""How many sets of facts with one fact moved are tried."""
RANDOM = 40
"""How many sets of facts with several facts moved at random are tried, for each of the nearest known facts."""
BASES = 3
"""From how many known sets of facts single facts are moved."""


@dataclass(frozen=True, slots=True)
class Example:
    """Facts on which the policy decides *before* and the mutant *after*, made from the known facts numbered *base*."""

    base: int
    before: Standing
    after: Decision


def find_example(known: Known, on_trial: Tried) -> Example | None:
    """Find facts on which the mutant decides otherwise; None when none were found among those tried."""
    lost: list[Lost] = []
    return _tried(known, on_trial, _attempts(known, on_trial), lost) or _tried(known, on_trial, followed(known, on_trial, lost), [])


def _tried(known: Known, on_trial: Tried, attempts: Iterator[Attempt], lost: list[Lost]) -> Example | None:
    """Decide on each of *attempts*; where a difference is lost before anything is published, note that."""
    for attempt in attempts:
        before = _standing(known, attempt)
        effect = effect_of(on_trial, known.ground, before)
        if effect.decision is not None:
            return Example(attempt.base, before, effect.decision)
        if effect.otherwise:
            lost.append(Lost(attempt.base, before, effect.otherwise))
    return None


def _standing(known: Known, attempt: Attempt) -> Standing:
    base = known.bases[attempt.base]
    if attempt.as_of == base.as_of:
        return varied(known.ground, base, attempt.facts)
    return standing(known.ground, attempt.facts, attempt.as_of)


def _attempts(known: Known, on_trial: Tried) -> Iterator[Attempt]:
    mutant = on_trial.mutant
    wishes = _wishes(known, mutant)
    if mutant.changes.parameters:
        nearest = list(islice(on_differing_days(known, mutant), SETTINGS))
    else:
        nearest = list(islice(wished(known.ground, wishes, known.bases, known.candidates), SETTINGS))
    yield from nearest
    starts = [*nearest[:BASES], *_unlike(known, on_trial)][: BASES + 2]
    for start in starts[:1]:
        yield from turned(known, start.base, _standing(known, start), _comparisons(on_trial, wishes))
    names = _names(on_trial)
    for start in starts:
        moved = islice(moves(known, _standing(known, start), names), MOVES // len(starts))
        yield from (replace(start, facts={**start.facts, name: value}) for name, value in moved)
    for start in starts[:BASES]:
        yield from _approached(known, start, wishes, mutant)
        yield from at_random(known, start, names, RANDOM)


def _names(on_trial: Tried) -> list[str]:
    """Name the decisions in which a change begins."""
    scores = on_trial.mutant.changes.score_reasons
    begun = [*sorted(on_trial.starts), *sorted(reads_of(score.when for score in scores).decisions), *(score.decision for score in scores)]
    return list(dict.fromkeys(begun))


def _wishes(known: Known, mutant: Mutant) -> list[Wish]:
    """Give some ways for the change of a decision to matter, those first in which the most is known."""
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


def _comparisons(on_trial: Tried, wishes: Sequence[Wish]) -> list[Expression]:
    """Give the comparisons on which a change turns: those taken as one, those with a changed parameter, and of figures with a bound."""
    wanted = [(axis, value) for wish in wishes for axis, value in wish]
    found = dict.fromkeys(axis.of for axis, _ in wanted if axis.as_one and isinstance(axis.of.type, BooleanType))
    names = frozenset(parameter.name for parameter in on_trial.mutant.changes.parameters)
    if names:
        bodies = [decision.body for decision in on_trial.policy.decisions if decision.name in on_trial.starts]
        conditions = [part for body in bodies for part in conditions_of(body)]
        found.update(dict.fromkeys(comparisons_in(conditions, lambda part: bool(reads_of([part]).parameters & names))))
    for axis, value in wanted:
        of = axis.of
        if isinstance(of, core.DecisionValue) and isinstance(of.type, NumberType) and isinstance(value, int):
            bound = Constant(value, where=of.where, type=of.type)
            found[core.Less(of, bound, where=of.where, type=BooleanType())] = None
    return list(found)


def _unlike(known: Known, on_trial: Tried) -> list[Attempt]:
    """Give known facts on which the changed decisions come to different values."""
    found: dict[object, Attempt] = {}
    names = _names(on_trial)
    for place, base in enumerate(known.bases):
        found.setdefault(tuple(str(base.values[name]) for name in names), Attempt(place, base.facts, base.as_of))
    return list(found.values())


def _approached(known: Known, start: Attempt, wishes: Sequence[Wish], mutant: Mutant) -> Iterator[Attempt]:
    """Come nearer to a wish that cannot be granted at once."""
    looked_at = [part for changed in mutant.changes.decisions for part in parts_of_body(changed.body)]
    names = sorted({*reads_of(looked_at).decisions, *mutant.starts})
    at = _standing(known, start)
    setting = setting_of(known, at)
    for wish in sorted(wishes, key=lambda wish: of_wish(wish)(setting))[:BASES]:
        yield from approached(known, start, at, of_wish(wish), (names, ()))
