"""The chain of one writer: each entry holds the hash of the one before, and its own hash covers all it says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

BEGINNING = bytes(32)
"""What stands in place of the hash before the first entry."""
_FORM = b"lawbook-record-1"


@dataclass(frozen=True, slots=True)
class Claim:
    """An idempotency key as its *caller* sent it, and the digest of what was asked under it."""

    caller: str
    key: str
    request: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the chain of *writer*; *sequence* counts from 1."""

    writer: str
    sequence: int
    kind: str
    id: str | None
    previous: bytes
    hash: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """How far the chain of *writer* has come."""

    writer: str
    sequence: int = 0
    hash: bytes = BEGINNING


def hash_of(writer: str, sequence: int, kind: str, id_: str | None, previous: bytes, body: bytes) -> bytes:
    """Give the hash of an entry: of lines that can be told apart, the hash before it, and its body."""
    named = "" if id_ is None else id_
    lines = b"%b\n%b\n%d\n%b\n%b\n" % (_FORM, writer.encode(), sequence, kind.encode(), named.encode())
    return sha256(lines + previous + body).digest()


def chained(head: Head, parts: Iterable[tuple[str, str | None, bytes]]) -> Iterator[Entry]:
    """Chain *parts*, each a kind, an id and a body, onto *head*."""
    sequence, previous = head.sequence, head.hash
    for kind, id_, body in parts:
        sequence += 1
        own = hash_of(head.writer, sequence, kind, id_, previous, body)
        yield Entry(head.writer, sequence, kind, id_, previous, own, body)
        previous = own


def is_sound(entry: Entry) -> bool:
    """Tell whether the hash of *entry* is that of what it says."""
    return entry.hash == hash_of(entry.writer, entry.sequence, entry.kind, entry.id, entry.previous, entry.body)
