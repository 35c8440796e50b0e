"""Policies as they were: libraries opened from the texts that the record keeps."""

from collections import OrderedDict
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from lawbook.library import Library, open_library
from lawbook.problems import PolicyRejected, Problem
from lawbook.record.finding import find_policies
from lawbook.record.snapshots import write_files
from lawbook.record.store import Store, StoreDown

KEPT = 4
"""How many libraries are kept open."""


class Recalled:
    """Libraries that were recalled, kept for the next who asks; safe to share between threads."""

    def __init__(self) -> None:
        self.libraries: OrderedDict[str, Library] = OrderedDict()
        self.lock = Lock()


def recall_library(store: Store, hash_: str, recalled: Recalled) -> Library:
    """Open the policies whose list has the hash *hash_*, from the texts in *store*; raises StoreDown where they are not there."""
    with recalled.lock:
        if hash_ not in recalled.libraries:
            files = find_policies(store, bytes.fromhex(hash_))
            if files is None:
                raise StoreDown(f"the texts of the policies {hash_} are not in the store")
            recalled.libraries[hash_] = open_files(files)
            if len(recalled.libraries) > KEPT:
                recalled.libraries.popitem(last=False)
        recalled.libraries.move_to_end(hash_)
        return recalled.libraries[hash_]


def open_files(files: dict[str, bytes], today: date | None = None) -> Library:
    """Open the library that *files* make up; without files nothing was served, as before a first release."""
    if not files:
        return Library(Path(), ())
    with TemporaryDirectory(prefix="lawbook-") as folder:
        write_files(files, Path(folder))
        try:
            return open_library(folder, today=today)
        except PolicyRejected as rejection:
            raise PolicyRejected(_inside(problem, folder) for problem in rejection.problems) from None


def _inside(problem: Problem, folder: str) -> Problem:
    """Name the file of *problem* by its place inside *folder*, which is gone by the time anybody reads of it."""
    return replace(problem, where=problem.where._replace(file=problem.where.file.removeprefix(f"{folder}/")))
