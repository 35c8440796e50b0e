"""A bundle is served as it was signed, or refused with everything that is wrong with it."""

import json
from datetime import date
from pathlib import Path

import pytest

from lawbook import Library, open_library
from lawbook.operations.bundling import BadBundle, make_bundle, numbers_of, open_bundle
from lawbook.record import Signer, signer_in
from lawbook.record.archives import MANIFEST, SIGNATURE, hashes_of, read_archive, signature_of, write_archive
from support.offers import FACTS, write_offer

DAY = date(2026, 11, 21)
POLICY = "policies/small-offer/v1.yaml"


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return signer_in(tmp_path / "release.key")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    write_offer(tmp_path / "policies")
    write_offer(tmp_path / "policies", 2, "2027-01-01", 1_000)
    return open_library(tmp_path / "policies")


def findings(archive: bytes, trusted: bytes | None) -> tuple[str, ...]:
    with pytest.raises(BadBundle) as refused:
        open_bundle(archive, trusted)
    return refused.value.findings


def signed_anew(archive: bytes, signer: Signer, purpose: bytes = b"lawbook bundle 1\n", **changed: object) -> bytes:
    """Give the bundle with a manifest that says something else, signed all the same."""
    files = read_archive(archive, stored=True)
    manifest = json.dumps(json.loads(files[MANIFEST]) | changed).encode()
    return write_archive(files | {MANIFEST: manifest, SIGNATURE: signature_of(purpose + manifest, signer)}, stored=True)


def test_a_bundle_decides_as_the_folder_that_it_was_made_from(library: Library, signer: Signer) -> None:
    opened = open_bundle(make_bundle(library, signer), signer.public, DAY)
    facts = json.dumps(FACTS).encode()
    assert opened.library.policy("small-offer").decide_json(facts) == library.policy("small-offer", as_of=DAY).decide_json(facts)
    assert opened.key == signer.key
    assert [(each.policy, each.version, each.effective) for each in opened.manifest.policies] == [
        ("small-offer", 1, "2026-01-01"),
        ("small-offer", 2, "2027-01-01"),
    ]


def test_a_bundle_is_the_same_each_time_it_is_made(library: Library, signer: Signer) -> None:
    opened = open_bundle(make_bundle(library, signer), None)
    assert make_bundle(library, signer) == make_bundle(opened.library, signer)


def test_whatever_is_altered_added_or_missing_is_named(library: Library, signer: Signer) -> None:
    files = read_archive(make_bundle(library, signer), stored=True)
    altered = write_archive(files | {POLICY: files[POLICY].replace(b"50000", b"60000")}, stored=True)
    assert findings(altered, signer.public) == (f"{POLICY} is not as it was signed",)
    added = write_archive(files | {"policies/small-offer/v3.yaml": b"", "more": b""}, stored=True)
    assert findings(added, signer.public) == ("more is not as it was signed", "policies/small-offer/v3.yaml is not as it was signed")
    missing = write_archive({path: content for path, content in files.items() if path != POLICY}, stored=True)
    assert findings(missing, signer.public) == (f"{POLICY} is not as it was signed",)
    for path in (MANIFEST, SIGNATURE):
        without = write_archive({name: content for name, content in files.items() if name != path}, stored=True)
        assert findings(without, signer.public) == (f"{path} is missing",)


def test_any_changed_byte_of_what_is_signed_is_refused(library: Library, signer: Signer) -> None:
    files = read_archive(make_bundle(library, signer), stored=True)
    for path in (MANIFEST, SIGNATURE):
        for place in range(0, len(files[path]), 7):
            content = bytearray(files[path])
            content[place] ^= 1
            assert findings(write_archive(files | {path: bytes(content)}, stored=True), signer.public)


def test_another_key_is_not_trusted(library: Library, signer: Signer, tmp_path: Path) -> None:
    other = signer_in(tmp_path / "other.key")
    assert findings(make_bundle(library, signer), other.public) == (
        f"the bundle is signed with the key {signer.key}, which is not the one that is trusted",
    )


def test_a_signature_that_was_made_for_something_else_is_none_of_a_bundle(library: Library, signer: Signer) -> None:
    assert findings(signed_anew(make_bundle(library, signer), signer, b""), signer.public) == ("the signature of the bundle is not good",)


def test_an_engine_older_than_the_bundle_wants_refuses_it(library: Library, signer: Signer) -> None:
    (finding,) = findings(make_bundle(library, signer, "999.0.0"), signer.public)
    assert finding.startswith("it wants version 999.0.0 of lawbook, and this is ")
    bundle = make_bundle(library, signer)
    assert findings(signed_anew(bundle, signer, engine="new"), signer.public) == ("`new` is no version of the engine",)
    assert findings(signed_anew(bundle, signer, bundle=2), signer.public) == ("it is a bundle of format 2, and this engine reads 1",)


def test_policies_that_come_to_something_else_than_was_signed_are_refused(library: Library, signer: Signer) -> None:
    bundle = make_bundle(library, signer)
    assert findings(signed_anew(bundle, signer, policies=[]), signer.public) == (
        "small-offer version 1 is not what was signed",
        "small-offer version 2 is not what was signed",
    )


def test_a_list_that_cannot_be_read_is_refused(library: Library, signer: Signer) -> None:
    bundle = make_bundle(library, signer)
    assert "its list cannot be read" in findings(signed_anew(bundle, signer, more=1), signer.public)[0]
    assert findings(b"PK nonsense", signer.public)[0].startswith("the archive cannot be read")


def test_signed_policies_with_problems_are_refused_with_their_places(signer: Signer) -> None:
    files = {POLICY: b"language: 1\n"}
    manifest = json.dumps({"bundle": 1, "engine": "0.0.1", "files": hashes_of(files), "policies": []}).encode()
    signed = {MANIFEST: manifest, SIGNATURE: signature_of(b"lawbook bundle 1\n" + manifest, signer)}
    found = findings(write_archive(files | signed, stored=True), signer.public)
    assert found
    assert all(finding.startswith("its policies have problems: small-offer/v1.yaml:") for finding in found)


def test_files_that_are_no_policies_are_refused_even_if_signed(signer: Signer) -> None:
    files = {"elsewhere.yaml": b""}
    manifest = json.dumps({"bundle": 1, "engine": "0.0.1", "files": hashes_of(files), "policies": []}).encode()
    signed = {MANIFEST: manifest, SIGNATURE: signature_of(b"lawbook bundle 1\n" + manifest, signer)}
    assert findings(write_archive(files | signed, stored=True), signer.public) == ("elsewhere.yaml is no place of a policy",)


@pytest.mark.parametrize(("version", "numbers"), [("1.20.3", (1, 20, 3)), ("1.2", None), ("1.2.x", None), ("", None), ("١.2.3", None)])
def test_versions_are_three_numbers(version: str, numbers: tuple[int, ...] | None) -> None:
    assert numbers_of(version) == numbers
