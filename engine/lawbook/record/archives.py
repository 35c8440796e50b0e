"""ZIP archives with a signed list of what is in them: the same bytes each time, and read with suspicion."""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from hashlib import sha256

import msgspec

from lawbook.contract.decision import canonical_json
from lawbook.record.signing import Signer, is_signed, name_of

MANIFEST, SIGNATURE = "manifest.json", "manifest.signature.json"
MOST_FILES = 20_000
MOST_BYTES = 256_000_000
"""How many bytes an archive may have, packed and unpacked."""
_FIXED = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_ENCRYPTED = 0x1
_LOCAL, _CENTRAL, _END = 30, 46, 22
"""The sizes of the records of a ZIP archive, but for names."""
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


class BadArchive(ValueError):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """A file that is no archive of ours, or was tampered with."""


class SignedBy(msgspec.Struct, frozen=True):
    """A signature, and the public key (raw, in hexadecimal) that it is to be verified with."""

    public: str
    signature: str


def write_archive(files: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """Put *files* into an archive; *stored* as they are, so that the bytes are the same whatever compresses elsewhere."""
    kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", kind) as archive:
        for path, content in sorted(files.items()):
            info = zipfile.ZipInfo(path, _FIXED)
            info.create_system, info.external_attr = _UNIX, 0o600 << 16
            archive.writestr(info, content, kind)
    return written.getvalue()


def read_archive(archive: bytes, *, stored: bool = False) -> dict[str, bytes]:
    """Read the files of an archive; with *stored* one that `write_archive` has stored. Raises BadArchive.

    Refused are names twice, names that lead elsewhere, more than can be meant, and, where *stored*, a byte that belongs to no file.
    """
    if len(archive) > MOST_BYTES:
        raise BadArchive(f"the archive has {len(archive):,} bytes, more than {MOST_BYTES:,}")
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            entries = opened.infolist()
            _check_entries(entries)
            if stored:
                _check_stored(entries, len(archive))
            return {each.filename: opened.read(each) for each in entries}
    except BadArchive:
        raise
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error) as error:
        raise BadArchive(f"the archive cannot be read: {error}") from None


def _check_entries(entries: Iterable[zipfile.ZipInfo]) -> None:
    met: set[str] = set()
    size = 0
    for each in entries:
        name = each.filename
        if name != each.orig_filename or not is_plain(name):
            raise BadArchive(f"`{name!a}` is no place inside an archive")
        if name.casefold() in met:
            raise BadArchive(f"`{name}` is there twice")
        met.add(name.casefold())
        size += each.file_size
        if each.flag_bits & _ENCRYPTED:
            raise BadArchive(f"`{name}` is encrypted")
        if len(met) > MOST_FILES or size > MOST_BYTES:
            raise BadArchive(f"the archive has more than {MOST_FILES:,} files, or unpacks to more than {MOST_BYTES:,} bytes")


def _check_stored(entries: list[zipfile.ZipInfo], size: int) -> None:
    known = _END
    for each in entries:
        if each.compress_type != zipfile.ZIP_STORED or each.compress_size != each.file_size:
            raise BadArchive(f"`{each.filename}` is compressed")
        known += _LOCAL + _CENTRAL + 2 * len(each.filename.encode()) + each.file_size
    if known != size:
        raise BadArchive("the archive has bytes that belong to none of its files")


def is_plain(path: str) -> bool:
    """Tell whether *path* is the place of a file inside a folder, the same on every system."""
    parts = path.split("/")
    return (
        all(part.strip(". ") == part and part for part in parts) and not _FORBIDDEN.search(path) and unicodedata.is_normalized("NFC", path)
    )


def hashes_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Give the SHA-256 of each file, but for the list itself and its signature."""
    return {path: sha256(content).hexdigest() for path, content in files.items() if path not in {MANIFEST, SIGNATURE}}


def changed_files(files: Mapping[str, bytes], listed: Mapping[str, str]) -> list[str]:
    """Name every file that is not as it is *listed*, that is missing, or that is there beside them."""
    own = hashes_of(files)
    return sorted(path for path in own.keys() | listed.keys() if own.get(path) != listed.get(path))


def signature_of(message: bytes, signer: Signer) -> bytes:
    """Sign *message* and write the signature as it stands in an archive."""
    return canonical_json(SignedBy(signer.public.hex(), signer.sign(message).hex()))


def amiss_in_signature(told: str, signed: SignedBy, message: bytes, trusted: bytes | None) -> list[str]:
    """Say what is wrong with the signature on *message*; with *trusted*, a raw public key, also where it is of another key."""
    public = bytes.fromhex(signed.public)
    if trusted is not None and public != trusted:
        return [f"{told} is signed with the key {name_of(public)}, which is not the one that is trusted"]
    return [] if is_signed(public, message, bytes.fromhex(signed.signature)) else [f"the signature of {told} is not good"]
