"""How requests are taken in: what becomes of their heads, who is asked where, and of what goes wrong while one is answered."""

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from lawbook_api.app import QUICK, create_app
from lawbook_api.environs import environ_of
from lawbook_api.intake import Intake
from lawbook_api.log import RequestLog
from lawbook_api.quick import QuickLane
from support.key_stores import KeysInMemory, key_for
from support.offers import FACTS, write_offer
from support.services import settings_for, source_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

DECISIONS = "/v1/policies/small-offer/decisions"
BODY = json.dumps(FACTS).encode()
Message = dict[str, Any]
IN_CHUNKS = ("transfer-encoding", "chunked")
PERSON = "11010119770331001X"


def scope_of(path: str, *headers: tuple[str, str], method: str = "POST") -> Message:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": b"",
        "server": ("127.0.0.1", 8000),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }


@pytest.fixture
def keys() -> KeysInMemory:
    return KeysInMemory()


@pytest.fixture
def lane(tmp_path: Path, keys: KeysInMemory) -> QuickLane:
    write_offer(tmp_path)
    settings = settings_for(tmp_path)
    lane: QuickLane = create_app(source_of(settings), settings, keys=keys).extensions[QUICK]
    return lane


@pytest.fixture
def posting(keys: KeysInMemory) -> Callable[..., Message]:
    token = key_for(keys)

    def scope(path: str = DECISIONS, *more: tuple[str, str]) -> Message:
        return scope_of(path, ("authorization", f"Bearer {token}"), ("content-type", "application/json"), *more)

    return scope


def intake_of(lane: QuickLane, tmp_path: Path, **others: Any) -> Intake:
    return Intake(lane, replace(settings_for(tmp_path), **others), 1)


async def asked(intake: Intake, scope: Message, *pieces: bytes, whole: bool = True) -> list[Message]:
    """Send the body in *pieces*, whole or broken off; give what was answered."""
    sent: list[Message] = []
    coming: Iterator[Message] = iter(
        [
            *({"type": "http.request", "body": piece, "more_body": True} for piece in pieces),
            {"type": "http.request", "body": b"", "more_body": False} if whole else {"type": "http.disconnect"},
        ]
    )

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        sent.append(message)

    await intake(scope, receive, send)
    return sent


def test_headers_stand_in_the_environment_as_they_came() -> None:
    environ = environ_of(
        scope_of("/\u4fe1 b", ("x-a", "1"), ("x-a", "2"), ("idempotency-key", "\xe9"), ("content-type", "a/b"), ("content_length", "9"))
    )
    assert (environ["HTTP_X_A"], environ["HTTP_IDEMPOTENCY_KEY"], environ["CONTENT_TYPE"]) == ("1,2", "\xe9", "a/b")
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/\u4fe1 b"
    assert "CONTENT_LENGTH" not in environ


@pytest.mark.parametrize(
    ("pieces", "whole", "status"),
    [([BODY[:9], BODY[9:]], True, 200), ([BODY], False, 400), ([b" " * 600_000] * 2, True, 413), ([b" " * 1_000_000] * 40, True, 413)],
)
def test_a_body_in_pieces_is_whole_or_refused(
    lane: QuickLane, posting: Callable[..., Message], tmp_path: Path, pieces: list[bytes], *, whole: bool, status: int
) -> None:
    sent = asyncio.run(asked(intake_of(lane, tmp_path), posting(DECISIONS, IN_CHUNKS), *pieces, whole=whole))
    assert sent[0]["status"] == status


def test_a_body_that_does_not_come_is_not_waited_for_without_end(tmp_path: Path) -> None:
    write_offer(tmp_path)
    keys, put, settings = KeysInMemory(), list[bytes](), settings_for(tmp_path, client_seconds=0.01)
    log = RequestLog(settings.now, put.append)
    app = create_app(source_of(settings), settings, keys=keys, log=log)
    scope = scope_of(DECISIONS, ("authorization", f"Bearer {key_for(keys)}"), ("content-type", "application/json"), IN_CHUNKS)

    async def never() -> list[Message]:
        sent: list[Message] = []

        async def receive() -> Message:
            await asyncio.Event().wait()
            return {}

        async def send(message: Message) -> None:
            sent.append(message)

        await Intake(app.extensions[QUICK], settings, 1)(scope, receive, send)
        return sent

    head, body = asyncio.run(never())
    log.close()
    assert (head["status"], json.loads(body["body"])["detail"]) == (408, "the body was not there after 0.01 seconds")
    # What the caller waited for is told, and not only what came after.
    assert json.loads(put[0])["milliseconds"] >= 10


