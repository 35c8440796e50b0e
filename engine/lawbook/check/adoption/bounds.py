"""Parameters that rest on law, day by day: a cap raised, a floor lowered, hours narrowed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lawbook.check.adoption.differences import GONE, Difference, Hold, Sides
from lawbook.check.policies.hashes import reading_of
from lawbook.check.tables.witnesses import told_value
from lawbook.check.words.told import told_day
from lawbook.model import core
from lawbook.model.policy import Parameter
from lawbook.model.types import DAY_SECONDS, DateType, NumberType, TimeType
from lawbook.model.values import Known
from lawbook.model.walking import every_part, parts_of_body
from lawbook.operators.parameters import value_on
from lawbook.problems import Where
from lawbook.regions.interval_sets import IntervalSet, intersection, union


@dataclass(frozen=True, slots=True)
class Later:
    """The first day on which two parameters differ the wrong way, with both values (None: there is none)."""

    day: int
    key: str | None
    base: Known | None
    own: Known | None
    told: bool


def differences_of_parameters(sides: Sides) -> Iterator[Difference]:
    """Give the parameters of the base that rest on something and are looser, or of which that cannot be told."""
    own = {parameter.name: parameter for parameter in sides.own.parameters}
    held = {parameter.name: parameter for parameter in sides.base.parameters if sides.hold(parameter.cites) != "none"}
    periods = {start: end for start, end in _periods(sides) if start in held and held[start].bound is not None}
    for before in held.values():
        hold = sides.hold(before.cites)
        if before.name in periods.values():
            continue
        after = own.get(before.name)
        if after is None:
            message = f"nothing uses the parameter `{before.name}` any more"
            yield _difference(sides, before, None, (hold, message, sides.own.where), told=False)
        elif _kind(after) != _kind(before):
            yield _difference(sides, before, after, (hold, f"the parameter `{before.name}` is of another kind", after.where), told=False)
        elif before.name in periods:
            yield from _period(sides, before, after, (own.get(periods[before.name]), periods[before.name]), hold)
        else:
            yield from _values(sides, before, after, hold)


def _kind(parameter: Parameter) -> object:
    """Give what must agree before values can be compared: all of the type but its ends, and what keys or dates the values."""
    type_ = parameter.type
    return replace(type_, low=0, high=0) if isinstance(type_, NumberType | DateType) else type_, parameter.by, parameter.dated_by


def _values(sides: Sides, before: Parameter, after: Parameter, hold: Hold) -> Iterator[Difference]:
    later = _looser(before, after)
    if later is None:
        return
    told_key = "" if later.key is None else f" for `{later.key}`"
    message = f"`{before.name}` is {_told(later.own, before)}{told_key} from {told_day(later.day)}"
    message += f", and {_told(later.base, before)} in the base"
    yield _difference(sides, before, after, (hold, message, after.where), told=later.told, day=later.day, key=later.key)


def _looser(before: Parameter, after: Parameter) -> Later | None:
    """Find the first day on which *after* is looser than *before*, or on which the two differ and cannot be compared."""
    for key, dated in before.series:
        other = dict(after.series).get(key, ())
        for day in sorted({day for day, _ in (*dated, *other)}):
            base, own = value_on(before, key, day), value_on(after, key, day)
            if base is None or base == own:
                continue
            if own is None or before.bound is None or not isinstance(base, int) or not isinstance(own, int):
                return Later(day, key, base, own, told=False)
            if (own > base) if before.bound == "at_most" else (own < base):
                return Later(day, key, base, own, told=True)
    return None


def _told(value: Known | None, parameter: Parameter) -> str:
    return "without a value" if value is None else told_value(value, parameter.type)


def _periods(sides: Sides) -> Iterator[tuple[str, str]]:
    """Give each pair of parameters that are the start and the end of a period of the day."""
    for decision in sides.base.decisions:
        for expression in parts_of_body(decision.body):
            for part in every_part(expression):
                match part:
                    case core.During(start=core.ParameterAt(name=start), end=core.ParameterAt(name=end)):
                        yield start, end
                    case _:
                        continue


def _period(sides: Sides, before: Parameter, after: Parameter, ends: tuple[Parameter | None, str], hold: Hold) -> Iterator[Difference]:
    """Hold a period of the day: with a start `at_most` it keeps all the time it has in the base, with `at_least` it gains none."""
    end_after, end_name = ends
    end_before = next((each for each in sides.base.parameters if each.name == end_name), None)
    if end_before is None or end_after is None or before.bound is None or not isinstance(before.type, TimeType):
        yield from _values(sides, before, after, hold)
        return
    series = (before, end_before, after, end_after)
    for day in sorted({day for parameter in series for _, dated in parameter.series for day, _ in dated}):
        start, end, own_start, own_end = (value_on(parameter, None, day) for parameter in series)
        if start is None or end is None or (start, end) == (own_start, own_end):
            continue
        told = f"from {_told(own_start, before)} to {_told(own_end, before)} from {told_day(day)}"
        message = f"`{before.name}` and `{end_name}` are {told}, and from {_told(start, before)} to {_told(end, before)} in the base"
        if not all(isinstance(value, int) for value in (start, end, own_start, own_end)):
            yield _difference(sides, before, after, (hold, message, after.where), told=False, day=day)
            return
        base, own = _times(start, end), _times(own_start, own_end)
        if not (intersection(base, own) == base if before.bound == "at_most" else intersection(base, own) == own):
            changed = after if start != own_start else end_after
            yield _difference(sides, before, changed, (hold, message, changed.where), told=True, day=day)
            return


def _times(start: Known | None, end: Known | None) -> IntervalSet:
    """Give the seconds of the day from *start* to before *end*, past midnight where they are so ordered."""
    if not isinstance(start, int) or not isinstance(end, int):
        return ()
    if start <= end:
        return ((start, end - 1),) if start < end else ()
    return union(((0, end - 1),) if end else (), ((start, DAY_SECONDS - 1),))


def _difference(
    sides: Sides,
    before: Parameter,
    after: Parameter | None,
    what: tuple[Hold, str, Where],
    *,
    told: bool,
    day: int | None = None,
    key: str | None = None,
) -> Difference:
    hold, message, where = what
    return Difference(
        of=before.name,
        finding="looser" if told else "not told",
        hold=hold,
        message=message,
        where=where,
        upstream=f"it rests on {sides.rests_on(before.cites)}; the base has it at {before.where}",
        reading=GONE if after is None else reading_of(after),
        day=day,
        key=key,
    )
