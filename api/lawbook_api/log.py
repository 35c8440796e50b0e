"""The log: a line of JSON for everything worth telling, on standard error. No facts, no keys, no addresses beyond the route stand in it."""

import logging
import traceback
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from os import write
from threading import Event, Lock, Thread
from types import TracebackType
from typing import NamedTuple, TypeAlias

import msgspec

Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
STANDARD_ERROR = 2
SOON = 0.1
"""How many seconds a line waits for others at most."""
MOST_WAITING = 10_000
SPAN = "lawbook.span"
"""Where the environment of a request has its span, where there are traces."""


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


class Told(NamedTuple):
    """What is told of one answered request."""

    request: str
    caller: str | None
    method: str
    route: str
    policy: str | None
    status: int
    milliseconds: float
    problem: str | None = None
    trace: str | None = None


class _Line(msgspec.Struct, omit_defaults=True):
    time: str
    level: str
    event: str
    request: str
    caller: str | None
    method: str
    route: str
    policy: str | None
    status: int
    milliseconds: float
    problem: str | None = None
    trace: str | None = None


class RequestLog:
    """Writes a line for each request, many together, from a thread of its own: a decision costs less than writing a line at once."""

    def __init__(self, now: Callable[[], datetime], put: Callable[[bytes], object] = lambda lines: write(STANDARD_ERROR, lines)) -> None:
        self._now = now
        self._put = put
        self._lines: deque[tuple[datetime, Told]] = deque()
        self._writing = Lock()
        self._stop = Event()
        self._thread = Thread(target=self._write_on, name="lawbook-log", daemon=True)
        self._thread.start()

    def answered(self, told: Told) -> None:
        """Have what is *told* of a request written soon; at once where the reader of the log falls behind."""
        self._lines.append((self._now(), told))
        if len(self._lines) > MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        with self._writing:
            waiting = [self._lines.popleft() for _ in range(len(self._lines))]
            if waiting:
                self._put(_ENCODER.encode_lines([_Line(told_time(when), "info", "request", *told) for when, told in waiting]))

    def close(self) -> None:
        """Write what waits, and stop."""
        self._stop.set()
        self._thread.join()
        self.flush()

    def _write_on(self) -> None:
        while not self._stop.wait(SOON):
            self.flush()


def told_time(moment: datetime) -> str:
    """Tell a moment as answers and the log do."""
    return moment.isoformat(timespec="milliseconds")


_ENCODER = msgspec.json.Encoder()