def test_whether_the_service_lives_is_told_while_every_thread_is_taken(lane: QuickLane, tmp_path: Path) -> None:
    let_go, flask = Event(), lane.flask

    def busy(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/v1/policies":
            let_go.wait(20)
        return flask(environ, start_response)

    lane.flask = busy

    async def both() -> tuple[bool, int]:
        intake = intake_of(lane, tmp_path)
        held = asyncio.create_task(asked(intake, scope_of("/v1/policies", method="GET")))
        alive = await asked(intake, scope_of("/healthz", method="GET"))
        waiting = not held.done()
        let_go.set()
        await held
        return waiting, alive[0]["status"]

    assert asyncio.run(both()) == (True, 200)


def test_no_more_batches_are_taken_in_than_there_is_room_for(
    lane: QuickLane, posting: Callable[..., Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lawbook_api.intake.MOST_BATCHES", 1)
    batch = posting(f"{DECISIONS}:batch", IN_CHUNKS)
    batch["headers"] = [(name, b"application/x-ndjson" if name == b"content-type" else value) for name, value in batch["headers"]]

    async def beside_one_that_does_not_come() -> list[int]:
        intake, begun, let_go = intake_of(lane, tmp_path, client_seconds=0.05), asyncio.Event(), asyncio.Event()
        sent: list[Message] = []

        async def receive() -> Message:
            begun.set()
            await let_go.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        held = asyncio.create_task(intake(batch, receive, send))
        await begun.wait()
        refused, single = await asked(intake, batch, BODY), await asked(intake, posting(DECISIONS, IN_CHUNKS), BODY)
        let_go.set()
        await held
        after = await asked(intake, batch, BODY)
        return [each[0]["status"] for each in (refused, single, sent, after)]

    assert asyncio.run(beside_one_that_does_not_come()) == [503, 200, 400, 200]


def at_fault(*_: object, **__: object) -> Any:
    raise RuntimeError(PERSON)


@pytest.mark.parametrize(("broken", "path"), [("flask", "/v1/policies/small-offer/notices"), ("_decided", DECISIONS)])
def test_a_fault_is_answered_as_one_and_told_without_its_words(
    lane: QuickLane, posting: Callable[..., Message], tmp_path: Path, broken: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    setattr(lane, broken, at_fault)
    scope = posting(path, ("content-length", str(len(BODY))))

    async def twice() -> list[list[Message]]:
        # On a thread, as it is not known yet who asks; then without one, where that may be.
        intake = intake_of(lane, tmp_path)
        return [await asked(intake, scope, BODY), await asked(intake, scope, BODY)]

    for head, body in asyncio.run(twice()):
        assert (head["status"], json.loads(body["body"])["type"]) == (500, "/problems/fault")
        assert PERSON.encode() not in body["body"]
    assert [record.getMessage() for record in caplog.records] == ["a request could not be answered"] * 2


def test_nobody_waits_for_ever_for_a_decision_of_which_no_account_can_be_given(
    lane: QuickLane, posting: Callable[..., Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane, "_headers", at_fault)
    head, _ = asyncio.run(asked(intake_of(lane, tmp_path), posting(DECISIONS, ("content-length", str(len(BODY)))), BODY))
    assert head["status"] == 500


def test_an_answer_in_pieces_that_fails_on_the_way_does_not_look_whole(lane: QuickLane, tmp_path: Path) -> None:
    closed: list[bool] = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            yield b"one"
            at_fault()

        def close(self) -> None:
            closed.append(True)

    def streaming(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        del environ
        start_response("200 OK", [("Content-Type", "text/plain")])
        return Pieces()

    lane.flask = streaming
    sent = asyncio.run(asked(intake_of(lane, tmp_path), scope_of("/v1/policies", method="GET")))
    assert [message.get("body") for message in sent] == [None, b"one"]
    assert sent[-1]["more_body"]
    assert closed == [True]
