"""Answering every question about a version: by trying, by the geometry of its tables, and by the solver where neither tells."""

from collections.abc import Iterable, Iterator

import z3

from lawbook.model.core import Table
from lawbook.model.policy import Policy
from lawbook.prove.answers import NotKnown
from lawbook.prove.invariants import Span, request_beside, request_of
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import NotExpressible
from lawbook.prove.worlds import World
from lawbook.questions.asked import UNWANTED, Answer, Key, Never, Question, Reached, Verdict
from lawbook.questions.formulas import asked, changed_by
from lawbook.questions.listed import questions_of
from lawbook.questions.plainer import plainer
from lawbook.questions.shown import differs, shown
from lawbook.questions.trials import Ground
from lawbook.questions.trying import tried
from lawbook.regions.coverage import Unsettled
from lawbook.regions.spaces import table_space

UP: dict[str, str] = {"decides": "fires", "matters": "decides"}
"""What a question supposes: it is left out where that never is."""


def answers(policy: Policy, span: Span, seconds: float) -> tuple[Answer, ...]:
    """Answer every question about *policy*, for every day of *span*, each within about *seconds*."""
    questions = questions_of(policy)
    found: dict[Key, Verdict] = {}
    for form, days in forms_of(policy, span):
        wanted = [question for question in questions if not isinstance(found.get(question.key), Reached)]
        for key, verdict in Settling(form, days, seconds).verdicts(wanted).items():
            found[key] = _joined(found.get(key), verdict)
    return tuple(Answer(policy, question, found[question.key]) for question in questions if question.key in found)


def forms_of(policy: Policy, span: Span) -> Iterator[tuple[Policy, Span]]:
    """Give the forms that a version has on the days of *span*, each with its days."""
    for form in (policy, *policy.later):
        begin, after = form.stretch or (None, None)
        first = span.first if begin is None else max(span.first, begin)
        last = span.last if after is None else min(span.last, after - 1)
        if first <= last:
            yield form, Span(first, last)


def _joined(before: Verdict | None, now: Verdict) -> Verdict:
    # What is reached on some days is reached; what never is must be so on all.
    if before is None or isinstance(now, Reached):
        return now
    return before if isinstance(before, Reached | NotKnown) else now


class Settling:
    """The questions about one form of a version: what is known of them so far, and what they are settled with."""

    def __init__(self, policy: Policy, span: Span, seconds: float) -> None:
        self.ground = Ground(policy, span.first, span.last)
        self.seconds = seconds
        self.worlds: dict[bool, World] = {}
        self.found: dict[Key, Verdict] = {}
        self.open: set[Key] = set()

    def verdicts(self, questions: Iterable[Question]) -> dict[Key, Verdict]:
        """Settle *questions*; those that suppose what never is are left out."""
        waiting = list(questions)
        self.open = {question.key for question in waiting}
        self._reached(tried(self.ground, self.open).items())
        for question in waiting:
            if question.key in self.found:
                continue
            kind, decision, subject = question.key
            if kind in UP and not self._supposed(UP[kind], decision, subject):
                self.open.discard(question.key)
                continue
            verdict = self._settled(question)
            self.open.discard(question.key)
            self.found.setdefault(question.key, verdict)
        return {key: self._told(key, verdict) for key, verdict in self.found.items()}

    def _supposed(self, kind: str, decision: str, subject: str) -> bool:
        while True:
            known = self.found.get((kind, decision, subject))  # type: ignore[arg-type]
            if known is not None:
                return not isinstance(known, Never)
            if kind not in UP:
                return False
            kind = UP[kind]

    def _told(self, key: Key, verdict: Verdict) -> Verdict:
        return plainer(self.ground, key, verdict) if isinstance(verdict, Reached) and key[0] in UNWANTED else verdict

    def _reached(self, found: Iterable[tuple[Key, Reached]]) -> None:
        for key, reached in found:
            self.found[key] = reached
            self.open.discard(key)

    def _settled(self, question: Question) -> Verdict:
        if question.kind == "fact" and not self.ground.touched[question.subject]:
            return Never("checker")
        if question.kind in UNWANTED and self._is_sure(question):
            return Never("ranges" if question.kind != "failure" else "checker")
        try:
            loose = self._asked(question, loose=True)
            return self._asked(question, loose=False) if isinstance(loose, NotKnown) else loose
        except NotExpressible as refusal:
            return NotKnown("not-expressible", refusal.what)

    def _is_sure(self, question: Question) -> bool:
        declared = self.ground.declared[question.decision]
        if not declared.nullable:
            return True
        if not isinstance(declared.body, Table):
            return False
        space = table_space(declared.body)
        try:
            match question.kind:
                case "overlap" | "conflict":
                    return not space.overlaps(1)
                case "gap":
                    return bool(space.sides) and not space.gaps(1)
                case _:
                    return False
        except Unsettled:
            return False

    def _world(self, *, loose: bool) -> World:
        if loose not in self.worlds:
            self.worlds[loose] = World(self.ground.policy, self.ground.first, self.ground.last, loose=loose)
        return self.worlds[loose]

    def _asked(self, question: Question, *, loose: bool) -> Verdict:
        world = self._world(loose=loose)
        if question.kind == "fact":
            return self._fact(world, question)
        declared = self.ground.declared[question.decision]
        verdict = self._put(question, world, None, asked(world, declared, question))
        if question.kind == "failure" and isinstance(verdict, NotKnown) and verdict.why == "not-settled":
            again = self._put(question, world, None, asked(world, declared, question, all_known=True))
            return again if isinstance(again, Reached) else verdict
        return verdict

    def _fact(self, world: World, question: Question) -> Verdict:
        other, differing = changed_by(world, question.subject, self.ground.touched[question.subject])
        return self._put(question, world, other, differing)

    def _put(self, question: Question, world: World, other: World | None, formula: z3.BoolRef) -> Verdict:
        solver = Solver([*(world if other is None else other).side, formula], self.seconds)
        match solver.check():
            case "unsat":
                return Never("solver")
            case "unknown":
                return NotKnown("time", solver.why)
            case _:
                return self._replayed(question, world, other, solver.model)

    def _replayed(self, question: Question, world: World, other: World | None, model: z3.ModelRef) -> Verdict:
        one = request_of(world, model)
        trial = self.ground.try_(one)
        self._reached(shown(self.ground, trial, self.ground.declared, self.open))
        if other is not None:
            beside = self.ground.try_(request_beside(world, other, one, model))
            if differs(self.ground, trial, beside, self.ground.declared):
                return Reached(one, beside.request)
        known = self.found.get(question.key)
        return known if known is not None else NotKnown("not-settled", "facts that the interpreter does not confirm")
