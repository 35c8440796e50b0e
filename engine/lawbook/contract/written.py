"""How dates, times of day, instants and exact numbers are written in text, and back."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Context, Decimal, Inexact, Rounded
from functools import lru_cache

NUMBER = "-?[0-9]+(\\.[0-9]+)?"
"""The pattern of a number written as text."""
DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""The pattern of a date."""
TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
"""The pattern of a time of day."""
MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
"""The pattern of an instant: whole seconds, with its offset from UTC (RFC 3339)."""

_NUMBER = re.compile(NUMBER)
_DATE = re.compile(DATE)
_TIME = re.compile(TIME)
_MOMENT = re.compile(MOMENT)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXACT = Context(prec=100, traps=[Inexact, Rounded])


def day_written(text: str) -> int | None:
    """Read a date `YYYY-MM-DD` as its day number, or give None when it is no date of the calendar."""
    if _DATE.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


@lru_cache(4096)
def second_written(text: str) -> int | None:
    """Read a time of day `HH:MM` or `HH:MM:SS` as seconds since midnight, or give None when it is none."""
    if _TIME.fullmatch(text) is None:
        return None
    return int(text[:2]) * 3600 + int(text[3:5]) * 60 + int(text[6:8] or 0)


def instant_written(text: str) -> int | None:
    """Read an instant such as `2025-01-01T08:00:00+08:00` as seconds since 1970 in UTC, or give None when it is none."""
    if _MOMENT.fullmatch(text) is None:
        return None
    try:
        return instant_of(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def instant_of(moment: datetime) -> int | None:
    """Give the seconds since 1970 in UTC of a datetime with its offset, or None when it has none or is not a whole second."""
    if moment.utcoffset() is None:
        return None
    since = moment - _EPOCH
    return None if since.microseconds else since.days * 86_400 + since.seconds


def number_written(text: str) -> Decimal | None:
    """Read a number such as `-12.50`, with all its digits, or give None when it is written in any other way."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def scaled(number: Decimal, scale: int) -> int:
    """Count a number of at most *scale* decimals, and not very large, in units of 10 ** -*scale*; exact."""
    return int(_EXACT.scaleb(number, scale)) if number else 0


def exact(count: int, scale: int) -> Decimal:
    """Give *count* units of 10 ** -*scale* as a number with *scale* decimals."""
    return _EXACT.scaleb(Decimal(count), -scale)


def fixed_scale(count: int, scale: int) -> str:
    """Write *count* units of 10 ** -*scale* with exactly *scale* decimals."""
    if scale <= 0:
        return str(count)
    whole, part = divmod(abs(count), 10**scale)
    return f"{'-' if count < 0 else ''}{whole}.{part:0{scale}}"


def date_text(day: int) -> str:
    """Write a day number as `YYYY-MM-DD`."""
    return date.fromordinal(day).isoformat()


def moment_text(instant: int) -> str:
    """Write seconds since 1970 as an instant in UTC."""
    return instant_at(instant).replace(tzinfo=None).isoformat() + "Z"


def instant_at(instant: int) -> datetime:
    """Give seconds since 1970 as a datetime in UTC."""
    return _EPOCH + timedelta(seconds=instant)
