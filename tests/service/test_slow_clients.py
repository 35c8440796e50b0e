"""Whoever sends slowly, or takes an answer slowly, holds nobody else up, and is not waited for without end."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from support.offers import FACTS, write_offer
from support.services import Server, serving

DECISIONS = "/v1/policies/small-offer/decisions"
BATCH = f"{DECISIONS}:batch"
BODY = json.dumps(FACTS).encode()
THREADS = 2
MANY = 10
"""Far more than the worker has threads."""
PATIENT, IMPATIENT = "600", "2"
"""Seconds that a client may take: longer than anybody in the tests waits for an answer, or soon over."""
LINES = 20_000


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("policies")
    write_offer(root)
    return root


@pytest.fixture(scope="module")
def patient(policies: Path) -> Iterator[Server]:
    with serving(policies, "--quiet", "--threads", str(THREADS), LAWBOOK_CLIENT_SECONDS=PATIENT) as running:
        yield running


@pytest.fixture(scope="module")
def server(policies: Path) -> Iterator[Server]:
    with serving(policies, "--quiet", "--threads", str(THREADS), LAWBOOK_CLIENT_SECONDS=IMPATIENT) as running:
        yield running


def asked(server: Server, path: str, kind: str, length: str) -> bytes:
    return f"POST {path} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {server.key}\r\nContent-Type: {kind}\r\n{length}\r\n\r\n".encode()


def connected(server: Server, kept: ExitStack) -> socket.socket:
    return kept.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))


def whole(connection: socket.socket) -> bytes:
    """Read until the service ends the connection."""
    told = b""
    while piece := connection.recv(65_536):
        told += piece
    return told


LENGTHS = ["Content-Length: 1000", "Content-Length: 900000", "Transfer-Encoding: chunked"]


def answers_others(server: Server) -> bool:
    """Tell whether every kind of request is answered, whoever else is slow."""
    asked = [
        server.ask("GET", "/healthz"),
        server.ask("GET", "/v1/policies"),
        server.ask("POST", DECISIONS, BODY),
        server.ask("POST", f"{DECISIONS}?version=1", BODY),
        server.ask("POST", BATCH, BODY, "application/x-ndjson"),
    ]
    return [each.status for each in asked] == [200] * len(asked)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("path", [DECISIONS, f"{DECISIONS}?version=1", BATCH])
def test_callers_who_send_slowly_hold_nobody_up(patient: Server, path: str, length: str) -> None:
    kind = "application/x-ndjson" if path == BATCH else "application/json"
    with ExitStack() as kept:
        for _ in range(MANY):
            connected(patient, kept).sendall(asked(patient, path, kind, length) + b"3\r\n")
        assert answers_others(patient)


@pytest.mark.parametrize("length", LENGTHS)
def test_whoever_sends_too_slowly_is_told_so(server: Server, length: str) -> None:
    with ExitStack() as kept:
        slow = connected(server, kept)
        slow.sendall(asked(server, DECISIONS, "application/json", length) + b"3\r\n")
        head, _, body = whole(slow).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["type"] == "/problems/too-slow-sending"


def test_a_body_that_comes_in_time_may_come_slowly(patient: Server) -> None:
    with ExitStack() as kept:
        slow = connected(patient, kept)
        slow.sendall(asked(patient, DECISIONS, "application/json", f"Content-Length: {len(BODY)}"))
        for at in range(0, len(BODY), 10):
            slow.sendall(BODY[at : at + 10])
            time.sleep(0.01)
        assert slow.recv(100).startswith(b"HTTP/1.1 200 ")


def test_clients_who_do_not_take_their_answers_hold_nobody_up(patient: Server) -> None:
    lines = (BODY + b"\n") * LINES
    with ExitStack() as kept:
        for _ in range(THREADS + 1):
            connected(patient, kept).sendall(asked(patient, BATCH, "application/x-ndjson", f"Content-Length: {len(lines)}") + lines)
        assert answers_others(patient)


def test_an_answer_that_nobody_takes_is_broken_off_and_does_not_look_whole(server: Server) -> None:
    lines = (BODY + b"\n") * LINES
    with ExitStack() as kept:
        idle = connected(server, kept)
        idle.sendall(asked(server, BATCH, "application/x-ndjson", f"Content-Length: {len(lines)}") + lines)
        until = time.monotonic() + 20
        while "a client took nothing of its answer" not in server.told():
            assert time.monotonic() < until
            time.sleep(0.1)
        told = whole(idle)
        assert told.count(b'"line":') < LINES
        assert not told.endswith(b"0\r\n\r\n")


def test_a_connection_over_which_nothing_is_asked_is_ended(server: Server) -> None:
    with ExitStack() as kept:
        idle, begun = connected(server, kept), connected(server, kept)
        begun.sendall(b"GET /healthz HTTP/1.1\r\nHost:")
        assert whole(idle) + whole(begun) == b""
