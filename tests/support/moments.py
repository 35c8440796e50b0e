"""A clock that stands still."""

from datetime import UTC, datetime


def noon() -> datetime:
    """Give noon of 21 November 2026 in China."""
    return datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
