"""Which files of a folder make up a library, and how to notice that they have changed."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

BASE = "base"
"""The folder of what was adopted from elsewhere, as it came: a library of its own."""
RETENTION = "retention"
"""The folder of the rules that say how long decisions are kept: they bind the record, and decide nothing."""
LEFT_ALONE = frozenset({"data", "schema", "examples", RETENTION, BASE})
"""Folders inside a library that hold no policies of it."""
VOCABULARIES = "shared"
"""The folder of vocabularies."""
CALENDARS = "calendars"
"""The folder of calendars of working days."""
EXCEPTIONS = "exceptions"
"""The folder of exceptions that were granted."""
SHARED_FOLDERS = frozenset({VOCABULARIES, CALENDARS, EXCEPTIONS, "law"})
"""Folders whose vocabularies, calendars and registers any policy may use, and whose exceptions may be for any."""
_TAKEN = re.compile(rb"\bfrom[\"']?\s*:\s*[\"']?([a-z0-9-]+)\.")
"""What looks like taking a decision of another policy."""


@dataclass(frozen=True, slots=True, order=True)
class FoundFile:
    """One file of a library: *path* is its place inside the library, with forward slashes."""

    path: str
    file: Path

    def folder(self) -> str:
        """Give the first folder of the path."""
        return self.path.partition("/")[0]


def library_files(root: Path, *, only: str | None = None) -> tuple[FoundFile, ...]:
    """Give the policy, vocabulary, calendar, register and row files under *root*, in order of path.

    *only* names one policy: then the files of other policies are left out, but for those of which it takes decisions.
    """
    found = sorted(_walk(root, ""))
    if only is None:
        return tuple(found)
    folders = {*SHARED_FOLDERS, *_with_those_used(only, found)}
    return tuple(each for each in found if each.folder() in folders)


def _with_those_used(policy: str, found: Iterable[FoundFile]) -> frozenset[str]:
    """Name *policy* and all that it seems to take decisions from, in the end."""
    met = {policy}
    waiting = [policy]
    while waiting:
        folder = waiting.pop()
        for each in found:
            if each.folder() == folder and each.path.endswith(".yaml"):
                named = {name.decode() for name in _TAKEN.findall(each.file.read_bytes())} - met
                met |= named
                waiting.extend(named)
    return frozenset(met)


def _walk(folder: Path, inside: str) -> Iterator[FoundFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{inside}{entry.name}"
            if entry.is_dir():
                if entry.name not in LEFT_ALONE:
                    yield from _walk(folder / entry.name, f"{path}/")
            elif entry.name.endswith((".yaml", ".yml", ".csv")):
                yield FoundFile(path, folder / entry.name)


def fingerprint(root: Path) -> object:
    """Give something that differs whenever a file of the library was added, removed, replaced or edited."""
    try:
        states = [(found.path, found.file.stat()) for found in library_files(root)]
    except OSError as error:
        return error.strerror
    return tuple((path, status.st_mtime_ns, status.st_size, status.st_ino) for path, status in states)
