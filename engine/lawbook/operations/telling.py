"""A decision in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lawbook.contract.facts import read_facts
from lawbook.contract.values import to_core
from lawbook.evaluate.filling import filling
from lawbook.evaluate.policies import evaluate_policy
from lawbook.evaluate.telling_values import tell_causes, tell_value
from lawbook.library import PolicyVersion
from lawbook.model.types import Type
from lawbook.model.values import Unknown
from lawbook.problems import Problem


@dataclass(frozen=True, slots=True)
class ToldReason:
    """A reason in one language, with the rule that gave it and what that rule cites."""

    code: str
    text: str
    rule: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """A decision in one language: what was decided by title, and why, in words."""

    title: str
    policy: str
    version: int
    as_of: str
    outcome: tuple[tuple[str, str], ...]
    unknown: tuple[tuple[str, str], ...]
    reasons: tuple[ToldReason, ...]
    obligations: tuple[tuple[str, str], ...]
    fired: tuple[str, ...]
    held: tuple[tuple[str, str], ...]


def tell_decision(version: PolicyVersion, facts: Mapping[str, object], lang: str) -> ToldDecision:
    """Decide on *facts* and say what came of it in *lang*, `zh` or `en`."""
    policy = version.policy
    judged = evaluate_policy(policy, read_facts(policy, facts), version.as_of.toordinal())
    decision = judged.decision
    filled = filling(policy, judged, lang)
    words = filled.words
    declared = {each.name: each for each in policy.decisions}
    texts = {obligation.code: filled.text(obligation.text) for obligation in policy.obligations}
    outcome = []
    for name, value in decision.outcome.items():
        kind: Type = declared[name].type
        core = value if isinstance(value, Unknown) else to_core(kind, value, name)
        outcome.append((words.titles[name], tell_value(kind, core, words, words.units.get(name))))
    return ToldDecision(
        title=policy.title.told(lang),
        policy=policy.name,
        version=policy.version,
        as_of=date.fromordinal(decision.as_of).isoformat(),
        outcome=tuple(outcome),
        unknown=tuple((words.titles[name], tell_causes(causes, words)) for name, causes in decision.unknowns.items()),
        reasons=tuple(ToldReason(given.code, filled.text(given.text), given.rule, given.cites) for given in decision.reasons),
        obligations=tuple((code, texts[code]) for code in decision.obligations),
        fired=decision.fired,
        held=tuple((words.titles.get(note.name, note.name), note.through) for note in decision.notes),
    )


def problems_to_json(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """Give problems as plain data: of facts with the name of the fact, of a policy with its place."""
    return [problem_to_json(problem) for problem in problems]


def problem_to_json(problem: Problem) -> dict[str, object]:
    """Give one problem as plain data."""
    place = problem.where
    about: dict[str, object] = {}
    if place.line:
        about = {"file": place.file, "line": place.line, "column": place.column}
    elif place.file:
        about = {"fact": place.file}
    help_ = {} if problem.help is None else {"help": problem.help}
    return {"code": problem.code, "severity": problem.severity, **about, "message": problem.message, **help_}
