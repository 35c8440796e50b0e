"""Whatever was altered, removed, reordered or inserted in the record is found."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, Connection, Executable, String, Table, and_, cast, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from lawbook.record import (
    Asked,
    Checkpointer,
    Draft,
    Making,
    MasterKeys,
    Recorder,
    Signer,
    Store,
    Telling,
    decision_draft,
    open_store,
    signer_in,
    take_snapshot,
    verifying,
)
from lawbook.record.chain import Entry, Head, Part, chained
from lawbook.record.checkpoints import Checkpoint, kept_line, make_checkpoint, read_kept
from lawbook.record.schema import CHECKPOINTS, CLAIMS, ENTRIES, HEADS, METADATA, PERSON_KEYS, TEXTS
from lawbook.record.stepping import step_draft
from lawbook.record.store import told_as_down
from lawbook.record.verifying import Verified, verify
from support.moments import noon

POLICIES = take_snapshot({"limits/v1.yaml": b"policy: limits", "shared/words.yaml": b"words: here"}, "2026-11-21T04:00:00.000+00:00")
COUNT = 10_000


def decided(number: int) -> Draft:
    asked = Asked("limits", caller="bank", key=f"k{number}" if number % 10 == 0 else None)
    making = Making(f"id-{number}", "2026-11-21T04:00:00.000+00:00", "0.1.0")
    # Every third is about a person, every fifteenth about somebody who is not named.
    telling = Telling(None if number % 5 == 0 else f"person {number % 10}") if number % 3 == 0 else None
    return decision_draft(asked, b'{"amount":%d}' % number, b'{"as_of":"2026-11-21","outcome":{}}', POLICIES, making, telling)


def released(writer: str, number: int) -> Draft:
    page = f"page {number}".encode()
    return step_draft("release-gated", {"by": writer}, {f"release-{writer}": number}, [page], [sha256(page).hexdigest()])


@dataclass(frozen=True)
class Recorded:
    store: Store
    signer: Signer

    def verified(self, kept: tuple[Checkpoint, ...] = ()) -> Verified:
        return verify(self.store, {self.signer.key: self.signer.public}, kept)


def fill(url: str, folder: Path, count: int) -> Recorded:
    signer = signer_in(folder / "record.key")
    store = open_store(url)
    for writer in ("one", "two"):
        recorder = Recorder(url, writer, masters=MasterKeys(folder / "privacy.key"), after_commit=Checkpointer(signer, now=noon, every=60))
        numbers = range(0, count, 2) if writer == "one" else range(1, count, 2)
        for begin in range(0, len(numbers), 500):
            steps = [released(writer, 1), released(writer, 2)] if begin == 0 else []
            recorder.record([*(decided(number) for number in numbers[begin : begin + 500]), *steps])
        recorder.close()
    return Recorded(store, signer)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    folder = tmp_path_factory.mktemp("many")
    made = fill(f"sqlite:///{folder}/record.db", folder, COUNT)
    yield made
    made.store.close()


@pytest.fixture
def few(store_url: str, tmp_path: Path) -> Iterator[Recorded]:
    made = fill(store_url, tmp_path, 40)
    yield made
    made.store.close()


def test_what_was_recorded_verifies(few: Recorded) -> None:
    assert few.verified() == Verified(writers=2, entries=46, decisions=40, checkpoints=2, uncovered=0, persons=9, destroyed=0, findings=())


def test_a_record_verifies_while_others_write_to_it(few: Recorded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url, after_each = few.store.url.render_as_string(hide_password=False), Checkpointer(few.signer, now=noon, every=0.0)
    recorder = Recorder(url, "two", masters=MasterKeys(tmp_path / "privacy.key"), after_commit=after_each)
    numbers = iter(range(110, 1_000, 10))
    wrote: list[int] = []

    def meanwhile(name: str) -> None:
        step = getattr(verifying, name)

        def others_write(*given: object) -> object:
            wrote.append(next(numbers))
            recorder.record([decided(wrote[-1])])
            return step(*given)

        monkeypatch.setattr(verifying, name, others_write)

    for name in ("_checkpoints", "_of_texts", "_heads_and_claims", "_of_writer"):
        meanwhile(name)
    first = few.verified()
    assert (first.findings, first.decisions, len(wrote)) == ((), 41, 5)
    again = few.verified()
    assert (again.findings, again.decisions, len(wrote)) == ((), 46, 10)
    recorder.close()


def columns() -> list[tuple[Table, str]]:
    return [(table, column.name) for table in METADATA.tables.values() for column in table.columns]


def row_of(recorded: Recorded, table: Table, choose: random.Random) -> ColumnElement[bool]:
    with recorded.store.reading() as connection:
        keys = connection.execute(select(*table.primary_key.columns)).all()
    return and_(*(column == value for column, value in zip(table.primary_key.columns, choose.choice(keys), strict=True)))


@pytest.mark.parametrize(("table", "column"), columns(), ids=lambda each: each if isinstance(each, str) else each.name)
def test_any_single_bit_that_was_changed_among_ten_thousand_records_is_found(many: Recorded, table: Table, column: str) -> None:
    choose = random.Random(f"{table.name}.{column}")  # noqa: S311 - which bits are tried is the same each time
    assert many.verified().findings == ()
    for _ in range(3):
        which = row_of(many, table, choose)
        with many.store.reading() as connection:
            row = connection.execute(select(table).where(which)).one()
        flipped = with_a_bit_changed(getattr(row, column), choose)
        found = found_when(many, update(table).where(which).values({column: flipped}))
        assert found, (row, flipped)


def with_a_bit_changed(value: object, choose: random.Random) -> object:
    match value:
        case bytes():
            at = choose.randrange(len(value))
            return value[:at] + bytes([value[at] ^ 1 << choose.randrange(8)]) + value[at + 1 :]
        case int():
            return value ^ 1 << choose.randrange(40)
        case str():
            raw = with_a_bit_changed(value.encode(), choose)
            return cast(text(f"X'{raw.hex()}'"), String) if isinstance(raw, bytes) else raw
        case _:
            return "\x00"


def found_when(recorded: Recorded, *changes: Executable) -> tuple[str, ...]:
    """Make *changes*, verify, and take them back."""
    with recorded.store.engine.connect() as connection, connection.begin() as transaction:
        try:
            for change in changes:
                connection.execute(change)
        except IntegrityError:
            # The store itself keeps what has to be there once from being there twice.
            return ("refused",)
        findings = Recorded(_Inside(recorded.store, connection), recorded.signer).verified().findings
        transaction.rollback()
    return findings


class _Inside(Store):
    """A store that is seen through one open transaction."""

    def __init__(self, store: Store, connection: Connection) -> None:
        super().__init__(store.engine)
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with told_as_down():
            yield self._connection


BY_TWO = ENTRIES.c.writer == "two"
FIRST = and_(BY_TWO, ENTRIES.c.sequence == 1)


ODD = [
    (ENTRIES, "body", "abc", "writer two, entry 1: was altered"),
    (ENTRIES, "hash", 99_999_999_999_999, "writer two, entry 1: was altered"),
    (ENTRIES, "kind", b"decision", "writer two, entry 1: was altered: Expected `str`, got `bytes` - at `$.kind`"),
    (HEADS, "hash", 99_999_999_999_999, "writer two: its head is not its last entry"),
    (HEADS, "sequence", "abc", "writer two: its head is not its last entry"),
    (CLAIMS, "request", 99_999_999_999_999, "its idempotency key is not kept, or stands for another request"),
    (TEXTS, "content", "abc", f"the text {POLICIES.hash.hex()} was altered"),
    (CHECKPOINTS, "body", "{}", "checkpoint 1: cannot be read"),
    (PERSON_KEYS, "digest", "abc", "was altered"),
]


@pytest.mark.parametrize(("table", "column", "odd", "told"), ODD, ids=lambda each: str(each)[:40])
def test_a_value_of_another_kind_which_sqlite_takes_is_told_with_its_place(
    tmp_path: Path, table: Table, column: str, odd: object, told: str
) -> None:
    few = fill(f"sqlite:///{tmp_path}/record.db", tmp_path, 40)
    which = {
        "entries": FIRST,
        "heads": HEADS.c.writer == "two",
        "texts": TEXTS.c.hash == POLICIES.hash,
        "checkpoints": CHECKPOINTS.c.number == 1,
    }
    chosen = which.get(table.name, text(f"rowid = (SELECT min(rowid) FROM {table.name})"))  # noqa: S608 - names of our own
    with few.store.writing() as connection:
        changed = update(table).where(chosen).values({column: text(":odd")})  # as it is, not as the column wants it
        assert connection.execute(changed, {"odd": odd}).rowcount == 1
    verified = few.verified()
    assert any(told in finding for finding in verified.findings), verified.findings
    assert verified.entries == 46
    few.store.close()


@pytest.mark.parametrize(
    "changes",
    [
        [delete(ENTRIES).where(and_(BY_TWO, ENTRIES.c.sequence == 7))],
        [delete(ENTRIES).where(and_(BY_TWO, ENTRIES.c.sequence == 21))],
        [delete(ENTRIES).where(BY_TWO)],
        [delete(ENTRIES).where(BY_TWO), delete(HEADS).where(HEADS.c.writer == "two")],
        [delete(HEADS).where(HEADS.c.writer == "two")],
        [delete(CLAIMS).where(CLAIMS.c.key == "k0")],
        [insert(CLAIMS).values(caller="bank", key="new", request=bytes(32), id="id-1")],
        [delete(TEXTS).where(TEXTS.c.hash == POLICIES.hash)],
        [delete(TEXTS).where(TEXTS.c.content == b"words: here")],
        [delete(PERSON_KEYS)],
        [delete(PERSON_KEYS).where(PERSON_KEYS.c.id == "index")],
        [delete(PERSON_KEYS).where(PERSON_KEYS.c.id == select(PERSON_KEYS.c.id).limit(1).scalar_subquery())],
        [update(PERSON_KEYS).values(master=None, wrapped=None)],
        [insert(PERSON_KEYS).values(id="new", owner=bytes(32), digest=bytes(32))],
        [update(ENTRIES).where(ENTRIES.c.id == "id-3").values(key=None)],
        [insert(TEXTS).values(hash=bytes(32), content=b"")],
        [delete(CHECKPOINTS).where(CHECKPOINTS.c.number == 2)],
        [delete(CHECKPOINTS).where(CHECKPOINTS.c.number == 1)],
        [delete(CHECKPOINTS)],
        [update(CHECKPOINTS).where(CHECKPOINTS.c.number == 2).values(number=5)],
        [
            update(ENTRIES).where(and_(BY_TWO, ENTRIES.c.sequence == 3)).values(sequence=1000),
            update(ENTRIES).where(and_(BY_TWO, ENTRIES.c.sequence == 4)).values(sequence=3),
            update(ENTRIES).where(and_(BY_TWO, ENTRIES.c.sequence == 1000)).values(sequence=4),
        ],
    ],
    ids=lambda changes: ", ".join(f"{type(change).__name__} {change.table.name}".lower() for change in changes),
)
def test_whatever_was_removed_inserted_or_reordered_is_found(few: Recorded, changes: list[Executable]) -> None:
    assert found_when(few, *changes)
    assert few.verified().findings == ()


def test_a_chain_written_anew_is_found_by_what_was_signed(few: Recorded) -> None:
    with few.store.reading() as connection:
        rows = connection.execute(select(ENTRIES).where(BY_TWO).order_by(ENTRIES.c.sequence)).all()
    parts = [Part(row.kind, row.id, row.body.replace(b'"amount":5', b'"amount":7'), row.key) for row in rows]
    forged = list(chained(Head("two"), parts))
    changes = [
        update(ENTRIES)
        .where(and_(BY_TWO, ENTRIES.c.sequence == entry.sequence))
        .values(previous=entry.previous, hash=entry.hash, body=entry.body)
        for entry in forged
    ]
    found = found_when(few, *changes, update(HEADS).where(HEADS.c.writer == "two").values(hash=forged[-1].hash))
    assert found == ("writer two, entry 23: is not the one that was signed",)


def test_an_end_that_was_cut_off_with_its_checkpoints_is_found_by_one_kept_elsewhere(few: Recorded, tmp_path: Path) -> None:
    recorder = Recorder(few.store.engine.url.render_as_string(hide_password=False), "two")
    recorder.record([decided(100)])
    recorder.close()
    last = make_checkpoint(few.store, few.signer, "2026-11-21T05:00:00.000+00:00")
    assert last is not None
    kept = tmp_path / "kept.ndjson"
    kept.write_bytes(kept_line(last) + b'{"body":"unfini')
    with few.store.reading() as connection:
        entry = Entry(*connection.execute(select(ENTRIES).where(ENTRIES.c.id == "id-100")).one())
    with few.store.writing() as connection:
        connection.execute(delete(ENTRIES).where(ENTRIES.c.id == "id-100"))
        connection.execute(delete(CLAIMS).where(CLAIMS.c.id == "id-100"))
        connection.execute(delete(CHECKPOINTS).where(CHECKPOINTS.c.number == last.number))
        before = entry.sequence - 1
        connection.execute(update(HEADS).where(HEADS.c.writer == "two").values(sequence=before, covered=before - 1, hash=entry.previous))
    # This is the bound: what nobody outside of the store has seen a checkpoint of can be cut off unseen.
    assert few.verified().findings == ()
    assert few.verified(tuple(read_kept(kept.read_bytes()))).findings == ("checkpoint 3: not the one that was kept outside of the store",)


def test_what_came_after_the_last_checkpoint_is_counted(few: Recorded) -> None:
    recorder = Recorder(few.store.engine.url.render_as_string(hide_password=False), "two")
    recorder.record([decided(100)])
    recorder.close()
    assert (few.verified().uncovered, few.verified().findings) == (2, ())


def test_checkpoints_of_a_key_that_is_not_trusted_are_told(few: Recorded, tmp_path: Path) -> None:
    other = signer_in(tmp_path / "other.key")
    findings = verify(few.store, {other.key: other.public}).findings
    assert len(findings) == 2
    assert all("which is not trusted" in finding for finding in findings)
    assert verify(few.store, {few.signer.key: other.public}).findings[0] == "checkpoint 1: the signature is not good"


def test_a_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "state" / "record.key"
    assert signer_in(file).public == signer_in(file).public
    assert file.stat().st_mode & 0o777 == 0o600
