"""Whether the rows of a table overlap, leave values out or can never be hit.

Columns are taken to be independent of one another. A cell or condition that is no set of input values (it looks at another fact)
may or may not hold: what is only wrong if it does, or if it does not, is not reported.
"""

from collections.abc import Mapping, Sequence

from lawbook.check.tables.dated_tables import readings
from lawbook.check.tables.witnesses import told_region
from lawbook.check.typing.workbench import Workbench
from lawbook.check.written.drafts import TableDraft
from lawbook.model.core import Constant, Table
from lawbook.model.policy import Parameter
from lawbook.problems import Problems
from lawbook.regions import boxes, coverage
from lawbook.regions.boxes import Box, Overlap
from lawbook.regions.coverage import Region
from lawbook.regions.spaces import Space, table_space

_MOST_OVERLAPS = 5
_MOST_CONFLICTS_TRIED = 20_000
_MOST_GAPS = 3


def check_coverage(table: Table, draft: TableDraft, bench: Workbench) -> bool:
    """Note what is wrong with the rows of *table* taken together, on any day it is in force.

    Tells whether it is certain that nothing is, so that known inputs always hit what they must.
    """
    inputs = [written.scalar.text.strip() if written is not None else "" for written in draft.inputs]
    found = Problems()
    certain = _is_settled_by_hits(table, draft)
    for reading in readings(table, bench.parameters, bench.span):
        space = table_space(reading)
        certain = certain and all(side.dimension is not None for side in space.sides)
        certain = _check_overlaps(reading, space, inputs, found) and certain
        if table.otherwise is None and not draft.open and needs_a_hit(table):
            certain = _check_gaps(reading, space, inputs, found) and certain
        if not any(row.known_only for row in draft.rows):
            # Exceptions are for one person or another, each a truth of its own: which of them come too late is seen as they are read.
            _check_masked(reading, space, found)
        if found.found:
            break
    bench.problems.extend(found.found)
    return certain and not found.found


def _is_settled_by_hits(table: Table, draft: TableDraft) -> bool:
    """Tell whether the table comes to something when its rows share all inputs among them, whatever their outputs are."""
    if table.hit == "any" and not all(isinstance(output, Constant) for row in table.rows for output in row.outputs):
        return False
    if table.aggregation in {"min", "max"}:
        return table.otherwise is not None
    return table.otherwise is not None or not draft.open or not needs_a_hit(table)


def leaves_open_on(table: Table, parameters: Mapping[str, Parameter], day: int) -> bool:
    """Tell whether known inputs can leave *table* without a value on a *day* for which that was not checked."""
    for reading in readings(table, parameters, (day, day)):
        space = table_space(reading)
        overlaps = sure_overlaps(space, _MOST_CONFLICTS_TRIED) if table.hit in {"unique", "any"} else []
        if any(table.hit == "unique" or _differ(table, overlap) for overlap in overlaps):
            return True
        if table.otherwise is None and (needs_a_hit(table) or table.aggregation in {"min", "max"}) and sure_gaps(space, 1) != []:
            return True
    return False


def needs_a_hit(table: Table) -> bool:
    """Tell whether a table that hits no row comes to nothing."""
    return table.hit in {"unique", "first", "any", "priority"}


def _check_overlaps(table: Table, space: Space, inputs: Sequence[str], problems: Problems) -> bool:
    """Note rows that are hit together and must not be, and tell whether all such pairs were looked at."""
    if table.hit not in {"unique", "any"}:
        return True
    told = 0
    overlaps = sure_overlaps(space, _MOST_OVERLAPS if table.hit == "unique" else _MOST_CONFLICTS_TRIED)
    for overlap in overlaps:
        first, second = table.rows[overlap.first], table.rows[overlap.second]
        sides = [side for side in space.sides if side.dimension is not None]
        when = told_region([(at, at) for at in overlap.witness], sides, inputs)
        if table.hit == "unique":
            message = f"`{first.id}` and `{second.id}` are both hit when {when}"
            problems.add("overlap", message, second.where, "change a cell of one, or let the table be `hit: first`")
        elif _differ(table, overlap):
            message = f"`{first.id}` and `{second.id}` are both hit when {when}, and say different things"
            problems.add("conflict", message, second.where, "change a cell of one, or let the table be `hit: first`")
            told += 1
            if told == _MOST_OVERLAPS:
                break
    return len(overlaps) < _MOST_CONFLICTS_TRIED


