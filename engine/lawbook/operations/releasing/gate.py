"""The gate before approval: check, scenarios, coverage, mutation, proofs, what changes and whom it touches; each part bounded in time."""

import os.path
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lawbook.contract.decision import canonical_json
from lawbook.cover.goals import Measure
from lawbook.model.policy import Words
from lawbook.operations.releasing.composing import Files, Whole, whole_of
from lawbook.operations.releasing.steps import Doing, Gated
from lawbook.operations.releasing.stories import Release
from lawbook.operations.testing import left_out, of_policies
from lawbook.site.review_page import Review, ReviewPart, ReviewTable, Verdict, rendered_review
from lawbook.specification.scenarios import Scenario, Suite

Counting = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Gives, for what is done and how often, the function that is called each time it was done."""
Clock = Callable[[], float]

TITLES: Mapping[str, Words] = {
    "check": Words("Check", "检查"),
    "scenarios": Words("Scenarios", "场景"),
    "cover": Words("Coverage", "覆盖"),
    "mutate": Words("Mutation", "变异"),
    "prove": Words("Proofs", "证明"),
    "diff": Words("What is decided otherwise", "决定有何不同"),
    "granted": Words("Exceptions", "例外"),
    "population": Words("Whom it touches", "客群影响"),
}
"""The parts, in their order."""
USUAL: Mapping[Measure, float] = {"rows": 100, "conditions": 90}
"""What scenarios must reach; where less is asked for, the page says so."""
NOTICED = 90.0
"""How many per cent of small changes scenarios must notice; where less is asked for, the page says so."""
REACHED: Mapping[Measure, Words] = {
    "rows": Words("rows", "表行"),
    "conditions": Words("conditions", "条件"),
    "boundaries": Words("boundary values", "边界值"),
}
LATE = Words("did not finish within the time for the gate", "未能在闸门时限内完成")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """What a release must reach, and how long that may take: *seconds* for each question to the solver, *limit* for everything.

    Where *settled*, an invariant of which nothing is known does not pass.
    """

    cover: Mapping[Measure, float] = field(default_factory=lambda: USUAL)
    mutation: float = NOTICED
    settled: bool = True
    seconds: float = 10.0
    limit: float = 1_800.0
    jobs: int = 1

    def lowered(self) -> tuple[Words, ...]:
        """Say where less is asked for than is usual."""
        cover = tuple(
            Words(
                f"coverage of {REACHED[measure].en}: {self.cover.get(measure, 0):g}% instead of {usual:g}%",
                f"{REACHED[measure].zh}覆盖率：{self.cover.get(measure, 0):g}%，通常为 {usual:g}%",
            )
            for measure, usual in USUAL.items()
            if self.cover.get(measure, 0) < usual
        )
        noticed = Words(
            f"changes noticed: {self.mutation:g}% instead of {NOTICED:g}%", f"发现的改动占比：{self.mutation:g}%，通常为 {NOTICED:g}%"
        )
        settled = Words("invariants of which nothing is known pass too", "无法判定的不变式也予通过")
        return (*cover, *([noticed] if self.mutation < NOTICED else []), *([] if self.settled else [settled]))


@dataclass(frozen=True, slots=True)
class Population:
    """A file of rows that are decided before and after, and what maps its columns to facts (None: what lies beside it, or their names)."""

    rows: Path
    columns: Path | None
    root: Path


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one part: a verdict, a sentence, the tables of the page, and all of it as plain data."""

    verdict: Verdict
    said: Words
    tables: tuple[ReviewTable, ...] = ()
    data: object = None


class OutOfTime(Exception):  # noqa: N818 - it never leaves this room
    """The time for the gate is over."""


