"""Archives are the same bytes each time, and what somebody made to do harm is refused."""

import io
import zipfile
from pathlib import Path

import pytest

from lawbook.record import archives, signer_in
from lawbook.record.archives import BadArchive, SignedBy, amiss_in_signature, changed_files, is_plain, read_archive, write_archive

FILES = {"a.yaml": b"one", "b/ä.yaml": b"two", "b/c.csv": b""}


def zipped(*entries: tuple[str, bytes], kind: int = zipfile.ZIP_STORED, comment: bytes = b"") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", kind) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, kind)
        archive.comment = comment
    return written.getvalue()


@pytest.mark.parametrize("stored", [True, False])
def test_what_was_written_is_read_and_written_alike(stored: bool) -> None:  # noqa: FBT001 - a parameter of the test
    archive = write_archive(FILES, stored=stored)
    assert read_archive(archive, stored=stored) == FILES
    assert write_archive(dict(reversed(FILES.items())), stored=stored) == archive


@pytest.mark.parametrize(
    "name", ["/a", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", "c:a", "a\nb", "a ", "a.", ".", "", "e\u0301", "con?"]
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    assert not is_plain(name)
    with pytest.raises(BadArchive, match=r"no place inside|cannot be read"):
        read_archive(zipped((name, b"")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("other", ["a.yaml", "A.YAML"])
def test_a_name_twice_is_refused(other: str) -> None:
    with pytest.raises(BadArchive, match="is there twice"):
        read_archive(zipped(("a.yaml", b"1"), (other, b"2")))


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(("a", bytes(100_000)), kind=zipfile.ZIP_DEFLATED)
    monkeypatch.setattr(archives, "MOST_BYTES", 1_000)
    with pytest.raises(BadArchive, match="unpacks to more than 1,000"):
        read_archive(bomb)
    with pytest.raises(BadArchive, match="has 100,"):
        read_archive(zipped(("a", bytes(100_000))))


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    with pytest.raises(BadArchive, match="more than 2 files"):
        read_archive(write_archive(FILES))


def test_where_files_are_stored_nothing_is_compressed_and_no_byte_is_left_over() -> None:
    with pytest.raises(BadArchive, match="`a` is compressed"):
        read_archive(zipped(("a", b"aaaa"), kind=zipfile.ZIP_DEFLATED), stored=True)
    for archive in (zipped(("a", b"1"), comment=b"more"), b"before" + zipped(("a", b"1"))):
        with pytest.raises(BadArchive, match="belong to none"):
            read_archive(archive, stored=True)


def test_a_size_that_is_a_lie_is_found() -> None:
    archive = bytearray(zipped(("a", b"1234")))
    place = archive.index(b"PK\x01\x02") + 24
    archive[place : place + 4] = (2).to_bytes(4, "little")
    with pytest.raises(BadArchive):
        read_archive(bytes(archive), stored=True)


def test_an_encrypted_file_is_refused() -> None:
    archive = bytearray(zipped(("a", b"1")))
    archive[archive.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadArchive, match="`a` is encrypted"):
        read_archive(bytes(archive))


def test_every_changed_bit_is_refused_or_read_as_something_else() -> None:
    archive = write_archive(FILES, stored=True)
    for place in range(len(archive)):
        spoiled = bytearray(archive)
        spoiled[place] ^= 1
        try:
            read = read_archive(bytes(spoiled), stored=True)
        except BadArchive:
            continue
        assert set(read.values()) == set(FILES.values())


def test_what_was_changed_added_or_taken_away_is_named() -> None:
    listed = archives.hashes_of(FILES)
    assert changed_files(FILES, listed) == []
    assert changed_files({"a.yaml": b"other", "b/c.csv": b"", "new": b""}, listed) == ["a.yaml", "b/ä.yaml", "new"]


def test_a_signature_is_good_for_its_message_and_its_key_only(tmp_path: Path) -> None:
    signer, other = signer_in(tmp_path / "one.key"), signer_in(tmp_path / "other.key")
    signed = SignedBy(signer.public.hex(), signer.sign(b"message").hex())
    assert amiss_in_signature("it", signed, b"message", signer.public) == []
    assert amiss_in_signature("it", signed, b"another", None) == ["the signature of it is not good"]
    assert amiss_in_signature("it", signed, b"message", other.public) == [
        f"it is signed with the key {signer.key}, which is not the one that is trusted"
    ]