def _differ(table: Table, overlap: Overlap) -> bool:
    pairs = zip(table.rows[overlap.first].outputs, table.rows[overlap.second].outputs, strict=True)
    return any(isinstance(one, Constant) and isinstance(other, Constant) and one != other for one, other in pairs)


def sure_overlaps(space: Space, most: int) -> list[Overlap]:
    """Find pairs of rows that some values of the inputs hit both, whatever else may be."""
    opaque = [number for number, side in enumerate(space.sides) if side.dimension is None]
    kept: Sequence[int] = range(len(space.boxes))
    if opaque:
        kept = [at for at in kept if all(space.boxes[at][number] == ((0, space.sides[number].size - 1),) for number in opaque)]
    plain, taken = _on_plain_sides(space, kept)
    found: dict[tuple[int, int], Overlap] = {}
    for overlap in boxes.find_overlaps(taken, [space.sides[number].size for number in plain], most):
        first, second = sorted((space.owners[kept[overlap.first]], space.owners[kept[overlap.second]]))
        found.setdefault((first, second), Overlap(first, second, overlap.witness))
    return [found[pair] for pair in sorted(found)]


def _on_plain_sides(space: Space, kept: Sequence[int]) -> tuple[list[int], Sequence[Box]]:
    """Give the sides whose values are laid out, by number, and the boxes *kept* over them."""
    plain = [number for number, side in enumerate(space.sides) if side.dimension is not None]
    if len(plain) == len(space.sides) and len(kept) == len(space.boxes):
        return plain, space.boxes
    return plain, [tuple(space.boxes[at][number] for number in plain) for at in kept]


def _check_gaps(table: Table, space: Space, inputs: Sequence[str], problems: Problems) -> bool:
    """Note what no row takes, and tell whether that could be looked into."""
    sides = [side for side in space.sides if side.dimension is not None]
    regions = sure_gaps(space, _MOST_GAPS)
    for region in regions or ():
        message = f"no row is hit when {told_region(region, sides, inputs)}"
        problems.add("gap", message, table.where, "add a row, or `otherwise:`; `otherwise: unknown` says that it is meant")
    return regions is not None


def sure_gaps(space: Space, most: int) -> list[Region] | None:
    """Find regions of the inputs that no row takes, whatever else may be; None where it would take too long to tell."""
    plain, taken = _on_plain_sides(space, range(len(space.boxes)))
    if not plain:
        return []
    try:
        return boxes.find_gap_regions(taken, [space.sides[number].size for number in plain], most)
    except coverage.Unsettled:
        return None


def _check_masked(table: Table, space: Space, problems: Problems) -> None:
    match table.hit:
        case "first":
            masked = {one.row: one.by for one in space.masked().masked}
        case "priority":
            masked = _outranked(table, space)
        case _:
            return
    for number, by in masked.items():
        row = table.rows[number]
        told = " and ".join(f"`{table.rows[other].id}`" for other in by)
        if by:
            comes = "comes" if len(by) == 1 else "come"
            problems.add("masked-row", f"`{row.id}` can never decide: {told} always {comes} first", row.where)
        else:
            problems.add("masked-row", f"`{row.id}` can never be hit", row.where)


def _outranked(table: Table, space: Space) -> dict[int, tuple[int, ...]]:
    """Find the rows of which each point is taken by rows that are more severe."""
    ranks = [_rank(table, number) for number in range(len(table.rows))]
    found: dict[int, tuple[int, ...]] = {}
    for number, rank in enumerate(ranks):
        own = [box for box, owner in zip(space.boxes, space.owners, strict=True) if owner == number]
        above = [(box, owner) for box, owner in zip(space.boxes, space.owners, strict=True) if ranks[owner] < rank]
        try:
            if own and all(boxes.union_covers(box, [one for one, _ in above]) for box in own):
                found[number] = _only_needed(own, above)
        except coverage.Unsettled:
            continue
    return found


def _only_needed(own: list[Box], above: list[tuple[Box, int]]) -> tuple[int, ...]:
    """Give one row that takes all of *own* by itself, or else all that are above."""
    owners = sorted({owner for _, owner in above})
    for owner in owners:
        if all(boxes.union_covers(box, [one for one, of in above if of == owner]) for box in own):
            return (owner,)
    return tuple(owners)


def _rank(table: Table, number: int) -> int:
    for output, labels in zip(table.rows[number].outputs, table.priorities, strict=True):
        if labels is not None and isinstance(output, Constant) and isinstance(output.value, str):
            return labels.index(output.value)
    return 0
