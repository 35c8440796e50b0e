"""Values as they are posted and as they are told, exactly: nothing is rounded, guessed or converted between types.

What is posted is JSON-like: bool, int, Decimal, str, None, lists and mappings; Python callers may also give tuples, sets, date,
time and datetime. This page is the one meaning of "a posted value is a value of this type"; quicker readers of facts must agree.

    boolean              true or false
    integer days months  an int within ±2^53; never a Decimal, not even 3.0, and never text
    decimal money ratio  an int, a finite Decimal, or text `-?digits[.digits]`; at most the scale's decimals as written (for scale 2,
                         1.500 is refused), never a float
    date                 `YYYY-MM-DD`, or a date that is not a datetime
    time                 `HH:MM` or `HH:MM:SS`, or a time without offset, in whole seconds
    moment               `YYYY-MM-DDTHH:MM:SS` with `Z` or `±HH:MM`, or a datetime with an offset, in whole seconds
    text                 as it is, of at most so many characters, all of them Unicode characters (no lone surrogate)
    one-of               a label, exactly
    set                  a list of labels without repetition, in any order
    record               a mapping with the declared names only; an optional field may be absent or null, and is then unknown
    list                 a list (or tuple) of at most so many elements
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NoReturn, assert_never

from lawbook.contract.expected import decimals, expected, found, shortened
from lawbook.contract.written import (
    day_written,
    exact,
    instant_at,
    instant_of,
    instant_written,
    number_written,
    scaled,
    second_written,
)
from lawbook.model.limits import DIGITS
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
from lawbook.model.values import Cause, Known, Unknown, Value
from lawbook.problems import EngineFault, FactsRejected, Problem, Where
from lawbook.problems.nearest import did_you_mean

SAFE_INTEGER = 2**53
"""The greatest integer that every reader of JSON reads alike."""


class _Bad(Exception):  # noqa: N818 - it carries a problem to the place that notes it
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class Reading:
    """The facts being read: what is wrong so far, and for the fact at hand its name, its *order* and whether it is *private*."""

    fact: str = "value"
    order: int = 0
    private: bool = False
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, message: str, path: str, help: str | None = None) -> None:  # noqa: A002 - the field is named help
        """Note one thing wrong."""
        self.problems.append(Problem(code, message, Where(path, 0, 0), help))


def to_core(type_: Type, posted: object, name: str = "value") -> Known:
    """Read one posted value; raises FactsRejected with everything wrong with it, calling it *name*."""
    reading = Reading(name)
    value = read_value(type_, posted, name, reading)
    if reading.problems:
        raise FactsRejected(reading.problems)
    if value is None:
        raise EngineFault(f"a value of {name} was refused without a problem")
    return value


def read_value(type_: Type, posted: object, path: str, reading: Reading) -> Known | None:
    """Read one posted value, noting what is wrong with it; None only when something is."""
    match type_:
        case RecordType():
            return _read_record(type_, posted, path, reading)
        case ListType():
            return _read_list(type_, posted, path, reading)
        case _:
            try:
                return _scalar(type_, posted, path, reading)
            except _Bad as bad:
                reading.problems.append(bad.problem)
                return None


def _scalar(
    type_: BooleanType | NumberType | DateType | TimeType | MomentType | TextType | OneOfType | SetType,
    posted: object,
    path: str,
    reading: Reading,
) -> Known:
    match type_:
        case BooleanType():
            return posted if isinstance(posted, bool) else _wrong(type_, posted, path, reading)
        case NumberType(kind="integer" | "days" | "months"):
            return _whole(type_, posted, path, reading)
        case NumberType():
            return _number(type_, posted, path, reading)
        case DateType():
            return _date(type_, posted, path, reading)
        case TimeType():
            return _time(type_, posted, path, reading)
        case MomentType():
            return _moment(type_, posted, path, reading)
        case TextType():
            return _text(type_, posted, path, reading)
        case OneOfType():
            return _label(type_, posted, path, reading)
        case SetType():
            return _set(type_, posted, path, reading)
        case _:
            assert_never(type_)


def _wrong(type_: Type, posted: object, path: str, reading: Reading, why: str | None = None) -> NoReturn:
    help_ = f"expected {expected(type_)}"
    if isinstance(posted, float):
        help_ += "; write it as text or as a Decimal, which are exact"
    message = f"`{path}` {why}" if why else f"`{path}` is {found(posted, private=reading.private)}"
    raise _Bad(Problem("wrong-fact-type", message, Where(path, 0, 0), help_))


def _outside(type_: Type, posted: object, path: str, reading: Reading) -> NoReturn:
    message = f"`{path}` is {found(posted, private=reading.private)}, outside its range"
    raise _Bad(Problem("fact-out-of-range", message, Where(path, 0, 0), f"expected {expected(type_)}"))


def _whole(type_: NumberType, posted: object, path: str, reading: Reading) -> int:
    if not isinstance(posted, int) or isinstance(posted, bool):
        _wrong(type_, posted, path, reading)
    if not (type_.low <= posted <= type_.high and -SAFE_INTEGER <= posted <= SAFE_INTEGER):
        _outside(type_, posted, path, reading)
    return int(posted)


def _number(type_: NumberType, posted: object, path: str, reading: Reading) -> int:
    number: Decimal | None = None
    if isinstance(posted, str):
        number = number_written(posted)
    elif isinstance(posted, int) and not isinstance(posted, bool):
        number = Decimal(posted)
    elif isinstance(posted, Decimal) and posted.is_finite():
        number = posted
    if number is None:
        _wrong(type_, posted, path, reading)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -type_.scale:
        message = f"`{path}` has {decimals(-exponent)}"
        raise _Bad(Problem("fact-scale", message, Where(path, 0, 0), f"expected {expected(type_)}"))
    if number and number.adjusted() > DIGITS:
        _outside(type_, posted, path, reading)
    value = scaled(number, type_.scale)
    if not type_.low <= value <= type_.high:
        _outside(type_, posted, path, reading)
    return value


def _date(type_: DateType, posted: object, path: str, reading: Reading) -> int:
    day: int | None = None
    if isinstance(posted, str):
        day = day_written(posted)
    elif isinstance(posted, dt.date) and not isinstance(posted, dt.datetime):
        day = posted.toordinal()
    if day is None:
        _wrong(type_, posted, path, reading)
    if not type_.low <= day <= type_.high:
        _outside(type_, posted, path, reading)
    return day


def _time(type_: TimeType, posted: object, path: str, reading: Reading) -> int:
    second: int | None = None
    if isinstance(posted, str):
        second = second_written(posted)
    elif isinstance(posted, dt.time) and posted.tzinfo is None and posted.microsecond == 0:
        second = posted.hour * 3600 + posted.minute * 60 + posted.second
    return _wrong(type_, posted, path, reading) if second is None else second


def _moment(type_: MomentType, posted: object, path: str, reading: Reading) -> int:
    instant: int | None = None
    if isinstance(posted, str):
        instant = instant_written(posted)
    elif isinstance(posted, dt.datetime):
        instant = instant_of(posted)
    if instant is None:
        _wrong(type_, posted, path, reading)
    if not MOMENT_LOW <= instant <= MOMENT_HIGH:
        _outside(type_, posted, path, reading)
    return instant


def _text(type_: TextType, posted: object, path: str, reading: Reading) -> str:
    if not isinstance(posted, str):
        _wrong(type_, posted, path, reading)
    if len(posted) > type_.most:
        message = f"`{path}` is text of {len(posted)} characters"
        raise _Bad(Problem("fact-out-of-range", message, Where(path, 0, 0), f"expected {expected(type_)}"))
    try:
        posted.encode()
    except UnicodeEncodeError:
        _wrong(type_, posted, path, reading, "is text with half a character in it (a lone surrogate)")
    return posted


def _label(type_: OneOfType, posted: object, path: str, reading: Reading) -> str:
    if not isinstance(posted, str):
        _wrong(type_, posted, path, reading)
    if posted not in type_.labels:
        near = did_you_mean(posted, type_.labels)
        help_ = f"expected {expected(type_)}" + (f"; {near}" if near else "")
        message = f"`{path}` is {found(posted, private=reading.private)}, which is none of its labels"
        raise _Bad(Problem("wrong-fact-type", message, Where(path, 0, 0), help_))
    return str(posted)


def _set(type_: SetType, posted: object, path: str, reading: Reading) -> frozenset[str]:
    if not isinstance(posted, list | tuple | set | frozenset):
        _wrong(type_, posted, path, reading)
    labels: set[str] = set()
    for label in posted:
        read = _label(type_.of, label, path, reading)
        if read in labels:
            _wrong(type_, posted, path, reading, f"has `{read}` twice")
        labels.add(read)
    return frozenset(labels)


def _read_record(type_: RecordType, posted: object, path: str, reading: Reading) -> Known | None:
    if not isinstance(posted, Mapping):
        reading.add("wrong-fact-type", f"`{path}` is {found(posted, private=reading.private)}", path, f"expected {expected(type_)}")
        return None
    before = len(reading.problems)
    values: list[Value] = []
    for name, field_type, optional in zip(type_.names, type_.types, type_.optional, strict=True):
        inside = f"{path}.{name}"
        given = posted.get(name)
        if given is not None:
            read = read_value(field_type, given, inside, reading)
            values.append(False if read is None else read)
        elif optional:
            values.append(Unknown((Cause(reading.order, "missing-fact", f"{reading.fact}.{name}"),)))
        else:
            reading.add("missing-fact", f"`{inside}` is absent", inside, f"expected {expected(field_type)}")
    for name in posted:
        if name not in type_.names:
            shown = shortened(str(name))
            reading.add("unknown-fact", f"`{path}` has no `{shown}`", f"{path}.{shown}", did_you_mean(str(name), type_.names))
    return None if len(reading.problems) > before else tuple(values)


def _read_list(type_: ListType, posted: object, path: str, reading: Reading) -> Known | None:
    if not isinstance(posted, list | tuple):
        reading.add("wrong-fact-type", f"`{path}` is {found(posted, private=reading.private)}", path, f"expected {expected(type_)}")
        return None
    if len(posted) > type_.most:
        reading.add("fact-out-of-range", f"`{path}` is a list of {len(posted)}", path, f"expected {expected(type_)}")
        return None
    before = len(reading.problems)
    values = [read_value(type_.of, element, f"{path}[{number}]", reading) for number, element in enumerate(posted)]
    return None if len(reading.problems) > before else tuple(value for value in values if value is not None)


def to_public(type_: Type, value: Value) -> object:
    """Give a value as Python callers see it.

    Bool, int, Decimal with the digits of its scale, str, date, time, datetime in UTC, a tuple of labels in declared order (sets) or
    of values (lists), a dict (records), or the Unknown itself.
    """
    if isinstance(value, Unknown):
        return value
    match type_:
        case NumberType(kind="decimal" | "money" | "ratio", scale=scale) if isinstance(value, int):
            return exact(value, scale)
        case DateType() if isinstance(value, int):
            return dt.date.fromordinal(value)
        case TimeType() if isinstance(value, int):
            return dt.time(value // 3600, value // 60 % 60, value % 60)
        case MomentType() if isinstance(value, int):
            return instant_at(value)
        case SetType(of=of) if isinstance(value, frozenset):
            return tuple(label for label in of.labels if label in value)
        case RecordType(names=names, types=types) if isinstance(value, tuple):
            return {name: to_public(kind, part) for name, kind, part in zip(names, types, value, strict=True)}
        case ListType(of=of) if isinstance(value, tuple):
            return tuple(to_public(of, element) for element in value)
        case _:
            return value


def to_json_value(type_: Type, value: Value) -> object:
    """Give a value as it stands in JSON: fixed-scale text for money, decimals and ratios, ISO text for dates, times and instants."""
    return public_to_json(to_public(type_, value))


def public_to_json(value: object) -> object:
    """Give a value as Python callers see it as it stands in JSON."""
    match value:
        case Unknown(causes=causes):
            return {"unknown": causes_to_json(causes)}
        case Decimal():
            return format(value, "f")
        case dt.datetime():
            return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat() + "Z"
        case dt.date() | dt.time():
            return value.isoformat()
        case tuple():
            return [public_to_json(element) for element in value]
        case dict():
            return {str(name): public_to_json(part) for name, part in value.items()}
        case _:
            return value


def causes_to_json(causes: tuple[Cause, ...]) -> list[dict[str, object]]:
    """Give the causes of an unknown as they stand in JSON."""
    return [
        {"kind": cause.kind, "name": cause.name, "rows": list(cause.rows)} if cause.rows else {"kind": cause.kind, "name": cause.name}
        for cause in causes
    ]
