"""Read decision tables: inputs, rows with their cells and outputs, and what holds when no row is hit."""

from dataclasses import replace
from typing import Literal, TypeAlias, assert_never

from lawbook.check.words.shapes import as_mapping, as_scalar, as_sequence, check_keys, choice, counted, found, needed, place_of, take_needed
from lawbook.check.written.drafts import Grounds, RowDraft, Rows, Surroundings, TableDraft, Written
from lawbook.check.written.grounds import GROUND_KEYS, OWNER_KEYS, check_cited, read_grounds, read_new_id
from lawbook.check.written.row_files import rows_of_file
from lawbook.model import limits
from lawbook.model.core import Aggregation, HitPolicy
from lawbook.problems import Problems
from lawbook.read.document import Mapping, Node, Scalar, Sequence
from lawbook.read.feel import parse_expression

TABLE_KEYS = ("hit", "inputs", "outputs", "rows", *GROUND_KEYS, *OWNER_KEYS)
ROW_KEYS = ("if", "then", *GROUND_KEYS, *OWNER_KEYS)
_Hit: TypeAlias = tuple[HitPolicy, Aggregation | None]
HITS: dict[str, _Hit] = {
    "unique": ("unique", None),
    "first": ("first", None),
    "any": ("any", None),
    "priority": ("priority", None),
    "rule order": ("rule order", None),
    "output order": ("output order", None),
    "collect": ("collect", None),
    "collect sum": ("collect", "sum"),
    "collect min": ("collect", "min"),
    "collect max": ("collect", "max"),
    "collect count": ("collect", "count"),
}


def read_table(table: Mapping, decision: Mapping, key: str, width: int, default: Grounds, around: Surroundings) -> TableDraft:
    """Take the table of the decision *key*, which sets *width* outputs."""
    what = f"the table of `{key}`"
    problems = around.problems
    check_keys(table, TABLE_KEYS, what, problems)
    hit: _Hit | None = take_needed(table, "hit", choice(HITS), what, problems)
    inputs = _read_inputs(table, what, problems)
    grounds = read_grounds(table, what, default, around)
    node = needed(table, "rows", what, problems)
    rows, sound = ((), False) if node is None else _read_rows(node, (None if inputs is None else len(inputs), width), grounds, around)
    otherwise = read_otherwise(decision, key, width, grounds, around)
    policy, aggregation = hit or ("unique", None)
    return TableDraft(
        hit=policy,
        aggregation=aggregation,
        inputs=tuple(inputs or ()),
        rows=rows,
        otherwise=otherwise if isinstance(otherwise, RowDraft) else None,
        open=otherwise == "open",
        kind="table",
        broken=hit is None or inputs is None or None in inputs or not sound or otherwise == "broken",
        where=place_of(decision, "table"),
    )


def _read_inputs(table: Mapping, what: str, problems: Problems) -> list[Written | None] | None:
    inputs = take_needed(table, "inputs", as_sequence, what, problems)
    if inputs is None:
        return None
    return [read_expression(item, f"an input of {what}", problems) for item in inputs.items]


def read_expression(node: Node, what: str, problems: Problems) -> Written | None:
    """Take an expression as written."""
    scalar = as_scalar(node, what, problems)
    syntax = None if scalar is None else parse_expression(scalar, problems)
    return None if scalar is None or syntax is None else Written(syntax, scalar)


_Widths: TypeAlias = tuple[int | None, int]
"""How many inputs (None: unknown) and outputs a row has."""


def _read_rows(node: Node, widths: _Widths, default: Grounds, around: Surroundings) -> Rows:
    problems = around.problems
    if isinstance(node, Scalar) and node.text.endswith(".csv"):
        return ((), False) if widths[0] is None else rows_of_file(node, (widths[0], widths[1]), default, around)
    rows = as_mapping(node, "`rows`", problems)
    if rows is None:
        return (), False
    if len(rows.entries) > limits.TABLE_ROWS:
        problems.add("too-many", f"the table has {len(rows.entries)} rows, and {limits.TABLE_ROWS} are the most", rows.where)
        return (), False
    if not rows.entries:
        problems.add("wrong-shape", "the table has no rows", rows.where)
        return (), False
    read = [_read_row(key, row, widths, default, around) for key, row in rows.entries]
    sound = tuple(row for row in read if row is not None)
    return sound, len(sound) == len(read)


