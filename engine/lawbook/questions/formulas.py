"""What a question asks after, in formulas: whatever answers it makes its formula true, so that one that cannot hold answers it, too."""

from typing import assert_never

import z3

from lawbook.model.core import Table
from lawbook.model.policy import Decision
from lawbook.model.reading import reads_of
from lawbook.model.types import BooleanType, OneOfType
from lawbook.model.walking import parts_of_body
from lawbook.prove.facts import fact_symbol
from lawbook.prove.symbols import FALSE, Listed, NotExpressible, Symbol, both, chosen, either, equal, members, number, opposite, same, truth
from lawbook.prove.tables import RowSymbol, TableSymbol, priority, settled
from lawbook.prove.worlds import World
from lawbook.questions.asked import Question
from lawbook.questions.shown import gives_as_much


def asked(world: World, declared: Decision, question: Question) -> z3.BoolRef:
    """Put a question about a decision into formulas."""
    match question.kind:
        case "label":
            return _comes_to(world, declared, question.subject)
        case "failure":
            return both(opposite(world.decision(declared.name).known), *_all_read(world, declared))
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


def _all_read(world: World, declared: Decision) -> list[z3.BoolRef]:
    reads = reads_of(parts_of_body(declared.body))
    return [
        *(_wholly_known(world.decision(name)) for name in sorted(reads.decisions)),
        *(_wholly_known(world.fact(name)) for name in sorted(reads.facts)),
    ]


def _wholly_known(symbol: Symbol) -> z3.BoolRef:
    match symbol.value:
        case tuple() as fields:
            return both(symbol.known, *(_wholly_known(field) for field in fields))
        case Listed(items=items):
            return both(symbol.known, *(either(opposite(there), _wholly_known(item)) for there, item in items))
        case _:
            return symbol.known


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
    first = Symbol(FALSE, FALSE)
    for row in reversed(rows):
        first = chosen(row.hit, row.value, first)
    return either(*(both(row.hit, opposite(same(row.value, first))) for row in rows))


def _of_row(world: World, declared: Decision, question: Question) -> z3.BoolRef:
    table, body = world.table(declared.name), declared.body
    assert isinstance(body, Table)  # noqa: S101 - rows are of tables
    if table.otherwise is not None and table.otherwise.row.id == question.subject:
        return both(*(opposite(row.hit) for row in table.rows), table.value.known)
    row = next(each for each in table.rows if each.row.id == question.subject)
    match question.kind:
        case "fires":
            return row.hit
        case "decides":
            return decides(body, table, row)
        case _:
            return _matters(declared, body, table, row)


def decides(body: Table, table: TableSymbol, row: RowSymbol) -> z3.BoolRef:
    """Say that a row is among those that determine what its table comes to."""
    match body.hit:
        case "first":
            outweighing = table.rows[: table.rows.index(row)]
        case "priority":
            outweighing = tuple(each for each in table.rows if priority(body, each.row) < priority(body, row.row))
        case _:
            outweighing = ()
    return both(row.hit, table.value.known, *(opposite(each.hit) for each in outweighing))


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


def alike(one: Symbol, other: Symbol) -> z3.BoolRef:
    """Say that two values are the same, or both unknown."""
    if z3.is_false(one.known) or z3.is_false(other.known):
        return opposite(either(one.known, other.known))
    return z3.If(both(one.known, other.known), equal(one, other), one.known == other.known)


def changed_by(world: World, fact: str, touched: frozenset[str]) -> tuple[World, z3.BoolRef]:
    """Give the world in which one fact may be another, and say that something that leaves the policy is not the same in both."""
    made = fact_symbol(next(each for each in world.policy.facts if each.name == fact), f"{fact}'")
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
    return other, differing


def _otherwise_given(body: Table, one: TableSymbol, other: TableSymbol) -> list[z3.BoolRef]:
    pairs = zip(one.rows, other.rows, strict=True)
    given = [(row, changed) for row, changed in pairs if row.row.reason is not None or row.row.obliges]
    found = [decides(body, one, row) != decides(body, other, changed) for row, changed in given]
    if one.otherwise is not None and other.otherwise is not None and (one.otherwise.row.reason or one.otherwise.row.obliges):
        found += [_falls_through(one) != _falls_through(other)]
    return found


def _falls_through(table: TableSymbol) -> z3.BoolRef:
    return both(*(opposite(row.hit) for row in table.rows), table.value.known)
