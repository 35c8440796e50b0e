"""A candidate beside the live policies: what was decided is decided again by the candidate, without effect, and the difference is counted."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeAlias

import msgspec

from lawbook.library import Library, NoSuchPolicy, PolicyVersion
from lawbook.model.policy import Policy
from lawbook.model.types import BooleanType, NumberType, OneOfType
from lawbook.model.values import Unknown
from lawbook.operations.migrating import EXAMPLES, Migration, kind_of
from lawbook.problems import FactsRejected
from lawbook.record.chain import Entry
from lawbook.record.opening import Erased, Opening

MOST_BOUND = 10_000
Came: TypeAlias = Literal["alike", "differing", "refused"]
"""What a decision of the candidate came to beside the live one."""


class _By(msgspec.Struct, frozen=True):
    hash: str
    policy: str
    version: int


class _Coded(msgspec.Struct, frozen=True):
    code: str


class _Body(msgspec.Struct, frozen=True):
    """What of a decision's body is held against another."""

    as_of: str
    obligations: tuple[_Coded, ...]
    outcome: dict[str, object]
    policies: tuple[_By, ...]
    reasons: tuple[_Coded, ...]


class Pair(msgspec.Struct, frozen=True, order=True):
    """A live version and the candidate that stands beside it, each with the hash of what it says."""

    policy: str
    live: int
    candidate: int
    live_hash: str
    candidate_hash: str


@dataclass(slots=True)
class Beside:
    """What a candidate did beside one live version.

    *changed* counts, for each published decision, how often it came out otherwise; *migrations* from which outcome to which, where outcomes can be
    counted. *refused* is how many the candidate could not decide, on facts that the live version took, *refused_for* why, by code. *examples* are ids.
    """

    migrations: tuple[Migration, ...] = ()
    alike: int = 0
    differing: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    refused_for: Counter[str] = field(default_factory=Counter)
    reasons_gained: Counter[str] = field(default_factory=Counter)
    reasons_lost: Counter[str] = field(default_factory=Counter)
    obligations_gained: Counter[str] = field(default_factory=Counter)
    obligations_lost: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    refused_examples: list[str] = field(default_factory=list)

    def take(self, id_: str, live: _Body, candidate: _Body) -> Came:
        """Count one more decision."""
        for migration in self.migrations:
            migration.take(id_, _counted(live, migration), _counted(candidate, migration))
        otherwise = [name for name, value in live.outcome.items() if name in candidate.outcome and candidate.outcome[name] != value]
        self.changed.update(otherwise)
        _gain_and_lose(live.reasons, candidate.reasons, self.reasons_gained, self.reasons_lost)
        _gain_and_lose(live.obligations, candidate.obligations, self.obligations_gained, self.obligations_lost)
        if not otherwise and live.reasons == candidate.reasons and live.obligations == candidate.obligations:
            self.alike += 1
            return "alike"
        self.differing += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(id_)
        return "differing"

    def refuse(self, id_: str, codes: Iterable[str]) -> Came:
        """Count one decision that the candidate could not make."""
        self.refused += 1
        self.refused_for.update(set(codes))
        if len(self.refused_examples) < EXAMPLES:
            self.refused_examples.append(id_)
        return "refused"


def _gain_and_lose(live: tuple[_Coded, ...], candidate: tuple[_Coded, ...], gained: Counter[str], lost: Counter[str]) -> None:
    if live != candidate:
        before, after = {each.code for each in live}, {each.code for each in candidate}
        gained.update(after - before)
        lost.update(before - after)


def _counted(body: _Body, migration: Migration) -> object:
    """Give an outcome as migrations count it: JSON carries decimals as text, and what is not known as an object."""
    value = body.outcome[migration.decision]
    if isinstance(value, dict):
        return Unknown(())
    if migration.measured and isinstance(value, str):
        try:
            return Decimal(value)
        except InvalidOperation:
            return value
    return value


class Shadowing:
    """Decides again what was decided, by the last version of the same policy in *candidate*, for the same day; one thread at a time.

    What the candidate library has in the very words of the live version is not decided again: *unchanged* counts it by policy, *absent* what is of
    policies that the candidate does not have.
    """

    def __init__(self, candidate: Library, beside: dict[Pair, Beside] | None = None) -> None:
        self._candidate = candidate
        self.beside: dict[Pair, Beside] = {} if beside is None else beside
        self.unchanged: Counter[str] = Counter()
        self.absent: Counter[str] = Counter()
        self._days: dict[tuple[str, str], PolicyVersion] = {}

    def again(self, id_: str, policy: str, facts: bytes, decision: bytes) -> tuple[Pair, Came] | None:
        """Decide once more on *facts* and count how that compares with *decision*, its canonical bytes; None where there is nothing to compare."""
        if policy not in self._candidate.policies:
            self.absent[policy] += 1
            return None
        live = _DECODER.decode(decision)
        by, last = live.policies[0], self._candidate.versions(policy)[-1]
        pair = Pair(policy, by.version, last.version, by.hash, last.content_hash)
        try:
            bound = self._bound(policy, live.as_of)
            pair = msgspec.structs.replace(pair, candidate_hash=bound.policy.content_hash)
            if pair.live_hash == pair.candidate_hash:
                self.unchanged[policy] += 1
                return None
            made = _DECODER.decode(bound.decide_json(facts))
        except FactsRejected as rejection:
            return pair, self._of(pair, live, last).refuse(id_, (problem.code for problem in rejection.problems))
        except NoSuchPolicy as absent:
            return pair, self._of(pair, live, last).refuse(id_, (absent.code,))
        return pair, self._of(pair, live, last).take(id_, live, made)

    def _of(self, pair: Pair, live: _Body, candidate: Policy) -> Beside:
        found = self.beside.get(pair)
        if found is None:
            found = self.beside[pair] = Beside(_migrations(candidate, live))
        return found

    def _bound(self, policy: str, day: str) -> PolicyVersion:
        found = self._days.get((policy, day))
        if found is None:
            if len(self._days) >= MOST_BOUND:
                self._days.clear()
            number = self._candidate.versions(policy)[-1].version
            found = self._days[policy, day] = self._candidate.policy(policy, as_of=date.fromisoformat(day), version=number)
        return found


def _migrations(candidate: Policy, live: _Body) -> tuple[Migration, ...]:
    types = {each.name: each.type for each in candidate.decisions}
    return tuple(
        Migration(name, kind_of(types[name]))
        for name in candidate.outputs
        if name in live.outcome and isinstance(types[name], OneOfType | BooleanType | NumberType)
    )


def shadow_record(
    entries: Iterable[Entry], opening: Opening, shadowing: Shadowing, policy: str | None, advance: Callable[[], None]
) -> tuple[int, int]:
    """Decide each of the recorded *entries* again, or those of *policy* only; say how many those were, and how many were erased."""
    count, erased = 0, 0
    for entry in entries:
        decided = opening.decided(entry)
        if isinstance(decided, Erased):
            erased += policy is None or decided.written.policy == policy
        elif policy is None or decided.policy == policy:
            shadowing.again(decided.id, decided.policy, bytes(decided.facts), bytes(decided.decision))
            count += 1
        advance()
    return count, erased


_DECODER = msgspec.json.Decoder(_Body)
