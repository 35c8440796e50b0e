"""Prove the invariants of policies for every input and every day, on several processes, and tell what came of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context

from lawbook.contract.values import to_json_value
from lawbook.library import Library
from lawbook.model.policy import Always, Invariant, NeverChanges, Policy
from lawbook.model.values import Unknown, Value
from lawbook.prove.answers import Counterexample, NotKnown, Proved, Request, Verdict
from lawbook.prove.invariants import settle, span_of


@dataclass(frozen=True, slots=True)
class Question:
    """One invariant of one version."""

    policy: Policy
    invariant: Invariant

    @property
    def place(self) -> str:
        """Where the invariant stands."""
        return str(self.invariant.where)


@dataclass(frozen=True, slots=True)
class Settled:
    """A question with what came of it."""

    question: Question
    verdict: Verdict

    @property
    def outcome(self) -> str:
        """One word for it: `proved`, `vacuous`, `broken` or `unknown`."""
        match self.verdict:
            case Proved(vacuous=None):
                return "proved"
            case Proved():
                return "vacuous"
            case Counterexample():
                return "broken"
            case NotKnown():
                return "unknown"


def questions_of(library: Library, names: Sequence[str]) -> tuple[Question, ...]:
    """Give every invariant of every version of the policies *names*, of all where none is named."""
    policies = [policy for name in names or library.policies for policy in library.versions(name)]
    return tuple(Question(policy, invariant) for policy in policies for invariant in policy.invariants)


def prove(questions: Sequence[Question], seconds: float, jobs: int, advance: Callable[[], None] = lambda: None) -> tuple[Settled, ...]:
    """Settle every question, each within about *seconds*, on *jobs* processes; *advance* is called after each."""
    found: list[Verdict] = []
    for verdict in _verdicts(questions, seconds, jobs):
        found.append(verdict)
        advance()
    return tuple(Settled(question, verdict) for question, verdict in zip(questions, found, strict=True))


def _verdicts(questions: Sequence[Question], seconds: float, jobs: int) -> Iterator[Verdict]:
    answer = partial(_answer, seconds=seconds)
    if jobs == 1 or len(questions) < 2:
        yield from map(answer, questions)
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(answer, questions)


def _answer(question: Question, seconds: float) -> Verdict:
    return settle(question.policy, question.invariant, span_of(question.policy), seconds)


def to_json(settled: Sequence[Settled]) -> list[dict[str, object]]:
    """Give what came of every question as it stands in JSON."""
    return [_told(each) for each in settled]


def _told(settled: Settled) -> dict[str, object]:
    policy, invariant, span = settled.question.policy, settled.question.invariant, span_of(settled.question.policy)
    told: dict[str, object] = {
        "policy": policy.name,
        "version": policy.version,
        "hash": policy.content_hash,
        "invariant": invariant.id,
        "place": settled.question.place,
        "cites": list(invariant.cites),
        "from": date.fromordinal(span.first).isoformat(),
        "until": date.fromordinal(span.last).isoformat(),
        "outcome": settled.outcome,
    }
    match settled.verdict:
        case Proved(vacuous=str() as vacuous):
            told["because"] = vacuous
        case Counterexample(one=one, other=other):
            told["counterexample"] = [request_to_json(policy, request) for request in (one, other) if request is not None]
        case NotKnown(why=why, what=what):
            told["because"] = f"{why}: {what}"
        case _:
            pass
    return told


def request_to_json(policy: Policy, request: Request) -> dict[str, object]:
    """Give a request as it would be posted: the day, and every fact that is not absent."""
    return {"as_of": date.fromordinal(request.day).isoformat(), "facts": posted(policy, request.facts)}


def posted(policy: Policy, facts: Mapping[str, Value]) -> dict[str, object]:
    """Give the facts that are known as they stand in JSON."""
    present = ((fact, facts[fact.name]) for fact in policy.facts)
    return {fact.name: to_json_value(fact.type, value) for fact, value in present if not isinstance(value, Unknown)}


def said(invariant: Invariant) -> str:
    """Say what kind of promise an invariant is."""
    match invariant:
        case Always():
            return "always"
        case NeverChanges(outcome=outcome, with_fact=fact):
            return f"{outcome} never changes with {fact}"
        case _:
            return f"{invariant.of} never {'rises' if invariant.falling else 'falls'} as {invariant.in_fact} grows"
