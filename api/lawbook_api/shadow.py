"""A candidate beside the policies being served: it decides on what was answered, off the answering path and without effect."""

import logging
from dataclasses import dataclass
from os import getpid
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

import msgspec
from flask import Blueprint, Response, request

from lawbook.operations.shadowing import Shadowing
from lawbook.operations.shadowing_told import Tallied, read_tallied, tallied_to_json
from lawbook_api.metrics import Meters
from lawbook_api.permissions import Caller
from lawbook_api.problems import PASSED, RequestRefused
from lawbook_api.requests import check_parameters
from lawbook_api.source import Loaded

if TYPE_CHECKING:
    from lawbook_api.source import LibrarySource

LOGGER = logging.getLogger("lawbook.api")
MOST_WAITING = 10_000
"""How many decisions may wait for the candidate; more are dropped."""
MOST_BYTES = 64_000_000
"""How many bytes they may have together."""
WRITTEN_EVERY = 1.0
"""Seconds after which a worker that did something shows the others what it counted."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered: the id, the policy, the facts as they came, and the canonical bytes of the decision."""

    id: str
    policy: str
    facts: bytes
    decision: bytes

    @property
    def size(self) -> int:
        """How many bytes it keeps."""
        return len(self.facts) + len(self.decision)


class Shadow:
    """Has the library of *source* decide again on whatever is offered, on a thread of its own, until `close`.

    Through files in *shared* several workers show one another what they counted.
    """

    def __init__(self, source: "LibrarySource", meters: Meters, shared: Path | None = None, *, most_waiting: int = MOST_WAITING) -> None:
        self.source = source
        self._meters = meters
        self._shared = shared
        self._most_waiting = most_waiting
        self._queue: SimpleQueue[Answered | None] = SimpleQueue()
        self._taking_in = Lock()
        self._bytes = 0
        self._dropped = 0
        self._failed = 0
        self._counting = Lock()
        self._loaded = source.loaded
        self._shadowing = Shadowing(self._loaded.library)
        self._thread = Thread(target=self._work, name="lawbook-shadow", daemon=True)
        self._thread.start()

    def offer(self, answered: Answered) -> None:
        """Take *answered* in for the candidate, or drop it, at once."""
        with self._taking_in:
            if self._queue.qsize() < self._most_waiting and self._bytes + answered.size <= MOST_BYTES:
                self._bytes += answered.size
                self._queue.put(answered)
                return
            self._dropped += 1
        self._meters.shadow_dropped()

    def close(self) -> None:
        """Decide on what still waits, and stop."""
        self._queue.put(None)
        self._thread.join()
        self.source.close()

    def tallied(self) -> Tallied:
        """Give what this worker counted, and what the others have shown."""
        own = self._own()
        if self._shared is not None:
            mine = self._file().name
            for file in self._shared.glob("shadow-*.json"):
                if file.name != mine:
                    own.add(read_tallied(file.read_bytes()))
        return own

    @property
    def waiting(self) -> int:
        """How many decisions wait for the candidate."""
        return self._queue.qsize()

    def _own(self) -> Tallied:
        """Give a copy of what was counted here, through the words in which it is told."""
        with self._counting:
            mine = self._shadowing
            counted = Tallied(mine.beside, mine.unchanged, mine.absent, self._failed, self._dropped)
            return read_tallied(msgspec.json.encode(tallied_to_json(counted)))

    def _work(self) -> None:
        shown = True
        while True:
            try:
                answered = self._queue.get(timeout=None if shown else WRITTEN_EVERY)
            except Empty:
                self._show()
                shown = True
                continue
            if answered is None:
                self._show()
                return
            with self._taking_in:
                self._bytes -= answered.size
            self._again(answered)
            shown = False

    def _again(self, answered: Answered) -> None:
        try:
            with self._counting:
                came = self._with(self.source.loaded).again(answered.id, answered.policy, answered.facts, answered.decision)
        except Exception:
            # What goes wrong with a candidate is counted and told; it is no reason to stop, and nobody waits for it.
            self._failed += 1
            self._meters.shadowed(answered.policy, "", "", "failed")
            LOGGER.exception("the candidate failed on the decision %s", answered.id)
        else:
            if came is not None:
                pair, what = came
                self._meters.shadowed(pair.policy, str(pair.live), str(pair.candidate), what)

    def _with(self, loaded: Loaded) -> Shadowing:
        """Give what decides by the candidate as it is now; what it counted before it was edited is kept, under the hash from before."""
        if loaded is not self._loaded:
            before = self._shadowing
            self._loaded, self._shadowing = loaded, Shadowing(loaded.library, before.beside)
            self._shadowing.unchanged, self._shadowing.absent = before.unchanged, before.absent
        return self._shadowing

    def _file(self) -> Path:
        return Path(self._shared or "", f"shadow-{getpid()}.json")

    def _show(self) -> None:
        if self._shared is not None:
            beside = self._file().with_suffix(".new")
            beside.write_bytes(msgspec.json.encode(tallied_to_json(self._own())))
            beside.replace(self._file())


def shadow_routes(shadow: Shadow | None) -> Blueprint:
    """Make the route that tells what the candidate did."""
    routes = Blueprint("shadow", __name__)

    @routes.get("/v1/shadow")
    def tell() -> Response:
        check_parameters(request)
        if shadow is None:
            raise RequestRefused("not-shadowed", "this service was started without a candidate")
        tallied = shadow.tallied()
        caller: Caller = request.environ[PASSED]
        met = {pair.policy for pair in tallied.beside} | set(tallied.unchanged) | set(tallied.absent)
        told = tallied_to_json(tallied, policies=[policy for policy in met if caller.may_use(policy)])
        return Response(msgspec.json.encode(told | {"waiting": shadow.waiting}), content_type="application/json")

    return routes
