"""How one fact may be changed: the values it may take, how great a change each is, and how a stretch of them is parted.

Only a fact marked `changes: customer` may be changed, only the way its marking allows, and never from known to unknown. How great a
change is is counted so that changes of different facts can be compared: a number by what it changes against what it was, a label by one
(or by how many places, where labels are ordered), a set by how many labels come or go, a date by thirtieths of a day's month, a time by hours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from lawbook.bounds.cuts import Cuts
from lawbook.bounds.values import Among, Bounds, SetsBetween, Stretch, is_impossible, only_value, whatever
from lawbook.model.policy import Fact, Policy
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, SetType, TimeType, Type
from lawbook.model.values import Known, Unknown, Value

NOWHERE_CUT = Cuts((), complete=False)
MONTH = 30
HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Move:
    """A fact that may be changed from *present*; *cuts* are where something changes along it."""

    fact: Fact
    present: Value
    cuts: Cuts = NOWHERE_CUT

    def stretches(self) -> Iterator[Bounds]:
        """Give the values that it may take, the present one left out where that is easily done."""
        known = None if isinstance(self.present, Unknown) else self.present
        match replace(whatever(self.fact.type), unknown=False):
            case Stretch() as whole:
                yield from self._numbers(whole, known)
            case Among() as whole:
                yield Among(whole.values & self._labels(known))
            case SetsBetween(least=least, most=most):
                held = known if isinstance(known, frozenset) else frozenset()
                matter = most if self.cuts.labels is None else self.cuts.labels
                up, down = self.fact.way == "up", self.fact.way == "down" and known is not None
                yield SetsBetween(held if up else least | (held - matter), held if down else held | matter)
            case _:
                return

    def _numbers(self, whole: Stretch, known: Known | None) -> Iterator[Bounds]:
        if not isinstance(known, int):
            yield whole
            return
        if self.fact.way != "up" and whole.low < known:
            yield Stretch(whole.low, known - 1)
        if self.fact.way != "down" and known < whole.high:
            yield Stretch(known + 1, whole.high)

    def _labels(self, known: Known | None) -> frozenset[Known]:
        labels = _in_order(self.fact.type)
        if known is None:
            return frozenset(labels)
        at = labels.index(known)
        before = () if self.fact.way == "up" else labels[:at]
        return frozenset(before) | frozenset(() if self.fact.way == "down" else labels[at + 1 :])

    def least_change(self, within: Bounds) -> Fraction:
        """Tell how great the least change is of those that lead into *within*."""
        if isinstance(self.present, Unknown):
            return 1 + self._from_end(within)
        match within:
            case Stretch(low=low, high=high) if isinstance(self.present, int):
                away = max(low - self.present, self.present - high, 0)
                return Fraction(away, self._counted_by())
            case Among(values=values):
                return min((self._steps(value) for value in values), default=Fraction(0))
            case SetsBetween(least=least, most=most) if isinstance(self.present, frozenset):
                return Fraction(max(len(least - self.present) + len(self.present - most), 1))
            case _:
                return Fraction(0)

    def _from_end(self, within: Bounds) -> Fraction:
        """Count from the end at which a fact that was not known is least: the greatest of what may only fall, else the smallest."""
        whole = whatever(self.fact.type)
        match within, whole:
            case Stretch(low=low, high=high), Stretch(low=first, high=last):
                return Fraction(last - high if self.fact.way == "down" else low - first, last - first + 1)
            case Among(values=values), _:
                labels = _in_order(self.fact.type)
                return Fraction(min((labels.index(value) for value in values), default=0), len(labels))
            case SetsBetween(least=least), _:
                return Fraction(len(least))
            case _:
                return Fraction(0)

    def _counted_by(self) -> int:
        match self.fact.type:
            case DateType():
                return MONTH
            case TimeType() | MomentType():
                return HOUR
            case NumberType(scale=scale) if isinstance(self.present, int):
                unit: int = 10**scale
                return max(abs(self.present), unit)
            case _:
                return 1

    def _steps(self, value: Known) -> Fraction:
        type_ = self.fact.type
        if isinstance(type_, OneOfType) and type_.ordered and isinstance(self.present, str) and isinstance(value, str):
            return Fraction(abs(type_.labels.index(value) - type_.labels.index(self.present)))
        return Fraction(1)

    def parted(self, within: Bounds) -> Iterator[Bounds]:
        """Part *within* in two, or give nothing when it is one value."""
        match within:
            case Stretch(low=low, high=high) if low < high:
                start = self.cuts.between(low, high) or (low + high) // 2 + 1
                yield Stretch(low, start - 1)
                yield Stretch(start, high)
            case Among(values=values) if len(values) > 1:
                listed = [value for value in _in_order(self.fact.type) if value in values]
                listed.sort(key=self._steps)
                half = len(listed) // 2
                yield Among(frozenset(listed[:half]))
                yield Among(frozenset(listed[half:]))
            case SetsBetween(least=least, most=most) if least != most:
                label = next(label for label in _labels_of(self.fact.type) if label in most - least)
                yield SetsBetween(least | {label}, most)
                yield SetsBetween(least, most - {label})
            case _:
                return

    def is_even(self, within: Bounds) -> bool:
        """Tell whether no condition that compares the fact alone turns within *within*."""
        return self.breadth(within)[0] == 0

    def nearest(self, within: Bounds) -> Bounds:
        """Give the one value of *within* that is the least change, where *within* is even."""
        if not isinstance(within, Stretch):
            return within
        if isinstance(self.present, int):
            at = within.low if self.present < within.low else within.high
        else:
            at = within.high if self.fact.way == "down" else within.low
        return Stretch(at, at)

    def breadth(self, within: Bounds) -> tuple[int, int]:
        """Tell how many stretches lie within that conditions tell apart, and how many values."""
        match within:
            case Stretch(low=low, high=high):
                return self.cuts.count(low, high) - 1, high - low + 1
            case Among(values=values):
                return len(values) - 1, len(values)
            case SetsBetween(least=least, most=most):
                return (1 << len(most - least)) - 1, 1 << len(most - least)
            case _:
                return 0, 1

    def value(self, within: Bounds) -> Known | None:
        """Give the one value within, unless it is the present one."""
        value = only_value(within)
        return None if value is None or isinstance(value, Unknown) or value == self.present else value


def _in_order(type_: Type) -> tuple[Known, ...]:
    return (False, True) if isinstance(type_, BooleanType) else _labels_of(type_)


def _labels_of(type_: Type) -> tuple[str, ...]:
    match type_:
        case OneOfType(labels=labels) | SetType(of=OneOfType(labels=labels)):
            return labels
        case _:
            return ()


def moves_of(policy: Policy, facts: dict[str, Value], hidden: Iterable[str]) -> tuple[Move, ...]:
    """Give the facts that the person concerned can change and that may be spoken of: none of those that *hidden* names."""
    unspoken = frozenset(hidden)
    moves = (
        Move(fact, facts[fact.name])
        for fact in policy.facts
        if fact.used and fact.changes == "customer" and not fact.subject and fact.name not in unspoken
    )
    return tuple(move for move in moves if any(not is_impossible(stretch) for stretch in move.stretches()))
