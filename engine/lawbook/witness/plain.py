"""The plainest facts of which something still holds: usual values wherever they will do, round numbers elsewhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from lawbook.contract.facts import may_be_absent
from lawbook.model.policy import Fact
from lawbook.model.types import (
    DAY_SECONDS,
    MOMENT_HIGH,
    MOMENT_LOW,
    DateType,
    MomentType,
    NumberType,
    OneOfType,
    TextType,
    Type,
)
from lawbook.model.values import Unknown, Value
from lawbook.prove.usual import usual_fact

EPOCH = 719_163
"""The day number of 1970-01-01."""
NEAR = (-1, 1, -2, 2, -3, 3, -10, 10, -31, 31, -100, 100, -366, 366, -1_000, -10_000)
"""By how many days dates may be away from the day of the decision, the nearest first."""
UNITS = (1_000_000_00, 100_000_00, 10_000_00, 1_000_00, 10_000, 1_000, 100, 10)
"""By how much numbers are made round: the coarsest that will do."""

Holds = Callable[[Mapping[str, Value]], bool]


def plainest(facts: Sequence[Fact], values: Mapping[str, Value], holds: Holds, day: int) -> dict[str, Value]:
    """Make *values*, of which *holds* is true, plainer fact by fact while it stays so; dates are those around *day*."""
    found = dict(values)
    usual = {fact.name: plain_fact(fact, day) for fact in facts}
    stuck = _usual_where_possible([fact.name for fact in facts if found[fact.name] != usual[fact.name]], usual, found, holds)
    declared = {fact.name: fact for fact in facts}
    for name in stuck:
        _made_plainer(declared[name], found, holds, day)
    return found


def _usual_where_possible(names: list[str], usual: Mapping[str, Value], found: dict[str, Value], holds: Holds) -> list[str]:
    """Give as many of *names* their usual value as go together, by halves; give those that cannot have it."""
    if not names:
        return []
    changed = {name: usual[name] for name in names}
    if holds({**found, **changed}):
        found.update(changed)
        return []
    if len(names) == 1:
        return names
    middle = len(names) // 2
    return [stuck for half in (names[:middle], names[middle:]) for stuck in _usual_where_possible(half, usual, found, holds)]


def plain_fact(fact: Fact, day: int) -> Value:
    """Give a plain value of *fact*: none where it may be absent, of dates and moments the *day* itself."""
    match usual_fact(fact), fact.type:
        case Unknown() as absent, _:
            return absent
        case _, DateType(low=low, high=high):
            return min(max(day, low), high)
        case _, MomentType():
            return min(max((day - EPOCH) * DAY_SECONDS, MOMENT_LOW), MOMENT_HIGH)
        case usual, _:
            return usual


def _made_plainer(fact: Fact, found: dict[str, Value], holds: Holds, day: int) -> None:
    """Take the first plainer value that will do; of sets and lists again and again, since each leaves out one thing."""
    better = True
    while better:
        better = False
        for value in _plainer(fact, found[fact.name], day):
            if holds({**found, fact.name: value}):
                found[fact.name] = value
                better = isinstance(value, frozenset | tuple)
                break


def _plainer(fact: Fact, value: Value, day: int) -> Iterator[Value]:
    if isinstance(value, Unknown):
        return
    if may_be_absent(fact):
        yield plain_fact(replace(fact, optional=False, used=True), day)
    yield from _near(fact.type, day)
    yield from _simpler(fact.type, value)


def _near(type_: Type, day: int) -> Iterator[Value]:
    """Give days near the *day*, and moments in these."""
    match type_:
        case DateType(low=low, high=high):
            yield from (day + days for days in NEAR if low <= day + days <= high)
        case MomentType():
            yield from ((day + days - EPOCH) * DAY_SECONDS for days in NEAR)
        case _:
            return


def _simpler(type_: Type, value: Value) -> Iterator[Value]:
    match type_:
        case OneOfType(labels=labels) if isinstance(value, str):
            yield from labels[: labels.index(value)]
        case NumberType(low=low, high=high) if isinstance(value, int):
            rounded = (number for unit in UNITS if unit <= abs(value) for number in (value // unit * unit, -(-value // unit) * unit))
            yield from (number for number in rounded if low <= number <= high and number != value)
        case TextType():
            yield ""
        case _ if isinstance(value, frozenset):
            yield from (value - {label} for label in sorted(value))
        case _ if isinstance(value, tuple):
            yield from (value[:place] + value[place + 1 :] for place in range(len(value)))
        case _:
            return
