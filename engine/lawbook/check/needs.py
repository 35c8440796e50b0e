"""Which other decisions a decision needs, before anything is typed."""

from collections.abc import Collection, Iterator, Mapping

from lawbook.check.drafts import DecisionDraft, RowDraft, ScorecardDraft, TableDraft, UnlessDraft, Written
from lawbook.check.labels import parse_labelled_cell, parse_output
from lawbook.check.names import names_used
from lawbook.check.scope import Macro
from lawbook.model.policy import Fact
from lawbook.model.types import OneOfType, SetType, Type
from lawbook.problems import Problems
from lawbook.read.syntax import Cell, CellTest, CompareTest, ConditionTest, Name, RangeTest, Syntax, ValueTest


def needs_of(
    draft: DecisionDraft, decided: Collection[str], macros: Mapping[str, Macro], facts: Mapping[str, Fact], types: Mapping[str, Type]
) -> frozenset[str]:
    """Give the names, of those *decided*, that *draft* uses; *types* has the types that are known by then."""
    used: set[str] = set()
    for syntax in _syntaxes(draft, types):
        used |= names_used(syntax, macros, facts)
    return frozenset(used.intersection(decided))


def _syntaxes(draft: DecisionDraft, types: Mapping[str, Type]) -> Iterator[Syntax]:
    match draft.body:
        case Written(syntax=syntax):
            yield syntax
        case TableDraft() as table:
            yield from (written.syntax for written in table.inputs if written is not None)
            for row in (*table.rows, *([table.otherwise] if table.otherwise is not None else [])):
                yield from _in_row(row, table, draft, types)
        case ScorecardDraft() as card:
            for characteristic in card.characteristics:
                yield characteristic.of.syntax
                for each in characteristic.bins:
                    yield from _in_cell(parse_labelled_cell(each.cell, _type_of(characteristic.of, types), Problems()), None)
        case None:
            return


def _type_of(written: Written | None, types: Mapping[str, Type]) -> Type | None:
    return types.get(written.syntax.name) if written is not None and isinstance(written.syntax, Name) else None


def _in_row(row: RowDraft, table: TableDraft, draft: DecisionDraft, types: Mapping[str, Type]) -> Iterator[Syntax]:
    for written, scalar in zip(table.inputs, row.cells, strict=False):
        type_ = _type_of(written, types)
        yield from _in_cell(parse_labelled_cell(scalar, type_, Problems()), type_)
    for output, scalar in zip(draft.outputs, row.outputs, strict=False):
        type_ = output.read.type.of if isinstance(output.read.type, SetType) else output.read.type
        syntax = parse_output(scalar, type_, Problems())
        if syntax is not None:
            yield syntax
    if row.when is not None:
        yield row.when.syntax
    yield from _in_exceptions(row.exceptions)


def _in_exceptions(exceptions: tuple[UnlessDraft, ...]) -> Iterator[Syntax]:
    for exception in exceptions:
        yield exception.when.syntax
        yield from _in_exceptions(exception.exceptions)


def _in_cell(cell: Cell | None, type_: Type | None) -> Iterator[Syntax]:
    for test in cell.tests if cell is not None else ():
        for syntax in _in_test(test):
            if not (isinstance(syntax, Name) and isinstance(type_, OneOfType) and syntax.name in type_.labels):
                yield syntax


def _in_test(test: CellTest) -> tuple[Syntax, ...]:
    match test:
        case RangeTest(low=low, high=high):
            return low, high
        case CompareTest(value=value) | ValueTest(value=value):
            return (value,)
        case ConditionTest(condition=condition):
            return (condition,)
