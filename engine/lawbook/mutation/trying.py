"""Trying both forms of a decision on every combination of values that makes a difference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.evaluate.policies import make
from lawbook.evaluate.tables import JudgedTable, judge_row, judge_table
from lawbook.model.core import Constant, Expression, FieldOf, Row, Table
from lawbook.model.policy import Policy
from lawbook.model.values import Known, Value
from lawbook.model.walking import parts_of_body
from lawbook.mutation.axes import Axes, Axis, AxisKey
from lawbook.mutation.changed import Changed, can_matter
from lawbook.mutation.laid_out import checked, laid_out, laid_out_row

POINTS = 4_000
"""How many combinations of values are tried before a mutant counts as different."""

Point: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row of *table* over axes, at its *place*."""

    table: Table
    row: Row
    place: int


@dataclass(slots=True)
class Memory:
    """What was laid out of a policy before: the names of axes, and rows, each with its axes, by the decisions worked out."""

    names: dict[AxisKey, str] = field(default_factory=dict)
    rows: dict[tuple[frozenset[str], int], tuple[Row, Row, dict[AxisKey, Axis]]] = field(default_factory=dict)


class Trying:
    """Both forms of a decision over the same axes, with the decisions of *computed* worked out for them."""

    def __init__(self, policy: Policy, changed: Changed, computed: frozenset[str], memory: Memory | None = None) -> None:
        self.changed = changed
        self.memory = Memory() if memory is None else memory
        self.axes = Axes(policy, computed, _constants(changed), self.memory.names)
        self.upstream = [
            decision if isinstance(decision.body, FieldOf) else replace(decision, body=laid_out(decision.body, self.axes))
            for decision in policy.decisions
            if decision.name in computed
        ]

    def rule(self) -> Literal["values", "masked"] | None:
        """Tell by which rule the two forms are the same; None where they differ. Raises TooMuch where that cannot be tried."""
        old, new = self.changed.old.body, self.changed.new.body
        if not isinstance(old, Table) or not isinstance(new, Table) or self.changed.rows is None:
            return "values" if self._same_everywhere(old, new) else None
        before, after = self._concerned(old, new, self.changed.rows)
        helping = self._helping(old, new)
        named = {axis.name for axis in self.axes.found.values()}
        mattering = [point for point in self.axes.points(POINTS) if self._matters(point, before, after)]
        if not mattering:
            return "values"
        if helping and all(self._one_is_hit(helping, point) for point in mattering):
            return "masked"
        one, other = self._whole(old), self._whole(new)
        rest = [axis.name for axis in self.axes.found.values() if axis.name not in named]
        others = list(self.axes.points(max(1, POINTS // len(mattering)), rest))
        return "values" if all(self._same(one, other, {**point, **more}) for point in mattering for more in others) else None

    def _concerned(self, old: Table, new: Table, rows: tuple[tuple[int, ...], tuple[int, ...]]) -> tuple[list[LaidRow], list[LaidRow]]:
        return self._rows(old, rows[0]), self._rows(new, rows[1])

    def _rows(self, table: Table, places: Sequence[int]) -> list[LaidRow]:
        return [LaidRow(table, self._row(table.rows[place], table), place) for place in places]

    def _row(self, row: Row, table: Table) -> Row:
        """Lay out a row, once for all mutants of the policy."""
        key = (self.axes.computed, id(row))
        if key not in self.memory.rows:
            alone = Axes(self.axes.policy, self.axes.computed, (), self.memory.names)
            # INVARIANT: the row is kept with what was made of it, so that no other row can take its identity.
            self.memory.rows[key] = (row, laid_out_row(row, table, alone), alone.found)
        _, laid, found = self.memory.rows[key]
        self.axes.take(found)
        return laid

    def _whole(self, table: Table) -> Table:
        rows = tuple(self._row(row, table) for row in table.rows)
        otherwise = None if table.otherwise is None else self._row(table.otherwise, table)
        return checked(replace(table, inputs=(), rows=rows, otherwise=otherwise))

    def _helping(self, old: Table, new: Table) -> list[LaidRow]:
        """Give the rows that come before those concerned and look at nothing else than they do."""
        places = {place for several in self.changed.rows or () for place in several}
        found: list[LaidRow] = []
        for place, row in enumerate(old.rows):
            if place in places or not _comes_first(old, new, place, places):
                continue
            kept = self.axes.copied()
            laid = self._row(row, old)
            if len(self.axes.found) > len(kept):
                self.axes.found = kept
            else:
                found.append(LaidRow(old, laid, place))
        return found

    def _matters(self, point: Point, before: Sequence[LaidRow], after: Sequence[LaidRow]) -> bool:
        setting = self._setting(point)
        old = [judge_row(each.table, each.row, each.place, [], setting) for each in before]
        new = [judge_row(each.table, each.row, each.place, [], setting) for each in after]
        return can_matter(self.changed, old, new)

    def _one_is_hit(self, rows: Sequence[LaidRow], point: Point) -> bool:
        setting = self._setting(point)
        return any(judge_row(each.table, each.row, each.place, [], setting).verdict == "hit" for each in rows)

    def _setting(self, point: Point) -> Setting:
        decisions: dict[str, Value] = {}
        setting = Setting({}, decisions, {}, 0, point)
        for decision in self.upstream:
            decisions[decision.name] = make(decision, setting).value
        return setting

    def _same_everywhere(self, old: Expression | Table, new: Expression | Table) -> bool:
        one, other = laid_out(old, self.axes), laid_out(new, self.axes)
        return all(self._same(one, other, point) for point in self.axes.points(POINTS))

    def _same(self, one: Expression | Table, other: Expression | Table, point: Point) -> bool:
        setting = self._setting(point)
        if isinstance(one, Table) and isinstance(other, Table):
            declared = self.changed.old
            judged = (judge_table(table, declared.name, declared.order, declared.type, setting) for table in (one, other))
            return _come_to(next(judged)) == _come_to(next(judged))
        if isinstance(one, Table) or isinstance(other, Table):
            return False
        return evaluate(one, setting) == evaluate(other, setting)


def _constants(changed: Changed) -> tuple[Known, ...]:
    """Give every outcome that is written out in either form."""
    found: dict[Known, None] = {}
    for decision in (changed.old, changed.new):
        body = decision.body
        outputs: list[Expression] = []
        if isinstance(body, Table):
            outputs = [output for row in (*body.rows, *([body.otherwise] if body.otherwise else [])) for output in row.outputs]
        else:
            outputs = list(parts_of_body(body))
        found.update(dict.fromkeys(output.value for output in outputs if isinstance(output, Constant)))
    return tuple(found)


def _comes_first(old: Table, new: Table, place: int, places: set[int]) -> bool:
    """Tell whether the row at *place*, where it is hit, leaves nothing to those at *places*, in both forms of the table."""
    match old.hit:
        case "first":
            return place < min(places)
        case "priority":
            return all(
                _severity(table, table.rows[place]) < _severity(table, table.rows[other])
                for table in ((old, new) if len(old.rows) == len(new.rows) else (old,))
                for other in places
            )
        case _:
            return False


def _severity(table: Table, row: Row) -> int:
    for output, labels in zip(row.outputs, table.priorities, strict=True):
        if labels is not None and isinstance(output, Constant):
            return labels.index(str(output.value))
    return 0


def _come_to(judged: JudgedTable) -> object:
    return judged.value, [(each.row.id, each.row.reason, each.row.obliges, each.priority) for each in judged.fired]
