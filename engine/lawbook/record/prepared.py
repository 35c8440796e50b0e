"""Writing a group of ordinary drafts: all is made ready before the transaction begins, which says what must be as it was found.

Others wait for as long as a transaction lasts: for the file that only one may write, or for the keys that are held. On a server each
statement is a way there and back, which costs more than what is done there, so that it is one statement where it can be.
"""

from collections.abc import Sequence

from msgspec.structs import astuple

from lawbook.record.chain import Entry, Head, chained
from lawbook.record.drafts import Draft, blinded_claims, claiming, needed_by, owners_of, sealed
from lawbook.record.master_keys import MasterKeys
from lawbook.record.person_keys import Index, ToHold, keep_new, keys_to_hold
from lawbook.record.schema import CLAIMS, ENTRIES
from lawbook.record.statements import Statements, marks
from lawbook.record.store import Writing

MOVE_HEAD = "UPDATE heads SET sequence = ?, hash = ? WHERE writer = ? AND sequence = ?"
INSERT_COLUMNS = (
    "INSERT INTO entries (writer, sequence, kind, id, previous, hash, body, key)"
    " SELECT ?::varchar, * FROM unnest(?::bigint[], %b::varchar[], %b::varchar[], %b::bytea[], %b::bytea[], %b::bytea[], %b::varchar[])"
)
"""Inserts entries of one writer, given by `columns`."""
_ON_A_SERVER = (
    "WITH held AS (SELECT found.id FROM person_keys AS found"  # noqa: S608 - marks and our own names
    " JOIN unnest(%b::varchar[], %b::bytea[]) AS expected (id, digest) ON found.id = expected.id AND found.digest = expected.digest"
    " ORDER BY found.owner FOR SHARE OF found),"
    " kept AS (INSERT INTO person_keys (id, owner, master, wrapped, digest)"
    " SELECT * FROM unnest(%b::varchar[], %b::bytea[], %b::varchar[], %b::bytea[], %b::bytea[])"
    " WHERE (SELECT count(*) FROM held) = ? ON CONFLICT DO NOTHING RETURNING id),"
    f" moved AS ({MOVE_HEAD}"
    " AND (SELECT count(*) FROM held) = ? AND (SELECT count(*) FROM kept) = ? RETURNING 1),"
    f" made AS ({INSERT_COLUMNS} WHERE EXISTS (SELECT 1 FROM moved))"
    " SELECT count(*) FROM moved"
)
"""Holds keys that are as they are *expected*, keeps new ones, moves the head and inserts entries: all, or but for new keys nothing.

One text however many there are, so that the server knows it.
"""


class _NotAsFound(Exception):  # noqa: N818 - it is an outcome
    """The head, a key or a claim is not as it was found."""


def columns(entries: Sequence[Entry]) -> list[list[object]]:
    """Give *entries* by columns but for their writer; the fields of an entry are the columns of the table, in its order."""
    return [list(column) for column in zip(*map(astuple, entries), strict=True)][1:]


def are_ordinary(drafts: Sequence[Draft], known: frozenset[bytes]) -> bool:
    """Tell whether each draft is an entry, perhaps under a claim, and nothing besides; *known* is what the record has already of what is needed."""
    return not any(draft.places or draft.texts for draft in drafts) and known.issuperset(needed_by(drafts))


def write_prepared(writing: Writing, head: Head, drafts: Sequence[Draft], index: Index | None, masters: MasterKeys) -> Head | None:
    """Write *drafts*, all of them ordinary, after *head*; give the new head, or None where nothing was written, since the head, a key or a claim is not as it was.

    Raises StoreDown, after which it is not known whether they were written.
    """
    with writing.saying() as said:
        keys = keys_to_hold(said, owners_of(drafts), index, masters)
    if keys is None:
        return None
    drafts = [claiming(draft, index) for draft in drafts]
    claims = blinded_claims(drafts)
    entries = list(chained(head, sealed(drafts, keys.known)))
    try:
        with writing.transaction() if writing.is_file or claims else writing.saying() as said:
            _claim(said, claims)
            _write(said, head, keys, entries)
    except _NotAsFound:
        return None
    return Head(head.writer, entries[-1].sequence, entries[-1].hash)


def _claim(said: Statements, claims: Sequence[tuple[str, str, bytes, str]]) -> None:
    if claims and len(said.insert_new(CLAIMS, "id", claims)) < len(claims):
        raise _NotAsFound


def _write(said: Statements, head: Head, keys: ToHold, entries: Sequence[Entry]) -> None:
    move = entries[-1].sequence, entries[-1].hash, head.writer, head.sequence
    if said.is_file:
        if not keep_new(said, keys.new) or said.do(_moving(len(keys.held)), (*move, *_held(keys))) != 1:
            raise _NotAsFound
        said.insert(ENTRIES, list(map(astuple, entries)))
        return
    values = (
        [row.id for row in keys.held], [row.digest for row in keys.held],
        [row.id for row in keys.new], [row.owner for row in keys.new], [row.master for row in keys.new],
        [row.wrapped for row in keys.new], [row.digest for row in keys.new],
        len(keys.held), *move, len(keys.held), len(keys.new),
        head.writer, *columns(entries),
    )  # fmt: skip
    if said.ask(_ON_A_SERVER, values)[0][0] != 1:
        raise _NotAsFound


def _moving(held: int) -> str:
    """Say that the head moves where *held* keys are as they are expected; the digest of a key covers its id."""
    return f"{MOVE_HEAD} AND (SELECT count(*) FROM person_keys WHERE id IN ({marks(held)}) AND digest IN ({marks(held)})) = ?"  # noqa: S608 - marks and our own names


def _held(keys: ToHold) -> tuple[object, ...]:
    return *(row.id for row in keys.held), *(row.digest for row in keys.held), len(keys.held)
