"""Whether the service lives, whether it is ready, and what it has counted."""

from datetime import datetime
from http import HTTPStatus

import msgspec
from flask import Blueprint, Response, request

from lawbook.access.roles import Role
from lawbook.operations.telling import problems_to_json
from lawbook_api.gate import Gate
from lawbook_api.metrics import CONTENT_TYPE, Meters
from lawbook_api.recording import Record
from lawbook_api.released import FromReleases
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

NOT_RECORDED = "DECISIONS ARE NOT RECORDED: this service was started with --no-record or LAWBOOK_RECORD=none"


def health_routes(source: LibrarySource, settings: Settings, meters: Meters, record: Record, gate: Gate) -> Blueprint:
    """Make the routes for those who run the service."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def alive() -> Response:
        return _json({"status": "alive"})

    @routes.get("/readyz")
    def ready() -> Response:
        caller = gate.caller(request.environ)
        in_full = caller is not None and not caller.roles.isdisjoint(TOLD_IN_FULL)
        state = readiness(source, in_full=in_full) | {"record": record_state(record, in_full=in_full)}
        if record.shadow is not None:
            state |= {"shadow": readiness(record.shadow.source, in_full=in_full)}
        condition = None if record.recorder is None else record.recorder.condition()
        if condition is not None and condition.failure is not None:
            return _json(state | {"status": "not ready: decisions cannot be recorded"}, HTTPStatus.SERVICE_UNAVAILABLE)
        if settings.leaving is not None and settings.leaving.exists():
            return _json(state | {"status": "leaving"}, HTTPStatus.SERVICE_UNAVAILABLE)
        return _json(state)

    @routes.get("/metrics")
    def metrics() -> Response:
        if record.recorder is not None:
            meters.store(record.recorder.condition())
        if record.shadow is not None:
            meters.shadow_waiting(record.shadow.waiting)
        meters.library(source.loaded.generation, refused=source.refusal is not None)
        return Response(meters.text(), content_type=CONTENT_TYPE)

    return routes


TOLD_IN_FULL: frozenset[Role] = frozenset({"author", "approver", "operator"})
"""Who is told what is wrong with an edit; anybody is told that something is."""


def readiness(source: LibrarySource, *, in_full: bool) -> dict[str, object]:
    """Say what is being served, and *in_full* also what is wrong with the last edit where it could not be used.

    A bad edit leaves the service ready: it goes on deciding by the policies from before.
    """
    loaded, refusal = source.loaded, source.refusal
    state: dict[str, object] = {
        "status": "ready" if refusal is None else "ready with an edit refused",
        "generation": loaded.generation,
        "loaded_at": _instant(loaded.since),
        "policies": len(loaded.library.policies),
    }
    if isinstance(source.origin, FromReleases):
        state["released"] = loaded.released
    if refusal is not None and in_full:
        state["refused_edit"] = {
            "detail": refusal.detail,
            "at": _instant(refusal.since),
            "problems": problems_to_json(refusal.problems),
        }
    return state


def record_state(record: Record, *, in_full: bool) -> dict[str, object]:
    """Say whether decisions are recorded, and whether they can be, *in_full* also why not; loudly where they are not."""
    if record.recorder is None:
        return {"kept": False, "warning": NOT_RECORDED}
    condition = record.recorder.condition()
    state: dict[str, object] = {"kept": True, "writer": condition.writer, "entries": condition.sequence}
    return state if condition.failure is None else state | {"failure": condition.failure if in_full else "the store cannot be used"}


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _json(state: dict[str, object], status: int = HTTPStatus.OK) -> Response:
    return Response(msgspec.json.encode(state), status, content_type="application/json", headers={"Cache-Control": "no-store"})
