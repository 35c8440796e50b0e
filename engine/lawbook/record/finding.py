"""Looking things up in the record: a decision by its id or its idempotency key, the texts of policies, and which were known when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, and_, func, select

from lawbook.record.chain import Entry
from lawbook.record.committing import POLICIES
from lawbook.record.decided import DECISION
from lawbook.record.schema import CLAIMS, ENTRIES, HEADS, TEXTS
from lawbook.record.snapshots import listed_files
from lawbook.record.store import Store, StoreDown

AT_A_TIME = 5_000
"""How many entries are read together."""


class TakenUp(msgspec.Struct, frozen=True):
    """The body of the entry that says that a writer took up policies."""

    known_at: str
    policies: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What an idempotency key was answered with: the digest of the request, and the entry of its decision."""

    request: bytes
    entry: Entry


def find_entry(store: Store, id_: str) -> Entry | None:
    """Find the entry of the decision *id_*."""
    with store.reading() as connection:
        row = connection.execute(select(ENTRIES).where(ENTRIES.c.id == id_)).one_or_none()
        return None if row is None else Entry(*row)


def find_claimed(store: Store, caller: str, keys: Sequence[str]) -> dict[str, Answered]:
    """Find what *keys* of *caller* were answered with."""
    joined = select(CLAIMS.c.key, CLAIMS.c.request, *ENTRIES.c).join(ENTRIES, ENTRIES.c.id == CLAIMS.c.id)
    with store.reading() as connection:
        rows = connection.execute(joined.where(CLAIMS.c.caller == caller, CLAIMS.c.key.in_(keys)))
        return {row[0]: Answered(row[1], Entry(*row[2:])) for row in rows}


def find_policies(store: Store, hash_: bytes) -> dict[str, bytes] | None:
    """Give the files of the policies whose list has the hash *hash_*; raises StoreDown where a text is not there, or another."""
    with store.reading() as connection:
        listed = connection.execute(select(TEXTS.c.content).where(TEXTS.c.hash == hash_)).scalar_one_or_none()
        if listed is None:
            return None
        wanted = listed_files(as_named(hash_, listed))
        rows = connection.execute(select(TEXTS).where(TEXTS.c.hash.in_(set(wanted.values()))))
        found = {bytes(row.hash): bytes(row.content) for row in rows}
    return {path: as_named(content, found.get(content, b"")) for path, content in wanted.items()}


def find_text(store: Store, hash_: bytes) -> bytes | None:
    """Give the text *hash_*; raises StoreDown where it is another."""
    with store.reading() as connection:
        found = connection.execute(select(TEXTS.c.content).where(TEXTS.c.hash == hash_)).scalar_one_or_none()
    return None if found is None else as_named(hash_, bytes(found))


def as_named(hash_: bytes, content: bytes) -> bytes:
    """Give the *content* of the text *hash_*, unless it is another; raises StoreDown."""
    if sha256(content).digest() != hash_:
        raise StoreDown(f"the text {hash_.hex()} is not as it was written; see `lawbook audit verify`")
    return content


def taken_up(store: Store) -> list[TakenUp]:
    """Tell which policies were taken up when, in order of time."""
    with store.reading() as connection:
        bodies = connection.execute(select(ENTRIES.c.body).where(ENTRIES.c.kind == POLICIES)).scalars().all()
    found = [msgspec.json.decode(body, type=TakenUp) for body in bodies]
    return sorted(found, key=lambda each: datetime.fromisoformat(each.known_at))


def known_by(store: Store, moment: datetime) -> TakenUp | None:
    """Give the policies that were last taken up by *moment*."""
    before = [each for each in taken_up(store) if datetime.fromisoformat(each.known_at) <= moment]
    return before[-1] if before else None


def writers(store: Store) -> list[str]:
    """Name every writer of the store."""
    with store.reading() as connection:
        return list(connection.execute(select(HEADS.c.writer).order_by(HEADS.c.writer)).scalars())


def entries_of(store: Store, writer: str, after: int = 0) -> Iterator[Entry]:
    """Give the entries of *writer* in order, read a few thousand at a time."""
    while True:
        with store.reading() as connection:
            wanted = and_(ENTRIES.c.writer == writer, ENTRIES.c.sequence > after)
            rows = connection.execute(select(ENTRIES).where(wanted).order_by(ENTRIES.c.sequence).limit(AT_A_TIME)).all()
        for row in rows:
            yield Entry(*row)
        if len(rows) < AT_A_TIME:
            return
        after = rows[-1].sequence


def sealed_with(connection: Connection, keys: Sequence[str]) -> Iterator[Entry]:
    """Give the entries that are sealed with *keys*, in the order in which they were asked for."""
    chosen = select(ENTRIES).where(ENTRIES.c.key.in_(keys)).order_by(ENTRIES.c.id)
    for row in connection.execute(chosen):
        yield Entry(*row)


def count_decisions(store: Store) -> int:
    """Count the decisions in the store."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(ENTRIES).where(ENTRIES.c.kind == DECISION)).scalar_one()


def decisions_of(store: Store) -> Iterator[Entry]:
    """Give the entry of every decision, writer by writer."""
    for writer in writers(store):
        for entry in entries_of(store, writer):
            if entry.kind == DECISION:
                yield entry
