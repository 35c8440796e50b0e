"""What a decision gives beside its outcome: reasons of scorecards, obligations, and reasons as they stand in JSON."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Raw

from lawbook.compile.resolving import REMEMBERED, Remembered
from lawbook.contract.decision import NO_SEVERITY, Given, canonical_json, reason_to_json, words_to_json
from lawbook.model.policy import Policy, ScoreReasons
from lawbook.model.values import Value
from lawbook.regions.masks import bits


def score_reasons(policy: Policy, score: ScoreReasons) -> Callable[[Sequence[tuple[Value, tuple[str, ...]]]], tuple[Given, ...]]:
    """Give what gives the reasons of a scorecard from the points and the fired rows of each of its characteristics."""
    catalogue = {reason.code: reason for reason in policy.reasons}
    lines = [(line, catalogue[line.reason]) for line in score.characteristics]

    def give(got: Sequence[tuple[Value, tuple[str, ...]]]) -> tuple[Given, ...]:
        given: list[Given] = []
        for (line, reason), (points, fired) in zip(lines, got, strict=True):
            lost = line.best - points if isinstance(points, int) else 0
            if lost > 0:
                given.append(Given(reason.code, reason.text, score.decision, fired[0], NO_SEVERITY, reason.rank, lost, line.cites))
        return tuple(sorted(given, key=lambda reason: -reason.points)[: score.at_most])

    return give


def duties(policy: Policy) -> Remembered[tuple[str, ...]]:
    """Give the obligations of a policy, by their bits, in order of declaration."""
    codes = [obligation.code for obligation in policy.obligations]
    return Remembered(lambda owed: tuple(codes[place] for place in bits(owed)))


def told_duties(policy: Policy) -> Remembered[Raw]:
    """Give the obligations of a policy, by their bits, as they stand in JSON."""
    told = [{"code": obligation.code, "text": words_to_json(obligation.text)} for obligation in policy.obligations]
    return Remembered(lambda owed: Raw(canonical_json([told[place] for place in bits(owed)])))


class ToldReasons:
    """Reasons as they stand in JSON, each written once."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str, str], Raw] = {}

    def __call__(self, reasons: Iterable[Given]) -> list[Raw]:
        """Give *reasons* as they stand in JSON."""
        return [self._told.get((given.decision, given.rule, given.code)) or self._tell(given) for given in reasons]

    def _tell(self, given: Given) -> Raw:
        told = Raw(canonical_json(reason_to_json(given)))
        if len(self._told) < REMEMBERED:
            self._told[given.decision, given.rule, given.code] = told
        return told
