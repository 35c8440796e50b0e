"""Make tables and rules of the core."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lawbook.check.making.made import Made
from lawbook.check.tables.cells import elaborate_cell
from lawbook.check.tables.coverage_of_tables import check_coverage
from lawbook.check.tables.hit_policies import element_type, gathers, value_type
from lawbook.check.tables.unknown_tables import table_can_be_unknown
from lawbook.check.typing.expressions import elaborate
from lawbook.check.typing.nullable import can_be_unknown
from lawbook.check.typing.workbench import Workbench
from lawbook.check.words.scope import Scope
from lawbook.check.written.drafts import DecisionDraft, OutputDraft, RowDraft, RowDrafts, TableDraft, UnlessDraft, Written
from lawbook.check.written.labels import parse_labelled_cell, parse_output
from lawbook.model.core import All, AnyOf, Constant, Expression, IsKnown, Not, Row, Table, Unless
from lawbook.model.types import BooleanType, ListType, OneOfType, SetType, Type
from lawbook.model.values import Known
from lawbook.problems import Problems, Where

_TRUTH = BooleanType()


@dataclass(frozen=True, slots=True)
class _Column:
    """An input as typed, with the scope of its cells and those of a row file met before."""

    input: Expression
    scope: Scope
    met: dict[str, Expression | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The type of an output, and the constants of a row file met before."""

    type: Type
    met: dict[str, Constant] = field(default_factory=dict)


def make_table(draft: DecisionDraft, table: TableDraft, bench: Workbench) -> Made | None:
    """Type a table or rules; None after noting problems."""
    scope = bench.scope(draft.key)
    problems = bench.problems
    columns = [_column(written, scope, problems) for written in table.inputs]
    types = [element_type(table, output, draft, problems) for output in draft.outputs]
    wanted = [None if type_ is None else _Wanted(type_) for type_ in types]
    rows = [_make_row(row, columns, wanted, scope, problems) for row in _taken(table.rows)]
    otherwise = None if table.otherwise is None else _make_row(table.otherwise, [], wanted, scope, problems)
    for part in (*columns, *wanted):
        if part is not None:
            part.met.clear()  # what was met in a large file is not wanted any more, and all that follows needs room
    known = tuple(row for row in rows if row is not None)
    sound = _check_priorities(draft, table, known, problems)
    if table.broken or len(known) < len(rows) or None in columns or None in wanted or not sound:
        return None
    if table.otherwise is not None and otherwise is None:
        return None
    core = Table(
        hit=table.hit,
        aggregation=table.aggregation,
        inputs=tuple(column.input for column in columns if column is not None),
        rows=known,
        otherwise=otherwise,
        priorities=tuple(_severity(output) for output in draft.outputs),
        kind=table.kind,
        open=table.open,
        where=table.where,
    )
    certain = check_coverage(core, table, bench)
    return _made(draft, core, scope, problems, certain=certain)


def _taken(rows: RowDrafts) -> Iterator[RowDraft]:
    if isinstance(rows, deque):
        while rows:
            yield rows.popleft()
    else:
        yield from rows


def _made(draft: DecisionDraft, core: Table, scope: Scope, problems: Problems, *, certain: bool) -> Made | None:
    outcomes = [*core.rows, *([core.otherwise] if core.otherwise is not None else [])]
    types = [value_type(core, output, [row.outputs[number] for row in outcomes], problems) for number, output in enumerate(draft.outputs)]
    known = tuple(type_ for type_ in types if type_ is not None)
    gathered = _gathered(core, known, problems) if len(known) == len(types) else None
    if gathered is None:
        return None
    unknown = tuple(_one_can_be_unknown([row.outputs[number] for row in outcomes], scope) for number in range(len(types)))
    sure = certain and not _looks_at_unknown(core, scope)
    return Made(gathered, known, not sure and table_can_be_unknown(core, scope), unknown)


def _looks_at_unknown(core: Table, scope: Scope) -> bool:
    """Tell whether anything that decides which rows are hit can be unknown."""
    if any(can_be_unknown(read, scope) for read in core.inputs):
        return True
    known = [replace(scope, input=read.type, input_nullable=False) for read in core.inputs]
    # The rows of a file share their cells.
    cells = {(number, id(cell)): cell for row in core.rows for number, cell in enumerate(row.cells) if cell is not None}
    if any(can_be_unknown(cell, known[number]) for (number, _), cell in cells.items()):
        return True
    return any(row.condition is not None and can_be_unknown(row.condition, scope) for row in core.rows)


def _one_can_be_unknown(outputs: list[Expression], scope: Scope) -> bool:
    return any(can_be_unknown(output, scope) for output in outputs if not isinstance(output, Constant))


def _column(written: Written | None, scope: Scope, problems: Problems) -> _Column | None:
    if written is None:
        return None
    expression = elaborate(written.syntax, written.scalar, scope, problems, wanted=None)
    if expression is None:
        return None
    return _Column(expression, replace(scope, input=expression.type, input_nullable=can_be_unknown(expression, scope)))


def _severity(output: OutputDraft) -> tuple[str, ...] | None:
    return output.read.type.severity if isinstance(output.read.type, OneOfType) else None


