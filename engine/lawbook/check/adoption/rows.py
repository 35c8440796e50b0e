"""Rules and rows that rest on law: each must stay, apply wherever it did, and come to no less than it came to."""

from collections.abc import Iterator
from dataclasses import dataclass

from lawbook.check.adoption.differences import GONE, Difference, Finding, Hold, Sides, strongest
from lawbook.check.adoption.outcomes import compare_outputs, severities_of
from lawbook.check.adoption.splitting import compare
from lawbook.check.policies.hashes import reading_of
from lawbook.check.tables.witnesses import told_value
from lawbook.model.core import All, Constant, Expression, Row, Table, Unless
from lawbook.model.policy import Decision
from lawbook.model.reading import reads_of
from lawbook.model.types import BooleanType
from lawbook.model.walking import parts_of_row, with_input
from lawbook.problems import Where

ORDERED = frozenset({"first"})
"""The hit policies under which a row counts only where none before it is hit."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The table of a decision in the base, and in the policy, where the decision stands at *where*."""

    sides: Sides
    decision: Decision
    before: Table
    after: Table
    where: Where

    def hold(self, row: Row) -> Hold:
        """Tell how strongly *row* of the base is held: by what it cites, and by the parameters it looks at."""
        looked_at = reads_of(parts_of_row(row)).parameters
        cited = [parameter.cites for parameter in self.sides.base.parameters if parameter.name in looked_at]
        return strongest(self.sides.hold(cites) for cites in (row.cites, *cited))

    def difference(self, row: Row, finding: Finding, message: str, where: Where, reading: Row | None) -> Difference:
        """Say one thing of *row*, a row of the base."""
        rests = self.sides.rests_on(row.cites) or "parameters that rest on law"
        upstream = f"it rests on {rests}; the base has it at {row.where}"
        return Difference(row.id, finding, self.hold(row), message, where, upstream, GONE if reading is None else reading_of(reading))


def differences_of_rows(tables: Tables) -> Iterator[Difference]:
    """Give the held rows of the base that are gone or weaker, or of which that cannot be told."""
    after = {row.id: row for row in tables.after.rows}
    for row in tables.before.rows:
        if tables.hold(row) == "none":
            continue
        own = after.get(row.id)
        if own is None:
            yield tables.difference(row, "looser", f"the rule `{row.id}` of `{tables.decision.name}` is gone", tables.where, None)
        elif (tables.before.hit, tables.before.aggregation) != (tables.after.hit, tables.after.aggregation):
            yield tables.difference(row, "not told", f"`{tables.decision.name}` takes its rows otherwise", tables.where, own)
        elif own != row:
            yield from _changed(tables, row, own)
        if own is not None and tables.before.hit in ORDERED:
            yield from _displaced(tables, row, own)
    yield from _otherwise(tables)


def _changed(tables: Tables, row: Row, own: Row) -> Iterator[Difference]:
    match compare_outputs(row, own, severities_of(tables.before, tables.decision)):
        case "milder":
            message = f"`{row.id}` comes to {_told(own)}, and to {_told(row)} in the base"
            yield tables.difference(row, "looser", message, own.outputs[0].where, own)
        case "not told":
            message = f"`{row.id}` comes to something else than in the base, and which is more severe is not said"
            yield tables.difference(row, "not told", message, own.outputs[0].where, own)
        case "at least":
            pass
    dropped = [code for code in row.obliges if code not in own.obliges]
    if dropped:
        message = f"`{row.id}` no longer obliges to `{'`, `'.join(dropped)}`"
        yield tables.difference(row, "looser", message, own.where, own)
    if row.reason is not None and own.reason is None:
        yield tables.difference(row, "looser", f"`{row.id}` no longer gives a reason", own.where, own)
    yield from _narrowed(tables, row, own)


