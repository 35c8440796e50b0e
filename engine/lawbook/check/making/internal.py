"""The internal decisions that a decision is made with: one for each characteristic of a scorecard, one for each gate of a ranking."""

from lawbook.check.making.ranks import gate_name
from lawbook.check.making.scores import characteristic_name
from lawbook.check.written.drafts import DecisionDraft, RankDraft, ScorecardDraft


def internal_names(draft: DecisionDraft) -> list[str]:
    """Name what *draft* decides beside what it is called."""
    match draft.body:
        case ScorecardDraft(characteristics=characteristics):
            return [characteristic_name(draft, each) for each in characteristics]
        case RankDraft(gates=gates):
            return [gate_name(draft, each) for each in gates]
        case _:
            return []
