"""Prove the invariants of policies for every input and every day, on several processes, keep the answers, and tell what came of each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from typing import assert_never

from lawbook.contract.values import public_to_json, to_json_value
from lawbook.evaluate.policies import Judged, evaluate_policy
from lawbook.evaluate.promises import Request
from lawbook.library import Library
from lawbook.model.policy import Always, Implies, Invariant, Monotone, NeverChanges, Policy
from lawbook.model.reading import expressions_of, readings_of, reads_of
from lawbook.model.values import Unknown, Value
from lawbook.operations.findings import Finding, Row, Told
from lawbook.operations.kept import Kept
from lawbook.prove.answers import Counterexample, NotKnown, Proved, Verdict
from lawbook.prove.invariants import Promises, span_of


@dataclass(frozen=True, slots=True)
class Question:
    """One invariant of one version, in the form that it has for a stretch of its days."""

    policy: Policy
    invariant: Invariant

    @property
    def about(self) -> tuple[str, ...]:
        """All that the answer follows from, apart from what it is found with."""
        span = span_of(self.policy)
        # Facts that nothing uses are no part of the hash, and stand in what breaks a promise.
        facts = repr(self.policy.facts)
        return "invariant", self.policy.content_hash, self.invariant.id, str(span.first), str(span.last), facts


def questions_of(library: Library, names: Sequence[str]) -> tuple[Question, ...]:
    """Give every invariant of every version of the policies *names*, of all where none is named, for each form of the version."""
    versions = [version for name in names or library.policies for version in library.versions(name)]
    forms = [form for version in versions for form in (version, *version.later) if span_of(form).first <= span_of(form).last]
    return tuple(Question(form, invariant) for form in forms for invariant in form.invariants)


def prove(
    questions: Sequence[Question], seconds: float, jobs: int, kept: Kept | None = None, advance: Callable[[], None] = lambda: None
) -> tuple[Finding, ...]:
    """Settle every question, each within about *seconds*, on *jobs* processes; *advance* is called after each."""
    found: dict[int, Told] = {}
    for place, question in enumerate(questions):
        known = None if kept is None else kept.read(Told, question.about)
        if known is not None:
            found[place] = known
            advance()
    open_ = [(place, question) for place, question in enumerate(questions) if place not in found]
    for place, told in _settled(open_, seconds, jobs):
        found[place] = told
        if kept is not None and told.outcome != "unknown":
            kept.keep(told, questions[place].about)
        advance()
    return tuple(_finding(question, found[place]) for place, question in enumerate(questions))


def _settled(questions: Sequence[tuple[int, Question]], seconds: float, jobs: int) -> Iterator[tuple[int, Told]]:
    # The questions about one version go together: the formulas made for one serve the others.
    together = [list(group) for _, group in groupby(questions, key=lambda each: id(each[1].policy))]
    tasks = [(group[0][1].policy, [(place, question.invariant) for place, question in group]) for group in together]
    answer = partial(_answers, seconds=seconds)
    if jobs == 1 or len(tasks) < 2:
        for task in tasks:
            yield from answer(task)
        return
    # The greatest first, so that none is left to the end.
    lighter = [(replace(policy, later=()), asked) for policy, asked in sorted(tasks, key=lambda task: -len(task[1]))]
    with ProcessPoolExecutor(min(jobs, len(tasks)), get_context("spawn")) as pool:
        for group in as_completed([pool.submit(_all_answers, (policy, asked, seconds)) for policy, asked in lighter]):
            yield from group.result()


def _all_answers(task: tuple[Policy, Sequence[tuple[int, Invariant]], float]) -> list[tuple[int, Told]]:
    policy, asked, seconds = task
    return list(_answers((policy, asked), seconds))


def _answers(task: tuple[Policy, Sequence[tuple[int, Invariant]]], seconds: float) -> Iterator[tuple[int, Told]]:
    policy, asked = task
    promises = Promises(policy, span_of(policy), seconds)
    for place, invariant in asked:
        yield place, told_of(policy, invariant, promises.settle(invariant))


def told_of(policy: Policy, invariant: Invariant, verdict: Verdict) -> Told:
    """Give a verdict as plain data."""
    match verdict:
        case Proved(vacuous=empty):
            return Told("proved") if empty is None else Told("vacuous", empty.why, f"{empty.which}/{empty.of}" if empty.of else "")
        case Counterexample(one=one, other=other):
            requests = [each for each in (one, other) if each is not None]
            shown = tuple(request_to_json(policy, each) for each in requests)
            judged = [evaluate_policy(policy, each.facts, each.day) for each in requests]
            rows = dict.fromkeys(row for each in judged for row in _deciding_rows(policy, invariant, each))
            return Told("broken", counterexample=shown, outcomes=tuple(_outcome_to_json(each) for each in judged), rows=tuple(rows))
        case NotKnown(why=why, what=what):
            return Told("unknown", why, what)
        case _:
            assert_never(verdict)


def _finding(question: Question, told: Told) -> Finding:
    policy, invariant, span = question.policy, question.invariant, span_of(question.policy)
    return Finding(
        policy=policy.name,
        version=policy.version,
        hash=policy.content_hash,
        invariant=invariant.id,
        promise=promise(invariant),
        place=str(invariant.where),
        cites=invariant.cites,
        since=date.fromordinal(span.first),
        until=date.fromordinal(span.last),
        told=told,
        title={} if invariant.title is None else {lang: invariant.title.told(lang) for lang in ("en", "zh")},
    )


def request_to_json(policy: Policy, request: Request) -> dict[str, object]:
    """Give a request as it would be posted: the day, and every fact that is not absent."""
    return {"as_of": date.fromordinal(request.day).isoformat(), "facts": posted(policy, request.facts)}


def _outcome_to_json(judged: Judged) -> dict[str, object]:
    outcome = judged.decision.outcome
    return {name: None if isinstance(value, Unknown) else public_to_json(value) for name, value in outcome.items()}


def _deciding_rows(policy: Policy, invariant: Invariant, judged: Judged) -> Iterator[Row]:
    """Give the rows that decided what *invariant* looks at, and what that rests on."""
    match invariant:
        case NeverChanges(outcome=outcome) | Monotone(of=outcome):
            looked_at: Iterable[str] = (outcome,)
        case Always() | Implies():
            looked_at = reads_of(expressions_of((), (), (invariant,))).names
        case _:
            assert_never(invariant)
    behind = readings_of(policy).behind(looked_at)
    for name, table in judged.tables.items():
        if name in behind:
            yield from (Row(each.row.id, str(each.row.where)) for each in table.fired)


def posted(policy: Policy, facts: Mapping[str, Value]) -> dict[str, object]:
    """Give the facts that are known as they stand in JSON."""
    present = ((fact, facts[fact.name]) for fact in policy.facts)
    return {fact.name: to_json_value(fact.type, value) for fact, value in present if not isinstance(value, Unknown)}


def promise(invariant: Invariant) -> tuple[str, ...]:
    """Say what kind of promise an invariant is, and of what."""
    match invariant:
        case Always():
            return ("always",)
        case Implies():
            return ("implies",)
        case NeverChanges(outcome=outcome, with_fact=fact):
            return "never_changes", outcome, fact
        case Monotone(of=outcome, in_fact=fact, falling=falling):
            return "never_rises" if falling else "never_falls", outcome, fact
        case _:
            assert_never(invariant)
