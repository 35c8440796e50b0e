"""Read exceptions that were granted: for whom, by whom, why, until when, and which outcome of which policy takes which value."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from lawbook.check.law.citations import Span
from lawbook.check.words.naming import read_id
from lawbook.check.words.shapes import (
    as_mapping,
    as_scalar,
    as_sequence,
    check_keys,
    place_of,
    read_span,
    read_text,
    read_words,
    take,
    take_needed,
)
from lawbook.check.written.drafts import Written
from lawbook.check.written.tables import read_expression
from lawbook.model.policy import Words
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping, Node, Scalar

EXCEPTIONS_KEYS = ("exceptions", "language", "title", "grants")
GRANT_KEYS = ("id", "policy", "decision", "instead_of", "then", "whom", "when", "from", "until", "reason", "author", "approver")


@dataclass(frozen=True, slots=True)
class Granted:
    """One exception: from *first* to *last* (day numbers, both included) the *decision* of the *policy* is *then* where it would be *instead_of*.

    It is for those of whom each fact in *whom* has the value beside it, or of whom *when* is true.
    """

    id: str
    policy: Scalar
    decision: Scalar
    instead_of: Scalar
    then: Scalar
    whom: tuple[tuple[Scalar, Scalar], ...]
    when: Written | None
    first: int
    last: int
    reason: Words
    approver: str
    where: Where

    def concerns(self, policy: str | None, span: Span | None) -> bool:
        """Tell whether it is for a version of *policy* that is in force in *span*."""
        return self.policy.text == policy and (span is None or (self.first < (span[1] or self.first + 1) and span[0] <= self.last))

    @property
    def until(self) -> str:
        """The last day, as an ISO date."""
        return dt.date.fromordinal(self.last).isoformat()


def read_granted(documents: Sequence[Mapping], problems: Problems) -> tuple[Granted, ...]:
    """Take the exceptions of all *documents*; the id of each is its own."""
    granted: list[Granted] = []
    places: dict[str, Where] = {}
    for document in documents:
        check_keys(document, EXCEPTIONS_KEYS, "a file of exceptions", problems)
        take(document, "title", read_words, "the file", problems)
        listed = take_needed(document, "grants", as_sequence, "a file of exceptions", problems)
        for node in () if listed is None else listed.items:
            read = _read_grant(node, problems)
            if read is None:
                continue
            other = places.setdefault(read.id, read.where)
            if other is not read.where:
                problems.add("duplicate-id", f"the exception `{read.id}` is granted twice", read.where, f"the other one is at {other}")
            else:
                granted.append(read)
    return tuple(granted)


def _read_grant(node: Node, problems: Problems) -> Granted | None:
    mapping = as_mapping(node, "each exception", problems)
    if mapping is None:
        return None
    named = take_needed(mapping, "id", as_scalar, "an exception", problems)
    id_ = None if named is None else read_id(named, "an exception", problems)
    what = f"the exception `{id_}`" if id_ else "the exception"
    check_keys(mapping, GRANT_KEYS, what, problems)
    scalars = [take_needed(mapping, key, as_scalar, what, problems) for key in ("policy", "decision", "instead_of", "then")]
    days = read_span(mapping, what, problems)
    reason = take_needed(mapping, "reason", read_words, what, problems)
    approver = _read_approver(mapping, what, problems)
    asked = _read_whom(mapping, what, problems)
    if named is None or id_ is None or days is None or reason is None or approver is None or asked is None:
        return None
    policy, decision, instead_of, then = scalars
    if policy is None or decision is None or instead_of is None or then is None:
        return None
    whom, when = asked
    return Granted(id_, policy, decision, instead_of, then, whom, when, *days, reason, approver, named.where)


def _name(person: str) -> str:
    """Give a name as it is, however it is written: in letters of another width (Unicode NFKC), in capitals, with other spaces or points."""
    return "".join(each for each in normalize("NFKC", person).casefold() if each.isalnum())


def _read_approver(mapping: Mapping, what: str, problems: Problems) -> str | None:
    author = take_needed(mapping, "author", read_text, what, problems)
    approver = take_needed(mapping, "approver", read_text, what, problems)
    if author is not None and approver is not None and _name(author) == _name(approver):
        message = f"{what} was written and approved by the same person, `{approver}`"
        problems.add("own-approval", message, place_of(mapping, "approver"), "somebody else must approve it")
        return None
    return None if author is None else approver


def _read_whom(mapping: Mapping, what: str, problems: Problems) -> tuple[tuple[tuple[Scalar, Scalar], ...], Written | None] | None:
    whom, when = mapping.get("whom"), mapping.get("when")
    if (whom is None) == (when is None):
        told = "says both `whom` and `when`" if when is not None else "does not say for whom it is"
        problems.add("bad-exception", f"{what} {told}", mapping.where, "write `whom: {fact: value}`, or `when:` with a condition")
        return None
    if when is not None:
        written = read_expression(when, f"`when` of {what}", problems)
        return None if written is None else ((), written)
    facts = None if whom is None else as_mapping(whom, f"`whom` of {what}", problems)
    if facts is None:
        return None
    if not facts.entries:
        problems.add("bad-exception", f"{what} is for everybody: that is a change of the policy", facts.where, "name a fact and its value")
        return None
    read = [(fact, as_scalar(value, f"`{fact.text}` of {what}", problems)) for fact, value in facts.entries]
    sound = tuple((fact, value) for fact, value in read if value is not None)
    return (sound, None) if len(sound) == len(read) else None
