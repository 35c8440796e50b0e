"""Try small changes of policies on a suite of scenarios, and report which would go unnoticed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lawbook.evaluate.telling_values import glossary
from lawbook.library import Library
from lawbook.mutation.mutants import OPERATORS
from lawbook.mutation.recorded import Recording
from lawbook.mutation.telling import told_part
from lawbook.mutation.trials import Bench, Change, Verdict, changes_of, skeletons, verdicts


@dataclass(frozen=True, slots=True)
class Trial:
    """The changes of one policy, and what came of each."""

    name: str
    changes: tuple[Change, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def killed(self) -> int:
        """How many changes a scenario notices."""
        return sum(bool(verdict.killers) for verdict in self.verdicts)

    @property
    def equivalent(self) -> int:
        """How many changes change nothing."""
        return sum(verdict.rule is not None for verdict in self.verdicts)

    @property
    def survivors(self) -> tuple[tuple[Change, Verdict], ...]:
        """The changes that would go unnoticed."""
        pairs = zip(self.changes, self.verdicts, strict=True)
        return tuple((change, verdict) for change, verdict in pairs if not verdict.killers and verdict.rule is None)

    @property
    def score(self) -> float:
        """The share of changes noticed, in percent, of those that change anything; in whole tenths, rounded down."""
        count = len(self.changes) - self.equivalent
        return 1000 * self.killed // count / 10 if count else 100.0


def changes_by_policy(library: Library, names: Sequence[str]) -> dict[str, tuple[Change, ...]]:
    """Make every mutant of the policies *names*, of all where none is named."""
    return {name: changes_of(library.versions(name)) for name in names or library.policies}


def try_changes(
    changes: Mapping[str, tuple[Change, ...]],
    recording: Recording,
    jobs: int,
    advance: Callable[[], None] = lambda: None,
    *,
    every_killer: bool = False,
) -> tuple[Trial, ...]:
    """Try *changes* of policies on *jobs* processes; *advance* is called after each."""
    every = tuple(change for own in changes.values() for change in own)
    found: list[Verdict] = []
    for verdict in verdicts(Bench(every, recording, every_killer), jobs):
        found.append(verdict)
        advance()
    coming = iter(sorted(found, key=lambda verdict: verdict.change))
    return tuple(Trial(name, own, tuple(islice(coming, len(own)))) for name, own in changes.items())


def told_survivors(
    trials: Sequence[Trial], recording: Recording, lang: str, jobs: int, most: int | None
) -> dict[str, tuple["Survivor", ...]]:
    """Tell the changes of each policy that would go unnoticed, the first *most* of them with a scenario that would notice."""
    shown = [(change, verdict) for trial in trials for change, verdict in trial.survivors[:most]]
    bench = Bench([change for change, _ in shown], recording, every_killer=False)
    asked = [Verdict(number, (), unclaimed=verdict.unclaimed) for number, (_, verdict) in enumerate(shown)]
    found = dict(skeletons(bench, asked, lang, jobs))
    coming = iter(found[number] for number in range(len(shown)))
    return {
        trial.name: tuple(
            _survivor(change, verdict, recording, lang, next(coming) if most is None or number < most else None)
            for number, (change, verdict) in enumerate(trial.survivors)
        )
        for trial in trials
    }


def missed(trials: Sequence[Trial], least: float) -> tuple[Trial, ...]:
    """Give the policies whose score is below *least*."""
    return tuple(trial for trial in trials if trial.score < least)


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that would go unnoticed, as a person is told it."""

    id: str
    place: str
    operator: str
    before: str
    after: str
    unclaimed: tuple[str, ...]
    skeleton: str | None


def _survivor(change: Change, verdict: Verdict, recording: Recording, lang: str, skeleton: str | None) -> Survivor:
    policy, mutant = change.mutants[0]
    words = glossary(policy, lang)
    return Survivor(
        id=mutant.id,
        place=f"{mutant.where.file}:{mutant.where.line}",
        operator=OPERATORS[mutant.operator].told(lang),
        before=told_part(mutant.before, words),
        after=told_part(mutant.after, words),
        unclaimed=tuple(recording.recorded[number].scenario.place for number in verdict.unclaimed),
        skeleton=skeleton,
    )


def to_json(
    trials: Sequence[Trial], recording: Recording, survivors: Mapping[str, tuple[Survivor, ...]], least: float
) -> dict[str, object]:
    """Give everything as plain data; the kills of scenarios are complete only where every killer was asked for."""
    kills = Counter(number for trial in trials for verdict in trial.verdicts for number in verdict.killers)
    return {
        "ok": not missed(trials, least),
        "threshold": least,
        "policies": [_policy(trial, survivors[trial.name]) for trial in trials],
        "scenarios": [
            {"scenario": each.scenario.title, "file": each.scenario.file, "line": each.scenario.line, "kills": kills[number]}
            for number, each in enumerate(recording.recorded)
        ],
        "not_passed": [scenario.place for scenario in recording.not_passed],
    }


def _policy(trial: Trial, survivors: tuple[Survivor, ...]) -> dict[str, object]:
    rules = [
        (change.newest.id, verdict.rule) for change, verdict in zip(trial.changes, trial.verdicts, strict=True) if verdict.rule is not None
    ]
    return {
        "policy": trial.name,
        "mutants": len(trial.changes),
        "killed": trial.killed,
        "equivalent": trial.equivalent,
        "score": trial.score,
        "survivors": [
            {
                "id": each.id,
                "at": each.place,
                "operator": each.operator,
                "before": each.before,
                "after": each.after,
                "unclaimed": list(each.unclaimed),
                "skeleton": each.skeleton,
            }
            for each in survivors
        ],
        "equivalents": [{"id": id_, "rule": rule} for id_, rule in rules],
    }
