"""Facts read by generated Python: the usual forms in place, everything else by the contract, which says all that is wrong.

Whatever this reads is read as `lawbook.contract.values` reads it; whatever it does not, it hands to `lawbook.contract.facts`.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from lawbook.compile.source import Source, indented
from lawbook.contract.facts import may_be_absent, missing
from lawbook.contract.values import SAFE_INTEGER, Reading, read_value
from lawbook.contract.written import number_written, scaled
from lawbook.model.policy import Fact
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, SetType, TextType, TimeType
from lawbook.model.values import Known
from lawbook.problems import FactsRejected

REJECT = "return SLOW(posted, as_of)"
TIMES = {f"{minute // 60:02}:{minute % 60:02}": minute * 60 for minute in range(24 * 60)}
"""The seconds since midnight of every `HH:MM`."""


def reader(fact: Fact) -> Callable[[object], Known]:
    """Give the contract's own reading of one fact; what it gives raises where anything is wrong."""

    def read(posted: object) -> Known:
        reading = Reading(fact.name, fact.order, fact.personal)
        value = read_value(fact.type, posted, fact.name, reading)
        if value is None or reading.problems:
            raise FactsRejected(reading.problems)
        return value

    return read


def number_reader(scale: int) -> Callable[[str], int]:
    """Give what reads a number of at most *scale* decimals from text; it raises where it is written in any other way."""

    def read(posted: str) -> int:
        number = number_written(posted)
        if number is None or len(posted.partition(".")[2]) > scale or len(posted) > 100:
            raise ValueError(posted)
        return scaled(number, scale)

    return read


def reading(facts: Sequence[Fact], names: Sequence[str], source: Source) -> list[str]:
    """Give the lines that read *facts* from the dictionary `posted` into *names*."""
    lines = [f"n = {len(facts)}"]
    for fact, name in zip(facts, names, strict=True):
        key = source.constant(fact.name)
        own = _checked(fact, name, source)
        if may_be_absent(fact):
            absent = source.constant(missing(fact))
            lines += [f"{name} = GET({key})", f"if {name} is None:", f"    {name} = {absent}", f"    n -= {key} not in posted"]
            lines += ["else:", *indented(own)]
        else:
            lines += [f"{name} = posted[{key}]", *own]
    if any(may_be_absent(fact) for fact in facts):
        lines.insert(1, "GET = posted.get")
    return [*lines, f"if len(posted) != n: {REJECT}"]


def _checked(fact: Fact, name: str, source: Source) -> list[str]:
    match fact.type:
        case BooleanType():
            return [f"if {name} is not True and {name} is not False: {REJECT}"]
        case NumberType(kind="integer" | "days" | "months", low=low, high=high):
            low, high = max(low, -SAFE_INTEGER), min(high, SAFE_INTEGER)
            return [f"if type({name}) is not int or not {low} <= {name} <= {high}: {REJECT}"]
        case NumberType():
            return _number(fact.type, name, source)
        case DateType(low=low, high=high):
            return [
                f'if type({name}) is str and len({name}) == 10 and {name}[4] == "-" == {name}[7]: {name} = DAY_OF({name}).toordinal()',
                f"elif type({name}) is DAY: {name} = {name}.toordinal()",
                f"else: {REJECT}",
                f"if not {low} <= {name} <= {high}: {REJECT}",
            ]
        case TimeType():
            times, other = source.constant(TIMES), source.constant(reader(fact))
            return [f"{name} = {times}[{name}] if {name} in {times} else {other}({name})"]
        case TextType(most=most):
            return [f"if type({name}) is not str or len({name}) > {most} or not ({name}.isascii() or {name}.encode()): {REJECT}"]
        case OneOfType(labels=labels):
            return [f"{name} = {source.constant({label: label for label in labels})}[{name}]"]
        case _:
            return [f"{name} = {source.constant(reader(fact))}({name})"]


def _number(of: NumberType, name: str, source: Source) -> list[str]:
    unit, places = source.constant(Decimal(1).scaleb(-of.scale)), source.constant(Decimal(of.scale))
    from_text = source.constant(number_reader(of.scale))
    return [
        f"if type({name}) is DECIMAL: {name} = int(SCALEB(QUANTIZE({name}, {unit}), {places}))",
        f"elif type({name}) is int: {f'{name} *= {10**of.scale}' if of.scale else 'pass'}",
        f"elif type({name}) is str: {name} = {from_text}({name})",
        f"else: {REJECT}",
        f"if not {source.literal(of.low)} <= {name} <= {source.literal(of.high)}: {REJECT}",
    ]


def has_colons(fact: Fact) -> bool:
    """Whether a value of *fact* can have a colon in JSON."""
    match fact.type:
        case BooleanType() | NumberType() | DateType():
            return False
        case OneOfType(labels=labels) | SetType(of=OneOfType(labels=labels)):
            return any(":" in label for label in labels)
        case _:
            return True


def colons(value: object) -> int:
    """Count the colons in the JSON text of *value*, when nothing in it is escaped."""
    match value:
        case str():
            return value.count(":")
        case list():
            return sum(map(colons, value))
        case dict():
            return len(value) + sum(map(colons, value)) + sum(map(colons, value.values()))
        case _:
            return 0


def colons_beside_names(facts: Sequence[Fact], source: Source) -> str:
    """Give the text of how many colons a JSON object of *facts* has, when no name stands twice: one for each name, and those in texts."""
    terms = ["n"]
    for fact in facts:
        if has_colons(fact):
            key = source.constant(fact.name)
            scalar = isinstance(fact.type, TimeType | MomentType | TextType | OneOfType)
            terms.append(f'(posted.get({key}) or "").count(":")' if scalar else f"COLONS(posted.get({key}))")
    return " + ".join(terms)
