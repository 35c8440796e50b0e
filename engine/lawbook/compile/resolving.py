"""From rows that are hit to a verdict, for generated code: remembered where it is constant, worked out where it is not."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from lawbook.compile.plans import Plan
from lawbook.compile.verdicts import Doubt, Entry, NotConstant, Open, Ruling, Verdict
from lawbook.model.values import Known, Unknown, Value, unknown_because
from lawbook.regions.masks import bits

REMEMBERED = 8_192
"""How many verdicts one table remembers by the rows that are hit."""

Outputs: TypeAlias = Callable[..., tuple[Value, ...]]
Made = TypeVar("Made")


class Remembered(dict[int, Made]):
    """What is made once for each number that is asked for."""

    def __init__(self, make: Callable[[int], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> Made:
        made = self._make(number)
        if len(self) < REMEMBERED:
            self[number] = made
        return made


class Joiner:
    """Joins the causes of unknowns, and remembers what the unknowns that are met again and again come to."""

    __slots__ = ("_joined",)

    def __init__(self) -> None:
        self._joined: dict[tuple[int, ...], tuple[Unknown, list[Unknown]]] = {}

    def __call__(self, *operands: Value) -> Unknown:
        """Give the unknown that joins the causes of those of *operands* that are unknown."""
        unknowns = [operand for operand in operands if type(operand) is Unknown]
        if len(unknowns) == 1:
            return unknowns[0]
        key = tuple(map(id, unknowns))
        known = self._joined.get(key)
        if known is None:
            # INVARIANT: the operands are kept, so that no other object takes over the identity of one.
            known = unknown_because(unknowns), unknowns
            if len(self._joined) < REMEMBERED:
                self._joined[key] = known
        return known[0]


class Resolver:
    """The verdicts of one table.

    *outputs* has those of each row when they are constants, else the number of the generated function that works them out.
    *masks* has the entries by the rows that are hit, as bits, where none is in doubt; *rows* those of one such row (-1: none).
    """

    __slots__ = ("_doubtful", "_join", "_made", "_outputs", "_plan", "_ruling", "masks", "rows")

    def __init__(self, ruling: Ruling, made: Plan, outputs: Sequence[tuple[Known, ...] | int], join: Joiner) -> None:
        self._ruling = ruling
        self._plan = made
        self._outputs = outputs
        self._join = join
        self._made: tuple[Outputs, ...] = ()
        self._doubtful: dict[tuple[int, int], Entry] = {}
        self.masks: Remembered[Entry] = Remembered(lambda hits: self.entry(bits(hits), ()))
        self.rows: Remembered[Entry] = Remembered(lambda row: self.entry((row,) if row >= 0 else (), ()))

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
            required = self._plan.requires[row]
            conditions.update(() if required is None else (required,))
        return Doubt(tuple(sorted(inputs)), tuple(sorted(conditions)))

    def doubtful(self, hits: int, maybes: int) -> Entry:
        """Give the entry for rows that are hit and rows that may be, both as bits."""
        entry = self._doubtful.get((hits, maybes))
        if entry is None:
            entry = self.entry(bits(hits), bits(maybes))
            if len(self._doubtful) < REMEMBERED:
                self._doubtful[hits, maybes] = entry
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
        return self._join(*(inputs[place] for place in entry.inputs), *(conditions[place] for place in entry.conditions)), (), (), 0

    def _worked_out(self, place: int, read: Sequence[Value]) -> tuple[Value, ...]:
        outputs = self._outputs[place]
        return self._made[outputs](*read) if isinstance(outputs, int) else outputs
