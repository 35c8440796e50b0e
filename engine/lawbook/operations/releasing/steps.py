"""The steps of a release, each one entry of the record that nobody else can have made meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from msgspec.structs import asdict

from lawbook.operations.releasing.composing import (
    NOTHING,
    Files,
    Whole,
    brought,
    candidate,
    changed,
    check_candidate,
    moved_onto,
    whole_of,
    without,
)
from lawbook.operations.releasing.going_back import Back, gone_back
from lawbook.operations.releasing.states import Act, Actor, Refusal, ReleaseRefused, Standing, after
from lawbook.operations.releasing.stories import (
    RELEASES,
    SERVED,
    GateSaid,
    Release,
    Served,
    Unit,
    files_of,
    files_served,
    read_release,
    served_now,
    subject_of,
)
from lawbook.record.drafts import Draft
from lawbook.record.recorder import Recorder
from lawbook.record.snapshots import take_snapshot
from lawbook.record.stepping import last_place, step_draft
from lawbook.record.store import Store

KINDS: Mapping[Act, str] = {
    "submit": "release-submitted",
    "gate": "release-gated",
    "approve": "release-approved",
    "release": "release-released",
    "withdraw": "release-withdrawn",
}
"""The kinds of entries that acts are."""
ROLLED_BACK = "release-rolled-back"
TRIES = 20
"""How often a submission tries to get the next number while others get it."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something, when, with which engine, and why."""

    actor: Actor
    time: str
    engine: str
    reason: str | None = None

    def said(self) -> dict[str, object]:
        """Give what every step says of it."""
        roles = sorted(self.actor.roles)
        return {"by": self.actor.name, "roles": roles, "time": self.time, "engine": self.engine, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Gated:
    """What came of a gate: its report as JSON, the review page, and the texts of the *scenarios* that were run, by place."""

    passed: bool
    report: bytes
    page: bytes
    scenarios: Files = field(default_factory=dict)


def submit(
    recorder: Recorder, doing: Doing, source: Files, wanted: Mapping[str, int | None], today: date, note: str | None = None
) -> Release:
    """Submit the policies *wanted* of *source*, each with one version or with all that there are; raises ReleaseRefused and PolicyRejected."""
    _after(Standing(), "submit", doing)
    for name, version in wanted.items():
        if not any(path == f"{name}/v{version}.yaml" if version is not None else path.startswith(f"{name}/v") for path in source):
            raise ReleaseRefused("nothing-changed", f"there is no {name}{'' if version is None else f'@{version}'} in what is submitted")
    served = recorder.read(served_now)
    before = whole_of(files_served(recorder, served), today)
    put = whole_of(candidate(before.files, source, wanted), today)
    check_candidate(before, put, tuple(wanted))
    units = brought(before, put, wanted)
    if not units:
        raise ReleaseRefused("nothing-changed", "all that is submitted is released as it is")
    texts = take_snapshot(put.files, doing.time)
    said = doing.said() | {
        "units": [_unit(each) for each in units],
        "candidate": texts.hash.hex(),
        "base": None if served is None else served.hash,
        "note": note,
    }
    named = [texts.hash.hex()]
    for _ in range(TRIES):
        number = recorder.read(_last_number) + 1
        places = {RELEASES: number, subject_of(number): 1}
        draft = step_draft(KINDS["submit"], {**said, "acts": {str(number): "submit"}}, places, list(texts.texts().values()), named)
        if not recorder.record([draft]):
            return read_release(recorder, number)
    raise ReleaseRefused("overtaken", "too many others submit at the same time; try again")


def record_gate(recorder: Recorder, doing: Doing, number: int, gated: Gated) -> Release:
    """Enter what came of the gate of a release; raises ReleaseRefused."""
    scenarios = take_snapshot(gated.scenarios, doing.time)
    report, page = (sha256(text).hexdigest() for text in (gated.report, gated.page))
    gate = GateSaid(gated.passed, report, page, scenarios.hash.hex())
    release = read_release(recorder, number)
    _after(release.standing, "gate", doing, gate_passed=gated.passed)
    texts = (gated.report, gated.page, *scenarios.texts().values())
    return _stepped(recorder, doing, release, "gate", {"gate": asdict(gate)}, texts, [report, page, scenarios.hash.hex()])


def approve(recorder: Recorder, doing: Doing, number: int, page: str | None = None) -> Release:
    """Approve a release whose gate passed; raises ReleaseRefused, above all where its author tries to.

    *page* is the SHA-256 of the review page that was read; where the gate was run again since, nothing is approved.
    """
    release = read_release(recorder, number)
    _after(release.standing, "approve", doing)
    gate = release.gate
    if page is not None and (gate is None or gate.page != page):
        raise ReleaseRefused("other-page", "the page that was read is not that of the last gate; read that one")
    said = {} if gate is None else {"gate": asdict(gate)}
    return _stepped(recorder, doing, release, "approve", said)


def put_into_force(recorder: Recorder, doing: Doing, number: int, today: date) -> Served:
    """Release what was approved; raises ReleaseRefused, also where it no longer fits what was released since."""
    release = read_release(recorder, number)
    _after(release.standing, "release", doing)
    served = recorder.read(served_now)
    files = _to_serve(recorder, release, served, today)
    current = {**({} if served is None else served.current), **dict.fromkeys(release.policies, number)}
    return _serve(recorder, doing, KINDS["release"], served, Back(files, current), {number: "release"})


def withdraw(recorder: Recorder, doing: Doing, number: int, today: date) -> Release:
    """Take back a submission, or take out of service what is released of a release, with nothing in its place; raises ReleaseRefused."""
    release = read_release(recorder, number)
    _after(release.standing, "withdraw", doing)
    served = recorder.read(served_now)
    if release.standing.state != "released" or served is None:
        return _stepped(recorder, doing, release, "withdraw")
    out = {policy for policy, of in served.current.items() if of == number}
    files = without(files_served(recorder, served), out)
    whole_of(files, today)
    current = {policy: of for policy, of in served.current.items() if policy not in out}
    _serve(recorder, doing, KINDS["withdraw"], served, Back(files, current), {})
    return read_release(recorder, number)


def roll_back(recorder: Recorder, doing: Doing, policies: Sequence[str], to: int | None, today: date) -> Served:
    """Put *policies*, or everything where none is named, back to what was released before, or with the release *to*; no gate stands in the way."""
    _after(Standing("released", author=""), "withdraw", doing)
    served = recorder.read(served_now)
    if served is None:
        raise ReleaseRefused("nothing-earlier", "nothing was released yet")
    back = gone_back(recorder, served, policies, to, today)
    return _serve(recorder, doing, ROLLED_BACK, served, back, {})


def _after(standing: Standing, act: Act, doing: Doing, *, gate_passed: bool | None = None) -> Standing:
    came = after(standing, act, doing.actor, reason=doing.reason, gate_passed=gate_passed)
    if isinstance(came, Refusal):
        raise ReleaseRefused(came.why, came.words)
    return came


def _to_serve(recorder: Recorder, release: Release, served: Served | None, today: date) -> Files:
    """Give all that is released with a release: what was gated, put onto what was released since, if anything was."""
    submission = release.submission
    put = recorder.read(lambda store: files_of(store, submission.candidate or ""))
    if (None if served is None else served.hash) == submission.base:
        return put
    base = NOTHING if submission.base is None else recorder.read(lambda store: files_of(store, submission.base or ""))
    now = whole_of(files_served(recorder, served), today)
    moved = whole_of(moved_onto(base, put, now.files), today)
    _check_same(moved, whole_of(put, today), now, release.policies)
    return moved.files


def _check_same(moved: Whole, gated: Whole, now: Whole, names: Sequence[str]) -> None:
    """Refuse unless what would be released is, by content, what was gated, and everything else what it is now."""
    others = set(moved.library.policies) - set(names)
    if changed(moved, gated, names) or changed(moved, now, others):
        raise ReleaseRefused("overtaken", "what was released since changes what this release decides; submit it again")


def _serve(recorder: Recorder, doing: Doing, kind: str, served: Served | None, back: Back, own: Mapping[int, Act]) -> Served:
    """Enter what is released from now on, and what that makes of other releases."""
    before = set() if served is None else set(served.current.values())
    now = set(back.current.values())
    acts: dict[int, Act] = dict.fromkeys(before - now, "supersede" if kind == KINDS["release"] else "withdraw")
    acts |= dict.fromkeys(now - before - set(own), "restore")
    acts |= own
    texts = take_snapshot(back.files, doing.time)
    standings = {number: read_release(recorder, number) for number in acts}
    for number, act in acts.items():
        _after(standings[number].standing, act, doing)
    places = {SERVED: 1 if served is None else served.number + 1}
    places |= {subject_of(number): len(release.events) + 1 for number, release in standings.items()}
    said = doing.said() | {
        "acts": {str(number): act for number, act in sorted(acts.items())},
        "serves": texts.hash.hex(),
        "current": dict(back.current),
    }
    draft = step_draft(kind, said, places, list(texts.texts().values()), [texts.hash.hex()])
    _record(recorder, draft)
    return Served(places[SERVED], texts.hash.hex(), back.current, doing.time)


def _stepped(
    recorder: Recorder,
    doing: Doing,
    release: Release,
    act: Act,
    more: Mapping[str, object] | None = None,
    texts: Sequence[bytes] = (),
    named: Sequence[str] = (),
) -> Release:
    places = {subject_of(release.number): len(release.events) + 1}
    said = {**doing.said(), "acts": {str(release.number): act}, **(more or {})}
    _record(recorder, step_draft(KINDS[act], said, places, texts, named))
    return read_release(recorder, release.number)


def _record(recorder: Recorder, draft: Draft) -> None:
    if recorder.record([draft]):
        raise ReleaseRefused("overtaken", "somebody else was faster; look at how the release stands now, and try again")


def _last_number(store: Store) -> int:
    return last_place(store, RELEASES)


def _unit(unit: Unit) -> dict[str, object]:
    return {"policy": unit.policy, "version": unit.version, "content_hash": unit.content_hash}
