"""Reading the facts of one policy from JSON bytes quickly: a msgspec type takes the shape apart, then what it cannot check is checked.

INVARIANT: this reader accepts only what `parse_facts` and `read_facts` accept, with the same values. Where it sees anything it is not
sure of (a bad fact, an escape, a name that may stand twice, an unusual way to write a number) it leaves the body to them, and they
decide and tell what is wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias, assert_never

import msgspec
from msgspec import UNSET, Meta

from lawbook.contract.consent import without_consent
from lawbook.contract.facts import may_be_absent, missing, read_facts
from lawbook.contract.json_text import parse_facts
from lawbook.contract.values import SAFE_INTEGER
from lawbook.contract.written import instant_written, second_written
from lawbook.model.policy import Fact, Policy
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

_Read: TypeAlias = Callable[[Any], Known | None]
"""Turns what msgspec decoded into a value, or gives None where it is not sure of it."""

_DIGITS = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """How one type is read: the annotation for msgspec, what is still to be done, and whether its JSON can have a colon in it."""

    annotation: Any
    read: _Read
    colons: bool = False


def decode_facts(policy: Policy) -> Callable[[bytes], dict[str, Value]]:
    """Give the function that reads every declared fact from a JSON body, as `read_facts` does from what `parse_facts` gives."""
    shapes = [_shape(fact.type, fact) for fact in policy.facts]
    decoder = _decoder(policy, shapes)
    absences = [missing(fact) if may_be_absent(fact) else None for fact in policy.facts]
    plan = [(fact.name, shape.read, absent) for fact, shape, absent in zip(policy.facts, shapes, absences, strict=True)]
    colons = [at for at, shape in enumerate(shapes) if shape.colons]

    consents = any(fact.consent is not None for fact in policy.facts)

    def decode(body: bytes) -> dict[str, Value]:
        try:
            given = msgspec.structs.astuple(decoder.decode(body))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return read_facts(policy, parse_facts(body))
        # INVARIANT: without escapes, each colon outside of texts follows a name; one more than the names kept means a name came twice.
        expected = len(given) - given.count(UNSET)
        for at in colons:
            part = given[at]
            expected += part.count(":") if isinstance(part, str) else _colons(part)
        if body.count(b":") != expected or b"\\" in body:
            return read_facts(policy, parse_facts(body))
        values: dict[str, Value] = {}
        for (name, read, absent), posted in zip(plan, given, strict=True):
            value = absent if posted is UNSET or posted is None else read(posted)
            if value is None:
                return read_facts(policy, parse_facts(body))
            values[name] = value
        return read_facts(policy, parse_facts(body)) if consents and any(without_consent(policy, values)) else values

    return decode


def facts_struct(policy: Policy) -> type[msgspec.Struct]:
    """Give the msgspec type of the facts of *policy*: field f0 is the first fact, by its name in JSON, and so on."""
    return _struct("Facts", [(fact.name, _shape(fact.type, fact), may_be_absent(fact)) for fact in policy.facts])


def _decoder(policy: Policy, shapes: list[Shape]) -> msgspec.json.Decoder[msgspec.Struct]:
    fields = [(fact.name, shape, may_be_absent(fact)) for fact, shape in zip(policy.facts, shapes, strict=True)]
    # Numbers with a point come as they are written, wherever the type of a field leaves them to us (`object`).
    return msgspec.json.Decoder(_struct("Facts", fields), float_hook=str)


def _struct(name: str, fields: list[tuple[str, Shape, bool]]) -> type[msgspec.Struct]:
    defined: list[Any] = []
    for number, (_, shape, absent) in enumerate(fields):
        if absent:
            defined.append((f"f{number}", shape.annotation | None | msgspec.UnsetType, UNSET))
        else:
            defined.append((f"f{number}", shape.annotation))
    names = {f"f{number}": name for number, (name, _, _) in enumerate(fields)}
    return msgspec.defstruct(name, defined, kw_only=True, frozen=True, forbid_unknown_fields=True, rename=names, gc=False)


def _colons(given: object) -> int:
    """Count the colons that *given* has in JSON."""
    if isinstance(given, str):
        return given.count(":")
    if isinstance(given, list):
        return sum(_colons(element) for element in given)
    if isinstance(given, msgspec.Struct):
        parts = msgspec.structs.astuple(given)
        return len(parts) - parts.count(UNSET) + sum(_colons(part) for part in parts)
    return 0


def _shape(type_: Type, fact: Fact) -> Shape:  # noqa: C901 - one match over the types
    match type_:
        case BooleanType():
            return Shape(bool, _itself)
        case NumberType(kind="integer" | "days" | "months"):
            bounds = Meta(ge=max(type_.low, -SAFE_INTEGER), le=min(type_.high, SAFE_INTEGER))
            return Shape(Annotated[int, bounds], _itself)
        case NumberType():
            return Shape(object, _number_reader(type_))
        case DateType():
            return Shape(date, _date_reader(type_))
        case TimeType():
            return Shape(str, second_written, colons=True)
        case MomentType():
            return Shape(str, _instant, colons=True)
        case TextType(most=most):
            return Shape(Annotated[str, Meta(max_length=most)], _itself, colons=True)
        case OneOfType(labels=labels):
            return Shape(Literal[labels], _itself, colons=":" in "".join(labels))
        case SetType(of=of):
            labels = of.labels
            return Shape(list[Literal[labels]], _set, colons=":" in "".join(labels))  # type: ignore[valid-type]
        case RecordType():
            return _record_shape(type_, fact)
        case ListType(of=of, most=most):
            inner = _shape(of, fact)
            return Shape(Annotated[list[inner.annotation], Meta(max_length=most)], _list_reader(inner.read), colons=True)  # type: ignore[name-defined]
        case _:
            assert_never(type_)


def _itself(given: Any) -> Known | None:
    known: Known = given
    return known


def _number_reader(type_: NumberType) -> _Read:
    low, high = type_.low, type_.high
    units = [10 ** (type_.scale - decimals) for decimals in range(type_.scale + 1)]

    def read(given: Any) -> int | None:
        if isinstance(given, str):
            whole, point, decimals = given.partition(".")
            digits = whole.removeprefix("-") + decimals
            # INVARIANT: what is not plainly digits with at most one point between them is left to `read_facts`.
            if not digits.isdigit() or not digits.isascii() or len(digits) > _DIGITS or digits == decimals or (point and not decimals):
                return None
            if len(decimals) >= len(units):
                return None
            count = int(whole + decimals) * units[len(decimals)]
        elif isinstance(given, int) and not isinstance(given, bool):
            count = given * units[0]
        else:
            return None
        return count if low <= count <= high else None

    return read


def _date_reader(type_: DateType) -> _Read:
    low, high = type_.low, type_.high

    def read(given: date) -> int | None:
        day = given.toordinal()
        return day if low <= day <= high else None

    return read


def _instant(given: str) -> int | None:
    instant = instant_written(given)
    return instant if instant is not None and MOMENT_LOW <= instant <= MOMENT_HIGH else None


def _set(given: list[str]) -> frozenset[str] | None:
    labels = frozenset(given)
    return labels if len(labels) == len(given) else None


def _record_shape(type_: RecordType, fact: Fact) -> Shape:
    fields = [(name, _shape(kind, fact), can) for name, kind, can in zip(type_.names, type_.types, type_.optional, strict=True)]
    # A field of a list's record is called by the fact and the field, whatever the element.
    absences = [Unknown((Cause(fact.order, "missing-fact", f"{fact.name}.{name}"),)) if can else None for name, _, can in fields]
    plan = [(shape.read, absent) for (_, shape, _), absent in zip(fields, absences, strict=True)]

    def read(given: msgspec.Struct) -> Known | None:
        values: list[Value] = []
        for (part, absent), posted in zip(plan, msgspec.structs.astuple(given), strict=True):
            value = absent if posted is UNSET or posted is None else part(posted)
            if value is None:
                return None
            values.append(value)
        return tuple(values)

    return Shape(_struct("Fields", fields), read, colons=True)


def _list_reader(element: _Read) -> _Read:
    def read(given: list[Any]) -> Known | None:
        values = [element(posted) for posted in given]
        return None if any(value is None for value in values) else tuple(value for value in values if value is not None)

    return read
