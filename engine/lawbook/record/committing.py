"""Writing a group of drafts in one transaction: claims first, then policy texts, then the entries and the new head of the chain."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256

from sqlalchemy import insert, select, update

from lawbook.contract.decision import canonical_json
from lawbook.problems import EngineFault
from lawbook.record.chain import Claim, Head, Part, chained
from lawbook.record.master_keys import MasterKeys
from lawbook.record.person_keys import Index, begin_sealing, keys_for
from lawbook.record.schema import CLAIMS, ENTRIES, HEADS, PLACES, TEXTS
from lawbook.record.sealing import NONCE_BYTES, Private, blinded_request, seal
from lawbook.record.snapshots import Snapshot
from lawbook.record.statements import Statements
from lawbook.record.store import Store, Writing

POLICIES = "policies"
"""The kind of entry that says which policies a writer took up, and when."""
_MOVE_HEAD = "UPDATE heads SET sequence = ?, hash = ? WHERE writer = ? AND sequence = ?"
_ON_A_SERVER = (
    f"WITH moved AS ({_MOVE_HEAD} RETURNING 1), made AS (INSERT INTO entries (writer, sequence, kind, id, previous, hash, body, key)"  # noqa: S608 - marks and our own names
    " SELECT ?::varchar, * FROM unnest(?::bigint[], ?::varchar[], ?::varchar[], %b::bytea[], %b::bytea[], %b::bytea[], ?::varchar[])"
    " WHERE EXISTS (SELECT 1 FROM moved))"
    " SELECT count(*) FROM moved"
)
"""Moves the head and inserts entries at once, given by columns: one way to the server and back, and one text however many there are."""


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A body of which a part is still to be sealed; the digest of the request and the seal come between *before* and *after*."""

    before: bytes
    private: Private = field(repr=False)
    after: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to become an entry: a *kind*, the *body* as canonical JSON, and perhaps an *id* by which it is found.

    With a *claim*, and then with an *id*, it is recorded only where nobody made the same claim before. *policies* are those it was decided by.
    *places*, also only with an *id*, are the places it takes, by subject; it is recorded only where it can take them all. *texts* are kept beside it.
    """

    kind: str
    body: bytes | Unsealed = field(repr=False)
    id: str | None = None
    claim: Claim | None = None
    policies: Snapshot | None = field(default=None, repr=False)
    places: Mapping[str, int] = field(default_factory=dict)
    texts: Sequence[bytes] = field(default=(), repr=False)


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

    *known* are the hashes of the policies that this writer has recorded. Raises StoreDown, after which it is not known whether
    they were written, and HeadMoved.
    """
    with writing.transaction() as said:
        owners = {draft.body.private.owner for draft in drafts if isinstance(draft.body, Unsealed)}
        sealing = _Sealing(said, sealer, owners) if owners else None
        if sealing is not None:
            drafts = [sealing.claiming(draft) for draft in drafts]
        lost = _lost_claims(said, drafts) | _lost_places(said, drafts)
        written = [draft for draft in drafts if draft.id not in lost] if lost else drafts
        if not written:
            return head, lost
        fresh = {draft.policies.hash: draft.policies for draft in written if draft.policies and draft.policies.hash not in known}
        _keep(said, [text for draft in written for text in draft.texts])
        taken_up = [_taken_up(said, snapshot) for snapshot in fresh.values()]
        parts = _plain(written) if sealing is None else sealing.parts(written)
        return append(said, head, [*taken_up, *parts]), lost


def append(said: Statements, head: Head, parts: Sequence[Part]) -> Head:
    """Write *parts* after *head* within a transaction; raises HeadMoved."""
    entries = list(chained(head, parts))
    last = entries[-1]
    move = last.sequence, last.hash, head.writer, head.sequence
    rows = [(e.sequence, e.kind, e.id, e.previous, e.hash, e.body, e.key) for e in entries]
    if said.is_file:
        moved = said.do(_MOVE_HEAD, move)
        said.insert(ENTRIES, [(head.writer, *row) for row in rows] if moved else [])
    else:
        moved = said.ask(_ON_A_SERVER, (*move, head.writer, *map(list, zip(*rows, strict=True))))[0][0]
    if moved != 1:
        raise HeadMoved
    return Head(head.writer, last.sequence, last.hash)


class _Sealing:
    """Seals the drafts of one transaction."""

    def __init__(self, said: Statements, sealer: Sealer | None, owners: Collection[str]) -> None:
        if sealer is None:
            raise EngineFault("what is told of persons cannot be recorded without master keys")
        self._said = said
        self._masters = sealer.masters
        sealer.index, self._begun = begin_sealing(said, owners, sealer.index, sealer.masters)
        self._index = sealer.index

    def claiming(self, draft: Draft) -> Draft:
        """Blind the digest in the claim of *draft*, where facts could be guessed from it."""
        claim = draft.claim
        if claim is None or not isinstance(draft.body, Unsealed):
            return draft
        return replace(draft, claim=replace(claim, request=blinded_request(self._index.key, claim.request)))

    def parts(self, drafts: Sequence[Draft]) -> list[Part]:
        """Seal what is to be sealed."""
        owners = {draft.body.private.owner for draft in drafts if isinstance(draft.body, Unsealed)}
        keys = keys_for(self._said, owners, self._index, self._masters, self._begun)
        nonces = secrets.token_bytes(NONCE_BYTES * len(drafts))
        parts = []
        for at, draft in enumerate(drafts):
            if not isinstance(draft.body, Unsealed):
                parts.append(Part(draft.kind, draft.id, draft.body))
                continue
            name, key = keys[draft.body.private.owner]
            sealed = seal(draft.body.private.text, draft.id or "", name, key, nonces[at * NONCE_BYTES : (at + 1) * NONCE_BYTES])
            request = b"null" if draft.claim is None else b'"%b"' % draft.claim.request.hex().encode()
            body = b'%b%b,"sealed":%b%b' % (draft.body.before, request, sealed, draft.body.after)
            parts.append(Part(draft.kind, draft.id, body, name))
        return parts


def _plain(drafts: Sequence[Draft]) -> list[Part]:
    return [Part(draft.kind, draft.id, draft.body) for draft in drafts if isinstance(draft.body, bytes)]


def _lost_claims(said: Statements, drafts: Sequence[Draft]) -> frozenset[str]:
    """Make the claims of *drafts*, and give the ids of those whose claim somebody else made before."""
    # In one order for all writers, so that two never wait for one another.
    claiming = sorted((claim.caller, claim.key, claim.request, draft.id or "") for draft in drafts if (claim := draft.claim) is not None)
    if not claiming:
        return frozenset()
    return frozenset(id_ for *_, id_ in claiming) - said.insert_new(CLAIMS, "id", claiming)


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


def _taken_up(said: Statements, snapshot: Snapshot) -> Part:
    _keep(said, snapshot.texts().values())
    return Part(POLICIES, None, canonical_json({"known_at": snapshot.known_at, "policies": snapshot.hash.hex()}))


def _keep(said: Statements, texts: Iterable[bytes]) -> None:
    rows = sorted({sha256(text).digest(): text for text in texts}.items())
    if rows:
        said.insert_new(TEXTS, "hash", rows)
