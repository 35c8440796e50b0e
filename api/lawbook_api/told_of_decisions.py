"""What is counted of a decision, found in its canonical bytes without reading all of them: its outcome, and which facts were not known."""

import msgspec

from lawbook import PolicyVersion
from lawbook.model.policy import Policy
from lawbook.model.types import BooleanType, OneOfType

ALL_KNOWN = b'"unknown":{}}'
OUTCOME = b'"outcome":{'
QUOTE = ord('"')
TRUTHS = b"true", b"false", b"null"
OTHER = "other"
"""The outcome of policies whose first published decision has neither labels nor truths."""


class Unknown(msgspec.Struct):
    """A cause of something unknown."""

    kind: str
    name: str


class Decided(msgspec.Struct):
    """What of the body of a decision is looked at when something was unknown."""

    unknown: dict[str, list[Unknown]]


def outcome_in(body: bytes, version: PolicyVersion) -> str:
    """Give the label, or truth, of the first decision that the policy publishes; there are few of these, so that it can be counted by."""
    policy = version.policy
    try:
        name = _names[policy.content_hash]
    except KeyError:
        name = _names[policy.content_hash] = _counted(policy)
    # Keys are sorted and quotes within texts escaped, so that these can only be the outcome and its first decision themselves.
    begin = body.find(name, body.find(OUTCOME) + len(OUTCOME) - 1) if name else -1
    if begin < 0:
        return OTHER
    begin += len(name)
    if body[begin] != QUOTE:
        return next((truth.decode() for truth in TRUTHS if body.startswith(truth, begin)), OTHER)
    return body[begin + 1 : body.find(b'"', begin + 1)].decode()


def unknown_facts(body: bytes, version: PolicyVersion) -> list[str]:
    """Give the facts for want of which a published decision was not known, each once."""
    if body.endswith(ALL_KNOWN):
        return []
    policy = version.policy
    try:
        declared = _declared[policy.content_hash]
    except KeyError:
        declared = _declared[policy.content_hash] = frozenset(fact.name for fact in policy.facts)
    causes = _DECODER.decode(body).unknown.values()
    return sorted({cause.name for each in causes for cause in each} & declared)


def _counted(policy: Policy) -> bytes:
    types = {decision.name: decision.type for decision in policy.decisions}
    name = policy.outputs[0]
    return b'"%b":' % name.encode() if isinstance(types[name], BooleanType | OneOfType) else b""


_DECODER = msgspec.json.Decoder(Decided)
_names: dict[str, bytes] = {}
_declared: dict[str, frozenset[str]] = {}
