"""One request put to the formulas of a policy: what they say of each decision, for holding them equal to the interpreter."""

from collections.abc import Mapping

import z3

from lawbook.model.policy import Policy
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
from lawbook.prove.symbols import FALSE, Listed, Symbol, both, either, elements, members, number, opposite, parts, truth
from lawbook.prove.worlds import World


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
    if listed.ordered:
        before = [z3.Sum(here[:place]) if place else z3.IntVal(0) for place in range(len(here))]
        for (there, element), count in zip(listed.items, before, strict=True):
            for place, own in enumerate(value):
                said.append(either(opposite(both(there, count == place)), fixing(element, of, own, texts)))
    return both(*said)


class OneRequest:
    """The formulas of *policy* for one set of *facts* on one *day*."""

    def __init__(self, policy: Policy, facts: Mapping[str, Value], day: int) -> None:
        self._world = World(policy, day, day)
        self._facts = facts
        self._types = {fact.name: fact.type for fact in policy.facts}

    def differing(self, name: str, value: Value) -> bool:
        """Tell whether the formulas leave it open, or deny, that the decision *name* comes to *value*."""
        world = self._world
        made = world.decision(name)
        claimed = fixing(made, world.type(name), value, world.texts)
        solver = z3.Solver()
        solver.add(*(fixing(world.fact(fact), self._types[fact], self._facts[fact], world.texts) for fact in tuple(world.facts)))
        solver.add(*world.side)
        if solver.check() != z3.sat:
            return True
        solver.add(opposite(claimed))
        return bool(solver.check() != z3.unsat)
