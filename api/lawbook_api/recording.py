"""Nothing is answered before it is recorded: decisions go out once they are durable, and a repeated request gets its first answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

import msgspec
from flask import Request
from msgspec.structs import replace

from lawbook import PolicyVersion, __version__
from lawbook.problems import EngineFault
from lawbook.record import PLAIN, Asked, Decided, Draft, Making, Recorder, Snapshot, Store, StoreDown, Telling, decision_draft, digest_of
from lawbook.record.chain import Entry
from lawbook.record.condensing import phrases_of
from lawbook.record.finding import Answered, find_claimed
from lawbook.record.opening import Erased, Opening
from lawbook_api.log import told_time
from lawbook_api.metrics import Meters
from lawbook_api.problems import RequestRefused
from lawbook_api.requests import asked_number
from lawbook_api.settings import Settings
from lawbook_api.shadow import Answered as Shown
from lawbook_api.shadow import Shadow

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

Read = TypeVar("Read")
HEADER = "Idempotency-Key"
LONGEST_KEY = 255
_ENGINE = b',"engine":"' + __version__.encode() + b'","id":"'


def envelope(body: bytes, id_: str, time: str) -> bytes:
    """Put the canonical *body* of a decision, as it is, among what only this making of it has."""
    return b'{"decision":%b%b%b","time":"%b"}' % (body, _ENGINE, id_.encode(), time.encode())


def line_envelope(body: bytes, id_: str, line: int, time: str) -> bytes:
    """Put the *body* of a decision of a batch among what only this making of it has."""
    return b'{"decision":%b%b%b","line":%d,"time":"%b"}\n' % (body, _ENGINE, id_.encode(), line, time.encode())


def caller_name(environ: "WSGIEnvironment") -> str:
    """Name who was let through, where the service knows."""
    return str(getattr(environ.get("lawbook.caller"), "name", ""))


def is_key(key: str) -> bool:
    """Tell whether *key* may be an idempotency key."""
    return 0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()


def asked_key(request: Request) -> str | None:
    """Give the idempotency key of the request; refuse one that is none."""
    key = request.headers.get(HEADER)
    if key is not None and not is_key(key):
        raise RequestRefused("bad-header", f"`{HEADER}` must be 1 to {LONGEST_KEY} visible characters of ASCII")
    return key


def what_is_asked(request: Request, policy: str) -> Asked:
    """Put together what a posting asks for, besides its facts."""
    return Asked(policy, request.args.get("as_of"), asked_number(request), caller_name(request.environ), asked_key(request))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a batch that was decided: its number, its facts, and the canonical bytes of the decision."""

    number: int
    facts: bytes
    decision: bytes


@dataclass(frozen=True, slots=True)
class Sitting:
    """One posted batch: its id, the time it was taken in, what was asked, and by which policies it is decided."""

    id: str
    time: str
    asked: Asked
    policies: Snapshot
    version: PolicyVersion


@dataclass(frozen=True, slots=True)
class First:
    """What was answered first under an idempotency key, and whether it was asked the same."""

    same: bool
    decided: Decided | Erased


class Made(msgspec.Struct, frozen=True):
    """One decision that was made: what was asked, the *facts*, and how it is recorded, where it is."""

    asked: Asked
    facts: bytes
    decision: bytes
    making: Making
    draft: Draft | None


