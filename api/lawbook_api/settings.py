"""What the service is told from outside: the only reader of the environment, of the clock and of randomness."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from os import urandom
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

ENVIRONMENT: dict[str, str] = {
    "LAWBOOK_POLICIES": "folder of the policies; ./policies",
    "LAWBOOK_TIME_ZONE": "whose calendar day is today, where a request names no day; Asia/Shanghai",
    "LAWBOOK_BODY_LIMIT": "most bytes in the body of one request, and in one line of a batch; 1000000",
    "LAWBOOK_BATCH_LIMIT": "most bytes in the body of one batch; 100000000",
    "LAWBOOK_STATE": "folder of what the service keeps, such as keys; ./.lawbook",
    "LAWBOOK_KEY_SECONDS": "how long a verified key is remembered, and so the longest that a revoked one goes on being good; 5",
    "LAWBOOK_RELOAD_SECONDS": "how often the policies are looked at for changes; 1",
    "LAWBOOK_RECORD": "URL of the store of decisions, or none for a service that records nothing; sqlite:///$LAWBOOK_STATE/record.db",
    "LAWBOOK_RECORD_KEY": "file of the Ed25519 key that signs checkpoints, made where it is missing; $LAWBOOK_STATE/record.key",
    "LAWBOOK_RECORD_SECONDS": "how long a decision waits for the store before it is refused; 5",
    "LAWBOOK_CHECKPOINT_SECONDS": "how often the heads of all chains are signed; 5",
}
"""Every environment variable that the service reads, with its meaning and default."""


UNRECORDED = "none"
"""What LAWBOOK_RECORD says for a service that records nothing."""


class BadSetting(ValueError):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """A setting in the environment that cannot be read."""


def system_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def random_id() -> str:
    """Make an id that nothing else has: a random UUID (RFC 9562, version 4), in a third of the time that `uuid4` takes."""
    digits = urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs from one running service to another.

    *nudge* is a file whose change makes the service look at its policies at once. *record* is the URL of the store of decisions;
    without one nothing is recorded.
    """

    policies: Path = Path("policies")
    time_zone: str = "Asia/Shanghai"
    body_limit: int = 1_000_000
    batch_limit: int = 100_000_000
    reload_seconds: float = 1.0
    state: Path = Path(".lawbook")
    key_seconds: float = 5.0
    record: str | None = None
    record_key: Path = Path(".lawbook/record.key")
    record_seconds: float = 5.0
    checkpoint_seconds: float = 5.0
    nudge: Path | None = None
    now: Callable[[], datetime] = system_now
    monotonic: Callable[[], float] = monotonic
    new_id: Callable[[], str] = random_id

    def today(self) -> date:
        """Give the calendar day in the service's time zone."""
        return self.now().astimezone(ZoneInfo(self.time_zone)).date()


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Take the settings from *environment*; raise BadSetting where one cannot be read."""
    settings = Settings()
    state = Path(environment.get("LAWBOOK_STATE", settings.state))
    record = environment.get("LAWBOOK_RECORD", f"sqlite:///{state}/record.db")
    return Settings(
        policies=Path(environment.get("LAWBOOK_POLICIES", settings.policies)),
        time_zone=_time_zone(environment.get("LAWBOOK_TIME_ZONE", settings.time_zone)),
        body_limit=_positive(environment, "LAWBOOK_BODY_LIMIT", settings.body_limit),
        batch_limit=_positive(environment, "LAWBOOK_BATCH_LIMIT", settings.batch_limit),
        key_seconds=float(_positive(environment, "LAWBOOK_KEY_SECONDS", int(settings.key_seconds))),
        reload_seconds=float(_positive(environment, "LAWBOOK_RELOAD_SECONDS", int(settings.reload_seconds))),
        state=state,
        record=None if record == UNRECORDED else record,
        record_key=Path(environment.get("LAWBOOK_RECORD_KEY", state / "record.key")),
        record_seconds=float(_positive(environment, "LAWBOOK_RECORD_SECONDS", int(settings.record_seconds))),
        checkpoint_seconds=float(_positive(environment, "LAWBOOK_CHECKPOINT_SECONDS", int(settings.checkpoint_seconds))),
    )


def _positive(environment: Mapping[str, str], name: str, default: int) -> int:
    given = environment.get(name)
    if given is None:
        return default
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise BadSetting(f"{name} is `{given}`, and must be a whole number above 0")
    return int(given)


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise BadSetting(f"LAWBOOK_TIME_ZONE is `{name}`, which is no time zone; write one such as Asia/Shanghai") from None
    return name
