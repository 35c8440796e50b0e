"""What the service is told from outside: the only reader of the environment, of the clock and of randomness."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.util import find_spec
from os import register_at_fork, urandom
from pathlib import Path
from time import monotonic, time_ns
from zoneinfo import ZoneInfo

ENVIRONMENT: dict[str, str] = {
    "LAWBOOK_POLICIES": "folder of the policies; ./policies",
    "LAWBOOK_BUNDLE": "signed bundle to serve in place of a folder of policies; none unless set",
    "LAWBOOK_BUNDLE_KEY": "file (PEM) with the public Ed25519 key whose bundles are trusted",
    "LAWBOOK_TIME_ZONE": "whose calendar day is today, where a request names no day; Asia/Shanghai",
    "LAWBOOK_BODY_LIMIT": "most bytes in the body of one request, and in one line of a batch; 1000000",
    "LAWBOOK_BATCH_LIMIT": "most bytes in the body of one batch; 100000000",
    "LAWBOOK_STATE": "folder of what the service keeps, such as keys; ./.lawbook",
    "LAWBOOK_KEY_SECONDS": "how long a verified key is remembered, and so the longest that a revoked one goes on being good; 5",
    "LAWBOOK_RATE": "requests a second that one caller may send to one worker, twice as many at once; 1000",
    "LAWBOOK_QUOTA": "decisions that one caller may be given on one day; any number unless set",
    "LAWBOOK_DEPTH_LIMIT": "how deep objects and lists of a body may nest; 32",
    "LAWBOOK_BATCH_SECONDS": "how long a batch may take; lines not decided by then are told so; 300",
    "LAWBOOK_CLIENT_SECONDS": "how long a client may take to send a request (a batch has LAWBOOK_BATCH_SECONDS), or to take the next piece of an answer; 20",
    "LAWBOOK_CONNECTIONS": "connections that one worker takes on at once; others wait to be accepted; 256",
    "LAWBOOK_PROCESSORS": "own, for a processor for each worker where there are as many, or any; own",
    "LAWBOOK_LEAVE_SECONDS": "how long /readyz says that the service is leaving before it stops taking requests; 0",
    "LAWBOOK_FINISH_SECONDS": "how long requests under way may take to finish once it stops; 30",
    "LAWBOOK_TRACES": "address of a collector (OTLP over HTTP) that spans of requests are sent to; none unless set",
    "LAWBOOK_LOG": "requests, for a line for each request, or faults, for what goes wrong only; requests",
    "LAWBOOK_TLS_CERTIFICATE": "file (PEM) with the certificate and its chain; without one the service speaks plain HTTP",
    "LAWBOOK_TLS_KEY": "file (PEM) with the private key of the certificate",
    "LAWBOOK_TLS_CLIENTS": "file (PEM) with the authority whose certificates clients must show; none unless set",
    "LAWBOOK_JWT_ISSUER": "the issuer (iss) whose tokens are taken beside keys; none unless set",
    "LAWBOOK_JWT_AUDIENCE": "the audience (aud) that its tokens must name",
    "LAWBOOK_JWT_KEYS": "file or URL of its public keys (JWKS); asked of the issuer (OIDC discovery) unless set",
    "LAWBOOK_JWT_ALGORITHMS": "algorithms that are taken, with spaces between; RS256 ES256",
    "LAWBOOK_JWT_ROLES_CLAIM": "the claim that has the roles; roles",
    "LAWBOOK_JWT_POLICIES_CLAIM": "the claim that has the policies; its tokens are good for all policies unless set",
    "LAWBOOK_JWT_SKEW_SECONDS": "how far the issuer's clock may differ; 30",
    "LAWBOOK_RELOAD_SECONDS": "how often the policies are looked at for changes; 1",
    "LAWBOOK_RELEASED": "only, for a service that serves what is released in its record and no folder; no",
    "LAWBOOK_SHADOW": "folder, or bundle, of candidate policies that decide beside those being served, without effect; none unless set",
    "LAWBOOK_RECORD": "URL of the store of decisions, or none for a service that records nothing; sqlite:///$LAWBOOK_STATE/record.db",
    "LAWBOOK_RECORD_KEY": "file of the Ed25519 key that signs checkpoints, made where it is missing; $LAWBOOK_STATE/record.key",
    "LAWBOOK_PRIVACY_KEY": "file of the master keys, under which what is told of persons is sealed, made where it is missing; $LAWBOOK_STATE/privacy.key",
    "LAWBOOK_RECORD_SECONDS": "how long a decision waits for the store before it is refused; 5",
    "LAWBOOK_CHECKPOINT_SECONDS": "how often the heads of all chains are signed; 5",
}
"""Every environment variable that the service reads, with its meaning and default."""


UNRECORDED = "none"
"""What LAWBOOK_RECORD says for a service that records nothing."""
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""What tokens may be signed with: algorithms with a public key only, so that nobody can sign with what is published."""


class BadSetting(ValueError):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """A setting in the environment that cannot be read."""


def system_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


