"""How a decision turns out otherwise: from one label to another, to more or less, known or no longer."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

import z3

from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, SetType, TimeType, Type
from lawbook.model.values import Unknown
from lawbook.prove.arithmetic import whole
from lawbook.prove.symbols import FALSE, Symbol, both, either, equal, members, number, opposite, truth

Way: TypeAlias = Literal["becomes", "rises", "falls", "known", "unknown", "otherwise"]
Told: TypeAlias = str | bool | None
LABELLED = (OneOfType, BooleanType)
COUNTED = (NumberType, DateType, TimeType, MomentType)


@dataclass(frozen=True, slots=True)
class Turn:
    """One way in which a decision turns out otherwise. Of labels and truths, *before* and *after* are what they were and are (None: not known)."""

    way: Way
    before: Told = None
    after: Told = None


def are_comparable(one: Type, other: Type) -> bool:
    """Tell whether values of two types can be the same value."""
    match one, other:
        case NumberType(), NumberType():
            return (one.kind, one.currency) == (other.kind, other.currency)
        case (OneOfType(), OneOfType()) | (DateType(), DateType()) | (SetType(), SetType()):
            return True
        case _:
            return one == other


def turn_of(types: tuple[Type, Type], before: object, after: object) -> Turn | None:
    """Say how a decision of *types* turns out otherwise, by what is published of it; None where it does not."""
    one, other = (None if isinstance(value, Unknown) else value for value in (before, after))
    if isinstance(types[0], LABELLED):
        return None if one == other else Turn("becomes", cast("Told", one), cast("Told", other))
    if one is None or other is None:
        return None if one is other else Turn("known" if one is None else "unknown")
    if isinstance(types[0], COUNTED):
        return None if one == other else Turn("rises" if cast("Any", other) > one else "falls")
    if isinstance(types[0], SetType):
        return None if {*cast("tuple[str]", one)} == {*cast("tuple[str]", other)} else Turn("otherwise")
    return None if one == other else Turn("otherwise")


def differs(types: tuple[Type, Type], before: Symbol, after: Symbol) -> z3.BoolRef:
    """Say that a decision turns out otherwise."""
    known = both(before.known, after.known)
    apart = FALSE if before.known.eq(after.known) else z3.Xor(before.known, after.known)
    return z3.simplify(either(apart, both(known, opposite(_same(types, before, after)))))


def _same(types: tuple[Type, Type], before: Symbol, after: Symbol) -> z3.BoolRef:
    if z3.is_false(before.known) or z3.is_false(after.known):
        return FALSE
    match types:
        case OneOfType(labels=left), OneOfType(labels=right) if left != right:
            shared = [label for label in left if label in right]
            return either(*(both(number(before) == left.index(label), number(after) == right.index(label)) for label in shared))
        case SetType(of=one), SetType(of=other) if one.labels != other.labels:
            old, new = members(before), members(after)
            return both(*(old.get(label, FALSE) == new.get(label, FALSE) for label in dict.fromkeys((*one.labels, *other.labels))))
        case NumberType(), NumberType():
            left, right = _scaled(types, before, after)
            return equal(Symbol(before.known, left), Symbol(after.known, right))
        case _:
            return equal(before, after)


def _scaled(types: tuple[Type, Type], before: Symbol, after: Symbol) -> tuple[z3.ArithRef, z3.ArithRef]:
    scales = [each.scale if isinstance(each, NumberType) else 0 for each in types]
    units = [10 ** (max(scales) - scale) for scale in scales]
    left, right = (number(each) if unit == 1 else number(each) * unit for each, unit in zip((before, after), units, strict=True))
    return left, right


def turned(types: tuple[Type, Type], turn: Turn, before: Symbol, after: Symbol) -> z3.BoolRef:
    """Say that a decision turns out otherwise in one way."""
    match turn.way:
        case "becomes":
            return both(is_value(types[0], before, turn.before), is_value(types[1], after, turn.after))
        case "known":
            return both(opposite(before.known), after.known)
        case "unknown":
            return both(before.known, opposite(after.known))
        case _ if z3.is_false(before.known) or z3.is_false(after.known):
            return FALSE
        case "rises" | "falls":
            left, right = _scaled(types, before, after)
            return both(before.known, after.known, left < right if turn.way == "rises" else left > right)
        case "otherwise":
            return both(before.known, after.known, opposite(_same(types, before, after)))


def is_value(type_: Type, symbol: Symbol, value: Told) -> z3.BoolRef:
    """Say that a label or truth is *value*; None: that it is not known."""
    if value is None:
        return opposite(symbol.known)
    if z3.is_false(symbol.known):
        return FALSE
    if isinstance(value, bool):
        return both(symbol.known, truth(symbol) if value else opposite(truth(symbol)))
    labels = type_.labels if isinstance(type_, OneOfType) else ()
    return both(symbol.known, number(symbol) == whole(labels.index(value)))
