"""A decision as an entry of the record: what was asked, by whom, of which policies, and the bytes of the answer."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

import msgspec

from lawbook.contract.decision import canonical_json
from lawbook.record.chain import Claim
from lawbook.record.condensing import Phrases
from lawbook.record.drafts import Draft, Unsealed
from lawbook.record.sealing import BadSeal, Opener, Private, Sealed, owner_in, owner_of, unseal
from lawbook.record.snapshots import Snapshot

DECISION = "decision"
"""The kind of entry that a decision is."""
KEPT = 1_024
"""For how many callers, policies and so on is remembered how the words of the record begin and end."""
_encode = msgspec.json.encode


class Asked(msgspec.Struct, frozen=True):
    """What a decision was asked for: *as_of* and *version* only where the request named them, *key* as the caller sent it."""

    policy: str
    as_of: str | None = None
    version: int | None = None
    caller: str = ""
    key: str | None = None


class Making(msgspec.Struct, frozen=True):
    """What only one making of a decision has: its id, its time, and the version of the *engine*."""

    id: str
    time: str
    engine: str


class Telling(msgspec.Struct, frozen=True):
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
    begin, engine, end = _standing(asked.as_of, asked.version, asked.caller, asked.policy, making.engine, policies.hash)
    facts = facts.strip()
    named = b'"id":"%b","key":%b%b' % (making.id.encode(), b"null" if asked.key is None else _encode(asked.key), end)
    time = b',"time":"%b"}' % making.time.encode()
    body: bytes | Unsealed
    if telling is None:
        request = b"null" if claim is None else _encode(claim.request.hex())
        body = b'%b"decision":%b,%b"facts":%b,%b%b%b' % (begin, decision, engine, facts, named, request, time)
    else:
        owner = owner_in(f"{asked.policy} {making.time[:7]}") if telling.subject is None else owner_of(telling.subject)
        private = Private((b'{"decision":', decision, b',"facts":', facts, b"}"), owner, telling.phrases)
        body = Unsealed(b"%b%b%b" % (begin, engine, named), private, time)
    return Draft(DECISION, body, making.id, claim, policies)


@lru_cache(maxsize=KEPT)
def _standing(as_of: str | None, version: int | None, caller: str, policy: str, engine: str, policies: bytes) -> tuple[bytes, bytes, bytes]:
    """Give what stands in the body of one decision as in the next: before the decision, after it, and after the idempotency key."""
    return (
        b'{"asked":%b,"caller":%b,' % (_encode({"as_of": as_of, "version": version}), _encode(caller)),
        b'"engine":%b,' % _encode(engine),
        b',"policies":"%b","policy":%b,"request":' % (policies.hex().encode(), _encode(policy)),
    )


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
