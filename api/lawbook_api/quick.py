"""The quick lane: an ordinary posting of facts is decided before Flask is asked; everything else, and all that goes wrong, is Flask's.

Flask spends longer on finding a route than most policies on a decision. The lane gives exactly what the route of `decisions` gives,
and leaves to it whatever it does not see through at once: queries, idempotency keys, other media types, bodies without a length, bad
facts, callers who may not pass.
"""

from collections.abc import Iterable
from http import HTTPStatus
from io import BytesIO
from time import perf_counter
from typing import TYPE_CHECKING

from lawbook import FactsRejected, NoSuchPolicy
from lawbook.access.keeping import KeysUnavailable
from lawbook.record import Asked
from lawbook_api.accounts import Accounts
from lawbook_api.decisions import JSON, ROUTE
from lawbook_api.gate import Gate
from lawbook_api.later import LATER, Later
from lawbook_api.metrics import Meters
from lawbook_api.problems import RequestRefused
from lawbook_api.recording import REFUSED, Record, caller_name
from lawbook_api.requests import refuse_depth
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BEFORE, AFTER = ROUTE.split("<policy>")


def quick_lane(
    flask: "WSGIApplication", source: LibrarySource, settings: Settings, meters: Meters, gate: Gate, accounts: Accounts, record: Record
) -> "WSGIApplication":
    """Put the lane before *flask*."""
    begin, end = len(BEFORE), -len(AFTER)

    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if not path.endswith(AFTER) or not _is_ordinary(environ, settings.body_limit):
            return flask(environ, start_response)
        accounts.begin(environ)
        started = perf_counter()
        name = path[begin:end]
        if not gate.passing(environ, "decide", name):
            return flask(environ, start_response)
        body: bytes = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        try:
            refuse_depth(body, settings.depth_limit)
            loaded = source.loaded
            version = loaded.library.policy(name, as_of=settings.today())
            decision = version.decide_json(body)
            gate.charge(environ, 1)
            took = perf_counter() - started
            made = record.made(Asked(name, caller=caller_name(environ)), body, decision, loaded.policies, version)
        except (FactsRejected, KeysUnavailable, NoSuchPolicy, RequestRefused) as refusal:
            return flask(refused(environ, body, refusal), start_response)

        def given(answer: bytes) -> list[tuple[str, str]]:
            accounts.end(environ, ROUTE, "POST", HTTPStatus.OK, name)
            meters.decided(version, decision, took)
            return [("Content-Type", JSON), ("Content-Length", str(len(answer))), *accounts.headers(environ)]

        later: Later | None = environ.get(LATER)
        if later is None or record.recorder is None:
            try:
                answer = record.answer(made)
            except RequestRefused as refusal:
                return flask(refused(environ, body, refusal), start_response)
            start_response("200 OK", given(answer))
            return [answer]

        def then(came: bytes | RequestRefused) -> None:
            if isinstance(came, RequestRefused):
                later.answer_by(flask, refused(environ, body, came))
            else:
                later.answer(HTTPStatus.OK, given(came), came)

        later.wait()
        record.answer_later(made, then)
        return []

    return application


def refused(environ: "WSGIEnvironment", body: bytes, refusal: Exception) -> "WSGIEnvironment":
    """Leave a request whose *body* was read to Flask, with the *refusal* for it to tell."""
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
        and "HTTP_IDEMPOTENCY_KEY" not in environ
        and environ["PATH_INFO"].startswith(BEFORE)
        and length.isdecimal()
        and int(length) <= limit
    )
