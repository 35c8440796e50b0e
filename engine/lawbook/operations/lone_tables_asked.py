"""Ask the solver about a table of its own where comparing its ranges does not tell."""

from dataclasses import replace

import msgspec

from lawbook.bounds.worth_trying import LAST_DAY
from lawbook.evaluate.promises import Request
from lawbook.model.policy import Decision, Policy
from lawbook.model.values import Unknown
from lawbook.operations.findings import Reply
from lawbook.operations.proving import posted, request_to_json
from lawbook.operations.questioning import reply_of
from lawbook.prove.invariants import Span, request_of
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import NotExpressible, opposite
from lawbook.prove.usual import usual_fact
from lawbook.prove.worlds import World
from lawbook.questions.asked import UNWANTED, Answer, Reached
from lawbook.questions.settling import answers, by_the_day
from lawbook.questions.trials import Ground


def replies(policy: Policy, seconds: float) -> tuple[Reply, ...]:
    """Say where the table of *policy* leaves something out, contradicts itself, fails or rests on a fact that may be absent.

    Each question may take about *seconds*; what cannot be said is among the answers.
    """
    span = Span(policy.effective, LAST_DAY)
    found = [_shown(answer, reply) for answer in answers(policy, span, seconds, UNWANTED) if (reply := reply_of(answer)) is not None]
    if not found:
        # What the table itself says of unknown outcomes is settled by that.
        published = [declared for declared in policy.decisions if isinstance(declared.fallback, Unknown)]
        found = [reply for declared in published if (reply := _unknown(policy, declared, span, seconds)) is not None]
    return tuple(found)


def _shown(answer: Answer, reply: Reply) -> Reply:
    if not isinstance(answer.verdict, Reached):
        return reply
    return msgspec.structs.replace(reply, example=_example(answer.policy, answer.verdict.one))


def _example(policy: Policy, request: Request) -> dict[str, object]:
    """Give the facts, and the day only where something looks at it: a table of its own has no days of force."""
    return request_to_json(policy, request) if by_the_day(policy) else {"facts": posted(policy, request.facts)}


def _unknown(policy: Policy, declared: Decision, span: Span, seconds: float) -> Reply | None:
    """Say that a decision of a sound table can be unknown, if it can: something that it looks at is not posted."""
    ground = Ground(policy, span.first, span.last)
    usual = {fact.name: usual_fact(replace(fact, optional=False)) for fact in policy.facts}
    for fact in policy.facts:
        request = Request({**usual, fact.name: Unknown(())}, span.first)
        if fact.optional and _is_unknown(ground, declared, request):
            return _told(policy, declared, request)
    world = World(policy, span.first, span.last)
    try:
        solver = Solver([opposite(world.decision(declared.name).known), *world.side], seconds)
    except NotExpressible:
        return _open(declared)
    outcome = solver.check()
    if outcome == "unsat":
        return None
    request = request_of(world, solver.model) if outcome == "sat" else Request(usual, span.first)
    return _told(policy, declared, request) if _is_unknown(ground, declared, request) else _open(declared)


def _is_unknown(ground: Ground, declared: Decision, request: Request) -> bool:
    return isinstance(ground.try_(request).values[declared.name], Unknown)


def _told(policy: Policy, declared: Decision, request: Request) -> Reply:
    facts = [f"`{fact.name}`" for fact in policy.facts if isinstance(request.facts[fact.name], Unknown)]
    return Reply(
        kind="absent",
        decision=declared.name,
        subject="",
        place=str(declared.where),
        grade="note",
        message={
            "en": f"`{declared.name}` can be unknown where {' and '.join(facts)} {'is' if len(facts) == 1 else 'are'} absent",
            "zh": f"缺少 {'、'.join(facts)} 时，`{declared.name}` 可能无法得出",
        },
        example=_example(policy, request),
    )


def _open(declared: Decision) -> Reply:
    return Reply(
        kind="absent",
        decision=declared.name,
        subject="",
        place=str(declared.where),
        grade="unknown",
        message={
            "en": f"not settled: whether `{declared.name}` is known where optional facts are absent",
            "zh": f"无法判定：缺少可选事实时，`{declared.name}` 是否仍能得出",
        },
    )
