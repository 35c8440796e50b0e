"""A decision as it is handed to the caller, and its canonical bytes."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from lawbook.contract.values import causes_to_json, public_to_json
from lawbook.contract.written import date_text
from lawbook.model.policy import Policy, Words
from lawbook.model.values import Cause


class Given(msgspec.Struct, frozen=True):
    """A reason given: its code and text, the decision and the rule (or row) that gave it, and what the rule cites.

    Reasons rank by *severity* (the place of the rule's outcome among those of its decision, worst first; 999 where the decision
    declares none), *rank* of the catalogue, *points* lost (most first), then code and rule.
    """

    code: str
    text: Words
    decision: str
    rule: str
    severity: int = 999
    rank: int = 100
    points: int = 0
    cites: tuple[str, ...] = ()


NO_SEVERITY = 999
"""The severity of a reason whose decision declares none."""


class Note(msgspec.Struct, frozen=True):
    """Something odd about a decision that was made all the same: *name* is the parameter held beyond *through*, an ISO date."""

    kind: Literal["parameter-held"]
    name: str
    through: str


class Decision(msgspec.Struct, frozen=True):
    """What a policy decided on one set of facts.

    *as_of* is a day number. *outcome* has each published decision: bool, int, Decimal with the digits of its scale, str, date,
    time, an aware datetime, a tuple of labels in declared order (sets) or of values (lists), a dict (records), or an Unknown that
    the policy publishes. *unknowns* has the causes for each published decision that was not known (its fallback stands in *outcome*).
    *fired* are the ids of the rows and rules that determined a decision, in the order the decisions were made.
    """

    policy: Policy
    as_of: int
    outcome: Mapping[str, object]
    fired: tuple[str, ...]
    reasons: tuple[Given, ...]
    obligations: tuple[str, ...]
    unknowns: Mapping[str, tuple[Cause, ...]]
    notes: tuple[Note, ...]

    def to_dict(self) -> dict[str, object]:
        """Give the canonical body as plain data, each value as it stands in JSON."""
        return decision_body(self)

    def to_json(self) -> bytes:
        """Give the canonical bytes of the body: keys sorted, UTF-8 unescaped, no spaces; the same on every machine."""
        return canonical_json(decision_body(self))


def decision_body(decision: Decision) -> dict[str, object]:
    """Give what was decided, and nothing that another run on the same facts could tell otherwise."""
    policy = decision.policy
    texts = {obligation.code: obligation.text for obligation in policy.obligations}
    return {
        "as_of": date_text(decision.as_of),
        "fired": list(decision.fired),
        "notes": [{"kind": note.kind, "name": note.name, "through": note.through} for note in decision.notes],
        "obligations": [{"code": code, "text": words_to_json(texts[code])} for code in decision.obligations],
        "outcome": {name: public_to_json(value) for name, value in decision.outcome.items()},
        "policies": made_by(policy),
        "reasons": [reason_to_json(given) for given in decision.reasons],
        "unknown": {name: causes_to_json(causes) for name, causes in decision.unknowns.items()},
    }


def made_by(policy: Policy) -> list[dict[str, object]]:
    """Name *policy*, then every other whose decisions it uses, each with its version and the hash of what that version says."""
    others = [{"hash": used.content_hash, "policy": used.policy, "version": used.version} for used in policy.others]
    return [{"hash": policy.content_hash, "policy": policy.name, "version": policy.version}, *others]


def reason_to_json(given: Given) -> dict[str, object]:
    """Give a reason as it stands in JSON; what it was ranked by stays inside."""
    return {
        "cites": list(given.cites),
        "code": given.code,
        "decision": given.decision,
        "rule": given.rule,
        "text": words_to_json(given.text),
    }


def words_to_json(words: Words) -> dict[str, str]:
    """Give a text in both languages as it stands in JSON."""
    return {"en": words.en, "zh": words.zh}


_CANONICAL = msgspec.json.Encoder(order="sorted")


def canonical_json(body: object) -> bytes:
    """Write plain data with the keys of every object in order of code points, without spaces, in UTF-8."""
    return _CANONICAL.encode(body)


def ranked(reasons: list[Given]) -> tuple[Given, ...]:
    """Put reasons in order, keeping the first of each code."""
    if len(reasons) < 2:
        return tuple(reasons)
    reasons = sorted(reasons, key=lambda g: (g.severity, g.rank, -g.points, g.code, g.rule))
    seen: dict[str, Given] = {}
    for given in reasons:
        seen.setdefault(given.code, given)
    return tuple(seen.values())
