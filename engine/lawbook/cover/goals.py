"""What scenarios should reach of a policy, and what they do: each row that decides, each condition both ways, each side of a boundary.

What several versions of a policy say in the same words is one goal, reached when a scenario on any of them reaches it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Literal, TypeAlias

from lawbook.cover.boundaries import Boundary, boundaries_of
from lawbook.cover.conditions import Aspect, Condition, conditions_of
from lawbook.cover.impossible import impossible_rows
from lawbook.cover.observing import Observation, Observed
from lawbook.cover.values import PossibleValues
from lawbook.evaluate.expressions import evaluate
from lawbook.library.library import Library
from lawbook.model.core import Expression, Row, Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.values import Unknown, Value

Measure: TypeAlias = Literal["rows", "conditions", "boundaries"]
MEASURES: tuple[Measure, ...] = ("rows", "conditions", "boundaries")
State: TypeAlias = Literal["reached", "outweighed", "never", "impossible"]
"""A row is outweighed when it is hit and another decides."""


@dataclass(frozen=True, slots=True)
class RowFires:
    """The goal that a row, a rule, a bin or what holds otherwise determines its decision."""

    decision: str
    row: Row

    def key(self, table: Table) -> object:
        """Give what makes it the same in another version."""
        row = self.row
        return (self.decision, row.id, row.cells, row.condition, row.outputs, row.reason, row.obliges, table.inputs, table.hit)


@dataclass(frozen=True, slots=True)
class ComesOut:
    """The goal that a condition comes out in one way."""

    condition: Condition
    aspect: Aspect


@dataclass(frozen=True, slots=True)
class SideSeen:
    """The goal that one side of a boundary is seen: its number *side* among the sides."""

    boundary: Boundary
    side: int


Target: TypeAlias = RowFires | ComesOut | SideSeen


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """One goal of a policy, in the last version that has it: its state there or in any of *versions*, and *by* which observation."""

    measure: Measure
    policy: Policy
    target: Target
    states: Mapping[int, State]
    by: Observation | None

    @property
    def state(self) -> State:
        """The best state in any version."""
        order: tuple[State, ...] = ("reached", "outweighed", "never", "impossible")
        return min(self.states.values(), key=order.index)

    @property
    def decision(self) -> str:
        """The decision it is about."""
        match self.target:
            case RowFires(decision=decision):
                return decision
            case ComesOut(condition=condition):
                return condition.decision
            case SideSeen(boundary=boundary):
                return boundary.decision

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows and rules that it is about."""
        match self.target:
            case RowFires(row=row):
                return (row.id,)
            case ComesOut(condition=condition):
                return condition.rows
            case SideSeen(boundary=boundary):
                return boundary.rows

    @property
    def cites(self) -> tuple[str, ...]:
        """What those rows cite."""
        match self.target:
            case RowFires(row=row):
                return row.cites
            case ComesOut(condition=condition):
                return condition.cites
            case SideSeen(boundary=boundary):
                return boundary.cites


@dataclass(frozen=True, slots=True)
class _Reached:
    key: object
    measure: Measure
    target: Target
    state: State
    by: Observation | None


def goals_of(library: Library, observed: Observed, names: Sequence[str] = ()) -> tuple[Goal, ...]:
    """Give every goal of the policies *names*, of all where none is named, with how far *observed* reaches it."""
    return tuple(goal for name in names or library.policies for goal in _of_policy(library.versions(name), observed))


def _of_policy(versions: Sequence[Policy], observed: Observed) -> Iterator[Goal]:
    merged: dict[object, Goal] = {}
    for policy in versions:
        for one in _of_version(policy, observed.of_version(policy.name, policy.version)):
            before = merged.get(one.key)
            states = {**(before.states if before is not None else {}), policy.version: one.state}
            by = one.by or (before.by if before is not None else None)
            merged[one.key] = Goal(one.measure, policy, one.target, states, by)
    return iter(merged.values())


