"""A decision as an entry of the record: what was asked, by whom, of which policies, and the bytes of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from lawbook.contract.decision import canonical_json
from lawbook.record.chain import Claim
from lawbook.record.condensing import Phrases
from lawbook.record.drafts import Draft, Unsealed
from lawbook.record.sealing import BadSeal, Opener, Private, Sealed, unseal
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


@dataclass(frozen=True, slots=True)
class Telling:
    """Whether what a policy decides on tells of persons, and of whom a decision is, where that is known: *subject*.

    *phrases* are what its decisions say again and again, where that is known.
    """

    subject: str | None = None
    phrases: Phrases | None = None


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


class Written(msgspec.Struct, frozen=True):
    """The body of a decision's entry as it stands in the record: with facts and decision, or with both of them sealed."""

    asked: Mapping[str, str | int | None]
    caller: str
    engine: str
    id: str
    key: str | None
    policies: str
    policy: str
    request: str | None
    time: str
    decision: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    facts: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    sealed: Sealed | msgspec.UnsetType = msgspec.UNSET


class Opened(msgspec.Struct, frozen=True):
    """What was sealed of a decision."""

    decision: msgspec.Raw
    facts: msgspec.Raw


def decision_draft(
    asked: Asked, facts: bytes, decision: bytes, policies: Snapshot, making: Making, telling: Telling | None = None
) -> Draft:
    """Put a decision into the words of the record: JSON in order of keys, but for the facts, which stand as they came.

    With *telling* it tells of a person, and facts and decision are to be sealed.
    """
    claim = None if asked.key is None else Claim(asked.caller, asked.key, digest_of(asked, facts))
    facts = facts.strip()
    begin = b'{"asked":%b,"caller":%b,' % (_encode({"as_of": asked.as_of, "version": asked.version}), _encode(asked.caller))
    end = b',"time":"%b"}' % making.time.encode()
    made = b'"engine":%b,' % _encode(making.engine)
    named = (making.id.encode(), _encode(asked.key), policies.hash.hex().encode(), _encode(asked.policy))
    body: bytes | Unsealed
    if telling is None:
        request = b"null" if claim is None else _encode(claim.request.hex())
        middle = b'"id":"%b","key":%b,"policies":"%b","policy":%b,"request":%b' % (*named, request)
        body = b'%b"decision":%b,%b"facts":%b,%b%b' % (begin, decision, made, facts, middle, end)
    else:
        text = b'{"decision":%b,"facts":%b}' % (decision, facts)
        private = Private(text, telling.subject, f"{asked.policy} {making.time[:7]}", telling.phrases)
        middle = b'"id":"%b","key":%b,"policies":"%b","policy":%b,"request":' % named
        body = Unsealed(begin + made + middle, private, end)
    return Draft(DECISION, body, making.id, claim, policies)


def digest_of(asked: Asked, facts: bytes) -> bytes:
    """Give the digest of a request, the same however its facts are laid out as JSON."""
    # Needed for keyed requests only.
    from lawbook.contract.json_text import parse_facts  # noqa: PLC0415

    said = {"as_of": asked.as_of, "facts": parse_facts(facts), "policy": asked.policy, "version": asked.version}
    return sha256(canonical_json(said)).digest()


def read_written(body: bytes) -> Written:
    """Read the body of a decision's entry as it stands; raises ValueError."""
    written = msgspec.json.decode(body, type=Written)
    clear = isinstance(written.decision, msgspec.Raw) and isinstance(written.facts, msgspec.Raw)
    if clear is isinstance(written.sealed, Sealed):
        raise ValueError("a decision has its facts in the clear, or sealed")
    return written


def read_decided(body: bytes, opener: Opener | None = None) -> Decided:
    """Read the body of a decision's entry, where it is sealed with its *opener*; raises ValueError, as BadSeal and NotCondensed too."""
    written = read_written(body)
    if not isinstance(written.sealed, Sealed):
        return msgspec.json.decode(body, type=Decided)
    if opener is None:
        raise BadSeal("the decision is sealed")
    opened = msgspec.json.decode(unseal(written.sealed, written.id, opener), type=Opened)
    return Decided(
        written.asked, written.caller, opened.decision, written.engine, opened.facts, written.id, written.key,
        written.policies, written.policy, written.request, written.time,
    )  # fmt: skip
