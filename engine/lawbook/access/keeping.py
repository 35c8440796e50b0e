"""Where keys are kept: a small port, and a file of SQLite behind it that several processes share."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from lawbook.access.keys import Key
from lawbook.access.roles import roles_in

FILE = "keys.sqlite"
WAIT = 5.0
"""How many seconds one process waits for another that writes."""
TABLES = """
create table if not exists keys (
    id text primary key, caller text not null, digest text not null, roles text not null, policies text not null, created text not null,
    expires text, revoked text, successor text, rate integer, quota integer
) strict;
create table if not exists used (caller text not null, day text not null, decisions integer not null, primary key (caller, day)) strict;
"""
COLUMNS = "id, caller, digest, roles, policies, created, expires, revoked, successor, rate, quota"


class KeysUnavailable(Exception):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """Keys cannot be looked up or kept now; the words say why."""


class KeyStore(Protocol):
    """Keeps keys, and what callers used."""

    def find(self, id_: str) -> Key | None:
        """Give the key of that id, if there is one."""

    def all(self) -> tuple[Key, ...]:
        """Give every key, oldest first."""

    def keep(self, *keys: Key) -> None:
        """Keep *keys* as they are now, all or none."""

    def use(self, caller: str, day: date, decisions: int) -> int:
        """Add *decisions* to what *caller* used on *day*, and give the sum."""


class KeysInFile:
    """The keys in a file of its own under *folder*, which only its owner may read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / FILE

    def find(self, id_: str) -> Key | None:
        """Give the key of that id, if there is one."""
        found = self._select("where id = ?", id_)
        return found[0] if found else None

    def all(self) -> tuple[Key, ...]:
        """Give every key, oldest first."""
        return self._select("order by created, id")

    def keep(self, *keys: Key) -> None:
        """Keep *keys* as they are now, all or none."""
        with self._changing() as connection:
            connection.executemany("insert or replace into keys values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, keys))

    def use(self, caller: str, day: date, decisions: int) -> int:
        """Add *decisions* to what *caller* used on *day*, and give the sum."""
        statement = (
            "insert into used values (?, ?, ?) on conflict do update set decisions = decisions + excluded.decisions returning decisions"
        )
        with self._changing() as connection:
            total: int = connection.execute(statement, (caller, day.isoformat(), decisions)).fetchone()[0]
        return total

    def _select(self, which: str, *values: str) -> tuple[Key, ...]:
        if not self._file.exists():
            return ()
        with _told_as_unavailable(), closing(sqlite3.connect(self._file, timeout=WAIT)) as connection:
            rows = connection.execute(f"select {COLUMNS} from keys {which}", values).fetchall()  # noqa: S608 - our own words
        return tuple(map(_key, rows))

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self._file.exists():
            os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
        with _told_as_unavailable(), closing(sqlite3.connect(self._file, timeout=WAIT)) as connection:
            connection.execute("pragma journal_mode = wal")
            connection.executescript(TABLES)
            with connection:
                yield connection


@contextmanager
def _told_as_unavailable() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise KeysUnavailable(f"the keys cannot be read or kept: {error}") from error


def _row(key: Key) -> tuple[str | int | None, ...]:
    times = [None if moment is None else moment.isoformat() for moment in (key.created, key.expires, key.revoked)]
    words = " ".join(sorted(key.roles)), " ".join(sorted(key.policies))
    return (key.id, key.caller, key.digest, *words, *times, key.successor, key.rate, key.quota)


def _key(row: tuple[str, str, str, str, str, str, str | None, str | None, str | None, int | None, int | None]) -> Key:
    id_, caller, digest, roles, policies, created, expires, revoked, successor, rate, quota = row
    return Key(
        id=id_,
        caller=caller,
        digest=digest,
        roles=roles_in(roles),
        policies=frozenset(policies.split()),
        created=datetime.fromisoformat(created),
        expires=None if expires is None else datetime.fromisoformat(expires),
        revoked=None if revoked is None else datetime.fromisoformat(revoked),
        successor=successor,
        rate=rate,
        quota=quota,
    )
