"""Facts as symbols, and back: what a model says each fact is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import z3

from lawbook.contract.facts import may_be_absent, missing
from lawbook.model.policy import Fact
from lawbook.model.types import (
    MOMENT_HIGH,
    MOMENT_LOW,
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
from lawbook.prove.symbols import TRUE, NotExpressible, Symbol, elements, in_turn, members, number, parts, truth

LONGEST_LIST = 8
"""How many elements a list may have to be put into formulas."""
SHORT_LIST = 2
"""How many elements stand for a list that may have more than that, where only something that is so is looked for."""
LAST_SECOND = 86_399


class Texts:
    """The texts that a policy speaks of, as numbers; all others are numbers beyond them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Give the number of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def text(self, number: int) -> str:
        """Give the text of a number: one that nobody speaks of, where it is beyond all that are spoken of."""
        known = {place: text for text, place in self._numbers.items()}
        other = f"#{number}"
        while other in self._numbers:
            other += "#"
        return known.get(number, other)


@dataclass(frozen=True, slots=True)
class Made:
    """A symbol for every value of a type, and what must hold of it to be one."""

    symbol: Symbol
    bounds: tuple[z3.BoolRef, ...]


def fact_symbol(fact: Fact, name: str) -> Made:
    """Make the symbol of a fact under *name*."""
    return made(fact.type, name, optional=may_be_absent(fact))


def shortened(fact: Fact) -> Fact:
    """Give *fact* with no more elements than formulas bear: what is found of it is so, but that there is nothing is not shown by it."""
    if isinstance(fact.type, ListType) and fact.type.most > LONGEST_LIST:
        return replace(fact, type=replace(fact.type, most=SHORT_LIST))
    return fact


def made(type_: Type, name: str, *, optional: bool) -> Made:
    """Make a symbol of *type_* under *name*; an *optional* one may be unknown."""
    known = z3.Bool(f"{name}?") if optional else TRUE
    match type_:
        case BooleanType():
            return Made(Symbol(known, z3.Bool(name)), ())
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            return _between(known, name, low, high)
        case TimeType():
            return _between(known, name, 0, LAST_SECOND)
        case MomentType():
            return _between(known, name, MOMENT_LOW, MOMENT_HIGH)
        case OneOfType(labels=labels):
            return _between(known, name, 0, len(labels) - 1)
        case TextType():
            return _between(known, name, 0, 10_000)
        case SetType(of=of):
            return Made(Symbol(known, {label: z3.Bool(f"{name}.{label}") for label in of.labels}), ())
        case RecordType():
            return _record(type_, name, known)
        case ListType():
            return _list(type_, name, known)


def _between(known: z3.BoolRef, name: str, low: int, high: int) -> Made:
    value = z3.Int(name)
    return Made(Symbol(known, value), (low <= value, value <= high))


def _record(type_: RecordType, name: str, known: z3.BoolRef) -> Made:
    fields = zip(type_.names, type_.types, type_.optional, strict=True)
    found = [made(of, f"{name}.{field}", optional=optional) for field, of, optional in fields]
    return Made(Symbol(known, tuple(each.symbol for each in found)), tuple(bound for each in found for bound in each.bounds))


def _list(type_: ListType, name: str, known: z3.BoolRef) -> Made:
    if type_.most > LONGEST_LIST:
        raise NotExpressible(f"a list of up to {type_.most} elements")
    length = z3.Int(f"{name}#")
    found = [made(type_.of, f"{name}.{place}", optional=False) for place in range(type_.most)]
    items = [(length > place, each.symbol) for place, each in enumerate(found)]
    bounds = tuple(bound for each in found for bound in each.bounds)
    return Made(Symbol(known, in_turn(items)), (*bounds, length >= 0, length <= type_.most))


def facts_of(facts: Mapping[str, Symbol], declared: tuple[Fact, ...], model: z3.ModelRef, texts: Texts) -> dict[str, Value]:
    """Read what each fact is in *model*."""
    return {fact.name: _value(fact.type, facts[fact.name], model, texts, missing(fact)) for fact in declared if fact.name in facts}


def _value(type_: Type, symbol: Symbol, model: z3.ModelRef, texts: Texts, absent: Unknown) -> Value:
    if not _truth(symbol.known, model):
        return absent
    return _known(type_, symbol, model, texts, absent)


def _known(type_: Type, symbol: Symbol, model: z3.ModelRef, texts: Texts, absent: Unknown) -> Known:
    match type_:
        case BooleanType():
            return _truth(truth(symbol), model)
        case OneOfType(labels=labels):
            return labels[_number(number(symbol), model)]
        case TextType():
            return texts.text(_number(number(symbol), model))
        case SetType():
            return frozenset(label for label, there in members(symbol).items() if _truth(there, model))
        case RecordType(types=types):
            return tuple(_value(of, part, model, texts, absent) for of, part in zip(types, parts(symbol), strict=True))
        case ListType(of=of):
            return tuple(_known(of, part, model, texts, absent) for there, part in elements(symbol).items if _truth(there, model))
        case _:
            return _number(number(symbol), model)


def _truth(of: z3.BoolRef, model: z3.ModelRef) -> bool:
    return bool(z3.is_true(model.eval(of, model_completion=True)))


def _number(of: z3.ArithRef, model: z3.ModelRef) -> int:
    found = model.eval(of, model_completion=True)
    if not isinstance(found, z3.IntNumRef):
        raise NotExpressible("a number that the solver does not settle")
    return int(found.as_long())
