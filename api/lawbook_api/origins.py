"""Where policies come from: a folder, a signed bundle, or what is released in the store."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias, assert_never

from lawbook import Library, open_library
from lawbook.library import fingerprint
from lawbook.operations.bundling import open_bundle
from lawbook.record.signing import public_in
from lawbook_api.released import FromReleases
from lawbook_api.settings import BadSetting, Settings


@dataclass(frozen=True, slots=True)
class FromFolder:
    """The policies of a folder, as they stand there."""

    folder: Path


@dataclass(frozen=True, slots=True)
class FromBundle:
    """The policies of a bundle, where the owner of the public *key* (raw) signed them."""

    file: Path
    key: bytes = field(repr=False)


Origin: TypeAlias = FromFolder | FromBundle | FromReleases


def origin_of(settings: Settings) -> Origin:
    """Give where the policies to serve come from; raises BadSetting and BadKey."""
    if settings.released_only:
        return _releases(settings)
    return FromFolder(settings.policies) if settings.bundle is None else _bundle(settings.bundle, settings)


def candidate_of(settings: Settings) -> Origin | None:
    """Give where the candidate comes from that decides beside them, if there is one: a folder, or a bundle where it is a file."""
    if settings.shadow is None:
        return None
    return _bundle(settings.shadow, settings) if settings.shadow.is_file() else FromFolder(settings.shadow)


def _releases(settings: Settings) -> FromReleases:
    if settings.record is None:
        raise BadSetting("what is released stands in the record, and this service is to keep none")
    if settings.bundle is not None:
        raise BadSetting("serve what is released, or a bundle: LAWBOOK_RELEASED and LAWBOOK_BUNDLE do not go together")
    return FromReleases(settings.record)


def _bundle(file: Path, settings: Settings) -> FromBundle:
    if settings.bundle_key is None:
        raise BadSetting(f"{file} is a bundle, and LAWBOOK_BUNDLE_KEY (--bundle-key) does not say whose are trusted")
    return FromBundle(file, public_in(settings.bundle_key))


def open_origin(origin: Origin, today: date) -> Library:
    """Open the policies; raises PolicyRejected, BadBundle, OSError and StoreDown."""
    match origin:
        case FromFolder(folder=folder):
            return open_library(folder, today=today)
        case FromBundle(file=file, key=key):
            return open_bundle(file.read_bytes(), key, today).library
        case FromReleases():
            return origin.library(today)
        case _:
            assert_never(origin)


def state_of(origin: Origin) -> object:
    """Give something that differs whenever the policies were changed."""
    if isinstance(origin, FromFolder):
        return fingerprint(origin.folder)
    if isinstance(origin, FromReleases):
        return origin.state()
    try:
        status = origin.file.stat()
    except OSError as error:
        return error.strerror
    return status.st_mtime_ns, status.st_size, status.st_ino
