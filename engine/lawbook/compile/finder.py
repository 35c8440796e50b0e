"""Finding the rows of a very large table, for generated code: through a tree, without masks of all rows."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from lawbook.compile.formulas import Call
from lawbook.compile.plans import Plan, Side
from lawbook.compile.resolving import Resolver
from lawbook.compile.terms import Scope, Term
from lawbook.compile.verdicts import Entry, Verdict
from lawbook.model.values import Known, Unknown, Value
from lawbook.regions.interval_sets import IntervalSet
from lawbook.regions.tree import FAR, Tree

Test: TypeAlias = Callable[..., tuple[Value, ...]]


class Finder:
    """The rows of one table, to be found by the coordinates of its inputs: numbers as they are, others by their region.

    *tests* has what to call for the condition of each row, where there are very many conditions.
    """

    __slots__ = ("_first", "_made", "_plan", "_resolver", "_tests", "_tree", "_unplaced")

    def __init__(self, plan: Plan, resolver: Resolver, tests: Sequence[tuple[Known, ...] | Call]) -> None:
        self._plan = plan
        self._resolver = resolver
        self._tests = tests
        self._made: tuple[Test, ...] = ()
        self._first = plan.table.hit == "first"
        rows = range(len(plan.table.rows))
        taken = [{of: _coordinates(side, of) for of in set(side.cells)} for side in plan.sides]
        boxes = (tuple(each[side.cells[row]] for side, each in zip(plan.sides, taken, strict=True)) for row in rows)
        self._tree = Tree(boxes, len(plan.sides))
        # Rows that accept no known value of an input can still be hit when it is unknown.
        self._unplaced = [row for row in rows if not all(side.cells[row] for side in plan.sides)]

    def known(self, point: Sequence[int]) -> Entry:
        """Give the entry at *point*, all of whose coordinates are known."""
        hits = self._tree.having(point, first=self._first)
        return self._resolver.rows[hits[0] if hits else -1] if len(hits) < 2 else self._resolver.entry(hits, ())

    def any(self, point: Sequence[int | Unknown], conditions: Sequence[Value]) -> Entry:
        """Give the entry at *point* when a coordinate may be unknown, or rows have *conditions*."""
        hits: list[int] = []
        maybes: list[int] = []
        for row, doubtful in self._met(point):
            required = self._plan.requires[row]
            condition = True if required is None else conditions[required]
            if condition is not False:
                (maybes if doubtful or condition is not True else hits).append(row)
        return self._resolver.entry(hits, maybes)

    def tested(self, point: Sequence[int | Unknown], seen: Sequence[Value], looked: Sequence[Value], read: Sequence[Value]) -> Verdict:
        """Give the verdict at *point*: *looked* is what the conditions of rows look at, *seen* the inputs, *read* what outputs look at."""
        hits: list[int] = []
        maybes: dict[int, list[Value]] = {}
        for row, doubtful in self._met(point):
            test = self._tests[row]
            truths = list(self._made[test.function](test.numbers, *looked) if isinstance(test, Call) else test)
            if False in truths:
                continue
            doubts = [*(seen[place] for place in doubtful), *(truth for truth in truths if truth is not True)]
            if doubts:
                maybes[row] = doubts
            else:
                hits.append(row)
        return self._resolver.judged(hits, maybes, read)

    def use(self, *made: Test) -> None:
        """Take the generated functions, by number, that work out the conditions of rows."""
        self._made = made

    def _met(self, point: Sequence[int | Unknown]) -> Iterator[tuple[int, list[int]]]:
        """Give the rows whose cells are not false at *point*, each with the inputs, by place, that leave it in doubt."""
        within = [None if isinstance(coordinate, Unknown) else coordinate for coordinate in point]
        unknown = [side for side, coordinate in zip(self._plan.sides, within, strict=True) if coordinate is None]
        for row in sorted([*self._tree.meeting(within), *(row for row in self._unplaced if self._tree.meets(row, within))]):
            if not any(side.unknown[row] is False for side in unknown):
                yield row, [side.place for side in unknown if side.unknown[row] is None]


def _coordinates(side: Side, of: IntervalSet) -> IntervalSet:
    if side.places is not None:
        return of
    starts = side.starts
    return tuple((starts[low - 1] if low else -FAR, starts[high] - 1 if high < len(starts) else FAR) for low, high in of)


def found(finder: str, sides: Sequence[Side], inputs: Sequence[Term], conditions: Sequence[Term], scope: Scope) -> str:
    """Give the text that asks *finder* (a name) for the entry of one request."""
    at = point(sides, inputs, scope)
    if conditions:
        return f"{finder}.any({at}, ({''.join(f'{condition.text}, ' for condition in conditions)}))"
    doubts = [f"type({inputs[side.place].text}) is U" for side in sides if inputs[side.place].nullable]
    known = f"{finder}.known({at})"
    return f"{finder}.any({at}, ()) if {' or '.join(doubts)} else {known}" if doubts else known


def point(sides: Sequence[Side], inputs: Sequence[Term], scope: Scope) -> str:
    """Give the text of the coordinates of one request."""
    return f"({''.join(f'{_coordinate(side, inputs[side.place], scope)}, ' for side in sides)})"


def _coordinate(side: Side, of: Term, scope: Scope) -> str:
    if side.places is None:
        return of.text
    places = scope.source.constant(dict(side.places))
    known = f"{places}[{of.text}]" if side.elsewhere is None else f"{places}.get({of.text}, {side.elsewhere})"
    return f"({of.text} if type({of.text}) is U else {known})" if of.nullable else known
