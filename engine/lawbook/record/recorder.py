"""The recorder of one process: whoever has something to record hears of it when one thread has made it durable, together with the others."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import TypeAlias, TypeVar

import msgspec

from lawbook.contract.decision import canonical_json
from lawbook.record.chain import Head
from lawbook.record.committing import HeadMoved, Sealer, begin_chain, commit, taking_up, touch
from lawbook.record.drafts import Draft, needed_by
from lawbook.record.master_keys import MasterKeys
from lawbook.record.snapshots import Snapshot
from lawbook.record.store import MOVED, Store, StoreDown, Writing, open_store

LOGGER = logging.getLogger("lawbook.record")
Read = TypeVar("Read")
Told: TypeAlias = "frozenset[str] | StoreDown"
"""What came of drafts: they are durable but for those with these ids, whose claim was taken before; or nobody knows that they are."""
READERS = 4
"""How many look into the store at a time; they are threads of their own, since a store that is silent holds whoever asks it."""
SILENT = "the store takes too long"
CLOSED = "the service is ending"
CROWDED = "too many decisions wait for the store"
PLAIN = frozenset({SILENT, CLOSED, CROWDED})
"""What may be told to whoever asks; other reasons are those of the store, and may tell where it is and how it is reached."""
PROBE = 1.0
"""Seconds between two looks at a store that failed."""
LOOK = 0.1
"""Seconds between two looks at whether somebody has waited for too long."""
GATHER, MOST_GATHERED = 0.0004, 0.012
"""Seconds after which is looked whether others came along, and how many at most who came first waits for them."""
OF_LATE = 8
"""Of how many groups, the last ones, is looked how many came together."""
TIDY = 1.0
"""Seconds between two times that the store is tidied."""
MOST_TOGETHER = 512
"""How many drafts are written in one transaction, about."""


@dataclass(frozen=True, slots=True)
class Pacing:
    """How long a caller waits to hear that its draft is durable, how many may wait, and how often checkpoints are made."""

    wait: float = 5.0
    most_waiting: int = 20_000
    checkpoint: float = 5.0


class _Waiting(msgspec.Struct, eq=False):
    # Both are let go of once it is told: what is kept until the watch comes by is cold by then, and costs more to free.
    drafts: Sequence[Draft]
    then: Callable[[Told], None] | None
    until: float
    # Taken by whoever tells what came of the drafts.
    told: Lock = msgspec.field(default_factory=Lock)

    def tell(self, came: Told) -> None:
        """Tell what came of the drafts, unless that was told."""
        if not self.told.acquire(blocking=False) or self.then is None:
            return
        then, self.then, self.drafts = self.then, None, ()
        try:
            then(came)
        except Exception:
            # Whoever waits with others must not keep the others from hearing.
            LOGGER.exception("what came of a draft could not be told")


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether the store took what was last written, and what it said otherwise; and how many callers wait for it."""

    store: str
    writer: str
    sequence: int
    failure: str | None
    waiting: int = 0


@dataclass(slots=True)
class _Chain:
    store: Store
    writing: Writing
    head: Head
    known: frozenset[bytes] = field(default_factory=frozenset)


