"""Ask for inputs that lead to an outcome: what is wanted as it is written, what is given, and what came of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lawbook.contract.facts import read_facts
from lawbook.contract.values import to_core
from lawbook.library.library import PolicyVersion
from lawbook.model.policy import Decision, Policy
from lawbook.model.types import BooleanType, ListType, NumberType, RecordType
from lawbook.model.values import Known, Unknown, Value
from lawbook.operations.columns import posted as from_text
from lawbook.operations.proving import posted
from lawbook.problems import FactsRejected
from lawbook.problems.nearest import did_you_mean
from lawbook.prove.answers import NotKnown
from lawbook.witness.wanted import Sense, Sought, Want, seek, unusual_of

_WANTED = re.compile(r"\s*([^\s=!<>]+)\s*(!=|>=|<=|=)\s*(.*?)\s*")
_SENSES: Mapping[str, Sense] = {"=": "=", "!=": "!=", ">=": ">=", "<=": "<="}


class UnknownWant(LookupError):  # noqa: N818 - it is an outcome the caller reads, named as one
    """What was wanted is no outcome of the policy."""


def want_of(policy: Policy, text: str) -> Want:
    """Read `outcome=approve`, `limit>=5000`, `outcome!=decline` or `tier=unknown`; raises UnknownWant."""
    match = _WANTED.fullmatch(text)
    if match is None:
        raise UnknownWant(f"`{text}` is not written like `outcome=approve`, `limit>=5000` or `tier=unknown`")
    name, sense, value = match[1], _SENSES[match[2]], match[3]
    declared = {each.name: each for each in policy.decisions}
    if name not in declared:
        near = did_you_mean(name, declared) or f"it publishes {', '.join(f'`{each}`' for each in policy.outputs)}"
        raise UnknownWant(f"`{policy.name}` has no decision `{name}`; {near}")
    return Want(name, sense, None if value == "unknown" and sense in {"=", "!="} else _value(declared[name], sense, value))


def _value(declared: Decision, sense: Sense, text: str) -> Known:
    if sense in {">=", "<="} and not isinstance(declared.type, NumberType):
        raise UnknownWant(f"`{declared.name}` is no number, so that {sense} says nothing of it")
    if isinstance(declared.type, ListType | RecordType):
        raise UnknownWant(f"`{declared.name}` is a list or a record, which cannot be wished for")
    if isinstance(declared.type, BooleanType) and text not in {"true", "false"}:
        raise UnknownWant(f"`{declared.name}` is `true` or `false`, not `{text}`")
    try:
        return to_core(declared.type, from_text(declared.type, text), declared.name)
    except FactsRejected as rejected:
        raise UnknownWant(str(rejected.problems[0])) from None


def given_facts(policy: Policy, facts: Mapping[str, object]) -> dict[str, Value]:
    """Read the facts that are given, of which there may be any; raises FactsRejected with everything wrong."""
    lenient = replace(policy, facts=tuple(replace(fact, optional=True) for fact in policy.facts))
    return {name: value for name, value in read_facts(lenient, facts).items() if not isinstance(value, Unknown)}


def sought(version: PolicyVersion, wants: Sequence[Want], given: Mapping[str, Value], count: int, seconds: float) -> Sought:
    """Look for *count* examples on the day of *version*."""
    return seek(version.policy, wants, given, version.as_of.toordinal(), count, seconds)


def to_json(version: PolicyVersion, found: Sought) -> dict[str, object]:
    """Give what came of a search as it stands in JSON."""
    examples = [
        {
            "facts": posted(version.policy, each.facts),
            "unusual": [fact.name for fact in unusual_of(version.policy, each, version.as_of.toordinal())],
            "rows": list(each.rows),
            "decision": each.judged.decision.to_dict(),
        }
        for each in found.examples
    ]
    told: dict[str, object] = {
        "policy": version.name,
        "version": version.version,
        "as_of": version.as_of.isoformat(),
        "outcome": "found" if examples else "impossible" if found.ended == "none" else "unknown",
        "examples": examples,
    }
    if isinstance(found.ended, NotKnown):
        told["because"] = f"{found.ended.why}: {found.ended.what}"
    if examples:
        told["others_alike"] = found.ended == "none"
    return told
