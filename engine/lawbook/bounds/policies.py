"""Within which bounds the decisions of a policy lie while some of its facts move within theirs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from lawbook.bounds.expressions import Around, Moving, bounds_of
from lawbook.bounds.tables import bounds_of_table
from lawbook.bounds.values import Bounds, can_be, exactly, is_impossible, joined
from lawbook.evaluate.expressions import Setting
from lawbook.evaluate.policies import Judged
from lawbook.model.core import Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.reading import Readings
from lawbook.model.values import Known, Unknown


@dataclass(frozen=True)
class Ground:
    """One decision of a policy, around which facts are moved."""

    policy: Policy
    judged: Judged
    readings: Readings
    setting: Setting = field(init=False)

    def __post_init__(self) -> None:
        parameters = {parameter.name: parameter for parameter in self.policy.parameters}
        judged = self.judged
        object.__setattr__(self, "setting", Setting(judged.facts, judged.values, parameters, judged.decision.as_of))


class Movement:
    """Some facts of a policy that move, and the decisions between them and those that are looked at."""

    def __init__(self, ground: Ground, facts: Collection[str], wanted: Iterable[str]) -> None:
        self._ground = ground
        self._wanted = tuple(wanted)
        behind = ground.readings.behind(self._wanted)
        reached = set(facts)
        self._between: list[Decision] = []
        for decision in ground.policy.decisions:
            if decision.name in behind and ground.readings.of[decision.name].names & reached:
                reached.add(decision.name)
                self._between.append(decision)
        self._around = Around(ground.setting, frozenset(reached))
        self._looks_at = {each.name: sorted(ground.readings.of[each.name].names & reached) for each in self._between}
        self._met: dict[tuple[str, tuple[Bounds, ...]], Bounds] = {}

    def bounds(self, facts: Mapping[str, Bounds]) -> dict[str, Bounds]:
        """Give the bounds of what is looked at while *facts* lie within theirs."""
        named: dict[str, Bounds] = dict(facts)
        moving = Moving(self._around, named)
        for decision in self._between:
            looked_at = (decision.name, tuple(named[name] for name in self._looks_at[decision.name]))
            bounds = self._met.get(looked_at)
            if bounds is None:
                body = decision.body
                made = bounds_of_table(body, decision.type, moving) if isinstance(body, Table) else bounds_of(body, moving)
                bounds = self._met[looked_at] = made
            named[decision.name] = bounds
        still = self._ground.judged.values
        return {name: named[name] if name in named else exactly(still[name]) for name in self._wanted}


def published(decision: Decision, bounds: Bounds) -> Bounds:
    """Give the bounds of what is published of *decision*, whose own value lies within *bounds*."""
    if not bounds.unknown or decision.fallback is None or isinstance(decision.fallback, Unknown):
        return bounds
    fallback = exactly(decision.fallback)
    return fallback if is_impossible(bounds) else joined([replace(bounds, unknown=False), fallback])


def may_be_among(bounds: Bounds, values: Collection[Known]) -> bool:
    """Tell whether one of *values* lies within *bounds*."""
    return any(can_be(bounds, value) for value in values)
