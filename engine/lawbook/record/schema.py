"""The tables of the record: chained entries, the heads of their chains, signed checkpoints, idempotency keys, texts, and places.

Whatever is told by a column beside `body` is covered by the hash of the entry or follows from a body, so that `verifying` can hold
every bit of the store against the chain.
"""

from collections.abc import Callable

from sqlalchemy import BigInteger, Column, Dialect, Index, LargeBinary, MetaData, String, Table, TypeDecorator

HEAD = "0005"
"""The migration that makes what stands here."""


class Bytes(TypeDecorator[bytes]):
    """Bytes, which SQLite keeps as whatever it is given: what somebody made a text or a number of is told as bytes that it never was."""

    impl = LargeBinary
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[object], bytes | None]:
        """Give what reads a value, whatever it is."""
        del dialect, coltype
        return _as_bytes


def _as_bytes(value: object) -> bytes | None:
    return value if value is None or isinstance(value, bytes) else repr(value).encode()


METADATA = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"}
)

ENTRIES = Table(
    "entries",
    METADATA,
    Column("writer", String(64), primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("id", String(96), nullable=True),
    Column("previous", Bytes(32), nullable=False),
    Column("hash", Bytes(32), nullable=False),
    Column("body", Bytes(), nullable=False),
    Column("key", String(32), nullable=True),
)
"""Every entry of every writer, each chained to the one before it of the same writer. Written once, never changed.

*key* names the key under which what the entry tells of a person is sealed; it follows from the body.
"""

Index("ix_entries_id", ENTRIES.c.id, unique=True)
Index("ix_entries_kind", ENTRIES.c.kind, sqlite_where=ENTRIES.c.kind != "decision", postgresql_where=ENTRIES.c.kind != "decision")
Index("ix_entries_key", ENTRIES.c.key, sqlite_where=ENTRIES.c.key.is_not(None), postgresql_where=ENTRIES.c.key.is_not(None))

HEADS = Table(
    "heads",
    METADATA,
    Column("writer", String(64), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", Bytes(32), nullable=False),
    Column("covered", BigInteger, nullable=False),
)
"""The last entry of each writer, and up to which entry the checkpoints cover it."""

CHECKPOINTS = Table(
    "checkpoints",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Bytes(), nullable=False),
    Column("signature", Bytes(64), nullable=False),
)
"""Signed statements of how far every chain had come; each names the hash of the one before."""

CLAIMS = Table(
    "claims",
    METADATA,
    Column("caller", String(200), primary_key=True),
    Column("key", String(300), primary_key=True),
    Column("request", Bytes(32), nullable=False),
    Column("id", String(96), nullable=False),
)
"""Which decision answered an idempotency key first, and the digest of what was asked."""

TEXTS = Table(
    "texts",
    METADATA,
    Column("hash", Bytes(32), primary_key=True),
    Column("content", Bytes(), nullable=False),
)
"""Texts of policies, lists of them, and what else entries name, by the SHA-256 of their content."""

PLACES = Table(
    "places",
    METADATA,
    Column("subject", String(96), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String(96), nullable=False),
)
"""Which entry took which place in the story of a subject: the story has one order, whichever writers tell it, and no place is taken twice."""

PERSON_KEYS = Table(
    "person_keys",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("owner", Bytes(32), nullable=False),
    Column("master", String(16), nullable=True),
    Column("wrapped", Bytes(60), nullable=True),
    Column("digest", Bytes(32), nullable=False),
)
"""The keys of persons, each wrapped under the master key that it names; of one that was destroyed, no more than that it was there.

*owner* stands for the person without telling who it is. *digest* is the SHA-256 of the rest.
"""

_THERE = PERSON_KEYS.c.wrapped.is_not(None)
Index("uq_person_keys_owner", PERSON_KEYS.c.owner, unique=True, sqlite_where=_THERE, postgresql_where=_THERE)
Index("ix_person_keys_owner", PERSON_KEYS.c.owner)
