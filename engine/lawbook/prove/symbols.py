"""Values that stand for every value: pairs of a truth (is it known?) and what it is when it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import z3

TRUE = z3.BoolVal(True)
FALSE = z3.BoolVal(False)


Turn: TypeAlias = tuple[z3.ArithRef, ...]
"""What says where an element stands: numbers, of which the first that are not the same decide; the less comes first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The elements that may stand in a list, each with whether it does; and their *turns*, where what order they have can be said.

    No two elements that stand in the list together have the same turn.
    """

    items: "tuple[tuple[z3.BoolRef, Symbol], ...]"
    turns: tuple[Turn, ...] | None


def in_turn(items: "Sequence[tuple[z3.BoolRef, Symbol]]") -> Listed:
    """Give a list of *items* in their order."""
    return Listed(tuple(items), tuple((z3.IntVal(place),) for place in range(len(items))))


def is_before(one: Turn, other: Turn) -> z3.BoolRef:
    """Say that one turn comes before another."""
    said = FALSE
    for left, right in reversed(tuple(zip(one, other, strict=False))):
        if z3.is_int_value(left) and z3.is_int_value(right):
            if left.as_long() != right.as_long():
                said = z3.BoolVal(left.as_long() < right.as_long())
        else:
            said = either(left < right, both(left == right, said))
    return said


def places_in(listed: Listed) -> list[z3.ArithRef]:
    """Say of each element of a list how many stand before it; raises NotExpressible where that cannot be said."""
    if listed.turns is None:
        raise NotExpressible("the order of what a table gathers")
    places: list[z3.ArithRef] = []
    for own in listed.turns:
        ahead = [both(there, is_before(turn, own)) for (there, _), turn in zip(listed.items, listed.turns, strict=True)]
        counted = [z3.If(each, 1, 0) for each in ahead if not z3.is_false(each)]
        places.append(z3.Sum(counted) if counted else z3.IntVal(0))
    return places


Shape: TypeAlias = "z3.ArithRef | z3.BoolRef | tuple[Symbol, ...] | frozenset[tuple[str, z3.BoolRef]] | dict[str, z3.BoolRef] | Listed"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One value: *known* says whether it is known, *value* what it is then.

    Numbers, dates, times, moments and labels (by their place) are integers; a set has a truth for each label; a record its fields.
    """

    known: z3.BoolRef
    value: Shape


