"""Stories in the record: what happens to a subject, step by step, each an entry that takes the next place in the story of all it happens to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import msgspec
from sqlalchemy import func, select

from lawbook.contract.decision import canonical_json
from lawbook.record.chain import Entry, is_sound
from lawbook.record.drafts import Draft
from lawbook.record.finding import as_named
from lawbook.record.schema import ENTRIES, PLACES, TEXTS
from lawbook.record.store import Store, StoreDown

BEGINS = "release-"
"""How the kinds of entries begin that are steps."""


class Placed(msgspec.Struct, frozen=True):
    """What every step says: the places it takes, by subject, and the hashes of the texts that it names; lists of texts name further ones."""

    places: Mapping[str, int]
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a story, at its place in it."""

    number: int
    entry: Entry


def step_draft(kind: str, said: Mapping[str, object], places: Mapping[str, int], texts: Sequence[bytes], named: Sequence[str]) -> Draft:
    """Make the draft of a step that says *said*; *texts* are kept beside it, *named* the hashes of those that it names."""
    body = canonical_json({**said, "places": dict(places), "texts": sorted(set(named))})
    return Draft(kind, body, _id_of(kind, body), places=places, texts=texts)


def is_sound_step(entry: Entry) -> bool:
    """Tell whether the id of a step is the one that follows from its body."""
    return entry.id == _id_of(entry.kind, entry.body)


def _id_of(kind: str, body: bytes) -> str:
    return f"{kind}-{sha256(body).hexdigest()[:32]}"


def steps_of(store: Store, subject: str) -> list[Step]:
    """Give the steps of the story of *subject*, in order; raises StoreDown where one was altered."""
    joined = select(PLACES.c.number, *ENTRIES.c).join(ENTRIES, ENTRIES.c.id == PLACES.c.id)
    with store.reading() as connection:
        rows = connection.execute(joined.where(PLACES.c.subject == subject).order_by(PLACES.c.number)).all()
    return [_at_its_place(subject, row[0], Entry(*row[1:])) for row in rows]


def last_step(store: Store, subject: str) -> Step | None:
    """Give the last step of the story of *subject*; raises StoreDown where it was altered."""
    joined = select(PLACES.c.number, *ENTRIES.c).join(ENTRIES, ENTRIES.c.id == PLACES.c.id)
    with store.reading() as connection:
        row = connection.execute(joined.where(PLACES.c.subject == subject).order_by(PLACES.c.number.desc()).limit(1)).one_or_none()
    return None if row is None else _at_its_place(subject, row[0], Entry(*row[1:]))


def _at_its_place(subject: str, number: int, entry: Entry) -> Step:
    """Give a step, unless its entry was altered or does not say that it stands there; raises StoreDown."""
    sound = is_sound(entry) and is_sound_step(entry)
    if not sound or msgspec.json.decode(entry.body, type=Placed).places.get(subject) != number:
        raise StoreDown(f"step {number} in the story of {subject!r} is not as it was written; see `lawbook audit verify`")
    return Step(number, entry)


def last_place(store: Store, subject: str) -> int:
    """Give the last place that was taken in the story of *subject*, 0 where there is none: a look that costs next to nothing."""
    with store.reading() as connection:
        return connection.execute(select(func.max(PLACES.c.number)).where(PLACES.c.subject == subject)).scalar_one_or_none() or 0


def find_text(store: Store, hash_: str) -> bytes | None:
    """Give the text with the hash *hash_*; raises StoreDown where it is another."""
    with store.reading() as connection:
        found = connection.execute(select(TEXTS.c.content).where(TEXTS.c.hash == bytes.fromhex(hash_))).scalar_one_or_none()
    return None if found is None else as_named(bytes.fromhex(hash_), found)
