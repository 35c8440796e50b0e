"""Whom a policy decides about, one person, named by one fact; and the consents that facts need."""

from collections.abc import Collection, Iterable, Mapping

from lawbook.model.policy import Fact
from lawbook.model.types import BooleanType, SetType
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean


def check_subject(facts: Iterable[Fact], problems: Problems) -> None:
    """Note a second fact that is marked as naming the person concerned."""
    marked = [fact for fact in facts if fact.subject]
    for fact in marked[1:]:
        message = f"`{fact.name}` and `{marked[0].name}` are both marked `subject`, and a decision is about one person"
        problems.add("bad-value", message, fact.where, f"the other one is at {marked[0].where}; take the mark from one of them")


def check_consents(facts: Mapping[str, Fact], problems: Problems) -> None:
    """Note consents that no fact can give."""
    for fact in facts.values():
        if fact.consent is None:
            continue
        name, purpose = fact.consent.fact, fact.consent.purpose
        giving = facts.get(name)
        if giving is None:
            problems.add(
                "unknown-name", f"`consent` of `{fact.name}` names `{name}`, which is no fact", fact.where, did_you_mean(name, facts)
            )
        elif giving.consent is not None:
            problems.add("bad-value", f"the consent that `{fact.name}` needs, `{name}`, needs a consent itself", fact.where)
        elif purpose is None and not isinstance(giving.type, BooleanType):
            message = f"`consent` of `{fact.name}` has no `purpose`, and `{name}` is not a truth value"
            problems.add("bad-value", message, fact.where, "name one of its labels as the `purpose`")
        elif purpose is not None and not isinstance(giving.type, SetType):
            message = f"`consent` of `{fact.name}` has a `purpose`, and `{name}` is not a set of purposes"
            problems.add("bad-value", message, fact.where, "leave out the `purpose`, or name a fact that is a set of labels")
        elif purpose is not None and isinstance(giving.type, SetType) and purpose not in giving.type.of.labels:
            message = f"`consent` of `{fact.name}` is for `{purpose}`, which is none of the labels of `{name}`"
            problems.add("unknown-label", message, fact.where, did_you_mean(purpose, giving.type.of.labels))


def consents_needed(facts: Mapping[str, Fact], used: Collection[str]) -> frozenset[str]:
    """Give the facts that are *used*, and those that give the consents that these need."""
    return frozenset(used) | {fact.consent.fact for fact in facts.values() if fact.name in used and fact.consent is not None}