_READY: deque[str] = deque()
"""The random ends of ids to come: asking the system for those of one id takes as long as half a small decision."""
_AT_ONCE = 256
register_at_fork(after_in_child=_READY.clear)


def _random_end() -> str:
    while True:
        try:
            return _READY.popleft()
        except IndexError:
            digits = urandom(10 * _AT_ONCE).hex()
            each = (digits[at : at + 20] for at in range(0, len(digits), 20))
            _READY.extend(f"7{one[:3]}-{'89ab'[int(one[3], 16) & 3]}{one[4:7]}-{one[7:19]}" for one in each)


def random_id() -> str:
    """Make an id that nothing else has: a UUID of version 7 (RFC 9562), which begins with the time, so that the record finds its place at once."""
    digits = f"{time_ns() // 1_000_000:012x}"
    return f"{digits[:8]}-{digits[8:]}-{_random_end()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Whose tokens are taken: *keys* is a file or a URL, and asked of the issuer where it is None."""

    name: str
    audience: str
    keys: str | None = None
    algorithms: tuple[str, ...] = ("RS256", "ES256")
    roles_claim: str = "roles"
    policies_claim: str | None = None
    skew: float = 30.0


@dataclass(frozen=True, slots=True)
class Tls:
    """What the service shows of itself, and whose certificates clients must show, if any."""

    certificate: Path
    key: Path
    clients: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs from one running service to another.

    *nudge* is a file whose change makes the service look at its policies at once; *leaving* one that is there once it is about to stop. *record* is the URL of the store of decisions;
    without one nothing is recorded.
    """

    policies: Path = Path("policies")
    bundle: Path | None = None
    bundle_key: Path | None = None
    shadow: Path | None = None
    released_only: bool = False
    time_zone: str = "Asia/Shanghai"
    body_limit: int = 1_000_000
    batch_limit: int = 100_000_000
    reload_seconds: float = 1.0
    state: Path = Path(".lawbook")
    key_seconds: float = 5.0
    record: str | None = None
    record_key: Path = Path(".lawbook/record.key")
    privacy_key: Path = Path(".lawbook/privacy.key")
    record_seconds: float = 5.0
    checkpoint_seconds: float = 5.0
    rate: int = 1_000
    quota: int | None = None
    depth_limit: int = 32
    log_requests: bool = True
    tls: Tls | None = None
    issuer: Issuer | None = None
    batch_seconds: float = 300.0
    client_seconds: float = 20.0
    leave_seconds: float = 0.0
    finish_seconds: float = 30.0
    connections: int = 256
    traces: str | None = None
    own_processors: bool = True
    nudge: Path | None = None
    leaving: Path | None = None
    now: Callable[[], datetime] = system_now
    monotonic: Callable[[], float] = monotonic
    new_id: Callable[[], str] = random_id

    def today(self) -> date:
        """Give the calendar day in the service's time zone."""
        return _day_in(self.time_zone, int(self.now().timestamp()) // _QUARTER)


_QUARTER = 900
"""Seconds within which no day begins but at their start, whatever the time zone."""


@lru_cache(maxsize=64)
def _day_in(time_zone: str, quarter: int) -> date:
    return datetime.fromtimestamp(quarter * _QUARTER, ZoneInfo(time_zone)).date()


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Take the settings from *environment*; raise BadSetting where one cannot be read."""
    settings = Settings()
    state = Path(environment.get("LAWBOOK_STATE", settings.state))
    record = environment.get("LAWBOOK_RECORD", f"sqlite:///{state}/record.db")
    return Settings(
        policies=Path(environment.get("LAWBOOK_POLICIES", settings.policies)),
        bundle=_path(environment, "LAWBOOK_BUNDLE"),
        bundle_key=_path(environment, "LAWBOOK_BUNDLE_KEY"),
        shadow=_path(environment, "LAWBOOK_SHADOW"),
        released_only=_one_of(environment, "LAWBOOK_RELEASED", ("no", "only")) == "only",
        time_zone=_time_zone(environment.get("LAWBOOK_TIME_ZONE", settings.time_zone)),
        body_limit=_positive(environment, "LAWBOOK_BODY_LIMIT", settings.body_limit),
        batch_limit=_positive(environment, "LAWBOOK_BATCH_LIMIT", settings.batch_limit),
        key_seconds=float(_positive(environment, "LAWBOOK_KEY_SECONDS", int(settings.key_seconds))),
        rate=_positive(environment, "LAWBOOK_RATE", settings.rate),
        quota=_positive(environment, "LAWBOOK_QUOTA", 1) if "LAWBOOK_QUOTA" in environment else None,
        depth_limit=_positive(environment, "LAWBOOK_DEPTH_LIMIT", settings.depth_limit),
        batch_seconds=float(_positive(environment, "LAWBOOK_BATCH_SECONDS", int(settings.batch_seconds))),
        client_seconds=float(_positive(environment, "LAWBOOK_CLIENT_SECONDS", int(settings.client_seconds))),
        leave_seconds=0.0
        if environment.get("LAWBOOK_LEAVE_SECONDS", "0") == "0"
        else float(_positive(environment, "LAWBOOK_LEAVE_SECONDS", 1)),
        finish_seconds=float(_positive(environment, "LAWBOOK_FINISH_SECONDS", int(settings.finish_seconds))),
        connections=_positive(environment, "LAWBOOK_CONNECTIONS", settings.connections),
        traces=_traces(environment),
        own_processors=_one_of(environment, "LAWBOOK_PROCESSORS", ("own", "any")) == "own",
        log_requests=_one_of(environment, "LAWBOOK_LOG", ("requests", "faults")) == "requests",
        tls=_tls(environment),
        issuer=_issuer(environment),
        reload_seconds=float(_positive(environment, "LAWBOOK_RELOAD_SECONDS", int(settings.reload_seconds))),
        state=state,
        record=None if record == UNRECORDED else record,
        record_key=Path(environment.get("LAWBOOK_RECORD_KEY", state / "record.key")),
        privacy_key=Path(environment.get("LAWBOOK_PRIVACY_KEY", state / "privacy.key")),
        record_seconds=float(_positive(environment, "LAWBOOK_RECORD_SECONDS", int(settings.record_seconds))),
        checkpoint_seconds=float(_positive(environment, "LAWBOOK_CHECKPOINT_SECONDS", int(settings.checkpoint_seconds))),
    )


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    given = environment.get(name)
    return Path(given) if given else None


def _positive(environment: Mapping[str, str], name: str, default: int) -> int:
    given = environment.get(name)
    if given is None:
        return default
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise BadSetting(f"{name} is `{given}`, and must be a whole number above 0")
    return int(given)


def _one_of(environment: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    given = environment.get(name, known[0])
    if given not in known:
        raise BadSetting(f"{name} is `{given}`, and must be {' or '.join(known)}")
    return given


def _traces(environment: Mapping[str, str]) -> str | None:
    address = environment.get("LAWBOOK_TRACES")
    if address is not None and not address.startswith(("http://", "https://")):
        raise BadSetting(f"LAWBOOK_TRACES is `{address}`, and must be an address such as http://collector:4318/v1/traces")
    if address is not None and find_spec("opentelemetry") is None:
        raise BadSetting("LAWBOOK_TRACES needs the extra `traces`: pip install 'lawbook[traces]'")
    return address


def _tls(environment: Mapping[str, str]) -> Tls | None:
    names = "LAWBOOK_TLS_CERTIFICATE", "LAWBOOK_TLS_KEY", "LAWBOOK_TLS_CLIENTS"
    certificate, key, clients = (environment.get(name) for name in names)
    if certificate is None and key is None and clients is None:
        return None
    for name, given in zip(names, (certificate, key, clients), strict=True):
        if given is None and name != names[2]:
            raise BadSetting(f"{name} is not set, and TLS needs a certificate and its key")
        if given is not None and not Path(given).is_file():
            raise BadSetting(f"{name} is `{given}`, where there is no file")
    return Tls(Path(certificate or ""), Path(key or ""), None if clients is None else Path(clients))


def _issuer(environment: Mapping[str, str]) -> Issuer | None:
    name = environment.get("LAWBOOK_JWT_ISSUER")
    if name is None:
        return None
    audience = environment.get("LAWBOOK_JWT_AUDIENCE")
    if not audience:
        raise BadSetting("LAWBOOK_JWT_AUDIENCE is not set, and tokens for anybody are taken from nobody")
    keys = environment.get("LAWBOOK_JWT_KEYS")
    for setting, place in (("LAWBOOK_JWT_KEYS", keys), ("LAWBOOK_JWT_ISSUER", name if keys is None else None)):
        if place is not None and not _may_hold_keys(place, file=setting == "LAWBOOK_JWT_KEYS"):
            raise BadSetting(
                f"{setting} is `{place}`, and keys are taken from an https address{' or a file' if keys is not None else ''} only"
            )
    algorithms = tuple(environment.get("LAWBOOK_JWT_ALGORITHMS", "RS256 ES256").split())
    for algorithm in algorithms:
        if algorithm not in ALGORITHMS:
            raise BadSetting(f"LAWBOOK_JWT_ALGORITHMS has `{algorithm}`, which is not one of {', '.join(ALGORITHMS)}")
    return Issuer(
        name=name,
        audience=audience,
        keys=keys,
        algorithms=algorithms,
        roles_claim=environment.get("LAWBOOK_JWT_ROLES_CLAIM", "roles"),
        policies_claim=environment.get("LAWBOOK_JWT_POLICIES_CLAIM"),
        skew=float(_positive(environment, "LAWBOOK_JWT_SKEW_SECONDS", 30)),
    )


def _may_hold_keys(place: str, *, file: bool) -> bool:
    if "://" not in place:
        return file and Path(place).is_file()
    return place.startswith(("https://", "http://127.0.0.1:", "http://localhost:"))


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise BadSetting(f"LAWBOOK_TIME_ZONE is `{name}`, which is no time zone; write one such as Asia/Shanghai") from None
    return name
