"""The values of facts, and the days, between which something may change in a policy: those at its constants, and beside them."""

from collections.abc import Iterator
from datetime import date

from lawbook.contract.facts import missing
from lawbook.model import core
from lawbook.model.core import Constant, Expression, Interval, Same, Table
from lawbook.model.policy import Fact, Policy
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, SetType, TimeType
from lawbook.model.values import Known, Value
from lawbook.model.walking import children, every_part, parts_of_body, with_input

MOST = 40
"""How many values of one fact are tried."""
LAST_DAY = 803_168
"""2199-12-31, the last day for which decisions are made."""


def conditions_of(body: Expression | Table) -> Iterator[Expression]:
    """Give the expressions of a body, with the inputs of a table in their place in its cells."""
    if isinstance(body, Table):
        for row in body.rows:
            yield from (with_input(cell, of) for cell, of in zip(row.cells, body.inputs, strict=False) if cell is not None)
            yield from (part for part in (row.condition, *row.outputs) if part is not None)
    else:
        yield from parts_of_body(body)


def values_of_facts(policy: Policy) -> dict[str, tuple[Value, ...]]:
    """Give the values worth trying of each fact that *policy* uses."""
    at: dict[str, dict[int, None]] = {}
    for decision in policy.decisions:
        for condition in conditions_of(decision.body):
            for part in every_part(condition):
                for name, value in _compared(part, policy):
                    at.setdefault(name, {})[value] = None
    return {fact.name: tuple(_values(fact, at.get(fact.name, {})))[:MOST] for fact in policy.facts if fact.used}


def days_worth_trying(policy: Policy) -> tuple[int, ...]:
    """Give the days of the span of *policy* on which a parameter changes, and the days before."""
    first, last = policy.effective, LAST_DAY if policy.until is None else policy.until - 1
    turns = {day for parameter in policy.parameters for _, dated in parameter.series for day, _ in dated}
    turns |= {parameter.verified_through + 1 for parameter in policy.parameters if parameter.verified_through is not None}
    return tuple(sorted({first, *(day for turn in turns for day in (turn - 1, turn) if first <= day <= last)}))


def _compared(part: Expression, policy: Policy) -> Iterator[tuple[str, int]]:
    """Give each fact that a comparison looks at, with the values it is compared with."""
    match part:
        case core.Less(left=left, right=right) | core.AtMost(left=left, right=right) | core.Equal(left=left, right=right):
            sides = [(left, right), (right, left)]
        case core.Within(of=of, tests=tests):
            sides = [(of, end) for test in tests for end in _ends(test)]
        case core.During(time=time, start=start, end=end):
            sides = [(time, start), (time, end)]
        case _:
            return
    for side, other in sides:
        for bound, scale in _written(other, policy):
            yield from ((name, _scaled(bound, own - scale)) for name, own in _looked_at(side, 0))


def _scaled(number: int, tens: int) -> int:
    power: int = 10 ** abs(tens)
    return number * power if tens >= 0 else number // power


def _ends(test: Interval | Same) -> tuple[Expression, ...]:
    if isinstance(test, Same):
        return (test.value,)
    return tuple(end for end in (test.low, test.high) if end is not None)


def _written(side: Expression, policy: Policy) -> Iterator[tuple[int, int]]:
    """Give the values that a side comes to where that is written out, each with the tens by which it is made finer."""
    match side:
        case Constant(value=value) if isinstance(value, int) and not isinstance(value, bool):
            yield value, 0
        case core.ParameterAt(name=name):
            (parameter,) = (each for each in policy.parameters if each.name == name)
            values = {value for _, dated in parameter.series for _, value in dated}
            yield from ((value, 0) for value in sorted(value for value in values if isinstance(value, int)))
        case core.Rescale(of=of, by=by):
            yield from ((value, tens - by) for value, tens in _written(of, policy))
        case _:
            return


def _looked_at(side: Expression, tens: int) -> Iterator[tuple[str, int]]:
    """Give the facts in a side, each with the tens by which it is coarser than the side."""
    match side:
        case core.FactValue(name=name):
            yield name, -tens
        case core.Rescale(of=of, by=by):
            yield from _looked_at(of, tens + by)
        case _:
            for part in children(side):
                yield from _looked_at(part, tens)


def _values(fact: Fact, at: dict[int, None]) -> Iterator[Value]:
    match fact.type:
        case BooleanType():
            yield from (True, False)
        case OneOfType(labels=labels):
            yield from labels
        case SetType(of=of):
            yield from (frozenset[str](), *(frozenset([label]) for label in of.labels), frozenset(of.labels))
        case NumberType() | DateType() | TimeType() | MomentType():
            yield from _around(fact, at)
        case _:
            pass
    if fact.optional:
        yield missing(fact)


def _around(fact: Fact, at: dict[int, None]) -> Iterator[Known]:
    match fact.type:
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            first, last = low, high
        case TimeType():
            first, last = 0, 86_399
        case _:
            first, last = 0, 4_102_444_800
    wanted = dict.fromkeys(value for bound in at for value in (bound, bound - 1, bound + 1))
    wanted.update(dict.fromkeys([first, last, *sorted({10**power // 3 for power in range(1, 11)})]))
    if isinstance(fact.type, DateType):
        wanted.update(dict.fromkeys([date(2026, 1, 1).toordinal(), date(2010, 1, 1).toordinal(), date(1980, 1, 1).toordinal()]))
    yield from (value for value in wanted if first <= value <= last)
