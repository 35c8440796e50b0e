"""What is beside the point in a notice: where the outcome is settled whatever else is found, what other gates still ask for.

An outcome that is worse than what is published when it cannot be known is settled: nothing that is missing, and nothing a lesser
rule calls for, can change it. Reasons and steps of gates that only outweighed rules look at would then say that there is something to supply.
"""

from collections.abc import Iterable, Iterator, Mapping

from lawbook.evaluate.policies import Judged
from lawbook.evaluate.tables import JudgedRow
from lawbook.model.core import Expression, Row, Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.reading import reads_of
from lawbook.model.types import OneOfType


def beside_the_point(policy: Policy, judged: Judged, told: Iterable[Decision]) -> frozenset[str]:
    """Name the decisions whose reasons and steps are not told, for the decisions that are *told*."""
    declared = {decision.name: decision for decision in policy.decisions}
    behind: set[str] = set()
    outweighed: set[str] = set()
    for decision in told:
        behind.add(decision.name)
        if not _is_settled(decision, judged):
            _follow(_read_by(decision, judged), declared, judged, behind)
            continue
        applying = [row for row in judged.tables[decision.name].rows if row.verdict == "hit"]
        fired = {row.row.id for row in judged.tables[decision.name].fired}
        _follow(_of_rows(row for row in applying if row.row.id in fired), declared, judged, behind)
        _follow(_of_rows(row for row in applying if row.row.id not in fired), declared, judged, outweighed)
    return frozenset(outweighed - behind)


def _is_settled(decision: Decision, judged: Judged) -> bool:
    severity = decision.type.severity if isinstance(decision.type, OneOfType) else None
    value, fallback = judged.values[decision.name], decision.fallback
    if severity is None or decision.name not in judged.tables or not isinstance(value, str) or not isinstance(fallback, str):
        return False
    return _is_ruled(decision.body) and severity.index(value) < severity.index(fallback)


def _is_ruled(body: Expression | Table) -> bool:
    return isinstance(body, Table) and body.kind == "rules"


def _follow(names: Iterable[str], declared: Mapping[str, Decision], judged: Judged, met: set[str]) -> None:
    """Add to *met* the decisions *names*, and those that made them what they are."""
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in met:
            met.add(name)
            waiting.extend(_read_by(declared[name], judged))


def _read_by(decision: Decision, judged: Judged) -> frozenset[str]:
    """Name the decisions that made *decision* what it is: what the rules that decided look at, else all it looks at."""
    body = decision.body
    if not isinstance(body, Table):
        return reads_of([body]).decisions
    fired = judged.tables[decision.name].fired
    if _is_ruled(body) and fired and all(each.row is not body.otherwise for each in fired):
        return _of_rows(fired)
    rows = body.rows if body.otherwise is None else (*body.rows, body.otherwise)
    return reads_of([*body.inputs, *(part for row in rows for part in _parts(row))]).decisions


def _of_rows(rows: Iterable[JudgedRow]) -> frozenset[str]:
    return reads_of([part for judged in rows for part in _parts(judged.row)]).decisions


def _parts(row: Row) -> Iterator[Expression]:
    yield from (cell for cell in row.cells if cell is not None)
    if row.condition is not None:
        yield row.condition
    yield from row.outputs
