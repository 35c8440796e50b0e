"""Lists: fields, filters, counts and sums over the elements of a list, `some` and `every`."""

from typing import assert_never

from lawbook.check.typing import arithmetic
from lawbook.check.typing.arithmetic import NumberTooLarge, bounds
from lawbook.check.typing.comparisons import BOOLEAN
from lawbook.check.typing.meeting import draw_truth
from lawbook.check.typing.quotients import as_quotient, divided
from lawbook.check.typing.reading import Drawn, Elements, Found, Quotient, Reading, told_drawn
from lawbook.check.typing.units import DECIMAL, INTEGER, unit_of
from lawbook.check.words.shapes import one_of
from lawbook.check.words.told import told, told_type
from lawbook.model import core
from lawbook.model.core import AggregateKind, Expression
from lawbook.model.types import DateType, ListType, MomentType, NumberType, RecordType, TimeType, Type
from lawbook.problems import Where
from lawbook.problems.nearest import did_you_mean
from lawbook.read.syntax import Call, Field, Filter, ForSome


def draw_field(syntax: Field, reading: Reading) -> Drawn | None:
    """Read a field of a record, or of every element of a list."""
    drawn = reading.draw(syntax.of, reading)
    elements = as_elements(drawn, reading)
    if elements is not None and elements.value is None and isinstance(elements.element, RecordType):
        variable = core.Variable(elements.variable, where=reading.place(syntax.at), type=elements.element)
        value = _field(syntax, variable, elements.element, reading)
        return None if value is None else Elements(elements.of, elements.element, elements.variable, elements.condition, value)
    if isinstance(drawn, Found) and isinstance(drawn.expression.type, RecordType):
        value = _field(syntax, drawn.expression, drawn.expression.type, reading)
        return None if value is None else Found(value)
    if drawn is not None:
        message = f"{told(syntax.of)} is {told_drawn(drawn)}, and has no field `{syntax.name}`"
        reading.problem("wrong-type", message, syntax.name_at)
    return None


def _field(syntax: Field, of: Expression, record: RecordType, reading: Reading) -> Expression | None:
    if syntax.name in record.names:
        return field_of(of, record, record.names.index(syntax.name), reading.place(syntax.at))
    help_ = did_you_mean(syntax.name, record.names) or one_of(record.names)
    reading.problem("unknown-name", f"{told(syntax.of)} has no field `{syntax.name}`", syntax.name_at, help_)
    return None


def field_of(of: Expression, record: RecordType, position: int, where: Where) -> Expression:
    """Give the field at *position*."""
    return core.FieldOf(of, position, where=where, type=record.types[position])


def draw_filter(syntax: Filter, reading: Reading) -> Elements | None:
    """Read a filter: within its condition the fields of an element stand by bare name, and the element is `item`."""
    drawn = reading.draw(syntax.of, reading)
    elements = as_elements(drawn, reading)
    if elements is None or elements.value is not None:
        if drawn is not None:
            message = f"{told(syntax.of)} is {told_drawn(drawn)}, and only a list of records can be filtered"
            reading.problem("wrong-type", message, syntax.at, "filter first, then take the field: `list[condition].field`")
        return None
    where = reading.place(syntax.at)
    item = core.Variable(elements.variable, where=where, type=elements.element)
    names: dict[str, Expression] = {"item": item}
    if isinstance(elements.element, RecordType):
        fields = enumerate(elements.element.names)
        names.update((name, field_of(item, elements.element, position, where)) for position, name in fields)
    condition = draw_truth(syntax.condition, reading.binding(elements.variable, names))
    if condition is None:
        return None
    if elements.condition is not None:
        condition = core.All((elements.condition, condition), where=where, type=BOOLEAN)
    return Elements(elements.of, elements.element, elements.variable, condition)


def as_elements(drawn: Drawn | None, reading: Reading) -> Elements | None:
    """Take all elements of a list, each bound to a variable that no enclosing filter has."""
    match drawn:
        case Elements():
            return drawn
        case Found(expression=expression) if isinstance(expression.type, ListType):
            return Elements(expression, expression.type.of, reading.unbound("item"))
        case _:
            return None


