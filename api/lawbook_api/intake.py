"""Requests are taken in whole before a thread is given to them: whoever sends slowly, or takes an answer slowly, holds nobody up.

The server calls `Intake` for each request, on the event loop of a worker (ASGI 3). An ordinary posting of facts is decided there and then,
since that takes less than handing it to a thread; everything else is asked of the application on one of a few threads.
"""

import logging
from asyncio import Semaphore, get_running_loop, timeout
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from io import BytesIO
from tempfile import SpooledTemporaryFile
from time import perf_counter
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from lawbook_api.accounts import STARTED
from lawbook_api.environs import LATIN, environ_of
from lawbook_api.gate import REFUSED
from lawbook_api.later import Answer, Answers, answer_of
from lawbook_api.problems import RequestRefused
from lawbook_api.quick import UNANSWERED, QuickLane, fault
from lawbook_api.settings import Settings

if TYPE_CHECKING:
    from asyncio import Future

    from _typeshed.wsgi import WSGIEnvironment

Receive: TypeAlias = Callable[[], Awaitable[dict[str, Any]]]
Send: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]
LOGGER = logging.getLogger("lawbook.api")
HEALTH = ("/healthz", "/readyz", "/metrics")
"""Who asks for these is answered on threads of their own, whatever all others do."""
BATCH = ":batch"
TURN = "lawbook.turn"
"""Where the environment of a batch says that it is one of those that may be had at a time."""
LITTLE = 65_536
"""Bytes of a body that is decided on without a thread: more could take so long that others notice."""
MOST_BATCHES = 32
"""How many batches one worker has at a time, from before it takes one in until all of its answer is taken: each may lie on disk as large as a batch may be."""
KEPT_IN_MEMORY = 1_000_000
"""How many bytes of a body are kept in memory; more goes to a temporary file."""
MOST_FORGOTTEN = 20_000_000
"""How many bytes of a body that is too large are read, and forgotten, before that is said: a client that is still sending when the connection ends never reads it."""