class NotExpressible(Exception):  # noqa: N818 - it is no error: it says what this room does not put into formulas
    """Something in a policy that cannot be put into formulas; *what* names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def both(*truths: z3.BoolRef) -> z3.BoolRef:
    """Give and, leaving out what is plainly true."""
    left = [truth for truth in truths if not z3.is_true(truth)]
    if any(z3.is_false(truth) for truth in left):
        return FALSE
    return z3.And(*left) if len(left) > 1 else left[0] if left else TRUE


def either(*truths: z3.BoolRef) -> z3.BoolRef:
    """Give or, leaving out what is plainly false."""
    left = [truth for truth in truths if not z3.is_false(truth)]
    if any(z3.is_true(truth) for truth in left):
        return TRUE
    return z3.Or(*left) if len(left) > 1 else left[0] if left else FALSE


def opposite(truth: z3.BoolRef) -> z3.BoolRef:
    """Give not."""
    if z3.is_true(truth):
        return FALSE
    return TRUE if z3.is_false(truth) else z3.Not(truth)


def number(symbol: Symbol) -> z3.ArithRef:
    """Take the value of *symbol* as the integer it is."""
    if not isinstance(symbol.value, z3.ArithRef):
        raise NotExpressible("a value that is no number where one is needed")
    return symbol.value


def truth(symbol: Symbol) -> z3.BoolRef:
    """Take the value of *symbol* as the truth it is."""
    if not isinstance(symbol.value, z3.BoolRef):
        raise NotExpressible("a value that is no truth where one is needed")
    return symbol.value


def members(symbol: Symbol) -> dict[str, z3.BoolRef]:
    """Take the value of *symbol* as the set it is."""
    if not isinstance(symbol.value, dict):
        raise NotExpressible("a value that is no set where one is needed")
    return symbol.value


def parts(symbol: Symbol) -> "tuple[Symbol, ...]":
    """Take the value of *symbol* as the record it is."""
    if not isinstance(symbol.value, tuple):
        raise NotExpressible("a value that is no record where one is needed")
    return symbol.value


def elements(symbol: Symbol) -> Listed:
    """Take the value of *symbol* as the list it is."""
    if not isinstance(symbol.value, Listed):
        raise NotExpressible("a value that is no list where one is needed")
    return symbol.value


def chosen(condition: z3.BoolRef, then: Symbol, otherwise: Symbol) -> Symbol:
    """Give one symbol or the other."""
    if z3.is_true(condition):
        return then
    if z3.is_false(condition):
        return otherwise
    return Symbol(_if(condition, then.known, otherwise.known), _shaped(condition, then, otherwise))


def _if(condition: z3.BoolRef, then: z3.BoolRef, otherwise: z3.BoolRef) -> z3.BoolRef:
    if then.eq(otherwise):
        return then
    result = z3.If(condition, then, otherwise)
    assert isinstance(result, z3.BoolRef)  # noqa: S101 - it narrows a type that z3 leaves open
    return result


def _shaped(condition: z3.BoolRef, then: Symbol, otherwise: Symbol) -> Shape:
    # What is never known has no shape of its own.
    if z3.is_false(then.known):
        return otherwise.value
    if z3.is_false(otherwise.known):
        return then.value
    match then.value, otherwise.value:
        case z3.BoolRef() as one, z3.BoolRef() as other:
            return _if(condition, one, other)
        case z3.ArithRef() as one, z3.ArithRef() as other:
            return one if one.eq(other) else z3.If(condition, one, other)
        case dict() as one, dict() as other:
            return {label: _if(condition, one[label], other[label]) for label in one}
        case tuple() as one, tuple() as other:
            return tuple(chosen(condition, left, right) for left, right in zip(one, other, strict=True))
        case Listed() as one, Listed() as other:
            return _either_list(condition, one, other)
        case _:
            raise NotExpressible("a choice between values of different shapes")


def _either_list(condition: z3.BoolRef, one: Listed, other: Listed) -> Listed:
    first = [(both(condition, there), element) for there, element in one.items]
    second = [(both(opposite(condition), there), element) for there, element in other.items]
    turns = None if one.turns is None or other.turns is None else (*one.turns, *other.turns)
    return Listed((*first, *second), turns)


def same(left: Symbol, right: Symbol) -> z3.BoolRef:
    """Say that both are known and equal, through and through."""
    return both(left.known, right.known, equal(left, right))


def equal(left: Symbol, right: Symbol) -> z3.BoolRef:
    """Say that what both are, when known, is equal."""
    match left.value, right.value:
        case z3.BoolRef() as one, z3.BoolRef() as other:
            return TRUE if one.eq(other) else one == other
        case z3.ArithRef() as one, z3.ArithRef() as other:
            return TRUE if one.eq(other) else one == other
        case dict() as one, dict() as other:
            return both(*(one[label] == other[label] for label in one))
        case tuple() as one, tuple() as other:
            return both(*(same(part, another) for part, another in zip(one, other, strict=True)))
        case _ if z3.is_false(left.known) or z3.is_false(right.known):
            return FALSE
        case _:
            raise NotExpressible("a comparison of lists")


def alike(one: Symbol, other: Symbol) -> z3.BoolRef:
    """Say that two values are the same, or both unknown, through and through."""
    if z3.is_false(one.known) or z3.is_false(other.known):
        return opposite(either(one.known, other.known))
    return z3.If(both(one.known, other.known), _alike(one, other), one.known == other.known)


def _alike(one: Symbol, other: Symbol) -> z3.BoolRef:
    match one.value, other.value:
        case Listed() as left, Listed() as right:
            return TRUE if left is right else _alike_lists(left, right)
        case tuple() as left, tuple() as right:
            return both(*(alike(part, another) for part, another in zip(left, right, strict=True)))
        case _:
            return equal(one, other)


def _alike_lists(one: Listed, other: Listed) -> z3.BoolRef:
    left, right = places_in(one), places_in(other)
    said = [_length(one) == _length(other)]
    for (there, element), place in zip(one.items, left, strict=True):
        for (here, another), beside in zip(other.items, right, strict=True):
            together = both(there, here, TRUE if place.eq(beside) else place == beside)
            said.append(either(opposite(together), alike(element, another)))
    return both(*said)


def _length(listed: Listed) -> z3.ArithRef:
    return z3.Sum([z3.If(there, 1, 0) for there, _ in listed.items]) if listed.items else z3.IntVal(0)


def strict(operands: Sequence[Symbol], make: Callable[[], Shape]) -> Symbol:
    """Give what *make* makes, known when every one of *operands* is."""
    return Symbol(both(*(operand.known for operand in operands)), make())
