"""Within which bounds an expression lies while some facts move within theirs.

What no moving fact reaches is worked out by `evaluate`, once. Of the rest every kind of node says what it can come to; where it cannot
say better, whatever its type allows. Never less than what `evaluate` can give: a property test holds it to that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from lawbook.bounds.numbers import of_numbers
from lawbook.bounds.values import (
    EITHER,
    FALSE,
    NEVER_KNOWN,
    TRUE,
    Among,
    Anything,
    Bounds,
    Fields,
    SetsBetween,
    Stretch,
    exactly,
    is_impossible,
    joined,
    only_value,
    or_unknown,
    whatever,
)
from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.values import Known, Unknown
from lawbook.model.walking import children
from lawbook.operators.parameters import value_on


@dataclass(frozen=True, slots=True)
class Around:
    """What stands still, in *setting*, and the names that move.

    *touched* remembers by identity whether an expression looks at what moves, and *settled* what those that do not came to.
    """

    setting: Setting
    moving: frozenset[str]
    touched: dict[int, bool] = field(default_factory=dict)
    settled: dict[int, Bounds] = field(default_factory=dict)

    def is_touched(self, expression: Expression) -> bool:
        """Tell whether *expression* looks at something that moves."""
        known = self.touched.get(id(expression))
        if known is None:
            match expression:
                case core.FactValue(name=name) | core.DecisionValue(name=name):
                    known = name in self.moving
                case core.Variable(name=name):
                    # Other variables stand for elements of a list, within what looks at the list.
                    known = name == "?"
                case _:
                    known = any([self.is_touched(part) for part in children(expression)])  # noqa: C419 - each is remembered
            self.touched[id(expression)] = known
        return known

    def at_rest(self, expression: Expression) -> Bounds:
        """Give what an expression that looks at nothing that moves came to."""
        settled = self.settled.get(id(expression))
        if settled is None:
            settled = self.settled[id(expression)] = exactly(evaluate(expression, self.setting))
        return settled


@dataclass(frozen=True, slots=True)
class Moving:
    """The bounds of what moves, by name; *input* are those of `?` in the cell of a table."""

    around: Around
    named: Mapping[str, Bounds]
    input: Bounds | None = None


def bounds_of(expression: Expression, moving: Moving) -> Bounds:  # noqa: C901 - one match over the core
    """Give bounds within which *expression* lies."""
    if not moving.around.is_touched(expression):
        return moving.around.at_rest(expression)
    match expression:
        case core.FactValue(name=name) | core.DecisionValue(name=name):
            return moving.named[name]
        case core.Variable():
            return moving.input if moving.input is not None and expression.name == "?" else whatever(expression.type)
        case core.All(items=items):
            return conjunction([bounds_of(item, moving) for item in items])
        case core.AnyOf(items=items):
            return _opposite(conjunction([_opposite(bounds_of(item, moving)) for item in items]))
        case core.Not(of=of):
            return _opposite(bounds_of(of, moving))
        case core.IsKnown(of=of):
            return _is_known(bounds_of(of, moving))
        case core.If():
            return _if(expression, moving)
        case core.Within():
            return _within(expression, moving)
        case core.Equal(left=left, right=right):
            return equal(bounds_of(left, moving), bounds_of(right, moving))
        case core.FieldOf(of=of, position=position):
            return _field(bounds_of(of, moving), position, expression)
        case core.Position(of=of, labels=labels):
            return _position(bounds_of(of, moving), labels)
        case core.Contains(of=of, label=label):
            return _contains(bounds_of(of, moving), label)
        case core.SetSize(of=of):
            return _size(bounds_of(of, moving), expression)
        case core.ParameterAt():
            return _parameter(expression, moving)
        case core.Aggregate() | core.Quantified() | core.Ranked():
            return whatever(expression.type)
        case core.Constant() | core.AsOf():
            return moving.around.at_rest(expression)
        case _:
            return of_numbers(expression, [bounds_of(part, moving) for part in children(expression)])


def conjunction(items: Sequence[Bounds]) -> Bounds:
    """Join truths by the `and` of Kleene."""
    if any(item == FALSE for item in items):
        return FALSE
    values: set[Known] = set()
    if any(_can(item, truth=False) for item in items):
        values.add(False)
    if all(_can(item, truth=True) for item in items):
        values.add(True)
    return Among(frozenset(values), any(item.unknown for item in items))


def _can(item: Bounds, *, truth: bool) -> bool:
    return truth in item.values if isinstance(item, Among) else True


def _opposite(truth: Bounds) -> Bounds:
    return (
        Among(frozenset(not value for value in truth.values), truth.unknown) if isinstance(truth, Among) else replace(EITHER, unknown=True)
    )


def _is_known(of: Bounds) -> Bounds:
    if is_impossible(of):
        return FALSE
    return EITHER if of.unknown else TRUE


def _if(expression: core.If, moving: Moving) -> Bounds:
    condition = bounds_of(expression.condition, moving)
    if condition == TRUE:
        return bounds_of(expression.then, moving)
    if condition == FALSE:
        return bounds_of(expression.otherwise, moving)
    then, otherwise = bounds_of(expression.then, moving), bounds_of(expression.otherwise, moving)
    if is_impossible(condition) and equal(then, otherwise) in {FALSE, NEVER_KNOWN}:
        return NEVER_KNOWN
    both: list[Bounds] = []
    if condition.unknown or _can(condition, truth=True):
        both.append(then)
    if condition.unknown or _can(condition, truth=False):
        both.append(otherwise)
    alike = then == otherwise and only_value(then) is not None
    return or_unknown(joined(both), unknown=condition.unknown and not alike)


def equal(left: Bounds, right: Bounds) -> Bounds:
    """Compare for being the same."""
    unknown = left.unknown or right.unknown
    if is_impossible(left) or is_impossible(right):
        return NEVER_KNOWN
    return Among(_equal(replace(left, unknown=False), replace(right, unknown=False)), unknown)


def _equal(left: Bounds, right: Bounds) -> frozenset[Known]:
    one, other = only_value(left), only_value(right)
    if one is not None and other is not None:
        return frozenset({one == other})
    match left, right:
        case Stretch(), Stretch():
            apart = left.high < right.low or right.high < left.low
        case Among(), Among():
            apart = left.values.isdisjoint(right.values)
        case SetsBetween(), SetsBetween():
            apart = not (left.least <= right.most and right.least <= left.most)
        case _:
            apart = False
    return FALSE.values if apart else EITHER.values


def _within(expression: core.Within, moving: Moving) -> Bounds:
    # Unlike `and` and `or` this is strict: whatever makes one end unknown makes the whole unknown.
    of = bounds_of(expression.of, moving)
    strict = [of]
    passed: list[Bounds] = []
    for test in expression.tests:
        match test:
            case core.Same(value=value):
                sides = [equal(of, bounds_of(value, moving))]
            case core.Interval(low=low, high=high):
                sides = []
                if low is not None:
                    sides.append(_ordered(bounds_of(low, moving), of, closed=test.low_closed))
                if high is not None:
                    sides.append(_ordered(of, bounds_of(high, moving), closed=test.high_closed))
            case _:
                assert_never(test)
        strict.extend(sides)
        passed.append(conjunction([replace(side, unknown=False) for side in sides]))
    if any(is_impossible(each) for each in strict):
        return NEVER_KNOWN
    any_passed = _opposite(conjunction([_opposite(each) for each in passed]))
    return or_unknown(any_passed, unknown=any(each.unknown for each in strict))


def _ordered(left: Bounds, right: Bounds, *, closed: bool) -> Bounds:
    """Tell whether *left* comes before *right*, or, if *closed*, not after it."""
    if is_impossible(left) or is_impossible(right):
        return NEVER_KNOWN
    unknown = left.unknown or right.unknown
    if not isinstance(left, Stretch) or not isinstance(right, Stretch):
        return or_unknown(EITHER, unknown=unknown)
    room = 0 if closed else 1
    values: set[Known] = set()
    if left.low + room <= right.high:
        values.add(True)
    if left.high + room > right.low:
        values.add(False)
    return Among(frozenset(values), unknown)


def _field(of: Bounds, position: int, expression: Expression) -> Bounds:
    match of:
        case Fields(parts=parts, unknown=unknown):
            return or_unknown(parts[position], unknown=unknown)
        case Among(values=values, unknown=unknown):
            return or_unknown(joined(exactly(value[position]) for value in values if isinstance(value, tuple)), unknown=unknown)
        case _:
            return whatever(expression.type)


def _position(of: Bounds, labels: tuple[str, ...]) -> Bounds:
    if not isinstance(of, Among):
        return Stretch(0, len(labels) - 1, of.unknown)
    places = [labels.index(value) for value in of.values if isinstance(value, str)]
    return Stretch(min(places), max(places), of.unknown) if places else NEVER_KNOWN


def _contains(of: Bounds, label: str) -> Bounds:
    match of:
        case SetsBetween(least=least, most=most, unknown=unknown):
            held = TRUE if label in least else EITHER if label in most else FALSE
            return or_unknown(held, unknown=unknown)
        case Among(values=values) if not values:
            return NEVER_KNOWN
        case _:
            return or_unknown(EITHER)


def _size(of: Bounds, expression: Expression) -> Bounds:
    match of:
        case SetsBetween(least=least, most=most, unknown=unknown):
            return Stretch(len(least), len(most), unknown)
        case Among(values=values) if not values:
            return NEVER_KNOWN
        case _:
            return whatever(expression.type)


def _parameter(expression: core.ParameterAt, moving: Moving) -> Bounds:
    day = bounds_of(expression.date, moving)
    key = None if expression.key is None else bounds_of(expression.key, moving)
    if is_impossible(day) or (key is not None and is_impossible(key)):
        return NEVER_KNOWN
    if not isinstance(day, Stretch) or isinstance(key, Anything | Stretch):
        return whatever(expression.type)
    parameter = moving.around.setting.parameters[expression.name]
    keys: Iterable[Known | None] = (None,) if key is None else key.values if isinstance(key, Among) else ()
    found: list[Bounds] = []
    for each in keys:
        name = each if isinstance(each, str) else None
        for on in _days(parameter.series, parameter.verified_through, day):
            value = value_on(parameter, name, on)
            found.append(exactly(Unknown(()) if value is None else value))
    return or_unknown(joined(found), unknown=day.unknown or (key is not None and key.unknown))


def _days(series: tuple[tuple[str | None, tuple[tuple[int, Known | None], ...]], ...], through: int | None, day: Stretch) -> set[int]:
    """Give a day of every part of *day* within which a parameter does not change."""
    turns = {first for _, dated in series for first, _ in dated}
    if through is not None:
        turns.add(through + 1)
    return {day.low} | {turn for turn in turns if day.low < turn <= day.high}
