"""Read a value that stands by itself (of a parameter, a bound, a fallback), typed by its place."""

import datetime as dt
import re
from typing import assert_never

from lawbook.check.words.shapes import as_scalar, as_sequence, counted, one_of, read_date, read_flag
from lawbook.check.words.told import told_end
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
from lawbook.model.values import Known
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean
from lawbook.read.ambiguity import note_if_ambiguous
from lawbook.read.document import Node, Scalar

_NUMBER = re.compile(r"-?([0-9]+)(?:\.([0-9]+))?")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})")
_MOST_DIGITS = 1_000
_QUOTED = re.compile(r'@?"(.*)"', re.DOTALL)


def read_value(node: Node, type_: Type, what: str, problems: Problems) -> Known | None:
    """Take a value of *type_*, in the range of the type."""
    match type_:
        case SetType(of=labels):
            return _read_set(node, labels, what, problems)
        case ListType() | RecordType():
            problems.add("wrong-type", f"{what} is of a type whose values cannot be written down", node.where)
            return None
        case _:
            scalar = as_scalar(node, what, problems)
            return None if scalar is None else _read_single(scalar, type_, what, problems)


def _read_single(
    scalar: Scalar,
    type_: BooleanType | NumberType | DateType | TimeType | MomentType | TextType | OneOfType,
    what: str,
    problems: Problems,
) -> Known | None:
    match type_:
        case BooleanType():
            return read_flag(scalar, what, problems)
        case NumberType():
            return _in_range(read_number(scalar, type_.scale, what, problems), type_, scalar, what, problems)
        case DateType():
            return _in_range(read_date(unquoted(scalar), what, problems), type_, scalar, what, problems)
        case TimeType():
            return read_time(unquoted(scalar), what, problems)
        case MomentType():
            return read_moment(unquoted(scalar), what, problems)
        case TextType():
            return _read_text(scalar, type_, what, problems)
        case OneOfType():
            return read_label_of(scalar, type_, what, problems)
        case _:
            assert_never(type_)


def unquoted(scalar: Scalar) -> Scalar:
    """Take the quotes of the expression language off, `"…"` or `@"…"`, where the author wrote them."""
    quoted = _QUOTED.fullmatch(scalar.text)
    return Scalar(quoted.group(1), scalar.style, scalar.where) if quoted else scalar


def read_number(scalar: Scalar, scale: int, what: str, problems: Problems) -> int | None:
    """Take a number as a count of 10 ** -*scale*."""
    if note_if_ambiguous(scalar, problems):
        return None
    number = _NUMBER.fullmatch(scalar.text)
    if number is None:
        problems.add("bad-number", f"{what} is `{scalar.text}`, which is not a number", scalar.where)
        return None
    whole, digits = number.group(1), (number.group(2) or "").rstrip("0")
    if len(digits) > scale:
        held = counted(scale, "decimal place")
        problems.add("wrong-scale", f"{what} is `{scalar.text}`, and at most {held} can stand here", scalar.where)
        return None
    if len(whole) > _MOST_DIGITS:
        problems.add("number-too-large", f"{what} has {len(whole)} digits, and at most {DIGITS} are possible", scalar.where)
        return None
    count = int(whole + digits.ljust(scale, "0"))
    return -count if scalar.text.startswith("-") else count


def read_time(scalar: Scalar, what: str, problems: Problems) -> int | None:
    """Take a time of day, as seconds since midnight."""
    time = _TIME.fullmatch(scalar.text)
    if time is None:
        problems.add(
            "bad-value", f"{what} is `{scalar.text}`, which is not a time of day", scalar.where, 'write it as "HH:MM" or "HH:MM:SS"'
        )
        return None
    hours, minutes, seconds = time.groups()
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)


def read_moment(scalar: Scalar, what: str, problems: Problems) -> int | None:
    """Take an instant with its offset, as seconds since 1970."""
    help_ = "write it as 2026-01-30T09:00:00+08:00"
    if not _MOMENT.fullmatch(scalar.text):
        problems.add("bad-value", f"{what} is `{scalar.text}`, which is not a moment", scalar.where, help_)
        return None
    try:
        moment = dt.datetime.fromisoformat(scalar.text)
        seconds = round((moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)).total_seconds())
    except (ValueError, OverflowError):
        problems.add("bad-value", f"{what} is `{scalar.text}`, a moment that never was", scalar.where, help_)
        return None
    if MOMENT_LOW <= seconds <= MOMENT_HIGH:
        return seconds
    problems.add("out-of-range", f"{what} is {scalar.text}, and moments are from 1900 to 2199", scalar.where)
    return None


def read_label_of(scalar: Scalar, type_: OneOfType, what: str, problems: Problems) -> str | None:
    """Take a label of *type_*, bare or quoted."""
    if note_if_ambiguous(scalar, problems):
        return None
    label = scalar.text if scalar.text in type_.labels else unquoted(scalar).text
    if label in type_.labels:
        return label
    help_ = did_you_mean(label, type_.labels) or one_of(type_.labels)
    problems.add("unknown-label", f"{what} is `{label}`, which is no label of its type", scalar.where, help_)
    return None


def _read_set(node: Node, labels: OneOfType, what: str, problems: Problems) -> frozenset[str] | None:
    sequence = as_sequence(node, what, problems)
    if sequence is None:
        return None
    scalars = [as_scalar(item, f"an item of {what}", problems) for item in sequence.items]
    taken = [None if scalar is None else read_label_of(scalar, labels, f"an item of {what}", problems) for scalar in scalars]
    known = [label for label in taken if label is not None]
    return frozenset(known) if len(known) == len(taken) else None


def _read_text(scalar: Scalar, type_: TextType, what: str, problems: Problems) -> str | None:
    text = unquoted(scalar).text
    if note_if_ambiguous(scalar, problems):
        return None
    if len(text) <= type_.most:
        return text
    problems.add("out-of-range", f"{what} has {len(text)} characters, and may have {type_.most}", scalar.where)
    return None


def _in_range(value: int | None, type_: NumberType | DateType, scalar: Scalar, what: str, problems: Problems) -> int | None:
    if value is None or type_.low <= value <= type_.high:
        return value
    low, high = (told_end(bound, type_) for bound in (type_.low, type_.high))
    problems.add("out-of-range", f"{what} is {scalar.text}, and must be from {low} to {high}", scalar.where)
    return None
