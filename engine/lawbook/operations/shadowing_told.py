"""What a candidate did beside the live policies, as it stands in JSON: written, read back, and added up over several processes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import msgspec

from lawbook.operations.migrating import EXAMPLES, Migration, migration_to_json
from lawbook.operations.shadowing import Beside, Pair


@dataclass(slots=True)
class Tallied:
    """Everything that was counted: what was compared, and what was not: failed, dropped under load, in the same words, of other policies."""

    beside: dict[Pair, Beside] = field(default_factory=dict)
    unchanged: Counter[str] = field(default_factory=Counter)
    absent: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    dropped: int = 0

    def add(self, other: "Tallied") -> None:
        """Add what another process counted."""
        for pair, beside in other.beside.items():
            if pair in self.beside:
                _add(self.beside[pair], beside)
            else:
                self.beside[pair] = beside
        self.unchanged.update(other.unchanged)
        self.absent.update(other.absent)
        self.failed += other.failed
        self.dropped += other.dropped


_COUNTERS = ("changed", "refused_for", "reasons_gained", "reasons_lost", "obligations_gained", "obligations_lost")


def _add(one: Beside, other: Beside) -> None:
    one.alike += other.alike
    one.differing += other.differing
    one.refused += other.refused
    for name in _COUNTERS:
        getattr(one, name).update(getattr(other, name))
    one.examples = [*one.examples, *other.examples][:EXAMPLES]
    one.refused_examples = [*one.refused_examples, *other.refused_examples][:EXAMPLES]
    for migration, more in zip(one.migrations, other.migrations, strict=True):
        migration.add(more)


def tallied_to_json(tallied: Tallied, *, policies: Iterable[str] | None = None) -> dict[str, object]:
    """Give what was counted as it stands in JSON, or only what is of *policies*."""
    wanted = None if policies is None else set(policies)
    return {
        "absent": _kept(tallied.absent, wanted),
        "dropped": tallied.dropped,
        "failed": tallied.failed,
        "policies": [_told(pair, tallied.beside[pair]) for pair in sorted(tallied.beside) if wanted is None or pair.policy in wanted],
        "unchanged": _kept(tallied.unchanged, wanted),
    }


def _kept(counts: Counter[str], wanted: set[str] | None) -> dict[str, int]:
    return {name: counts[name] for name in sorted(counts) if wanted is None or name in wanted}


def _told(pair: Pair, beside: Beside) -> dict[str, object]:
    return {
        "policy": pair.policy,
        "live": {"version": pair.live, "hash": pair.live_hash},
        "candidate": {"version": pair.candidate, "hash": pair.candidate_hash},
        "compared": beside.alike + beside.differing,
        "alike": beside.alike,
        "differing": beside.differing,
        "changed": dict(sorted(beside.changed.items())),
        "refused": beside.refused,
        "refused_for": dict(sorted(beside.refused_for.items())),
        "reasons": {"gained": dict(sorted(beside.reasons_gained.items())), "lost": dict(sorted(beside.reasons_lost.items()))},
        "obligations": {"gained": dict(sorted(beside.obligations_gained.items())), "lost": dict(sorted(beside.obligations_lost.items()))},
        "decisions": [migration_to_json(each) for each in beside.migrations],
        "examples": beside.examples,
        "refused_examples": beside.refused_examples,
    }


class _Version(msgspec.Struct, frozen=True):
    version: int
    hash: str


class _GainedLost(msgspec.Struct, frozen=True):
    gained: dict[str, int]
    lost: dict[str, int]


class _Turn(msgspec.Struct, frozen=True, rename={"before": "from", "after": "to"}):
    before: str
    after: str
    rows: int
    examples: list[int | str]


class _Sums(msgspec.Struct, frozen=True):
    before: str
    after: str


class _Decision(msgspec.Struct, frozen=True):
    decision: str
    matrix: list[_Turn]
    sum: _Sums | None = None


class _Policy(msgspec.Struct, frozen=True):
    policy: str
    live: _Version
    candidate: _Version
    alike: int
    differing: int
    changed: dict[str, int]
    refused: int
    refused_for: dict[str, int]
    reasons: _GainedLost
    obligations: _GainedLost
    decisions: list[_Decision]
    examples: list[str]
    refused_examples: list[str]


class _Tallied(msgspec.Struct, frozen=True):
    absent: dict[str, int]
    dropped: int
    failed: int
    policies: list[_Policy]
    unchanged: dict[str, int]


def read_tallied(text: bytes) -> Tallied:
    """Read back what `tallied_to_json` gave; raises ValueError."""
    read = msgspec.json.decode(text, type=_Tallied)
    beside = dict(map(_read, read.policies))
    return Tallied(beside, Counter(read.unchanged), Counter(read.absent), read.failed, read.dropped)


def _read(told: _Policy) -> tuple[Pair, Beside]:
    pair = Pair(told.policy, told.live.version, told.candidate.version, told.live.hash, told.candidate.hash)
    counters: Mapping[str, Mapping[str, int]] = {
        "changed": told.changed, "refused_for": told.refused_for,
        "reasons_gained": told.reasons.gained, "reasons_lost": told.reasons.lost,
        "obligations_gained": told.obligations.gained, "obligations_lost": told.obligations.lost,
    }  # fmt: skip
    beside = Beside(tuple(map(_read_decision, told.decisions)), told.alike, told.differing, refused=told.refused)
    for name, counts in counters.items():
        setattr(beside, name, Counter(counts))
    beside.examples, beside.refused_examples = told.examples, told.refused_examples
    return pair, beside


def _read_decision(told: _Decision) -> Migration:
    migration = Migration(told.decision, "labels" if told.sum is None else "numbers")
    for turn in told.matrix:
        migration.counts[turn.before, turn.after] = turn.rows
        if turn.examples:
            migration.examples[turn.before, turn.after] = list(turn.examples)
    if told.sum is not None:
        migration.sums = Decimal(told.sum.before), Decimal(told.sum.after)
    return migration
