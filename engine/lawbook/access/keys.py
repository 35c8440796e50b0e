"""Keys of callers: how one is written, what is kept of it, and whether a token is the one it was made for.

A key is `lb_<id>_<secret>`; its secret is 256 random bits. Of that a plain SHA-256 is kept: hashes that take long on purpose protect secrets
that can be guessed, and nobody runs through 2^256 of them.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Literal, TypeAlias

from lawbook.access.roles import Role

State: TypeAlias = Literal["active", "expired", "revoked"]
PREFIX = "lb"
ID_BYTES = 6
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What is kept of a key: whose it is, what it may be used for and until when, and the hash of it.

    *policies* are the names of policies, or `*` for all. *rate* (requests a second) and *quota* (decisions a day) stand in place of
    those of the service. *successor* is the id of the key that took its place.
    """

    id: str
    caller: str
    digest: str = field(repr=False)
    roles: frozenset[Role]
    policies: frozenset[str]
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None
    successor: str | None = None
    rate: int | None = None
    quota: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A key just made, with the token to be handed over; the token is kept nowhere."""

    key: Key
    token: str = field(repr=False)


def made(key: Key, secret: bytes) -> Made:
    """Give *key* the hash of its token, which is made of *secret*."""
    token = f"{PREFIX}_{key.id}_{secret.hex()}"
    return Made(replace(key, digest=digest_of(token)), token)


def rotated(key: Key, new_id: str, secret: bytes, now: datetime, grace: timedelta) -> tuple[Key, Made]:
    """Give *key* as it is from *now* on, good for *grace* more at most, and the one that takes its place."""
    end = now + grace
    old = replace(key, successor=new_id, expires=end if key.expires is None else min(end, key.expires))
    return old, made(replace(key, id=new_id, created=now), secret)


def id_in(token: str) -> str | None:
    """Give the id that *token* names, where it is written as a key is."""
    prefix, _, rest = token.partition("_")
    id_, separator, _ = rest.partition("_")
    return id_ if prefix == PREFIX and separator and id_.isascii() and id_.isalnum() else None


def digest_of(token: str) -> str:
    """Give what is kept of *token*."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def opens(key: Key | None, digest: str) -> bool:
    """Tell whether *digest* is that of *key*, in a time that says nothing about how much of it is right."""
    kept = key.digest if key is not None else _NOBODY
    return compare_digest(kept, digest) and key is not None


def state_of(key: Key, now: datetime) -> State:
    """Tell how *key* stands."""
    if key.revoked is not None:
        return "revoked"
    return "active" if key.expires is None or now < key.expires else "expired"


_NOBODY = "0" * 64