def _make_row(row: RowDraft, columns: list[_Column | None], wanted: list[_Wanted | None], scope: Scope, problems: Problems) -> Row | None:
    before = len(problems)
    cells = [_make_cell(number, row, columns, problems) for number in range(len(row.cells))]
    when = None if row.when is None else _make_truth(row.when, scope, problems)
    if row.known_only and when is not None and can_be_unknown(when, scope):
        when = All((IsKnown(when, where=when.where, type=_TRUTH), when), where=when.where, type=_TRUTH)
    exceptions = [_make_exception(each, scope, problems) for each in row.exceptions]
    outputs = [_make_output(number, row, wanted, scope, problems) for number in range(len(row.outputs))]
    known = tuple(output for output in outputs if output is not None)
    sound = tuple(each for each in exceptions if each is not None)
    if len(problems) > before and any(p.severity == "error" for p in problems.found[before:]):
        return None
    if len(known) < len(outputs) or len(sound) < len(exceptions) or (when is None and row.when is not None) or None in columns:
        return None
    return Row(
        id=row.id,
        cells=tuple(cells),
        condition=_condition(when, sound, row.where),
        when=when,
        exceptions=sound,
        outputs=known,
        reason=row.grounds.reason,
        obliges=row.grounds.obliges,
        cites=row.grounds.cites or (),
        covers=row.grounds.covers,
        where=row.where,
    )


def _make_cell(number: int, row: RowDraft, columns: list[_Column | None], problems: Problems) -> Expression | None:
    column = columns[number]
    scalar = row.cells[number]
    type_ = None if column is None else column.input.type
    if column is not None and scalar.style == "csv" and scalar.text in column.met:
        return column.met[scalar.text]
    cell = parse_labelled_cell(scalar, type_, problems)
    if cell is None or column is None:
        return None
    if scalar.style == "csv":
        # The cells of a large table are kept without the places of their parts, unless there is something to say of them.
        unsaid = Problems()
        made = elaborate_cell(cell, scalar.inexact(), column.input.type, column.scope, unsaid)
        if not len(unsaid):
            return column.met.setdefault(scalar.text, made)
    return elaborate_cell(cell, scalar, column.input.type, column.scope, problems)


def _make_output(number: int, row: RowDraft, wanted: list[_Wanted | None], scope: Scope, problems: Problems) -> Expression | None:
    scalar, output = row.outputs[number], wanted[number]
    if output is not None and scalar.style == "csv" and scalar.text in output.met:
        return output.met[scalar.text]
    syntax = parse_output(scalar, None if output is None else output.type, problems)
    if syntax is None or output is None:
        return None
    made = elaborate(syntax, scalar, scope, problems, wanted=output.type)
    if isinstance(made, Constant) and scalar.style == "csv":
        output.met[scalar.text] = made
    return made


def _make_truth(written: Written, scope: Scope, problems: Problems) -> Expression | None:
    return elaborate(written.syntax, written.scalar, scope, problems, wanted=_TRUTH)


def _make_exception(exception: UnlessDraft, scope: Scope, problems: Problems) -> Unless | None:
    when = _make_truth(exception.when, scope, problems)
    inner = [_make_exception(each, scope, problems) for each in exception.exceptions]
    sound = tuple(each for each in inner if each is not None)
    if when is None or len(sound) < len(inner):
        return None
    condition = _condition(when, sound, exception.where)
    return Unless(exception.id, condition or when, sound, exception.cites, exception.where)


def _condition(when: Expression | None, exceptions: tuple[Unless, ...], where: Where) -> Expression | None:
    """Say "*when* and not any of *exceptions*"."""
    if not exceptions:
        return when
    conditions = tuple(each.condition for each in exceptions)
    any_ = conditions[0] if len(conditions) == 1 else AnyOf(conditions, where=where, type=_TRUTH)
    free = Not(any_, where=where, type=_TRUTH)
    return free if when is None else All((when, free), where=where, type=_TRUTH)


def _gathered(core: Table, types: tuple[Type, ...], problems: Problems) -> Table | None:
    """Let `otherwise` of a table that gathers its hits be the list, or set, of the one value that was written."""
    row, type_ = core.otherwise, types[0]
    if row is None or not gathers(core.hit, core.aggregation) or not isinstance(type_, ListType | SetType):
        return core
    value = row.outputs[0]
    if not isinstance(value, Constant):
        problems.add("wrong-type", "`otherwise` of a table that gathers its outputs must be a plain value", value.where)
        return None
    held: Known = frozenset([str(value.value)]) if isinstance(type_, SetType) else (value.value,)
    return replace(core, otherwise=replace(row, outputs=(Constant(held, where=value.where, type=type_),)))


def _check_priorities(draft: DecisionDraft, table: TableDraft, rows: tuple[Row, ...], problems: Problems) -> bool:
    """Tell whether a table that goes by severity can: some output has one, and its values are labels as they stand."""
    if table.hit not in {"priority", "output order"}:
        return True
    number = next((number for number, output in enumerate(draft.outputs) if _severity(output) is not None), None)
    if number is None:
        told = "rules" if table.kind == "rules" else f"a `{table.hit}` table"
        problems.add(
            "no-severity",
            f"`{draft.key}` is decided by {told}, and its type has no `severity`",
            draft.where,
            "list the labels, worst first",
        )
        return False
    computed = [row for row in rows if not isinstance(row.outputs[number], Constant)]
    for row in computed:
        problems.add("wrong-type", f"the outcome of `{row.id}` ranks by severity, so it must be a plain label", row.outputs[number].where)
    return not computed
