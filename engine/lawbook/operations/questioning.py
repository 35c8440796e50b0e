"""Ask every version of policies for gaps, clashes, errors and what never comes about, on several processes, and keep what came of it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import get_context

import msgspec

from lawbook.library import Library
from lawbook.model.core import Table
from lawbook.model.policy import Policy
from lawbook.operations.findings import Asked, Reply, Row
from lawbook.operations.kept import Kept
from lawbook.operations.proving import request_to_json
from lawbook.prove.answers import NotKnown
from lawbook.prove.invariants import whole_span_of
from lawbook.questions.asked import Answer, Reached
from lawbook.questions.listed import questions_of, rows_of
from lawbook.questions.settling import answers
from lawbook.questions.telling import told


def versions_of(library: Library, names: Sequence[str]) -> tuple[Policy, ...]:
    """Give every version of the policies *names*, of all where none is named."""
    return tuple(policy for name in names or library.policies for policy in library.versions(name))


def answered(
    policies: Sequence[Policy], seconds: float, jobs: int, kept: Kept | None = None, advance: Callable[[], None] = lambda: None
) -> tuple[Asked, ...]:
    """Ask everything of every version, each question for about *seconds*, on *jobs* processes; *advance* is called after each version."""
    found: dict[int, Asked] = {}
    for place, policy in enumerate(policies):
        known = None if kept is None else kept.read(Asked, _about(policy))
        if known is not None:
            found[place] = _placed(policy, known)
            advance()
    open_ = [(place, policy) for place, policy in enumerate(policies) if place not in found]
    for (place, policy), given in zip(open_, _given([policy for _, policy in open_], seconds, jobs), strict=True):
        found[place] = given
        if kept is not None and not given.graded("unknown"):
            kept.keep(given, _about(policy))
        advance()
    return tuple(found[place] for place in range(len(policies)))


def _about(policy: Policy) -> tuple[str, ...]:
    span = whole_span_of(policy)
    return "questions", *(form.content_hash for form in (policy, *policy.later)), str(span.first), str(span.last)


def _given(policies: Sequence[Policy], seconds: float, jobs: int) -> Iterator[Asked]:
    give = partial(_answers, seconds=seconds)
    if jobs == 1 or len(policies) < 2:
        yield from map(give, policies)
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(give, policies)


def _answers(policy: Policy, seconds: float) -> Asked:
    given = answers(policy, whole_span_of(policy), seconds)
    replies = tuple(reply for answer in given if (reply := _reply(answer)) is not None)
    return Asked(policy.name, policy.version, policy.content_hash, len(given), replies)


def _reply(answer: Answer) -> Reply | None:
    policy, question, verdict = answer.policy, answer.question, answer.verdict
    if answer.grade == "settled":
        return None
    reached = verdict if isinstance(verdict, Reached) else None
    return Reply(
        kind=question.kind,
        decision=question.decision,
        subject=question.subject,
        place=str(question.where),
        grade=answer.grade,
        message={lang: told(answer, lang) for lang in ("en", "zh")},
        rows=() if reached is None else tuple(Row(row.id, str(row.where)) for row in reached.rows),
        example=None if reached is None else request_to_json(policy, reached.one),
        because=f"{verdict.why}: {verdict.what}" if isinstance(verdict, NotKnown) else "",
    )


def _placed(policy: Policy, asked: Asked) -> Asked:
    """Give what was kept with the places of today: they may move while what is said stays the same."""
    questions: dict[tuple[str, str, str], str] = {each.key: str(each.where) for each in questions_of(policy)}
    tables = {each.name: rows_of(each.body) for each in policy.decisions if isinstance(each.body, Table)}
    rows = {(name, row.id): str(row.where) for name, of in tables.items() for row in of}
    replies = tuple(
        msgspec.structs.replace(
            reply,
            place=questions.get((reply.kind, reply.decision, reply.subject), reply.place),
            rows=tuple(Row(row.id, rows.get((reply.decision, row.id), row.place)) for row in reply.rows),
        )
        for reply in asked.replies
    )
    return msgspec.structs.replace(asked, replies=replies)
