"""Whether the memory of each process of the service stays flat over 1,000,000 recorded decisions, single ones and batches, into SQLite."""

import socket
import time
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bench_http import BIN, ROOT, answered, free_port, request, started, stopped
from bench_record import POLICY, WORKERS

DECISIONS = 1_000_000
BATCH = 500
SINGLES = 50
"""After each batch, over the same connection."""
CONNECTIONS = 4
STEPS = 10


def load(port: int, batch: bytes, single: bytes, decisions: int) -> None:
    """Have *decisions* made, most of them in batches, over one connection."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for message in ([batch] + [single] * SINGLES) * (decisions // (BATCH + SINGLES)):
            connection.sendall(message)
            head, body = answered(connection)
            assert b" 200 " in head.split(b"\r\n")[0], head
            assert b'"error"' not in body, body[:500]


def run() -> None:
    """Measure."""
    print(f"\nMemory of the service over {DECISIONS:,} recorded decisions of {POLICY}, {WORKERS} workers, {CONNECTIONS} connections")
    example = b" ".join(min((ROOT / "policies" / POLICY / "examples").glob("*.json")).read_bytes().split())
    with TemporaryDirectory() as held, ProcessPoolExecutor(CONNECTIONS) as pool:
        folder, port = Path(held), free_port()
        command = [str(BIN / "lawbook"), "serve", "--port", str(port), "--workers", str(WORKERS), "--policies", str(ROOT / "policies")]
        process = started(command, port, {"LAWBOOK_STATE": str(folder), "LAWBOOK_RECORD": f"sqlite:///{folder}/record.db"})
        try:
            key = (folder / "local-key").read_text(encoding="ascii").strip()
            address = f"/v1/policies/{POLICY}/decisions"
            single = request(address, example, "application/json", key)
            batch = request(f"{address}:batch", (example + b"\n") * BATCH, "application/x-ndjson", key)
            began = time.monotonic()
            for step in range(STEPS):
                share = DECISIONS // STEPS // CONNECTIONS
                loads: list[Future[None]] = [pool.submit(load, port, batch, single, share) for _ in range(CONNECTIONS)]
                for each in loads:
                    each.result()
                told = " ".join(f"{memory / 2**20:7.1f}" for memory in _resident(process.pid))
                done = (step + 1) * DECISIONS // STEPS
                print(f"  after {done:>9,} {told} MB  {time.monotonic() - began:6.1f} s", flush=True)
            print(f"  the record: {(folder / 'record.db').stat().st_size / 2**30:.1f} GB")
        finally:
            stopped(process)


def _resident(parent: int) -> list[int]:
    top = psutil.Process(parent)
    return [each.memory_info().rss for each in [top, *sorted(top.children(recursive=True), key=lambda child: child.pid)]]
