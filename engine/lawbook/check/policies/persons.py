"""Whom a policy decides about: one person, named by one fact."""

from collections.abc import Iterable

from lawbook.model.policy import Fact
from lawbook.problems import Problems


def check_subject(facts: Iterable[Fact], problems: Problems) -> None:
    """Note a second fact that is marked as naming the person concerned."""
    marked = [fact for fact in facts if fact.subject]
    for fact in marked[1:]:
        message = f"`{fact.name}` and `{marked[0].name}` are both marked `subject`, and a decision is about one person"
        problems.add("bad-value", message, fact.where, f"the other one is at {marked[0].where}; take the mark from one of them")
