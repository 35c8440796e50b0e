"""The quick lane: an ordinary posting of facts is decided before Flask is asked; everything else, and all that goes wrong, is Flask's.

Flask spends longer on finding a route than most policies on a decision. The lane gives exactly what the route of `decisions` gives,
and leaves to it whatever it does not see through at once: queries, other media types, bodies without a length, bad facts, callers who
may not pass, and what is sent again under an idempotency key.
"""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http import HTTPStatus
from io import BytesIO
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec

from lawbook import FactsRejected, NoSuchPolicy, PolicyVersion
from lawbook.access.keeping import KeysUnavailable
from lawbook.record import Asked
from lawbook_api.accounts import ID, STARTED, Accounts
from lawbook_api.decisions import JSON, ROUTE
from lawbook_api.gate import STANDING, Gate
from lawbook_api.later import LATER, Later
from lawbook_api.log import SPAN
from lawbook_api.metrics import Meters
from lawbook_api.problems import PASSED, RequestRefused
from lawbook_api.recording import REFUSED, Made, Record, caller_name, is_key
from lawbook_api.requests import refuse_depth
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOGGER = logging.getLogger("lawbook.api")
BEFORE, AFTER = ROUTE.split("<policy>")
_BEGIN, _END = len(BEFORE), -len(AFTER)
KEY = "HTTP_IDEMPOTENCY_KEY"
_OF_A_REQUEST = (
    "REQUEST_METHOD",
    "PATH_INFO",
    "CONTENT_TYPE",
    "CONTENT_LENGTH",
    KEY,
    "SERVER_NAME",
    "SERVER_PORT",
    "wsgi.url_scheme",
    "wsgi.errors",
)
KEPT = (*_OF_A_REQUEST, ID, STARTED, PASSED, STANDING, SPAN)
"""What of an ordinary request is kept until it is answered: what the lane and Flask look at. All of it comes to many times as much."""
REPEATED_AT_A_TIME = 2
"""How many first answers are looked up at a time for those who ask again; they have threads of their own, since a store may be silent."""


class Posting(msgspec.Struct, frozen=True):
    """A posting of facts that was decided: of its *environ* what is `KEPT`, the name of its policy, its body, and what was *made* in how many seconds."""

    environ: "WSGIEnvironment"
    policy: str
    body: bytes
    version: PolicyVersion
    made: Made
    took: float


class QuickLane:
    """Stands before *flask*."""

    def __init__(
        self,
        flask: "WSGIApplication",
        source: LibrarySource,
        settings: Settings,
        meters: Meters,
        gate: Gate,
        accounts: Accounts,
        record: Record,
    ) -> None:
        self._flask = flask
        self._source = source
        self._settings = settings
        self._meters = meters
        self._gate = gate
        self._accounts = accounts
        self._record = record
        self._repeated = ThreadPoolExecutor(REPEATED_AT_A_TIME, thread_name_prefix="lawbook-repeated")

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        path: str = environ["PATH_INFO"]
        if not path.endswith(AFTER) or not _is_ordinary(environ, self._settings.body_limit):
            return self._flask(environ, start_response)
        self._accounts.begin(environ)
        name = path[_BEGIN:_END]
        later: Later | None = environ.get(LATER) if self._record.recorder is not None else None
        key: str | None = environ.get(KEY)
        if not self._gate.passing(environ, "decide", name) or (key is not None and (later is None or not is_key(key))):
            return self._flask(environ, start_response)
        announced = int(environ["CONTENT_LENGTH"])
        body: bytes = environ["wsgi.input"].read(announced)
        if len(body) < announced:
            return self._flask(refused(environ, body, None), start_response)
        try:
            posting = self._decided(environ, name, body, key)
            answer = b"" if later is not None else self._record.answer(posting.made)
        except (FactsRejected, KeysUnavailable, NoSuchPolicy, RequestRefused) as refusal:
            # What was asked under a key may have been answered before, which Flask looks up first.
            return self._flask(refused(environ, body, refusal if key is None else None), start_response)
        if later is None:
            start_response("200 OK", self._headers(posting, answer))
            return [answer]
        later.wait()
        self._record.answer_later(posting.made, partial(self._told, posting, later))
        return []

    def _decided(self, environ: "WSGIEnvironment", name: str, body: bytes, key: str | None) -> Posting:
        started = perf_counter()
        refuse_depth(body, self._settings.depth_limit)
        loaded = self._source.loaded
        version = loaded.library.policy(name, as_of=self._settings.today())
        decision = version.decide_json(body)
        self._gate.charge(environ, 1)
        took = perf_counter() - started
        made = self._record.made(Asked(name, caller=caller_name(environ), key=key), body, decision, loaded.policies, version)
        return Posting({said: environ[said] for said in KEPT if said in environ}, name, body, version, made, took)

    def _headers(self, posting: Posting, answer: bytes) -> list[tuple[str, str]]:
        """Count the posting as answered, and give the headers of its *answer*."""
        self._accounts.end(posting.environ, ROUTE, "POST", HTTPStatus.OK, posting.policy)
        self._meters.decided(posting.version, posting.made.decision, posting.took)
        return [("Content-Type", JSON), ("Content-Length", str(len(answer))), *self._accounts.headers(posting.environ)]

    def _told(self, posting: Posting, later: Later, came: bytes | RequestRefused | None) -> None:
        match came:
            case bytes():
                later.answer(HTTPStatus.OK, self._headers(posting, came), came)
            case RequestRefused():
                later.answer_by(self._flask, refused(posting.environ, posting.body, came))
            case None:
                self._repeated.submit(self._answer_again, posting, later)

    def _answer_again(self, posting: Posting, later: Later) -> None:
        """Answer what was answered before under the same key, which costs the caller nothing."""
        try:
            try:
                self._gate.give_back(posting.environ, 1)
            finally:
                later.answer_by(self._flask, refused(posting.environ, posting.body, None))
        except Exception:
            LOGGER.exception("what was asked again could not be answered")


def refused(environ: "WSGIEnvironment", body: bytes, refusal: Exception | None) -> "WSGIEnvironment":
    """Leave a request whose *body* was read to Flask, with the *refusal* for it to tell, where there is one."""
    if isinstance(refusal, RequestRefused):
        environ[REFUSED] = refusal
    environ["wsgi.input"] = BytesIO(body)
    return environ


def _is_ordinary(environ: "WSGIEnvironment", limit: int) -> bool:
    """Tell whether a request posts one JSON object of known and moderate length, and asks for nothing else."""
    length: str = environ.get("CONTENT_LENGTH", "")
    return (
        environ["REQUEST_METHOD"] == "POST"
        and environ.get("CONTENT_TYPE") == JSON
        and not environ.get("QUERY_STRING")
        and environ["PATH_INFO"].startswith(BEFORE)
        and length.isdecimal()
        and int(length) <= limit
    )
