"""Comparisons: which values can be equal, which have an order, and which comparisons say nothing."""

from typing import Literal, TypeAlias, assert_never

from lawbook.check.typing.dates import moment_bounds
from lawbook.check.typing.intervals import Bounds
from lawbook.check.typing.meeting import meet
from lawbook.check.typing.reading import Found, Reading
from lawbook.check.words.told import told, told_end, told_type
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import (
    DAY_SECONDS,
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.problems import Where
from lawbook.read.syntax import Binary, Syntax

Operator: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]
BOOLEAN = BooleanType()


def draw_comparison(syntax: Binary, operator: Operator, reading: Reading) -> Found | None:
    """Read a comparison of two values."""
    parts = [(reading.draw(operand, reading), operand) for operand in (syntax.left, syntax.right)]
    met = meet(reading, parts, syntax.operator_at)
    if met is None:
        return None
    left, right = met
    if not comparable(reading, left.type, operator, syntax.left, syntax.operator_at):
        return None
    truth = compared(operator, left, right, reading.place(syntax.at))
    always = _decided(operator, left, right)
    if always is not None:
        reading.warn("constant-condition", f"{told(syntax)} is always {str(always).lower()}", syntax.at, _why(left, syntax.left))
    return Found(truth)


def compared(operator: Operator, left: Expression, right: Expression, where: Where) -> Expression:
    """Give the comparison of two values of one type and scale."""
    if operator not in {"=", "!="} and isinstance(left.type, OneOfType):
        left, right = (in_order(side, side.where) for side in (left, right))
    match operator:
        case "=":
            return core.Equal(left, right, where=where, type=BOOLEAN)
        case "<":
            return core.Less(left, right, where=where, type=BOOLEAN)
        case "<=":
            return core.AtMost(left, right, where=where, type=BOOLEAN)
        case "!=" | ">" | ">=":
            opposite: dict[str, Operator] = {"!=": "=", ">": "<=", ">=": "<"}
            return core.Not(compared(opposite[operator], left, right, where), where=where, type=BOOLEAN)
        case _:
            assert_never(operator)


def in_order(of: Expression, where: Where) -> Expression:
    """Give the place of a label in its ordered type; other values are their own place."""
    if not isinstance(of.type, OneOfType):
        return of
    labels = of.type.labels
    return core.Position(of, labels, where=where, type=NumberType("integer", 0, 0, len(labels) - 1))


def comparable(reading: Reading, type_: Type, operator: Operator, syntax: Syntax, at: int) -> bool:
    """Tell whether values of a type can be compared so; say why not."""
    match type_:
        case ListType() | RecordType():
            reading.problem("wrong-type", f"{told(syntax)} is {told_type(type_)}, and cannot be compared", at)
            return False
        case NumberType() | DateType() | MomentType():
            return True
        case TimeType():
            return _comparable_time(reading, operator, syntax, at)
        case OneOfType(ordered=False) if operator not in {"=", "!="}:
            message = f"{told(syntax)} is {told_type(type_)}, whose labels have no order"
            reading.problem("not-ordered", message, at, "declare `ordered: true` on the type, with the labels from least to greatest")
            return False
        case OneOfType():
            return True
        case BooleanType() | TextType() | SetType():
            if operator in {"=", "!="}:
                return True
            reading.problem("wrong-type", f"{told(syntax)} is {told_type(type_)}, which has no order", at)
            return False
        case _:
            assert_never(type_)


def _comparable_time(reading: Reading, operator: Operator, syntax: Syntax, at: int) -> bool:
    if operator not in {"<=", ">"}:
        return True
    message = f"{told(syntax)} is a time of day, which is compared with `<`, `>=` and `=` only"
    reading.problem("wrong-type", message, at, f"a period is asked with `during({told(syntax)[1:-1]}, start, end)`, its end left out")
    return False


def interval_of(expression: Expression) -> Bounds | None:
    """Give the interval of a value that has an order."""
    match expression.type, expression:
        case ((NumberType(low=low, high=high) | DateType(low=low, high=high)), _):
            return low, high
        case MomentType(), _:
            return moment_bounds(expression)
        case TimeType(), core.Constant(value=int(seconds)):
            return seconds, seconds
        case TimeType(), _:
            return 0, DAY_SECONDS - 1
        case _:
            return None


def _decided(operator: Operator, left: Expression, right: Expression) -> bool | None:
    """Tell what a comparison always comes to, where the intervals of its sides say so."""
    mine, other = interval_of(left), interval_of(right)
    if mine is None or other is None:
        return None
    match operator:
        case "=" | "!=":
            apart = mine[1] < other[0] or other[1] < mine[0]
            return (operator == "!=") if apart else None
        case "<" | ">=":
            below = True if mine[1] < other[0] else False if mine[0] >= other[1] else None
            return below if below is None or operator == "<" else not below
        case "<=" | ">":
            up_to = True if mine[1] <= other[0] else False if mine[0] > other[1] else None
            return up_to if up_to is None or operator == "<=" else not up_to
        case _:
            assert_never(operator)


def _why(left: Expression, syntax: Syntax) -> str | None:
    if isinstance(left, core.Constant) or not isinstance(left.type, NumberType | DateType):
        return None
    return f"{told(syntax)} is from {told_end(left.type.low, left.type)} to {told_end(left.type.high, left.type)}"
