"""What a question asks after, in formulas: whatever answers it makes its formula true, so that one that cannot hold answers it, too."""

from typing import assert_never

import z3

from lawbook.model.core import Table
from lawbook.model.policy import Decision
from lawbook.model.types import BooleanType, OneOfType
from lawbook.prove.expressions import expressed
from lawbook.prove.symbols import FALSE, Listed, NotExpressible, Symbol, alike, both, chosen, either, members, number, opposite, same, truth
from lawbook.prove.tables import RowSymbol, TableSymbol, decides, settled
from lawbook.prove.truths import is_true
from lawbook.prove.worlds import World
from lawbook.questions.asked import Question
from lawbook.questions.failing import failing, failing_table
from lawbook.questions.shown import gives_as_much


def asked(world: World, declared: Decision, question: Question) -> z3.BoolRef:
    """Put a question about a decision into formulas."""
    match question.kind:
        case "label":
            return _comes_to(world, declared, question.subject)
        case "failure":
            return _fails(world, declared)
        case "fact":
            raise NotExpressible("a fact of no decision")
        case "gap" | "overlap" | "conflict":
            return _of_all_rows(world, declared, question)
        case "fires" | "decides" | "matters":
            return _of_row(world, declared, question)
        case _:
            assert_never(question.kind)


def _comes_to(world: World, declared: Decision, label: str) -> z3.BoolRef:
    symbol = world.published(declared.name)
    if isinstance(declared.type, BooleanType):
        return both(symbol.known, truth(symbol) if label == "true" else opposite(truth(symbol)))
    if isinstance(declared.type, OneOfType):
        return both(symbol.known, number(symbol) == declared.type.labels.index(label))
    return both(symbol.known, members(symbol)[label])


def _fails(world: World, declared: Decision) -> z3.BoolRef:
    unknown = opposite(world.decision(declared.name).known)
    if z3.is_false(unknown):
        return FALSE
    if not isinstance(declared.body, Table):
        return both(unknown, failing(declared.body, world.around, world.policy))
    return both(unknown, failing_table(declared.body, world.table(declared.name), world.around, world.policy))


def _of_all_rows(world: World, declared: Decision, question: Question) -> z3.BoolRef:
    rows = world.table(declared.name).rows
    match question.kind:
        case "gap":
            return both(*(opposite(either(row.hit, row.maybe)) for row in rows))
        case "overlap":
            return _two_of([row.hit for row in rows])
        case _:
            return _disagreeing(rows)


def _two_of(hits: list[z3.BoolRef]) -> z3.BoolRef:
    before, twice = FALSE, FALSE
    for hit in hits:
        twice = either(twice, both(before, hit))
        before = either(before, hit)
    return twice


def _disagreeing(rows: tuple[RowSymbol, ...]) -> z3.BoolRef:
    # The first row that is hit agrees with itself, even where what it says is unknown.
    first, before, disagreeing = Symbol(FALSE, FALSE), FALSE, FALSE
    for row in rows:
        disagreeing = either(disagreeing, both(before, row.hit, opposite(same(row.value, first))))
        first = chosen(before, first, row.value)
        before = either(before, row.hit)
    return disagreeing


def _of_row(world: World, declared: Decision, question: Question) -> z3.BoolRef:
    table, body = world.table(declared.name), declared.body
    assert isinstance(body, Table)  # noqa: S101 - rows are of tables
    if table.otherwise is not None and table.otherwise.row.id == question.subject:
        return decides(body, table, table.otherwise)
    row = next(each for each in table.rows if each.row.id == question.subject)
    match question.kind:
        case "fires":
            return row.hit
        case "decides":
            return decides(body, table, row)
        case _:
            return _matters(declared, body, table, row)


def _matters(declared: Decision, body: Table, table: TableSymbol, row: RowSymbol) -> z3.BoolRef:
    rest = tuple(each for each in table.rows if each is not row)
    without = settled(body, declared.type, rest, table.otherwise)
    if isinstance(without.value, Listed) or isinstance(table.value.value, Listed):
        return decides(body, table, row)
    other = either(both(row.hit, opposite(alike(without, table.value))))
    rivals = [
        decides(body, table, each) for each in rest if gives_as_much(each.row.reason, each.row.obliges, row.row.reason, row.row.obliges)
    ]
    gives_more = both(decides(body, table, row), *map(opposite, rivals))
    return either(other, gives_more)


def changed_by(world: World, fact: str, touched: frozenset[str]) -> tuple[World, z3.BoolRef]:
    """Give the world in which one fact may be another, and say that something that leaves the policy is not the same in both."""
    made = world.another(fact)
    for name in touched:
        world.decision(name)
    world.fact(fact)
    other = world.with_another(fact, made.symbol, made.bounds, touched)
    differing = FALSE
    for declared in world.policy.decisions:
        if declared.name not in touched:
            continue
        if declared.published:
            differing = either(differing, opposite(alike(world.published(declared.name), other.published(declared.name))))
        if isinstance(declared.body, Table) and declared.origin is None:
            differing = either(differing, *_otherwise_given(declared.body, world.table(declared.name), other.table(declared.name)))
    return other, either(differing, *_otherwise_scored(world, other))


def _otherwise_scored(world: World, other: World) -> list[z3.BoolRef]:
    """Say for each characteristic that its reason is given in one world alone, or for another loss in each."""
    found: list[z3.BoolRef] = []
    for score in world.policy.score_reasons:
        applies, applies_there = (is_true(expressed(score.when, each.around)) for each in (world, other))
        for characteristic in score.characteristics:
            points, points_there = (each.decision(characteristic.decision) for each in (world, other))
            given = both(applies, points.known, number(points) < characteristic.best)
            given_there = both(applies_there, points_there.known, number(points_there) < characteristic.best)
            rows = zip(world.table(characteristic.decision).rows, other.table(characteristic.decision).rows, strict=True)
            moved = either(opposite(alike(points, points_there)), *(row.hit != there.hit for row, there in rows))
            found += [given != given_there, both(given, moved)]
    return found


def _otherwise_given(body: Table, one: TableSymbol, other: TableSymbol) -> list[z3.BoolRef]:
    before, after = _given(body, one), _given(body, other)
    return [before[what] != after[what] for what in before]


def _given(body: Table, table: TableSymbol) -> dict[tuple[str | None, tuple[str, ...]], z3.BoolRef]:
    """Say of each reason with its duties whether some row that decides gives them."""
    found: dict[tuple[str | None, tuple[str, ...]], list[z3.BoolRef]] = {}
    for row in (*table.rows, *([] if table.otherwise is None else [table.otherwise])):
        if row.row.reason is not None or row.row.obliges:
            found.setdefault((row.row.reason, row.row.obliges), []).append(decides(body, table, row))
    return {what: either(*given) for what, given in found.items()}
