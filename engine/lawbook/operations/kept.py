"""Answers kept in files by a hash of all that they follow from, so that nothing is proved twice."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

import msgspec

from lawbook.library.files import BASE, library_files

T = TypeVar("T")
SOURCES = Path(__file__).parents[1]
"""The engine, as it is installed."""


class Kept:
    """Answers in the files of *folder*; of None, nothing is kept. *trouble* names what could not be read or written."""

    def __init__(self, folder: Path | None, proved_with: str) -> None:
        self._folder = folder
        self._proved_with = proved_with
        self.trouble: list[str] = []

    def read(self, kind: type[T], about: Iterable[str]) -> T | None:
        """Give what is kept *about* something; what is damaged is named, and as if it were not there."""
        file = self._file(about)
        if file is None:
            return None
        try:
            digest, _, body = file.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        except OSError as error:
            self.trouble.append(f"{file}: {error.strerror}")
            return None
        try:
            if digest.decode("ascii", "replace") == hashlib.sha256(body).hexdigest():
                return msgspec.json.decode(body, type=kind)
            self.trouble.append(f"{file}: damaged")
        except msgspec.MsgspecError as error:
            self.trouble.append(f"{file}: {error}")
        return None

    def keep(self, value: object, about: Iterable[str]) -> None:
        """Keep *value* as what there is to say *about* something: whole, or not at all."""
        file = self._file(about)
        if file is None:
            return
        body = msgspec.json.encode(value)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=file.parent)
            try:
                with os.fdopen(handle, "wb") as writing:
                    writing.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
                Path(name).replace(file)
            except BaseException:
                with suppress(OSError):
                    Path(name).unlink()
                raise
        except OSError as error:
            self.trouble.append(f"{file}: {error.strerror}")

    def _file(self, about: Iterable[str]) -> Path | None:
        if self._folder is None:
            return None
        digest = hashlib.sha256(msgspec.json.encode([self._proved_with, *about])).hexdigest()
        return self._folder / digest[:2] / f"{digest}.json"


def proved_with(seconds: float) -> str | None:
    """Name all that answers come from besides the policies: engine, solver, limit of time; None where there is no solver."""
    try:
        solver = version("z3-solver")
    except PackageNotFoundError:
        return None
    return f"engine {_engine()} z3 {solver} seconds {seconds:g}"


@cache
def _engine() -> str:
    """Name the engine by its own text: a version number says too little while it is worked on."""
    digest = hashlib.sha256()
    for file in sorted(file for file in SOURCES.rglob("*") if file.suffix in {".py", ".lark"}):
        _add(digest, file.relative_to(SOURCES).as_posix(), file)
    return digest.hexdigest()


def library_hash(root: Path) -> str:
    """Name the files of a library, and of the one it was adopted from, by their text; raises OSError where one cannot be read."""
    digest = hashlib.sha256()
    for folder in (root, root / BASE):
        for found in library_files(folder) if folder.is_dir() else ():
            _add(digest, f"{folder.name}/{found.path}", found.file)
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", name: str, file: Path) -> None:
    for part in (name.encode(), file.read_bytes()):
        digest.update(len(part).to_bytes(8, "big") + part)
