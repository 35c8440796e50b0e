"""Running the gate of a release that stands in the record, and entering what came of it."""

from dataclasses import dataclass
from datetime import date

from lawbook.operations.covering import read_threshold
from lawbook.operations.releasing.gate import Asked, Bars, Clock, Counting, Population, run_gate, uncounted
from lawbook.operations.releasing.states import Refusal, ReleaseRefused, after
from lawbook.operations.releasing.steps import Doing, Gated, record_gate
from lawbook.operations.releasing.stories import Release, files_of, find_release, released
from lawbook.record.recorder import Recorder
from lawbook.specification.scenarios import Suite

__all__ = ["Bars", "Population", "Run", "bars_of", "gate"]


@dataclass(frozen=True, slots=True)
class Run:
    """What a gate is run with, besides the texts of the record."""

    suite: Suite
    bars: Bars
    today: date
    population: Population | None = None


def bars_of(threshold: str, mutation: float, seconds: float, minutes: float, jobs: int, *, settled: bool = True) -> Bars | None:
    """Read what is to be reached; None where *threshold* does not say so."""
    least = read_threshold(threshold)
    if least is None or "ids" in least:
        return None
    cover = {measure: share for measure, share in least.items() if measure != "ids"}
    return Bars(cover=cover, mutation=mutation, settled=settled, seconds=seconds, limit=minutes * 60, jobs=jobs)


def gate(recorder: Recorder, doing: Doing, number: int, run: Run, clock: Clock, counting: Counting = uncounted) -> tuple[Release, Gated]:
    """Run the gate of the release *number* on the texts that were submitted, and enter what came of it; raises ReleaseRefused."""
    release = recorder.read(lambda store: find_release(store, number))
    # Before minutes are spent on what would be refused.
    refusal = after(release.standing, "gate", doing.actor)
    if isinstance(refusal, Refusal):
        raise ReleaseRefused(refusal.why, refusal.words)
    asked = Asked(
        before=recorder.read(released),
        now=recorder.read(lambda store: files_of(store, release.submission.candidate or "")),
        suite=run.suite,
        bars=run.bars,
        today=run.today,
        population=run.population,
    )
    gated = run_gate(release, asked, doing, clock, counting)
    return record_gate(recorder, doing, number, gated), gated
