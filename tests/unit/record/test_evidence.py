"""An evidence pack shows one decision to somebody who has no store; replay shows all of them to somebody who has."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from lawbook import Library, open_library
from lawbook.operations.evidence import check_evidence, evidence
from lawbook.operations.replaying import Differing, replay
from lawbook.record import Asked, Checkpointer, Making, Recorder, Signer, Store, decision_draft, open_store, signer_in, take_snapshot
from lawbook.record.finding import decisions_of, find_entry, find_policies, known_by
from lawbook.record.packing import BadPack, covering, unpack
from support.moments import noon
from support.offers import FACTS, write_offer

TIME = "2026-11-21T04:00:00.000+00:00"
DAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Kept:
    store: Store
    signer: Signer
    library: Library

    def pack(self, id_: str) -> bytes:
        entry = find_entry(self.store, id_)
        assert entry is not None
        covered = covering(self.store, entry)
        assert covered is not None
        files = find_policies(self.store, take_snapshot(self.library.files, TIME).hash)
        assert files is not None
        return evidence(entry, covered, files, self.signer, None)


@pytest.fixture
def kept(store_url: str, tmp_path: Path) -> Iterator[Kept]:
    write_offer(tmp_path / "policies")
    library = open_library(tmp_path / "policies")
    policies = take_snapshot(library.files, TIME)
    signer = signer_in(tmp_path / "record.key")
    recorder = Recorder(store_url, "one", after_commit=Checkpointer(signer, now=noon, every=60))
    decide = library.policy("small-offer", as_of=DAY).decide_json
    for number in range(5):
        facts = json.dumps({**FACTS, "amount": number}, indent=number or None).encode()
        draft = decision_draft(Asked("small-offer"), facts, decide(facts), policies, Making(f"id-{number}", TIME, "0.1.0"))
        recorder.record([draft])
    recorder.close()
    store = open_store(store_url)
    yield Kept(store, signer, library)
    store.close()


@pytest.mark.parametrize("number", range(5))
def test_a_pack_is_sound(kept: Kept, number: int) -> None:
    files = unpack(kept.pack(f"id-{number}"))
    assert check_evidence(files, kept.signer.public) == []
    assert json.loads(files["facts.json"])["amount"] == number
    assert json.loads(files["explanation.zh.json"])["lang"] == "zh"
    others = [f"id-{other}".encode() for other in range(5) if other != number]
    assert not any(other in content for other in others for content in files.values())


def test_a_pack_is_the_same_each_time_it_is_made(kept: Kept) -> None:
    assert kept.pack("id-1") == kept.pack("id-1")


def test_any_change_to_a_pack_is_found(kept: Kept) -> None:
    files = unpack(kept.pack("id-2"))
    for path, content in files.items():
        assert check_evidence(files | {path: content[:-1] + bytes([content[-1] ^ 1])}, kept.signer.public), path
        assert check_evidence({name: each for name, each in files.items() if name != path}, kept.signer.public), path
    assert check_evidence(files | {"more.txt": b""}, kept.signer.public) == ["more.txt is not as it was packed"]


def test_a_pack_of_another_key_is_not_trusted(kept: Kept, tmp_path: Path) -> None:
    other = signer_in(tmp_path / "other.key")
    files = unpack(kept.pack("id-2"))
    assert "which is not the one that is trusted" in check_evidence(files, other.public)[0]
    assert check_evidence(files, None) == []


@pytest.mark.parametrize("archive", [b"", b"nonsense", b"PK\x03\x04 nonsense"])
def test_what_is_no_pack_is_refused(archive: bytes) -> None:
    with pytest.raises(BadPack):
        unpack(archive)


def test_a_pack_without_files_says_what_is_missing() -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert "manifest.json is missing" in check_evidence(unpack(empty.getvalue()), None)


def test_the_past_comes_out_as_it_was_recorded(kept: Kept) -> None:
    assert list(replay(kept.store, decisions_of(kept.store))) == [None] * 5
    assert list(replay(kept.store, decisions_of(kept.store), "large-offer")) == []


def test_a_decision_that_comes_out_otherwise_is_told(kept: Kept, store_url: str) -> None:
    policies = take_snapshot(kept.library.files, TIME)
    facts = json.dumps(FACTS).encode()
    wrong = kept.library.policy("small-offer", as_of=DAY).decide_json(facts).replace(b"approve", b"decline")
    recorder = Recorder(store_url, "two")
    recorder.record([decision_draft(Asked("small-offer"), facts, wrong, policies, Making("wrong", TIME, "0.0.1"))])
    recorder.record([decision_draft(Asked("small-offer"), b"{}", wrong, policies, Making("refused", TIME, "0.0.1"))])
    recorder.close()
    found = [each for each in replay(kept.store, decisions_of(kept.store)) if isinstance(each, Differing)]
    assert [each.id for each in found] == ["wrong", "refused"]
    assert found[0].recorded == wrong
    assert isinstance(found[1].now, str)


def test_what_was_known_by_a_moment_is_found(kept: Kept) -> None:
    found = known_by(kept.store, noon())
    assert found is not None
    assert (found.known_at, found.policies) == (TIME, take_snapshot(kept.library.files, TIME).hash.hex())
    assert known_by(kept.store, noon().replace(year=2025)) is None
