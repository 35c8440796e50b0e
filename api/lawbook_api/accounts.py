"""What is done for every request, whatever its answer: it has an id, headers that keep browsers from mischief, a line in the log, and is counted."""

import re
from itertools import count
from time import perf_counter
from typing import TYPE_CHECKING

from flask import Flask, Response, request

from lawbook_api.gate import STANDING
from lawbook_api.log import RequestLog, Told
from lawbook_api.metrics import Meters
from lawbook_api.problems import KIND, PASSED
from lawbook_api.requests import known_policy
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from lawbook_api.traces import Traces

ID = "lawbook.request"
STARTED = "lawbook.started"
SANE = re.compile(r"[A-Za-z0-9._:-]{1,64}")
SECURITY = [
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
]
"""On every answer, unless it says otherwise itself."""
OVER_TLS = ("Strict-Transport-Security", "max-age=31536000")


class Accounts:
    """Begins and ends requests."""

    def __init__(self, settings: Settings, meters: Meters, log: RequestLog | None, traces: "Traces | None" = None) -> None:
        # Its end: an id begins with the time, which workers that start together share.
        self._beginning = settings.new_id()[-8:]
        self._numbers = count(1)
        self._meters = meters
        self._log = log
        self._traces = traces
        self._security = [*SECURITY, OVER_TLS] if settings.tls is not None else SECURITY

    def begin(self, environ: "WSGIEnvironment") -> None:
        """Give the request its id: the one it came with where that is sane, else a new one."""
        # It began when its head came, where somebody saw that.
        environ.setdefault(STARTED, perf_counter())
        if self._traces is not None:
            self._traces.begin(environ)
        given = environ.get("HTTP_X_REQUEST_ID")
        environ[ID] = given if given is not None and SANE.fullmatch(given) is not None else f"{self._beginning}-{next(self._numbers):x}"

    def headers(self, environ: "WSGIEnvironment") -> list[tuple[str, str]]:
        """Give the headers that stand on every answer."""
        standing = environ.get(STANDING)
        return [*self._security, ("X-Request-Id", environ[ID]), *(standing.headers() if standing is not None else ())]

    def end(self, environ: "WSGIEnvironment", route: str, method: str, status: int, policy: str | None) -> None:
        """Count the request and write its line."""
        self._meters.answered(route, method, status)
        kind = environ.get(KIND)
        if kind is not None:
            self._meters.refused(kind)
        if self._log is None and self._traces is None:
            return
        caller = environ.get(PASSED)
        name = None if caller is None else caller.name
        told = Told(environ[ID], name, method, route, policy, status, round((perf_counter() - environ[STARTED]) * 1_000, 3), kind)
        if self._traces is not None:
            told = told._replace(trace=self._traces.end(environ, told))
        if self._log is not None:
            self._log.answered(told)


def account_for(app: Flask, accounts: Accounts, source: LibrarySource) -> None:
    """Have *app* begin and end every request that comes to it, about a policy of *source* or not."""

    @app.before_request
    def begin() -> None:
        if ID not in request.environ:
            accounts.begin(request.environ)

    @app.after_request
    def end(response: Response) -> Response:
        for name, value in accounts.headers(request.environ):
            response.headers.setdefault(name, value)
        rule = request.url_rule
        method = request.method if rule is not None else "any"
        policy = known_policy(request, source.loaded.library)
        accounts.end(request.environ, rule.rule if rule is not None else "unmatched", method, response.status_code, policy)
        return response
