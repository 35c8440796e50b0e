"""Ask every version of policies for gaps, clashes, errors and what never comes about, on several processes, and tell what came of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

from lawbook.library import Library
from lawbook.model.policy import Policy
from lawbook.operations.proving import request_to_json
from lawbook.prove.answers import NotKnown, Request
from lawbook.prove.invariants import span_of
from lawbook.questions.asked import Answer, Reached
from lawbook.questions.settling import answers
from lawbook.questions.telling import told


@dataclass(frozen=True, slots=True)
class Answered:
    """A version with everything that was asked of it."""

    policy: Policy
    answers: tuple[Answer, ...]

    def graded(self, grade: str) -> tuple[Answer, ...]:
        """Give the answers of a grade."""
        return tuple(answer for answer in self.answers if answer.grade == grade)


def versions_of(library: Library, names: Sequence[str]) -> tuple[Policy, ...]:
    """Give every version of the policies *names*, of all where none is named."""
    return tuple(policy for name in names or library.policies for policy in library.versions(name))


def answered(policies: Sequence[Policy], seconds: float, jobs: int, advance: Callable[[], None] = lambda: None) -> tuple[Answered, ...]:
    """Ask everything of every version, each question for about *seconds*, on *jobs* processes; *advance* is called after each version."""
    found: list[Answered] = []
    for policy, given in zip(policies, _given(policies, seconds, jobs), strict=True):
        found.append(Answered(policy, given))
        advance()
    return tuple(found)


def _given(policies: Sequence[Policy], seconds: float, jobs: int) -> Iterator[tuple[Answer, ...]]:
    give = partial(_answers, seconds=seconds)
    if jobs == 1 or len(policies) < 2:
        yield from map(give, policies)
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(give, policies)


def _answers(policy: Policy, seconds: float) -> tuple[Answer, ...]:
    return answers(policy, span_of(policy), seconds)


def to_json(all_answered: Sequence[Answered]) -> list[dict[str, object]]:
    """Give whatever did not come out as it should, as it stands in JSON."""
    return [_told(answer) for each in all_answered for answer in each.answers if answer.grade != "settled"]


def _told(answer: Answer) -> dict[str, object]:
    policy, question, verdict = answer.policy, answer.question, answer.verdict
    said: dict[str, object] = {
        "policy": policy.name,
        "version": policy.version,
        "hash": policy.content_hash,
        "question": question.kind,
        "decision": question.decision,
        "subject": question.subject,
        "place": str(question.where),
        "outcome": answer.grade,
        "message": {lang: told(answer, lang) for lang in ("en", "zh")},
    }
    if isinstance(verdict, Reached):
        said["rows"] = [{"id": row.id, "place": str(row.where)} for row in verdict.rows]
        said["example"] = request_to_json(policy, verdict.one)
    if isinstance(verdict, NotKnown):
        said["because"] = f"{verdict.why}: {verdict.what}"
    return said


def example_of(answer: Answer) -> Request | None:
    """Give the facts that show what should not be, where there are some."""
    return answer.verdict.one if isinstance(answer.verdict, Reached) else None