@dataclass(frozen=True, slots=True)
class Course:
    """One run of the gate: what is released now, what would be, the scenarios, the bars, and the time that there is.

    *left_out* are scenarios that are not run, with the policies that they need and that would not be released.
    """

    before: Whole
    now: Whole
    release: Release
    suite: Suite
    left_out: tuple[tuple[Scenario, tuple[str, ...]], ...]
    bars: Bars
    today: date
    until: float
    clock: Clock
    counting: Counting
    population: Population | None

    @property
    def names(self) -> tuple[str, ...]:
        """The policies that are released."""
        return self.release.policies

    @contextmanager
    def counted(self, what: str, total: int) -> Iterator[Callable[[], None]]:
        """Count *total* of *what*, and stop once the time is over."""
        with self.counting(what, total) as advance:

            def step() -> None:
                if self.clock() > self.until:
                    raise OutOfTime
                advance()

            yield step


def uncounted(what: str, total: int) -> AbstractContextManager[Callable[[], None]]:
    """Count nothing."""
    del what, total
    return nullcontext(lambda: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a gate is run on: the texts released and to be released, the scenarios, the bars, and perhaps a population."""

    before: Files
    now: Files
    suite: Suite
    bars: Bars
    today: date
    population: Population | None = None


def run_gate(release: Release, asked: Asked, doing: Doing, clock: Clock, counting: Counting = uncounted) -> Gated:
    """Run every part, and write the report and the review page."""
    from lawbook.operations.releasing.gate_parts import PARTS  # noqa: PLC0415 - the solver is slow to load

    now = whole_of(asked.now, asked.today)
    course = Course(
        before=whole_of(asked.before, asked.today),
        now=now,
        release=release,
        suite=of_policies(asked.suite, now.library, release.policies),
        left_out=left_out(asked.suite, now.library, release.policies),
        bars=asked.bars,
        today=asked.today,
        until=clock() + asked.bars.limit,
        clock=clock,
        counting=counting,
        population=asked.population,
    )
    came = {key: _came(part, course) for key, part in PARTS.items()}
    passed = all(each.verdict != "failed" for each in came.values())
    report = {
        "release": release.number,
        "passed": passed,
        "by": doing.actor.name,
        "time": doing.time,
        "engine": doing.engine,
        "texts": release.submission.candidate,
        "bars": {
            "cover": dict(asked.bars.cover),
            "mutation": asked.bars.mutation,
            "settled": asked.bars.settled,
            "lowered": [each.en for each in asked.bars.lowered()],
            "seconds": asked.bars.seconds,
            "limit": asked.bars.limit,
        },
        "parts": {
            key: {"verdict": each.verdict, "said": {"en": each.said.en, "zh": each.said.zh}, "data": each.data}
            for key, each in came.items()
        },
    }
    page = rendered_review(_review(release, doing, came, asked.bars, passed=passed))
    return Gated(passed, canonical_json(report), page, texts_of(course.suite))


def _came(part: Callable[[Course], Came], course: Course) -> Came:
    if course.clock() > course.until:
        return Came("failed", LATE)
    try:
        return part(course)
    except OutOfTime:
        return Came("failed", LATE)


def texts_of(suite: Suite) -> Files:
    """Read the files of the scenarios of *suite*, each by its place among them."""
    places = places_of(suite)
    return {place: Path(file).read_bytes() for file, place in places.items()}


def places_of(suite: Suite) -> Mapping[str, str]:
    """Give the place of each file of *suite* below the folder that has them all."""
    found = sorted({each.file for each in suite.scenarios})
    whole = os.path.commonpath([str(Path(file).parent) for file in found]) if found else ""
    return {file: Path(file).relative_to(whole).as_posix() for file in found}


def _review(release: Release, doing: Doing, came: Mapping[str, Came], bars: Bars, *, passed: bool) -> Review:
    submission = release.submission
    facts = (
        ("author", submission.by),
        ("submitted", submission.time),
        *((("note", submission.note),) if submission.note else ()),
        ("gated_by", doing.actor.name),
        ("gated", doing.time),
        ("engine", doing.engine),
        ("texts", submission.candidate or ""),
    )
    return Review(
        number=release.number,
        units=tuple((unit.name, unit.content_hash) for unit in release.units),
        facts=facts,
        passed=passed,
        lowered=bars.lowered(),
        parts=tuple(ReviewPart(key, TITLES[key], each.verdict, each.said, each.tables) for key, each in came.items()),
    )
