"""And, or, is known, and the choice between two branches."""

from typing import Literal

from lawbook.check.typing import intervals
from lawbook.check.typing.arithmetic import NumberTooLarge, typed, unit_of_all
from lawbook.check.typing.comparisons import BOOLEAN
from lawbook.check.typing.intervals import Bounds
from lawbook.check.typing.many import refuse_quotients
from lawbook.check.typing.meeting import draw_truth, drawn_whole, meet
from lawbook.check.typing.nullable import can_be_unknown
from lawbook.check.typing.reading import Found, Reading
from lawbook.check.words.told import told
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import DateType, NumberType, TextType, Type
from lawbook.read.syntax import Binary, Choose, IsKnown, Syntax


def draw_junction(syntax: Binary, operator: Literal["and", "or"], reading: Reading) -> Found | None:
    """Read `a and b and c`, or with `or`, as one node; every operand is read even when one is wrong."""
    operands: list[Syntax] = []
    rest: Syntax = syntax
    while isinstance(rest, Binary) and rest.operator == operator:
        operands.append(rest.right)
        rest = rest.left
    truths = [draw_truth(operand, reading) for operand in reversed([*operands, rest])]
    items = tuple(truth for truth in truths if truth is not None)
    if len(items) < len(truths):
        return None
    node = core.All if operator == "and" else core.AnyOf
    return Found(node(items, where=reading.place(syntax.at), type=BOOLEAN))


def draw_is_known(syntax: IsKnown, reading: Reading) -> Found | None:
    """Read `x is known` or `x is missing`."""
    found = drawn_whole(reading, syntax.of)
    if found is None:
        return None
    where = reading.place(syntax.at)
    if not can_be_unknown(found.expression, reading.scope):
        always = "true" if syntax.known else "false"
        message = f"{told(syntax)} is always {always}: {told(syntax.of)} is never unknown"
        reading.warn("constant-condition", message, syntax.at)
    known = core.IsKnown(found.expression, where=where, type=BOOLEAN)
    return Found(known if syntax.known else core.Not(known, where=where, type=BOOLEAN))


def draw_choice(syntax: Choose, reading: Reading) -> Found | None:
    """Read `if condition then a else b`."""
    condition = draw_truth(syntax.condition, reading)
    branches = [(reading.draw(branch, reading), branch) for branch in (syntax.then, syntax.otherwise)]
    if refuse_quotients(branches, "`if`", reading):
        return None
    met = meet(reading, branches, syntax.at)
    if met is None or condition is None:
        return None
    loose = all(isinstance(drawn, Found) and drawn.loose for drawn, _ in branches)
    try:
        type_ = _either(met[0], met[1])
    except NumberTooLarge as trouble:
        reading.too_large(syntax, syntax.at, trouble)
        return None
    return Found(core.If(condition, met[0], met[1], where=reading.place(syntax.at), type=type_), loose)


def _either(left: Expression, right: Expression) -> Type:
    """Give the type of what is one of two values that have met."""
    match left.type, right.type:
        case NumberType() as one, NumberType() as other:
            return typed(unit_of_all([left, right]), one.scale, _union(one, other))
        case DateType() as one, DateType() as other:
            return DateType(*_union(one, other))
        case TextType(most=most), TextType(most=other_most):
            return TextType(max(most, other_most))
        case _:
            return left.type


def _union(left: NumberType | DateType, right: NumberType | DateType) -> Bounds:
    return intervals.union([(left.low, left.high), (right.low, right.high)])
