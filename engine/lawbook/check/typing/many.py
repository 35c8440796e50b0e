"""Functions of many values: min, max, sum, mean and count, of a list fact, of a list written out, or of several arguments."""

from collections.abc import Sequence
from typing import TypeAlias

from lawbook.check.typing import arithmetic, intervals, quotients
from lawbook.check.typing.arithmetic import NumberTooLarge
from lawbook.check.typing.comparisons import interval_of
from lawbook.check.typing.lists import as_elements, draw_aggregate, draw_count, draw_mean
from lawbook.check.typing.meeting import Part, meet, settled
from lawbook.check.typing.reading import Drawn, Elements, Found, Listing, Quotient, Reading, told_drawn
from lawbook.check.typing.units import INTEGER
from lawbook.check.words.told import told, told_type
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import DateType, MomentType, NumberType, SetType, TimeType
from lawbook.problems import Where
from lawbook.read.syntax import Call

Extreme: TypeAlias = type[core.Least] | type[core.Greatest]


def draw_extreme(syntax: Call, reading: Reading) -> Found | None:
    """Read `min` or `max`."""
    operands = _operands(syntax, reading)
    if operands is None:
        return None
    if isinstance(operands, Elements):
        aggregate = draw_aggregate("min" if syntax.function == "min" else "max", operands, syntax, reading)
        return None if aggregate is None else Found(aggregate)
    if len(operands) < 2:
        message = f"`{syntax.function}` is given one value that is no list"
        reading.problem("wrong-arguments", message, syntax.at, f"write `{syntax.function}(a, b)` or `{syntax.function}(list.field)`")
        return None
    if refuse_quotients(operands, f"`{syntax.function}`", reading):
        return None
    met = meet(reading, operands, syntax.at)
    if met is None:
        return None
    loose = all(isinstance(drawn, Found) and drawn.loose for drawn, _ in operands)
    node = core.Least if syntax.function == "min" else core.Greatest
    return _extreme(node, met, loose, syntax, reading)


def _extreme(node: Extreme, items: Sequence[Expression], loose: bool, syntax: Call, reading: Reading) -> Found | None:  # noqa: FBT001 - private
    where = reading.place(syntax.at)
    type_ = items[0].type
    if isinstance(type_, NumberType):
        make = arithmetic.least if node is core.Least else arithmetic.greatest
        return Found(make(items, arithmetic.unit_of_all(items), where), loose)
    if not isinstance(type_, DateType | MomentType | TimeType):
        message = f"`{syntax.function}` is asked of {told(syntax.arguments[0])}, {told_type(type_)}"
        reading.problem("wrong-type", message, syntax.at, "numbers, dates, times and moments have a least and a greatest")
        return None
    if isinstance(type_, DateType):
        ends = [interval_of(item) or (0, 0) for item in items]
        type_ = DateType(*(intervals.least(ends) if node is core.Least else intervals.greatest(ends)))
    return Found(node(tuple(items), where=where, type=type_))


def refuse_quotients(operands: Sequence[Part], around: str, reading: Reading) -> bool:
    """Say that a division stands within something that is no exact calculation."""
    waiting = [syntax for drawn, syntax in operands if isinstance(drawn, Quotient)]
    for syntax in waiting:
        message = f"{around} stands around the division {told(syntax)}, which is not rounded"
        reading.problem("not-one-quotient", message, syntax.at, f"round inside: `round half up({told(syntax)[1:-1]}, 2)`")
    return bool(waiting)


def draw_total(syntax: Call, reading: Reading) -> Drawn | None:
    """Read `sum`."""
    operands = _operands(syntax, reading)
    if operands is None:
        return None
    if isinstance(operands, Elements):
        aggregate = draw_aggregate("sum", operands, syntax, reading)
        return None if aggregate is None else Found(aggregate)
    if refuse_quotients(operands, "`sum`", reading):
        return None
    return _added(operands, syntax, reading)


