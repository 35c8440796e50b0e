"""What was recorded is durable, chained, and never doubled; on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fcntl import LOCK_EX, flock
from pathlib import Path
from queue import SimpleQueue
from time import monotonic, sleep

import pytest
from sqlalchemy import MetaData, select, text

from lawbook.contract.decision import canonical_json
from lawbook.record import BadStore, Claim, Draft, Entry, Pacing, Recorder, Snapshot, StoreDown, open_store, take_snapshot
from lawbook.record.chain import BEGINNING, is_sound
from lawbook.record.finding import find_entry, taken_up
from lawbook.record.schema import CLAIMS, ENTRIES, HEADS, METADATA, TEXTS
from lawbook.record.store import IDLE, SOME_PAGES


@pytest.fixture
def recorder(store_url: str) -> Iterator[Recorder]:
    made = Recorder(store_url, "one")
    yield made
    made.close()


def draft(number: int, key: str | None = None, digest: bytes = bytes(32)) -> Draft:
    return Draft("decision", b'{"n":%d}' % number, f"id-{number}", None if key is None else Claim("bank", key, digest))


def entries(url: str) -> list[Entry]:
    store = open_store(url)
    with store.reading() as connection:
        found = [Entry(*row) for row in connection.execute(select(ENTRIES).order_by(ENTRIES.c.writer, ENTRIES.c.sequence))]
    store.close()
    return found


def test_what_many_threads_record_becomes_one_sound_chain(store_url: str, recorder: Recorder) -> None:
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda number: recorder.record([draft(number)]), range(200)))
    chain = entries(store_url)
    assert [entry.sequence for entry in chain] == list(range(1, 201))
    assert {entry.id for entry in chain} == {f"id-{number}" for number in range(200)}
    assert [entry.previous for entry in chain] == [BEGINNING, *(entry.hash for entry in chain[:-1])]
    assert all(map(is_sound, chain))


def test_the_head_is_that_of_the_last_entry(store_url: str, recorder: Recorder) -> None:
    recorder.append("key-issued", {"caller": "bank"})
    last = entries(store_url)[-1]
    with recorder.store().reading() as connection:
        assert tuple(connection.execute(select(HEADS)).one()) == ("one", 1, last.hash, 0)
    assert last.body == b'{"caller":"bank"}'


def test_a_claim_is_good_once(store_url: str, recorder: Recorder) -> None:
    assert recorder.record([draft(1, "k")]) == frozenset()
    assert recorder.record([draft(2, "k"), draft(3)]) == {"id-2"}
    assert recorder.record([draft(4, "k")]) == {"id-4"}
    assert [entry.id for entry in entries(store_url)] == ["id-1", "id-3"]


def test_a_claim_made_twice_at_once_is_good_once(store_url: str, recorder: Recorder) -> None:
    assert len(recorder.record([draft(1, "k"), draft(2, "k")])) == 1
    with recorder.store().reading() as connection:
        kept = connection.execute(select(CLAIMS.c.id)).scalar_one()
    assert [entry.id for entry in entries(store_url)] == [kept]


def test_two_writers_have_a_chain_each_and_share_claims(store_url: str, recorder: Recorder) -> None:
    other = Recorder(store_url, "two")
    with ThreadPoolExecutor(8) as threads:
        one = threads.map(lambda number: recorder.record([draft(number, f"k{number}")]), range(40))
        two = threads.map(lambda number: other.record([draft(1000 + number, f"k{number}")]), range(40))
        lost = [*one, *two]
    other.close()
    assert sum(map(len, lost)) == 40
    chain = entries(store_url)
    assert len(chain) == 40
    for writer in ("one", "two"):
        own = [entry for entry in chain if entry.writer == writer]
        assert [entry.sequence for entry in own] == list(range(1, len(own) + 1))


def test_a_writer_that_comes_back_goes_on_where_it_was(store_url: str, recorder: Recorder) -> None:
    recorder.record([draft(1)])
    again = Recorder(store_url, "one")
    again.record([draft(2)])
    again.close()
    # The first did not hear of that; it looks where the chain has come to, and goes on.
    recorder.record([draft(3)])
    chain = entries(store_url)
    assert [entry.id for entry in chain] == ["id-1", "id-2", "id-3"]
    assert all(map(is_sound, chain))


def test_policies_are_kept_once_with_the_time_they_were_known(store_url: str, recorder: Recorder) -> None:
    policies = take_snapshot({"limits/v1.yaml": b"policy: limits"}, "2026-11-21T04:00:00.000+00:00")
    for number in range(2):
        recorder.record([Draft("decision", b"{}", f"id-{number}", policies=policies)])
    chain = entries(store_url)
    assert [entry.kind for entry in chain] == ["policies", "decision", "decision"]
    assert chain[0].body == b'{"known_at":"2026-11-21T04:00:00.000+00:00","policies":"%b"}' % policies.hash.hex().encode()
    with recorder.store().reading() as connection:
        assert {row.hash: row.content for row in connection.execute(select(TEXTS))} == policies.texts()


def policies_of(text: str, known_at: str = "2026-11-21T04:00:00.000+00:00") -> Snapshot:
    return take_snapshot({"limits/v1.yaml": text.encode()}, known_at)


def taken_up_until(url: str, number: int) -> list[tuple[str, str]]:
    """Wait until policies were taken up *number* times; give which, and when."""
    until = monotonic() + 20
    while True:
        store = open_store(url)
        found = [(each.policies, each.known_at) for each in taken_up(store)]
        store.close()
        if len(found) >= number:
            return found
        assert monotonic() < until
        sleep(0.02)


def test_policies_that_are_taken_up_are_entered_at_once_and_no_decision_enters_them_again(store_url: str, recorder: Recorder) -> None:
    first, second = policies_of("policy: limits"), policies_of("policy: limits # other", "2026-11-21T05:00:00.000+00:00")
    recorder.take_up(first)
    recorder.take_up(policies_of("policy: limits", "2026-11-21T04:30:00.000+00:00"))
    assert taken_up_until(store_url, 1) == [(first.hash.hex(), first.known_at)]
    recorder.take_up(second)
    recorder.record([Draft("decision", b"{}", "id-1", policies=second), Draft("decision", b"{}", "id-2", policies=first)])
    assert [entry.kind for entry in entries(store_url)] == ["policies", "policies", "decision", "decision"]
    with recorder.store().reading() as connection:
        assert {row.hash: row.content for row in connection.execute(select(TEXTS))} == first.texts() | second.texts()


def test_policies_that_are_taken_up_again_are_entered_again(store_url: str, recorder: Recorder) -> None:
    first, second = policies_of("policy: limits"), policies_of("policy: limits # other", "2026-11-21T05:00:00.000+00:00")
    back = policies_of("policy: limits", "2026-11-21T06:00:00.000+00:00")
    for each in (first, second, back):
        recorder.take_up(each)
    assert taken_up_until(store_url, 3) == [(each.hash.hex(), each.known_at) for each in (first, second, back)]


@pytest.mark.parametrize("decides", [False, True])
def test_policies_that_were_taken_up_while_the_store_was_down_are_entered_once_it_is_there(tmp_path: Path, *, decides: bool) -> None:
    (tmp_path / "there").write_text("a file where a folder is needed")
    url = f"sqlite:///{tmp_path}/there/record.db"
    recorder = Recorder(url, "one", pacing=Pacing(wait=5, checkpoint=1))
    both = [policies_of("policy: limits"), policies_of("policy: limits # other", "2026-11-21T05:00:00.000+00:00")]
    for each in both:
        recorder.take_up(each)
    with pytest.raises(StoreDown):
        recorder.record([Draft("decision", b"{}", "id-1", policies=both[0])])
    (tmp_path / "there").unlink()
    if decides:
        recorder.record([Draft("decision", b"{}", "id-2", policies=both[1])])
    assert taken_up_until(url, 2) == [(each.hash.hex(), each.known_at) for each in both]
    assert recorder.condition().failure is None
    recorder.close()


def test_a_store_that_cannot_be_reached_is_told_and_found_again(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a file where a folder is needed")
    recorder = Recorder(f"sqlite:///{tmp_path}/there/record.db", "one", pacing=Pacing(wait=5, checkpoint=1))
    with pytest.raises(StoreDown):
        recorder.record([draft(1)])
    assert recorder.condition().failure
    (tmp_path / "there").unlink()
    assert recorder.record([draft(2)]) == frozenset()
    assert recorder.condition().failure is None
    recorder.close()


def test_migrations_make_the_tables_that_the_code_knows(store_url: str) -> None:
    store = open_store(store_url)
    made = MetaData()
    made.reflect(store.engine)
    store.close()
    for name, table in METADATA.tables.items():
        assert {(column.name, column.nullable, column.primary_key) for column in made.tables[name].columns} == {
            (column.name, column.nullable, column.primary_key) for column in table.columns
        }
        assert {(index.name, index.unique) for index in made.tables[name].indexes} == {
            (index.name, index.unique) for index in table.indexes
        }


def test_a_server_spends_no_time_on_making_smaller_what_is_sealed(store_url: str) -> None:
    store = open_store(store_url)
    if store.url.get_backend_name() == "postgresql":
        with store.reading() as connection:
            found = connection.exec_driver_sql(
                "SELECT attstorage FROM pg_attribute WHERE attrelid = 'entries'::regclass AND attname = 'body'"
            )
            assert found.scalar_one() in {"e", b"e"}
            found = connection.exec_driver_sql("SELECT reloptions FROM pg_class WHERE oid = 'entries'::regclass")
            assert found.scalar_one() == ["toast_tuple_target=8160"]
    store.close()


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/record", "oracle://localhost/x"])
def test_what_is_no_store_is_refused(url: str) -> None:
    with pytest.raises(BadStore):
        open_store(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bank:hunter2@host:noport/db",
        "postgresql://bank:hunt@er2:x@host/db",
        "pgsql://bank:hunter2@host/db",
        "postgresql://bank:hunter2@127.0.0.1:1/db",
        "://bank:hunter2@host",
    ],
)
def test_a_store_that_cannot_be_used_is_told_without_the_password(url: str) -> None:
    with pytest.raises((BadStore, StoreDown)) as raised:
        open_store(url)
    assert "hunt" not in str(raised.value)


def test_a_store_of_other_tables_is_not_read(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/record.db"
    store = open_store(url)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    store.close()
    with pytest.raises(StoreDown, match="not those of this version"):
        open_store(url, migrate=False)


def test_a_store_without_tables_is_no_record() -> None:
    with pytest.raises(StoreDown, match="there is no record at"):
        open_store("sqlite:///:memory:", migrate=False)


def test_a_store_in_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "state" / "record.db"
    open_store(f"sqlite:///{file}").close()
    assert file.stat().st_mode & 0o077 == 0


def test_who_does_not_wait_on_a_thread_is_told_what_came_of_its_drafts(recorder: Recorder) -> None:
    told: SimpleQueue[object] = SimpleQueue()
    recorder.submit([draft(1, "k")], told.put)
    assert told.get(timeout=60) == frozenset()
    recorder.submit([draft(2, "k"), draft(3)], told.put)
    assert told.get(timeout=60) == {"id-2"}


def test_where_there_is_nothing_to_record_nobody_waits(recorder: Recorder) -> None:
    assert recorder.record([]) == frozenset()
    assert recorder.condition().failure is None


def test_who_cannot_be_told_keeps_nobody_else_from_hearing(recorder: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    def fails(came: object) -> None:
        raise KeyError(came)

    told: SimpleQueue[object] = SimpleQueue()
    recorder.submit([draft(1)], fails)
    recorder.submit([draft(2)], told.put)
    assert told.get(timeout=60) == frozenset()
    assert "could not be told" in caplog.text


def test_who_waits_for_a_silent_store_is_told_so_in_time(tmp_path: Path) -> None:
    recorder = Recorder(f"sqlite:///{tmp_path}/record.db", "one", pacing=Pacing(wait=3))
    recorder.append("begun", {})
    folder = os.open(tmp_path, os.O_RDONLY)
    flock(folder, LOCK_EX)
    with pytest.raises(StoreDown, match="too long"):
        recorder.record([draft(1)])
    assert recorder.condition().failure is not None
    came: SimpleQueue[object] = SimpleQueue()
    with pytest.raises(StoreDown, match="too long"):
        recorder.submit([draft(2)], came.put)
    os.close(folder)
    while recorder.condition().failure is not None:
        sleep(0.01)
    assert recorder.record([draft(3)]) == frozenset()
    assert came.empty()
    recorder.close()


def test_after_the_end_nothing_is_recorded(recorder: Recorder, tmp_path: Path) -> None:
    recorder.append("begun", {})
    ended = Recorder(f"sqlite:///{tmp_path}/record.db", "two")
    ended.close()
    with pytest.raises(StoreDown, match="ending"):
        ended.record([draft(1)])


def test_a_connection_that_was_not_used_for_a_while_is_looked_at_before_it_is_used(store_url: str) -> None:
    recorder = Recorder(store_url, "one")
    recorder.append("begun", {})
    sleep(IDLE * 1.1)
    recorder.append("again", {})
    recorder.close()
    assert [entry.kind for entry in entries(store_url)] == ["begun", "again"]


def test_the_log_beside_a_file_begins_anew_once_it_was_moved_into_the_file(tmp_path: Path) -> None:
    url, log = f"sqlite:///{tmp_path}/record.db", tmp_path / "record.db-wal"
    recorder = Recorder(url, "one")
    big = "x" * 4_000
    for _ in range(3):
        recorder.record([Draft("noted", canonical_json({"text": big})) for _ in range(SOME_PAGES)])
        recorder.store().tidy()
    grown = log.stat().st_size
    for _ in range(3):
        recorder.record([Draft("noted", canonical_json({"text": big})) for _ in range(SOME_PAGES)])
        recorder.store().tidy()
    assert log.stat().st_size <= grown * 1.5
    recorder.close()


def moved(folder: Path, to: Path) -> None:
    to.mkdir()
    for file in folder.glob("record.db*"):
        file.rename(to / file.name)


def test_nothing_is_told_to_be_durable_once_the_file_is_gone_and_no_other_is_begun(tmp_path: Path) -> None:
    folder, away = tmp_path / "state", tmp_path / "away"
    url = f"sqlite:///{folder}/record.db"
    recorder = Recorder(url, "one", pacing=Pacing(checkpoint=0.05))
    recorder.append("event", {"number": 1}, "first")
    recorder.read(lambda store: find_entry(store, "first"))
    moved(folder, away)
    with pytest.raises(StoreDown, match="moved or removed"):
        recorder.append("event", {"number": 2}, "second")
    with pytest.raises(StoreDown, match="put it back"):
        recorder.append("event", {"number": 3}, "third")
    with pytest.raises(StoreDown, match="put it back"):
        recorder.read(lambda store: find_entry(store, "first"))
    assert list(folder.iterdir()) == []
    folder.rmdir()
    away.rename(folder)
    recorder.append("event", {"number": 4}, "fourth")
    assert recorder.read(lambda store: find_entry(store, "first")) is not None
    assert recorder.condition().failure is None
    recorder.close()
    store = open_store(url)
    assert find_entry(store, "fourth") is not None
    assert find_entry(store, "third") is None
    store.close()


def test_a_file_that_is_gone_is_noticed_where_nobody_asks(tmp_path: Path) -> None:
    recorder = Recorder(f"sqlite:///{tmp_path}/state/record.db", "one", pacing=Pacing(checkpoint=0.05))
    recorder.append("event", {"number": 1})
    moved(tmp_path / "state", tmp_path / "away")
    for _ in range(500):
        if recorder.condition().failure is not None:
            break
        sleep(0.02)
    assert "moved or removed" in str(recorder.condition().failure)
    recorder.close()
