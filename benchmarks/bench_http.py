"""Requests a second over HTTP: a single decision against an empty Flask route that returns the same bytes, and the batch endpoint.

Both applications run on granian with one worker, one after the other in turns; the load comes from processes of its own over
connections that are kept alive.
"""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
SECONDS = 3.0
ROUNDS = 3
CONNECTIONS = 8
THREADS = 2
"""Of each server."""
STARTING = 120.0
"""Seconds that a server may take to start or to stop on a busy machine."""
BATCH = 2_000

EMPTY = """
from flask import Flask, Response
BODY = open({body!r}, "rb").read()
app = Flask("empty")

@app.post("/v1/policies/x/decisions")
def decisions() -> Response:
    return Response(BODY, content_type="application/json")
"""


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def request(path: str, body: bytes, kind: str, key: str) -> bytes:
    """Give the bytes of one POST that shows *key*."""
    headers = f"Host: 127.0.0.1\r\nAuthorization: Bearer {key}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"POST {path} HTTP/1.1\r\n{headers}\r\n".encode() + body


def answered(connection: socket.socket) -> tuple[bytes, bytes]:
    """Read one whole response: its head and its body, of known length or in chunks."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(1 << 16)
    head, _, body = data.partition(b"\r\n\r\n")
    lowered = head.lower()
    if b"content-length:" in lowered:
        length = int(lowered.split(b"content-length:")[1].split(b"\r\n")[0])
        while len(body) < length:
            body += connection.recv(1 << 20)
    else:
        while not body.endswith(b"0\r\n\r\n"):
            body += connection.recv(1 << 20)
    return head, body


def load(port: int, message: bytes, seconds: float) -> int:
    """Send *message* over one connection again and again; give how many answers came."""
    count = 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            connection.sendall(message)
            head, _ = answered(connection)
            assert b" 200 " in head.split(b"\r\n")[0], head
            count += 1
    return count


def rate(pool: ProcessPoolExecutor, port: int, message: bytes, connections: int) -> float:
    """Give the answers a second over *connections* connections."""
    loads = [pool.submit(load, port, message, SECONDS) for _ in range(connections)]
    return sum(each.result() for each in loads) / SECONDS


def started(arguments: list[str], port: int, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a server and wait until it listens."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return process
    process.kill()
    process.wait()
    raise TimeoutError("the server did not start")


def stopped(process: subprocess.Popen[bytes]) -> None:
    """Stop a server, by force where it does not stop when told to."""
    process.terminate()
    try:
        process.wait(STARTING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def serve_lawbook(port: int, state: Path) -> subprocess.Popen[bytes]:
    """Start the service with access and log as it ships, but without a record; it makes its local key in *state*."""
    arguments = [
        str(BIN / "lawbook"),
        "serve",
        "--port",
        str(port),
        "--workers",
        "1",
        "--threads",
        str(THREADS),
        "--policies",
        str(ROOT / "policies"),
    ]
    return started(arguments, port, {"LAWBOOK_STATE": str(state), "LAWBOOK_RECORD": "none"})


def serve_empty(port: int, folder: Path, body: bytes) -> subprocess.Popen[bytes]:
    """Start a Flask application whose one route returns *body*, on the same server."""
    (folder / "answer.json").write_bytes(body)
    (folder / "empty_route.py").write_text(EMPTY.format(body=str(folder / "answer.json")), encoding="utf-8")
    arguments = [
        str(BIN / "granian"),
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "1",
        "--no-ws",
        "--blocking-threads",
        str(THREADS),
        "empty_route:app",
    ]
    return started(arguments, port, {"PYTHONPATH": str(folder)})


def run() -> None:
    """Measure both policies."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - beside its use

    print("\nHTTP, one worker of granian, 8 connections from processes of their own")
    with TemporaryDirectory() as folder, ProcessPoolExecutor(CONNECTIONS) as pool:
        for name in ("dunning-tier", "underwriting"):
            _measure(name, Path(folder), pool)


def _measure(name: str, folder: Path, pool: ProcessPoolExecutor) -> None:
    example = min((ROOT / "policies" / name / "examples").glob("*.json")).read_bytes()
    one_line = b" ".join(example.split())
    ours, empty = free_port(), free_port()
    server = serve_lawbook(ours, folder / "state")
    try:
        key = (folder / "state" / "local-key").read_text(encoding="ascii").strip()
        single = request(f"/v1/policies/{name}/decisions", one_line, "application/json", key)
        batch = request(f"/v1/policies/{name}/decisions:batch", (one_line + b"\n") * BATCH, "application/x-ndjson", key)
        with socket.create_connection(("127.0.0.1", ours)) as connection:
            connection.sendall(single)
            _, body = answered(connection)
        baseline = serve_empty(empty, folder, body)
        try:
            singles, baselines, batches = [], [], []
            for _ in range(ROUNDS):
                singles.append(rate(pool, ours, single, CONNECTIONS))
                baselines.append(rate(pool, empty, request("/v1/policies/x/decisions", one_line, "application/json", key), CONNECTIONS))
                batches.append(rate(pool, ours, batch, 2) * BATCH)
        finally:
            stopped(baseline)
    finally:
        stopped(server)
    one, nothing, many = median(singles), median(baselines), median(batches)
    print(f"  {name}: empty route {nothing:,.0f}/s, one decision {one:,.0f}/s = {one / nothing:.0%} of it")
    print(f"  {name}: in batches of {BATCH:,} {many:,.0f} decisions/s = {many / one:.1f} × one at a time")
