"""What came of proving the invariants of policies, and of what else was asked, as plain data: told to people and programs, and kept for the next time."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

import msgspec

Outcome: TypeAlias = Literal["proved", "vacuous", "broken", "unknown"]
Grade: TypeAlias = Literal["finding", "note", "unknown"]


class Row(msgspec.Struct, frozen=True):
    """A row that takes part in something, and where it stands."""

    id: str
    place: str


class Told(msgspec.Struct, frozen=True):
    """What came of one question: *why* and *what* say more about it.

    *counterexample* has the requests that break a promise, *outcomes* what is published of each, *rows* those that decided what it looks at.
    """

    outcome: Outcome
    why: str = ""
    what: str = ""
    counterexample: tuple[Mapping[str, object], ...] = ()
    outcomes: tuple[Mapping[str, object], ...] = ()
    rows: tuple[Row, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """An invariant of a version, or of a form that it has *since* a day *until* another, and what came of it.

    *promise* says what kind it is, and of what, *title* in each language what its author calls it, where it has one.
    """

    policy: str
    version: int
    hash: str
    invariant: str
    promise: tuple[str, ...]
    place: str
    cites: tuple[str, ...]
    since: date
    until: date
    told: Told
    title: Mapping[str, str] = {}

    @property
    def outcome(self) -> Outcome:
        """One word for it."""
        return self.told.outcome


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a question that is not the wanted one; *message* says it in each language, *example* has facts that show it."""

    kind: str
    decision: str
    subject: str
    place: str
    grade: Grade
    message: Mapping[str, str]
    rows: tuple[Row, ...] = ()
    example: Mapping[str, object] | None = None
    because: str = ""


class Asked(msgspec.Struct, frozen=True):
    """A version of which *count* questions were asked, for its days *until* one of them; *replies* are those to look at."""

    policy: str
    version: int
    hash: str
    until: date
    count: int
    replies: tuple[Reply, ...]

    def graded(self, grade: Grade) -> tuple[Reply, ...]:
        """Give the replies of a grade."""
        return tuple(reply for reply in self.replies if reply.grade == grade)


class Report(msgspec.Struct, frozen=True):
    """Everything that was found: what came of the invariants, and of the questions."""

    invariants: tuple[Finding, ...] = ()
    questions: tuple[Asked, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether everything has an answer that will be the same the next time."""
        return not any(finding.outcome == "unknown" for finding in self.invariants) and not any(
            asked.graded("unknown") for asked in self.questions
        )

    def fails(self, *, strict: bool) -> bool:
        """Whether a promise is broken or something is to mend; if *strict*, also where something says nothing or is not known."""
        outcomes = {"broken", "unknown", "vacuous"} if strict else {"broken"}
        grades = {"finding", "unknown"} if strict else {"finding"}
        replies = (reply for asked in self.questions for reply in asked.replies)
        return any(each.outcome in outcomes for each in self.invariants) or any(each.grade in grades for each in replies)


def to_json(report: Report) -> list[dict[str, object]]:
    """Give what came of every invariant, and of the questions what is not as it should be, as it stands in JSON."""
    replies = (_reply(asked, reply) for asked in report.questions for reply in asked.replies)
    return [*(_in_json(finding) for finding in report.invariants), *replies]


def _reply(asked: Asked, reply: Reply) -> dict[str, object]:
    about = {"policy": asked.policy, "version": asked.version, "hash": asked.hash, "until": asked.until.isoformat()}
    return about | reply_to_json(reply)


def reply_to_json(reply: Reply) -> dict[str, object]:
    """Give the answer to a question as it stands in JSON."""
    said: dict[str, object] = {
        "question": reply.kind,
        "decision": reply.decision,
        "subject": reply.subject,
        "place": reply.place,
        "outcome": reply.grade,
        "message": dict(reply.message),
    }
    if reply.rows or reply.example is not None:
        said["rows"] = [{"id": row.id, "place": row.place} for row in reply.rows]
    if reply.example is not None:
        said["example"] = reply.example
    if reply.because:
        said["because"] = reply.because
    return said


def _in_json(finding: Finding) -> dict[str, object]:
    told: dict[str, object] = {
        "policy": finding.policy,
        "version": finding.version,
        "hash": finding.hash,
        "invariant": finding.invariant,
        "place": finding.place,
        "cites": list(finding.cites),
        "from": finding.since.isoformat(),
        "until": finding.until.isoformat(),
        "outcome": finding.outcome,
    }
    if finding.title:
        told["title"] = dict(finding.title)
    if finding.told.why:
        told["because"] = ": ".join(part for part in (finding.told.why, finding.told.what) if part)
    if finding.told.counterexample:
        told["counterexample"] = list(finding.told.counterexample)
        told["outcomes"] = list(finding.told.outcomes)
        told["rows"] = [{"id": row.id, "place": row.place} for row in finding.told.rows]
    return told
