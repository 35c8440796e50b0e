"""Which other decisions a decision needs, before anything is typed."""

from collections.abc import Iterator, Mapping
from itertools import chain

from lawbook.check.words.names import names_used
from lawbook.check.words.scope import Macro
from lawbook.check.written.drafts import DecisionDraft, RankDraft, RowDraft, ScorecardDraft, TableDraft, TakenDraft, UnlessDraft, Written
from lawbook.check.written.labels import parse_labelled_cell, parse_output
from lawbook.model.policy import Fact
from lawbook.model.types import OneOfType, SetType, Type
from lawbook.problems import Problems
from lawbook.read.document import Scalar
from lawbook.read.syntax import CellTest, CompareTest, ConditionTest, Name, Number, RangeTest, Syntax, Text, Truth, ValueTest

_REMEMBERED = 10_000
"""How many cells of a large table are kept in mind, so as not to read them again."""


def names_in(draft: DecisionDraft, macros: Mapping[str, Macro], facts: Mapping[str, Fact], types: Mapping[str, Type]) -> frozenset[str]:
    """Give the names that *draft* uses, labels left out as far as can be told; *types* has the types that are known by then."""
    used: set[str] = set()
    for written in _written(draft, types):
        if isinstance(written.syntax, Number | Text | Truth):
            continue
        used |= names_used(written.syntax, macros, facts)
    return frozenset(used - {draft.body.variable} if isinstance(draft.body, RankDraft) else used)


def _written(draft: DecisionDraft, types: Mapping[str, Type]) -> Iterator[Written]:
    match draft.body:
        case Written() as formula:
            yield formula
        case TableDraft() as table:
            yield from (written for written in table.inputs if written is not None)
            met: set[tuple[int, str]] = set()
            for row in chain(table.rows, [table.otherwise] if table.otherwise is not None else []):
                yield from _in_row(row, table, draft, types, met)
        case ScorecardDraft() as card:
            for characteristic in card.characteristics:
                yield characteristic.of
                for each in characteristic.bins:
                    yield from _in_cell(each.cell, _type_of(characteristic.of, types))
        case RankDraft(of=of, key=key, gates=gates, by=by):
            yield from (of, key, *(gate.when for gate in gates), *(order.of for order in by))
        case TakenDraft() | None:
            return


def _type_of(written: Written | None, types: Mapping[str, Type]) -> Type | None:
    return types.get(written.syntax.name) if written is not None and isinstance(written.syntax, Name) else None


def _in_row(
    row: RowDraft, table: TableDraft, draft: DecisionDraft, types: Mapping[str, Type], met: set[tuple[int, str]]
) -> Iterator[Written]:
    for number, scalar in enumerate((*row.cells, *row.outputs)):
        if (number, scalar.text) in met and scalar.style == "csv":
            continue
        if len(met) < _REMEMBERED:
            met.add((number, scalar.text))
        if number < len(row.cells):
            yield from _in_cell(scalar, _type_of(table.inputs[number], types) if number < len(table.inputs) else None)
        else:
            yield from _in_output(scalar, draft, number - len(row.cells))
    if row.when is not None:
        yield row.when
    yield from _in_exceptions(row.exceptions)


def _in_output(scalar: Scalar, draft: DecisionDraft, number: int) -> Iterator[Written]:
    type_ = draft.outputs[number].read.type if number < len(draft.outputs) else None
    label = type_.of if isinstance(type_, SetType) else type_
    syntax = parse_output(scalar, label, Problems())
    if syntax is not None and not (isinstance(syntax, Name) and isinstance(label, OneOfType) and syntax.name in label.labels):
        yield Written(syntax, scalar)


def _in_exceptions(exceptions: tuple[UnlessDraft, ...]) -> Iterator[Written]:
    for exception in exceptions:
        yield exception.when
        yield from _in_exceptions(exception.exceptions)


def _in_cell(scalar: Scalar, type_: Type | None) -> Iterator[Written]:
    cell = parse_labelled_cell(scalar, type_, Problems())
    for test in cell.tests if cell is not None else ():
        for syntax in _in_test(test):
            if not (isinstance(syntax, Name) and isinstance(type_, OneOfType) and syntax.name in type_.labels):
                yield Written(syntax, scalar)


def _in_test(test: CellTest) -> tuple[Syntax, ...]:
    match test:
        case RangeTest(low=low, high=high):
            return low, high
        case CompareTest(value=value) | ValueTest(value=value):
            return (value,)
        case ConditionTest(condition=condition):
            return (condition,)
