"""Writing a group of drafts in one transaction: claims first, then policy texts, then the entries and the new head of the chain."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from msgspec.structs import astuple
from sqlalchemy import insert, select, update

from lawbook.contract.decision import canonical_json
from lawbook.problems import EngineFault
from lawbook.record.chain import Head, Part, chained
from lawbook.record.drafts import Draft, blinded_claims, claiming, owners_of, phrases_in, sealed
from lawbook.record.master_keys import MasterKeys
from lawbook.record.person_keys import Index, index_of, keys_for
from lawbook.record.prepared import INSERT_COLUMNS, MOVE_HEAD, are_ordinary, columns, write_prepared
from lawbook.record.schema import CLAIMS, ENTRIES, HEADS, PLACES, TEXTS
from lawbook.record.snapshots import Snapshot
from lawbook.record.statements import Statements
from lawbook.record.store import Store, Writing

POLICIES = "policies"
"""The kind of entry that says which policies a writer took up, and when."""
_ON_A_SERVER = (
    f"WITH moved AS ({MOVE_HEAD} RETURNING 1), made AS ({INSERT_COLUMNS} WHERE EXISTS (SELECT 1 FROM moved)) SELECT count(*) FROM moved"  # noqa: S608 - marks and our own names
)
"""Moves the head and inserts entries: one way to the server and back, and one text however many there are."""


@dataclass(slots=True)
class Sealer:
    """What one writer seals with: *masters* wrap the keys of persons; *index* is that of the transaction before."""

    masters: MasterKeys
    index: Index | None = field(default=None, repr=False)


class HeadMoved(Exception):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """The chain is not where its writer left it: what was thought lost was written after all."""


def begin_chain(store: Store, writer: str) -> Head:
    """Find how far the chain of *writer* has come, and begin it where there is none."""
    with store.writing() as connection:
        row = connection.execute(select(HEADS.c.sequence, HEADS.c.hash).where(HEADS.c.writer == writer)).one_or_none()
        if row is not None:
            return Head(writer, row.sequence, row.hash)
        head = Head(writer)
        connection.execute(insert(HEADS).values(**asdict(head), covered=0))
        return head


def touch(store: Store, writer: str) -> None:
    """Write what is there already, to see whether the store can be written; raises StoreDown."""
    with store.writing() as connection:
        connection.execute(update(HEADS).where(HEADS.c.writer == writer).values(sequence=HEADS.c.sequence))


def commit(
    writing: Writing, head: Head, drafts: Sequence[Draft], known: frozenset[bytes], sealer: Sealer | None = None
) -> tuple[Head, frozenset[str]]:
    """Write *drafts* after *head*; give the new head, and the ids of drafts that were not written because their claim, or a place, was taken.

    *known* are the hashes of the policies and phrases that this writer has recorded. Raises StoreDown, after which it is not known whether
    they were written, and HeadMoved.
    """
    if sealer is not None and are_ordinary(drafts, known):
        moved = write_prepared(writing, head, drafts, sealer.index, sealer.masters)
        if moved is not None:
            return moved, frozenset()
    with writing.transaction() as said:
        index = _index(said, sealer, drafts)
        drafts = [claiming(draft, index) for draft in drafts]
        lost = _lost_claims(said, drafts) | _lost_places(said, drafts)
        written = [draft for draft in drafts if draft.id not in lost] if lost else drafts
        if not written:
            return head, lost
        fresh = {draft.policies.hash: draft.policies for draft in written if draft.policies and draft.policies.hash not in known}
        written = [*map(taking_up, fresh.values()), *written]
        phrases = [each.text for each in phrases_in(written) if each.hash not in known]
        _keep(said, [*(text for draft in written for text in draft.texts), *phrases])
        keys = {} if sealer is None or index is None else keys_for(said, owners_of(written), index, sealer.masters)
        return append(said, head, sealed(written, keys)), lost


def taking_up(policies: Snapshot) -> Draft:
    """Put into the words of the record that a writer took up *policies*, whose texts are kept beside it."""
    body = canonical_json({"known_at": policies.known_at, "policies": policies.hash.hex()})
    return Draft(POLICIES, body, texts=tuple(policies.texts().values()))


def append(said: Statements, head: Head, parts: Sequence[Part]) -> Head:
    """Write *parts* after *head* within a transaction; raises HeadMoved."""
    entries = list(chained(head, parts))
    last = entries[-1]
    move = last.sequence, last.hash, head.writer, head.sequence
    if said.is_file:
        moved = said.do(MOVE_HEAD, move)
        said.insert(ENTRIES, list(map(astuple, entries)) if moved else [])
    else:
        moved = said.ask(_ON_A_SERVER, (*move, head.writer, *columns(entries)))[0][0]
    if moved != 1:
        raise HeadMoved
    return Head(head.writer, last.sequence, last.hash)


def _index(said: Statements, sealer: Sealer | None, drafts: Sequence[Draft]) -> Index | None:
    """Find or make the index key, where something is to be sealed."""
    if not owners_of(drafts):
        return None
    if sealer is None:
        raise EngineFault("what is told of persons cannot be recorded without master keys")
    sealer.index = index_of(said, sealer.masters)
    return sealer.index


def _lost_claims(said: Statements, drafts: Sequence[Draft]) -> frozenset[str]:
    """Make the claims of *drafts*, and give the ids of those whose claim somebody else made before."""
    claims = blinded_claims(drafts)
    if not claims:
        return frozenset()
    return frozenset(id_ for *_, id_ in claims) - said.insert_new(CLAIMS, "id", claims)


def _lost_places(said: Statements, drafts: Sequence[Draft]) -> frozenset[str]:
    """Take the places of *drafts*, and give the ids of those of which a place was taken before; these take none."""
    lost = set()
    for draft in drafts:
        rows = [(subject, number, draft.id) for subject, number in sorted(draft.places.items())]
        if draft.id is None or not rows:
            continue
        taken = [row for row in rows if said.insert_new(PLACES, "id", [row])]
        if len(taken) < len(rows):
            for subject, number, _ in taken:
                said.do("DELETE FROM places WHERE subject = ? AND number = ?", (subject, number))
            lost.add(draft.id)
    return frozenset(lost)


def _keep(said: Statements, texts: Iterable[bytes]) -> None:
    rows = sorted({sha256(text).digest(): text for text in texts}.items())
    if rows:
        said.insert_new(TEXTS, "hash", rows)
