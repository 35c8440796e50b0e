"""Copy what the service keeps while it goes on serving, so that the copy is whole: each database as it was at one moment."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

KEYS, RECORD = "keys.sqlite", "record.db"
FILES = ("record.key", "record.pub", "local-key", "checkpoints.ndjson")
"""Copied first: checkpoints must not know of more than the copy of the record has."""


MASTER_KEYS = "privacy.key"


def back_up(state: Path, to: Path, record: Path | None = None) -> tuple[str, ...]:
    """Copy what is in the folder *state* into *to*, which must be new or empty; give the names of what was copied.

    The *record* is copied from there, where it is a file that stands elsewhere; what it is called in the copy is the same.
    """
    if not state.is_dir():
        raise FileNotFoundError(2, "there is no such folder", str(state))
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(to.iterdir()):
        raise FileExistsError(17, "the folder is not empty", str(to))
    before = _lines(state / MASTER_KEYS)
    copied = [name for name in FILES if _copied(state / name, to / name)]
    databases = {KEYS: state / KEYS, RECORD: record or state / RECORD}
    copied += [name for name, file in databases.items() if _copied_database(file, to / name)]
    # Whoever wraps all keys anew meanwhile has the new master key in the file before, and the old one out of it after.
    masters = list(dict.fromkeys((*before, *_lines(state / MASTER_KEYS))))
    if masters:
        with os.fdopen(os.open(to / MASTER_KEYS, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
            file.writelines(masters)
        copied.append(MASTER_KEYS)
    return tuple(copied)


def _lines(file: Path) -> list[bytes]:
    return file.read_bytes().splitlines(keepends=True) if file.is_file() else []


def _copied(file: Path, to: Path) -> bool:
    if not file.is_file():
        return False
    shutil.copy2(file, to)
    return True


def _copied_database(file: Path, to: Path) -> bool:
    if not file.is_file():
        return False
    os.close(os.open(to, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(to)) as other:
        one.backup(other)
    return True
