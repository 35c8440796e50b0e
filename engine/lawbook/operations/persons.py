"""What is recorded about a person: told on request, kept as long as rules say, erased after."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import Connection

from lawbook.contract.json_text import parse_facts
from lawbook.evaluate.explanation import Explanation
from lawbook.library import Library
from lawbook.library.retention import Kept, Rule, kept_until
from lawbook.operations.recalling import Recalled, recall_library
from lawbook.record.decided import Decided, Written, read_written
from lawbook.record.erasing import Act, Held, Hold, erase, every_hold, holds_on
from lawbook.record.finding import decisions_of, sealed_with
from lawbook.record.master_keys import MasterKeys
from lawbook.record.opening import Erased, Opening
from lawbook.record.person_keys import KeyRow, every_key, keys_of
from lawbook.record.store import Store


class StillKept(Exception):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """A person who may not be erased yet: *kept* says until when, and by which rule."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        super().__init__(f"kept until {kept.until} by {kept.rule.id}")


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """One decision about a person, explained in each language by the policy as it was."""

    decided: Decided
    explanations: Mapping[str, Explanation]

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        decided = self.decided
        return {
            "id": decided.id,
            "time": decided.time,
            "policy": decided.policy,
            "asked_by": decided.caller,
            "facts": decided.facts,
            "decision": decided.decision,
            "explanation": {lang: explanation.to_dict() for lang, explanation in self.explanations.items()},
        }


@dataclass(frozen=True, slots=True)
class Told:
    """What is recorded about a person: decisions, what still stands of *erased* ones, and legal *holds*."""

    decisions: tuple[ToldDecision, ...]
    erased: tuple[Written, ...]
    holds: tuple[Hold, ...]

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        return {
            "decisions": [each.to_dict() for each in self.decisions],
            "erased": [{"id": each.id, "policy": each.policy, "time": each.time} for each in self.erased],
            "holds": [{"reason": each.reason, "time": each.time} for each in self.holds],
        }


def recorded_about(store: Store, opening: Opening, owner: bytes) -> Told:
    """Tell everything that is recorded about *owner*, explained in both languages by the policies as they were."""
    recalled = Recalled()
    decisions: list[ToldDecision] = []
    erased: list[Written] = []
    with store.reading() as connection:
        keys = [row.id for row in keys_of(connection, owner)]
        entries = list(sealed_with(connection, keys))
        holds = holds_on(connection, owner)
    for entry in entries:
        found = opening.decided(entry)
        if isinstance(found, Erased):
            erased.append(found.written)
        else:
            decisions.append(_told(found, recall_library(store, found.policies, recalled)))
    return Told(tuple(decisions), tuple(erased), tuple(holds))


def _told(decided: Decided, library: Library) -> ToldDecision:
    made = msgspec.json.decode(decided.decision)
    version = library.policy(decided.policy, as_of=date.fromisoformat(made["as_of"]), version=made["policies"][0]["version"])
    facts = parse_facts(bytes(decided.facts))
    return ToldDecision(decided, {lang: version.explain(facts, lang) for lang in ("en", "zh")})


class NotGoverned(Exception):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """Something was decided by *policies* that are not among those whose rules of retention are at hand."""

    def __init__(self, policies: Sequence[str]) -> None:
        self.policies = policies
        super().__init__(", ".join(policies))


def erase_person(store: Store, owner: bytes, act: Act, rules: Sequence[Rule], governed: Collection[str], today: date) -> int:
    """Erase *owner*; raises Held, StillKept, and NotGoverned where not all was decided by *governed* policies. Gives how many keys were destroyed."""

    def keeping(connection: Connection, keys: Sequence[KeyRow]) -> None:
        terms = list(_terms(connection, keys, rules, today))
        # Rules that are not at hand may keep what none of those at hand speaks of.
        strange = sorted({policy for policy, _ in terms} - set(governed))
        if strange:
            raise NotGoverned(strange)
        kept = [each for _, each in terms if each is not None and each.until >= today]
        if kept:
            raise StillKept(max(kept, key=lambda each: each.until))

    return erase(store, owner, act, keeping)


def _terms(connection: Connection, keys: Sequence[KeyRow], rules: Iterable[Rule], today: date) -> Iterator[tuple[str, Kept | None]]:
    for entry in sealed_with(connection, [row.id for row in keys]):
        written = read_written(entry.body)
        yield written.policy, kept_until(rules, written.policy, _day(written.time), today)


@dataclass(frozen=True, slots=True)
class Standing:
    """How long what is sealed with one key is kept: the rule that keeps it longest; None where no rule says anything of some of it."""

    key: str
    owner: bytes
    decisions: int
    policies: tuple[str, ...]
    kept: Kept | None
    held: bool

    def has_ended(self, today: date) -> bool:
        """Tell whether the key may be destroyed without anybody asking."""
        return self.kept is not None and self.kept.until < today and not self.held


@dataclass(slots=True)
class _Gathered:
    decisions: int
    policies: set[str]
    kept: Kept | None
    unruled: bool


def standings(store: Store, rules: Sequence[Rule], today: date) -> list[Standing]:
    """Say of every key that was not destroyed how long it is kept, soonest first, those that no rule covers at the end."""
    gathered: dict[str, _Gathered] = {}
    for entry in decisions_of(store):
        if entry.key is None:
            continue
        written = read_written(entry.body)
        kept = kept_until(rules, written.policy, _day(written.time), today)
        own = gathered.setdefault(entry.key, _Gathered(0, set(), None, unruled=False))
        own.decisions += 1
        own.policies.add(written.policy)
        own.unruled |= kept is None
        if kept is not None and (own.kept is None or kept.until > own.kept.until):
            own.kept = kept
    with store.reading() as connection:
        living = [row for row in every_key(connection) if row.wrapped is not None and row.id in gathered]
        held = {each.person for each in every_hold(connection)}
    found = [_standing(row, gathered[row.id], held=row.owner.hex() in held) for row in living]
    return sorted(found, key=lambda each: (each.kept is None, each.kept.until if each.kept else today, each.key))


def _standing(row: KeyRow, own: _Gathered, *, held: bool) -> Standing:
    return Standing(row.id, row.owner, own.decisions, tuple(sorted(own.policies)), None if own.unruled else own.kept, held)


class _NotEnded(Exception):  # noqa: N818 - it never leaves this file
    """Something that is sealed with the keys of a person must still be kept, or no rule says anything of it."""


def apply_retention(store: Store, ended: Iterable[Standing], act: Act, rules: Sequence[Rule], today: date) -> Iterator[int]:
    """Erase each of *ended*, one after the other; gives how many keys each had: none where they came to be held or kept meanwhile."""

    def keeping(connection: Connection, keys: Sequence[KeyRow]) -> None:
        if any(each is None or each.until >= today for _, each in _terms(connection, keys, rules, today)):
            raise _NotEnded

    for each in ended:
        try:
            count = erase(store, each.owner, act, keeping)
        except (Held, _NotEnded):
            # It had ended when it was looked at; what came since counts.
            count = 0
        yield count


def owner_in(store: Store, masters: MasterKeys, subject: str) -> bytes | None:
    """Give what stands for *subject* in the store, where anything does."""
    opening = Opening(store, masters)
    owner = opening.owner(subject)
    if owner is None:
        return None
    with store.reading() as connection:
        return owner if keys_of(connection, owner) or holds_on(connection, owner) else None


def _day(time: str) -> date:
    return datetime.fromisoformat(time).date()
