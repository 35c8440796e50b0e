"""Whether what a table comes to can be unknown, though all its outputs are known.

Each input that can be unknown is taken to be known in one case and unknown in another. In each case a row is certain (it is hit
wherever its cells over what is known are true), doubtful (it may be hit there), or gone. One that is doubtful only because it asks
after an unknown input is a maybe: it cannot be hit. The answer errs toward yes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import Any, Literal, TypeAlias

from lawbook.check.typing.nullable import can_be_unknown
from lawbook.check.words.scope import Scope
from lawbook.model.core import (
    Aggregate,
    All,
    AnyOf,
    Constant,
    Expression,
    If,
    IsKnown,
    Not,
    Quantified,
    Ranked,
    Row,
    Table,
    Variable,
    is_expression,
)
from lawbook.model.types import BooleanType
from lawbook.model.walking import every_part
from lawbook.regions import boxes, coverage
from lawbook.regions.interval_sets import Box
from lawbook.regions.spaces import Space, table_space

_OVERLAPS_TRIED = 1_000
_MOST_ROWS = 200_000
"""How many rows are looked at, all cases together."""
_Truth: TypeAlias = Literal["true", "false", "unknown", "open"]
"""*open*: it can be any of the others."""


@dataclass(frozen=True, slots=True)
class _Case:
    """The rows that are left in one case, with the numbers of those that are doubtful, and where all of them stand.

    *maybe* are those of the doubtful that cannot be hit, *shifting* those that say something that can be unknown.
    """

    table: Table
    doubtful: frozenset[int]
    maybe: frozenset[int]
    shifting: frozenset[int]
    space: Space

    def boxes_of(self, rows: Sequence[int]) -> list[Box]:
        """Give the boxes of some rows."""
        wanted = frozenset(rows)
        return [box for box, owner in zip(self.space.boxes, self.space.owners, strict=True) if owner in wanted]

    def certain(self, before: int | None = None) -> list[int]:
        """Give the rows (those before one) that are not doubtful."""
        return [row for row in range(len(self.table.rows) if before is None else before) if row not in self.doubtful]


def table_can_be_unknown(table: Table, scope: Scope, nullable: tuple[bool, ...] | None = None) -> bool:
    """Tell whether some facts leave open which row is hit, hit none, or hit two of a unique table.

    *nullable* says of each input whether it can be unknown; it is worked out when not given.
    """
    if nullable is None:
        nullable = tuple(can_be_unknown(read, scope) for read in table.inputs)
    tested = [any(row.cells[number] is not None for row in table.rows) for number in range(len(table.inputs))]
    open_ = [number for number, can_be in enumerate(nullable) if can_be and tested[number]]
    if len(table.rows) << len(open_) > _MOST_ROWS:
        return True
    shaky = frozenset(number for number, row in enumerate(table.rows) if _looks_at_unknown(row, table, scope))
    shifting = frozenset(number for number, row in enumerate(table.rows) if any(can_be_unknown(output, scope) for output in row.outputs))
    return any(_in_doubt(case) for case in _cases(table, open_, shaky, shifting))


def _looks_at_unknown(row: Row, table: Table, scope: Scope) -> bool:
    """Tell whether the condition of *row*, or what its cells compare their known inputs with, can be unknown."""
    if row.condition is not None and can_be_unknown(row.condition, scope):
        return True
    return any(
        cell is not None and can_be_unknown(cell, replace(scope, input=read.type, input_nullable=False))
        for cell, read in zip(row.cells, table.inputs, strict=False)
    )


def _cases(table: Table, open_: list[int], shaky: frozenset[int], shifting: frozenset[int]) -> Iterator[_Case]:
    for chosen in product((True, False), repeat=len(open_)):
        unknown = frozenset(number for number, is_known in zip(open_, chosen, strict=True) if not is_known)
        rows: list[Row] = []
        kept: list[int] = []
        maybe: set[int] = set()
        doubtful: set[int] = set()
        for number, row in enumerate(table.rows):
            truths = [_of_unknown(cell) for column, cell in enumerate(row.cells) if column in unknown and cell is not None]
            if "false" in truths:
                continue
            if "unknown" in truths:
                maybe.add(len(rows))
            if "open" in truths or number in shaky:
                doubtful.add(len(rows))
            kept.append(number)
            rows.append(_row_in_case(row, unknown))
        left = replace(table, rows=tuple(rows))
        shifted = frozenset(place for place, number in enumerate(kept) if number in shifting)
        yield _Case(left, frozenset(doubtful | maybe), frozenset(maybe), shifted, table_space(left))


def _row_in_case(row: Row, unknown: frozenset[int]) -> Row:
    cells = (None if column in unknown or cell is None else _of_known(cell) for column, cell in enumerate(row.cells))
    return replace(row, cells=tuple(cells))


def _of_unknown(cell: Expression) -> _Truth:
    """Say what a cell comes to when its input is unknown and nothing else is."""
    match cell:
        case Constant(value=bool() as value):
            return "true" if value else "false"
        case IsKnown(of=Variable(name="?")):
            return "false"
        case Not(of=of):
            opposite: dict[_Truth, _Truth] = {"true": "false", "false": "true"}
            truth = _of_unknown(of)
            return opposite.get(truth, truth)
        case All(items=items):
            return _first_of({_of_unknown(item) for item in items}, ("false", "open", "unknown", "true"))
        case AnyOf(items=items):
            return _first_of({_of_unknown(item) for item in items}, ("true", "open", "unknown", "false"))
        case _:
            return "unknown" if is_strict(cell) else "open"


def is_strict(cell: Expression) -> bool:
    """Tell whether a cell is unknown for certain when its input is."""
    parts = [*every_part(cell)]
    asks = any(isinstance(part, Variable) and part.name == "?" for part in parts)
    return asks and not any(isinstance(part, All | AnyOf | If | IsKnown | Aggregate | Quantified | Ranked) for part in parts)


def _first_of(truths: set[_Truth], order: tuple[_Truth, ...]) -> _Truth:
    return next(truth for truth in order if truth in truths)


def _of_known(cell: Expression) -> Expression:
    """Say a cell for an input that is known."""
    if isinstance(cell, IsKnown) and isinstance(cell.of, Variable) and cell.of.name == "?":
        return Constant(True, where=cell.where, type=BooleanType())
    if not any(isinstance(part, IsKnown) for part in every_part(cell)):
        return cell
    changed: dict[str, Any] = {}
    for each in fields(cell):
        value = getattr(cell, each.name)
        if isinstance(value, tuple):
            changed[each.name] = tuple(_of_known(part) if is_expression(part) else part for part in value)
        elif is_expression(value):
            changed[each.name] = _of_known(value)
    return replace(cell, **changed)


def _in_doubt(case: _Case) -> bool:
    table = case.table
    try:
        match table.hit:
            case "unique":
                certain = case.certain()
                return _overlap(case) or _leaves_out(case) or (table.otherwise is not None and _stray(case, certain))
            case "first":
                strays = any(not _covered(case, [row], case.certain(row)) for row in case.doubtful)
                return _leaves_out(case) or strays
            case "any":
                return bool(case.doubtful) or _leaves_out(case) or _may_disagree(case)
            case "priority":
                return bool(case.doubtful) or _leaves_out(case)
            case "collect" if table.aggregation in {"min", "max"}:
                return bool(case.doubtful) or _leaves_out(case)
            case _:
                return bool(case.doubtful)
    except coverage.Unsettled:
        return True


def _leaves_out(case: _Case) -> bool:
    """Tell whether some point is in no row that is certain."""
    if case.table.otherwise is not None:
        return False
    return bool(boxes.find_gaps(case.boxes_of(case.certain()), case.space.sizes, most=1)) if case.space.sides else not case.certain()


def _stray(case: _Case, certain: list[int]) -> bool:
    """Tell whether some row that is doubtful reaches beyond those that are *certain*."""
    return any(not _covered(case, [row], certain) for row in case.doubtful)


def _covered(case: _Case, rows: list[int], by: list[int]) -> bool:
    taken = case.boxes_of(by)
    if not case.space.sides:
        return bool(taken)
    return all(boxes.union_covers(box, taken) for box in case.boxes_of(rows))


def _overlap(case: _Case) -> bool:
    """Tell whether two rows can be hit at once."""
    if not case.space.sides:
        return len(case.table.rows) - len(case.maybe) > 1
    overlaps = case.space.overlaps(_OVERLAPS_TRIED)
    return len(overlaps) == _OVERLAPS_TRIED or any(not {one.first, one.second} & case.maybe for one in overlaps)


def _may_disagree(case: _Case) -> bool:
    overlaps = case.space.overlaps(_OVERLAPS_TRIED)
    rows = case.table.rows
    return len(overlaps) == _OVERLAPS_TRIED or any(
        rows[one.first].outputs != rows[one.second].outputs or one.first in case.shifting for one in overlaps
    )