class Intake:
    """Takes in requests for *quick*, and what is behind it, which is asked on *threads* threads."""

    def __init__(self, quick: QuickLane, settings: Settings, threads: int) -> None:
        self._quick = quick
        self._gate = quick.gate
        self._settings = settings
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="lawbook-request")
        self._health = ThreadPoolExecutor(len(HEALTH), thread_name_prefix="lawbook-health")
        self._batches = Semaphore(MOST_BATCHES)
        self._answers: Answers | None = None

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._answers is None:
            self._answers = Answers(get_running_loop())
        environ = environ_of(scope)
        environ[STARTED] = perf_counter()
        try:
            await self._answer(environ, self._answers, receive, send)
        finally:
            environ["wsgi.input"].close()
            if TURN in environ:
                self._batches.release()

    async def _answer(self, environ: "WSGIEnvironment", answers: Answers, receive: Receive, send: Send) -> None:
        at_once = await self._take_in(environ, receive) if _may_have_body(environ) else False
        came = None
        if tried := at_once and self._quick.takes(environ, LITTLE):
            came = self._decided(environ, answers)
        if came is None:
            threads = self._health if environ["PATH_INFO"] in HEALTH else self._threads
            came = await _on(threads, self._asked_of_flask if tried else self._asked, environ, answers)
        await self._send(came if isinstance(came, Answer) else await came, send)

    async def _take_in(self, environ: "WSGIEnvironment", receive: Receive) -> bool:
        """Take in the body of whoever we know and does not ask too often; tell whether nothing had to be looked up for that."""
        admitted = self._gate.quickly(environ)
        at_once = admitted is not None
        if admitted is None:
            admitted = await _on(self._threads, self._gate.admits, environ)
        if admitted:
            try:
                if environ["PATH_INFO"].endswith(BATCH):
                    await self._wait_for_turn(environ)
                environ["wsgi.input"] = await self._body(environ, receive)
            except RequestRefused as refusal:
                environ[REFUSED] = refusal
        return at_once

    async def _wait_for_turn(self, environ: "WSGIEnvironment") -> None:
        try:
            async with timeout(self._settings.client_seconds):
                await self._batches.acquire()
        except TimeoutError:
            raise RequestRefused(
                "too-slow", f"{MOST_BATCHES} batches are under way, as many as are taken in at a time; send it again"
            ) from None
        environ[TURN] = True

    async def _body(self, environ: "WSGIEnvironment", receive: Receive) -> IO[bytes]:
        settings, batch = self._settings, environ["PATH_INFO"].endswith(BATCH)
        seconds, limit = (settings.batch_seconds, settings.batch_limit) if batch else (settings.client_seconds, settings.body_limit)
        try:
            async with timeout(seconds):
                first = await receive()
                announced, body = environ.get("CONTENT_LENGTH"), first.get("body", b"")
                # What may come after the last byte that was announced is its end alone, which costs as much to wait for.
                if announced is not None and len(body) == int(announced) <= LITTLE:
                    return BytesIO(body)
                return await _in_pieces(first, receive, limit)
        except TimeoutError:
            raise RequestRefused("too-slow-sending", f"the body was not there after {seconds:g} seconds") from None

    def _decided(self, environ: "WSGIEnvironment", answers: Answers) -> "Future[Answer] | Answer | None":
        try:
            return self._quick.decides(environ, answers)
        except Exception:
            LOGGER.exception(UNANSWERED)
            return fault()

    def _asked(self, environ: "WSGIEnvironment", answers: Answers) -> "Future[Answer] | Answer":
        came = self._decided(environ, answers) if self._quick.takes(environ, self._settings.body_limit) else None
        return self._asked_of_flask(environ, answers) if came is None else came

    def _asked_of_flask(self, environ: "WSGIEnvironment", answers: Answers) -> Answer:
        del answers
        try:
            return answer_of(self._quick.flask, environ)
        except Exception:
            LOGGER.exception(UNANSWERED)
            return fault()

    async def _send(self, answer: Answer, send: Send) -> None:
        headers = [(name.lower().encode(LATIN), value.encode(LATIN)) for name, value in answer.headers]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        if answer.pieces is None:
            await send({"type": "http.response.body", "body": answer.body})
        else:
            await self._send_pieces(answer, send)

    async def _send_pieces(self, answer: Answer, send: Send) -> None:
        """Send an answer piece by piece, as the client takes it; no thread waits for that. What nobody takes is broken off, and does not look whole."""
        try:
            while (piece := await _on(self._threads, next, answer.pieces, None)) is not None:
                async with timeout(self._settings.client_seconds):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        except TimeoutError:
            LOGGER.warning("a client took nothing of its answer for %g seconds", self._settings.client_seconds)
        except Exception:
            LOGGER.exception(UNANSWERED)
        finally:
            await _on(self._threads, answer.close)


async def _on(threads: Executor, do: Callable[..., Any], *arguments: object) -> Any:
    return await get_running_loop().run_in_executor(threads, do, *arguments)


def _may_have_body(environ: "WSGIEnvironment") -> bool:
    return bool(environ.get("CONTENT_LENGTH", "0") != "0") or "HTTP_TRANSFER_ENCODING" in environ


async def _in_pieces(first: dict[str, Any], receive: Receive, limit: int) -> IO[bytes]:
    """Take in a body that comes in pieces.

    Of one that is too large one byte more than may be is kept, so that whoever reads it sees that; some of the rest is forgotten.
    """
    body: IO[bytes] = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - read by the application
    try:
        size, message = 0, first
        while message["type"] != "http.disconnect":
            piece: bytes = message["body"]
            body.write(piece[: max(0, limit + 1 - size)])
            size += len(piece)
            if not message["more_body"] or size > limit + MOST_FORGOTTEN:
                body.seek(0)
                return body
            message = await receive()
    except BaseException:
        body.close()
        raise
    body.close()
    raise RequestRefused("bad-request", "the body ended before it was whole")
