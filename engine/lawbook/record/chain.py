"""The chain of one writer: each entry holds the hash of the one before, and its own hash covers all it says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

import msgspec

BEGINNING = bytes(32)
"""What stands in place of the hash before the first entry."""
_FORM = b"lawbook-record-1"
PIECE = 2_047
"""How many bytes are hashed together: for more, Python lets go of the interpreter, and may then wait for it behind all threads that have something to do."""


class Claim(msgspec.Struct, frozen=True):
    """An idempotency key as its *caller* sent it, and the digest of what was asked under it."""

    caller: str
    key: str
    request: bytes


class Entry(msgspec.Struct, frozen=True):
    """One entry of the chain of *writer*; *sequence* counts from 1. *key* names that under which something in its body is sealed."""

    writer: str
    sequence: int
    kind: str
    id: str | None
    previous: bytes
    hash: bytes
    body: bytes
    key: str | None = None


class Part(msgspec.Struct, frozen=True):
    """What is to become an entry."""

    kind: str
    id: str | None
    body: bytes
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """How far the chain of *writer* has come."""

    writer: str
    sequence: int = 0
    hash: bytes = BEGINNING


def digest_of_entry(kind: str, id_: str | None, body: bytes) -> bytes:
    """Give the digest of what an entry says. With those of its neighbours its place can be shown without what they say."""
    digest = sha256(b"%b\n%b\n" % (kind.encode(), b"" if id_ is None else id_.encode()))
    for at in range(0, len(body), PIECE):
        digest.update(body[at : at + PIECE])
    return digest.digest()


def linked(writer: str, sequence: int, previous: bytes, digest: bytes) -> bytes:
    """Give the hash of the entry whose digest is *digest*, at its place in the chain."""
    return sha256(b"%b\n%b\n%d\n%b%b" % (_FORM, writer.encode(), sequence, previous, digest)).digest()


def chained(head: Head, parts: Iterable[Part]) -> Iterator[Entry]:
    """Chain *parts* onto *head*."""
    sequence, previous = head.sequence, head.hash
    for part in parts:
        sequence += 1
        own = linked(head.writer, sequence, previous, digest_of_entry(part.kind, part.id, part.body))
        yield Entry(head.writer, sequence, part.kind, part.id, previous, own, part.body, part.key)
        previous = own


def is_sound(entry: Entry) -> bool:
    """Tell whether the hash of *entry* is that of what it says."""
    return entry.hash == linked(entry.writer, entry.sequence, entry.previous, digest_of_entry(entry.kind, entry.id, entry.body))
