"""Values that meet (in a comparison, as branches, as items) or go to a place of a given type: one type, one unit, one scale."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from lawbook.check.typing import arithmetic
from lawbook.check.typing.arithmetic import NumberTooLarge, number
from lawbook.check.typing.reading import Drawn, Elements, Found, Listing, Quotient, Reading, told_drawn
from lawbook.check.typing.units import Unit, alike, unit_of
from lawbook.check.words.shapes import one_of
from lawbook.check.words.told import told, told_type
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import BooleanType, NumberType, OneOfType, SetType, TextType, Type
from lawbook.problems.nearest import did_you_mean
from lawbook.read.syntax import Name, Syntax, Text

Part: TypeAlias = tuple[Drawn | None, Syntax]


def settled(reading: Reading, drawn: Drawn | None, syntax: Syntax) -> Found | None:
    """Take an expression that is whole: no quotient waiting for its rounding, no elements waiting to be counted."""
    match drawn:
        case None | Found():
            return drawn
        case Quotient():
            message = f"{told(syntax)} is a division that is not rounded"
            reading.problem("needs-rounding", message, syntax.at, f"say how: `round half up({told(syntax)[1:-1]}, 2)`")
        case Elements():
            message = f"{told(syntax)} is several elements of a list"
            reading.problem("wrong-type", message, syntax.at, "use `count(…)`, `sum(….field)`, `min`, `max`, `some … satisfies`")
        case Listing():
            message = f"the list {told(syntax)} stands where one value is needed"
            reading.problem(
                "wrong-type", message, syntax.at, 'sets are asked with `any of(set, ["A", "B"])`, values with `x in ("A", "B")`'
            )
    return None


def drawn_whole(reading: Reading, syntax: Syntax) -> Found | None:
    """Read a part of the expression that is whole."""
    return settled(reading, reading.draw(syntax, reading), syntax)


def draw_truth(syntax: Syntax, reading: Reading) -> Expression | None:
    """Read a part of the expression that must be true or false."""
    found = drawn_whole(reading, syntax)
    if found is None:
        return None
    if isinstance(found.expression.type, BooleanType):
        return found.expression
    message = f"{told(syntax)} is {told_type(found.expression.type)}, and true or false is needed here"
    reading.problem("wrong-type", message, syntax.at)
    return None


def meet(reading: Reading, parts: Sequence[Part], at: int) -> list[Expression] | None:
    """Give all *parts* in one type, one unit and one scale, or None after saying why they cannot meet at the offset *at*."""
    against = next((drawn.expression.type for drawn, _ in parts if isinstance(drawn, Found)), None)
    if isinstance(against, SetType):
        parts = [(as_set(drawn, against) if isinstance(drawn, Listing) else drawn, syntax) for drawn, syntax in parts]
    whole = [(found, syntax) for drawn, syntax in parts if (found := settled(reading, drawn, syntax)) is not None]
    if len(whole) < len(parts):
        return None
    lead = next((part for part in whole if not part[0].loose), whole[0])
    if isinstance(lead[0].expression.type, NumberType):
        return _numbers(reading, whole, lead, at)
    met = [_conformed(reading, part, lead, at) for part in whole]
    return [expression for expression in met if expression is not None] if None not in met else None


def _numbers(reading: Reading, parts: Sequence[tuple[Found, Syntax]], lead: tuple[Found, Syntax], at: int) -> list[Expression] | None:
    unit: Unit | None = unit_of(number(lead[0].expression))
    for found, syntax in parts:
        type_ = found.expression.type
        if not isinstance(type_, NumberType):
            _differ(reading, (found, syntax), lead, at)
            return None
        if unit is not None and not (found.loose and not unit.plain):
            unit = alike(unit, unit_of(type_))
        if unit is None:
            _mixed(reading, (found, syntax), lead, at)
            return None
    counted = [
        arithmetic.in_unit(found.expression, unit) if unit and found.loose and not unit.plain else found.expression for found, _ in parts
    ]
    try:
        return arithmetic.at_one_scale(counted)
    except NumberTooLarge as trouble:
        reading.too_large(parts[0][1], at, trouble)
        return None


def _differ(reading: Reading, part: tuple[Found, Syntax], lead: tuple[Found, Syntax], at: int) -> None:
    told_lead, told_part = (f"{told(syntax)} is {told_drawn(found)}" for found, syntax in (lead, part))
    reading.problem("wrong-type", f"{told_lead}, and {told_part}", at)


def _mixed(reading: Reading, part: tuple[Found, Syntax], lead: tuple[Found, Syntax], at: int) -> None:
    told_lead, told_part = (f"{told(syntax)} is {told_drawn(found)}" for found, syntax in (lead, part))
    kinds = {unit_of(number(found.expression)).kind for found, _ in (lead, part)}
    counts = [kind for kind in ("days", "months") if kind in kinds]
    help_ = f"`{counts[0]}(n)` makes {counts[0]} of an integer" if len(counts) == 1 and "integer" in kinds else None
    reading.problem("mixed-units", f"{told_lead}, and {told_part}", at, help_)


def _conformed(reading: Reading, part: tuple[Found, Syntax], lead: tuple[Found, Syntax], at: int) -> Expression | None:
    found, _ = part
    wanted, mine = lead[0].expression.type, found.expression.type
    if isinstance(wanted, OneOfType) and found.loose and isinstance(mine, TextType):
        return labelled(reading, found.expression, wanted)
    if same_kind(mine, wanted):
        return found.expression
    _differ(reading, part, lead, at)
    return None


def same_kind(left: Type, right: Type) -> bool:
    """Tell whether values of two types that are not numbers can be equal, bounds aside."""
    if isinstance(left, OneOfType) and isinstance(right, OneOfType):
        return left.labels == right.labels
    if isinstance(left, SetType) and isinstance(right, SetType):
        return left.of.labels == right.of.labels
    return type(left) is type(right)


def labelled(reading: Reading, text: Expression, type_: OneOfType) -> Expression | None:
    """Take quoted text as a label of *type_*."""
    match text:
        case core.Constant(value=str(label)) if label in type_.labels:
            return replace(text, type=type_)
        case core.Constant(value=str(label)):
            unknown_label(reading, label, type_, text)
            return None
        case core.If(then=then, otherwise=otherwise):
            branches = labelled(reading, then, type_), labelled(reading, otherwise, type_)
            if branches[0] is None or branches[1] is None:
                return None
            return replace(text, then=branches[0], otherwise=branches[1], type=type_)
        case _:
            reading.problem_at("wrong-type", f"a text stands where {told_type(type_)} is needed", text.where)
            return None


def unknown_label(reading: Reading, label: str, type_: OneOfType, at: Expression) -> None:
    """Say that the type has no such label, and which is near."""
    message = f"`{label}` is not {told_type(type_)}"
    reading.problem_at("unknown-label", message, at.where, did_you_mean(label, type_.labels) or one_of(type_.labels))


def as_set(listing: Listing, type_: SetType) -> Found | None:
    """Take a list of labels, quoted or bare, as a set."""
    labels = [label_written(item, listing.reading, type_.of) for item in listing.items]
    if None in labels:
        return None
    reading = listing.reading
    where = reading.place(listing.at)
    return Found(core.Constant(frozenset(label for label in labels if label is not None), where=where, type=type_))


def label_written(syntax: Syntax, reading: Reading, type_: OneOfType) -> str | None:
    """Take one label as written, quoted or bare, or None after saying what stands there instead."""
    match syntax:
        case Text(value=label) | Name(name=label):
            if label in type_.labels:
                return label
            unknown_label(reading, label, type_, core.Constant(label, where=reading.place(syntax.at), type=type_))
        case _:
            reading.problem("wrong-type", f"{told(syntax)} stands where a label is needed", syntax.at, one_of(type_.labels))
    return None
