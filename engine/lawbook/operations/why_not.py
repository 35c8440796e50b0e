"""Say what stood in the way of another outcome: what decided instead, and what would have had to hold."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from lawbook.evaluate.explanation import ExplainedDecision, ExplainedRow
from lawbook.evaluate.telling_values import glossary, tell_value
from lawbook.library import PolicyVersion
from lawbook.model import core
from lawbook.model.core import Expression, Row, Table
from lawbook.model.policy import Decision
from lawbook.model.values import Known
from lawbook.model.walking import children
from lawbook.notices.wishes import Wish


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Why a decision did not come out as wanted.

    *instead* are the rows that decided otherwise, *lacking* those that conclude what was wanted, with the conditions that failed.
    *underlying* are the decisions those conditions looked at, each with the rows that made it what it is.
    """

    title: str
    wanted: str
    actual: str
    reached: bool
    formula: str | None
    values: tuple[tuple[str, str], ...]
    instead: tuple[ExplainedRow, ...]
    lacking: tuple[ExplainedRow, ...]
    underlying: tuple[ExplainedDecision, ...]

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        return asdict(self)


def why_not(version: PolicyVersion, facts: Mapping[str, object], wish: Wish, lang: str) -> Obstacles:
    """Decide on *facts* and say, in *lang*, what kept the wished outcome from coming about."""
    explanation = version.explain(facts, lang)
    policy = version.policy
    explained = {each.name: each for each in _with_those_behind(explanation.decisions)}
    declared = {each.name: each for each in policy.decisions}
    told = explained[wish.decision]
    decision = _made(declared[wish.decision], declared)
    holder = _holder(decision, declared)
    table = holder.body if isinstance(holder.body, Table) else None
    rows = {row.id: row for row in _rows(table)}
    concluding = {id_ for id_, row in rows.items() if _concludes(row, decision, wish.value)}
    wanted = tell_value(decision.type, wish.value, glossary(policy, lang))
    reached = (told.published or told.value) == wanted
    shown = explained[holder.name].rows
    instead = tuple(row for row in shown if row.id not in concluding and row.fate in {"fired", "outweighed", "unknown"} and not reached)
    lacking = tuple(row for row in shown if row.id in concluding and row.conditions and not reached)
    looked_at = _looked_at([rows[row.id] for row in (*instead, *lacking)], table, decision, declared)
    return Obstacles(
        title=told.title,
        wanted=wanted,
        actual=told.published or told.value,
        reached=reached,
        formula=told.formula if table is None else None,
        values=told.values,
        instead=instead,
        lacking=lacking,
        underlying=() if reached else tuple(_telling(explained[name]) for name in looked_at),
    )


def _with_those_behind(decisions: Iterable[ExplainedDecision]) -> Iterator[ExplainedDecision]:
    for each in decisions:
        yield from _with_those_behind(each.behind)
        yield each


def _made(decision: Decision, declared: Mapping[str, Decision]) -> Decision:
    """Give the decision of another policy that *decision* is taken from, or *decision* itself."""
    match decision.body:
        case core.DecisionValue(name=name) if declared[name].origin is not None:
            return _made(declared[name], declared)
        case _:
            return decision


def _holder(decision: Decision, declared: Mapping[str, Decision]) -> Decision:
    """Give the decision whose table *decision* is one output of, or *decision* itself."""
    match decision.body:
        case core.FieldOf(of=core.DecisionValue(name=name)):
            return declared[name]
        case _:
            return decision


def _rows(table: Table | None) -> tuple[Row, ...]:
    if table is None:
        return ()
    return table.rows if table.otherwise is None else (*table.rows, table.otherwise)


def _concludes(row: Row, decision: Decision, value: Known) -> bool:
    position = decision.body.position if isinstance(decision.body, core.FieldOf) else 0
    output = row.outputs[position]
    return not isinstance(output, core.Constant) or output.value == value


def _looked_at(rows: list[Row], table: Table | None, decision: Decision, declared: Mapping[str, Decision]) -> list[str]:
    """Name the decisions that *rows* depend on, and those that they depend on in turn, in the order they were made."""
    waiting = [part for row in rows for part in _parts_of_row(row)]
    if table is not None:
        waiting.extend(table.inputs)
    elif not isinstance(decision.body, Table):
        waiting.append(decision.body)
    found: set[str] = set()
    while waiting:
        for name in _decisions_in(waiting.pop()):
            if name not in found:
                found.add(name)
                body = declared[name].body
                waiting.extend(body.inputs if isinstance(body, Table) else [body])
    return [name for name in declared if name in found and name != decision.name]


def _parts_of_row(row: Row) -> list[Expression]:
    return [part for part in (*row.cells, row.condition) if part is not None]


def _decisions_in(expression: Expression) -> Iterator[str]:
    if isinstance(expression, core.DecisionValue):
        yield expression.name
    for child in children(expression):
        yield from _decisions_in(child)


def _telling(explained: ExplainedDecision) -> ExplainedDecision:
    """Keep of a decision only the rows that made it what it is."""
    rows = tuple(row for row in explained.rows if row.fate in {"fired", "unknown"})
    return replace(explained, rows=rows, behind=())
