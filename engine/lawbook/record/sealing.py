"""Sealing what is told of persons: each entry under a key of its own, derived from that of the person, which a master key wraps.

AES-256-GCM throughout. The key of an entry can be given away with one evidence pack and opens nothing else; what is sealed commits
to it, so that nobody can hold two keys that open one entry to two texts.
"""

import hmac
from base64 import b64decode
from binascii import Error
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lawbook.record.condensing import NotCondensed, Phrases, expand

KEY_BYTES = 32
NONCE_BYTES = 12
_in_base64 = msgspec.json.Encoder().encode
"""Writes bytes as a string of JSON in base64 (RFC 4648, section 4)."""


class BadSeal(ValueError):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """Something sealed that a key does not open: another key is needed, or it was altered."""


class Sealed(msgspec.Struct, frozen=True):
    """What of an entry is sealed, as its body has it: *commit* binds it to its key, *key* names that of the person, *text* is in base64.

    With *phrases*, the hash of a text of the record, it was condensed by these first.
    """

    commit: str
    key: str
    text: str
    phrases: str | None = None


class Private(msgspec.Struct, frozen=True):
    """What is to be sealed: a text by its *pieces*, and under whose key: that of *owner*, as `owner_of` and `owner_in` name it.

    With *phrases* it is condensed by these first.
    """

    pieces: tuple[bytes, ...]
    owner: str
    phrases: Phrases | None = None

    def __repr__(self) -> str:
        """Tell nothing of it."""
        return "Private()"


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens one entry: the key of the entry, and the phrases it was condensed by, where it was."""

    own: bytes = field(repr=False)
    phrases: Phrases | None = None


def owner_of(subject: str) -> str:
    """Name the owner of the keys of the person *subject*."""
    return f"person\n{subject}"


def owner_in(period: str) -> str:
    """Name the owner of the key of those of *period* who are not named, as no person can be called."""
    return f"period\n{period}"


def entry_key(key: bytes, id_: str) -> bytes:
    """Derive the key of the entry *id_* from that of the person."""
    return _keyed(key, b"lawbook-entry-1\n" + id_.encode())


def seal(private: bytes, id_: str, name: str, key: bytes, nonce: bytes, phrases: Phrases | None = None) -> bytes:
    """Seal *private* of the entry *id_*, perhaps condensed by *phrases*, under the person's *key* called *name*; give what stands in the body."""
    own = entry_key(key, id_)
    text = nonce + AESGCM(own).encrypt(nonce, private, id_.encode())
    by = b"" if phrases is None else b'"phrases":"%b",' % phrases.hash.hex().encode()
    return b'{"commit":"%b","key":"%b",%b"text":%b}' % (_commitment(own).encode(), name.encode(), by, _in_base64(text))


def unseal(sealed: Sealed, id_: str, opener: Opener) -> bytes:
    """Open what was sealed of the entry *id_*; raises BadSeal, and NotCondensed where it does not come of the phrases."""
    own = opener.own
    try:
        text = b64decode(sealed.text, validate=True)
        opened = AESGCM(own).decrypt(text[:NONCE_BYTES], text[NONCE_BYTES:], id_.encode())
    except (InvalidTag, Error, ValueError):
        raise BadSeal("the key does not open the entry") from None
    if not hmac.compare_digest(sealed.commit, _commitment(own)):
        raise BadSeal("the entry was sealed with another key")
    if sealed.phrases is None:
        return opened
    if opener.phrases is None or opener.phrases.hash.hex() != sealed.phrases:
        raise NotCondensed(f"the phrases {sealed.phrases} that the entry was condensed by are not there")
    return expand(opened, opener.phrases)


def wrap(key: bytes, master: bytes, about: bytes, nonce: bytes) -> bytes:
    """Wrap *key* under a *master* key, bound to what it is *about*."""
    return nonce + AESGCM(master).encrypt(nonce, key, about)


def unwrap(wrapped: bytes, master: bytes, about: bytes) -> bytes:
    """Give the key that was wrapped; raises BadSeal."""
    try:
        return AESGCM(master).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], about)
    except (InvalidTag, ValueError):
        raise BadSeal("the master key does not open the key") from None


def blinded(index: bytes, owner: str) -> bytes:
    """Give what stands for *owner* in the store: nobody can tell or try out who it is without the *index* key."""
    return _keyed(index, b"lawbook-owner-1\n" + owner.encode())


def blinded_request(index: bytes, request: bytes) -> bytes:
    """Give what stands for the digest of a request whose facts could be guessed."""
    return _keyed(index, b"lawbook-request-1\n" + request)


def _keyed(key: bytes, said: bytes) -> bytes:
    # Not by `hmac.digest`, which lets go of the interpreter, and may then wait for it behind all threads that have something to do.
    return hmac.new(key, said, "sha256").digest()


def _commitment(own: bytes) -> str:
    return sha256(b"lawbook-commitment-1\n" + own).hexdigest()
