"""The clock, the environment and randomness, read here and nowhere else in the command."""

import getpass
import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

TIME_ZONE = "Asia/Shanghai"


def today() -> date:
    """Give the calendar day in the time zone of LAWBOOK_TIME_ZONE."""
    name = os.environ.get("LAWBOOK_TIME_ZONE", TIME_ZONE)
    try:
        return datetime.now(UTC).astimezone(ZoneInfo(name)).date()
    except (ValueError, OSError, KeyError):
        message = f"`{name}` is no time zone; write one such as {TIME_ZONE}"
        raise typer.BadParameter(message, param_hint="LAWBOOK_TIME_ZONE") from None


def moment() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def record_url() -> str | None:
    """Give where LAWBOOK_RECORD says that the record is."""
    return os.environ.get("LAWBOOK_RECORD")


def record_key() -> Path | None:
    """Give where LAWBOOK_RECORD_KEY says that the signing key is."""
    named = os.environ.get("LAWBOOK_RECORD_KEY")
    return None if named is None else Path(named)


def whoever_asks() -> str:
    """Give the name under which the command is run, where the system knows one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def random_bytes(count: int) -> bytes:
    """Give *count* bytes that nobody can foresee."""
    return os.urandom(count)


def own_language() -> str:
    """Give zh where the environment speaks Chinese, else en."""
    spoken = next((given for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (given := os.environ.get(name))), "")
    return "zh" if spoken.startswith("zh") else "en"


def cache_folder() -> Path:
    """Give the folder in which lawbook keeps for this user what it can find out again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "lawbook"
