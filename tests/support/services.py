"""The service: in this process, or as a server process of its own on a free port."""

import http.client
import json
import os
import secrets
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from lawbook.record import Recorder
from lawbook_api.app import create_app
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource
from support.key_stores import KeysInMemory, key_for

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def settings_for(policies: Path, **others: object) -> Settings:
    """Give settings whose clock stands still and whose ids are all alike."""
    return Settings(policies=policies, now=lambda: NOON, new_id=lambda: "an-id", **others)  # type: ignore[arg-type]


def source_of(settings: Settings) -> LibrarySource:
    """Open the policies of *settings*, without watching them."""
    return LibrarySource(settings.policies, now=settings.now, today=settings.today, nudge=settings.nudge)


def app_for(settings: Settings, recorder: Recorder | None = None) -> Flask:
    """Make the application in this process; its clients show a key with every role unless they show another or none."""
    keys = KeysInMemory()
    app = create_app(source_of(settings), settings, keys=keys, recorder=recorder)
    app.test_client_class = showing(key_for(keys))
    return app


def showing(token: str | None) -> type[FlaskClient]:
    """Give clients that show *token* with every request."""

    class Client(FlaskClient):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            if token is not None:
                self.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"

    return Client


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, object]:
        """Read the body as JSON."""
        read: dict[str, object] = json.loads(self.body)
        return read


@dataclass(frozen=True, slots=True)
class Server:
    """A server process that listens."""

    process: subprocess.Popen[str]
    port: int
    state: Path
    tls: ssl.SSLContext | None = None

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"{'http' if self.tls is None else 'https'}://127.0.0.1:{self.port}"

    @property
    def key(self) -> str:
        """The key with every role."""
        return (self.state / "local-key").read_text(encoding="ascii").strip()

    def told(self) -> str:
        """Give everything that the process wrote."""
        return (self.state / "told").read_text(encoding="utf-8")

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        kind: str = "application/json",
        key: str | None = None,
        again: str | None = None,
    ) -> Answer:
        """Send one request, with the key that has every role unless another is given; perhaps *again*, under an idempotency key."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        if self.tls is not None:
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=self.tls)
        try:
            kinds = {} if body is None else {"Content-Type": kind}
            shown = {"Authorization": f"Bearer {self.key if key is None else key}"}
            under = {} if again is None else {"Idempotency-Key": again}
            connection.request(method, path, body, kinds | shown | under)
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()

    def asked_until(self, path: str, wanted: str, seconds: float = 20) -> dict[str, object]:
        """Ask until the JSON of the answer has *wanted* in it."""
        return self.answered_until(path, wanted, seconds).json()

    def answered_until(self, path: str, wanted: str, seconds: float = 20) -> Answer:
        """Ask until the answer has *wanted* in it."""
        until = time.monotonic() + seconds
        while True:
            answer = self.ask("GET", path)
            if wanted in answer.body.decode():
                return answer
            if time.monotonic() > until:
                raise TimeoutError(f"{path} went on saying {answer.body.decode()}")
            time.sleep(0.05)


def free_port() -> int:
    """Find a port that nobody listens at: below those that systems give to whoever connects, and others in each process of the tests."""
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    while True:
        port = 12_000 + process % 8 * 2_000 + secrets.randbelow(2_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


@contextmanager
def serving(policies: Path, *arguments: str, **environment: str) -> Iterator[Server]:
    """Start the service as a person would, and stop it at the end."""
    with serving_over(None, policies, *arguments, **environment) as server:
        yield server


@contextmanager
def serving_over(tls: ssl.SSLContext | None, policies: Path, *arguments: str, **environment: str) -> Iterator[Server]:
    """The same; it is asked over *tls*."""
    with TemporaryDirectory() as folder:
        state = Path(environment.get("LAWBOOK_STATE", folder))
        with _started(policies, state, arguments, environment, tls) as server:
            yield server


@contextmanager
def _started(
    policies: Path, state: Path, arguments: Sequence[str], others: Mapping[str, str], tls: ssl.SSLContext | None
) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-c", "from lawbook.cli.main import run; run()", "serve", "--port", str(port), "--policies", str(policies)]
    environment = {**os.environ, "LAWBOOK_RELOAD_SECONDS": "1", "LAWBOOK_STATE": str(state), **others}
    with (state / "told").open("w+", encoding="utf-8") as told:
        process = subprocess.Popen([*command, *arguments], stdout=told, stderr=told, text=True, env=environment)
    server = Server(process, port, state, tls)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        # Longer than it gives its workers to finish (LAWBOOK_FINISH_SECONDS).
        process.wait(60)


def _wait(server: Server) -> None:
    until = time.monotonic() + 60
    while server.process.poll() is None and time.monotonic() < until:
        try:
            server.ask("GET", "/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"the server did not start: {server.told()}")