class Recorder:
    """Appends to the chain of *writer* in the store at *url*, on a thread of its own, until `close`.

    The store is opened when something is first recorded, and again after it failed, so that a service starts, and goes on, without it.
    *masters* wrap the keys of persons; without them nothing that tells of persons can be recorded. *after_commit* is called on that thread with the open store after each group, and when nothing came for a while; at the very
    end with true.
    """

    def __init__(
        self,
        url: str,
        writer: str,
        *,
        masters: MasterKeys | None = None,
        pacing: Pacing | None = None,
        after_commit: Callable[[Store, bool], None] | None = None,
    ) -> None:
        self.masters = masters
        self._sealer = None if masters is None else Sealer(masters)
        self._url = url
        self._writer = writer
        self._pacing = pacing or Pacing()
        self._after_commit = after_commit
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._waiting: deque[_Waiting] = deque()
        self._together: deque[int] = deque([MOST_TOGETHER], maxlen=OF_LATE)
        self._taken_up: deque[Snapshot] = deque()
        self._policies: bytes | None = None
        self._over = Event()
        self._chain: _Chain | None = None
        self._reader: Store | None = None
        self._file: Path | None = None
        self._opening = Lock()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="lawbook-record-reader")
        self._failure: str | None = None
        self._sequence = 0
        self._told = ""
        self._thread = Thread(target=self._work, name="lawbook-record", daemon=True)
        self._thread.start()
        self._watch = Thread(target=self._watch_on, name="lawbook-record-watch", daemon=True)
        self._watch.start()

    def record(self, drafts: Sequence[Draft]) -> frozenset[str]:
        """Return when *drafts* are durable, with the ids of those left out because their claim was taken before; raises StoreDown."""
        done: SimpleQueue[Told] = SimpleQueue()
        self.submit(drafts, done.put)
        came = done.get()
        if isinstance(came, StoreDown):
            raise came
        return came

    def submit(self, drafts: Sequence[Draft], then: Callable[[Told], None]) -> None:
        """Have *then* called, on another thread, with what came of *drafts*; raises StoreDown where too many wait, or have waited for too long."""
        if self._queue.qsize() > self._pacing.most_waiting:
            raise StoreDown(CROWDED)
        if self._failure == SILENT:
            # Until the store is heard of again, others would wait as long for nothing.
            raise StoreDown(SILENT)
        waiting = _Waiting(drafts, then, monotonic() + self._pacing.wait)
        self._waiting.append(waiting)
        self._queue.put(waiting)
        if self._over.is_set():
            waiting.tell(StoreDown(CLOSED))

    def append(self, kind: str, body: dict[str, object], id_: str | None = None) -> None:
        """Record one event of *kind* and return when it is durable; raises StoreDown."""
        self.record([Draft(kind, canonical_json(body), id_)])

    def take_up(self, policies: Snapshot) -> None:
        """Have it entered that the writer took up *policies*, unless they are those it had: at once, or as soon as the store can be written; nobody waits.

        What is recorded from now on stands after it.
        """
        if policies.hash != self._policies:
            self._policies = policies.hash
            self._taken_up.append(policies)
            self._queue.put(_Waiting((), None, 0.0))

    def condition(self) -> Condition:
        """Say how the store does."""
        return Condition(self._told, self._writer, self._sequence, self._failure, self._queue.qsize())

    def read(self, reading: Callable[[Store], Read]) -> Read:
        """Give what *reading* finds in the store; raises StoreDown, also where the store is silent for too long."""
        try:
            return self._readers.submit(lambda: reading(self.store())).result(self._pacing.wait)
        except TimeoutError:
            raise StoreDown(SILENT) from None

    def store(self) -> Store:
        """Give the store to read from; raises StoreDown."""
        with self._opening:
            if self._reader is not None:
                try:
                    self._reader.check_in_place()
                except StoreDown:
                    self._reader.close()
                    self._reader = None
            if self._reader is None:
                self._reader = self._open()
            return self._reader

    def _open(self) -> Store:
        # A record that was there is never begun anew while somebody relies on it.
        if self._file is not None and not self._file.exists():
            raise StoreDown(f"{MOVED}; put it back, or start the service anew to begin another")
        store = open_store(self._url)
        self._file = store.file
        return store

    def close(self) -> None:
        """Write what still waits, and stop."""
        self._queue.put(None)
        self._thread.join()
        self._over.set()
        self._watch.join()
        self._readers.shutdown(cancel_futures=True)
        if self._chain is not None:
            self._chain.writing.close()
        for store in (self._reader, None if self._chain is None else self._chain.store):
            if store is not None:
                store.close()

    def _watch_on(self) -> None:
        """Tell those who have waited for too long that it is not known whether their drafts were written; those not taken up never will be.

        Have the store tidied, too, so that no commit has to.
        """
        due, tidied = monotonic() + TIDY, None
        while not self._over.wait(LOOK):
            now = monotonic()
            if now >= due and self._chain is not None and (tidied is None or tidied.done()):
                due, tidied = now + TIDY, self._readers.submit(self._tidy)
            while self._waiting and ((first := self._waiting[0]).told.locked() or first.until <= now):
                self._waiting.popleft()
                if not first.told.locked():
                    self._failure = self._failure or SILENT
                    first.tell(StoreDown(SILENT))
        for waiting in list(self._waiting):
            waiting.tell(StoreDown(CLOSED))

    def _tidy(self) -> None:
        # Whatever is wrong with the store, who writes to it finds out.
        with suppress(StoreDown):
            self.store().tidy()

    def _work(self) -> None:
        open_ = True
        while open_:
            group, open_ = self._next_group()
            if group:
                self._write(group)
            else:
                self._look_after()
            if self._taken_up and self._failure is None:
                self._write([])
            if self._chain is not None and self._after_commit is not None:
                self._follow_up(self._chain.store, last=not open_)

    def _look_after(self) -> None:
        """See whether a file is where it was, and a store that failed can be written again, so that a service that nobody asks finds out."""
        try:
            if self._chain is not None:
                self._check_in_place(self._chain.store)
            if self._failure is not None:
                chain = self._chain or self._begin()
                self._check_in_place(chain.store)
                touch(chain.store, self._writer)
                self._failure = None
        except StoreDown as down:
            self._fail(down.detail)

    def _follow_up(self, store: Store, *, last: bool) -> None:
        try:
            if self._after_commit is not None:
                self._after_commit(store, last)
        except StoreDown as down:
            self._fail(down.detail)

    def _next_group(self) -> tuple[list[_Waiting], bool]:
        group: list[_Waiting] = []
        count = 0
        try:
            taken = self._queue.get(timeout=self._pacing.checkpoint if self._failure is None else PROBE)
            self._gather()
            while taken is not None:
                if not taken.told.locked():
                    group.append(taken)
                    count += len(taken.drafts)
                if count >= MOST_TOGETHER:
                    return group, True
                taken = self._queue.get_nowait()
        except Empty:
            return group, True
        return group, False

    def _gather(self) -> None:
        """Let others come along, as long as they do, until there are as many as came together of late.

        Asleep, so that nobody has to share the interpreter with this thread meanwhile.
        """
        until = monotonic() + MOST_GATHERED
        enough, many = max(self._together), -1
        # Whoever was taken from the queue already is not counted in it.
        while many < (many := self._queue.qsize() + 1) < enough and monotonic() < until:
            sleep(GATHER)
        self._together.append(self._queue.qsize() + 1)

    def _write(self, group: list[_Waiting]) -> None:
        drafts = [draft for waiting in group for draft in waiting.drafts]
        if not drafts and not self._taken_up:
            # Nothing was to be recorded, or the watch told all of them meanwhile.
            for waiting in group:
                waiting.tell(frozenset())
            return
        try:
            lost = self._written(drafts)
        except Exception as error:
            # Nobody may wait for ever, whatever went wrong; what is not the store's doing is told in the log with its stack.
            detail = error.detail if isinstance(error, StoreDown) else f"the service is at fault: {type(error).__name__}"
            if not isinstance(error, StoreDown):
                LOGGER.exception("the record could not be written")
            self._fail(detail)
            for waiting in group:
                waiting.tell(StoreDown(detail))
            return
        self._failure = None
        for waiting in group:
            waiting.tell(lost and lost & {draft.id for draft in waiting.drafts if draft.id is not None})

    def _written(self, drafts: list[Draft]) -> frozenset[str]:
        until = monotonic() + self._pacing.wait
        policies = tuple(self._taken_up)
        taken_up, hashes = [taking_up(each) for each in policies], {each.hash for each in policies}
        while True:
            chain = self._chain or self._begin()
            try:
                chain.head, lost = commit(chain.writing, chain.head, [*taken_up, *drafts], chain.known | hashes, self._sealer)
            except HeadMoved:
                if monotonic() > until:
                    raise StoreDown("the chain is written by somebody else") from None
                chain.head = begin_chain(chain.store, self._writer)
                continue
            # INVARIANT: what is told to be durable is found by whoever opens the record.
            self._check_in_place(chain.store)
            chain.known |= hashes | needed_by([draft for draft in drafts if draft.id not in lost] if lost else drafts)
            for _ in policies:
                self._taken_up.popleft()
            self._sequence = chain.head.sequence
            return lost

    def _check_in_place(self, store: Store) -> None:
        store.check_in_place()
        if self.masters is not None:
            self.masters.check_in_place()

    def _begin(self) -> _Chain:
        store = self._open()
        try:
            head = begin_chain(store, self._writer)
            writing = Writing(store)
        except BaseException:
            store.close()
            raise
        self._told = store.told
        self._chain = _Chain(store, writing, head)
        return self._chain

    def _fail(self, detail: str) -> None:
        if self._failure != detail:
            LOGGER.error("the record cannot be written: %s", detail)
        self._failure = detail
        chain, self._chain = self._chain, None
        if chain is not None:
            chain.writing.close()
            chain.store.close()
