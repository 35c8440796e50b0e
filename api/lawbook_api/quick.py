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
from lawbook_api.gate import REFUSED, STANDING, Gate
from lawbook_api.later import Answer, Answers, Later, answer_of
from lawbook_api.log import SPAN
from lawbook_api.metrics import Meters
from lawbook_api.problems import MEDIA_TYPE, PASSED, RequestRefused, details
from lawbook_api.recording import Made, Record, caller_name, is_key
from lawbook_api.requests import refuse_depth
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

if TYPE_CHECKING:
    from asyncio import Future

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
UNANSWERED = "a request could not be answered"
OTHERS_AT_A_TIME = 2
"""How many are answered at a time who waited for the store and get no answer of their own: a refusal, or what was answered first under
their key; they have threads of their own, since a store may be silent."""


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
        self.flask = flask
        self._source = source
        self._settings = settings
        self._meters = meters
        self.gate = gate
        self._accounts = accounts
        self._record = record
        self._others = ThreadPoolExecutor(OTHERS_AT_A_TIME, thread_name_prefix="lawbook-otherwise")

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request before returning."""
        posting = self._posted(environ, may_wait=False) if self.takes(environ, self._settings.body_limit) else None
        if posting is not None:
            try:
                answer = self._record.answer(posting.made)
            except RequestRefused as refusal:
                refused(environ, posting.body, refusal)
            else:
                start_response("200 OK", self._headers(posting, answer))
                return [answer]
        return self.flask(environ, start_response)

    def takes(self, environ: "WSGIEnvironment", most: int) -> bool:
        """Tell whether a request posts one JSON object of known length, of *most* bytes and no more than may be, and asks for nothing else."""
        length: str = environ.get("CONTENT_LENGTH", "")
        path: str = environ["PATH_INFO"]
        return (
            path.endswith(AFTER)
            and environ["REQUEST_METHOD"] == "POST"
            and environ.get("CONTENT_TYPE") == JSON
            and not environ.get("QUERY_STRING")
            and path.startswith(BEFORE)
            and length.isdecimal()
            and int(length) <= min(most, self._settings.body_limit)
            and REFUSED not in environ
        )

    def decides(self, environ: "WSGIEnvironment", answers: Answers) -> "Future[Answer] | Answer | None":
        """Decide what was posted; give its answer, or what it is to be awaited from. Otherwise Flask is to be asked."""
        recorded = self._record.recorder is not None
        posting = self._posted(environ, may_wait=recorded)
        if posting is None:
            return None
        if not recorded:
            return self._answer(posting, self._record.answer(posting.made))
        waiting, later = answers.later()
        self._record.answer_later(posting.made, partial(self._told, posting, later))
        return waiting

    def _posted(self, environ: "WSGIEnvironment", *, may_wait: bool) -> Posting | None:
        """Decide what was posted; None, with all ready for Flask, where more has to be looked at."""
        self._accounts.begin(environ)
        name = environ["PATH_INFO"][_BEGIN:_END]
        key: str | None = environ.get(KEY)
        if not self.gate.passing(environ, "decide", name) or (key is not None and not (may_wait and is_key(key))):
            return None
        announced = int(environ["CONTENT_LENGTH"])
        body: bytes = environ["wsgi.input"].read(announced)
        if len(body) < announced:
            refused(environ, body, None)
            return None
        try:
            return self._decided(environ, name, body, key)
        except (FactsRejected, KeysUnavailable, NoSuchPolicy, RequestRefused) as refusal:
            # What was asked under a key may have been answered before, which Flask looks up first.
            refused(environ, body, refusal if key is None else None)
            return None

    def _decided(self, environ: "WSGIEnvironment", name: str, body: bytes, key: str | None) -> Posting:
        started = perf_counter()
        refuse_depth(body, self._settings.depth_limit)
        loaded = self._source.loaded
        version = loaded.library.policy(name, as_of=self._settings.today())
        decision = version.decide_json(body)
        self.gate.charge(environ, 1)
        took = perf_counter() - started
        made = self._record.made(Asked(name, caller=caller_name(environ), key=key), body, decision, loaded.policies, version)
        return Posting({said: environ[said] for said in KEPT if said in environ}, name, body, version, made, took)

    def _headers(self, posting: Posting, answer: bytes) -> list[tuple[str, str]]:
        """Count the posting as answered, and give the headers of its *answer*."""
        self._accounts.end(posting.environ, ROUTE, "POST", HTTPStatus.OK, posting.policy)
        self._meters.decided(posting.version, posting.made.decision, posting.took)
        return [("Content-Type", JSON), ("Content-Length", str(len(answer))), *self._accounts.headers(posting.environ)]

    def _answer(self, posting: Posting, body: bytes) -> Answer:
        try:
            return Answer(HTTPStatus.OK, self._headers(posting, body), body)
        except Exception:
            # Whoever waits must not wait for ever.
            LOGGER.exception(UNANSWERED)
            return fault()

    def _told(self, posting: Posting, later: Later, came: bytes | RequestRefused | None) -> None:
        if isinstance(came, bytes):
            later(self._answer(posting, came))
        else:
            # Whoever tells of the store is kept by nobody.
            self._others.submit(self._answer_otherwise, posting, later, came)

    def _answer_otherwise(self, posting: Posting, later: Later, refusal: RequestRefused | None) -> None:
        """Answer with the *refusal*, or what was answered before under the same key, which costs the caller nothing."""
        try:
            environ = refused(posting.environ, posting.body, refusal)
            if refusal is None:
                self.gate.give_back(environ, 1)
            answer = answer_of(self.flask, environ)
        except Exception:
            LOGGER.exception(UNANSWERED)
            answer = fault()
        later(answer)


def refused(environ: "WSGIEnvironment", body: bytes, refusal: Exception | None) -> "WSGIEnvironment":
    """Leave a request whose *body* was read to Flask, with the *refusal* for it to tell, where there is one."""
    if isinstance(refusal, RequestRefused):
        environ[REFUSED] = refusal
    environ["wsgi.input"] = BytesIO(body)
    return environ


def fault() -> Answer:
    """Say that the service is at fault."""
    body = msgspec.json.encode(details("fault", "the service is at fault").to_dict())
    return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, [("Content-Type", MEDIA_TYPE), ("Content-Length", str(len(body)))], body)
