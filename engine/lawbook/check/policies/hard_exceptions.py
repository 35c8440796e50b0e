"""Hold exceptions to hard law: what rests on a law, a regulation or a normative document has none.

An exception is refused where what it takes away may rest on hard law, directly or through whatever was looked at, and where a hard row looks
at what it changes. What cannot be told apart counts as resting on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lawbook.check.law.citations import Law
from lawbook.check.written.excepting import RULED_ID
from lawbook.model.core import Constant, DecisionValue, Expression, Row, Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.reading import Readings, readings_of, reads_of
from lawbook.model.types import OneOfType
from lawbook.model.walking import every_part, parts_of_body
from lawbook.problems import Problems

ADVICE = "an exception may change what rests on internal defaults and on soft law, and nothing else"


def check_exceptions(policy: Policy, law: Law, problems: Problems) -> None:
    """Note every exception that would loosen hard law, in *policy* or in what it takes from others."""
    hard = _Hard({decision.name: decision for decision in policy.decisions}, readings_of(policy), policy, law)
    for decision in policy.decisions:
        body = decision.body
        if not isinstance(body, Table) or not is_excepted(body):
            continue
        read = body.inputs[0]
        ruled = hard.decisions[read.name] if isinstance(read, DecisionValue) else decision
        for row in body.rows:
            found = sorted({*hard.behind(ruled, row), *hard.after(decision)})
            if found:
                message = f"the exception `{row.id}` of `{decision.name}` would loosen hard law: {', '.join(found)}"
                problems.add("hard-exception", message, row.where, ADVICE)


def is_excepted(table: Table) -> bool:
    """Tell whether *table* is one of exceptions."""
    return table.otherwise is not None and table.otherwise.id.endswith(RULED_ID)


@dataclass(frozen=True, slots=True)
class _Hard:
    """What of a policy is hard."""

    decisions: dict[str, Decision]
    readings: Readings
    policy: Policy
    law: Law

    def behind(self, ruled: Decision, row: Row) -> Iterator[str]:
        """Tell what hard law may be behind the outcome that *row*, an exception, takes away from *ruled*."""
        body = ruled.body
        rows = tuple(_affected(body, ruled, row)) if isinstance(body, Table) else ()
        parts = list(_looked_at(body, rows)) if isinstance(body, Table) else [body]
        yield from self._cited(each for each in rows)
        if not isinstance(body, Table) or not rows:
            yield from self._binding(ruled.name, ruled.cites)
        read = reads_of(parts)
        names = self.readings.behind(read.names)
        parameters = set(read.parameters).union(*(self.readings.of[name].parameters for name in names if name in self.readings.of))
        for name in names & self.decisions.keys():
            yield from self._all_of(self.decisions[name])
        for parameter in self.policy.parameters:
            if parameter.name in parameters:
                yield from self._binding(parameter.name, parameter.cites)

    def after(self, excepted: Decision) -> Iterator[str]:
        """Tell which hard rows look at the decision that exceptions change."""
        for decision in self.decisions.values():
            body = decision.body
            if decision is excepted or excepted.name not in self.readings.behind([decision.name]):
                continue
            if not isinstance(body, Table) or body.kind != "rules":
                yield from self._all_of(decision)
                continue
            rows = [row for row in body.rows if excepted.name in self.readings.behind(reads_of(_looked_at(body, [row])).names)]
            yield from self._cited(rows)

    def _all_of(self, decision: Decision) -> Iterator[str]:
        body = decision.body
        yield from self._binding(decision.name, decision.cites)
        if isinstance(body, Table):
            yield from self._cited([*body.rows, *([body.otherwise] if body.otherwise is not None else [])])

    def _cited(self, rows: Iterable[Row]) -> Iterator[str]:
        for row in rows:
            yield from self._binding(row.id, row.cites)

    def _binding(self, of: str, cites: tuple[str, ...]) -> Iterator[str]:
        for cite in cites:
            citation = self.law.rows.get(cite)
            if citation is not None and citation.binds:
                yield f"`{of}` rests on `{cite}`"


def _affected(table: Table, ruled: Decision, exception: Row) -> Iterator[Row]:
    """Give the rows that may have led to the outcome that *exception* takes away, or that stood behind it and would now be passed over."""
    rows = [*table.rows, *([table.otherwise] if table.otherwise is not None else [])]
    severity = ruled.type.severity if isinstance(ruled.type, OneOfType) else None
    before, after = _label(exception.cells[0]), _label(exception.outputs[0])
    if table.kind != "rules" or severity is None or before is None or after is None:
        yield from rows
        return
    passed = {before, *severity[severity.index(before) : severity.index(after)]}
    yield from (row for row in rows if _label(row.outputs[0]) in passed)


def _label(expression: Expression | None) -> str | None:
    """Give the one label in *expression*, where there is one."""
    labels = {part.value for part in every_part(expression) if isinstance(part, Constant)} if expression is not None else set()
    (label,) = labels if len(labels) == 1 else (None,)
    return label if isinstance(label, str) else None


def _looked_at(table: Table, rows: Iterable[Row]) -> Iterator[Expression]:
    """Give what is looked at to tell whether *rows* are hit; of a table without severity, whatever is looked at at all."""
    if table.kind != "rules":
        yield from parts_of_body(table)
        return
    for row in rows:
        if row.condition is not None:
            yield row.condition
