"""What is to become an entry, and the sealing of what it tells of persons."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from lawbook.record.chain import Claim, Part
from lawbook.record.condensing import Phrases, condense
from lawbook.record.person_keys import Index
from lawbook.record.sealing import NONCE_BYTES, Private, blinded_request, seal
from lawbook.record.snapshots import Snapshot

_NO_PLACES: Mapping[str, int] = MappingProxyType({})


class Unsealed(msgspec.Struct, frozen=True):
    """A body of which a part is still to be sealed; the digest of the request and the seal come between *before* and *after*."""

    before: bytes
    private: Private
    after: bytes


class Draft(msgspec.Struct, frozen=True):
    """What is to become an entry: a *kind*, the *body* as canonical JSON, and perhaps an *id* by which it is found.

    With a *claim*, and then with an *id*, it is recorded only where nobody made the same claim before. *policies* are those it was decided by.
    *places*, also only with an *id*, are the places it takes, by subject; it is recorded only where it can take them all. *texts* are kept beside it.
    """

    kind: str
    body: bytes | Unsealed
    id: str | None = None
    claim: Claim | None = None
    policies: Snapshot | None = None
    places: Mapping[str, int] = _NO_PLACES
    texts: Sequence[bytes] = ()

    def __repr__(self) -> str:
        """Name the draft without what it says, which may tell of a person."""
        return f"Draft({self.kind!r}, id={self.id!r})"


def claiming(draft: Draft, index: Index | None) -> Draft:
    """Blind the digest in the claim of *draft* with the *index* key, where facts could be guessed from it."""
    claim = draft.claim
    if claim is None or index is None or not isinstance(draft.body, Unsealed):
        return draft
    return replace(draft, claim=replace(claim, request=blinded_request(index.key, claim.request)))


def blinded_claims(drafts: Sequence[Draft]) -> list[tuple[str, str, bytes, str]]:
    """Give the claims of *drafts*, which are `claiming`, in one order for all writers, so that two never wait for one another."""
    return sorted((claim.caller, claim.key, claim.request, draft.id or "") for draft in drafts if (claim := draft.claim) is not None)


def phrases_in(drafts: Sequence[Draft]) -> Iterable[Phrases]:
    """Give the phrases that what is to be sealed of *drafts* is condensed by."""
    private = [draft.body.private for draft in drafts if isinstance(draft.body, Unsealed)]
    found = {id(each.phrases): each.phrases for each in private if each.phrases is not None}
    return found.values()


def needed_by(drafts: Sequence[Draft]) -> frozenset[bytes]:
    """Give the hashes of what must stand in the record for *drafts* to be read: their policies and their phrases."""
    policies = {id(draft.policies): draft.policies for draft in drafts if draft.policies is not None}
    return frozenset(each.hash for each in policies.values()) | {each.hash for each in phrases_in(drafts)}


def owners_of(drafts: Sequence[Draft]) -> set[str]:
    """Name those whose keys *drafts* are to be sealed with."""
    return {draft.body.private.owner for draft in drafts if isinstance(draft.body, Unsealed)}


def sealed(drafts: Sequence[Draft], keys: Mapping[str, tuple[str, bytes]]) -> list[Part]:
    """Seal what of *drafts* is to be sealed with the *keys* of their owners, each with its id."""
    nonces = secrets.token_bytes(NONCE_BYTES * len(drafts))
    texts = _texts_to_seal(drafts)
    parts = []
    for at, draft in enumerate(drafts):
        body = draft.body
        if not isinstance(body, Unsealed):
            parts.append(Part(draft.kind, draft.id, body))
            continue
        name, key = keys[body.private.owner]
        nonce = nonces[at * NONCE_BYTES : (at + 1) * NONCE_BYTES]
        seal_ = seal(texts[at], draft.id or "", name, key, nonce, body.private.phrases)
        request = b"null" if draft.claim is None else b'"%b"' % draft.claim.request.hex().encode()
        parts.append(Part(draft.kind, draft.id, b'%b%b,"sealed":%b%b' % (body.before, request, seal_, body.after), name))
    return parts


def _texts_to_seal(drafts: Sequence[Draft]) -> dict[int, bytes]:
    """Give what of each draft, by its place, is to be sealed: condensed, where it has phrases."""
    private = {at: draft.body.private for at, draft in enumerate(drafts) if isinstance(draft.body, Unsealed)}
    texts = {at: b"".join(each.pieces) for at, each in private.items()}
    for phrases in phrases_in(drafts):
        alike = [at for at, each in private.items() if each.phrases is phrases]
        texts |= zip(alike, condense([texts[at] for at in alike], phrases), strict=True)
    return texts
