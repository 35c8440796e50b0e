"""From rows that are hit to a verdict, for generated code: remembered where it is constant, worked out where it is not."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from lawbook.compile.plans import Plan
from lawbook.compile.verdicts import Doubt, Entry, NotConstant, Open, Ruling, Verdict
from lawbook.model.values import Known, Unknown, Value, unknown_because
from lawbook.regions.masks import bits

REMEMBERED = 8_192
"""How many verdicts one table remembers by the rows that are hit."""

Outputs: TypeAlias = Callable[..., tuple[Value, ...]]


def join(*operands: Value) -> Unknown:
    """Give the unknown that joins the causes of those of *operands* that are unknown."""
    unknowns = [operand for operand in operands if isinstance(operand, Unknown)]
    first = unknowns[0]
    return first if all(unknown is first for unknown in unknowns) else unknown_because(unknowns)


class Resolver:
    """The verdicts of one table.

    *outputs* has those of each row when they are constants, else the number of the generated function that works them out.
    *masks* remembers entries by the rows that are hit, as bits, where none is in doubt; *rows* those of one such row (the last: none).
    """

    __slots__ = ("_doubtful", "_made", "_outputs", "_plan", "_ruling", "masks", "rows")

    def __init__(self, ruling: Ruling, made: Plan, outputs: Sequence[tuple[Known, ...] | int]) -> None:
        self._ruling = ruling
        self._plan = made
        self._outputs = outputs
        self._made: tuple[Outputs, ...] = ()
        self._doubtful: dict[tuple[int, int], Entry] = {}
        self.masks: dict[int, Entry] = {}
        self.rows: list[Entry | None] = [None] * (len(made.table.rows) + 1)

    def use(self, *made: Outputs) -> None:
        """Take the generated functions, by number, that work out the outputs of rows that have no constant ones."""
        self._made = made

    def entry(self, hits: Iterable[int], maybes: Iterable[int]) -> Entry:
        """Give what can be said of the rows *hits* and *maybes* before anything is known of a request."""
        hits, maybes = tuple(hits), tuple(maybes)
        try:
            ruled = self._ruling.verdict(hits, maybes, self._constant)
        except NotConstant:
            return Open(hits, maybes)
        return self._doubt(ruled) if isinstance(ruled, list) else ruled

    def _constant(self, place: int) -> tuple[Value, ...]:
        outputs = self._outputs[place]
        if isinstance(outputs, int):
            raise NotConstant
        return outputs

    def _doubt(self, rows: Iterable[int]) -> Doubt:
        inputs: set[int] = set()
        conditions: set[int] = set()
        for row in rows:
            inputs.update(side.place for side in self._plan.sides if side.unknown[row] is None)
            conditions.update(self._plan.requires[row])
        return Doubt(tuple(sorted(inputs)), tuple(sorted(conditions)))

    def by_masks(self, hit: int, possible: int) -> Entry:
        """Give the entry for the rows of *hit*, and of *possible* those that are hit or may be, both as bits."""
        if hit != possible:
            entry = self._doubtful.get((hit, possible))
            if entry is None:
                entry = self.entry(bits(hit), bits(possible & ~hit))
                if len(self._doubtful) < REMEMBERED:
                    self._doubtful[hit, possible] = entry
            return entry
        entry = self.entry(bits(hit), ())
        if hit & (hit - 1) == 0:
            self.rows[hit.bit_length() - 1] = entry
        if len(self.masks) < REMEMBERED:
            self.masks[hit] = entry
        return entry

    def by_row(self, row: int) -> Entry:
        """Give the entry for one row that is hit, and no other; for -1, of none."""
        entry = self.rows[row]
        if entry is None:
            entry = self.rows[row] = self.entry((row,) if row >= 0 else (), ())
        return entry

    def finish(self, entry: Entry, inputs: Sequence[Value], conditions: Sequence[Value], read: Sequence[Value]) -> Verdict:
        """Give the verdict on one request: *read* is what the outputs look at."""
        if isinstance(entry, tuple):
            return entry
        if isinstance(entry, Open):
            ruled = self._ruling.verdict(entry.hits, entry.maybes, lambda place: self._worked_out(place, read))
            if not isinstance(ruled, list):
                return ruled
            entry = self._doubt(ruled)
        return join(*(inputs[place] for place in entry.inputs), *(conditions[place] for place in entry.conditions)), (), (), 0

    def _worked_out(self, place: int, read: Sequence[Value]) -> tuple[Value, ...]:
        outputs = self._outputs[place]
        return self._made[outputs](*read) if isinstance(outputs, int) else outputs
