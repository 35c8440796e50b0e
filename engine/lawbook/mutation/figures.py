"""The small changes of a calculation: of its constants, its roundings, its least and greatest, its branches."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from lawbook.model import core
from lawbook.model.core import Constant, Expression, Rounding
from lawbook.model.types import NumberType
from lawbook.mutation.mutants import Operator
from lawbook.mutation.neighbours import beside, holding
from lawbook.mutation.places import parts
from lawbook.mutation.written import Variant, moved

TURNED: Mapping[Rounding, Rounding] = {
    "up": "down",
    "down": "up",
    "half up": "half down",
    "half down": "half up",
    "half even": "half up",
    "floor": "ceiling",
    "ceiling": "floor",
}
"""The direction into which a rounding is turned."""

Calculation = (
    core.Add | core.Subtract | core.Multiply | core.Negate | core.Rescale | core.Absolute | core.Least | core.Greatest | core.AddMonths
    | core.MonthsBetween | core.DatePart | core.IsWorkingDay | core.AddWorkingDays | core.WorkingDaysBetween
)  # fmt: skip
"""What has its constants changed where they stand."""


def changed_figure(figure: Expression) -> Iterator[Variant]:
    """Give the changes of *figure* itself, but not those of its parts; nothing of what is no calculation."""
    match figure:
        case core.If():
            yield from _choice(figure)
        case core.RoundedQuotient():
            yield from _rounded(figure)
        case core.Modulo(by=by):
            yield from (_as_whole("constant", figure, replace(figure, by=new)) for new in (by - 1, by + 1) if new > 0)
        case core.Power(exponent=Constant() as exponent, most=most):
            changed = (new for new in moved(exponent) if isinstance(new.value, int) and 0 <= new.value <= most)
            yield from (_as_whole("constant", figure, replace(figure, exponent=new)) for new in changed)
        case core.Aggregate():
            yield from _aggregate(figure)
        case core.Ranked():
            yield from _ranking(figure)
        case _ if isinstance(figure, Calculation):
            yield from _joined(figure)
            yield from _constants(figure)
        case _:
            return


def _as_whole(operator: Operator, before: Expression, after: Expression) -> Variant:
    return Variant(operator, before, after, after)


def _constants(figure: Expression) -> Iterator[Variant]:
    for part, put in parts(figure):
        if isinstance(part, Constant):
            yield from (_as_whole("constant", figure, put(new)) for new in moved(part))


def _joined(figure: Expression) -> Iterator[Variant]:
    match figure:
        case core.Add(left=left, right=right) if _are_numbers(left, right):
            yield _as_whole("sign", figure, core.Subtract(left, right, where=figure.where, type=figure.type))
        case core.Subtract(left=left, right=right) if _are_numbers(left, right):
            yield _as_whole("sign", figure, core.Add(left, right, where=figure.where, type=figure.type))
        case core.Least(items=items) | core.Greatest(items=items):
            yield from _extreme(figure, items)
        case _:
            return


def _extreme(figure: core.Least | core.Greatest, items: tuple[Expression, ...]) -> Iterator[Variant]:
    other = core.Greatest if isinstance(figure, core.Least) else core.Least
    yield _as_whole("extreme", figure, other(items, where=figure.where, type=figure.type))
    if len(items) > 1:
        for place in range(len(items)):
            rest = (*items[:place], *items[place + 1 :])
            yield _as_whole("extreme", figure, rest[0] if len(rest) == 1 else replace(figure, items=rest))


def _are_numbers(left: Expression, right: Expression) -> bool:
    return isinstance(left.type, NumberType) and isinstance(right.type, NumberType)


def _choice(figure: core.If) -> Iterator[Variant]:
    yield _as_whole("branch", figure, replace(figure, then=figure.otherwise, otherwise=figure.then))
    for part, put in parts(figure):
        if isinstance(part, Constant) and part is not figure.condition:
            for value in beside(part.type, part.value):
                yield _as_whole("outcome", figure, put(holding(part, value)))


def _rounded(figure: core.RoundedQuotient) -> Iterator[Variant]:
    yield _as_whole("rounding", figure, replace(figure, rounding=TURNED[figure.rounding]))
    if isinstance(figure.numerator, Constant):
        yield from (_as_whole("constant", figure, replace(figure, numerator=new)) for new in moved(figure.numerator))
    if isinstance(figure.denominator, Constant) and isinstance(figure.denominator.value, int):
        # A divisor may have been made finer or coarser by tens, and tens alone are no constant of the author's.
        digits, unit = figure.denominator.value, 1
        while digits and digits % 10 == 0:
            digits, unit = digits // 10, unit * 10
        if abs(digits) > 1:
            for new in moved(figure.denominator, unit):
                yield _as_whole("constant", figure, replace(figure, denominator=new))


def _aggregate(figure: core.Aggregate) -> Iterator[Variant]:
    match figure.kind:
        case "min":
            yield _as_whole("extreme", figure, replace(figure, kind="max"))
        case "max":
            yield _as_whole("extreme", figure, replace(figure, kind="min"))
        case _:
            pass
    if figure.condition is not None:
        yield Variant("condition", figure.condition, None, replace(figure, condition=None))


def _ranking(figure: core.Ranked) -> Iterator[Variant]:
    for place, gate in enumerate(figure.gates):
        gates, labels = _without(figure.gates, place), _without(figure.labels, place)
        yield Variant("condition", gate, None, replace(figure, gates=gates, labels=labels))
    for place, by in enumerate(figure.by):
        turned = tuple(down is not (number == place) for number, down in enumerate(figure.descending))
        yield Variant("order", by, core.Negate(by, where=by.where, type=by.type), replace(figure, descending=turned))
    for place in range(len(figure.by) - 1):
        order, down = _exchanged(figure.by, place), _exchanged(figure.descending, place)
        yield Variant("order", figure.by[place], figure.by[place + 1], replace(figure, by=order, descending=down))


T = TypeVar("T")


def _without(items: tuple[T, ...], place: int) -> tuple[T, ...]:
    return (*items[:place], *items[place + 1 :])


def _exchanged(items: tuple[T, ...], place: int) -> tuple[T, ...]:
    return (*items[:place], items[place + 1], items[place], *items[place + 2 :])
