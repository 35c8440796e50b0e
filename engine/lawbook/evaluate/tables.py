"""What a decision table means: rows that are hit, not hit, or maybe, and what each hit policy makes of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from lawbook.evaluate.expressions import Setting, evaluate, integer, same
from lawbook.model.core import Row, Table
from lawbook.model.types import SetType, Type
from lawbook.model.values import Cause, CauseKind, Known, Unknown, Value, unknown_because
from lawbook.operators.collecting import place_among_outputs

Verdict: TypeAlias = Literal["hit", "not", "maybe"]


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One row against one request: its verdict, what its cells and condition came to, and its outputs unless it is not hit.

    *place* is its place in the file, and for `otherwise` after all others. *priority* is the place of its output among those of the
    decision, worst first.
    """

    row: Row
    place: int
    verdict: Verdict
    truths: tuple[Value, ...]
    outputs: tuple[Value, ...]
    priority: int

    @property
    def value(self) -> Value:
        """The one output, or the record of them."""
        return self.outputs[0] if len(self.outputs) == 1 else self.outputs

    @property
    def doubt(self) -> Unknown:
        """Why a maybe row is one."""
        return unknown_because(self.truths)


@dataclass(frozen=True, slots=True)
class JudgedTable:
    """What a table came to: its value, the rows that determined it (none when unknown), and every row as judged."""

    value: Value
    fired: tuple[JudgedRow, ...]
    rows: tuple[JudgedRow, ...]


@dataclass(frozen=True, slots=True)
class _Decided:
    # What the hit policies need to know of the decision that the table makes.
    name: str
    order: int
    type: Type

    def unknown(self, kind: CauseKind, *rows: JudgedRow) -> Unknown:
        return Unknown((Cause(self.order, kind, self.name, tuple(judged.row.id for judged in rows)),))


def judge_table(table: Table, name: str, order: int, decision_type: Type, setting: Setting) -> JudgedTable:
    """Decide *table* for the decision *name*, whose causes carry *order*."""
    inputs = inputs_of(table, setting)
    rows = tuple(judge_row(table, row, place, inputs, setting) for place, row in enumerate(table.rows))
    fallback = None if table.otherwise is None else judge_row(table, table.otherwise, len(rows), [], setting)
    return settled(table, name, order, decision_type, rows if fallback is None else (*rows, fallback))


def settled(table: Table, name: str, order: int, decision_type: Type, rows: tuple[JudgedRow, ...]) -> JudgedTable:
    """Let the hit policy of *table* decide over its rows as judged, `otherwise` after all others."""
    fallback = None if table.otherwise is None else rows[-1]
    conditional = rows if fallback is None else rows[:-1]
    hits = [judged for judged in conditional if judged.verdict == "hit"]
    maybes = [judged for judged in conditional if judged.verdict == "maybe"]
    value, fired = _hit_policy(table)(table, hits, maybes, fallback, _Decided(name, order, decision_type))
    return JudgedTable(value, () if isinstance(value, Unknown) else tuple(fired), rows)


def inputs_of(table: Table, setting: Setting) -> list[Setting]:
    """Give, for each input of *table*, the setting in which the cells of its column are judged: `?` is its value there."""
    return [setting.binding("?", evaluate(expression, setting)) for expression in table.inputs]


def judge_row(table: Table, row: Row, place: int, inputs: list[Setting], setting: Setting) -> JudgedRow:
    """Judge one row of *table*, which stands at *place*, over the *inputs* of the table."""
    truths: list[Value] = [True if cell is None else evaluate(cell, bound) for cell, bound in zip(row.cells, inputs, strict=False)]
    if row.condition is not None:
        truths.append(evaluate(row.condition, setting))
    verdict: Verdict = "hit"
    if any(truth is False for truth in truths):
        verdict = "not"
    elif any(isinstance(truth, Unknown) for truth in truths):
        verdict = "maybe"
    outputs = () if verdict == "not" else tuple(evaluate(output, setting) for output in row.outputs)
    return JudgedRow(row, place, verdict, tuple(truths), outputs, _priority(table, outputs))


def _priority(table: Table, outputs: tuple[Value, ...]) -> int:
    for output, labels in zip(outputs, table.priorities, strict=False):
        if labels is not None:
            return labels.index(output) if isinstance(output, str) else len(labels)
    return 0


Result: TypeAlias = tuple[Value, list[JudgedRow]]
HitPolicy: TypeAlias = Callable[[Table, list[JudgedRow], list[JudgedRow], JudgedRow | None, _Decided], Result]


