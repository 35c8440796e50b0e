"""The stories of releases as the record tells them: each release step by step, and what was released when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from lawbook.access.roles import Role
from lawbook.operations.releasing.states import Act, Actor, Refusal, ReleaseRefused, Standing, after
from lawbook.record.chain import Entry
from lawbook.record.finding import find_policies
from lawbook.record.recorder import Recorder
from lawbook.record.stepping import Step, last_place, last_step, steps_of
from lawbook.record.store import Store, StoreDown

RELEASES = "releases"
"""The story that has the first step of every release."""
SERVED = "served"
"""The story of what is released: each of its steps says what is from then on."""


class Unit(msgspec.Struct, frozen=True):
    """One version that a release brings, by its content."""

    policy: str
    version: int
    content_hash: str

    @property
    def name(self) -> str:
        """The version as it is called."""
        return f"{self.policy}@{self.version}"


class GateSaid(msgspec.Struct, frozen=True):
    """What came of a gate: whether it passed, and the hashes of its report, of the review page and of the list of the scenarios that were run."""

    passed: bool
    report: str
    page: str
    scenarios: str | None = None


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a step says: who did it, when and why, and what it is to each release (by number) that it happens to."""

    acts: Mapping[str, Act]
    by: str
    roles: Sequence[Role]
    time: str
    engine: str
    places: Mapping[str, int]
    reason: str | None = None
    # Of a submission: what it brings, the whole as it would be, and what it was put onto.
    units: tuple[Unit, ...] = ()
    candidate: str | None = None
    base: str | None = None
    note: str | None = None
    # Of a gate, and of an approval: what was looked at.
    gate: GateSaid | None = None
    # Of what changes what is released: all of it from now on, and which release each policy is of.
    serves: str | None = None
    current: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Event:
    """One step in the story of a release."""

    act: Act
    said: Said
    entry: Entry


@dataclass(frozen=True, slots=True)
class Release:
    """A release, as its story tells it."""

    number: int
    events: tuple[Event, ...]
    standing: Standing

    @property
    def submission(self) -> Said:
        """What was said when it was submitted."""
        return self.events[0].said

    @property
    def units(self) -> tuple[Unit, ...]:
        """The versions that it brings."""
        return self.submission.units

    @property
    def policies(self) -> tuple[str, ...]:
        """The names of the policies that it brings versions of."""
        return tuple(dict.fromkeys(unit.policy for unit in self.units))

    @property
    def gate(self) -> GateSaid | None:
        """What came of the last gate."""
        return next((event.said.gate for event in reversed(self.events) if event.act == "gate"), None)


@dataclass(frozen=True, slots=True)
class Served:
    """What is released from a moment on: *hash* names all its texts, *current* the release that each policy is of."""

    number: int
    hash: str
    current: Mapping[str, int]
    since: str


def subject_of(number: int) -> str:
    """Name the story of the release *number*."""
    return f"release-{number}"


def find_release(store: Store, number: int) -> Release:
    """Give the release *number*; raises ReleaseRefused where there is none."""
    steps = steps_of(store, subject_of(number))
    if not steps:
        raise ReleaseRefused("no-such-release", f"there is no release {number}")
    return _told(number, steps)


def all_releases(store: Store) -> list[Release]:
    """Give every release, in order."""
    return [find_release(store, step.number) for step in steps_of(store, RELEASES)]


def served_now(store: Store) -> Served | None:
    """Give what is released now."""
    step = last_step(store, SERVED)
    return None if step is None else _served(step)


def served_number(store: Store) -> int:
    """Give a number that grows whenever something else is released: a look that costs next to nothing."""
    return last_place(store, SERVED)


def all_served(store: Store) -> list[Served]:
    """Give everything that was ever released, in order."""
    return [_served(step) for step in steps_of(store, SERVED)]


def released(store: Store, served: Served | None = None) -> dict[str, bytes]:
    """Give the files of all that is released, by path, or was as *served* says; nothing where nothing is."""
    which = served or served_now(store)
    return {} if which is None else files_of(store, which.hash)


def read_release(recorder: Recorder, number: int) -> Release:
    """Give the release *number* as it stands; raises ReleaseRefused where there is none."""
    return recorder.read(lambda store: find_release(store, number))


def files_served(recorder: Recorder, served: Served | None) -> dict[str, bytes]:
    """Give the files of what is, or was, released; nothing where nothing is."""
    return {} if served is None else recorder.read(lambda store: files_of(store, served.hash))


def files_of(store: Store, hash_: str) -> dict[str, bytes]:
    """Give the files whose list has the hash *hash_*; raises StoreDown where they are not there."""
    files = find_policies(store, bytes.fromhex(hash_))
    if files is None:
        raise StoreDown(f"the texts {hash_} are not in the store")
    return {path: bytes(content) for path, content in files.items()}


def read_said(body: bytes) -> Said:
    """Read the body of a step; raises ValueError."""
    return msgspec.json.decode(body, type=Said)


def _served(step: Step) -> Served:
    said = read_said(step.entry.body)
    return Served(step.number, said.serves or "", said.current, said.time)


def _told(number: int, steps: Sequence[Step]) -> Release:
    events = []
    standing = Standing()
    for step in steps:
        said = read_said(step.entry.body)
        act = said.acts[str(number)]
        came = after(
            standing,
            act,
            Actor(said.by, frozenset(said.roles)),
            reason=said.reason,
            gate_passed=None if said.gate is None else said.gate.passed,
        )
        if isinstance(came, Refusal):
            # Nobody could have done this by way of the engine.
            raise StoreDown(f"the story of the release {number} cannot be so: {came.words}")
        standing = came
        events.append(Event(act, said, step.entry))
    return Release(number, tuple(events), standing)
