"""Whoever sends slowly, or takes an answer slowly, holds nobody else up, and is not waited for without end."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from support.offers import FACTS, write_offer
from support.services import Server, serving

DECISIONS = "/v1/policies/small-offer/decisions"
BATCH = f"{DECISIONS}:batch"
BODY = json.dumps(FACTS).encode()
THREADS = 2
MANY = 10
"""Far more than the worker has threads."""
PATIENCE = 2
LINES = 20_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    policies = tmp_path_factory.mktemp("policies")
    write_offer(policies)
    with serving(policies, "--quiet", "--threads", str(THREADS), LAWBOOK_CLIENT_SECONDS=str(PATIENCE)) as running:
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


@pytest.mark.parametrize("length", ["Content-Length: 1000", "Content-Length: 900000", "Transfer-Encoding: chunked"])
def test_callers_who_send_slowly_hold_nobody_up_and_are_told_when_time_is_over(server: Server, length: str) -> None:
    with ExitStack() as kept:
        slow = [connected(server, kept) for _ in range(MANY)]
        began = time.monotonic()
        for each in slow:
            each.sendall(asked(server, DECISIONS, "application/json", length) + b"3\r\n")
        assert server.ask("GET", "/healthz").status == 200
        assert server.ask("POST", DECISIONS, BODY).status == 200
        assert server.ask("GET", "/v1/policies").status == 200
        assert time.monotonic() - began < PATIENCE
        for each in slow:
            head, _, body = whole(each).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 408 ")
            assert json.loads(body)["type"] == "/problems/too-slow-sending"


def test_a_body_that_comes_in_time_may_come_slowly(server: Server) -> None:
    with ExitStack() as kept:
        slow = connected(server, kept)
        slow.sendall(asked(server, DECISIONS, "application/json", f"Content-Length: {len(BODY)}"))
        for at in range(0, len(BODY), 10):
            slow.sendall(BODY[at : at + 10])
            time.sleep(0.01)
        assert slow.recv(100).startswith(b"HTTP/1.1 200 ")


def test_clients_who_do_not_take_their_answers_hold_nobody_up(server: Server) -> None:
    lines = (BODY + b"\n") * LINES
    with ExitStack() as kept:
        for _ in range(THREADS + 1):
            connected(server, kept).sendall(asked(server, BATCH, "application/x-ndjson", f"Content-Length: {len(lines)}") + lines)
        assert server.ask("GET", "/healthz").status == 200
        assert server.ask("POST", DECISIONS, BODY).status == 200
        assert server.ask("POST", f"{DECISIONS}?version=1", BODY).status == 200


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
