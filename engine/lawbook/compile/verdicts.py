"""What a hit policy makes of the rows that are hit and those that may be: worked out once and remembered wherever it stays the same."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from lawbook.contract.decision import NO_SEVERITY, Given
from lawbook.model.core import Row, Table
from lawbook.model.policy import Decision as Declared
from lawbook.model.policy import Policy
from lawbook.model.types import SetType
from lawbook.model.values import Cause, CauseKind, Known, Unknown, Value, unknown_because
from lawbook.operators.collecting import place_among_outputs

SINGLE = frozenset({"unique", "first", "any", "priority"})
"""The hit policies whose value is that of one row."""

Verdict: TypeAlias = tuple[Value, tuple[str, ...], tuple[Given, ...], int]
"""The value of a table, the ids of the rows that fired, their reasons, and their obligations as bits of one integer."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An unknown whose causes are those of what leaves rows in doubt, by its places among all that can."""

    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """The rows that fire, and what they give, when only the value must still be worked out from their outputs."""

    rows: tuple[int, ...]
    fired: tuple[str, ...]
    reasons: tuple[Given, ...]
    duties: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The one row that fires: all that it gives, but for the value, which a generated function works out from *numbers*."""

    function: int
    numbers: tuple[int, ...]
    fired: tuple[str, ...]
    reasons: tuple[Given, ...]
    duties: int


@dataclass(frozen=True, slots=True)
class Open:
    """Rows that are hit and rows that may be, when the values of their outputs must be known to say more."""

    hits: tuple[int, ...]
    maybes: tuple[int, ...]


Entry: TypeAlias = Verdict | Doubt | Ready | Pending | Open

Outputs: TypeAlias = Callable[[int], tuple[Value, ...]]


class _Judged(NamedTuple):
    place: int
    outputs: tuple[Value, ...]
    priority: int

    @property
    def value(self) -> Value:
        return self.outputs[0] if len(self.outputs) == 1 else self.outputs


class NotConstant(Exception):  # noqa: N818 - it is no error: it says what is not known yet
    """The outputs of a row are not known when the policy is compiled."""


class Ruling:
    """The hit policy of one table, with all that its rows give when they fire."""

    def __init__(self, policy: Policy, declared: Declared, table: Table) -> None:
        self.table = table
        self.rows: tuple[Row, ...] = table.rows if table.otherwise is None else (*table.rows, table.otherwise)
        self.otherwise = None if table.otherwise is None else len(table.rows)
        self._declared = declared
        self._catalogue = {reason.code: reason for reason in policy.reasons}
        self._duties = {obligation.code: 1 << place for place, obligation in enumerate(policy.obligations)}
        self._is_single = table.hit in SINGLE
        self._labels = next((labels for labels in table.priorities if labels is not None), None)
        self._policies: Mapping[str, Callable[[list[int], list[int], Outputs], Verdict | list[int]]] = {
            "unique": self._unique,
            "first": self._first,
            "priority": self._priority,
            "any": self._any,
        }

    def verdict(self, hits: Iterable[int], maybes: Iterable[int], outputs: Outputs) -> Verdict | list[int]:
        """Give the verdict on the rows *hits* and *maybes*, or the rows whose doubts make it unknown."""
        return self._policies.get(self.table.hit, self._every)(list(hits), list(maybes), outputs)

    def pending(self, hits: Sequence[int]) -> Pending | None:
        """Give the rows that fire when *hits* are hit and none is in doubt, where that does not depend on their outputs."""
        hit, otherwise = self.table.hit, [] if self.otherwise is None else [self.otherwise]
        rows = list(hits) or otherwise
        if self._is_single:
            rows = rows[:1] if hit == "first" or len(rows) == 1 else []
        # A row that is not known to be equal to itself does not fire under `priority`; a severity comes from an output.
        if not rows or (hit == "priority" and len(self.rows[0].outputs) > 1):
            return None
        if self._labels is not None and any(self.rows[row].reason is not None for row in rows):
            return None
        _, fired, reasons, duties = self._fired(True, [_Judged(row, (), 0) for row in rows])
        return Pending(tuple(rows), fired, reasons, duties)

    def value(self, rows: Sequence[int], outputs: Outputs) -> Value:
        """Give the value of the table when *rows* fire."""
        if self._is_single or rows[0] == self.otherwise:
            made = outputs(rows[0])
            return made[0] if len(made) == 1 else made
        if self.table.aggregation is None:
            return self._gathered(self._judge(rows, outputs))
        return self._summed_up([outputs(row)[0] for row in rows])

    def _judge(self, places: Iterable[int], outputs: Outputs) -> list[_Judged]:
        return [self._judged(place, outputs(place)) for place in places]

    def _judged(self, place: int, outputs: tuple[Value, ...]) -> _Judged:
        for output, labels in zip(outputs, self.table.priorities, strict=False):
            if labels is not None:
                return _Judged(place, outputs, labels.index(output) if isinstance(output, str) else len(labels))
        return _Judged(place, outputs, 0)

    def _fired(self, value: Value, rows: Sequence[_Judged]) -> Verdict:
        if isinstance(value, Unknown):
            return value, (), (), 0
        duties = 0
        for judged in rows:
            for code in self.rows[judged.place].obliges:
                duties |= self._duties.get(code, 0)
        given = (self._given(self.rows[judged.place], judged.priority) for judged in rows)
        ids = tuple(self.rows[judged.place].id for judged in rows)
        return value, ids, tuple(reason for reason in given if reason is not None), duties

    def _given(self, row: Row, priority: int) -> Given | None:
        if row.reason is None:
            return None
        reason = self._catalogue[row.reason]
        severity = NO_SEVERITY if self._labels is None else priority
        return Given(row.reason, reason.text, self._declared.name, row.id, severity, reason.rank, 0, row.cites)

    def _unknown(self, kind: CauseKind, rows: Iterable[int] = ()) -> Verdict:
        cause = Cause(self._declared.order, kind, self._declared.name, tuple(self.rows[place].id for place in rows))
        return Unknown((cause,)), (), (), 0

    def _none(self, maybes: list[int]) -> Verdict | list[int]:
        return maybes or self._unknown("no-row-matched")

    def _unique(self, hits: list[int], maybes: list[int], outputs: Outputs) -> Verdict | list[int]:
        if len(hits) > 1:
            return self._unknown("two-rows-matched", hits)
        if not hits and (maybes or self.otherwise is None):
            return self._none(maybes)
        winner = self._judge(hits or [self.otherwise or 0], outputs)
        return self._fired(winner[0].value, winner)

    def _first(self, hits: list[int], maybes: list[int], outputs: Outputs) -> Verdict | list[int]:
        candidates = hits if hits or self.otherwise is None else [self.otherwise]
        if not candidates:
            return self._none(maybes)
        winner = self._judge(candidates[:1], outputs)[0]
        before = self._judge((maybe for maybe in maybes if maybe < winner.place), outputs)
        displacing = [maybe.place for maybe in before if not same(maybe.value, winner.value)]
        return displacing or self._fired(winner.value, [winner])

    def _priority(self, hits: list[int], maybes: list[int], outputs: Outputs) -> Verdict | list[int]:
        judged = self._judge(hits, outputs)
        if judged:
            winner = min(judged, key=_turn)
            before = [maybe for maybe in self._judge(maybes, outputs) if _turn(maybe) < _turn(winner)]
            agreeing = [hit for hit in judged if same(hit.value, winner.value)]
        elif self.otherwise is not None:
            winner = self._judge([self.otherwise], outputs)[0]
            before, agreeing = self._judge(maybes, outputs), [winner]
        else:
            return self._none(maybes)
        displacing = [maybe.place for maybe in before if not same(maybe.value, winner.value)]
        return displacing or self._fired(winner.value, agreeing)

    def _any(self, hits: list[int], maybes: list[int], outputs: Outputs) -> Verdict | list[int]:
        agreed = self._judge(hits or ([] if self.otherwise is None else [self.otherwise]), outputs)
        if not agreed:
            return self._none(maybes)
        value = agreed[0].value
        if not all(same(hit.value, value) for hit in agreed[1:]):
            return self._unknown("rows-disagree", hits)
        differing = [maybe.place for maybe in self._judge(maybes, outputs) if not same(maybe.value, value)]
        return differing or self._fired(value, agreed)

    def _every(self, hits: list[int], maybes: list[int], outputs: Outputs) -> Verdict | list[int]:
        if maybes:
            return maybes
        otherwise = [] if self.otherwise is None else self._judge([self.otherwise], outputs)
        judged = self._judge(hits, outputs)
        if not judged and otherwise:
            return self._fired(otherwise[0].value, otherwise)
        return self._fired(self._gathered(judged), judged)

    def _gathered(self, judged: list[_Judged]) -> Value:
        if self.table.aggregation is not None:
            return self._summed_up([hit.value for hit in judged])
        values = [output for hit in judged for output in hit.outputs] if self.table.hit == "collect" else [hit.value for hit in judged]
        return unknown_because(values) if any(isinstance(value, Unknown) for value in values) else self._collected(judged)

    def _summed_up(self, values: list[Value]) -> Value:
        if self.table.aggregation == "count":
            return len(values)
        numbers = [value for value in values if isinstance(value, int)]
        if len(numbers) < len(values) and any(isinstance(value, Unknown) for value in values):
            return unknown_because(values)
        match self.table.aggregation:
            case "sum":
                return sum(numbers)
            case _ if not numbers:
                return self._unknown("no-row-matched")[0]
            case "min":
                return min(numbers)
            case _:
                return max(numbers)

    def _collected(self, judged: list[_Judged]) -> Known:
        if isinstance(self._declared.type, SetType):
            return frozenset(hit.value for hit in judged if isinstance(hit.value, str))
        if self.table.hit == "output order":
            judged = sorted(judged, key=_turn)
        elif self.table.hit == "collect":
            judged = sorted(judged, key=lambda hit: place_among_outputs(self.rows[hit.place].outputs, hit.outputs))
        return tuple(hit.value for hit in judged)


def _turn(judged: _Judged) -> tuple[int, int]:
    return judged.priority, judged.place


def same(left: Value, right: Value) -> bool:
    """Tell whether both are known and equal, through and through."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return False
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right


def can_be_unknown(table: Table, outputs: Sequence[bool], entries: Iterable[Entry] | None, *, doubtful: bool) -> bool:
    """Tell whether the value of *table* can be unknown.

    *outputs*: whether each output can. *entries*: all there are, where they are known. *doubtful*: whether a row can be a maybe.
    """
    # Of several outputs one that is unknown makes nothing else unknown, but where `collect` cannot put rows in order.
    single = any(outputs) if len(outputs) == 1 or table.hit == "collect" else False
    if entries is not None:
        return any(_unknown(table, entry, single=single) for entry in entries)
    match table.hit:
        case "first" | "priority":
            return table.otherwise is None or doubtful or single
        case "unique" | "any":
            return True
        case _:
            empty = table.aggregation in {"min", "max"} and table.otherwise is None
            return doubtful or empty or single


def _unknown(table: Table, entry: Entry, *, single: bool) -> bool:
    match entry:
        case Doubt():
            return True
        case Ready() | Pending():
            return single
        case Open(maybes=maybes):
            return single or bool(maybes) or table.hit not in {"unique", "first", "priority"}
        case _:
            return isinstance(entry[0], Unknown)