class Record:
    """Makes answers of decisions; with a *recorder* only once they are recorded, without one at once. What was answered is offered to *shadow*."""

    def __init__(self, recorder: Recorder | None, settings: Settings, meters: Meters, shadow: Shadow | None = None) -> None:
        self.recorder = recorder
        self.shadow = shadow
        self._meters = meters
        self._new_id = settings.new_id
        self._now = settings.now

    def time(self) -> str:
        """Tell the time, as answers do."""
        return told_time(self._now())

    def read(self, reading: Callable[[Store], Read]) -> Read:
        """Give what *reading* finds in the store; refuse where there is none, or it is down."""
        if self.recorder is None:
            raise RequestRefused("not-recorded", "this service was started without a record")
        try:
            return self.recorder.read(reading)
        except StoreDown as down:
            raise unavailable(down) from down

    def opened(self, store: Store) -> Opening:
        """Give what opens entries of *store*, for one request."""
        return Opening(store, None if self.recorder is None else self.recorder.masters)

    def made(self, asked: Asked, facts: bytes, decision: bytes, policies: Snapshot, version: PolicyVersion) -> Made:
        """Put together what is to be recorded and answered of the *decision* of *version*."""
        making = Making(self._new_id(), self.time(), __version__)
        telling = None if self.recorder is None else telling_of(version, facts)
        draft = None if self.recorder is None else decision_draft(asked, facts, decision, policies, making, telling)
        return Made(asked, facts, decision, making, draft)

    def answer(self, made: Made) -> bytes:
        """Give the answer that is *made*, after recording it."""
        if self.recorder is None or made.draft is None:
            return self._answer(made)
        began = perf_counter()
        try:
            lost = self.recorder.record((made.draft,))
        except StoreDown as down:
            raise unavailable(down) from down
        finally:
            self._meters.recorded(perf_counter() - began, self.recorder.condition)
        if lost:
            first = self.first_answer(made.asked, made.facts)
            # INVARIANT: what was not recorded is not answered.
            if first is None:
                raise taken_in_vain()
            return first
        return self._answer(made)

    def answer_later(self, made: Made, then: Callable[[bytes | RequestRefused | None], None]) -> None:
        """Have *then* called with the answer that is *made*, once it is recorded, on another thread; with None where its idempotency key was taken before."""
        recorder, draft = self.recorder, made.draft
        if recorder is None or draft is None:
            raise EngineFault("without a recorder there is nothing to wait for")
        began = perf_counter()

        def recorded(came: frozenset[str] | StoreDown) -> None:
            self._meters.recorded(perf_counter() - began, recorder.condition)
            match came:
                case StoreDown():
                    then(unavailable(came))
                case frozenset():
                    # INVARIANT: what was not recorded is not answered.
                    then(None if came else self._answer(made))

        try:
            recorder.submit((draft,), recorded)
        except StoreDown as down:
            then(unavailable(down))

    def _answer(self, made: Made) -> bytes:
        if self.shadow is not None:
            self.shadow.offer(Shown(made.making.id, made.asked.policy, made.facts, made.decision))
        return envelope(made.decision, made.making.id, made.making.time)

    def first_answer(self, asked: Asked, facts: bytes) -> bytes | None:
        """Give what was answered under the idempotency key before, if it was; refuse where it was asked otherwise."""
        key = asked.key
        if key is None:
            return None
        if self.recorder is None:
            raise RequestRefused("bad-header", f"this service keeps no record, and cannot honour `{HEADER}`")
        request = digest_of(asked, facts)

        def found(store: Store) -> First | None:
            answered = find_claimed(store, asked.caller, [key]).get(key)
            return None if answered is None else self._first(store, answered, request)

        first = self.read(found)
        if first is None:
            return None
        decided = repeated(first)
        return envelope(bytes(decided.decision), decided.id, decided.time)

    def _first(self, store: Store, answered: Answered, request: bytes) -> First:
        opening = self.opened(store)
        return First(opening.is_answer_to(answered, request), opening.decided(answered.entry))

    def answer_lines(self, sitting: Sitting, lines: Sequence[Line]) -> list[bytes | RequestRefused]:
        """Give the answer to each of *lines*, after recording them together; those answered before get their first answer."""
        if self.recorder is None and sitting.asked.key is not None:
            return [RequestRefused("bad-header", f"this service keeps no record, and cannot honour `{HEADER}`")] * len(lines)
        if self.recorder is None:
            return [self._line(sitting, line, None) for line in lines]
        asked = [_of_line(sitting.asked, line) for line in lines]
        try:
            lost = self.recorder.record([_draft(sitting, each, line) for each, line in zip(asked, lines, strict=True)])
        except StoreDown as down:
            return [unavailable(down)] * len(lines)
        if not lost:
            return [self._line(sitting, line, None) for line in lines]
        beaten = [(each, line) for each, line in zip(asked, lines, strict=True) if f"{sitting.id}-{line.number}" in lost]
        try:
            first = self.read(lambda store: self._firsts(store, sitting.asked.caller, beaten))
        except RequestRefused as refusal:
            return [refusal] * len(lines)
        vain = {each.key for each, _ in beaten} - first.keys()
        return [
            taken_in_vain() if each.key in vain else self._line(sitting, line, first.get(each.key or ""))
            for each, line in zip(asked, lines, strict=True)
        ]

    def _firsts(self, store: Store, caller: str, beaten: Sequence[tuple[Asked, Line]]) -> dict[str, First]:
        found = find_claimed(store, caller, [asked.key for asked, _ in beaten if asked.key is not None])
        digests = {asked.key: digest_of(asked, line.facts) for asked, line in beaten if asked.key is not None}
        return {key: self._first(store, answered, digests[key]) for key, answered in found.items()}

    def _line(self, sitting: Sitting, line: Line, first: First | None) -> bytes | RequestRefused:
        if first is None:
            own = f"{sitting.id}-{line.number}"
            if self.shadow is not None:
                self.shadow.offer(Shown(own, sitting.asked.policy, line.facts, line.decision))
            return line_envelope(line.decision, own, line.number, sitting.time)
        try:
            decided = repeated(first)
        except RequestRefused as refusal:
            return refusal
        return line_envelope(bytes(decided.decision), decided.id, line.number, decided.time)


