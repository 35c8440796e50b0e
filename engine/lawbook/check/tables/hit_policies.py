"""Which types fit which hit policies, and the type of what a table comes to."""

from collections.abc import Sequence

from lawbook.check.typing.expressions import open_number
from lawbook.check.typing.inferred import inferred, narrowed, wanted_of
from lawbook.check.typing.intervals import MOST, union
from lawbook.check.words.told import told_end, told_type
from lawbook.check.written.drafts import DecisionDraft, OutputDraft, TableDraft
from lawbook.model.core import Aggregation, Expression, HitPolicy, Table
from lawbook.model.types import DateType, ListType, MomentType, NumberType, SetType, TimeType, Type
from lawbook.problems import Problems


def gathers(hit: HitPolicy, aggregation: Aggregation | None) -> bool:
    """Tell whether a table comes to the list, or the set, of the outputs of all rows that are hit."""
    return aggregation is None and hit in {"collect", "rule order", "output order"}


def element_type(table: TableDraft, output: OutputDraft, draft: DecisionDraft, problems: Problems) -> Type | None:
    """Give the type that the outputs of the rows must have; None after noting that the hit policy does not fit the decision."""
    name = f"collect {table.aggregation}" if table.aggregation else table.hit
    all_rows = table.aggregation is not None or gathers(table.hit, table.aggregation)
    if all_rows and draft.several:
        if output is draft.outputs[0]:
            problems.add("bad-aggregation", f"`{name}` fits a table with one output, and `{draft.key}` has several", draft.where)
        return None
    wanted = wanted_of(output.read)
    fitting = _fitting(table, wanted)
    if fitting is None:
        problems.add("bad-aggregation", f"`{name}` does not fit `{output.name}`, which is {told_type(wanted)}", output.where)
    return fitting


def _fitting(table: TableDraft, wanted: Type) -> Type | None:
    match table.aggregation:
        case "count":
            return open_number("integer", 0) if isinstance(wanted, NumberType) and wanted.kind == "integer" else None
        case "sum":
            return open_number(wanted.kind, wanted.scale, wanted.currency) if isinstance(wanted, NumberType) else None
        case "min" | "max":
            return wanted if isinstance(wanted, NumberType | DateType | TimeType | MomentType) else None
        case None if gathers(table.hit, None) and isinstance(wanted, SetType):
            return wanted.of if table.hit == "collect" else None
        case None:
            return wanted


def value_type(core: Table, output: OutputDraft, values: Sequence[Expression], problems: Problems) -> Type | None:
    """Give the type of what the table comes to for *output*, whose possible *values* in rows are typed."""
    read = output.read
    if core.aggregation in {"sum", "count"} and isinstance(read.type, NumberType):
        return _total(core, output, read.type, values, problems)
    if gathers(core.hit, core.aggregation) and not isinstance(read.type, SetType):
        return ListType(inferred(read, values), max(1, len(core.rows)))
    return inferred(read, values)


def _total(core: Table, output: OutputDraft, type_: NumberType, values: Sequence[Expression], problems: Problems) -> Type | None:
    intervals = [(value.type.low, value.type.high) for value in values if isinstance(value.type, NumberType)]
    added = intervals[: len(core.rows)]
    if core.aggregation == "count":
        total = (0, len(core.rows))
    else:
        total = (sum(min(0, low) for low, _ in added), sum(max(0, high) for _, high in added))
    total = union([total, *intervals[len(core.rows) :]])
    if max(abs(total[0]), abs(total[1])) > MOST:
        problems.add("number-too-large", f"`{output.name}` can need more than 38 digits", output.where)
        return None
    if output.read.bounded and (total[0] < type_.low or total[1] > type_.high):
        reach, bounds = (f"{told_end(low, type_)} to {told_end(high, type_)}" for low, high in (total, (type_.low, type_.high)))
        problems.add("out-of-range", f"`{output.name}` can come to {reach}, and is declared from {bounds}", output.where)
        return None
    return narrowed(output.read, [total])