def draw_for_some(syntax: ForSome, reading: Reading) -> Found | None:
    """Read `some x in list satisfies …`, or `every …`."""
    drawn = reading.draw(syntax.of, reading)
    elements = as_elements(drawn, reading)
    if elements is None:
        if drawn is not None:
            message = f"{told(syntax.of)} is {told_drawn(drawn)}, and a list is needed after `in`"
            reading.problem("wrong-type", message, syntax.of.at)
        return None
    if reading.means(syntax.variable):
        message = f"`{syntax.variable}` already means something here"
        reading.problem("duplicate-name", message, syntax.at, "choose another name for the element")
    where = reading.place(syntax.at)
    variable = elements.variable if elements.condition is not None or elements.value is not None else reading.unbound(syntax.variable)
    element = elements.value or core.Variable(variable, where=where, type=elements.element)
    names: dict[str, Expression] = {syntax.variable: element}
    if variable == elements.variable:
        names["item"] = core.Variable(variable, where=where, type=elements.element)
    condition = draw_truth(syntax.condition, reading.binding(variable, names))
    if condition is None:
        return None
    if elements.condition is not None:
        condition = _among(syntax.kind == "some", elements.condition, condition, where)
    return Found(core.Quantified(syntax.kind, elements.of, variable, condition, where=where, type=BOOLEAN))


def _among(some: bool, taken: Expression, condition: Expression, where: Where) -> Expression:  # noqa: FBT001 - private, one use
    if some:
        return core.All((taken, condition), where=where, type=BOOLEAN)
    return core.AnyOf((core.Not(taken, where=where, type=BOOLEAN), condition), where=where, type=BOOLEAN)


def draw_count(elements: Elements, syntax: Call, reading: Reading) -> Expression:
    """Count elements."""
    type_ = arithmetic.typed(INTEGER, 0, (0, _most(elements)))
    return _aggregate("count", elements, None, type_, reading, syntax.at)


def draw_aggregate(kind: AggregateKind, elements: Elements, syntax: Call, reading: Reading) -> Expression | None:
    """Read a sum, the least, the greatest or the first of a field over elements."""
    where = reading.place(syntax.at)
    value = elements.value or core.Variable(elements.variable, where=where, type=elements.element)
    type_ = value.type
    try:
        match kind:
            case "sum" if isinstance(type_, NumberType):
                low, high = bounds(value)
                within = (min(0, low * _most(elements)), max(0, high * _most(elements)))
                return _aggregate(kind, elements, value, arithmetic.typed(unit_of(type_), type_.scale, within), reading, syntax.at)
            case "min" | "max" if isinstance(type_, NumberType | DateType | TimeType | MomentType):
                return _aggregate(kind, elements, value, type_, reading, syntax.at)
            case "first":
                return _aggregate(kind, elements, value, type_, reading, syntax.at)
            case "count":
                return draw_count(elements, syntax, reading)
            case "sum" | "min" | "max":
                message = f"`{syntax.function}` is asked of {told(syntax.arguments[0])}, each {told_type(type_)}"
                help_ = "say which field: `sum(list.field)`" if isinstance(type_, RecordType) else None
                reading.problem("wrong-type", message, syntax.at, help_)
                return None
            case _:
                assert_never(kind)
    except NumberTooLarge as trouble:
        reading.too_large(syntax, syntax.at, trouble)
        return None


def draw_mean(elements: Elements, syntax: Call, reading: Reading) -> Quotient | None:
    """Read the mean of a field: the sum over the count, unknown of nothing."""
    total = draw_aggregate("sum", elements, syntax, reading)
    if total is None or not isinstance(total.type, NumberType):
        return None
    where = reading.place(syntax.at)
    unit = unit_of(total.type) if total.type.kind != "integer" else DECIMAL
    quotient = divided(as_quotient(Found(total)), as_quotient(Found(draw_count(elements, syntax, reading))), unit, where)
    return Quotient(quotient.numerator, quotient.denominator, quotient.divisors, unit, cause="empty-list")


def _most(elements: Elements) -> int:
    return elements.of.type.most if isinstance(elements.of.type, ListType) else 0


def _aggregate(kind: AggregateKind, elements: Elements, value: Expression | None, type_: Type, reading: Reading, at: int) -> Expression:
    cause, where = reading.cause("empty-list"), reading.place(at)
    return core.Aggregate(kind, elements.of, elements.variable, elements.condition, value, cause, where=where, type=type_)
