"""What is released in the store, as policies to serve: nothing else is, however it lies in folders."""

from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import TypeVar

from lawbook import Library
from lawbook.operations.releasing.composing import NOTHING, whole_of
from lawbook.operations.releasing.stories import released, served_now, served_number
from lawbook.record import Store, StoreDown, open_store

T = TypeVar("T")


class FromReleases:
    """The policies that are released in the store at *url*; *number* counts what was ever released, and is None before anything was taken up.

    The store is opened when it is first looked at, and again after it failed.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._store: Store | None = None
        self._using = Lock()
        self._seen: int | None = None
        self.number: int | None = None

    def state(self) -> int | None:
        """Give a number that grows with what is released, the last one known while the store cannot be read: that changes nothing."""
        try:
            self._seen = self._read(served_number)
        except StoreDown:
            return self._seen
        return self._seen

    def library(self, today: date) -> Library:
        """Open what is released, which is nothing before the first release; raises StoreDown."""
        served = self._read(served_now)
        files = NOTHING if served is None else self._read(lambda store: released(store, served))
        library = whole_of(files, today).library
        self.number = 0 if served is None else served.number
        return library

    def close(self) -> None:
        """Let go of the store."""
        with self._using:
            store, self._store = self._store, None
        if store is not None:
            store.close()

    def _read(self, reading: Callable[[Store], T]) -> T:
        with self._using:
            try:
                if self._store is None:
                    self._store = open_store(self._url)
                return reading(self._store)
            except StoreDown:
                store, self._store = self._store, None
                if store is not None:
                    store.close()
                raise
