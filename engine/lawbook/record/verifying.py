"""Holding the whole store against its chains and its signed checkpoints: whatever was altered, removed, reordered or inserted is told.

A chain shows that its entries belong together; the checkpoints, which nobody can write without the key, show which chains there were
and how far they had come. What came after the last checkpoint is held by its chain alone, and is counted as uncovered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain

import msgspec
from sqlalchemy import select

from lawbook.record.chain import BEGINNING, Entry, Head, is_sound
from lawbook.record.checkpoints import Checkpoint, Stated, stated
from lawbook.record.committing import POLICIES
from lawbook.record.decided import DECISION, read_written
from lawbook.record.erasing import ERASED, erasure_in
from lawbook.record.finding import TakenUp, entries_of
from lawbook.record.master_keys import MasterKeys
from lawbook.record.person_keys import INDEX, KeyRow, every_key, opened_key
from lawbook.record.schema import CHECKPOINTS, CLAIMS, ENTRIES, HEADS, PLACES, TEXTS
from lawbook.record.sealing import Sealed
from lawbook.record.signing import is_signed
from lawbook.record.snapshots import listed_files
from lawbook.record.stepping import BEGINS, Placed, is_sound_step
from lawbook.record.store import Store, StoreDown

MOST_TOLD = 100
"""How many findings are told; a store that has more is beyond telling."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of verifying a store: what there is, and every finding in words."""

    writers: int
    entries: int
    decisions: int
    checkpoints: int
    uncovered: int
    persons: int
    destroyed: int
    findings: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """What is known while the store is walked through."""

    # For each writer, the hash that checkpoints state for a sequence.
    stated: dict[str, dict[int, str]]
    claims: dict[tuple[str, str], tuple[bytes, str]]
    lists: dict[bytes, set[bytes]]
    places: dict[tuple[str, int], str] = field(default_factory=dict)
    named: set[bytes] = field(default_factory=set)
    entries: int = 0
    decisions: int = 0
    uncovered: int = 0
    # The keys that entries are sealed with, and those that were destroyed, as entries say.
    sealing: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    keys: dict[str, KeyRow] = field(default_factory=dict)


def verify(store: Store, keys: Mapping[str, bytes], kept: Sequence[Checkpoint] = (), masters: MasterKeys | None = None) -> Verified:
    """Verify everything in *store*; *keys* are the public keys that are trusted, by name, *kept* checkpoints that were kept elsewhere.

    Where *masters* are at hand, each key of a person is opened, too. Others may write meanwhile: the store is seen as it is when this begins.
    Raises StoreDown where it cannot be reached.
    """
    findings: list[str] = []
    checkpoints: list[Checkpoint] = []
    walk = _Walk({}, {}, {})
    with store.at_one_moment() as still:
        for finding in chain(_findings(still, keys, kept, checkpoints, walk), _of_keys(still, walk, masters)):
            if finding not in findings:
                findings.append(finding)
            if len(findings) >= MOST_TOLD:
                break
    persons = sum(row.wrapped is not None and row.id != INDEX for row in walk.keys.values())
    return Verified(
        len(walk.stated), walk.entries, walk.decisions, len(checkpoints), walk.uncovered, persons, len(walk.erased), tuple(findings)
    )


def _findings(
    store: Store, keys: Mapping[str, bytes], kept: Sequence[Checkpoint], checkpoints: list[Checkpoint], walk: _Walk
) -> Iterator[str]:
    try:
        checkpoints += _checkpoints(store)
        yield from _of_checkpoints(checkpoints, keys, walk.stated)
        yield from _of_kept(checkpoints, kept)
        yield from _of_texts(store, walk)
        heads = _heads_and_claims(store, walk)
    except (StoreDown, ValueError, TypeError) as error:
        yield f"the store cannot be read: {error}"
        return
    for writer in sorted({*heads, *walk.stated}, key=repr):
        covered = walk.stated.setdefault(writer, {})
        try:
            yield from _of_writer(store, writer, heads.get(writer), covered, walk)
        except (StoreDown, ValueError, TypeError) as error:
            yield f"writer {writer}: cannot be read: {error}"
    yield from (f"the idempotency key {key!r} of {caller!r} stands for a decision that is not recorded so" for caller, key in walk.claims)
    yield from (f"place {number} in the story of {subject!r} is taken by no entry" for subject, number in walk.places)
    yield from (f"a text {hash_.hex()} that nothing names was inserted" for hash_ in {*walk.lists} - walk.named)