def _hit_policy(table: Table) -> HitPolicy:
    match table.hit:
        case "unique":
            return _unique
        case "first":
            return _first
        case "priority":
            return _first_by_priority
        case "any":
            return _any
        case "rule order" | "output order" | "collect":
            return _every
        case _:
            assert_never(table.hit)


def _none(maybes: list[JudgedRow], decided: _Decided) -> Result:
    return (unknown_because([maybe.doubt for maybe in maybes]) if maybes else decided.unknown("no-row-matched")), []


def _unique(_: Table, hits: list[JudgedRow], maybes: list[JudgedRow], otherwise: JudgedRow | None, decided: _Decided) -> Result:
    if len(hits) > 1:
        return decided.unknown("two-rows-matched", *hits), []
    if hits:
        return hits[0].value, hits
    if maybes or otherwise is None:
        return _none(maybes, decided)
    return otherwise.value, [otherwise]


def _first(
    _: Table, hits: list[JudgedRow], maybes: list[JudgedRow], otherwise: JudgedRow | None, decided: _Decided, *, every_equal: bool = False
) -> Result:
    """Take the hit that comes first by priority and place, unless a row that may be hit and comes before it says otherwise."""
    candidates = hits if otherwise is None else [*hits, otherwise]
    if not candidates:
        return _none(maybes, decided)

    def turn(judged: JudgedRow) -> tuple[bool, int, int]:
        # `otherwise` comes after every row, whatever its priority.
        return judged is otherwise, judged.priority if every_equal else 0, judged.place

    winner = min(candidates, key=turn)
    displacing = [maybe for maybe in maybes if turn(maybe) < turn(winner) and not same(maybe.value, winner.value)]
    if displacing:
        return unknown_because([maybe.doubt for maybe in displacing]), []
    return winner.value, [hit for hit in hits if same(hit.value, winner.value)] if every_equal and winner is not otherwise else [winner]


def _first_by_priority(
    table: Table, hits: list[JudgedRow], maybes: list[JudgedRow], otherwise: JudgedRow | None, decided: _Decided
) -> Result:
    return _first(table, hits, maybes, otherwise, decided, every_equal=True)


def _any(_: Table, hits: list[JudgedRow], maybes: list[JudgedRow], otherwise: JudgedRow | None, decided: _Decided) -> Result:
    agreed = hits or ([] if otherwise is None else [otherwise])
    if not agreed:
        return _none(maybes, decided)
    if not all(same(hit.value, agreed[0].value) for hit in agreed[1:]):
        return decided.unknown("rows-disagree", *hits), []
    differing = [maybe.doubt for maybe in maybes if not same(maybe.value, agreed[0].value)]
    return (unknown_because(differing), []) if differing else (agreed[0].value, agreed)


def _every(table: Table, hits: list[JudgedRow], maybes: list[JudgedRow], otherwise: JudgedRow | None, decided: _Decided) -> Result:
    if maybes:
        return _none(maybes, decided)
    if table.aggregation is not None:
        return _aggregated(table, hits, otherwise, decided)
    if not hits and otherwise is not None:
        return otherwise.value, [otherwise]
    # `collect` puts rows in order of their outputs, and can only when all are known.
    values = [output for hit in hits for output in hit.outputs] if table.hit == "collect" else [hit.value for hit in hits]
    if any(isinstance(value, Unknown) for value in values):
        return unknown_because(values), []
    if isinstance(decided.type, SetType):
        return frozenset(value for value in values if isinstance(value, str)), hits
    return tuple(hit.value for hit in _in_order(table, hits)), hits


def _in_order(table: Table, hits: list[JudgedRow]) -> list[JudgedRow]:
    match table.hit:
        case "output order":
            return sorted(hits, key=lambda hit: (hit.priority, hit.place))
        case "collect":
            return sorted(hits, key=lambda hit: place_among_outputs(table.rows[hit.place].outputs, hit.outputs))
        case _:
            return hits


def _aggregated(table: Table, hits: list[JudgedRow], otherwise: JudgedRow | None, decided: _Decided) -> Result:
    if table.aggregation == "count" and (hits or otherwise is None):
        return len(hits), hits
    values = [hit.value for hit in hits]
    if any(isinstance(value, Unknown) for value in values):
        return unknown_because(values), []
    match table.aggregation:
        case "sum" if hits or otherwise is None:
            return sum(integer(value) for value in values), hits
        case "min" | "max" if hits:
            best: Known = (min if table.aggregation == "min" else max)(integer(value) for value in values)
            return best, hits
        case _:
            return (otherwise.value, [otherwise]) if otherwise is not None else _none([], decided)
