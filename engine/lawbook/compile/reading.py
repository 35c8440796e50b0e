"""Facts read by generated Python: the usual forms in place, everything else by the contract, which says all that is wrong.

Whatever this reads is read as `lawbook.contract.values` reads it; whatever it does not, it hands to `lawbook.contract.facts`.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from lawbook.compile.source import Source, indented
from lawbook.contract.facts import may_be_absent, missing
from lawbook.contract.values import SAFE_INTEGER, Reading, read_value
from lawbook.model.policy import Fact
from lawbook.model.types import (
    MOMENT_HIGH,
    MOMENT_LOW,
    BooleanType,
    DateType,
    MomentType,
    NumberType,
    OneOfType,
    SetType,
    TextType,
    TimeType,
)
from lawbook.model.values import Known, Unknown
from lawbook.problems import FactsRejected

REJECT = "return SLOW(posted, as_of)"
REJECT_JSON = "return SLOW_JSON(body, as_of)"
TIMES = {f"{minute // 60:02}:{minute % 60:02}": minute * 60 for minute in range(24 * 60)}
"""The seconds since midnight of every `HH:MM`."""
SECONDS = {"": 0} | {f":{second:02}": second for second in range(60)}
"""The seconds of every `:SS`."""
LONGEST = 100
"""The most digits of a number that are read here."""


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
    units: dict[int, int] = {decimals: 10 ** (scale - decimals) for decimals in range(scale + 1)}

    def read(posted: str) -> int:
        whole, point, part = posted.partition(".")
        # The usual form first: as many decimals as there are, and neither a sign nor anything else.
        if len(part) == scale and whole and (digits := whole + part).isdecimal() and digits.isascii() and len(digits) <= LONGEST and scale:
            return int(digits)
        digits = whole.removeprefix("-") + part
        # Decimals stand between a digit and a digit; what is isascii and isdigit is 0 to 9.
        if not (digits.isascii() and digits.isdigit()) or len(digits) > LONGEST or whole in {"", "-"} or (point and not part):
            raise ValueError(posted)
        return int(whole + part) * units[len(part)]

    return read


def zero_reader(scale: int) -> Callable[[Decimal], int]:
    """Give what reads a zero of at most *scale* decimals; it raises where it is written with more."""

    def read(posted: Decimal) -> int:
        exponent = posted.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -scale:
            raise ValueError(posted)
        return 0

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
    return [*lines, f"if len(posted) != n: {REJECT}", *consenting(facts, names, source, REJECT)]


def consenting(facts: Sequence[Fact], names: Sequence[str], source: Source, reject: str) -> list[str]:
    """Give the lines that look, once *facts* are read into *names*, whether each that needs a consent has it."""
    named = dict(zip((fact.name for fact in facts), names, strict=True))
    unknown = source.constant(Unknown)
    lines = []
    for fact in facts:
        if fact.consent is not None:
            own, given, purpose = named[fact.name], named[fact.consent.fact], fact.consent.purpose
            missing_ = (
                f"{given} is not True" if purpose is None else f"(type({given}) is {unknown} or {source.constant(purpose)} not in {given})"
            )
            lines.append(f"if type({own}) is not {unknown} and {missing_}: {reject}")
    return lines


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
            times, seconds, other = source.constant(TIMES), source.constant(SECONDS), source.constant(reader(fact))
            return [f"{name} = {times}[{name}[:5]] + {seconds}[{name}[5:]] if type({name}) is str else {other}({name})"]
        case MomentType():
            return [
                f"{name} = INSTANT_OF({name}) if type({name}) is str else {source.constant(reader(fact))}({name})",
                f"if not {MOMENT_LOW} <= {name} <= {MOMENT_HIGH}: {REJECT}",
            ]
        case SetType(of=OneOfType(labels=labels)):
            return [
                f"if type({name}) is not list: {name} = {source.constant(reader(fact))}({name})",
                f"elif len({name}) != len({name} := frozenset({name})) or not {name} <= {source.constant(frozenset(labels))}: {REJECT}",
            ]
        case TextType(most=most):
            return [f"if type({name}) is not str or len({name}) > {most} or not ({name}.isascii() or {name}.encode()): {REJECT}"]
        case OneOfType(labels=labels):
            return [f"{name} = {source.constant({label: label for label in labels})}[{name}]"]
        case _:
            return [f"{name} = {source.constant(reader(fact))}({name})"]


def _number(of: NumberType, name: str, source: Source) -> list[str]:
    places = source.constant(Decimal(of.scale))
    from_text, zero = source.constant(number_reader(of.scale)), source.constant(zero_reader(of.scale))
    return [
        # Zeros lose their decimals without a signal: they are looked at on their own.
        f"if type({name}) is DECIMAL: {name} = int(WHOLE(SCALEB({name}, {places}))) or {zero}({name})",
        f"elif type({name}) is str: {name} = {from_text}({name})",
        *_counted(of, name, source, REJECT),
    ]


def _counted(of: NumberType, name: str, source: Source, reject: str) -> list[str]:
    # What is left when a number is written in neither of the other ways: an integer, of whole units.
    return [
        f"elif type({name}) is int: {f'{name} *= {10**of.scale}' if of.scale else 'pass'}",
        f"else: {reject}",
        f"if not {source.literal(of.low)} <= {name} <= {source.literal(of.high)}: {reject}",
    ]


def decoding(facts: Sequence[Fact], names: Sequence[str], source: Source) -> list[str]:
    """Give the lines that read *facts*, none of which is a list or a record, from the JSON `body` into *names*.

    msgspec has checked truths, whole numbers, labels and the forms of everything; the rest is done here.
    """
    lines = [f"{', '.join(names)}, = PARTS(DECODE(body))", f"n = {len(facts)}"]
    for fact, name in zip(facts, names, strict=True):
        own = _converted(fact, name, source)
        if may_be_absent(fact):
            absent = source.constant(missing(fact))
            lines += [f"if {name} is UNSET: {name} = {absent}; n -= 1", f"elif {name} is None: {name} = {absent}"]
            own = ["else:", *indented(own)] if own else []
        lines += own
    # INVARIANT: without escapes, each colon outside of texts follows a name; one more than there are means that a name came twice.
    return [*lines, rf'if body.count(b":") != n or b"\\" in body: {REJECT_JSON}', *consenting(facts, names, source, REJECT_JSON)]


def _converted(fact: Fact, name: str, source: Source) -> list[str]:
    counted = [f'n += {name}.count(":")']
    match fact.type:
        case BooleanType() | NumberType(kind="integer" | "days" | "months"):
            return []
        case NumberType():
            return [
                f"if type({name}) is str: {name} = {source.constant(number_reader(fact.type.scale))}({name})",
                *_counted(fact.type, name, source, REJECT_JSON),
            ]
        case DateType(low=low, high=high):
            return [f"{name} = {name}.toordinal()", f"if not {low} <= {name} <= {high}: {REJECT_JSON}"]
        case TimeType():
            return [*counted, f"{name} = {source.constant(TIMES)}[{name}[:5]] + {source.constant(SECONDS)}[{name}[5:]]"]
        case MomentType():
            return [*counted, f"{name} = INSTANT_OF({name})", f"if not {MOMENT_LOW} <= {name} <= {MOMENT_HIGH}: {REJECT_JSON}"]
        case OneOfType(labels=labels):
            return counted if ":" in "".join(labels) else []
        case SetType(of=OneOfType(labels=labels)):
            taken = [f"if len({name}) != len({name} := frozenset({name})): {REJECT_JSON}"]
            return [f'n += "".join({name}).count(":")', *taken] if ":" in "".join(labels) else taken
        case _:
            return counted
