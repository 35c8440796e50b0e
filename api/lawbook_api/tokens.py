"""Tokens that a configured issuer (OIDC) signed: JWT verified against its published keys.

Only algorithms with a public key are known, and of these only those allowed. The clock is the service's, so that time is told in one place.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.request import urlopen

import jwt
import msgspec

from lawbook.access.keeping import KeysUnavailable
from lawbook.access.roles import EVERY_POLICY, roles_in
from lawbook.operations.releasing.states import ISSUED
from lawbook_api.permissions import Caller
from lawbook_api.settings import Issuer

LOGGER = logging.getLogger("lawbook.api")
LONGEST = 16_384
"""The most characters of a token that is looked at."""
FRESH = 300.0
"""How many seconds published keys are used before they are fetched again."""
PAUSE = 30.0
"""How many seconds pass at least between two fetches, whatever keys tokens name."""
STALE = 3_600.0
"""How many seconds keys are used that could not be fetched again."""
PATIENCE = 5.0
CHECKED_HERE = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "require": ["exp", "iss", "aud", "sub"]}


class IssuedTokens:
    """Verifies the tokens of one issuer."""

    def __init__(self, issuer: Issuer, now: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self._issuer = issuer
        self._now = now
        self._published = Published(issuer, monotonic)

    def caller(self, token: str) -> tuple[Caller, float] | None:
        """Give whose *token* it is and for how many seconds it is good, where it is good at all."""
        if len(token) > LONGEST or token.count(".") != 2:
            return None
        issuer = self._issuer
        try:
            header = jwt.get_unverified_header(token)
            key = self._published.key(header.get("kid"), header.get("alg"))
            if key is None or header.get("alg") not in issuer.algorithms or "crit" in header:
                return None
            claims = jwt.decode(
                token, key, algorithms=list(issuer.algorithms), audience=issuer.audience, issuer=issuer.name, options=CHECKED_HERE  # type: ignore[arg-type]
            )  # fmt: skip
        except jwt.PyJWTError as refused:
            LOGGER.info("a token was refused: %s", type(refused).__name__)
            return None
        seconds = self._seconds_left(claims)
        return None if seconds is None else (self._caller(claims), seconds)

    def _seconds_left(self, claims: Mapping[str, Any]) -> float | None:
        now, skew = self._now().timestamp(), self._issuer.skew
        end, begin, made = (claims.get(name) for name in ("exp", "nbf", "iat"))
        if (
            not isinstance(end, int | float)
            or not _is_number(end)
            or any(moment is not None and not _is_number(moment) for moment in (begin, made))
        ):
            return None
        if any(moment is not None and moment > now + skew for moment in (begin, made)):
            return None
        left = float(end) + skew - now
        return left if left > 0 else None

    def _caller(self, claims: Mapping[str, Any]) -> Caller:
        issuer = self._issuer
        policies: object = EVERY_POLICY if issuer.policies_claim is None else _claim(claims, issuer.policies_claim)
        named = policies.split() if isinstance(policies, str) else policies if isinstance(policies, list) else []
        return Caller(
            f"{ISSUED}{str(claims['sub'])[:128]}",
            roles_in(_claim(claims, issuer.roles_claim) or ()),
            frozenset(name for name in named if isinstance(name, str)),
        )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _claim(claims: Mapping[str, Any], path: str) -> object:
    """Give the claim of that name, or the one that the name leads to from object to object (`realm_access.roles`)."""
    if path in claims:
        return claims[path]
    found: object = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


class Published:
    """The keys that the issuer published, fetched anew from time to time and when a token names one not seen before."""

    def __init__(self, issuer: Issuer, monotonic: Callable[[], float]) -> None:
        self._issuer = issuer
        self._monotonic = monotonic
        self._lock = Lock()
        self._keys: list[jwt.PyJWK] = []
        self._fetched: float | None = None
        self._tried: float | None = None

    def key(self, id_: object, algorithm: object) -> jwt.PyJWK | None:
        """Give the key of that id; without an id, the only one for the algorithm. KeysUnavailable where none could be fetched."""
        with self._lock:
            found = self._find(id_, algorithm)
            if found is None or not self._younger_than(FRESH):
                self._fetch()
                found = self._find(id_, algorithm)
            if not self._younger_than(STALE):
                raise KeysUnavailable("the keys of the issuer cannot be fetched")
            return found

    def _find(self, id_: object, algorithm: object) -> jwt.PyJWK | None:
        if id_ is not None:
            return next((key for key in self._keys if key.key_id == id_), None)
        fitting = [key for key in self._keys if key.algorithm_name == algorithm]
        return fitting[0] if len(fitting) == 1 else None

    def _younger_than(self, seconds: float) -> bool:
        return self._fetched is not None and self._monotonic() - self._fetched < seconds

    def _fetch(self) -> None:
        now = self._monotonic()
        if self._tried is not None and now - self._tried < PAUSE:
            return
        self._tried = now
        try:
            read = msgspec.json.decode(fetched(self._issuer.keys or _discovered(self._issuer.name)))
            self._keys = jwt.PyJWKSet.from_dict(read).keys
        except (OSError, ValueError, TypeError, KeyError, AttributeError, jwt.PyJWTError) as error:
            LOGGER.warning("the keys of the issuer cannot be fetched: %s", type(error).__name__)
        else:
            self._fetched = now


def fetched(place: str) -> bytes:
    """Read what stands at a URL or in a file."""
    if place.startswith(("https://", "http://")):
        with urlopen(place, timeout=PATIENCE) as answer:  # noqa: S310 - a place of our own configuration, checked there
            body: bytes = answer.read(1_000_000)
            return body
    return Path(place).read_bytes()


def _discovered(issuer: str) -> str:
    told = msgspec.json.decode(fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration"))
    if told["issuer"] != issuer:
        raise ValueError("the issuer calls itself otherwise")
    place = str(told["jwks_uri"])
    if not place.startswith("https://") and not issuer.startswith("http://"):
        raise ValueError("the issuer's keys are not at an https address")
    return place
