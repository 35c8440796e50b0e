"""What is sealed is condensed first by phrases that the record keeps: it comes back as it was, or it is told why not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from zstandard import ZstdCompressor

from lawbook import Library, open_library
from lawbook.contract.phrases import phrases
from lawbook.operations.evidence import check_evidence, evidence
from lawbook.operations.replaying import replay
from lawbook.record import (
    Asked,
    Checkpointer,
    Draft,
    Making,
    MasterKeys,
    Recorder,
    Signer,
    Store,
    StoreDown,
    Telling,
    decision_draft,
    open_store,
    signer_in,
    take_snapshot,
)
from lawbook.record.archives import MANIFEST, SIGNATURE
from lawbook.record.condensing import LARGEST, NotCondensed, condense, expand, phrases_of
from lawbook.record.decided import Decided, read_decided, read_written
from lawbook.record.finding import decisions_of, find_entry, find_policies
from lawbook.record.opening import Opening
from lawbook.record.packing import PHRASES, covering, pack, unpack
from lawbook.record.schema import TEXTS
from lawbook.record.sealing import Sealed
from lawbook.record.verifying import verify
from support.moments import noon
from support.offers import FACTS, write_offer

TIME = "2026-11-21T04:00:00.000+00:00"
DAY = date(2026, 11, 21)
FOLDER = Path(__file__).parents[3] / "policies"
SHIPPED = sorted(examples.parent.name for examples in FOLDER.glob("*/examples"))


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_library(FOLDER)


@given(st.lists(st.binary(), max_size=5), st.binary(min_size=8))
def test_what_was_condensed_comes_back(texts: list[bytes], said: bytes) -> None:
    by = phrases_of(said)
    texts = [*texts, said + b" and more"]
    assert [expand(each, by) for each in condense(texts, by)] == texts


@given(st.binary())
def test_what_was_not_condensed_is_refused(content: bytes) -> None:
    with pytest.raises(NotCondensed):
        expand(content, phrases_of(b"whatever is said"))


def test_what_claims_to_be_large_or_of_no_size_is_refused() -> None:
    by = phrases_of(b"whatever is said")
    # A frame of one segment that says its size in eight bytes (RFC 8878, section 3.1.1.1).
    of_size = b"\x28\xb5\x2f\xfd\xe0" + (LARGEST + 1).to_bytes(8, "little")
    for claimed in (of_size, ZstdCompressor(write_content_size=False).compress(b"text")):
        with pytest.raises(NotCondensed, match="does not say its size"):
            expand(claimed, by)


def test_phrases_follow_from_the_policy_alone_and_have_every_text_of_a_reason(shipped: Library) -> None:
    for version in shipped.every_version():
        said = json.loads(version.phrases)
        assert version.phrases == phrases(version.policy)
        assert set(said) == {"decision", "facts"}
        assert [list(each) for each in said["facts"]] == [[fact.name for fact in version.policy.facts]] * 2
        texts = {reason["code"]: reason["text"] for reason in said["decision"]["reasons"]}
        assert texts == {reason.code: {"en": reason.text.en, "zh": reason.text.zh} for reason in version.policy.reasons}


def test_phrases_are_kept_once_however_many_days_are_asked_for(shipped: Library) -> None:
    days = [shipped.policy("dunning-tier", as_of=DAY.replace(day=day)) for day in range(1, 22)]
    assert len({id(version.phrases) for version in days}) == 1


@pytest.mark.parametrize("name", SHIPPED)
def test_decisions_become_much_smaller(shipped: Library, name: str) -> None:
    version = shipped.policy(name, as_of=DAY)
    for file in sorted((FOLDER / name / "examples").glob("*.json")):
        facts = file.read_bytes()
        whole = version.decide_json(facts)
        assert len(condense([whole], phrases_of(version.phrases))[0]) < len(whole) * 0.35, file


@dataclass(frozen=True)
class Kept:
    url: str
    store: Store
    masters: MasterKeys
    signer: Signer
    library: Library

    def record(self, *ids: str, writer: str) -> None:
        version = self.library.policy("small-offer", as_of=DAY)
        recorder = Recorder(self.url, writer, masters=self.masters, after_commit=Checkpointer(self.signer, now=noon, every=60))
        telling = Telling("Wang", phrases_of(version.phrases))
        facts = json.dumps(FACTS).encode()
        policies = take_snapshot(self.library.files, TIME)
        for id_ in ids:
            decided = version.decide_json(facts)
            recorder.record([decision_draft(Asked("small-offer"), facts, decided, policies, Making(id_, TIME, "0.1.0"), telling)])
        recorder.close()

    def opened(self, id_: str) -> Decided:
        entry = find_entry(self.store, id_)
        assert entry is not None
        found = Opening(self.store, self.masters).decided(entry)
        assert isinstance(found, Decided)
        return found

    def verified(self) -> tuple[str, ...]:
        return verify(self.store, {self.signer.key: self.signer.public}, masters=self.masters).findings

    @property
    def said(self) -> bytes:
        return self.library.policy("small-offer", as_of=DAY).phrases


@pytest.fixture
def kept(store_url: str, tmp_path: Path) -> Iterator[Kept]:
    write_offer(tmp_path / "policies")
    store = open_store(store_url)
    masters, signer = MasterKeys(tmp_path / "privacy.key"), signer_in(tmp_path / "record.key")
    made = Kept(store_url, store, masters, signer, open_library(tmp_path / "policies"))
    made.record("a", "b", writer="one")
    made.record("c", writer="two")
    yield made
    store.close()


def test_phrases_stand_in_the_record_once_and_decisions_are_read_by_them(kept: Kept) -> None:
    assert kept.verified() == ()
    for id_ in ("a", "b", "c"):
        assert bytes(kept.opened(id_).facts) == json.dumps(FACTS).encode()
    with kept.store.reading() as connection:
        assert list(connection.execute(select(TEXTS.c.content).where(TEXTS.c.content == kept.said)).scalars()) == [kept.said]
    assert list(replay(kept.store, decisions_of(kept.store), masters=kept.masters)) == [None] * 3


def test_phrases_that_were_removed_or_altered_are_found_and_nothing_is_read_by_them(kept: Kept) -> None:
    with kept.store.writing() as connection:
        connection.execute(update(TEXTS).where(TEXTS.c.content == kept.said).values(content=kept.said + b" "))
    assert any("was altered" in finding for finding in kept.verified())
    with pytest.raises(StoreDown, match="not as it was written"):
        kept.opened("a")
    with kept.store.writing() as connection:
        connection.execute(delete(TEXTS).where(TEXTS.c.content == kept.said + b" "))
    assert any("the phrases that it is condensed by are not there" in finding for finding in kept.verified())
    with pytest.raises(StoreDown, match="is not in the store"):
        kept.opened("b")


def test_an_entry_is_read_by_its_own_phrases_only(kept: Kept) -> None:
    entry = find_entry(kept.store, "a")
    assert entry is not None
    opener = Opening(kept.store, kept.masters).opener(entry)
    assert opener is not None
    sealed = read_written(entry.body).sealed
    assert isinstance(sealed, Sealed)
    for other in (None, phrases_of(kept.said + b" ")):
        with pytest.raises(NotCondensed, match=f"the phrases {sealed.phrases} .* are not there"):
            read_decided(entry.body, replace(opener, phrases=other))


def test_a_pack_of_what_was_condensed_needs_no_store(kept: Kept) -> None:
    entry = find_entry(kept.store, "b")
    assert entry is not None
    covered = covering(kept.store, entry)
    texts = find_policies(kept.store, take_snapshot(kept.library.files, TIME).hash)
    assert covered is not None
    assert texts is not None
    opener = Opening(kept.store, kept.masters).opener(entry)
    files = unpack(evidence(entry, covered, texts, kept.signer, None, opener=opener))
    assert files[PHRASES] == kept.said
    assert "the entry of the record, the key that opens it alone, the phrases it was condensed by, and the" in files["README.md"].decode()
    assert check_evidence(files, kept.signer.public) == []
    without = unpack(pack({path: content for path, content in files.items() if path not in {PHRASES, MANIFEST, SIGNATURE}}, kept.signer))
    assert "are not there" in check_evidence(without, kept.signer.public)[0]


def test_phrases_of_what_was_not_recorded_are_kept_with_what_is(kept: Kept) -> None:
    others = Telling("Li", phrases_of(b"said by nobody before"))
    policies = take_snapshot(kept.library.files, TIME)

    def draft(id_: str, key: str | None, telling: Telling) -> Draft:
        return decision_draft(Asked("small-offer", key=key), b"{}", b"{}", policies, Making(id_, TIME, "0.1.0"), telling)

    recorder = Recorder(kept.url, "three", masters=kept.masters, after_commit=Checkpointer(kept.signer, now=noon, every=60))
    assert recorder.record([draft("first", "k", Telling("Li"))]) == frozenset()
    assert recorder.record([draft("beaten", "k", others)]) == {"beaten"}
    assert recorder.record([draft("later", None, others)]) == frozenset()
    recorder.close()
    assert bytes(kept.opened("later").facts) == b"{}"
    assert kept.verified() == ()
