"""The Flask application: routes put together around a source of policies."""

import logging
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, request

from lawbook.access.keeping import KeysInFile, KeyStore
from lawbook.record import Recorder, StoreDown
from lawbook_api.accounts import Accounts, account_for
from lawbook_api.batches import batch_routes
from lawbook_api.credentials import Credentials
from lawbook_api.decisions import decision_routes
from lawbook_api.documentation import documentation_routes
from lawbook_api.gate import REFUSED_CALLER, Gate, guard
from lawbook_api.health import health_routes
from lawbook_api.limits import Limits
from lawbook_api.log import RequestLog
from lawbook_api.metrics import Meters
from lawbook_api.policies import policy_routes
from lawbook_api.problems import answer_problems
from lawbook_api.quick import QuickLane
from lawbook_api.recorded import recorded_routes
from lawbook_api.recording import Record
from lawbook_api.releases import release_routes
from lawbook_api.requests import known_policy
from lawbook_api.settings import Settings
from lawbook_api.shadow import Shadow, shadow_routes
from lawbook_api.source import LibrarySource

QUICK, SHADOW = "lawbook.quick", "lawbook.shadow"
LOGGER = logging.getLogger("lawbook.api")

if TYPE_CHECKING:
    from lawbook_api.traces import Traces


def create_app(  # noqa: PLR0913 - what a service is put together from
    source: LibrarySource,
    settings: Settings,
    *,
    keys: KeyStore | None = None,
    recorder: Recorder | None = None,
    shared_metrics: Path | None = None,
    log: RequestLog | None = None,
    traces: "Traces | None" = None,
    candidate: LibrarySource | None = None,
) -> Flask:
    """Make the application that serves the policies of *source* to those who have one of *keys* (those in the state folder unless given).

    With a *recorder* nothing is answered that is not recorded, and it is entered which policies are taken up; with a *log* each request has its line there,
    with *traces* its span. What is answered is decided again, without effect, by *candidate*; its shadow stands in `extensions`, to be closed, as does the quick lane.
    """
    app = Flask("lawbook_api", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.body_limit
    app.url_map.strict_slashes = True
    meters = Meters(shared_metrics)
    known = KeysInFile(settings.state) if keys is None else keys
    accounts = Accounts(settings, meters, log, traces)
    gate = gate_of(settings, known)
    account_for(app, accounts, source)
    guard(app, gate)
    shadow = None if candidate is None else Shadow(candidate, meters, shared_metrics)
    app.extensions[SHADOW] = shadow
    record = Record(recorder, settings, meters, shadow)
    app.register_blueprint(decision_routes(source, settings, meters, gate, record))
    app.register_blueprint(batch_routes(source, settings, meters, gate, record))
    app.register_blueprint(policy_routes(source, settings, gate))
    app.register_blueprint(documentation_routes(source, settings))
    app.register_blueprint(health_routes(source, settings, meters, record, gate))
    app.register_blueprint(recorded_routes(source, settings, record))
    app.register_blueprint(shadow_routes(shadow))
    app.register_blueprint(release_routes(source, settings, record))
    answer_problems(app)
    if recorder is not None:
        source.tell(recorder.take_up)
        record_refusals(app, recorder, source, settings)
    app.extensions[QUICK] = lane = QuickLane(app.wsgi_app, source, settings, meters, gate, accounts, record)
    app.wsgi_app = lane  # type: ignore[method-assign]
    return app


def record_refusals(app: Flask, recorder: Recorder, source: LibrarySource, settings: Settings) -> None:
    """Have it entered into the record when a caller asks for what is not allowed to it."""

    @app.after_request
    def enter(response: Response) -> Response:
        caller = request.environ.get(REFUSED_CALLER)
        if response.status_code == HTTPStatus.FORBIDDEN and caller is not None:
            rule, time = request.url_rule, settings.now().isoformat(timespec="milliseconds")
            route = "unmatched" if rule is None else rule.rule
            policy = known_policy(request, source.loaded.library)
            body = {"caller": caller, "method": request.method, "route": route, "policy": policy, "time": time}
            try:
                recorder.append("access-refused", body)
            except StoreDown as down:
                LOGGER.error("a refusal is not entered into the record: %s", down.detail)  # noqa: TRY400 - the reason is told
        return response


def gate_of(settings: Settings, keys: KeyStore) -> Gate:
    """Make the gate that lets in those who have one of *keys*, or a token of the configured issuer."""
    tokens = None
    if settings.issuer is not None:
        from lawbook_api.tokens import IssuedTokens  # noqa: PLC0415 - loaded only where there is an issuer

        tokens = IssuedTokens(settings.issuer, settings.now, settings.monotonic)
    credentials = Credentials(keys, tokens, life=settings.key_seconds, now=settings.now, monotonic=settings.monotonic)
    return Gate(credentials, Limits(settings, keys))
