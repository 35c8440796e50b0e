"""What the facts of a policy tell of persons: whether they do at all, and whom a decision is about."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from lawbook.model.policy import Policy

SubjectReader: TypeAlias = Callable[[bytes], str | None]
"""Gives the person whom posted facts name as the one concerned, None where they name nobody."""


def subject_reader(policy: Policy) -> SubjectReader | None:
    """Give what finds the person concerned in facts that *policy* has accepted; None where its facts tell of nobody."""
    if not any(fact.personal for fact in policy.facts):
        return None
    marked = next((fact for fact in policy.facts if fact.subject), None)
    if marked is None:
        return _nobody
    decoder = msgspec.json.Decoder(
        msgspec.defstruct("Subject", [("subject", str | int | None, None)], rename={"subject": marked.name}, frozen=True)
    )

    def read(facts: bytes) -> str | None:
        found = decoder.decode(facts)
        return None if found.subject is None else str(found.subject)  # type: ignore[attr-defined]

    return read


def _nobody(facts: bytes) -> None:
    del facts
