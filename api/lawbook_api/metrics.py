"""What the service counts about itself, for Prometheus to read."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0)


class Meters:
    """The counters of one running service; *shared* is the folder through which several workers add theirs up."""

    def __init__(self, shared: Path | None) -> None:
        self._shared = shared
        self._registry = registry = CollectorRegistry()
        remembered = lru_cache(maxsize=4_096)
        requests = Counter(
            "lawbook_requests", "answered requests by route, method and status", ("route", "method", "status"), registry=registry
        )
        seconds = Histogram(
            "lawbook_decision_seconds", "single decisions and how long each took", ("policy", "version"), buckets=SECONDS, registry=registry
        )
        batched = Counter("lawbook_batched_decisions", "decisions made in batches", ("policy", "version"), registry=registry)
        rejected = Counter("lawbook_facts_rejected", "postings of facts that could not be decided on", ("policy",), registry=registry)
        self._requests: Callable[[str, str, str], Counter] = remembered(requests.labels)
        self._seconds: Callable[[str, int], Histogram] = remembered(seconds.labels)
        self._batched: Callable[[str, int], Counter] = remembered(batched.labels)
        self._rejected: Callable[[str], Counter] = remembered(rejected.labels)
        self._generation = Gauge(
            "lawbook_library_generation", "times the policies were loaded", registry=registry, multiprocess_mode="livemax"
        )
        self._refused = Gauge(
            "lawbook_library_edit_refused", "1 while the last edit is refused", registry=registry, multiprocess_mode="livemax"
        )

    def answered(self, route: str, method: str, status: str) -> None:
        """Count one answered request."""
        self._requests(route, method, status).inc()

    def decided(self, policy: str, version: int, seconds: float) -> None:
        """Count one single decision, and how long it took."""
        self._seconds(policy, version).observe(seconds)

    def batched(self, policy: str, version: int, decided: int, rejected: int) -> None:
        """Count the lines of a batch."""
        self._batched(policy, version).inc(decided)
        if rejected:
            self._rejected(policy).inc(rejected)

    def rejected(self, policy: str) -> None:
        """Count one posting whose facts were rejected."""
        self._rejected(policy).inc()

    def library(self, generation: int, *, refused: bool) -> None:
        """Note the state of the policies being served."""
        self._generation.set(generation)
        self._refused.set(refused)

    def text(self) -> bytes:
        """Give everything counted, in the text format of Prometheus."""
        if self._shared is None:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together, path=str(self._shared))  # type: ignore[no-untyped-call]
        return generate_latest(together)
