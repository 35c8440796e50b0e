"""How much a caller may ask: so many requests a second, so many decisions a day.

The rate is a bucket of tokens in each worker: with several workers a caller may get as many times the rate. The quota is counted together
by all who share the store; each worker adds up what it decided once a second, so that a quota may be overdrawn by that much.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from threading import Lock
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from lawbook.access.keeping import KeyStore
from lawbook_api.permissions import Caller
from lawbook_api.settings import Settings

Over: TypeAlias = Literal["too-many-requests", "over-quota"]
WINDOW = 2
"""How many seconds of a rate may be used at once."""
ADDED_UP = 1.0
"""How many seconds may pass before what was used is added up with the other workers'."""
MOST_BUCKETS = 100_000


@dataclass(slots=True)
class Bucket:
    """The tokens that a caller has left, as they were at a moment."""

    tokens: float
    at: float


@dataclass(slots=True)
class Used:
    """What a caller used on a day: what all workers knew of, and what is not added up yet."""

    day: date
    known: int
    more: int
    at: float


class Standing(msgspec.Struct, frozen=True):
    """How a caller stands after a request: *over* says what there is too much of, *wait* for how many seconds."""

    rate: int
    left: int
    over: Over | None = None
    wait: int = 0

    def headers(self) -> list[tuple[str, str]]:
        """Tell it as the RateLimit header fields do."""
        told = [
            ("RateLimit-Policy", f'"caller";q={self.rate * WINDOW};w={WINDOW}'),
            ("RateLimit", f'"caller";r={self.left};t={max(1, self.wait)}'),
        ]
        return told if self.over is None else [*told, ("Retry-After", str(max(1, self.wait)))]


class Limits:
    """Keeps the buckets and counts of one worker."""

    def __init__(self, settings: Settings, keys: KeyStore) -> None:
        self._rate = settings.rate
        self._quota = settings.quota
        self._monotonic: Callable[[], float] = settings.monotonic
        self._now = settings.now
        self._zone = ZoneInfo(settings.time_zone)
        self._keys = keys
        self._buckets: dict[str, Bucket] = {}
        self._used: dict[str, Used] = {}
        self._lock = Lock()

    def take(self, caller: Caller) -> Standing:
        """Take a token for one request of *caller*, where there is one left."""
        rate, now = caller.rate or self._rate, self._monotonic()
        most = rate * WINDOW
        with self._lock:
            bucket = self._buckets.get(caller.name)
            if bucket is None:
                if len(self._buckets) >= MOST_BUCKETS:
                    self._buckets.clear()
                bucket = self._buckets[caller.name] = Bucket(most, now)
            bucket.tokens = min(most, bucket.tokens + (now - bucket.at) * rate)
            bucket.at = now
            if bucket.tokens < 1:
                return Standing(rate, 0, "too-many-requests", ceil((1 - bucket.tokens) / rate))
            bucket.tokens -= 1
            left = int(bucket.tokens)
        if self.has_quota(caller):
            return self._within_quota(caller, rate, left)
        return Standing(rate, left)

    def has_quota(self, caller: Caller) -> bool:
        """Tell whether *caller* may be given so many decisions a day, and no more; what was used is looked up."""
        return bool(caller.quota or self._quota)

    def _within_quota(self, caller: Caller, rate: int, left: int) -> Standing:
        if self.decisions_left(caller) == 0:
            return Standing(rate, left, "over-quota", self._until_midnight())
        return Standing(rate, left)

    def decisions_left(self, caller: Caller) -> int | None:
        """Give how many decisions *caller* may still be given today; None for any number."""
        quota = caller.quota or self._quota
        if quota is None:
            return None
        used = self._used_by(caller.name)
        return max(0, quota - used.known - used.more)

    def decided(self, caller: Caller, decisions: int) -> None:
        """Count *decisions* given to *caller*, where they are limited."""
        if self.has_quota(caller):
            used = self._used_by(caller.name)
            with self._lock:
                used.more += decisions

    def _used_by(self, name: str) -> Used:
        now, day = self._monotonic(), self._now().astimezone(self._zone).date()
        with self._lock:
            used = self._used.get(name)
            if used is None or used.day != day:
                used = self._used[name] = Used(day, self._keys.use(name, day, 0), 0, now)
            elif used.more and now - used.at >= ADDED_UP:
                used.known, used.more, used.at = self._keys.use(name, day, used.more), 0, now
        return used

    def _until_midnight(self) -> int:
        now: datetime = self._now().astimezone(self._zone)
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), self._zone)
        return ceil((midnight - now).total_seconds())
