"""The log: a line of JSON for everything worth telling, on standard error. No facts, no keys, no addresses beyond the route stand in it."""

import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from os import write
from types import TracebackType
from typing import TypeAlias

import msgspec

Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
STANDARD_ERROR = 2


class Lines(logging.Formatter):
    """Writes a record of the log as a line of JSON; of a fault its kind and where, not its words, which may have facts in them."""

    def format(self, record: logging.LogRecord) -> str:
        """Write *record*."""
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        raised = record.exc_info
        if raised is not None and raised[1] is not None:
            told |= {"fault": type(raised[1]).__name__, "stack": _frames(raised[1])}
        return msgspec.json.encode(told | getattr(record, "told", {})).decode()


def _frames(error: BaseException) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]


def write_log_as_lines() -> None:
    """Have everything that this process logs written as lines of JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("lawbook.api").setLevel(logging.INFO)


class RequestLog:
    """Writes a line for each request, straight to standard error: what the log's own way would cost is half a decision."""

    def __init__(self, now: Callable[[], datetime], put: Callable[[bytes], object] = lambda line: write(STANDARD_ERROR, line)) -> None:
        self._now = now
        self._put = put

    def answered(self, told: dict[str, object]) -> None:
        """Write what is *told* of a request."""
        when = self._now().isoformat(timespec="milliseconds")
        self._put(msgspec.json.encode({"time": when, "level": "info", "event": "request", **told}) + b"\n")
