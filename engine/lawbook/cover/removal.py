"""A policy without the rules that cover a requirement: what it decided is not known then."""

from dataclasses import replace

from lawbook.model.core import Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.values import Unknown


def covering(policy: Policy, requirement: str) -> tuple[tuple[str, str], ...]:
    """Give the decision and the id of each row that covers *requirement*, and of each formula (with the name of the decision for its id)."""
    found: list[tuple[str, str]] = []
    for decision in policy.decisions:
        if isinstance(decision.body, Table):
            rows = (*decision.body.rows, *([decision.body.otherwise] if decision.body.otherwise is not None else []))
            found.extend((decision.name, row.id) for row in rows if requirement in row.covers)
        elif requirement in decision.covers:
            found.append((decision.name, decision.name))
    return tuple(found)


def requirements_of(policy: Policy) -> frozenset[str]:
    """Give every requirement that something in *policy* covers."""
    found: set[str] = set()
    for decision in policy.decisions:
        found.update(decision.covers)
        if isinstance(decision.body, Table):
            rows = (*decision.body.rows, *([decision.body.otherwise] if decision.body.otherwise is not None else []))
            found.update(name for row in rows for name in row.covers)
    return frozenset(found)


def without(policy: Policy, requirement: str) -> Policy:
    """Give *policy* without its rows and formulas that cover *requirement*; it can be run by the definition only.

    A formula that is removed is unknown, as is a table where no row is left to be hit, and an unknown is published where it had no fallback.
    """
    return replace(policy, decisions=tuple(_without(decision, requirement) for decision in policy.decisions))


def _without(decision: Decision, requirement: str) -> Decision:
    body = decision.body
    if isinstance(body, Table):
        otherwise = body.otherwise
        kept = None if otherwise is not None and requirement in otherwise.covers else otherwise
        body = replace(body, rows=tuple(row for row in body.rows if requirement not in row.covers), otherwise=kept)
    elif requirement in decision.covers:
        body = Table(hit="unique", rows=(), where=decision.where)
    fallback = Unknown(()) if decision.published and decision.fallback is None else decision.fallback
    return replace(decision, body=body, nullable=True, fallback=fallback)
