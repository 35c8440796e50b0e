"""A service serves what was signed: a new bundle is verified and taken up whole, a bad one changes nothing and is told."""

import json
import signal
from pathlib import Path

import pytest

from lawbook import open_library
from lawbook.operations.bundling import BadBundle, make_bundle
from lawbook.record import BadKey, Signer, signer_in
from lawbook_api.health import readiness
from lawbook_api.origins import FromBundle, FromFolder, candidate_of, origin_of
from lawbook_api.settings import BadSetting, from_environment
from lawbook_api.source import LibrarySource
from support.offers import FACTS, write_offer
from support.services import NOON, serving, settings_for


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return signer_in(tmp_path / "release.key")


def write_bundle(root: Path, signer: Signer, version: int = 1) -> Path:
    """Write a bundle with one more version each time, as a person would: whole, in place of the one before."""
    write_offer(root / "policies", version, f"2026-0{version}-01")
    beside = root / "new.bundle"
    beside.write_bytes(make_bundle(open_library(root / "policies"), signer))
    return beside.replace(root / "p.bundle")


def source_at(file: Path, signer: Signer) -> LibrarySource:
    return LibrarySource(FromBundle(file, signer.public), now=lambda: NOON, today=NOON.date)


def test_a_new_bundle_is_taken_up(tmp_path: Path, signer: Signer) -> None:
    source = source_at(write_bundle(tmp_path, signer), signer)
    source.refresh()
    assert source.loaded.generation == 1
    write_bundle(tmp_path, signer, 2)
    source.refresh()
    assert [each.version for each in source.library().versions("small-offer")] == [1, 2]


def test_a_bad_bundle_keeps_the_old_one_and_is_told(tmp_path: Path, signer: Signer) -> None:
    file = write_bundle(tmp_path, signer)
    source = source_at(file, signer)
    before = source.library()
    for spoiled in (b"nonsense", file.read_bytes()[:-1], make_bundle(before, signer_in(tmp_path / "other.key"))):
        file.write_bytes(spoiled)
        source.refresh(even_if_same=True)
        assert source.library() is before
        told = readiness(source, in_full=True)
        assert (told["status"], told["generation"]) == ("ready with an edit refused", 1)
        assert str(told["refused_edit"]).startswith("{'detail': 'the bundle is not sound: ")
    file.unlink()
    source.refresh()
    assert "the policies cannot be read" in str(readiness(source, in_full=True)["refused_edit"])
    write_bundle(tmp_path, signer, 2)
    source.refresh()
    assert (source.refusal, source.loaded.generation) == (None, 2)


def test_a_service_does_not_start_with_a_bad_bundle(tmp_path: Path, signer: Signer) -> None:
    file = write_bundle(tmp_path, signer)
    file.write_bytes(b"nonsense")
    with pytest.raises(BadBundle):
        source_at(file, signer)


def test_settings_say_where_policies_come_from(tmp_path: Path, signer: Signer) -> None:
    file, public = write_bundle(tmp_path, signer), tmp_path / "release.pub"
    settings = from_environment({"LAWBOOK_BUNDLE": str(file), "LAWBOOK_BUNDLE_KEY": str(public), "LAWBOOK_SHADOW": str(file)})
    assert origin_of(settings) == candidate_of(settings) == FromBundle(file, signer.public)
    assert candidate_of(from_environment({"LAWBOOK_SHADOW": str(tmp_path)})) == FromFolder(tmp_path)
    plain = settings_for(tmp_path)
    assert (origin_of(plain), candidate_of(plain)) == (FromFolder(tmp_path), None)
    with pytest.raises(BadSetting, match="LAWBOOK_BUNDLE_KEY"):
        origin_of(from_environment({"LAWBOOK_BUNDLE": str(file)}))
    with pytest.raises(BadKey):
        origin_of(from_environment({"LAWBOOK_BUNDLE": str(file), "LAWBOOK_BUNDLE_KEY": str(file)}))


def test_a_running_service_takes_up_bundles_by_itself_and_on_a_signal(tmp_path: Path, signer: Signer) -> None:
    file = write_bundle(tmp_path, signer)
    options = ("--bundle", str(file), "--bundle-key", str(tmp_path / "release.pub"))
    with serving(tmp_path / "nowhere", *options, LAWBOOK_RELOAD_SECONDS="1") as server:
        answer = server.ask("POST", "/v1/policies/small-offer/decisions", json.dumps(FACTS).encode())
        assert answer.status == 200
        file.write_bytes(b"nonsense")
        server.process.send_signal(signal.SIGHUP)
        assert "the bundle is not sound" in str(server.asked_until("/readyz", "refused_edit"))
        write_bundle(tmp_path, signer, 2)
        server.asked_until("/readyz", '"generation":2')


def test_a_service_that_has_nothing_sound_to_serve_says_why_and_ends(tmp_path: Path, signer: Signer) -> None:
    file = write_bundle(tmp_path, signer)
    file.write_bytes(b"nonsense")
    options = ("--bundle", str(file), "--bundle-key", str(tmp_path / "release.pub"))
    with pytest.raises(TimeoutError, match="the bundle is not sound: the archive cannot be read"), serving(tmp_path, *options):
        pass
