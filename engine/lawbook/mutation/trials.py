"""Putting mutants on trial: which scenarios notice each of them, and what it is if none does."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from typing import TypeVar

from lawbook.contract.decision import Decision
from lawbook.model.policy import Policy
from lawbook.mutation.anew import Standing, Tried, effect_of, tried
from lawbook.mutation.equivalence import Rule, equivalence, is_refused
from lawbook.mutation.making import mutants_of
from lawbook.mutation.mutants import Mutant
from lawbook.mutation.recorded import Recording, VersionKey, key_of
from lawbook.mutation.searching import Example, Known, find_example, known_of
from lawbook.mutation.skeletons import skeleton
from lawbook.mutation.trying import Memory


@dataclass(frozen=True, slots=True)
class Change:
    """The same small change in every version of a policy in which it can be made, the newest first."""

    mutants: tuple[tuple[Policy, Mutant], ...]

    @property
    def newest(self) -> Mutant:
        """The change as it is made in the newest version that has its place."""
        return self.mutants[0][1]


def changes_of(versions: Iterable[Policy]) -> tuple[Change, ...]:
    """Make every mutant of *versions* of one policy; one that several versions share is one change."""
    found: dict[object, list[tuple[Policy, Mutant]]] = {}
    newest_first = sorted(versions, key=lambda policy: -policy.version)
    for policy in (form for version in newest_first for form in (version, *version.later)):
        alike: Counter[object] = Counter()
        for mutant in mutants_of(policy):
            told = (mutant.operator, mutant.subject, mutant.before, mutant.after)
            alike[told] += 1
            found.setdefault((told, alike[told]), []).append((policy, mutant))
    return tuple(Change(tuple(mutants)) for mutants in found.values())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a change: the *killers*, by the numbers of their scenarios (the first alone, unless all were asked for).

    Without any: the *rule* by which it changes nothing, else *unclaimed*, the scenarios that decide otherwise and claim nothing of it.
    """

    change: int
    killers: tuple[int, ...]
    rule: Rule | None = None
    unclaimed: tuple[int, ...] = ()


@dataclass(slots=True)
class Bench:
    """All that is needed to try changes; *every_killer*: go on after the first scenario that notices."""

    changes: Sequence[Change]
    recording: Recording
    every_killer: bool
    memories: dict[VersionKey, Memory] = field(default_factory=dict)
    known: dict[VersionKey, Known] = field(default_factory=dict)
    _by_version: dict[VersionKey, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, recorded in enumerate(self.recording.recorded):
            for version in {asked.version for asked in recorded.asked if isinstance(asked.came_of_it, Standing)}:
                self._by_version.setdefault(version, []).append(number)

    def verdict(self, number: int) -> Verdict:
        """Try the change of this number."""
        change = self.changes[number]
        if all(is_refused(mutant) for _, mutant in change.mutants):
            return Verdict(number, (), "refused")
        killers: list[int] = []
        unclaimed: list[int] = []
        for policy, mutant in change.mutants:
            for scenario, kills in self._noticing(policy, mutant):
                (killers if kills else unclaimed).append(scenario)
                if kills and not self.every_killer:
                    return Verdict(number, tuple(killers))
        if killers or unclaimed:
            return Verdict(number, tuple(killers), unclaimed=() if killers else tuple(unclaimed))
        return Verdict(number, (), self._rule(change))

    def skeleton(self, verdict: Verdict, lang: str) -> tuple[int, str | None]:
        """Look for a scenario that would notice a change, and give it with the number of the change."""
        change = self.changes[verdict.change]
        for policy, mutant in change.mutants:
            key = key_of(policy)
            if key in self._by_version:
                example = self._example(key, tried(self.recording.grounds[key], mutant))
                if example is not None:
                    return verdict.change, skeleton(self.recording, policy, example, mutant.id, lang)
        return verdict.change, None

    def _example(self, key: VersionKey, on_trial: Tried) -> Example | None:
        ground = self.recording.grounds[key]
        if key not in self.known:
            self.known[key] = known_of(ground, self.recording.bases(key))
        for base in self.known[key].bases:
            decision = effect_of(on_trial, ground, base).decision
            if decision is not None:
                return Example(base, decision)
        return find_example(self.known[key], on_trial)

    def _noticing(self, policy: Policy, mutant: Mutant) -> Iterator[tuple[int, bool]]:
        """Give each scenario in which the mutant decides otherwise, and whether the scenario fails then."""
        key = key_of(policy)
        if key not in self._by_version:
            return
        ground = self.recording.grounds[key]
        on_trial = tried(ground, mutant)
        for number in self._by_version[key]:
            recorded = self.recording.recorded[number]
            instead: dict[int, Decision] = {}
            for place, asked in enumerate(recorded.asked):
                if asked.version == key and isinstance(asked.came_of_it, Standing):
                    decision = effect_of(on_trial, ground, asked.came_of_it).decision
                    if decision is not None:
                        instead[place] = decision
            if instead:
                yield number, not self.recording.passes(recorded, instead)

    def _rule(self, change: Change) -> Rule | None:
        """Give the rule by which a change changes nothing in any version."""
        found: Rule | None = None
        for policy, mutant in change.mutants:
            memory = self.memories.setdefault(key_of(policy), Memory())
            rule = equivalence(policy, mutant, memory=memory)
            if rule is None:
                return None
            found = found or rule
        return found


def verdicts(bench: Bench, jobs: int) -> Iterator[Verdict]:
    """Try every change on *jobs* processes, and give each verdict as it comes."""
    return _each(bench, Bench.verdict, range(len(bench.changes)), jobs)


def skeletons(bench: Bench, unnoticed: Sequence[Verdict], lang: str, jobs: int) -> Iterator[tuple[int, str | None]]:
    """Look for a scenario that would notice each of *unnoticed*, by the number of the change, on *jobs* processes."""
    return _each(bench, partial(Bench.skeleton, lang=lang), unnoticed, jobs)


T = TypeVar("T")
G = TypeVar("G")
_BENCHES: list[Bench] = []


def _each(bench: Bench, work: Callable[[Bench, G], T], over: Sequence[G], jobs: int) -> Iterator[T]:
    """Do *work* for each of *over*, in any order."""
    if jobs < 2 or len(over) < 2 or "fork" not in get_all_start_methods():
        yield from (work(bench, each) for each in over)
        return
    # A process that is forked has everything already; nothing but numbers and what came of them goes to and fro.
    with ProcessPoolExecutor(min(jobs, len(over)), get_context("fork"), _BENCHES.append, (bench,)) as pool:
        yield from pool.map(partial(_at_bench, work), over, chunksize=4)


def _at_bench(work: Callable[[Bench, G], T], each: G) -> T:
    return work(_BENCHES[-1], each)
