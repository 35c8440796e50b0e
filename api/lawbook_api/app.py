"""The Flask application: routes put together around a source of policies."""

from pathlib import Path

from flask import Flask

from lawbook.access.keeping import KeysInFile, KeyStore
from lawbook.record import Recorder
from lawbook_api.batches import batch_routes
from lawbook_api.credentials import Credentials
from lawbook_api.decisions import decision_routes
from lawbook_api.documentation import documentation_routes
from lawbook_api.gate import Gate, guard
from lawbook_api.health import health_routes
from lawbook_api.metrics import Meters, count_requests
from lawbook_api.policies import policy_routes
from lawbook_api.problems import answer_problems
from lawbook_api.quick import quick_lane
from lawbook_api.recorded import recorded_routes
from lawbook_api.recording import Record
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource


def create_app(
    source: LibrarySource,
    settings: Settings,
    *,
    keys: KeyStore | None = None,
    recorder: Recorder | None = None,
    shared_metrics: Path | None = None,
) -> Flask:
    """Make the application that serves the policies of *source* to those who have one of *keys* (those in the state folder unless given).

    With a *recorder* nothing is answered that is not recorded.
    """
    app = Flask("lawbook_api", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.body_limit
    app.url_map.strict_slashes = True
    meters = Meters(shared_metrics)
    known = KeysInFile(settings.state) if keys is None else keys
    gate = Gate(Credentials(known, None, life=settings.key_seconds, now=settings.now, monotonic=settings.monotonic))
    guard(app, gate)
    record = Record(recorder, settings)
    app.register_blueprint(decision_routes(source, settings, meters, record))
    app.register_blueprint(batch_routes(source, settings, meters, record))
    app.register_blueprint(policy_routes(source, settings, gate))
    app.register_blueprint(documentation_routes(source, settings))
    app.register_blueprint(health_routes(source, meters, record, gate))
    app.register_blueprint(recorded_routes(source, settings, record))
    answer_problems(app)
    count_requests(app, meters)
    app.wsgi_app = quick_lane(app.wsgi_app, source, settings, meters, gate, record)  # type: ignore[assignment, method-assign]
    return app