def _checkpoints(store: Store) -> list[Checkpoint]:
    with store.reading() as connection:
        return [Checkpoint(*row) for row in connection.execute(select(CHECKPOINTS).order_by(CHECKPOINTS.c.number))]


def _of_checkpoints(checkpoints: Sequence[Checkpoint], keys: Mapping[str, bytes], heads: dict[str, dict[int, str]]) -> Iterator[str]:
    previous = BEGINNING
    for number, checkpoint in enumerate(checkpoints, 1):
        told = f"checkpoint {checkpoint.number}"
        said = _said(checkpoint)
        if said is None:
            yield f"{told}: cannot be read"
            continue
        if checkpoint.number != number or said.number != number:
            yield f"{told}: number {number} was expected; one was removed, inserted or reordered"
        if said.previous != previous.hex():
            yield f"{told}: does not follow the one before"
        if said.key not in keys:
            yield f"{told}: signed with the key {said.key}, which is not trusted"
        elif not is_signed(keys[said.key], checkpoint.body, checkpoint.signature):
            yield f"{told}: the signature is not good"
        previous = sha256(checkpoint.body).digest()
        for writer, (sequence, hash_) in said.heads.items():
            heads.setdefault(writer, {})[sequence] = hash_


def _said(checkpoint: Checkpoint) -> Stated | None:
    try:
        return stated(checkpoint.body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _of_kept(checkpoints: Sequence[Checkpoint], kept: Sequence[Checkpoint]) -> Iterator[str]:
    stored = {checkpoint.number: checkpoint for checkpoint in checkpoints}
    for checkpoint in kept:
        if stored.get(checkpoint.number) != checkpoint:
            yield f"checkpoint {checkpoint.number}: not the one that was kept outside of the store"


def _of_texts(store: Store, walk: _Walk) -> Iterator[str]:
    with store.reading() as connection:
        texts = {bytes(row.hash): bytes(row.content) for row in connection.execute(select(TEXTS))}
    walk.lists |= {hash_: set() for hash_ in texts}
    for hash_, content in texts.items():
        if sha256(content).digest() != hash_:
            yield f"the text {hash_.hex()} was altered"
        try:
            walk.lists[hash_] = set(listed_files(content).values())
        except ValueError:
            # A text of a policy, not a list of texts.
            continue


def _heads_and_claims(store: Store, walk: _Walk) -> dict[str, tuple[Head, int]]:
    with store.reading() as connection:
        walk.claims |= {(row.caller, row.key): (bytes(row.request), row.id) for row in connection.execute(select(CLAIMS))}
        walk.places |= {(row.subject, row.number): row.id for row in connection.execute(select(PLACES))}
        written = set(connection.execute(select(ENTRIES.c.writer).distinct()).scalars())
        rows = connection.execute(select(HEADS)).all()
    heads = {row.writer: (Head(row.writer, row.sequence, bytes(row.hash)), row.covered) for row in rows}
    return {writer: (Head(writer, -1), -1) for writer in written} | heads


def _of_keys(store: Store, walk: _Walk, masters: MasterKeys | None) -> Iterator[str]:
    """Hold the keys of persons against what was sealed with them, and what is said to be destroyed."""
    try:
        with store.reading() as connection:
            walk.keys |= {row.id: row for row in every_key(connection)}
    except (StoreDown, ValueError, TypeError) as error:
        yield f"the keys of persons cannot be read: {error}"
        return
    for id_ in sorted(walk.sealing - set(walk.keys)):
        yield f"the key {id_}, with which entries are sealed, is not there"
    if walk.sealing and INDEX not in walk.keys:
        yield "the index of the keys of persons is not there"
    for row in walk.keys.values():
        yield from _of_key(row, walk, masters)


def _of_key(row: KeyRow, walk: _Walk, masters: MasterKeys | None) -> Iterator[str]:
    told = f"the key {row.id}"
    if not row.is_sound():
        yield f"{told} was altered"
    if row.id not in walk.sealing and row.id != INDEX:
        yield f"{told}, with which nothing is sealed, was inserted"
    if row.wrapped is None and row.id not in walk.erased:
        yield f"{told} was destroyed, and no entry says so"
    if row.wrapped is not None and row.id in walk.erased:
        yield f"{told} was destroyed, as an entry says, and is there again"
    if row.wrapped is not None and masters is not None:
        try:
            opened_key(row, masters)
        except StoreDown as down:
            yield down.detail


def _of_writer(store: Store, writer: str, head: tuple[Head, int] | None, covered: Mapping[int, str], walk: _Walk) -> Iterator[str]:
    sequence, previous, last = 0, BEGINNING, max(covered, default=0)
    known: set[str] = set()
    met: set[int] = set()
    for entry in entries_of(store, writer):
        walk.entries += 1
        found = list(_of_entry(entry, sequence, previous, covered, known, walk))
        yield from (f"writer {writer}, entry {entry.sequence}: {finding}" for finding in found)
        if entry.sequence in covered:
            met.add(entry.sequence)
        elif sequence >= last:
            walk.uncovered += 1
        sequence, previous = entry.sequence, entry.hash
    for missed in sorted(set(covered) - met):
        yield f"writer {writer}: entry {missed} was signed, and is not there"
    if head is None or head != (Head(writer, sequence, previous), last):
        yield f"writer {writer}: its head is not its last entry"


def _of_entry(entry: Entry, sequence: int, previous: bytes, covered: Mapping[int, str], known: set[str], walk: _Walk) -> Iterator[str]:
    """Hold one entry against the one before, its own hash, what was signed, and what stands beside the chain."""
    try:
        # SQLite keeps in a column whatever it is given.
        msgspec.convert(msgspec.structs.asdict(entry), Entry)
    except msgspec.ValidationError as error:
        yield f"was altered: {error}"
        return
    if entry.sequence != sequence + 1:
        yield f"follows {sequence}; entries were removed, inserted or reordered"
    elif entry.previous != previous:
        yield "does not follow the entry before"
    if not is_sound(entry):
        yield "was altered"
    if entry.hash.hex() != covered.get(entry.sequence, entry.hash.hex()):
        yield "is not the one that was signed"
    try:
        yield from _of_body(entry, known, walk)
    except ValueError as error:
        yield f"cannot be read: {error}"


def _of_body(entry: Entry, known: set[str], walk: _Walk) -> Iterator[str]:
    """Hold what stands beside the chain against what an entry says; *known* are the policies that its writer has taken up."""
    if entry.kind != DECISION and entry.key is not None:
        yield "names a key, and nothing in it is sealed"
    if entry.kind == ERASED:
        walk.erased.update(erasure_in(entry.body).keys)
    if entry.kind == DECISION:
        walk.decisions += 1
        yield from _of_decision(entry, known, walk)
    elif entry.kind == POLICIES:
        hash_ = msgspec.json.decode(entry.body, type=TakenUp).policies
        known.add(hash_)
        if not _name(walk, hash_):
            yield "texts of its policies are not there"
    elif entry.kind.startswith(BEGINS):
        yield from _of_step(entry, walk)


def _name(walk: _Walk, hash_: str) -> bool:
    """Note that a text, and where it is a list all in it, is named; tell whether they are there."""
    listed = bytes.fromhex(hash_)
    wanted = {listed, *walk.lists.get(listed, ())}
    walk.named |= wanted
    return wanted <= set(walk.lists)


def _of_step(entry: Entry, walk: _Walk) -> Iterator[str]:
    placed = msgspec.json.decode(entry.body, type=Placed)
    if not is_sound_step(entry):
        yield "its id does not follow from what it says"
    named = [_name(walk, hash_) for hash_ in placed.texts]
    if not all(named):
        yield "texts that it names are not there"
    for subject, number in placed.places.items():
        if walk.places.pop((subject, number), None) != entry.id:
            yield f"it does not hold place {number} in the story of {subject!r}"


def _of_decision(entry: Entry, known: set[str], walk: _Walk) -> Iterator[str]:
    decided = read_written(entry.body)
    key = decided.sealed.key if isinstance(decided.sealed, Sealed) else None
    if isinstance(decided.sealed, Sealed) and decided.sealed.phrases is not None and not _name(walk, decided.sealed.phrases):
        yield "the phrases that it is condensed by are not there"
    if key is not None:
        walk.sealing.add(key)
    if entry.key != key:
        yield "the key that it is said to be sealed with is not its own"
    if decided.id != entry.id:
        yield "its id is not that of its decision"
    if decided.policies not in known:
        yield "it was decided by policies that its writer had not taken up"
    if decided.key is not None and walk.claims.pop((decided.caller, decided.key), None) != (bytes.fromhex(decided.request or ""), entry.id):
        yield "its idempotency key is not kept, or stands for another request"
