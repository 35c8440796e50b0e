"""What the service counts about itself, for Prometheus to read."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0)


class Meters:
    """The counters of one running service; *shared* is the folder through which several workers add theirs up."""

    def __init__(self, shared: Path | None) -> None:
        self._shared = shared
        self._registry = CollectorRegistry()
        requests = Counter(
            "lawbook_requests", "answered requests by route, method and status", ("route", "method", "status"), registry=self._registry
        )
        decisions = Counter("lawbook_decisions", "decisions made", ("policy", "version"), registry=self._registry)
        rejected = Counter("lawbook_facts_rejected", "postings of facts that could not be decided on", ("policy",), registry=self._registry)
        seconds = Histogram(
            "lawbook_decision_seconds", "time to decide on one posting", ("policy",), buckets=SECONDS, registry=self._registry
        )
        self._generation = Gauge(
            "lawbook_library_generation", "how often the policies were loaded", registry=self._registry, multiprocess_mode="livemax"
        )
        self._refused = Gauge(
            "lawbook_library_edit_refused",
            "1 while the last edit of the policies is refused",
            registry=self._registry,
            multiprocess_mode="livemax",
        )
        remembered = lru_cache(maxsize=4_096)
        self._requests: Callable[[str, str, str], Counter] = remembered(requests.labels)
        self._decisions: Callable[[str, str], Counter] = remembered(decisions.labels)
        self._rejected: Callable[[str], Counter] = remembered(rejected.labels)
        self._seconds: Callable[[str], Histogram] = remembered(seconds.labels)

    def answered(self, route: str, method: str, status: int) -> None:
        """Count one answered request."""
        self._requests(route, method, str(status)).inc()

    def decided(self, policy: str, version: int, count: int = 1) -> None:
        """Count decisions."""
        self._decisions(policy, str(version)).inc(count)

    def rejected(self, policy: str, count: int = 1) -> None:
        """Count postings whose facts were rejected."""
        self._rejected(policy).inc(count)

    def took(self, policy: str, seconds: float) -> None:
        """Note how long one decision took."""
        self._seconds(policy).observe(seconds)

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


def count_requests(app: Flask, meters: Meters) -> None:
    """Make *app* count every request that it answers."""

    @app.after_request
    def count(response: Response) -> Response:
        rule = request.url_rule
        meters.answered(rule.rule if rule is not None else "unmatched", request.method, response.status_code)
        return response
