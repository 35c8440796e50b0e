"""The room around some facts in which a claim about a policy stays proved: what of them matters at all, and how far that may move.

The claim is put to the solver as something that cannot be otherwise while some facts are as they are. Which facts that takes comes out as the
core of the refusal; each number of them is then let go as far as the next places at which something is compared, or to the end of its range.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import z3

from lawbook.bounds.values import Among, Bounds, Stretch, exactly, whatever
from lawbook.model.types import DateType, MomentType, NumberType, OneOfType, TimeType, Type
from lawbook.model.values import Unknown, Value
from lawbook.prove.facts import Texts
from lawbook.prove.fixing import fixing
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import Symbol, both, either, number

SECONDS = 0.5
"""How long each attempt to let something go further may take."""
MOST_ATTEMPTS = 80
"""How often that is attempted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One fact or decision as it stands: its symbol, its value, and what gives the first values behind each place at which it is compared."""

    name: str
    type: Type
    symbol: Symbol
    value: Value
    starts: Callable[[], Sequence[int]] = tuple


class _Room:
    """Attempts at letting go of what stands, one after the other."""

    def __init__(self, against: Solver, needed: dict[str, z3.BoolRef]) -> None:
        self.against, self.needed, self.left = against, needed, MOST_ATTEMPTS
        self.settled = True

    def allows(self, name: str, formula: z3.BoolRef | None) -> bool:
        """Tell whether *formula* in the place of what is needed of *name* (None: nothing) will do."""
        if self.left <= 0:
            return False
        self.left -= 1
        trial = {key: each for key, each in self.needed.items() if key != name} | ({} if formula is None else {name: formula})
        answer = self.against.check(*trial.values())
        self.settled = answer != "unknown"
        if answer != "unsat":
            return False
        self.needed = trial
        return True


def around(against: Solver, standing: Sequence[Standing], texts: Texts) -> dict[str, Bounds] | None:
    """Give within which bounds what matters may move, all at once, while nothing that *against* holds can be so; None where it can.

    What is left out may be anything that is allowed.
    """
    fixed = {each.name: fixing(each.symbol, each.type, each.value, texts) for each in standing}
    if against.check(*(formula for formula in fixed.values() if not z3.is_true(formula))) != "unsat":
        return None
    core = against.core()
    room = _Room(against, {name: formula for name, formula in fixed.items() if any(formula.eq(each) for each in core)})
    against.limit(SECONDS)
    stays = [each for each in standing if each.name in room.needed and not room.allows(each.name, None)]
    return {each.name: _widened(each, room) for each in stays}


def _widened(standing: Standing, room: _Room) -> Bounds:
    value, symbol = standing.value, standing.symbol
    if isinstance(value, Unknown) or not isinstance(symbol.value, z3.ArithRef):
        return exactly(value)
    at = number(symbol)
    match standing.type:
        case NumberType() | DateType() | TimeType() | MomentType() if isinstance(value, int):
            whole = whatever(standing.type)
            low, high = (whole.low, whole.high) if isinstance(whole, Stretch) else (value, value)
            first, last = _cell(value, standing.starts(), low, high)
            for one, other in dict.fromkeys(((low, high), (low, last), (first, high), (first, last))):
                if room.allows(standing.name, both(symbol.known, at >= one, at <= other)):
                    return Stretch(one, other)
            # What is worked out turns where nothing is compared: the ends are looked for by halves.
            end = _pushed(value, high, lambda last: room.allows(standing.name, both(symbol.known, at >= value, at <= last)), room)
            start = _pushed(value, low, lambda first: room.allows(standing.name, both(symbol.known, at >= first, at <= end)), room)
            return Stretch(start, end)
        case OneOfType(labels=labels) if isinstance(value, str):
            kept = [value]
            for label in labels:
                places = [labels.index(each) for each in (*kept, label)]
                if label != value and room.allows(standing.name, both(symbol.known, either(*(at == place for place in places)))):
                    kept.append(label)
            return Among(frozenset(kept))
        case _:
            pass
    return exactly(value)


def _pushed(value: int, end: int, allowed: Callable[[int], bool], room: _Room) -> int:
    """Give the place nearest to *end* up to which it is allowed to go from *value*, as far as that is soon settled."""
    if value == end or allowed(end):
        return end
    near, far = value, end
    while abs(far - near) > 1 and room.settled and room.left > 0:
        middle = (near + far) // 2
        near, far = (middle, far) if allowed(middle) else (near, middle)
    return near


def _cell(value: int, starts: Sequence[int], low: int, high: int) -> tuple[int, int]:
    """Give the stretch around *value* in which nothing is compared."""
    before, after = bisect_right(starts, value), bisect_left(starts, value + 1)
    return (max(starts[before - 1], low) if before else low), (min(starts[after] - 1, high) if after < len(starts) else high)