def _added(operands: Sequence[Part], syntax: Call, reading: Reading) -> Found | None:
    if not operands:
        return Found(arithmetic.constant(0, 0, INTEGER, reading.place(syntax.at)), loose=True)
    met = meet(reading, operands, syntax.at)
    if met is None:
        return None
    for item, (_, written) in zip(met, operands, strict=True):
        if not isinstance(item.type, NumberType):
            reading.problem("wrong-type", f"{told(written)} is {told_type(item.type)}, and only numbers are added", written.at)
            return None
    loose = all(isinstance(drawn, Found) and drawn.loose for drawn, _ in operands)
    try:
        return Found(_balanced(met, reading.place(syntax.at)), loose)
    except NumberTooLarge as trouble:
        reading.too_large(syntax, syntax.at, trouble)
        return None


def _balanced(items: Sequence[Expression], where: Where) -> Expression:
    """Add halves, so that a long sum does not nest deeply."""
    if len(items) == 1:
        return items[0]
    left, right = _balanced(items[: len(items) // 2], where), _balanced(items[len(items) // 2 :], where)
    return arithmetic.plus(left, right, arithmetic.unit_of_all([left, right]), where)


def draw_average(syntax: Call, reading: Reading) -> Quotient | None:
    """Read `mean`."""
    operands = _operands(syntax, reading)
    if operands is None:
        return None
    if isinstance(operands, Elements):
        return draw_mean(operands, syntax, reading)
    if not operands:
        reading.problem("wrong-arguments", "`mean` is given nothing", syntax.at, "write `mean(list.field)` or `mean(a, b)`")
        return None
    if refuse_quotients(operands, "`mean`", reading):
        return None
    total = _added(operands, syntax, reading)
    if total is None:
        return None
    where = reading.place(syntax.at)
    many = Found(arithmetic.constant(len(operands), 0, INTEGER, where), loose=True)
    over = quotients.as_quotient(total)
    return quotients.divided(over, quotients.as_quotient(many), over.unit, where)


def draw_first(syntax: Call, reading: Reading) -> Found | None:
    """Read `first`: what stands first in a list, or a field of it."""
    argument = syntax.arguments[0]
    drawn = reading.draw(argument, reading)
    elements = as_elements(drawn, reading)
    if elements is not None:
        aggregate = draw_aggregate("first", elements, syntax, reading)
        return None if aggregate is None else Found(aggregate)
    if drawn is not None:
        message = f"{told(argument)} is {told_drawn(drawn)}, and only a list has a first element"
        reading.problem("wrong-type", message, argument.at)
    return None


def draw_size(syntax: Call, reading: Reading) -> Found | None:
    """Read `count`, of a list or of a set."""
    argument = syntax.arguments[0]
    drawn = reading.draw(argument, reading)
    elements = as_elements(drawn, reading)
    if elements is not None:
        return Found(draw_count(elements, syntax, reading))
    where = reading.place(syntax.at)
    match drawn:
        case Listing(items=items):
            return Found(arithmetic.constant(len(items), 0, INTEGER, where))
        case Found(expression=expression) if isinstance(expression.type, SetType):
            type_ = arithmetic.typed(INTEGER, 0, (0, len(expression.type.of.labels)))
            return Found(core.SetSize(expression, where=where, type=type_))
        case _:
            found = settled(reading, drawn, argument)
            if found is not None:
                message = f"{told(argument)} is {told_type(found.expression.type)}, and only lists and sets are counted"
                reading.problem("wrong-type", message, argument.at)
            return None


def _operands(syntax: Call, reading: Reading) -> Elements | list[Part] | None:
    """Read the arguments: elements of a list, or several values, all of which are read even when one is wrong."""
    if len(syntax.arguments) == 1:
        argument = syntax.arguments[0]
        drawn = reading.draw(argument, reading)
        if isinstance(drawn, Listing):
            return _whole([(drawn.reading.draw(item, drawn.reading), item) for item in drawn.items])
        elements = as_elements(drawn, reading)
        return elements if elements is not None else _whole([(drawn, argument)])
    return _whole([(reading.draw(argument, reading), argument) for argument in syntax.arguments])


def _whole(parts: list[Part]) -> list[Part] | None:
    return None if any(drawn is None for drawn, _ in parts) else parts