def _read_row(key: Scalar, node: Node, widths: _Widths, default: Grounds, around: Surroundings) -> RowDraft | None:
    what = f"the row `{key.text}`"
    id_ = read_new_id(key, "a row", around)
    match node:
        case Sequence():
            split = _short_row(node, widths, what, around.problems)
            grounds = default
            check_cited(grounds, what, key.where, around.problems)
        case Mapping():
            split = _long_row(node, widths, what, around.problems)
            grounds = read_grounds(node, what, default, around)
            check_cited(grounds, what, key.where, around.problems)
        case Scalar():
            message = f"{what} needs a list of cells, and {found(node)} stands here"
            around.problems.add("wrong-shape", message, node.where, "a row is written `[cell, cell, output]`, or with `if:` and `then:`")
            return None
        case _:
            assert_never(node)
    if id_ is None or split is None:
        return None
    return RowDraft(id_, split[0], split[1], grounds, key.where)


_Split: TypeAlias = tuple[tuple[Scalar, ...], tuple[Scalar, ...]]


def _short_row(node: Sequence, widths: _Widths, what: str, problems: Problems) -> _Split | None:
    inputs, outputs = widths
    if inputs is None:
        return None
    if len(node.items) != inputs + outputs:
        _tell_width(node, len(node.items), inputs + outputs, what, problems)
        return None
    scalars = [as_scalar(item, f"a cell of {what}", problems) for item in node.items]
    known = tuple(scalar for scalar in scalars if scalar is not None)
    return (known[:inputs], known[inputs:]) if len(known) == len(scalars) else None


def _tell_width(node: Node, number: int, expected: int, what: str, problems: Problems) -> None:
    problems.add("row-width", f"{what} has {counted(number, 'cell')}, and the table has {counted(expected, 'column')}", node.where)


def _long_row(node: Mapping, widths: _Widths, what: str, problems: Problems) -> _Split | None:
    check_keys(node, ROW_KEYS, what, problems)
    cells = take_needed(node, "if", as_sequence, what, problems)
    then = needed(node, "then", what, problems)
    outputs = None if then is None else read_outputs(then, widths[1], what, problems)
    if cells is None or widths[0] is None:
        return None
    if len(cells.items) != widths[0]:
        problems.add(
            "row-width", f"{what} has {counted(len(cells.items), 'cell')}, and the table has {counted(widths[0], 'input')}", cells.where
        )
        return None
    scalars = [as_scalar(item, f"a cell of {what}", problems) for item in cells.items]
    known = tuple(scalar for scalar in scalars if scalar is not None)
    return (known, outputs) if outputs is not None and len(known) == len(scalars) else None


def read_outputs(node: Node, width: int, what: str, problems: Problems) -> tuple[Scalar, ...] | None:
    """Take the values of *width* outputs: one alone, or a list of them."""
    items = node.items if isinstance(node, Sequence) else (node,)
    if len(items) != width:
        problems.add("row-width", f"{what} has {counted(len(items), 'output')}, and the table has {counted(width, 'output')}", node.where)
        return None
    scalars = [as_scalar(item, f"an output of {what}", problems) for item in items]
    known = tuple(scalar for scalar in scalars if scalar is not None)
    return known if len(known) == width else None


def read_otherwise(
    decision: Mapping, key: str, width: int, default: Grounds, around: Surroundings
) -> RowDraft | Literal["open", "broken"] | None:
    """Take what holds when no row is hit; *open* when its author says that it is then `unknown`."""
    node = decision.get("otherwise")
    if node is None:
        return None
    if isinstance(node, Scalar) and node.text == "unknown" and node.style == "plain":
        return "open"
    what = f"`otherwise` of `{key}`"
    # What rests on the same law need not give the same reasons: those are for the rows.
    grounds, then = replace(default, reason=None, obliges=()), node
    if isinstance(node, Mapping):
        check_keys(node, ("then", *GROUND_KEYS, *OWNER_KEYS), what, around.problems)
        grounds = read_grounds(node, what, grounds, around)
        given = needed(node, "then", what, around.problems)
        if given is None:
            return "broken"
        then = given
    outputs = read_outputs(then, width, what, around.problems)
    return "broken" if outputs is None else RowDraft(f"{key}:otherwise", (), outputs, grounds, place_of(decision, "otherwise"))
