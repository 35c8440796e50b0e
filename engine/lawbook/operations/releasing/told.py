"""Releases as plain data, for programs."""

from lawbook.operations.releasing.stories import Event, Release, Served


def release_to_json(release: Release) -> dict[str, object]:
    """Give a release with its whole story."""
    gate = release.gate
    return {
        "release": release.number,
        "state": release.standing.state,
        "units": [{"policy": unit.policy, "version": unit.version, "content_hash": unit.content_hash} for unit in release.units],
        "author": release.standing.author,
        "approver": release.standing.approver,
        "note": release.submission.note,
        "texts": release.submission.candidate,
        "gate": None if gate is None else {"passed": gate.passed, "report": gate.report, "page": gate.page},
        "story": [_event(event) for event in release.events],
    }


def served_to_json(served: Served | None) -> dict[str, object]:
    """Give what is released now; nothing of it where nothing is."""
    if served is None:
        return {"number": 0, "policies": {}, "texts": None, "since": None}
    return {"number": served.number, "policies": dict(sorted(served.current.items())), "texts": served.hash, "since": served.since}


def _event(event: Event) -> dict[str, object]:
    entry = event.entry
    return {
        "act": event.act,
        "by": event.said.by,
        "time": event.said.time,
        "reason": event.said.reason,
        "entry": {"writer": entry.writer, "sequence": entry.sequence, "hash": entry.hash.hex()},
    }
