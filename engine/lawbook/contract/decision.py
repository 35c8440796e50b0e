"""A decision as it is handed to the caller, and its canonical bytes."""

from collections.abc import Mapping
from typing import Literal

import msgspec

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


def ranked(reasons: list[Given]) -> tuple[Given, ...]:
    """Put reasons in order, keeping the first of each code."""
    if len(reasons) < 2:
        return tuple(reasons)
    reasons = sorted(reasons, key=lambda g: (g.severity, g.rank, -g.points, g.code, g.rule))
    seen: dict[str, Given] = {}
    for given in reasons:
        seen.setdefault(given.code, given)
    return tuple(seen.values())
