"""A notice of a decision: what came out in plain words, at most four principal reasons, and what can be done."""

from collections.abc import Iterator
from dataclasses import dataclass

from lawbook.contract.written import date_text
from lawbook.evaluate.filling import Filling, filling, written_day
from lawbook.evaluate.policies import Judged
from lawbook.model.core import Row
from lawbook.model.policy import Decision, Policy, Words
from lawbook.model.types import OneOfType
from lawbook.notices.behind import beside_the_point
from lawbook.notices.phrases import PHRASES
from lawbook.notices.suggestions import WouldChange, tell_outcome

MOST_REASONS = 4
"""How many principal reasons a notice gives: more say less."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the person concerned is told of a decision, in one language. It has no codes, no ids of rules and no citations.

    *title* and *since* are those of the policy; *decided* says both in a sentence. *would_change* is there where it was asked for.
    """

    lang: str
    as_of: str
    title: str
    since: str
    decided: str
    outcome: tuple[str, ...]
    reasons: tuple[str, ...]
    steps: tuple[str, ...]
    would_change: WouldChange | None = None

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        told: dict[str, object] = {
            "as_of": self.as_of,
            "decided": self.decided,
            "lang": self.lang,
            "outcome": list(self.outcome),
            "reasons": list(self.reasons),
            "since": self.since,
            "steps": list(self.steps),
            "title": self.title,
        }
        return told if self.would_change is None else told | {"would_change": self.would_change.to_dict()}

    def to_text(self) -> str:
        """Give the whole as it may be sent: paragraphs, reasons numbered in their order."""
        phrases = PHRASES[self.lang]
        parts = ["\n".join(self.outcome), self.decided]
        if self.reasons:
            parts.append("\n".join([phrases.why, *(f"{rank}. {reason}" for rank, reason in enumerate(self.reasons, 1))]))
        if self.would_change is not None:
            told = [suggestion.text for suggestion in self.would_change.suggestions]
            parts.append("\n".join([phrases.changes, *(f"- {text}" for text in told), self.would_change.text]))
        if self.steps:
            parts.append("\n".join([phrases.steps, *(f"- {step}" for step in self.steps)]))
        return "\n\n".join(parts) + "\n"


def make_notice(policy: Policy, judged: Judged, lang: str, would_change: WouldChange | None = None) -> Notice:
    """Say in *lang* (`zh` or `en`) what *policy* came to."""
    phrases, filled = PHRASES[lang], filling(policy, judged, lang)
    title, since = policy.title.told(lang), written_day(policy.effective, lang)
    decision, told = judged.decision, told_decisions(policy)
    aside = beside_the_point(policy, judged, told)
    return Notice(
        lang=lang,
        as_of=date_text(decision.as_of),
        title=title,
        since=date_text(policy.effective),
        decided=phrases.decided.format(day=written_day(decision.as_of, lang), title=title) + phrases.since.format(since=since),
        outcome=tuple(text for each in told if (text := tell_outcome(each, filled)) is not None),
        reasons=_reasons(policy, judged, aside, filled),
        steps=_steps(policy, judged, aside, filled),
        would_change=would_change,
    )


def told_decisions(policy: Policy) -> tuple[Decision, ...]:
    """Give the published decisions that a notice tells: those with a wording for it, else those with a severity, else all."""
    declared = {decision.name: decision for decision in policy.decisions}
    published = tuple(declared[name] for name in policy.outputs)
    worded = tuple(decision for decision in published if decision.notice)
    graded = tuple(each for each in published if isinstance(each.type, OneOfType) and each.type.severity is not None)
    return worded or graded or published


def _reasons(policy: Policy, judged: Judged, aside: frozenset[str], filled: Filling) -> tuple[str, ...]:
    catalogue = {reason.code: reason for reason in policy.reasons}
    kept = {row.reason for row in _fired(judged, aside)}
    given = [catalogue[given.code] for given in judged.decision.reasons if given.decision not in aside or given.code in kept]
    return _once([reason.notice or reason.text for reason in given], filled)[:MOST_REASONS]


def _steps(policy: Policy, judged: Judged, aside: frozenset[str], filled: Filling) -> tuple[str, ...]:
    kept = {code for row in _fired(judged, aside) for code in row.obliges}
    owed = kept & set(judged.decision.obligations)
    steps = [obligation for obligation in policy.obligations if obligation.code in owed and obligation not in policy.rights]
    return _once([step.notice for step in (*steps, *policy.rights) if step.notice is not None], filled)


def _fired(judged: Judged, aside: frozenset[str]) -> Iterator[Row]:
    """Give the rows that determined the decisions that are not *aside*."""
    for name, table in judged.tables.items():
        if name not in aside:
            yield from (each.row for each in table.fired)


def _once(texts: list[Words], filled: Filling) -> tuple[str, ...]:
    """Fill *texts*, leaving out what was said already."""
    return tuple(dict.fromkeys(filled.text(text) for text in texts))
