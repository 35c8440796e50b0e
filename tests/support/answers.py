"""What a back end answered, in the words of the conformance suite, and what an example expects in the same words."""

from datetime import date
from typing import TypeAlias

import msgspec

from lawbook.contract.decision import Decision
from lawbook.contract.decision import Given as GivenReason
from lawbook.contract.values import public_to_json
from lawbook.model.policy import Policy
from lawbook.model.values import Cause, Unknown
from lawbook.problems import FactsRejected
from support.back_ends import BackEnd
from support.suites import Example, Given

Told: TypeAlias = dict[str, object]


def answer(back_end: BackEnd, policy: Policy, example: Example) -> Told:
    """Ask *back_end*, and say what it answered, as much of it as *example* states."""
    as_of = date.fromisoformat(example.as_of).toordinal()
    try:
        return told(back_end.decide(policy, example.facts, as_of), example)
    except FactsRejected as rejection:
        return {"refused": told_refusal(rejection)}


def told(decision: Decision, example: Example) -> Told:
    """Say what was decided, as much of it as *example* states."""
    outcome = {name: public_to_json(value) for name, value in decision.outcome.items() if not isinstance(value, Unknown)}
    decided: Told = {"gives": outcome, "unknown": {name: tuple(map(told_cause, causes)) for name, causes in decision.unknowns.items()}}
    stated: Told = {
        "fired": decision.fired,
        "obligations": decision.obligations,
        "notes": tuple(f"{note.kind} {note.name} {note.through}" for note in decision.notes),
        "reasons": told_reasons(decision.reasons, example.reasons or ()),
    }
    return decided | {key: value for key, value in stated.items() if getattr(example, key) is not None}


def told_refusal(rejection: FactsRejected) -> tuple[str, ...]:
    return tuple(f"{problem.code} {problem.where.file}" for problem in rejection.problems)


def told_cause(cause: Cause) -> str:
    return " ".join((cause.kind, cause.name, *cause.rows))


def told_reasons(given: tuple[GivenReason, ...], expected: tuple[Given, ...]) -> tuple[Told, ...]:
    stated = [msgspec.structs.asdict(reason) for reason in expected]
    names = [[key for key, value in reason.items() if value is not msgspec.UNSET] for reason in stated]
    names.extend([["code", "rule"]] * (len(given) - len(names)))
    return tuple({name: getattr(reason, name) for name in stating} for reason, stating in zip(given, names, strict=False))


def expected_of(example: Example) -> Told:
    """Give what *example* states."""
    if example.refused is not None:
        return {"refused": example.refused}
    expected: Told = {"gives": example.gives, "unknown": example.unknown}
    for key in ("fired", "obligations", "notes"):
        if getattr(example, key) is not None:
            expected[key] = getattr(example, key)
    if example.reasons is not None:
        reasons = [msgspec.structs.asdict(reason) for reason in example.reasons]
        expected["reasons"] = tuple({key: value for key, value in reason.items() if value is not msgspec.UNSET} for reason in reasons)
    return expected
