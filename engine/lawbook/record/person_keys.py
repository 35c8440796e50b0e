"""The keys of persons in the store: found or made in the transaction that seals with them, wrapped anew, destroyed.

No key of a person is remembered from one transaction to the next, so that one that was destroyed is never used again by anybody.
"""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from lawbook.record.master_keys import MasterKeys
from lawbook.record.schema import PERSON_KEYS
from lawbook.record.sealing import KEY_BYTES, NONCE_BYTES, BadSeal, blinded, unwrap, wrap
from lawbook.record.signing import BadKey
from lawbook.record.statements import Statements, marks
from lawbook.record.store import StoreDown

INDEX = "index"
"""The id of the key by which persons are found. The master key that wraps it is the one that new keys are wrapped under."""
STATEMENTS = 2_048
_NOBODY = bytes(32)
_COLUMNS = ", ".join(PERSON_KEYS.columns.keys())


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key as it stands in the store; without *wrapped* it was destroyed."""

    id: str
    owner: bytes
    master: str | None
    wrapped: bytes | None
    digest: bytes

    def is_sound(self) -> bool:
        """Tell whether the row is as it was written."""
        return self.digest == _digest(self.id, self.owner, self.master, self.wrapped)


@dataclass(frozen=True, slots=True)
class Index:
    """The key by which persons are found, and the master key that new keys are wrapped under, with its name; all as *row* has it.

    It opens nothing that is sealed, and may be remembered as long as *row* stands in the store.
    """

    key: bytes = field(repr=False)
    master: bytes = field(repr=False)
    name: str
    row: KeyRow = field(repr=False)


def opened_key(row: KeyRow, masters: MasterKeys) -> bytes:
    """Unwrap the key in *row*, which was not destroyed; raises StoreDown where the master keys do not open it."""
    return unwrap_with(row, _master(masters, row.master or ""), masters)


def unwrap_with(row: KeyRow, master: bytes, masters: MasterKeys) -> bytes:
    """Unwrap the key in *row* with *master*; raises StoreDown."""
    try:
        return unwrap(row.wrapped or b"", master, _about(row.id, row.owner))
    except BadSeal:
        raise StoreDown(f"the key {row.id} is not opened by {masters.file}") from None


def find_index(said: Statements, masters: MasterKeys, *, hold: bool = False) -> Index | None:
    """Find the index key; None where nothing was sealed yet. With *hold* nobody wraps it anew meanwhile. Raises StoreDown."""
    row = next(_looked_up(said, "id", [INDEX], hold=hold), None)
    if row is None:
        return None
    name = row.master or ""
    master = _master(masters, name)
    return Index(unwrap_with(row, master, masters), master, name, row)


def index_of(said: Statements, masters: MasterKeys) -> Index:
    """Find the index key, or make it; raises StoreDown."""
    found = find_index(said, masters, hold=True)
    if found is None:
        try:
            name, master = masters.newest()
        except BadKey as bad:
            raise StoreDown(str(bad)) from None
        _insert(said, [_new(INDEX, _NOBODY, name, master, secrets.token_bytes(KEY_BYTES))])
        found = find_index(said, masters, hold=True)
    if found is None:
        raise StoreDown("the index of keys was made, and is not there")
    return found


@dataclass(frozen=True, slots=True)
class ToHold:
    """The keys of owners, by owner in *known*; they are good for sealing while nobody touches those *held*, once the *new* ones are kept."""

    known: Mapping[str, tuple[str, bytes]] = field(repr=False)
    held: Sequence[KeyRow] = ()
    new: Sequence[KeyRow] = ()


def keys_to_hold(said: Statements, owners: Collection[str], index: Index | None, masters: MasterKeys) -> ToHold | None:
    """Find or make the keys of *owners*, and hold and keep none; None where the index key is not the one known. Raises StoreDown."""
    if not owners:
        return ToHold({})
    if index is None:
        return None
    waiting = {blinded(index.key, owner): owner for owner in owners}
    found = {row.owner: row for row in _looked_up(said, "owner", [_NOBODY, *sorted(waiting)], hold=False) if row.wrapped is not None}
    if found.get(_NOBODY) != index.row:
        return None
    known = {waiting[row.owner]: (row.id, opened_key(row, masters)) for row in found.values() if row.owner in waiting}
    new = []
    for owner in sorted(waiting.keys() - found.keys()):
        id_, key = secrets.token_hex(16), secrets.token_bytes(KEY_BYTES)
        known[waiting[owner]] = id_, key
        new.append(_new(id_, owner, index.name, index.master, key))
    return ToHold(known, list(found.values()), new)


def keep_new(said: Statements, keys: Sequence[KeyRow]) -> bool:
    """Keep *keys*, and tell whether none of their owners had got one meanwhile."""
    return not keys or len(_insert(said, keys)) == len(keys)


def keys_for(said: Statements, owners: Collection[str], index: Index, masters: MasterKeys) -> dict[str, tuple[str, bytes]]:
    """Find or make the key of each of *owners*, and hold it until the transaction ends: its id, and itself."""
    waiting = {blinded(index.key, owner): owner for owner in owners}
    found: dict[str, tuple[str, bytes]] = {}
    rows = living(said, waiting)
    while True:
        for row in rows:
            found[waiting.pop(row.owner)] = row.id, opened_key(row, masters)
        if not waiting:
            return found
        # In one order for all writers, so that two never wait for one another. Whose key somebody else made meanwhile is looked up again.
        made = [(secrets.token_hex(16), owner, secrets.token_bytes(KEY_BYTES)) for owner in sorted(waiting)]
        kept = _insert(said, [_new(id_, owner, index.name, index.master, key) for id_, owner, key in made])
        for id_, owner, key in made:
            if id_ in kept:
                found[waiting.pop(owner)] = id_, key
        rows = living(said, waiting) if waiting else iter(())


def living(said: Statements, owners: Iterable[bytes]) -> Iterator[KeyRow]:
    """Give the keys of *owners* that were not destroyed, and keep others from destroying them until the transaction ends."""
    return (row for row in _looked_up(said, "owner", sorted(owners), hold=True) if row.wrapped is not None)


def keys_of(connection: Connection, owner: bytes, *, hold: bool = False) -> list[KeyRow]:
    """Give every key that *owner* ever had; with *hold* nobody else touches them until the transaction ends."""
    chosen = select(PERSON_KEYS).where(PERSON_KEYS.c.owner == owner).order_by(PERSON_KEYS.c.id)
    return list(_rows(connection, chosen.with_for_update() if hold else chosen))


def find_keys(connection: Connection, ids: Collection[str]) -> dict[str, KeyRow]:
    """Find keys by their ids."""
    return {row.id: row for row in _rows(connection, select(PERSON_KEYS).where(PERSON_KEYS.c.id.in_(ids)))}


def every_key(connection: Connection) -> Iterator[KeyRow]:
    """Give every key."""
    return _rows(connection, select(PERSON_KEYS).order_by(PERSON_KEYS.c.id))


def wrapped_under(connection: Connection, master: str, most: int) -> list[KeyRow]:
    """Give *most* keys that are wrapped under the master key called *master*, and hold them until the transaction ends."""
    chosen = select(PERSON_KEYS).where(PERSON_KEYS.c.master == master).order_by(PERSON_KEYS.c.id).limit(most)
    return list(_rows(connection, chosen.with_for_update()))


def destroy(connection: Connection, row: KeyRow) -> None:
    """Destroy a key: what was sealed with it is never opened again."""
    _write(connection, KeyRow(row.id, row.owner, None, None, _digest(row.id, row.owner, None, None)))


def wrap_anew(connection: Connection, row: KeyRow, key: bytes, name: str, master: bytes) -> None:
    """Wrap *key*, that of *row*, under another master key."""
    _write(connection, _new(row.id, row.owner, name, master, key))


def _write(connection: Connection, row: KeyRow) -> None:
    values = {"master": row.master, "wrapped": row.wrapped, "digest": row.digest}
    connection.execute(update(PERSON_KEYS).where(PERSON_KEYS.c.id == row.id).values(values))


def _rows(connection: Connection, chosen: "Select[tuple[str, bytes, str | None, bytes | None, bytes]]") -> Iterator[KeyRow]:
    for row in connection.execute(chosen):
        yield _row(row)


def _row(row: Row[Any]) -> KeyRow:
    return KeyRow(row.id, bytes(row.owner), row.master, None if row.wrapped is None else bytes(row.wrapped), bytes(row.digest))


def _new(id_: str, owner: bytes, name: str, master: bytes, key: bytes) -> KeyRow:
    wrapped = wrap(key, master, _about(id_, owner), secrets.token_bytes(NONCE_BYTES))
    return KeyRow(id_, owner, name, wrapped, _digest(id_, owner, name, wrapped))


def _insert(said: Statements, keys: Iterable[KeyRow]) -> set[str]:
    """Insert *keys*, but for owners who have one; give the ids of those that were."""
    return said.insert_new(PERSON_KEYS, "id", [(key.id, key.owner, key.master, key.wrapped, key.digest) for key in keys])


def _looked_up(said: Statements, column: str, values: Sequence[object], *, hold: bool) -> Iterator[KeyRow]:
    for id_, owner, master, wrapped, digest in said.ask(_selection(column, len(values), held=hold and not said.is_file), values):
        yield KeyRow(id_, owner, master, wrapped, digest)


@lru_cache(maxsize=STATEMENTS)
def _selection(column: str, values: int, *, held: bool) -> str:
    chosen = f"SELECT {_COLUMNS} FROM person_keys WHERE {column} IN ({marks(values)}) ORDER BY owner"  # noqa: S608 - marks and our own names
    return f"{chosen} FOR SHARE" if held else chosen


def _about(id_: str, owner: bytes) -> bytes:
    return id_.encode() + b"\n" + owner


def _digest(id_: str, owner: bytes, master: str | None, wrapped: bytes | None) -> bytes:
    return sha256(b"%b\n%b\n%b%b" % (id_.encode(), (master or "").encode(), owner, wrapped or b"")).digest()


def _master(masters: MasterKeys, name: str) -> bytes:
    try:
        found = masters.find(name)
    except BadKey as bad:
        raise StoreDown(str(bad)) from None
    if found is None:
        raise StoreDown(f"the keys of persons are under the master key {name}, which is not in {masters.file}")
    return found
