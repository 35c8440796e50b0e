"""What the service counts about itself, for Prometheus to read.

What a request does is noted and added up with others afterwards, a few times a second: counting costs less so than one by one.
"""

from bisect import bisect_left
from collections import Counter as Tally
from collections import defaultdict, deque
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from lawbook import PolicyVersion
from lawbook.record import Condition
from lawbook_api.told_of_decisions import outcome_in, unknown_facts

Noted = TypeVar("Noted")
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0)

NOTED = 0.25
"""How many seconds pass at least before the store's state is noted again."""
SOON = 0.1
"""How many seconds pass before what was noted is added up for the other workers to tell."""
MOST_NOTED = 10_000


class Meters:
    """The counters of one running service; *shared* is the folder through which several workers add theirs up."""

    def __init__(self, shared: Path | None) -> None:
        self._shared = shared
        self._noted = 0.0
        self._answered: deque[tuple[str, str, int]] = deque()
        self._decided: deque[tuple[tuple[str, int, str], list[str], float]] = deque()
        self._waited: deque[float] = deque()
        self._adding = Lock()
        self._registry = registry = CollectorRegistry()
        remembered = lru_cache(maxsize=4_096)
        requests = Counter(
            "lawbook_requests", "answered requests by route, method and status", ("route", "method", "status"), registry=registry
        )
        seconds = Histogram(
            "lawbook_decision_seconds",
            "single decisions and how long each took",
            ("policy", "version", "outcome"),
            buckets=SECONDS,
            registry=registry,
        )
        batched = Counter("lawbook_batched_decisions", "decisions made in batches", ("policy", "version"), registry=registry)
        rejected = Counter("lawbook_facts_rejected", "postings of facts that could not be decided on", ("policy",), registry=registry)
        self._requests: Callable[[str, str, str], Counter] = remembered(requests.labels)
        unknown = Counter(
            "lawbook_unknown_facts", "decisions that were not known for want of a fact", ("policy", "fact"), registry=registry
        )
        refused = Counter("lawbook_refusals", "requests answered with a problem, by its kind", ("kind",), registry=registry)
        self._unknown: Callable[[str, str], Counter] = remembered(unknown.labels)
        self._refusals: Callable[[str], Counter] = remembered(refused.labels)
        self._recorded = Histogram("lawbook_record_seconds", "how long decisions waited to be recorded", buckets=SECONDS, registry=registry)
        self._waiting = Gauge(
            "lawbook_record_waiting", "decisions that wait to be recorded", registry=registry, multiprocess_mode="livesum"
        )
        self._entries = Gauge("lawbook_record_entries", "entries written since the start", registry=registry, multiprocess_mode="livesum")
        self._failing = Gauge(
            "lawbook_record_failing", "1 while decisions cannot be recorded", registry=registry, multiprocess_mode="livemax"
        )
        self._seconds: Callable[[str, int, str], Histogram] = remembered(seconds.labels)
        self._batched: Callable[[str, int], Counter] = remembered(batched.labels)
        self._rejected: Callable[[str], Counter] = remembered(rejected.labels)
        self._generation = Gauge(
            "lawbook_library_generation", "times the policies were loaded", registry=registry, multiprocess_mode="livemax"
        )
        shadowed = Counter(
            "lawbook_shadow_decisions",
            "decisions made again by the candidate, and what they came to beside the live ones",
            ("policy", "version", "candidate", "came"),
            registry=registry,
        )
        self._shadowed: Callable[[str, str, str, str], Counter] = remembered(shadowed.labels)
        self._dropped = Counter(
            "lawbook_shadow_dropped", "decisions that the candidate did not get, since too many waited", registry=registry
        )
        self._shadow_waiting = Gauge(
            "lawbook_shadow_waiting", "decisions that wait for the candidate", registry=registry, multiprocess_mode="livesum"
        )
        self._refused = Gauge(
            "lawbook_library_edit_refused", "1 while the last edit is refused", registry=registry, multiprocess_mode="livemax"
        )
        if shared is not None:
            Thread(target=self._add_up_on, name="lawbook-meters", daemon=True).start()

    def answered(self, route: str, method: str, status: int) -> None:
        """Count one answered request."""
        self._answered.append((route, method, status))
        if len(self._answered) > MOST_NOTED:
            self.add_up()

    def refused(self, kind: str) -> None:
        """Count one request answered with a problem of *kind*."""
        self._refusals(kind).inc()

    def decided(self, version: PolicyVersion, decision: bytes, seconds: float) -> None:
        """Count one single decision by its outcome, how long it took, and the facts that were wanting."""
        # Not kept until it is added up: decisions of many moments would push from the processor's memory what is needed next.
        labels = version.name, version.version, outcome_in(decision, version)
        self._decided.append((labels, unknown_facts(decision, version), seconds))

    def recorded(self, seconds: float, condition: Callable[[], Condition]) -> None:
        """Count one decision that is recorded, and note how the store does."""
        self._waited.append(seconds)
        now = monotonic()
        if now - self._noted >= NOTED:
            self._noted = now
            self.store(condition())

    def add_up(self) -> None:
        """Count what was noted."""
        with self._adding:
            for (route, method, status), many in Tally(_taken(self._answered)).items():
                self._requests(route, method, str(status)).inc(many)
            took: defaultdict[tuple[str, int, str], list[float]] = defaultdict(list)
            for of, wanting, seconds in _taken(self._decided):
                took[of].append(seconds)
                for fact in wanting:
                    self._unknown(of[0], fact).inc()
            for labels, each in took.items():
                _observe(self._seconds(*labels), each)
            _observe(self._recorded, _taken(self._waited))

    def _add_up_on(self) -> None:
        while True:
            sleep(SOON)
            self.add_up()

    def store(self, condition: Condition) -> None:
        """Note how the store of the record does."""
        self._waiting.set(condition.waiting)
        self._entries.set(condition.sequence)
        self._failing.set(condition.failure is not None)

    def batched(self, policy: str, version: int, decided: int, rejected: int) -> None:
        """Count the lines of a batch."""
        self._batched(policy, version).inc(decided)
        if rejected:
            self._rejected(policy).inc(rejected)

    def shadowed(self, policy: str, version: str, candidate: str, came: str) -> None:
        """Count one decision that the candidate made again, or failed to make."""
        self._shadowed(policy, version, candidate, came).inc()

    def shadow_dropped(self) -> None:
        """Count one decision that the candidate did not get."""
        self._dropped.inc()

    def shadow_waiting(self, waiting: int) -> None:
        """Note how many decisions wait for the candidate."""
        self._shadow_waiting.set(waiting)

    def rejected(self, policy: str) -> None:
        """Count one posting whose facts were rejected."""
        self._rejected(policy).inc()

    def library(self, generation: int, *, refused: bool) -> None:
        """Note the state of the policies being served."""
        self._generation.set(generation)
        self._refused.set(refused)

    def text(self) -> bytes:
        """Give everything counted, in the text format of Prometheus."""
        self.add_up()
        if self._shared is None:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together, path=str(self._shared))  # type: ignore[no-untyped-call]
        return generate_latest(together)


def _taken(noted: deque[Noted]) -> list[Noted]:
    return [noted.popleft() for _ in range(len(noted))]


def _observe(histogram: Histogram, seconds: list[float]) -> None:
    """Observe all of *seconds* together; the library itself takes them one by one only."""
    if not seconds:
        return
    histogram._sum.inc(sum(seconds))  # noqa: SLF001 - see above
    for place, many in Tally(bisect_left(SECONDS, each) for each in seconds).items():
        histogram._buckets[place].inc(many)  # noqa: SLF001 - see above
