"""What was to be looked at again by a day that has passed: policies, rules, parameters, rows of the register of law."""

import datetime as dt
from collections.abc import Iterator

from lawbook.check.words.shapes import read_date
from lawbook.problems import Problems
from lawbook.read.document import Mapping, Node, Scalar, Sequence

_NAMES = ("id", "policy", "vocabulary", "register")


def check_reviews(document: Mapping, today: int, problems: Problems) -> None:
    """Warn of everything in *document* whose review was due before the day number *today*."""
    named = next((node.text for key in _NAMES if isinstance(node := document.get(key), Scalar)), "")
    _look(document, named, document, today, problems)
    for name, mapping in _reviewed(document):
        _look(mapping, name.text, name, today, problems)
    parameters = document.get("parameters")
    for key, node in parameters.entries if isinstance(parameters, Mapping) else ():
        if isinstance(node, Mapping):
            _look_at_parameter(node, key, today, problems)


def check_calendar(document: Mapping, today: int, problems: Problems) -> None:
    """Warn of a calendar that ends before the day number *today*."""
    last, key, name = _day(document, "until"), document.key("until"), document.get("calendar")
    if last is not None and last < today and key is not None and isinstance(name, Scalar):
        message = f"the calendar `{name.text}` ends with {_told(last)}"
        problems.warn("calendar-past-its-data", message, key.where, "add the days that were announced since, and move `until`")


def _look(mapping: Mapping, name: str, place: Node, today: int, problems: Problems) -> None:
    due = _day(mapping, "review_by")
    if due is not None and due < today:
        message = f"`{name}` was to be reviewed by {_told(due)}"
        problems.warn("past-review", message, place.where, "look whether it still holds, then move `review_by`")


def _look_at_parameter(mapping: Mapping, key: Scalar, today: int, problems: Problems) -> None:
    """Warn of a parameter past `review_by` or, where it has none, past the last day for which it was verified."""
    due, through = _day(mapping, "review_by"), _day(mapping, "verified_through")
    if due is not None and due < today:
        message = f"`{key.text}` was to be reviewed by {_told(due)}"
        problems.warn("parameter-past-review", message, key.where, "look whether its values still hold, then move `review_by`")
    elif due is None and through is not None and through < today:
        message = f"`{key.text}` was verified through {_told(through)} only"
        problems.warn("parameter-past-review", message, key.where, "look whether its values still hold, then move `verified_through`")


def _reviewed(node: Node) -> Iterator[tuple[Scalar, Mapping]]:
    """Give every mapping inside *node* but parameters, with what names it: its key, or its id in a list."""
    match node:
        case Mapping(entries=entries):
            for key, value in entries:
                if key.text == "parameters":
                    continue
                if isinstance(value, Mapping):
                    yield key, value
                yield from _reviewed(value)
        case Sequence(items=items):
            for item in items:
                name = item.get("id") if isinstance(item, Mapping) else None
                if isinstance(item, Mapping) and isinstance(name, Scalar):
                    yield name, item
                yield from _reviewed(item)
        case Scalar():
            return


def _day(mapping: Mapping, key: str) -> int | None:
    node = mapping.get(key)
    # What is no date has been told where the document was read.
    return None if node is None else read_date(node, key, Problems())


def _told(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()
