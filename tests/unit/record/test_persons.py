"""What is told of persons is sealed, each under a key of their own; who is erased cannot be read any more, and the chain still holds."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, select, update

from lawbook.record import (
    Asked,
    Checkpointer,
    Decided,
    Making,
    MasterKeys,
    Recorder,
    Signer,
    Store,
    StoreDown,
    Telling,
    decision_draft,
    digest_of,
    open_store,
    signer_in,
    take_snapshot,
)
from lawbook.record.chain import Head, Part, chained
from lawbook.record.erasing import Act, Erasure, Held, Hold, erase, forget, hold, holds_on, note_look_up, release, wrap_all_anew
from lawbook.record.finding import decisions_of, find_claimed, find_entry
from lawbook.record.master_keys import make_keys, read_keys
from lawbook.record.opening import Erased, Opening
from lawbook.record.person_keys import destroy, every_key, keys_of
from lawbook.record.schema import ENTRIES, PERSON_KEYS
from lawbook.record.signing import BadKey
from lawbook.record.verifying import Verified, verify
from support.moments import noon

POLICIES = take_snapshot({"limits/v1.yaml": b"policy: limits"}, "2026-11-21T04:00:00.000+00:00")
DECISION = b'{"as_of":"2026-11-21","outcome":{"limit":"77123.45"}}'
TIME = "2026-11-21T04:00:00.000+00:00"


@dataclass
class Kept:
    url: str
    folder: Path
    store: Store
    masters: MasterKeys
    signer: Signer
    writers: list[str] = field(default_factory=list)

    def record(self, *asked: tuple[str, str | None, str | None], writer: str = "one") -> None:
        """Record decisions, each by its id, the person it is about, and its idempotency key."""
        recorder = Recorder(self.url, writer, masters=self.masters, after_commit=Checkpointer(self.signer, now=noon, every=60))
        for id_, subject, key in asked:
            request = Asked("limits", caller="bank", key=key)
            facts = json.dumps({"income": 31_415_926, "name": f"Zhang {id_}"}).encode()
            recorder.record([decision_draft(request, facts, DECISION, POLICIES, Making(id_, TIME, "0.1.0"), Telling(subject))])
        recorder.close()

    def opened(self, id_: str) -> Decided | Erased:
        entry = find_entry(self.store, id_)
        assert entry is not None
        return Opening(self.store, self.masters).decided(entry)

    def owner(self, subject: str) -> bytes:
        found = Opening(self.store, self.masters).owner(subject)
        assert found is not None
        return found

    def erase(self, subject: str, writer: str = "eraser") -> int:
        return erase(self.store, self.owner(subject), act(writer), nothing_keeps)

    def verified(self) -> Verified:
        return verify(self.store, {self.signer.key: self.signer.public}, masters=self.masters)


def act(writer: str = "officer") -> Act:
    return Act(writer, "officer", TIME, "asked for in writing")


def nothing_keeps(connection: Connection, keys: object) -> None:
    del connection, keys


@pytest.fixture
def kept(store_url: str, tmp_path: Path) -> Iterator[Kept]:
    store = open_store(store_url)
    yield Kept(store_url, tmp_path, store, MasterKeys(tmp_path / "privacy.key"), signer_in(tmp_path / "record.key"))
    store.close()


def test_nothing_that_is_told_of_a_person_stands_in_the_store(kept: Kept) -> None:
    kept.record(("a", "110101199003077777", "k"), ("b", None, None))
    with kept.store.reading() as connection:
        everything = repr([connection.execute(select(table)).all() for table in (ENTRIES, PERSON_KEYS)])
    for told in ("Zhang", "31415926", "77123.45", "110101199003077777"):
        assert told not in everything
    found = kept.opened("a")
    assert isinstance(found, Decided)
    assert (bytes(found.facts), bytes(found.decision)) == (b'{"income": 31415926, "name": "Zhang a"}', DECISION)
    assert isinstance(kept.opened("b"), Decided)


def test_the_digest_of_a_request_cannot_be_tried_out(kept: Kept) -> None:
    kept.record(("a", "somebody", "k"))
    found = find_claimed(kept.store, "bank", ["k"])["k"]
    facts = b'{"income": 31415926, "name": "Zhang a"}'
    digest = digest_of(Asked("limits", caller="bank", key="k"), facts)
    assert found.request != digest
    opening = Opening(kept.store, kept.masters)
    assert opening.is_answer_to(found, digest)
    assert not opening.is_answer_to(found, bytes(32))
    assert not Opening(kept.store, None).is_answer_to(found, digest)


def test_each_person_has_one_key_however_many_write_at_once(kept: Kept) -> None:
    def write(writer: str) -> None:
        kept.record(*((f"{writer}-{number}", f"person {number % 5}", None) for number in range(20)), writer=writer)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, ("one", "two", "three", "four")))
    verified = kept.verified()
    assert (verified.decisions, verified.persons, verified.findings) == (80, 5, ())
    assert all(isinstance(Opening(kept.store, kept.masters).decided(entry), Decided) for entry in decisions_of(kept.store))


def test_who_is_erased_cannot_be_read_and_the_chain_still_holds(kept: Kept) -> None:
    kept.record(("a", "gone", "k"), ("b", "stays", None))
    assert kept.erase("gone") == 1
    found = kept.opened("a")
    assert isinstance(found, Erased)
    assert (found.written.id, found.written.policy, found.written.key) == ("a", "limits", "k")
    assert isinstance(kept.opened("b"), Decided)
    verified = kept.verified()
    assert (verified.findings, verified.persons, verified.destroyed) == ((), 1, 1)
    with kept.store.reading() as connection:
        (entry,) = connection.execute(select(ENTRIES.c.body).where(ENTRIES.c.kind == "person-erased")).scalars()
        (tombstone,) = keys_of(connection, kept.owner("gone"))
    assert b"gone" not in entry
    assert (tombstone.master, tombstone.wrapped) == (None, None)
    assert forget(kept.store)


def test_who_comes_back_after_being_erased_has_a_new_key(kept: Kept) -> None:
    kept.record(("a", "gone", None))
    kept.erase("gone")
    kept.record(("b", "gone", None))
    assert isinstance(kept.opened("a"), Erased)
    assert isinstance(kept.opened("b"), Decided)
    assert kept.erase("gone", "again") == 1
    assert kept.verified().findings == ()


def test_who_writes_on_uses_no_key_that_was_destroyed_or_wrapped_anew_meanwhile(kept: Kept) -> None:
    recorder = Recorder(kept.url, "one", masters=kept.masters)

    def record(id_: str) -> None:
        asked = Asked("limits", caller="bank")
        recorder.record([decision_draft(asked, b"{}", DECISION, POLICIES, Making(id_, TIME, "0.1.0"), Telling("C-1"))])

    record("a")
    record("b")
    assert kept.erase("C-1") == 1
    record("c")
    wrap_all_anew(kept.store, kept.masters, act("rekeyer"))
    record("d")
    recorder.close()
    assert [isinstance(kept.opened(id_), Erased) for id_ in ("a", "b", "c", "d")] == [True, True, False, False]
    with kept.store.reading() as connection:
        assert len(list(every_key(connection))) == 3  # the index, the key that was destroyed, and that of who came back


def test_nobody_is_erased_while_held(kept: Kept) -> None:
    kept.record(("a", "held", None))
    owner = kept.owner("held")
    hold(kept.store, owner, act("first"), "hold-1")
    hold(kept.store, owner, act("second"), "hold-2")
    with pytest.raises(Held) as refused:
        kept.erase("held")
    assert [each.hold for each in refused.value.holds] == ["hold-1", "hold-2"]
    assert isinstance(refused.value.holds[0], Hold)
    assert release(kept.store, owner, act("third")) == 2
    with kept.store.reading() as connection:
        assert holds_on(connection, owner) == []
    assert kept.erase("held", "later") == 1
    assert kept.verified().findings == ()


def test_who_may_not_be_erased_yet_is_not(kept: Kept) -> None:
    def keeps(connection: Connection, keys: object) -> None:
        del connection, keys
        raise ValueError("kept until 2031")

    kept.record(("a", "kept", None))
    with pytest.raises(ValueError, match="kept until 2031"):
        erase(kept.store, kept.owner("kept"), act(), keeps)
    assert isinstance(kept.opened("a"), Decided)
    assert kept.verified().findings == ()


def test_looking_somebody_up_is_entered(kept: Kept) -> None:
    kept.record(("a", "somebody", None))
    note_look_up(kept.store, kept.owner("somebody"), act())
    assert kept.verified().findings == ()


def test_nobody_can_be_looked_for_where_nobody_is(kept: Kept) -> None:
    assert Opening(kept.store, kept.masters).owner("nobody") is None


def test_a_key_that_was_destroyed_without_a_word_is_found(kept: Kept) -> None:
    kept.record(("a", "somebody", None))
    with kept.store.writing() as connection:
        destroy(connection, keys_of(connection, kept.owner("somebody"))[0])
    assert [finding.partition(" was ")[2] for finding in kept.verified().findings] == ["destroyed, and no entry says so"]


def test_a_key_that_is_there_again_is_found(kept: Kept) -> None:
    kept.record(("a", "somebody", None))
    with kept.store.reading() as connection:
        (row,) = keys_of(connection, kept.owner("somebody"))
    kept.erase("somebody")
    with kept.store.writing() as connection:
        values = {"master": row.master, "wrapped": row.wrapped, "digest": row.digest}
        connection.execute(update(PERSON_KEYS).where(PERSON_KEYS.c.id == row.id).values(values))
    assert [finding.partition(", ")[2] for finding in kept.verified().findings] == ["as an entry says, and is there again"]


def test_all_keys_are_wrapped_anew_while_others_write(kept: Kept) -> None:
    kept.record(("a", "one", None), ("b", "two", None), ("c", "gone", None))
    kept.erase("gone")
    before = dict(read_keys(kept.masters.file))
    # Another process, which has read the old keys.
    other = Recorder(kept.url, "other", masters=MasterKeys(kept.masters.file))
    draft = decision_draft(Asked("limits"), b"{}", DECISION, POLICIES, Making("d", TIME, "0.1.0"), Telling("one"))
    other.record([draft])
    assert wrap_all_anew(kept.store, kept.masters, act()) == 3
    other.record([decision_draft(Asked("limits"), b"{}", DECISION, POLICIES, Making("e", TIME, "0.1.0"), Telling("three"))])
    other.close()
    after = read_keys(kept.masters.file)
    assert len(after) == 1
    assert not set(before) & set(after)
    kept.masters = MasterKeys(kept.masters.file)
    assert {type(kept.opened(id_)) for id_ in ("a", "b", "d", "e")} == {Decided}
    with kept.store.reading() as connection:
        assert {row.master for row in every_key(connection) if row.wrapped is not None} == set(after)
    assert kept.verified().findings == ()


def test_master_keys_of_another_store_write_nothing(kept: Kept, tmp_path: Path) -> None:
    kept.record(("a", "somebody", None))
    stranger = MasterKeys(tmp_path / "other.key")
    make_keys(stranger.file)
    recorder = Recorder(kept.url, "two", masters=stranger)
    draft = decision_draft(Asked("limits"), b"{}", DECISION, POLICIES, Making("b", TIME, "0.1.0"), Telling("somebody"))
    with pytest.raises(StoreDown, match="which is not in"):
        recorder.record([draft])
    recorder.close()
    entry = find_entry(kept.store, "a")
    assert entry is not None
    for masters in (stranger, None):
        with pytest.raises(StoreDown):
            Opening(kept.store, masters).decided(entry)
    assert any("which is not in" in finding for finding in verify(kept.store, {}, masters=stranger).findings)


def test_keys_that_are_not_there_are_told(kept: Kept) -> None:
    kept.record(("a", "somebody", None))
    entry = find_entry(kept.store, "a")
    assert entry is not None
    with kept.store.writing() as connection:
        connection.execute(delete(PERSON_KEYS).where(PERSON_KEYS.c.id == entry.key))
    with pytest.raises(StoreDown, match="is not in the store"):
        Opening(kept.store, kept.masters).decided(entry)


def test_nothing_of_persons_is_recorded_without_master_keys(kept: Kept) -> None:
    recorder = Recorder(kept.url, "two")
    with pytest.raises(StoreDown, match="EngineFault"):
        recorder.record([decision_draft(Asked("limits"), b"{}", DECISION, POLICIES, Making("b", TIME, "0.1.0"), Telling("a"))])
    recorder.close()


def test_master_keys_are_made_once_and_read_by_their_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "state" / "privacy.key"
    assert MasterKeys(file).newest() == MasterKeys(file).newest()
    assert file.stat().st_mode & 0o777 == 0o600
    make_keys(file)
    assert len(read_keys(file)) == 1


@pytest.mark.parametrize("text", ["", "nonsense", "0123456789abcdef AAAA\n", "name \xff\n"])
def test_what_is_no_file_of_master_keys_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "privacy.key").write_text(text, encoding="latin-1")
    with pytest.raises(BadKey):
        read_keys(tmp_path / "privacy.key")


def test_a_store_whose_master_keys_cannot_be_read_is_told(kept: Kept) -> None:
    kept.masters.file.write_text("nonsense")
    recorder = Recorder(kept.url, "two", masters=kept.masters)
    with pytest.raises(StoreDown, match="something else than master keys"):
        recorder.record([decision_draft(Asked("limits"), b"{}", DECISION, POLICIES, Making("b", TIME, "0.1.0"), Telling("a"))])
    recorder.close()


def test_an_erasure_names_nobody(kept: Kept) -> None:
    kept.record(("a", "gone", None))
    owner = kept.owner("gone")
    assert Erasure("officer", ("k",), owner.hex(), "why", TIME).person == owner.hex()
    assert b"gone" not in owner


def test_what_was_recorded_before_there_were_keys_stays_readable(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/record.db"
    draft = decision_draft(Asked("limits"), b'{"income": 5}', DECISION, POLICIES, Making("old", TIME, "0.1.0"))
    assert isinstance(draft.body, bytes)
    store = open_store(url)
    (entry,) = chained(Head("one"), [Part(draft.kind, draft.id, draft.body)])
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE person_keys")
        connection.exec_driver_sql("DROP INDEX ix_entries_key")
        connection.exec_driver_sql("ALTER TABLE entries DROP COLUMN key")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
        row = (entry.writer, entry.sequence, entry.kind, entry.id, entry.previous, entry.hash, entry.body)
        connection.exec_driver_sql("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    store.close()
    store = open_store(url)
    found = find_entry(store, "old")
    assert found is not None
    assert found == entry
    opened = Opening(store, MasterKeys(tmp_path / "privacy.key")).decided(found)
    assert isinstance(opened, Decided)
    assert bytes(opened.facts) == b'{"income": 5}'
    store.close()


@pytest.mark.parametrize("make", [make_keys, signer_in], ids=["master", "signer"])
def test_a_key_that_many_threads_make_at_once_is_made_once(tmp_path: Path, make: Callable[[Path], object]) -> None:
    for number in range(20):
        file = tmp_path / str(number) / "key"
        with ThreadPoolExecutor(8) as threads:
            made = [each.result() for each in [threads.submit(make, file) for _ in range(8)]]
        assert len({getattr(each, "key", None) for each in made}) == 1
        assert not [each for each in file.parent.iterdir() if each.name.startswith(".")]


@pytest.mark.parametrize("telling", [Telling("somebody"), None])
def test_what_a_draft_says_is_not_shown_with_it(telling: Telling | None) -> None:
    draft = decision_draft(Asked("limits"), b'{"income": 31415926}', DECISION, POLICIES, Making("b", TIME, "0.1.0"), telling)
    shown = f"{draft!r} {[draft]} {draft.body!r}" if telling else f"{draft!r} {[draft]}"
    assert ("31415926" in shown, "somebody" in shown) == (False, False)
