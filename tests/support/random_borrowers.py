"""Borrowers drawn at random, on and around every figure that a policy speaks of."""

from collections.abc import Iterator, Mapping
from random import Random

from lawbook.contract.facts import missing
from lawbook.model.core import Constant, Expression, Table
from lawbook.model.policy import Fact, Policy
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
from lawbook.model.values import Known, Value
from lawbook.model.walking import every_part

DAYS_APART = (-1830, -400, -91, -90, -31, -30, -21, -20, -6, -5, -2, -1, 0, 1, 2, 7, 8, 15, 16, 60)


def figures(policy: Policy) -> dict[str, tuple[int, ...]]:
    """Give the values of each kind of number, and of times of day and moments, that *policy* has as constants or parameters."""
    found: dict[str, set[int]] = {}
    for constant in _constants(policy):
        if isinstance(constant.value, int) and not isinstance(constant.value, bool):
            found.setdefault(_kind(constant.type), set()).add(constant.value)
    for parameter in policy.parameters:
        values = [value for _, dated in parameter.series for _, value in dated]
        whole = {value for value in values if isinstance(value, int) and not isinstance(value, bool)}
        found.setdefault(_kind(parameter.type), set()).update(whole)
    return {kind: tuple(sorted(values)) for kind, values in found.items()}


def _kind(type_: Type) -> str:
    return f"{type_.kind}/{type_.scale}" if isinstance(type_, NumberType) else type(type_).__name__


def _constants(policy: Policy) -> Iterator[Constant]:
    for decision in policy.decisions:
        for expression in _expressions(decision.body):
            yield from (part for part in every_part(expression) if isinstance(part, Constant))


def _expressions(body: Expression | Table) -> Iterator[Expression]:
    if not isinstance(body, Table):
        yield body
        return
    yield from body.inputs
    for row in body.rows:
        yield from (cell for cell in row.cells if cell is not None)
        yield from row.outputs
        if row.condition is not None:
            yield row.condition


def drawn(policy: Policy, likely: Mapping[str, Value], known: Mapping[str, tuple[int, ...]], day: int, random: Random) -> dict[str, Value]:
    """Give the facts *likely*, some of them drawn anew; *known* are the `figures` of *policy*."""
    facts = dict(likely)
    for fact in random.sample(policy.facts, min(random.choice((1, 2, 3, 4, 6, 10, 20, 60)), len(policy.facts))):
        facts[fact.name] = one_drawn(fact, known, day, random)
    return facts


def one_drawn(fact: Fact, known: Mapping[str, tuple[int, ...]], day: int, random: Random) -> Value:
    """Give a value of *fact*, or its absence where it may be absent."""
    if fact.optional and random.random() < 0.25:
        return missing(fact)
    return _value(fact.type, known, day, random)


def _value(type_: Type, known: Mapping[str, tuple[int, ...]], day: int, random: Random) -> Known:
    match type_:
        case BooleanType():
            return random.random() < 0.5
        case NumberType(low=low, high=high):
            near = random.choice(known.get(_kind(type_), (low,))) + random.choice((-1, 0, 0, 1))
            return max(low, min(high, near if random.random() < 0.9 else random.randint(low, high)))
        case DateType(low=low, high=high):
            return max(low, min(high, day + random.choice(DAYS_APART)))
        case TimeType():
            return (random.choice(known.get(_kind(type_), (0,))) + random.choice((-1, 0, 1, 43_200))) % 86_400
        case MomentType():
            return 1_790_000_000 + random.randint(-2, 2)
        case OneOfType(labels=labels):
            return random.choice(labels)
        case SetType(of=OneOfType(labels=labels)):
            often = random.choice((0.1, 0.5, 0.9))
            return frozenset(label for label in labels if random.random() < often)
        case TextType():
            return random.choice(("somebody", "somebody else"))
        case ListType(of=RecordType(types=types), most=most):
            many = random.randint(0, min(3, most))
            return tuple(tuple(_value(each, known, day, random) for each in types) for _ in range(many))
        case _:
            raise AssertionError(f"no lending policy has a fact of the type {type_}")