def _narrowed(tables: Tables, row: Row, own: Row) -> Iterator[Difference]:
    """Look where the row applied in the base and does not now."""
    known = {exception.id for exception in _exceptions(row.exceptions)}
    added = [exception for exception in _exceptions(own.exceptions) if exception.id not in known and _is_an_exception(exception, own)]
    for exception in added:
        message = f"`{row.id}` has an exception `{exception.id}`, which the base does not have"
        yield tables.difference(row, "looser", message, exception.where, own)
    if added:
        return
    found = compare(_truth(tables.before, row), _truth(tables.after, own), tables.sides.both)
    if found.finding == "fails":
        message = f"`{row.id}` applies in the base, and not here, where {found.told}"
        yield tables.difference(row, "looser", message, _condition_place(own), own)
    elif found.finding == "not told":
        message = f"whether `{row.id}` still applies wherever it did cannot be told"
        yield tables.difference(row, "not told", message, _condition_place(own), own)


def _is_an_exception(exception: Unless, row: Row) -> bool:
    """Tell an exception of the rule from one of an exception, which takes the exception away."""
    return exception in row.exceptions


def _exceptions(exceptions: tuple[Unless, ...]) -> Iterator[Unless]:
    for exception in exceptions:
        yield exception
        yield from _exceptions(exception.exceptions)


def _displaced(tables: Tables, row: Row, own: Row) -> Iterator[Difference]:
    """Look whether a row that is new, or was changed, comes first somewhere and gives less."""
    before = {each.id: each for each in tables.before.rows[: tables.before.rows.index(row)]}
    severities = severities_of(tables.before, tables.decision)
    for earlier in tables.after.rows[: tables.after.rows.index(own)]:
        if before.get(earlier.id) == earlier or compare_outputs(row, earlier, severities) == "at least":
            continue
        both = _all(_truth(tables.after, earlier), _truth(tables.before, row))
        never = compare(both, _nothing(row.where), tables.sides.both)
        if never.finding == "holds":
            continue
        finding: Finding = "looser" if never.finding == "fails" else "not told"
        message = f"`{earlier.id}` comes before `{row.id}` and comes to {_told(earlier)}"
        yield tables.difference(row, finding, message, earlier.where, own)


def _otherwise(tables: Tables) -> Iterator[Difference]:
    """Hold what applies when no row does: its outcome, and that no new row comes to less."""
    row, own = tables.before.otherwise, tables.after.otherwise
    if row is None or tables.hold(row) == "none":
        return
    if own is None:
        yield tables.difference(row, "looser", f"`{tables.decision.name}` has no `otherwise` any more", tables.where, None)
        return
    severities = severities_of(tables.before, tables.decision)
    severity = compare_outputs(row, own, severities)
    if severity != "at least":
        message = f"`otherwise` of `{tables.decision.name}` comes to {_told(own)}, and to {_told(row)} in the base"
        yield tables.difference(row, "looser" if severity == "milder" else "not told", message, own.outputs[0].where, own)
    known = {each.id: each for each in tables.before.rows}
    for each in tables.after.rows:
        if known.get(each.id) != each and compare_outputs(row, each, severities) != "at least":
            message = f"`{each.id}` takes from `otherwise` of `{tables.decision.name}`, and comes to {_told(each)}"
            yield tables.difference(row, "not told", message, each.where, each)


def _truth(table: Table, row: Row) -> Expression:
    """Give when *row* is hit, as one truth."""
    cells = [with_input(cell, of) for cell, of in zip(row.cells, table.inputs, strict=False) if cell is not None]
    return _all(*cells, *([row.condition] if row.condition is not None else []), where=row.where)


def _all(*items: Expression, where: Where | None = None) -> Expression:
    return All(items, where=where or items[0].where, type=BooleanType())


def _nothing(where: Where) -> Expression:
    return Constant(False, where=where, type=BooleanType())


def _condition_place(row: Row) -> Where:
    return row.when.where if row.when is not None else row.where


def _told(row: Row) -> str:
    return " and ".join(_told_output(output) for output in row.outputs)


def _told_output(output: Expression) -> str:
    if not isinstance(output, Constant):
        return "a calculation"
    return told_value(output.value, output.type)
