"""Ask every version of policies for gaps, clashes, errors and what never comes about, on several processes, and keep what came of it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

import msgspec

from lawbook.evaluate.promises import Request
from lawbook.library import Library
from lawbook.model.core import Table
from lawbook.model.policy import Policy
from lawbook.operations.examples import shipped_facts
from lawbook.operations.findings import Asked, Reply, Row
from lawbook.operations.kept import Kept
from lawbook.operations.proving import request_to_json
from lawbook.prove.answers import NotKnown
from lawbook.prove.invariants import whole_span_of
from lawbook.questions.asked import Answer, Reached
from lawbook.questions.listed import questions_of, rows_of
from lawbook.questions.settling import answers_in_turn
from lawbook.questions.telling import told


def versions_of(library: Library, names: Sequence[str]) -> tuple[Policy, ...]:
    """Give every version of the policies *names*, of all where none is named."""
    return tuple(policy for name in names or library.policies for policy in library.versions(name))


def answered(
    library: Library,
    policies: Sequence[Policy],
    seconds: float,
    jobs: int,
    kept: Kept | None = None,
    advance: Callable[[], None] = lambda: None,
) -> tuple[Asked, ...]:
    """Ask everything of every version, each question for about *seconds*, on *jobs* processes; *advance* is called after each version.

    The examples that stand beside the policies are tried first.
    """
    found: dict[int, Asked] = {}
    for place, policy in enumerate(policies):
        known = None if kept is None else kept.read(Asked, _about(policy))
        if known is not None:
            found[place] = _placed(policy, known)
            advance()
    groups = _groups([(place, policy) for place, policy in enumerate(policies) if place not in found])
    for group, given in zip(groups, _given([_work(group, library.root) for group in groups], seconds, jobs), strict=True):
        for (place, policy), asked in zip(group, given, strict=True):
            found[place] = asked
            if kept is not None and not asked.graded("unknown"):
                kept.keep(asked, _about(policy))
            advance()
    return tuple(found[place] for place in range(len(policies)))


Group: TypeAlias = tuple[tuple[int, Policy], ...]
Work: TypeAlias = tuple[tuple[Policy, ...], tuple[Request, ...]]
"""Versions of one policy, of which one leads on to the next, and facts to begin with."""


def _groups(placed: Sequence[tuple[int, Policy]]) -> list[Group]:
    """Put the versions of a policy together, those first that take longest: then no process has them before it when others are done."""
    groups = [tuple(group) for _, group in groupby(placed, key=lambda each: each[1].name)]
    return sorted(groups, key=lambda group: -sum(len(questions_of(policy)) for _, policy in group))


def _work(group: Group, root: Path) -> Work:
    examples = (Request(facts, policy.effective) for _, policy in group for _, facts in shipped_facts(policy, root))
    return tuple(policy for _, policy in group), tuple(examples)


def _about(policy: Policy) -> tuple[str, ...]:
    # Names of types and facts that nothing uses are no part of a hash, and some questions are about them.
    span = whole_span_of(policy)
    asked = [f"{question.key} {question.weight}" for question in questions_of(policy)]
    return (
        "questions",
        *(form.content_hash for form in (policy, *policy.later)),
        str(span.first),
        str(span.last),
        repr(policy.facts),
        *asked,
    )


def _given(groups: Sequence[Work], seconds: float, jobs: int) -> Iterator[tuple[Asked, ...]]:
    give = partial(_answers, seconds=seconds)
    if jobs == 1 or len(groups) < 2:
        yield from map(give, groups)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        yield from pool.map(give, groups)


def _answers(work: Work, seconds: float) -> tuple[Asked, ...]:
    versions, examples = work
    return tuple(map(_asked, versions, answers_in_turn(versions, seconds, examples)))


def _asked(policy: Policy, given: tuple[Answer, ...]) -> Asked:
    replies = tuple(reply for answer in given if (reply := reply_of(answer)) is not None)
    until = date.fromordinal(whole_span_of(policy).last)
    return Asked(policy.name, policy.version, policy.content_hash, until, len(given), replies)


def reply_of(answer: Answer) -> Reply | None:
    """Give the answer as plain data, where it is not as it should be."""
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
        rows=() if isinstance(verdict, NotKnown) else tuple(Row(row.id, str(row.where)) for row in verdict.rows),
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
