"""Checkpoints: signed statements of how far every chain has come, chained to one another.

Each names the heads that moved since the one before, so that together they name all, and a record of many writers costs no more
than one of few. A writer that vanished, or the end of a chain that did, is missed by the checkpoint that named it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from lawbook.contract.decision import canonical_json
from lawbook.record.chain import BEGINNING, Head
from lawbook.record.schema import CHECKPOINTS, HEADS
from lawbook.record.signing import Signer
from lawbook.record.store import Store


class Stated(msgspec.Struct, frozen=True):
    """What a checkpoint states: *heads* has the sequence and the hash of the last entry of each writer that wrote since the one before."""

    heads: Mapping[str, tuple[int, str]]
    key: str
    number: int
    previous: str
    time: str


class Kept(msgspec.Struct, frozen=True):
    """A checkpoint as it is kept outside of the store, one a line."""

    body: str
    signature: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One checkpoint as it stands in the store."""

    number: int
    body: bytes
    signature: bytes


_COVER = update(HEADS).where(HEADS.c.writer == bindparam("own")).values(covered=bindparam("to"))


def make_checkpoint(store: Store, signer: Signer, time: str) -> Checkpoint | None:
    """Sign where every chain has come to; None where nothing moved, or another process was just doing the same."""
    with store.reading() as connection:
        if not _moved(connection):
            return None
    try:
        with store.writing() as connection:
            return _made(connection, signer, time)
    except _Beaten:
        return None


class _Beaten(Exception):  # noqa: N818 - it never leaves this file
    """Another process made the checkpoint of this number."""


def _moved(connection: Connection) -> list[Head]:
    rows = connection.execute(select(HEADS.c.writer, HEADS.c.sequence, HEADS.c.hash).where(HEADS.c.sequence > HEADS.c.covered))
    return [Head(row.writer, row.sequence, row.hash) for row in rows]


def _made(connection: Connection, signer: Signer, time: str) -> Checkpoint | None:
    last = connection.execute(select(CHECKPOINTS.c.number, CHECKPOINTS.c.body).order_by(CHECKPOINTS.c.number.desc()).limit(1)).one_or_none()
    moved = _moved(connection)
    if not moved:
        return None
    number, previous = (1, BEGINNING) if last is None else (last.number + 1, sha256(last.body).digest())
    heads = {head.writer: [head.sequence, head.hash.hex()] for head in moved}
    body = canonical_json({"heads": heads, "key": signer.key, "number": number, "previous": previous.hex(), "time": time})
    checkpoint = Checkpoint(number, body, signer.sign(body))
    try:
        # Before the heads are touched, so that two who make a checkpoint at once meet here and nowhere else.
        connection.execute(insert(CHECKPOINTS).values(number=number, body=body, signature=checkpoint.signature))
    except IntegrityError:
        raise _Beaten from None
    connection.execute(_COVER, [{"own": head.writer, "to": head.sequence} for head in sorted(moved, key=lambda head: head.writer)])
    return checkpoint


class Checkpointer:
    """Makes a checkpoint every so often, and keeps a copy of each that it made in the file *kept*, outside of the store."""

    def __init__(self, signer: Signer, *, now: Callable[[], datetime], every: float, kept: Path | None = None) -> None:
        self._signer = signer
        self._now = now
        self._every = every
        self._kept = kept
        self._due = monotonic()

    def __call__(self, store: Store, last: bool) -> None:  # noqa: FBT001 - the shape of a callback
        """Make a checkpoint where one is due, or where this is the *last* occasion."""
        if monotonic() < self._due and not last:
            return
        self._due = monotonic() + self._every
        checkpoint = make_checkpoint(store, self._signer, self._now().isoformat(timespec="milliseconds"))
        if checkpoint is not None and self._kept is not None:
            with self._kept.open("ab") as file:
                file.write(kept_line(checkpoint))


def kept_line(checkpoint: Checkpoint) -> bytes:
    """Write *checkpoint* as it is kept outside of the store."""
    return msgspec.json.encode(Kept(checkpoint.body.decode(), checkpoint.signature.hex())) + b"\n"


def read_kept(lines: bytes) -> list[Checkpoint]:
    """Read what was kept outside of the store; a line that a crash left unfinished is passed over; raises ValueError."""
    whole = lines[: lines.rfind(b"\n") + 1]
    found = []
    for line in whole.splitlines():
        kept = msgspec.json.decode(line, type=Kept)
        body = kept.body.encode()
        found.append(Checkpoint(stated(body).number, body, bytes.fromhex(kept.signature)))
    return found


def stated(body: bytes) -> Stated:
    """Read the body of a checkpoint; raises ValueError."""
    return msgspec.json.decode(body, type=Stated)
