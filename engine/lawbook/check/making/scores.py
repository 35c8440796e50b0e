"""Make scorecards: each characteristic an internal table of bins, and the score the sum of their points."""

from dataclasses import replace

from lawbook.check.making.made import Made
from lawbook.check.tables.cells import elaborate_cell
from lawbook.check.tables.coverage_of_bins import check_bins
from lawbook.check.tables.unknown_tables import is_strict, table_can_be_unknown
from lawbook.check.typing.expressions import elaborate
from lawbook.check.typing.inferred import narrowed
from lawbook.check.typing.intervals import added
from lawbook.check.typing.nullable import can_be_unknown
from lawbook.check.typing.workbench import Workbench
from lawbook.check.written.drafts import BinDraft, CharacteristicDraft, DecisionDraft, ScorecardDraft
from lawbook.check.written.labels import parse_labelled_cell
from lawbook.model.core import Add, Constant, DecisionValue, Expression, IsKnown, Not, Row, Table
from lawbook.model.policy import Characteristic, Decision, ScoreReasons, Words
from lawbook.model.types import BooleanType, NumberType
from lawbook.problems import Problems, Where


def make_scorecard(draft: DecisionDraft, card: ScorecardDraft, bench: Workbench) -> Made | None:
    """Type a scorecard, its characteristics first; None after noting problems."""
    made = [_make_characteristic(draft, each, bench) for each in card.characteristics]
    known = [decision for decision in made if decision is not None]
    for decision in known:
        bench.add(decision)
    if len(known) < len(made):
        return None
    score: Expression = _points(card.base, card.where)
    for decision in known:
        points = DecisionValue(decision.name, where=decision.where, type=decision.type)
        score = _sum(score, points, card.where)
    bounds = (score.type.low, score.type.high) if isinstance(score.type, NumberType) else (0, 0)
    output = draft.outputs[0]
    type_ = narrowed(output.read, [bounds])
    if isinstance(type_, NumberType) and (bounds[0] < type_.low or bounds[1] > type_.high):
        message = f"`{draft.key}` can come to {bounds[0]} to {bounds[1]}, and is declared from {type_.low} to {type_.high}"
        bench.problems.add("out-of-range", message, draft.where)
        return None
    return Made(score, (type_,), False, (any(decision.nullable for decision in known),))


def _points(points: int, where: Where) -> Constant:
    return Constant(points, where=where, type=NumberType("integer", 0, points, points))


def _sum(left: Expression, right: Expression, where: Where) -> Expression:
    low, high = 0, 0
    if isinstance(left.type, NumberType) and isinstance(right.type, NumberType):
        low, high = added((left.type.low, left.type.high), (right.type.low, right.type.high))
    return Add(left, right, where=where, type=NumberType("integer", 0, low, high))


def _make_characteristic(draft: DecisionDraft, characteristic: CharacteristicDraft, bench: Workbench) -> Decision | None:
    name = characteristic_name(draft, characteristic)
    scope = bench.scope(name)
    problems = bench.problems
    of = elaborate(characteristic.of.syntax, characteristic.of.scalar, scope, problems, wanted=None)
    if of is None:
        return None
    nullable = can_be_unknown(of, scope)
    inner = replace(scope, input=of.type, input_nullable=nullable)
    rows: list[Row] = []
    before = len(problems)
    for number, each in enumerate(characteristic.bins, 1):
        cell = parse_labelled_cell(each.cell, of.type, problems)
        test = None if cell is None else elaborate_cell(cell, each.cell, of.type, inner, problems)
        rows.append(_bin_row(f"{name}:{number}", each.points, characteristic, each.cell.where, cell=test))
    if any(problem.severity == "error" for problem in problems.found[before:]):
        return None
    table = Table(hit="unique", inputs=(of,), rows=tuple(rows), kind="bins", where=characteristic.where)
    if not check_bins(table, characteristic, bench) or (nullable and not _has_unknown(characteristic, problems)):
        return None
    doubtful = table_can_be_unknown(table, scope, nullable=(False,))
    if nullable and characteristic.unknown is not None:
        known = [_of_known(row, of) for row in rows]
        table = replace(table, rows=(*known, _unknown_row(characteristic, characteristic.unknown, name, of)))
    points = [each.points for each in (*characteristic.bins, *([characteristic.unknown] if characteristic.unknown else []))]
    return Decision(
        name=name,
        type=NumberType("integer", 0, min(points), max(points)),
        title=characteristic.title or _title_of(characteristic.name, bench),
        body=table,
        order=bench.orders[name],
        published=False,
        nullable=doubtful,
        cites=characteristic.cites,
        internal=True,
        where=characteristic.where,
    )


def characteristic_name(draft: DecisionDraft, characteristic: CharacteristicDraft) -> str:
    """Name the internal decision of a characteristic."""
    return f"{draft.key}.{characteristic.name}"


def _bin_row(id_: str, points: int, characteristic: CharacteristicDraft, where: Where, *, cell: Expression | None) -> Row:
    return Row(id=id_, cells=(cell,), outputs=(_points(points, where),), cites=characteristic.cites, where=where)


def _of_known(row: Row, of: Expression) -> Row:
    """Give a bin for known values only, where its cell could be true of the unknown, which has points of its own."""
    if row.cells[0] is not None and is_strict(row.cells[0]):
        return row
    known = IsKnown(of, where=row.where, type=BooleanType())
    return replace(row, condition=known, when=known)


def _has_unknown(characteristic: CharacteristicDraft, problems: Problems) -> bool:
    if characteristic.unknown is not None:
        return True
    message = f"the characteristic `{characteristic.name}` can be unknown"
    problems.add("missing-key", message, characteristic.where, "say how many points it then has: `unknown: 0`")
    return False


def _unknown_row(characteristic: CharacteristicDraft, unknown: BinDraft, name: str, of: Expression) -> Row:
    where, truth = unknown.cell.where, BooleanType()
    missing = Not(IsKnown(of, where=where, type=truth), where=where, type=truth)
    row = _bin_row(f"{name}:unknown", unknown.points, characteristic, where, cell=None)
    return replace(row, condition=missing, when=missing)


def _title_of(name: str, bench: Workbench) -> Words:
    noun = bench.facts.get(name) or bench.decisions.get(name)
    return noun.title if noun is not None else Words(name, name)


def make_reasons(draft: DecisionDraft, card: ScorecardDraft, bench: Workbench) -> ScoreReasons | None:
    """Type the condition under which a scorecard gives its reasons, which may look at any decision."""
    if card.when is None:
        return None
    when = bench.elaborate(card.when, draft.key, BooleanType())
    if when is None:
        return None
    characteristics = tuple(
        Characteristic(
            decision=characteristic_name(draft, each),
            reason=each.reason,
            best=max(one.points for one in (*each.bins, *([each.unknown] if each.unknown else []))),
            cites=each.cites,
        )
        for each in card.characteristics
        if each.reason is not None
    )
    return ScoreReasons(decision=draft.key, characteristics=characteristics, when=when, at_most=card.at_most)
