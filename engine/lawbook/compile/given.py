"""What a decision gives beside its outcome: reasons, obligations and causes, as they are and as they stand in JSON."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from msgspec import Raw

from lawbook.compile.resolving import REMEMBERED, Remembered
from lawbook.contract.decision import NO_SEVERITY, Given, canonical_json, ranked, reason_to_json, words_to_json
from lawbook.contract.values import causes_to_json
from lawbook.model.policy import Policy, ScoreReasons
from lawbook.model.values import Unknown, Value
from lawbook.regions.masks import bits

Of = TypeVar("Of")
Told = TypeVar("Told")


def _remembering(key: Callable[[Of], Hashable], tell: Callable[[Of], Told]) -> Callable[[Of], Told]:
    # What is told of an object, remembered by the identity of it or of its parts, for as long as it is kept here.
    known: dict[Hashable, tuple[Told, Of]] = {}

    def told(of: Of) -> Told:
        number = key(of)
        found = known.get(number)
        if found is None:
            found = tell(of), of
            if len(known) < REMEMBERED:
                known[number] = found
        return found[0]

    return told


def score_reasons(policy: Policy, score: ScoreReasons) -> Callable[[Sequence[tuple[Value, tuple[str, ...]]]], tuple[Given, ...]]:
    """Give what gives the reasons of a scorecard from the points and the fired rows of each of its characteristics."""
    catalogue = {reason.code: reason for reason in policy.reasons}
    lines = score.characteristics
    known: dict[tuple[int, int, str], Given] = {}

    def reason(place: int, lost: int, rule: str) -> Given:
        given, line = known.get((place, lost, rule)), lines[place]
        if given is None:
            told = catalogue[line.reason]
            given = Given(told.code, told.text, score.decision, rule, NO_SEVERITY, told.rank, lost, line.cites)
            if len(known) < REMEMBERED:
                known[place, lost, rule] = given
        return given

    def give(got: Sequence[tuple[Value, tuple[str, ...]]]) -> tuple[Given, ...]:
        lost = [
            (line.best - points, place) for place, (line, (points, _)) in enumerate(zip(lines, got, strict=True)) if isinstance(points, int)
        ]
        most = sorted((points, -place) for points, place in lost if points > 0)[: -score.at_most - 1 : -1]
        return tuple(reason(-place, points, got[-place][1][0]) for points, place in most)

    return give


def ranker() -> Callable[[tuple[Given, ...]], tuple[Given, ...]]:
    """Give what puts reasons in order, keeping the first of each code."""
    return _remembering(lambda given: tuple(map(id, given)), lambda given: ranked([*given]))


def told_reasons() -> Callable[[tuple[Given, ...]], list[Raw]]:
    """Give what tells reasons as they stand in JSON."""
    tell: Callable[[Given], Raw] = _remembering(id, lambda given: Raw(canonical_json(reason_to_json(given))))
    return lambda reasons: list(map(tell, reasons))


def told_causes() -> Callable[[Unknown], Raw]:
    """Give what tells the causes of an unknown as they stand in JSON."""
    return _remembering(id, lambda unknown: Raw(canonical_json(causes_to_json(unknown.causes))))


def duties(policy: Policy) -> Remembered[int, tuple[str, ...]]:
    """Give the obligations of a policy, by their bits, in order of declaration."""
    codes = [obligation.code for obligation in policy.obligations]
    return Remembered(lambda owed: tuple(codes[place] for place in bits(owed)))


def told_duties(policy: Policy) -> Remembered[int, Raw]:
    """Give the obligations of a policy, by their bits, as they stand in JSON."""
    told = [{"code": obligation.code, "text": words_to_json(obligation.text)} for obligation in policy.obligations]
    return Remembered(lambda owed: Raw(canonical_json([told[place] for place in bits(owed)])))
