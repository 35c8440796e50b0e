"""Answering every question about a version: by trying, by the geometry of its tables, and by the solver where neither tells."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import assert_never, get_args

import z3

from lawbook.bounds.worth_trying import LAST_DAY
from lawbook.evaluate.promises import Request
from lawbook.model.core import AsOf, Expression, ParameterAt, Table
from lawbook.model.policy import Policy
from lawbook.model.reading import expressions_of
from lawbook.model.walking import children
from lawbook.prove.answers import NotKnown
from lawbook.prove.invariants import Span, request_beside, request_of, whole_span_of
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import NotExpressible
from lawbook.prove.worlds import World
from lawbook.questions.asked import UNWANTED, Answer, Key, Kind, Later, Never, Question, Reached, Verdict
from lawbook.questions.formulas import asked, changed_by
from lawbook.questions.listed import questions_of
from lawbook.questions.masking import always_outweighing
from lawbook.questions.plainer import plainer
from lawbook.questions.shown import differs
from lawbook.questions.trials import Ground
from lawbook.questions.trying import Search
from lawbook.regions.coverage import Unsettled
from lawbook.regions.spaces import table_space

UP: dict[Kind, Kind] = {"decides": "fires", "matters": "decides"}
"""What a question supposes: it is left out where that never is."""


AWAITED: frozenset[Kind] = frozenset({"fires", "label", "fact"})
"""What is asked about later days, too, where it never is on those of the version: a rule may wait for its day."""
LATER_DAYS = 3_653


def answers(policy: Policy, span: Span, seconds: float, kinds: Collection[Kind] = get_args(Kind)) -> tuple[Answer, ...]:
    """Answer every question of some *kinds* about *policy*, for every day of *span*, each within about *seconds*."""
    return _answers(policy, span, seconds, [], kinds)


def answers_in_turn(versions: Sequence[Policy], seconds: float, examples: Sequence[Request] = ()) -> Iterator[tuple[Answer, ...]]:
    """Answer every question about each of *versions* of one policy, trying *examples* first.

    Facts that tell something of one version are tried on those that follow.
    """
    tried = [*examples]
    for policy in versions:
        yield _answers(policy, whole_span_of(policy), seconds, tried)


def _answers(
    policy: Policy, span: Span, seconds: float, tried: list[Request], kinds: Collection[Kind] = get_args(Kind)
) -> tuple[Answer, ...]:
    questions = [question for question in questions_of(policy) if question.kind in kinds]
    found: dict[Key, Verdict] = {}
    for form, days in forms_of(policy, span):
        wanted = [question for question in questions if not isinstance(found.get(question.key), Reached)]
        settling = Settling(form, days, seconds, [key for key, verdict in found.items() if isinstance(verdict, Reached)])
        for key, verdict in settling.verdicts(wanted, tried).items():
            found[key] = _joined(found.get(key), verdict)
        tried += [trial.request for trial in settling.search.trials]
    form = policy.later[-1] if policy.later else policy
    awaited = [question for question in questions if question.kind in AWAITED and isinstance(found.get(question.key), Never)]
    later = Span(span.last + 1, span.last + LATER_DAYS)
    if awaited and by_the_day(form) and later.last <= LAST_DAY:
        for key, verdict in Settling(form, later, seconds).verdicts(awaited, tried).items():
            found[key] = Never("solver", _on_later_days(verdict))
    return tuple(Answer(policy, question, found[question.key]) for question in questions if question.key in found)


def _on_later_days(verdict: Verdict) -> Later:
    match verdict:
        case Reached():
            return "could"
        case NotKnown():
            return "not-known"
        case Never():
            return "never"
        case _:
            assert_never(verdict)


def by_the_day(policy: Policy) -> bool:
    """Tell whether anything in *policy* looks at the day otherwise than for the value of a parameter."""
    whole = expressions_of(policy.decisions, policy.score_reasons, ())
    return any(_by_the_day(expression) for expression in whole)


def _by_the_day(expression: Expression) -> bool:
    if isinstance(expression, ParameterAt) and isinstance(expression.date, AsOf):
        return expression.key is not None and _by_the_day(expression.key)
    return isinstance(expression, AsOf) or any(map(_by_the_day, children(expression)))


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
    """The questions about one form of a version: what is known of them so far, and what they are settled with.

    What was *reached* in another form is not asked again, and what supposes it is asked here, too.
    """

    def __init__(self, policy: Policy, span: Span, seconds: float, reached: Collection[Key] = ()) -> None:
        self.ground = Ground(policy, span.first, span.last)
        self.seconds = seconds
        self.reached = frozenset(reached)
        self.worlds: dict[bool, World] = {}
        self.proved: dict[Key, Verdict] = {}
        self.search = Search(self.ground, ())

    def verdicts(self, questions: Iterable[Question], tried: Sequence[Request] = ()) -> dict[Key, Verdict]:
        """Settle *questions*, beginning with facts that were *tried* elsewhere; those that suppose what never is are left out."""
        waiting = list(questions)
        # What ranges tell costs less than trying, most of all in large tables.
        self.proved |= {question.key: sure for question in waiting if (sure := self._sure(question)) is not None}
        self.search = Search(self.ground, [question.key for question in waiting if question.key not in self.proved])
        self.search.run(tried)
        for question in self._deepest_first(waiting):
            known = self._known(question.key)
            kind, decision, subject = question.key
            if known is None and (kind not in UP or self._supposed(UP[kind], decision, subject)):
                self.proved[question.key] = self._settled(question)
            self.search.answered(question.key)
        keys = [question.key for question in waiting]
        return {key: self._told(key, verdict) for key in keys if (verdict := self._known(key)) is not None}

    def _deepest_first(self, questions: Iterable[Question]) -> list[Question]:
        """Put what rests on most first: facts that reach it reach much else; and facts, for which that is of most use, last."""
        places = {name: place for place, name in enumerate(self.ground.declared)}

        def turn(question: Question) -> tuple[bool, int, bool]:
            return question.kind == "fact", -places.get(question.decision, 0), not question.subject.endswith(":otherwise")

        return sorted(questions, key=turn)

    def _known(self, key: Key) -> Verdict | None:
        return self.search.found.get(key) or self.proved.get(key)

    def _supposed(self, kind: Kind, decision: str, subject: str) -> bool:
        while (kind, decision, subject) not in self.reached:
            known = self._known((kind, decision, subject))
            if known is not None:
                return not isinstance(known, Never)
            if kind not in UP:
                return False
            kind = UP[kind]
        return True

    def _told(self, key: Key, verdict: Verdict) -> Verdict:
        return plainer(self.ground, key, verdict) if isinstance(verdict, Reached) and key[0] in UNWANTED else verdict

    def _settled(self, question: Question) -> Verdict:
        if question.kind == "fact" and not self.ground.touched[question.subject] and question.subject not in self.ground.of_scores:
            return Never("checker")
        if question.kind == "fact" and self.search.vary(question.subject):
            return self.search.found[question.key]
        if question.kind in UNWANTED and self._never_by_itself(question):
            return Never("solver")
        verdict = self._tried(question, loose=True)
        if isinstance(verdict, NotKnown):
            verdict = self._tried(question, loose=False)
        masked = question.kind == "decides" and isinstance(verdict, Never)
        return Never("solver", rows=always_outweighing(self.worlds, question, self.seconds)) if masked else verdict

    def _tried(self, question: Question, *, loose: bool) -> Verdict:
        try:
            return self._asked(question, loose=loose)
        except NotExpressible as refusal:
            return NotKnown("not-expressible", refusal.what)

    def _sure(self, question: Question) -> Never | None:
        if question.kind not in UNWANTED or not self._is_sure(question):
            return None
        return Never("ranges" if question.kind != "failure" else "checker")

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
            world = World(self.ground.policy, self.ground.first, self.ground.last, loose=loose)
            self.worlds[loose] = world if loose else world.shorten()
        return self.worlds[loose]

    def _asked(self, question: Question, *, loose: bool) -> Verdict:
        world = self._world(loose=loose)
        if question.kind == "fact":
            return self._fact(world, question)
        return self._put(question, world, None, asked(world, self.ground.declared[question.decision], question))

    def _never_by_itself(self, question: Question) -> bool:
        """Tell whether there are no facts for it even if what the decision takes from others could be anything, known or not."""
        policy, declared = self.ground.policy, self.ground.declared[question.decision]
        free = self.ground.readings.of[question.decision].decisions
        world = World(policy, self.ground.first, self.ground.last, loose=True, free=free)
        try:
            formula = asked(world, declared, question)
        except NotExpressible:
            return False
        return Solver([formula, *world.side], self.seconds).check() == "unsat"

    def _fact(self, world: World, question: Question) -> Verdict:
        other, differing = changed_by(world, question.subject, self.ground.touched[question.subject])
        return self._put(question, world, other, differing)

    def _put(self, question: Question, world: World, other: World | None, formula: z3.BoolRef) -> Verdict:
        solver = Solver([*(world if other is None else other).side, formula], self.seconds)
        match solver.check():
            case "unsat":
                return Never("solver") if world.too_long is None else NotKnown("not-expressible", world.too_long)
            case "unknown":
                return NotKnown("time", solver.why)
            case _:
                return self._replayed(question, world, other, solver.model)

    def _replayed(self, question: Question, world: World, other: World | None, model: z3.ModelRef) -> Verdict:
        one = request_of(world, model)
        trial = self.ground.try_(one)
        self.search.around(trial)
        if other is not None:
            beside = self.ground.try_(request_beside(world, other, one, model))
            if differs(self.ground, trial, beside, self.ground.declared):
                return Reached(one, beside.request)
        known = self.search.found.get(question.key)
        return known if known is not None else NotKnown("not-settled", "facts that the interpreter does not confirm")
