"""Facts to try a policy with: those its author ships, or else made up from its declarations."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import assert_never

from lawbook.contract.facts import may_be_absent, read_facts
from lawbook.contract.json_text import parse_facts
from lawbook.contract.values import to_json_value
from lawbook.model.policy import Policy
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.model.values import Known, Value
from lawbook.problems import FactsRejected

NOON = 43_200


def example_facts(policy: Policy, root: Path, day: date) -> dict[str, object]:
    """Give facts that *policy* accepts: of the files in the `examples` folder of the policy the first that it does accept, or made up."""
    for facts, _ in shipped_facts(policy, root):
        return facts
    return {fact.name: to_json_value(fact.type, made_up(fact.type, day)) for fact in policy.facts if not may_be_absent(fact)}


def shipped_facts(policy: Policy, root: Path) -> Iterator[tuple[dict[str, object], dict[str, Value]]]:
    """Give, as posted and as read, the facts of every file in the `examples` folder of *policy* that it accepts."""
    for file in sorted((root / policy.name / "examples").glob("*.json")):
        try:
            facts = parse_facts(file.read_bytes())
            yield facts, read_facts(policy, facts)
        except FactsRejected:
            continue


def made_up(kind: Type, day: date) -> Known:  # noqa: C901 - one match over the types
    """Give some value of the type *kind*, the same each time."""
    match kind:
        case BooleanType():
            return False
        case NumberType(scale=scale, low=low, high=high):
            return max(low, min(high, int(f"1{'0' * (scale + 2)}")))
        case DateType(low=low, high=high):
            return max(low, min(high, day.toordinal()))
        case TimeType():
            return NOON
        case MomentType():
            return (day - date(1970, 1, 1)).days * 86_400 + NOON
        case TextType(most=most):
            return "example"[:most]
        case OneOfType(labels=labels):
            return labels[0]
        case SetType():
            return frozenset()
        case RecordType(types=types):
            return tuple(made_up(part, day) for part in types)
        case ListType():
            return ()
        case _:
            assert_never(kind)