def _of_version(policy: Policy, observations: Sequence[Observation]) -> Iterator[_Reached]:
    conditions = conditions_of(policy)
    impossible = impossible_rows(policy, conditions)
    for decision in policy.decisions:
        if isinstance(decision.body, Table) and decision.origin is None:
            yield from _rows(decision, decision.body, impossible, observations)
    values = PossibleValues(policy)
    seen = _Seen(observations)
    for condition in conditions:
        came_out = seen.truths(condition)
        for aspect in condition.can_be:
            target = ComesOut(condition, aspect)
            yield _reached((condition, aspect), "conditions", target, came_out.get(aspect))
    for boundary in boundaries_of(conditions, values):
        sides = seen.sides(boundary)
        for number in range(len(boundary.sides)):
            by = sides.get(number)
            yield _reached((boundary, number), "boundaries", SideSeen(boundary, number), by)


def _reached(key: object, measure: Measure, target: Target, by: Observation | None) -> _Reached:
    return _Reached(key, measure, target, "never" if by is None else "reached", by)


def _rows(decision: Decision, table: Table, impossible: frozenset[str], observations: Sequence[Observation]) -> Iterator[_Reached]:
    fired: dict[str, Observation] = {}
    hit: dict[str, Observation] = {}
    for observation in observations:
        judged = observation.judged.tables[decision.name]
        for row in judged.fired:
            fired.setdefault(row.row.id, observation)
        for row in judged.rows:
            if row.verdict == "hit" and row.row is not table.otherwise:
                hit.setdefault(row.row.id, observation)
    for one in table.rows if table.otherwise is None else (*table.rows, table.otherwise):
        target = RowFires(decision.name, one)
        state: State = "reached" if one.id in fired else "outweighed" if one.id in hit else "never"
        if one.id in impossible and state == "never":
            state = "impossible"
        yield _Reached(target.key(table), "rows", target, state, fired.get(one.id) or hit.get(one.id))


class _Seen:
    """What expressions came to in some observations, each worked out once, and only until all is seen that is looked for."""

    def __init__(self, observations: Sequence[Observation]) -> None:
        self._settings = [(observation, observation.setting()) for observation in observations]
        self._values: dict[Expression, list[Value]] = {}

    def _of(self, expression: Expression) -> Iterator[Value]:
        values = self._values.setdefault(expression, [])
        for number, (_, setting) in enumerate(self._settings):
            if number == len(values):
                values.append(evaluate(expression, setting))
            yield values[number]

    def truths(self, condition: Condition) -> dict[Aspect, Observation]:
        """Give the first observation in which *condition* came out in each way that it can."""
        found: dict[Aspect, Observation] = {}
        for (observation, _), value in zip(self._settings, self._of(condition.test), strict=False):
            found.setdefault("unknown" if isinstance(value, Unknown) else "true" if value is True else "false", observation)
            if found.keys() >= set(condition.can_be):
                break
        return found

    def sides(self, boundary: Boundary) -> dict[int, Observation]:
        """Give the first observation of each side of *boundary*, by its number."""
        found: dict[int, Observation] = {}
        looked_for = set(range(len(boundary.sides)))
        for (observation, _), left, right in zip(self._settings, self._of(boundary.left), self._of(boundary.right), strict=False):
            if isinstance(left, int) and isinstance(right, int):
                seen = {number for number in looked_for if boundary.is_seen(number, left - right)}
                found.update(dict.fromkeys(seen, observation))
                looked_for -= seen
            if not looked_for:
                break
        return found


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of how many goals are reached; those that are impossible are not counted among them."""

    reached: int = 0
    total: int = 0

    def __or__(self, other: "Figure") -> "Figure":
        return Figure(self.reached + other.reached, self.total + other.total)

    @property
    def share(self) -> float:
        """The share in per cent, rounded down to one decimal so that 100 means all; of nothing, all."""
        return 100.0 if self.total == 0 else self.reached * 1000 // self.total / 10


def figure(goals: Sequence[Goal], measure: Measure, version: int | None = None) -> Figure:
    """Count the goals of one measure, in any version or in the one named."""
    return reduce(or_, (_counted(goal, version) for goal in goals if goal.measure == measure), Figure())


def _counted(goal: Goal, version: int | None) -> Figure:
    state = goal.state if version is None else goal.states.get(version)
    if state is None or state == "impossible":
        return Figure()
    return Figure(int(state == "reached"), 1)
