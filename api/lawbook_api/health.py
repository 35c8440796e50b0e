"""Whether the service lives, whether it is ready, and what it has counted."""

from datetime import datetime

import msgspec
from flask import Blueprint, Response

from lawbook.operations.telling import problems_to_json
from lawbook_api.metrics import CONTENT_TYPE, Meters
from lawbook_api.source import LibrarySource


def health_routes(source: LibrarySource, meters: Meters) -> Blueprint:
    """Make the routes for those who run the service."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def alive() -> Response:
        return _json({"status": "alive"})

    @routes.get("/readyz")
    def ready() -> Response:
        return _json(readiness(source))

    @routes.get("/metrics")
    def metrics() -> Response:
        meters.library(source.loaded.generation, refused=source.refusal is not None)
        return Response(meters.text(), content_type=CONTENT_TYPE)

    return routes


def readiness(source: LibrarySource) -> dict[str, object]:
    """Say what is being served, and what is wrong with the last edit where it could not be used.

    A bad edit leaves the service ready: it goes on deciding by the policies from before.
    """
    loaded, refusal = source.loaded, source.refusal
    state: dict[str, object] = {
        "status": "ready" if refusal is None else "ready with an edit refused",
        "generation": loaded.generation,
        "loaded_at": _instant(loaded.since),
        "policies": len(loaded.library.policies),
    }
    if refusal is not None:
        state["refused_edit"] = {
            "detail": refusal.detail,
            "at": _instant(refusal.since),
            "problems": problems_to_json(refusal.problems),
        }
    return state


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _json(state: dict[str, object]) -> Response:
    return Response(msgspec.json.encode(state), content_type="application/json", headers={"Cache-Control": "no-store"})
