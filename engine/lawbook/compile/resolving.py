"""From rows that are hit to a verdict, for generated code: remembered where it is constant, worked out where it is not."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from lawbook.compile.formulas import Call
from lawbook.compile.plans import Plan
from lawbook.compile.verdicts import SINGLE, Doubt, Entry, NotConstant, Open, Pending, Ready, Ruling, Verdict
from lawbook.model.values import Known, Unknown, Value, unknown_because
from lawbook.regions.masks import bits

REMEMBERED = 8_192
"""How many things of one kind are remembered."""

Outputs: TypeAlias = Callable[..., tuple[Value, ...]]
Asked = TypeVar("Asked", bound=Hashable)
Made = TypeVar("Made")


class Remembered(dict[Asked, Made]):
    """What is made once for each thing that is asked for."""

    def __init__(self, make: Callable[[Asked], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, asked: Asked) -> Made:
        made = self._make(asked)
        if len(self) < REMEMBERED:
            self[asked] = made
        return made


Join: TypeAlias = Callable[..., Unknown]


def joiner() -> Join:
    """Give what joins the causes of those of its operands that are unknown, and remembers what unknowns met again come to."""
    joined: dict[tuple[int, int], tuple[Unknown, Unknown, Unknown]] = {}

    def both(left: Unknown, right: Unknown) -> Unknown:
        known = joined.get((id(left), id(right)))
        if known is None:
            # INVARIANT: both are kept, so that no other object takes over the identity of one.
            known = unknown_because((left, right)), left, right
            if len(joined) < REMEMBERED:
                joined[id(left), id(right)] = known
        return known[0]

    def join(*operands: Value) -> Unknown:
        whole: Unknown | None = None
        for operand in operands:
            if type(operand) is Unknown and operand is not whole:
                whole = operand if whole is None else both(whole, operand)
        return whole if whole is not None else Unknown(())

    return join


class Resolver:
    """The verdicts of one table.

    *outputs* has those of each row when they are constants, else what to call to work them out. *doubts*
    has, for each condition, the places of what can leave it in doubt among all that can; the inputs stand before.
    *masks* has the entries by the rows that are hit, as bits, where none is in doubt; *rows* those of one such row (-1: none).
    """

    __slots__ = ("_doubtful", "_doubts", "_join", "_made", "_outputs", "_plan", "_ruling", "masks", "rows")

    def __init__(
        self, ruling: Ruling, made: Plan, outputs: Sequence[tuple[Known, ...] | Call], doubts: Sequence[tuple[int, ...]], join: Join
    ) -> None:
        self._ruling = ruling
        self._plan = made
        self._outputs = outputs
        self._doubts = doubts
        self._join = join
        self._made: tuple[Outputs, ...] = ()
        self._doubtful: dict[tuple[int, int], Entry] = {}
        self.masks: Remembered[int, Entry] = Remembered(lambda hits: self.entry(bits(hits), ()))
        self.rows: Remembered[int, Entry] = Remembered(lambda row: self.entry((row,) if row >= 0 else (), ()))

    def use(self, *made: Outputs) -> None:
        """Take the generated functions, by number, that work out the outputs of rows that have no constant ones."""
        self._made = made

    def entry(self, hits: Iterable[int], maybes: Iterable[int]) -> Entry:
        """Give what can be said of the rows *hits* and *maybes* before anything is known of a request."""
        hits, maybes = tuple(hits), tuple(maybes)
        try:
            ruled = self._ruling.verdict(hits, maybes, self._constant)
        except NotConstant:
            pending = None if maybes else self._ruling.pending(hits)
            return self._ready(pending) if pending is not None else Open(hits, maybes)
        return self._doubt(ruled) if isinstance(ruled, list) else ruled

    def _ready(self, pending: Pending) -> Ready | Pending:
        outputs = self._outputs[pending.rows[0]]
        if self._ruling.table.hit not in SINGLE or not isinstance(outputs, Call):
            return pending
        return Ready(outputs.function, outputs.numbers, pending.fired, pending.reasons, pending.duties)

    def _constant(self, place: int) -> tuple[Value, ...]:
        outputs = self._outputs[place]
        if isinstance(outputs, Call):
            raise NotConstant
        return outputs

    def _doubt(self, rows: Iterable[int]) -> Doubt:
        places: set[int] = set()
        for row in rows:
            places.update(side.place for side in self._plan.sides if side.unknown[row] is None)
            required = self._plan.requires[row]
            places.update(() if required is None else self._doubts[required])
        return Doubt(tuple(sorted(places)))

    def doubtful(self, hits: int, maybes: int) -> Entry:
        """Give the entry for rows that are hit and rows that may be, both as bits."""
        entry = self._doubtful.get((hits, maybes))
        if entry is None:
            entry = self.entry(bits(hits), bits(maybes))
            if len(self._doubtful) < REMEMBERED:
                self._doubtful[hits, maybes] = entry
        return entry

    def finish(self, entry: Entry, seen: Sequence[Value], read: Sequence[Value]) -> Verdict:
        """Give the verdict on one request: *seen* is all that can leave a row in doubt, *read* what the outputs look at."""
        if isinstance(entry, Ready):
            made = self._made[entry.function](entry.numbers, *read)
            value = made if len(made) > 1 else made[0]
            return (value, (), (), 0) if type(value) is Unknown else (value, entry.fired, entry.reasons, entry.duties)
        if isinstance(entry, Doubt):
            return self._join(*[seen[place] for place in entry.places]), (), (), 0
        if isinstance(entry, Pending):
            value = self._ruling.value(entry.rows, lambda place: self._worked_out(place, read))
            return (value, (), (), 0) if isinstance(value, Unknown) else (value, entry.fired, entry.reasons, entry.duties)
        if isinstance(entry, Open):
            ruled = self._ruling.verdict(entry.hits, entry.maybes, lambda place: self._worked_out(place, read))
            return self.finish(self._doubt(ruled), seen, read) if isinstance(ruled, list) else ruled
        return entry

    def _worked_out(self, place: int, read: Sequence[Value]) -> tuple[Value, ...]:
        outputs = self._outputs[place]
        return self._made[outputs.function](outputs.numbers, *read) if isinstance(outputs, Call) else outputs

    def judged(self, hits: Sequence[int], maybes: Mapping[int, Sequence[Value]], read: Sequence[Value]) -> Verdict:
        """Give the verdict on rows that are hit, and those that may be, each with what leaves it in doubt."""
        ruled = self._ruling.verdict(hits, maybes, lambda place: self._worked_out(place, read))
        return (self._join(*[doubt for row in ruled for doubt in maybes[row]]), (), (), 0) if isinstance(ruled, list) else ruled
