"""From when to when each version of a policy is in force."""

import datetime as dt
from collections.abc import Sequence

from lawbook.check.law.citations import Span
from lawbook.check.policies.headers import Header
from lawbook.problems import Problems


def spans_of(headers: Sequence[Header], problems: Problems) -> list[Span | None]:
    """Give, for each version, its first day and the first day of the version after it, or None where the first is not known."""
    _check_numbers(headers, problems)
    return [_span(header, headers) for header in headers]


def _span(header: Header, headers: Sequence[Header]) -> Span | None:
    if header.effective is None:
        return None
    later = [
        other.effective
        for other in headers
        if other.name == header.name and other.effective is not None and other.effective > header.effective
    ]
    return header.effective, min(later, default=None)


def _check_numbers(headers: Sequence[Header], problems: Problems) -> None:
    numbers: dict[tuple[str, int], Header] = {}
    days: dict[tuple[str, int], Header] = {}
    for header in headers:
        if header.name is None:
            continue
        if header.version is not None:
            other = numbers.setdefault((header.name, header.version), header)
            if other is not header:
                message = f"there is a version {header.version} of `{header.name}` already"
                problems.add("same-version", message, header.version_where, f"the other one is {other.path}")
        if header.effective is not None:
            other = days.setdefault((header.name, header.effective), header)
            if other is not header:
                day = dt.date.fromordinal(header.effective).isoformat()
                message = f"another version of `{header.name}` comes into force on {day} too"
                problems.add("same-effective-date", message, header.effective_where, f"the other one is {other.path}")
