"""Evidence packs: one recorded decision with all that shows it was made so, in a ZIP archive that needs no store to be verified.

The entry is led to a signed checkpoint by the digests of the entries between; what those say is not disclosed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import msgspec
from sqlalchemy import select

from lawbook.contract.decision import canonical_json
from lawbook.record.archives import (
    MANIFEST,
    SIGNATURE,
    BadArchive,
    SignedBy,
    amiss_in_signature,
    changed_files,
    hashes_of,
    read_archive,
    signature_of,
    write_archive,
)
from lawbook.record.chain import Entry, digest_of_entry, is_sound, linked
from lawbook.record.checkpoints import Checkpoint, stated
from lawbook.record.condensing import phrases_of
from lawbook.record.decided import read_written
from lawbook.record.finding import entries_of
from lawbook.record.schema import CHECKPOINTS
from lawbook.record.sealing import Opener
from lawbook.record.signing import Signer
from lawbook.record.snapshots import listed_files
from lawbook.record.store import Store

ENTRY, BODY, LINKS, CHECKPOINT = "record/entry.json", "record/body.json", "record/links.json", "record/checkpoint.json"
POLICIES = "policies/"
LISTED = "record/policies.json"
OPENING, PHRASES = "record/opening.json", "record/phrases.json"
"""The key that opens this entry and no other, where it is sealed, and the phrases it was condensed by."""


class BadPack(ValueError):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """A file that is no evidence pack."""


class Placed(msgspec.Struct, frozen=True):
    """Where an entry stands, as a pack tells it."""

    hash: str
    id: str | None
    kind: str
    previous: str
    sequence: int
    writer: str


@dataclass(frozen=True, slots=True)
class Covered:
    """The first checkpoint at or after an entry of its writer, and the digests of the entries that lead to it."""

    checkpoint: Checkpoint
    links: tuple[bytes, ...]


def covering(store: Store, entry: Entry) -> Covered | None:
    """Find the checkpoint that covers *entry*; None where there is none yet."""
    with store.reading() as connection:
        rows = connection.execute(select(CHECKPOINTS).order_by(CHECKPOINTS.c.number))
        found = None
        for row in rows:
            checkpoint = Checkpoint(*row)
            head = stated(checkpoint.body).heads.get(entry.writer)
            if head is not None and head[0] >= entry.sequence:
                found = checkpoint, head[0]
                break
    if found is None:
        return None
    checkpoint, last = found
    links = []
    for each in entries_of(store, entry.writer, entry.sequence):
        if each.sequence > last:
            break
        links.append(digest_of_entry(each.kind, each.id, each.body))
    return Covered(checkpoint, tuple(links))


def record_files(entry: Entry, covered: Covered, public: bytes) -> dict[str, bytes]:
    """Give what the record says of *entry*, as files of a pack."""
    placed = Placed(entry.hash.hex(), entry.id, entry.kind, entry.previous.hex(), entry.sequence, entry.writer)
    checkpoint = covered.checkpoint
    return {
        ENTRY: canonical_json(placed),
        BODY: entry.body,
        LINKS: canonical_json([link.hex() for link in covered.links]),
        CHECKPOINT: canonical_json({"body": checkpoint.body.decode(), "public": public.hex(), "signature": checkpoint.signature.hex()}),
    }


def opening_files(opener: Opener | None) -> dict[str, bytes]:
    """Give what opens the entry as files of a pack; nothing where the entry is not sealed."""
    if opener is None:
        return {}
    phrases = {} if opener.phrases is None else {PHRASES: opener.phrases.text}
    return {OPENING: canonical_json({"key": opener.own.hex()}), **phrases}


def opening_in(files: Mapping[str, bytes]) -> Opener | None:
    """Read what opens the entry from a pack; raises ValueError."""
    if OPENING not in files:
        return None
    own = bytes.fromhex(msgspec.json.decode(files[OPENING], type=dict[str, str])["key"])
    return Opener(own, phrases_of(files[PHRASES]) if PHRASES in files else None)


def pack(files: Mapping[str, bytes], signer: Signer) -> bytes:
    """Put *files* into an archive, with a signed list of them."""
    manifest = canonical_json(hashes_of(files))
    return write_archive(dict(files) | {MANIFEST: manifest, SIGNATURE: signature_of(manifest, signer)})


def unpack(archive: bytes) -> dict[str, bytes]:
    """Read the files of a pack; raises BadPack."""
    try:
        return read_archive(archive)
    except BadArchive as bad:
        raise BadPack(f"not an evidence pack, or a damaged one: {bad}") from None


def verify_pack(files: Mapping[str, bytes], trusted: bytes | None) -> list[str]:
    """Say what is wrong with the record of a pack; with *trusted*, a raw public key, also where another key signed it."""
    needed = {ENTRY, BODY, LINKS, CHECKPOINT, MANIFEST, SIGNATURE, LISTED}
    if missing := sorted(needed - set(files)):
        return [f"{path} is missing" for path in missing]
    try:
        return [*_of_manifest(files, trusted), *_of_chain(files, trusted), *_of_policies(files)]
    except (ValueError, KeyError) as error:
        return [f"the pack cannot be read: {error}"]


def _of_manifest(files: Mapping[str, bytes], trusted: bytes | None) -> list[str]:
    listed = msgspec.json.decode(files[MANIFEST], type=dict[str, str])
    signed = msgspec.json.decode(files[SIGNATURE], type=SignedBy)
    found = [f"{path} is not as it was packed" for path in changed_files(files, listed)]
    return found + amiss_in_signature("the pack", signed, files[MANIFEST], trusted)


class _Checkpoint(msgspec.Struct, frozen=True):
    body: str
    public: str
    signature: str


def _of_chain(files: Mapping[str, bytes], trusted: bytes | None) -> list[str]:
    placed = msgspec.json.decode(files[ENTRY], type=Placed)
    entry = entry_of(files)
    checkpoint = msgspec.json.decode(files[CHECKPOINT], type=_Checkpoint)
    body = checkpoint.body.encode()
    found = [] if is_sound(entry) else ["the entry was altered"]
    found += amiss_in_signature("the checkpoint", SignedBy(checkpoint.public, checkpoint.signature), body, trusted)
    sequence, hash_ = entry.sequence, entry.hash
    for link in msgspec.json.decode(files[LINKS], type=list[str]):
        sequence += 1
        hash_ = linked(entry.writer, sequence, hash_, bytes.fromhex(link))
    if stated(body).heads.get(placed.writer) != (sequence, hash_.hex()):
        found.append("the checkpoint does not cover the entry")
    if read_written(entry.body).id != entry.id:
        found.append("the entry is of another decision")
    return found


def _of_policies(files: Mapping[str, bytes]) -> list[str]:
    wanted = read_written(files[BODY]).policies
    if sha256(files[LISTED]).hexdigest() != wanted:
        return ["the list of policies is not the one that was decided by"]
    own = {path.removeprefix(POLICIES): sha256(content).digest() for path, content in files.items() if path.startswith(POLICIES)}
    return [] if own == listed_files(files[LISTED]) else ["the texts of policies are not those that were decided by"]


def entry_of(files: Mapping[str, bytes]) -> Entry:
    """Give the entry that a pack is about."""
    placed = msgspec.json.decode(files[ENTRY], type=Placed)
    return Entry(
        placed.writer, placed.sequence, placed.kind, placed.id, bytes.fromhex(placed.previous), bytes.fromhex(placed.hash), files[BODY]
    )
