"""What happens to keys, as entries of the record: who got which key for what, and when it was rotated or revoked. Never a secret."""

from datetime import datetime
from pathlib import Path

from lawbook.access.keys import Key

UNRECORDED = "none"


def record_key_event(url: str | None, state: Path, kind: str, key: Key, now: datetime, writer: str) -> str | None:
    """Append that *key* was made, rotated or revoked (*kind*) to the record at *url*, by default in *state*; give why it could not be."""
    if url == UNRECORDED:
        return None
    try:
        from lawbook.record import BadStore, Recorder, StoreDown  # noqa: PLC0415 - an extra
    except ImportError:
        return "the extra `record` is not installed"
    recorder = Recorder(url or f"sqlite:///{state}/record.db", writer)
    body: dict[str, object] = {
        "key": key.id,
        "caller": key.caller,
        "roles": sorted(key.roles),
        "policies": sorted(key.policies),
        "expires": None if key.expires is None else key.expires.isoformat(),
        "successor": key.successor,
        "time": now.isoformat(timespec="milliseconds"),
    }
    try:
        recorder.append(kind, body)
    except (BadStore, StoreDown) as trouble:
        return str(trouble)
    finally:
        recorder.close()
    return None
