"""What is done about persons, each an entry of the chain: looked up, held, released, erased; and wrapping all keys under a new master key."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, select

from lawbook.contract.decision import canonical_json
from lawbook.record.chain import Part
from lawbook.record.committing import append, begin_chain
from lawbook.record.master_keys import MasterKeys, read_keys, replace_keys
from lawbook.record.person_keys import INDEX, KeyRow, destroy, find_keys, keys_of, opened_key, wrap_anew, wrapped_under
from lawbook.record.schema import ENTRIES
from lawbook.record.sealing import KEY_BYTES
from lawbook.record.statements import Statements
from lawbook.record.store import Store, told_as_down

ERASED, HELD, RELEASED, LOOKED_UP, REWRAPPED = "person-erased", "person-held", "person-released", "person-looked-up", "keys-rewrapped"
"""The kinds of entries."""
AT_ONCE = 500
"""How many keys are wrapped anew in one transaction."""


class Erasure(msgspec.Struct, frozen=True):
    """The body of the entry that says that *keys* of *person* were destroyed. Nobody is named in it: *person* stands for who it is."""

    by: str
    keys: tuple[str, ...]
    person: str
    reason: str
    time: str


class Hold(msgspec.Struct, frozen=True):
    """The body of the entry that forbids to erase *person*, until one says that it *releases* the *hold*."""

    by: str
    hold: str
    person: str
    reason: str
    time: str


class Held(Exception):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """A person who may not be erased, as there are *holds*."""

    def __init__(self, holds: Sequence[Hold]) -> None:
        self.holds = tuple(holds)
        super().__init__("the person is under a legal hold")


@dataclass(frozen=True, slots=True)
class Act:
    """One act on the record: by which *writer* of the record, who did it (*by*), when, and why."""

    writer: str
    by: str
    time: str
    reason: str


def erasure_in(body: bytes) -> Erasure:
    """Read the body of an erasure's entry; raises ValueError."""
    return msgspec.json.decode(body, type=Erasure)


def holds_on(connection: Connection, owner: bytes) -> list[Hold]:
    """Give the holds on *owner* that were not released."""
    return [each for each in every_hold(connection) if each.person == owner.hex()]


def every_hold(connection: Connection) -> list[Hold]:
    """Give all holds that were not released."""
    chosen = select(ENTRIES.c.kind, ENTRIES.c.body).where(ENTRIES.c.kind.in_((HELD, RELEASED)))
    found = [(row.kind, msgspec.json.decode(row.body, type=Hold)) for row in connection.execute(chosen)]
    released = {each.hold for kind, each in found if kind == RELEASED}
    return [each for kind, each in found if kind == HELD and each.hold not in released]


def erase(store: Store, owner: bytes, act: Act, keeping: Callable[[Connection, Sequence[KeyRow]], None]) -> int:
    """Destroy every key of *owner* and say so in the chain, in one transaction; give how many there were.

    Raises Held, and whatever *keeping* raises where a rule says that what is sealed with the keys must be kept.
    """
    head = begin_chain(store, act.writer)
    with store.writing() as connection:
        wipe(connection)
        rows = [row for row in keys_of(connection, owner, hold=True) if row.wrapped is not None]
        if holds := holds_on(connection, owner):
            raise Held(holds)
        keeping(connection, rows)
        if rows:
            for row in rows:
                destroy(connection, row)
            said = Erasure(act.by, tuple(row.id for row in rows), owner.hex(), act.reason, act.time)
            append(Statements.within(connection), head, [Part(ERASED, None, canonical_json(said))])
    return len(rows)


def hold(store: Store, owner: bytes, act: Act, id_: str) -> None:
    """Forbid to erase *owner*, until the hold *id_* is released."""
    _say(store, act, HELD, Hold(act.by, id_, owner.hex(), act.reason, act.time), owner)


def release(store: Store, owner: bytes, act: Act) -> int:
    """Release every hold on *owner*; give how many there were."""
    with store.reading() as connection:
        holds = holds_on(connection, owner)
    for each in holds:
        _say(store, act, RELEASED, Hold(act.by, each.hold, owner.hex(), act.reason, act.time), owner)
    return len(holds)


def note_look_up(store: Store, owner: bytes, act: Act) -> None:
    """Say in the chain that what is recorded about *owner* was looked up."""
    _say(store, act, LOOKED_UP, {"by": act.by, "person": owner.hex(), "reason": act.reason, "time": act.time}, owner)


def _say(store: Store, act: Act, kind: str, body: object, owner: bytes) -> None:
    head = begin_chain(store, act.writer)
    with store.writing() as connection:
        # Whoever erases the person meanwhile comes before or after, never between.
        keys_of(connection, owner, hold=True)
        append(Statements.within(connection), head, [Part(kind, None, canonical_json(body))])


def wrap_all_anew(store: Store, masters: MasterKeys, act: Act) -> int:
    """Wrap every key under a new master key and forget the old ones; give how many keys that were. Services go on meanwhile.

    Copies of the store that were made before are opened by copies of the old file only.
    """
    old = read_keys(masters.file)
    replace_keys(masters.file, [*old.values(), secrets.token_bytes(KEY_BYTES)])
    name, master = masters.newest()
    with store.writing() as connection:
        wipe(connection)
        # New keys are wrapped under what wraps the index: from here on there are no more under the old ones.
        index = find_keys(connection, [INDEX]).get(INDEX)
        if index is not None:
            wrap_anew(connection, index, opened_key(index, masters), name, master)
    count = 0 if index is None else 1
    for each in old:
        while moved := _some_wrapped_anew(store, masters, each, (name, master)):
            count += moved
    head = begin_chain(store, act.writer)
    with store.writing() as connection:
        append(
            Statements.within(connection), head, [Part(REWRAPPED, None, canonical_json({"by": act.by, "keys": count, "time": act.time}))]
        )
    replace_keys(masters.file, [master])
    return count


def _some_wrapped_anew(store: Store, masters: MasterKeys, old: str, new: tuple[str, bytes]) -> int:
    with store.writing() as connection:
        wipe(connection)
        rows = wrapped_under(connection, old, AT_ONCE)
        for row in rows:
            wrap_anew(connection, row, opened_key(row, masters), *new)
    return len(rows)


def wipe(connection: Connection) -> None:
    """Have a file of SQLite overwrite what is replaced in it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def forget(store: Store) -> bool:
    """Have what was replaced leave the log beside a file of SQLite, or the dead rows of PostgreSQL; tell whether it did."""
    with told_as_down():
        if store.url.get_backend_name() == "sqlite":
            with store.engine.connect() as connection:
                raw = connection.connection.driver_connection
                return raw is not None and not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM person_keys")
    return True
