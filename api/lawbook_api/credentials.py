"""Who is calling: keys and tokens verified, and what was verified remembered for a short while."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from lawbook.access.keeping import KeyStore
from lawbook.access.keys import Key, digest_of, id_in, opens, state_of
from lawbook_api.permissions import Caller

MOST_REMEMBERED = 10_000
SCHEME = "bearer "


class Tokens(Protocol):
    """Verifies tokens that somebody else issued."""

    def caller(self, token: str) -> tuple[Caller, float] | None:
        """Give whose *token* it is and for how many seconds it is good, where it is good at all."""


class Credentials:
    """Tells who is calling.

    A verified key is remembered for *life* seconds, by its hash and not as it is; one that was revoked is refused no later than that.
    What could not be verified is not remembered, so that a new key is good at once.
    """

    def __init__(
        self, keys: KeyStore, tokens: Tokens | None, *, life: float, now: Callable[[], datetime], monotonic: Callable[[], float]
    ) -> None:
        self._keys = keys
        self._tokens = tokens
        self._life = life
        self._now = now
        self._monotonic = monotonic
        self._known: dict[bytes, tuple[Caller, float]] = {}

    def caller(self, authorization: str | None) -> Caller | None:
        """Give who the header *authorization* shows the request to be from; None for nobody we know."""
        if authorization is None:
            return None
        return self.remembered(authorization) or self._verified(authorization, _digest(authorization))

    def remembered(self, authorization: str | None) -> Caller | None:
        """Give the same where it was verified a short while ago, without looking anything up."""
        known = None if authorization is None else self._known.get(_digest(authorization))
        return known[0] if known is not None and self._monotonic() < known[1] else None

    def _verified(self, authorization: str, shown: bytes) -> Caller | None:
        if authorization[: len(SCHEME)].lower() != SCHEME:
            return None
        token = authorization[len(SCHEME) :].strip()
        id_ = id_in(token)
        good = self._by_key(id_, token) if id_ is not None else self._tokens.caller(token) if self._tokens is not None else None
        if good is None:
            self._known.pop(shown, None)
            return None
        caller, seconds = good
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[shown] = caller, self._monotonic() + min(seconds, self._life)
        return caller

    def _by_key(self, id_: str, token: str) -> tuple[Caller, float] | None:
        key, now = self._keys.find(id_), self._now()
        if not opens(key, digest_of(token)) or key is None or state_of(key, now) != "active":
            return None
        seconds = self._life if key.expires is None else (key.expires - now).total_seconds()
        return _caller(key), seconds


def _digest(authorization: str) -> bytes:
    return sha256(authorization.encode("latin-1", "replace")).digest()


def _caller(key: Key) -> Caller:
    return Caller(key.caller, key.roles, key.policies, key.rate, key.quota)
