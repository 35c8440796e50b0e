"""A decision as an entry of the record: what was asked, by whom, of which policies, and the bytes of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from lawbook.contract.decision import canonical_json
from lawbook.record.chain import Claim
from lawbook.record.committing import Draft
from lawbook.record.snapshots import Snapshot

DECISION = "decision"
"""The kind of entry that a decision is."""
_encode = msgspec.json.encode


@dataclass(frozen=True, slots=True)
class Asked:
    """What a decision was asked for: *as_of* and *version* only where the request named them, *key* as the caller sent it."""

    policy: str
    as_of: str | None = None
    version: int | None = None
    caller: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Making:
    """What only one making of a decision has: its id, its time, and the version of the *engine*."""

    id: str
    time: str
    engine: str


class Decided(msgspec.Struct, frozen=True):
    """A recorded decision, read back. *facts* and *decision* are the very bytes that came in and went out."""

    asked: Mapping[str, str | int | None]
    caller: str
    decision: msgspec.Raw
    engine: str
    facts: msgspec.Raw
    id: str
    key: str | None
    policies: str
    policy: str
    request: str | None
    time: str


def decision_draft(asked: Asked, facts: bytes, decision: bytes, policies: Snapshot, making: Making) -> Draft:
    """Put a decision into the words of the record: JSON in order of keys, but for the facts, which stand as they came."""
    claim = None if asked.key is None else Claim(asked.caller, asked.key, digest_of(asked, facts))
    body = (
        b'{"asked":%b,"caller":%b,"decision":%b,"engine":%b,"facts":%b,"id":"%b","key":%b,"policies":"%b","policy":%b,"request":%b,"time":"%b"}'
        % (
            _encode({"as_of": asked.as_of, "version": asked.version}),
            _encode(asked.caller),
            decision,
            _encode(making.engine),
            facts.strip(),
            making.id.encode(),
            _encode(asked.key),
            policies.hash.hex().encode(),
            _encode(asked.policy),
            b"null" if claim is None else _encode(claim.request.hex()),
            making.time.encode(),
        )
    )
    return Draft(DECISION, body, making.id, claim, policies)


def digest_of(asked: Asked, facts: bytes) -> bytes:
    """Give the digest of a request, the same however its facts are laid out as JSON."""
    # Needed for keyed requests only.
    from lawbook.contract.json_text import parse_facts  # noqa: PLC0415

    said = {"as_of": asked.as_of, "facts": parse_facts(facts), "policy": asked.policy, "version": asked.version}
    return sha256(canonical_json(said)).digest()


def read_decided(body: bytes) -> Decided:
    """Read the body of a decision's entry; raises ValueError."""
    return msgspec.json.decode(body, type=Decided)
