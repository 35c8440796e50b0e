"""Saying that a symbol is one value."""

import z3

from lawbook.model.types import (
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
from lawbook.model.values import Known, Unknown, Value
from lawbook.problems import EngineFault
from lawbook.prove.facts import Texts
from lawbook.prove.symbols import FALSE, Listed, Symbol, both, either, elements, members, number, opposite, parts, places_in, truth


def fixing(symbol: Symbol, type_: Type, value: Value, texts: Texts) -> z3.BoolRef:
    """Say that *symbol* is *value*."""
    if isinstance(value, Unknown):
        return opposite(symbol.known)
    return both(symbol.known, _is(symbol, type_, value, texts))


def _is(symbol: Symbol, type_: Type, value: Known, texts: Texts) -> z3.BoolRef:
    match type_, value:
        case BooleanType(), bool():
            return truth(symbol) == value
        case OneOfType(labels=labels), str():
            return number(symbol) == labels.index(value)
        case TextType(), str():
            return number(symbol) == texts.number(value)
        case SetType(), frozenset():
            return both(*(there == (label in value) for label, there in members(symbol).items()))
        case RecordType(types=types), tuple():
            return both(*(fixing(part, of, own, texts) for part, of, own in zip(parts(symbol), types, value, strict=True)))
        case ListType(of=of), tuple():
            return _lists(elements(symbol), of, value, texts)
        case NumberType() | DateType() | TimeType() | MomentType(), int():
            return number(symbol) == value
        case _:
            raise EngineFault(f"{value!r} is no value of {type_}")


def _lists(listed: Listed, of: Type, value: tuple[Value, ...], texts: Texts) -> z3.BoolRef:
    # As many elements, each as often; and in the same places where the order is that of the list.
    here = [z3.If(there, 1, 0) for there, _ in listed.items]
    said = [z3.Sum(here) == len(value)] if here else [z3.BoolVal(value == ())]
    for own in value:
        alike = [z3.If(both(there, fixing(element, of, own, texts)), 1, 0) for there, element in listed.items]
        said.append(z3.Sum(alike) == value.count(own) if alike else FALSE)
    if listed.turns is not None:
        for (there, element), count in zip(listed.items, places_in(listed), strict=True):
            for place, own in enumerate(value):
                said.append(either(opposite(both(there, count == place)), fixing(element, of, own, texts)))
    return both(*said)
