"""What an evidence pack shows of the release that a decision was made by: its steps, what came of its gate, how its scenarios stood."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from lawbook.contract.decision import canonical_json
from lawbook.operations.releasing.stories import Event, GateSaid, Served, all_served, files_of, find_release
from lawbook.record.decided import Decided
from lawbook.record.stepping import find_text
from lawbook.record.store import Store

STEPS, REPORT, SCENARIOS = "release/steps.json", "release/gate.json", "release/scenarios/"


@dataclass(frozen=True, slots=True)
class AtRelease:
    """The *number* of a release, its *steps* until it was released, and the *report* and *scenarios* of the gate that was approved."""

    number: int
    steps: tuple[Event, ...]
    report: bytes
    scenarios: Mapping[str, bytes]

    def files(self) -> dict[str, bytes]:
        """Give all of it as files of a pack."""
        steps = [_step(each) for each in self.steps]
        told = {STEPS: canonical_json({"release": self.number, "steps": steps}), REPORT: self.report}
        return told | {f"{SCENARIOS}{place}": text for place, text in self.scenarios.items()}

    def standing(self) -> dict[str, object]:
        """Tell how the scenarios stood."""
        part = msgspec.json.decode(self.report).get("parts", {}).get("scenarios", {})
        data = part.get("data") or {}
        return {"release": self.number, "verdict": part.get("verdict"), "counts": data.get("counts"), "scenarios": data.get("scenarios")}


def released_with(store: Store, decided: Decided) -> AtRelease | None:
    """Find the release that the policy of a decision was of; None where the policies were served from elsewhere."""
    served = _served(store, decided)
    number = None if served is None else served.current.get(decided.policy)
    if served is None or number is None:
        return None
    until = next((place for place, each in enumerate(_events(store, number), 1) if each.said.serves is not None), None)
    steps = _events(store, number)[:until]
    gate = next(said for each in reversed(steps) if (said := each.said.gate) is not None)
    return AtRelease(number, steps, find_text(store, gate.report) or b"{}", _scenarios(store, gate))


def check_release(files: Mapping[str, bytes]) -> list[str]:
    """Say what is wrong with what a pack shows of a release."""
    if STEPS not in files:
        return []
    steps = msgspec.json.decode(files[STEPS], type=_Steps).steps
    named = [each.gate for each in steps if each.gate is not None]
    if not named or named[-1] != sha256(files.get(REPORT, b"")).hexdigest():
        return ["the report of the gate is not the one that was approved"]
    return []


class _Step(msgspec.Struct, frozen=True):
    gate: str | None


class _Steps(msgspec.Struct, frozen=True):
    steps: tuple[_Step, ...]


def _served(store: Store, decided: Decided) -> Served | None:
    fits = [each for each in all_served(store) if each.hash == decided.policies]
    before = [each for each in fits if each.since <= decided.time] or fits
    return before[-1] if before else None


def _events(store: Store, number: int) -> tuple[Event, ...]:
    return find_release(store, number).events


def _scenarios(store: Store, gate: GateSaid) -> Mapping[str, bytes]:
    return {} if gate.scenarios is None else files_of(store, gate.scenarios)


def _step(event: Event) -> dict[str, object]:
    said, entry = event.said, event.entry
    return {
        "act": event.act,
        "by": said.by,
        "time": said.time,
        "reason": said.reason,
        "gate": None if said.gate is None else said.gate.report,
        "entry": {"writer": entry.writer, "sequence": entry.sequence, "hash": entry.hash.hex()},
    }