def repeated(first: First) -> Decided:
    """Give what was decided first under an idempotency key; refuse what was first sent otherwise, or was erased."""
    if not first.same:
        raise RequestRefused("key-reused", f"`{HEADER}` was first sent with other facts, another policy, day or version")
    return still_there(first.decided)


def still_there(decided: Decided | Erased) -> Decided:
    """Refuse what was erased."""
    if isinstance(decided, Erased):
        raise RequestRefused("erased", f"the decision `{decided.written.id}` was erased; its facts and its outcome are kept by nobody")
    return decided


def telling_of(version: PolicyVersion, facts: bytes) -> Telling | None:
    """Say whether *facts* of *version* tell of a person, and of whom."""
    read = version.subject_of
    return None if read is None else Telling(read(facts), phrases_of(version.phrases))


def unavailable(down: StoreDown) -> RequestRefused:
    """Say that nothing is answered, since it could not be recorded; what the store says stands in the log, and in /readyz for operators."""
    told = f"; {down.detail}" if down.detail in PLAIN else ""
    return RequestRefused("record-unavailable", f"nothing is answered that is not recorded, and the record cannot be used now{told}")


def taken_in_vain() -> RequestRefused:
    """Say that nothing is answered, since an idempotency key was taken and its answer is not there."""
    return RequestRefused("record-unavailable", f"the `{HEADER}` was taken by a decision that is not there; see `lawbook audit verify`")


def entry_told(entry: Entry) -> dict[str, object]:
    """Tell where an entry stands in the record."""
    return {"writer": entry.writer, "sequence": entry.sequence, "hash": entry.hash.hex(), "previous": entry.previous.hex()}


def _of_line(asked: Asked, line: Line) -> Asked:
    return asked if asked.key is None else replace(asked, key=f"{asked.key}\n{line.number}")


def _draft(sitting: Sitting, asked: Asked, line: Line) -> Draft:
    return decision_draft(
        asked, line.facts, line.decision, sitting.policies, Making(f"{sitting.id}-{line.number}", sitting.time, __version__),
        telling_of(sitting.version, line.facts),
    )  # fmt: skip
