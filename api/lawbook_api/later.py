"""Answers that are given when they are ready, not when the application returns: nobody waits for the store on a thread of its own.

A worker of granian takes the answer to a request from an object that it calls its protocol, whenever and on whatever thread that is told;
it is only the Python around it that tells it as soon as the application returns. Where there is no such object, as in tests, the
application answers before it returns.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from granian.server import mp

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

LATER = "lawbook.later"
"""Where the environment of a request has its `Later`."""


class Later:
    """Stands for the protocol of one request; once it is told to `wait`, only `answer` answers."""

    __slots__ = ("_protocol", "_waits")

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._waits = False

    def wait(self) -> None:
        """Have what the application returns be no answer."""
        self._waits = True

    def answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer the request."""
        self._protocol.response_bytes(status, headers, body)

    def answer_by(self, application: "WSGIApplication", environ: "WSGIEnvironment") -> None:
        """Answer the request as *application* does."""
        begun: list[tuple[int, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], error: object = None) -> Callable[[bytes], object]:
            del error
            begun.append((int(status.partition(" ")[0]), headers))
            return bytes

        answered = application(environ, start_response)
        try:
            body = b"".join(answered)
        finally:
            getattr(answered, "close", bool)()
        self.answer(*begun[-1], body)

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Take what the application returned as the answer."""
        if not self._waits:
            self._protocol.response_bytes(status, headers, body)

    def response_iter(self, status: int, headers: list[tuple[str, str]], body: Iterable[bytes]) -> None:
        """Take what the application returned as the answer."""
        self._protocol.response_iter(status, headers, body)


_SERVER: Any = mp
"""What granian has no public place for is taken from here; its version is held in pyproject."""


def let_answers_wait() -> None:
    """Have the workers of this process put a `Later` into the environment of each request."""
    wrap = _SERVER._wsgi_call_wrap  # noqa: SLF001 - see above

    def wrapped(*arguments: Any) -> Any:
        run = wrap(*arguments)

        def answered(protocol: Any, scope: dict[str, Any]) -> Any:
            scope[LATER] = later = Later(protocol)
            return run(later, scope)

        return answered

    _SERVER._wsgi_call_wrap = wrapped  # noqa: SLF001 - see above
