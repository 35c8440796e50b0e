"""Bundles: the policies of one folder in one signed file, that are served as they were signed or not at all."""

import re
from dataclasses import dataclass
from datetime import date

import msgspec

from lawbook import __version__
from lawbook.contract.decision import canonical_json
from lawbook.contract.written import date_text
from lawbook.library import Library
from lawbook.operations.recalling import open_files
from lawbook.problems import PolicyRejected
from lawbook.record.archives import (
    MANIFEST,
    SIGNATURE,
    BadArchive,
    SignedBy,
    amiss_in_signature,
    changed_files,
    hashes_of,
    read_archive,
    signature_of,
    write_archive,
)
from lawbook.record.signing import Signer, name_of

POLICIES = "policies/"
FORMAT = 1
PURPOSE = b"lawbook bundle 1\n"
"""Stands before what is signed, so that no signature of anything else is one of a bundle."""


class BadBundle(ValueError):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """A file that is no sound bundle; *findings* say everything that is wrong with it."""

    def __init__(self, findings: list[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(findings))


class Bundled(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """One version in a bundle; *effective* is an ISO date, *hash* covers what the version says."""

    policy: str
    version: int
    effective: str
    hash: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed: the format, the least version of the engine, the SHA-256 of every file, the versions that they come to."""

    bundle: int
    engine: str
    files: dict[str, str]
    policies: list[Bundled]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was found sound: what was signed, by which key, and the library that it is."""

    manifest: Manifest
    key: str
    library: Library


def make_bundle(library: Library, signer: Signer, engine: str = __version__) -> bytes:
    """Put everything that *library* was read from into one file signed by *signer*, for an engine of at least the version *engine*."""
    files = {f"{POLICIES}{path}": content for path, content in library.files.items()}
    manifest = canonical_json(Manifest(FORMAT, engine, hashes_of(files), _versions(library)))
    return write_archive(files | {MANIFEST: manifest, SIGNATURE: signature_of(PURPOSE + manifest, signer)}, stored=True)


def open_bundle(archive: bytes, trusted: bytes | None, today: date | None = None) -> Bundle:
    """Verify a bundle and open what is in it; with *trusted*, a raw public key, only where that key signed it. Raises BadBundle.

    Nothing of it is looked at as a policy before its signature and every file are found good.
    """
    try:
        files = read_archive(archive, stored=True)
    except BadArchive as bad:
        raise BadBundle([str(bad)]) from None
    manifest, signed = _verified(files, trusted)
    texts = {path.removeprefix(POLICIES): content for path, content in files.items() if path.startswith(POLICIES)}
    try:
        library = open_files(texts, today)
    except PolicyRejected as rejection:
        raise BadBundle([f"its policies have problems: {problem}" for problem in rejection.problems]) from None
    return Bundle(manifest, name_of(bytes.fromhex(signed.public)), _held_to(manifest, library))


def _verified(files: dict[str, bytes], trusted: bytes | None) -> tuple[Manifest, SignedBy]:
    if missing := [path for path in (MANIFEST, SIGNATURE) if path not in files]:
        raise BadBundle([f"{path} is missing" for path in missing])
    try:
        signed = msgspec.json.decode(files[SIGNATURE], type=SignedBy)
        amiss = amiss_in_signature("the bundle", signed, PURPOSE + files[MANIFEST], trusted)
        manifest = None if amiss else msgspec.json.decode(files[MANIFEST], type=Manifest)
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadBundle([f"its list cannot be read: {error}"]) from None
    if manifest is None:
        raise BadBundle(amiss)
    found = [f"{path} is not as it was signed" for path in changed_files(files, manifest.files)]
    found += [f"{path} is no place of a policy" for path in sorted(manifest.files) if not path.startswith(POLICIES)]
    found += _of_engine(manifest)
    if found:
        raise BadBundle(found)
    return manifest, signed


def _of_engine(manifest: Manifest) -> list[str]:
    if manifest.bundle != FORMAT:
        return [f"it is a bundle of format {manifest.bundle}, and this engine reads {FORMAT}"]
    wanted = numbers_of(manifest.engine)
    if wanted is None:
        return [f"`{manifest.engine}` is no version of the engine"]
    return [f"it wants version {manifest.engine} of lawbook, and this is {__version__}"] if wanted > (numbers_of(__version__) or ()) else []


def numbers_of(version: str) -> tuple[int, ...] | None:
    """Give the numbers of a version such as 1.2.0, None where it is none."""
    return tuple(map(int, version.split("."))) if re.fullmatch(r"\d{1,9}\.\d{1,9}\.\d{1,9}", version, re.ASCII) else None


def _held_to(manifest: Manifest, library: Library) -> Library:
    """Give *library* where its versions are those that were signed, as this engine understands them."""
    signed, own = ({(each.policy, each.version): each for each in versions} for versions in (manifest.policies, _versions(library)))
    if found := [f"{policy} version {version} is not what was signed" for policy, version in sorted(signed.keys() | own.keys()) if signed.get((policy, version)) != own.get((policy, version))]:  # fmt: skip
        raise BadBundle(found)
    return library


def _versions(library: Library) -> list[Bundled]:
    return sorted(
        Bundled(policy.name, policy.version, date_text(policy.effective), policy.content_hash)
        for name in library.policies
        for policy in library.versions(name)
    )
