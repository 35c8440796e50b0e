"""Answers that are given when they are ready, not when the application returns: nobody waits for the store on a thread of its own.

The server sends an answer on its event loop, from the coroutine of the request; so that waits for whoever has the answer, on whatever thread.
"""

from asyncio import AbstractEventLoop, Future
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment


class Answer(NamedTuple):
    """What an application answers: its *body*, or *pieces* of it that are yet to be made, to be closed after."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    pieces: Iterator[bytes] | None = None
    close: Callable[[], object] = bool


Later: TypeAlias = Callable[[Answer], None]
"""Takes the answer to one request, once, on whatever thread."""


class Answers:
    """Hands answers over to those who wait for them on *loop*: many at a time, since to wake it costs as much as to answer."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._ready: deque[tuple[Future[Answer], Answer]] = deque()
        self._called = False

    def later(self) -> "tuple[Future[Answer], Later]":
        """Give what waits for an answer, and what takes it."""
        waiting: Future[Answer] = self._loop.create_future()

        def answer(answer: Answer) -> None:
            self._ready.append((waiting, answer))
            if not self._called:
                self._called = True
                self._loop.call_soon_threadsafe(self._hand_over)

        return waiting, answer

    def _hand_over(self) -> None:
        # INVARIANT: whoever has one ready after this calls again.
        self._called = False
        while self._ready:
            waiting, answer = self._ready.popleft()
            if not waiting.done():
                waiting.set_result(answer)


def answer_of(application: "WSGIApplication", environ: "WSGIEnvironment") -> Answer:
    """Ask *application*."""
    begun: list[tuple[int, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], error: object = None) -> Callable[[bytes], object]:
        del error
        begun.append((int(status.partition(" ")[0]), headers))
        return bytes

    answered: Iterable[bytes] = application(environ, start_response)
    status, headers = begun[-1]
    close: Callable[[], object] = getattr(answered, "close", bool)
    if status == HTTPStatus.OK and not any(name.lower() == "content-length" for name, _ in headers):
        return Answer(status, headers, b"", iter(answered), close)
    try:
        return Answer(status, headers, b"".join(answered))
    finally:
        close()
