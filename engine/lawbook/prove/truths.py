"""Kleene logic over symbols."""

from collections.abc import Sequence

import z3

from lawbook.prove.symbols import Symbol, both, chosen, either, opposite, same, truth


def is_true(of: Symbol) -> z3.BoolRef:
    """Say that a truth is known to hold."""
    return both(of.known, truth(of))


def is_false(of: Symbol) -> z3.BoolRef:
    """Say that a truth is known not to hold."""
    return both(of.known, opposite(truth(of)))


def conjunction(items: Sequence[Symbol]) -> Symbol:
    """Give Kleene and."""
    no = either(*map(is_false, items))
    return Symbol(either(no, both(*(item.known for item in items))), opposite(no))


def disjunction(items: Sequence[Symbol]) -> Symbol:
    """Give Kleene or."""
    yes = either(*map(is_true, items))
    return Symbol(either(yes, both(*(item.known for item in items))), yes)


def choice(condition: Symbol, then: Symbol, otherwise: Symbol) -> Symbol:
    """Give one of two by a condition; where that is unknown, what both agree on."""
    taken = chosen(truth(condition), then, otherwise)
    return Symbol(either(both(condition.known, taken.known), same(then, otherwise)), chosen(condition.known, taken, then).value)
