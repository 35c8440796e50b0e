"""The policies that are being served: exchanged whole when their files change, kept when an edit is bad."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Event, Lock, Thread

from lawbook import Library, PolicyRejected, Problem
from lawbook.operations.bundling import BadBundle
from lawbook.record import Snapshot, StoreDown, take_snapshot
from lawbook_api.origins import FromFolder, Origin, open_origin, state_of
from lawbook_api.released import FromReleases

LOGGER = logging.getLogger("lawbook.api")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One library as it was loaded, with the texts it was read from; *generation* counts from 1, *released* what was ever released."""

    library: Library
    generation: int
    since: datetime
    policies: Snapshot
    released: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """The last edit, where it could not be used: what is wrong with it, and since when."""

    problems: tuple[Problem, ...]
    detail: str
    since: datetime


class LibrarySource:
    """Hands out the library to serve, and looks after its freshness on a thread of its own."""

    def __init__(
        self, policies: Path | Origin, *, now: Callable[[], datetime], today: Callable[[], date], nudge: Path | None = None
    ) -> None:
        self.origin = FromFolder(policies) if isinstance(policies, Path) else policies
        self._now = now
        self._today = today
        self._nudge = nudge
        self._seen = self._state()
        self._stop = Event()
        self._refreshing = Lock()
        self._taken_up: Callable[[Snapshot], None] | None = None
        self._thread: Thread | None = None
        self.refusal: Refusal | None = None
        self.loaded = self._loaded(self._begun(), 1)

    def library(self) -> Library:
        """Give the library to decide with now."""
        return self.loaded.library

    def tell(self, taken_up: Callable[[Snapshot], None]) -> None:
        """Tell *taken_up* which policies are being served, and from now on which will be, before anybody decides by them.

        Where what is released could not be read as yet, nothing was taken up.
        """
        with self._refreshing:
            self._taken_up = taken_up
            if self.loaded.released is not None or not isinstance(self.origin, FromReleases):
                taken_up(self.loaded.policies)

    def refresh(self, *, even_if_same: bool = False) -> None:
        """Exchange the library for what the files now say, if they changed and are sound."""
        with self._refreshing:
            seen = self._state()
            if seen == self._seen and not even_if_same:
                return
            self._seen = seen
            try:
                library = self._open()
            except PolicyRejected as rejection:
                self._refuse("the changed policies have problems", rejection.problems)
            except BadBundle as bad:
                self._refuse(f"the bundle is not sound: {bad}", ())
            except StoreDown as down:
                # What was released is looked for again, whether or not something else is.
                self._seen = None
                self._refuse(f"what is released cannot be read: {down.detail}", ())
            except OSError as error:
                self._refuse(f"the policies cannot be read: {error.strerror}", ())
            else:
                loaded = self._loaded(library, self.loaded.generation + 1)
                if self._taken_up is not None:
                    self._taken_up(loaded.policies)
                self.refusal, self.loaded = None, loaded
                LOGGER.info("policies reloaded, generation %s", self.loaded.generation)

    def watch(self, every: float) -> None:
        """Look for changes each *every* seconds, from now until `close`."""
        self._thread = Thread(target=self._watch, args=(every,), name="lawbook-reload", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop looking for changes."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        if isinstance(self.origin, FromReleases):
            self.origin.close()

    def _watch(self, every: float) -> None:
        while not self._stop.wait(every):
            try:
                self.refresh()
            except Exception as fault:
                # What is being served must go on being served; the fault is told in the log and in /readyz.
                LOGGER.exception("the policies could not be reloaded")
                self._refuse(f"the service is at fault: {type(fault).__name__}", ())

    def _refuse(self, detail: str, problems: tuple[Problem, ...]) -> None:
        if self.refusal is not None and (self.refusal.detail, self.refusal.problems) == (detail, problems):
            return
        self.refusal = Refusal(problems, detail, self._now())
        LOGGER.warning("%s; generation %s goes on being served\n%s", detail, self.loaded.generation, "\n".join(map(str, problems)))

    def _begun(self) -> Library:
        """Open what is there at first: nothing where the store of releases is down, so that the service starts, and goes on, without it."""
        try:
            return self._open()
        except StoreDown as down:
            self._seen = None
            self.refusal = Refusal((), f"what is released cannot be read: {down.detail}", self._now())
            return Library(Path(), ())

    def _open(self) -> Library:
        today = self._today()
        library = open_origin(self.origin, today)
        library.compile_all(today)
        return library

    def _loaded(self, library: Library, generation: int) -> Loaded:
        since = self._now()
        released = self.origin.number if isinstance(self.origin, FromReleases) else None
        return Loaded(library, generation, since, take_snapshot(library.files, since.isoformat(timespec="milliseconds")), released)

    def _state(self) -> object:
        nudged = self._nudge.stat().st_mtime_ns if self._nudge is not None else 0
        return nudged, state_of(self.origin)
