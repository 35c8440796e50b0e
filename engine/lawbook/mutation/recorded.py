"""Scenarios as they ran on the policies as they are, and whether one would still pass if something were decided otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from lawbook.contract.decision import Decision
from lawbook.contract.facts import read_facts
from lawbook.library.library import Library, PolicyVersion
from lawbook.model.policy import Policy
from lawbook.mutation.anew import Ground, Standing, ground_of, standing
from lawbook.problems import FactsRejected
from lawbook.specification.running import run_scenario
from lawbook.specification.scenarios import Scenario, Suite
from lawbook.specification.sentences import claims_a_promise, names_policy
from lawbook.specification.world import Lexicon

VersionKey: TypeAlias = tuple[str, int, tuple[int, int | None] | None]
"""The name, the number, and the days for which the other policies that it uses are as they are."""


def key_of(policy: Policy) -> VersionKey:
    """Give what a version of a policy is known by."""
    return policy.name, policy.version, policy.stretch


@dataclass(frozen=True, slots=True)
class Asked:
    """One decision that a scenario asked for: of which version, and what came of it."""

    version: VersionKey
    came_of_it: Standing | FactsRejected


@dataclass(frozen=True, slots=True)
class Recorded:
    """A scenario that passes, with the decisions it asked for in their order; *claims* is the scenario without its facts."""

    scenario: Scenario
    asked: tuple[Asked, ...]
    claims: Scenario


@dataclass(slots=True)
class Recording:
    """The scenarios of a suite that pass on a library, and the versions they asked, each prepared for the trial of mutants."""

    library: Library
    lexicon: Lexicon = field(default_factory=Lexicon)
    grounds: dict[VersionKey, Ground] = field(default_factory=dict)
    recorded: list[Recorded] = field(default_factory=list)
    not_passed: list[Scenario] = field(default_factory=list)

    def ground(self, version: PolicyVersion) -> Ground:
        """Give a version as mutants of it are tried."""
        key = key_of(version.policy)
        if key not in self.grounds:
            self.grounds[key] = ground_of(version.policy)
        return self.grounds[key]

    def note(self, scenario: Scenario) -> None:
        """Run *scenario*, and keep it with what it asked for."""
        recorded = self.run(scenario)
        if recorded is None:
            self.not_passed.append(scenario)
        else:
            self.recorded.append(recorded)

    def run(self, scenario: Scenario) -> Recorded | None:
        """Run *scenario* on the policies as they are; None when it does not pass."""
        asked: list[Asked] = []

        def decide(version: PolicyVersion, posted: Mapping[str, object]) -> Decision:
            key = key_of(version.policy)
            try:
                facts = read_facts(version.policy, posted)
            except FactsRejected as rejected:
                asked.append(Asked(key, rejected))
                raise
            came = standing(self.ground(version), facts, version.as_of.toordinal())
            asked.append(Asked(key, came))
            return came.decision

        result = run_scenario(scenario, self.library, decider=decide, lexicon=self.lexicon)
        return Recorded(scenario, tuple(asked), _without_facts(scenario)) if result.verdict == "passed" else None

    def passes(self, recorded: Recorded, instead: Mapping[int, Decision]) -> bool:
        """Tell whether a scenario would pass if the decisions with these numbers, in order of asking, were others."""
        coming = iter(range(len(recorded.asked)))

        def decide(_: PolicyVersion, __: Mapping[str, object]) -> Decision:
            number = next(coming)
            came = recorded.asked[number].came_of_it
            if isinstance(came, FactsRejected):
                raise came
            return instead.get(number, came.decision)

        return run_scenario(recorded.claims, self.library, decider=decide, lexicon=self.lexicon).verdict == "passed"

    def bases(self, version: VersionKey) -> list[Standing]:
        """Give everything that scenarios asked of a version."""
        asked = (each for recorded in self.recorded for each in recorded.asked)
        return [each.came_of_it for each in asked if each.version == version and isinstance(each.came_of_it, Standing)]


def _without_facts(scenario: Scenario) -> Scenario:
    """Leave out the sentences that give facts: where it is known what was decided, only promises are judged by them."""
    if any(step.kind == "then" and claims_a_promise(step.text) for step in scenario.steps):
        return scenario
    return replace(scenario, steps=tuple(step for step in scenario.steps if step.kind != "given" or names_policy(step.text)))


def record(suite: Suite, library: Library, advance: Callable[[], None] = lambda: None) -> Recording:
    """Run every scenario of *suite*; *advance* is called after each."""
    recording = Recording(library)
    for scenario in suite.scenarios:
        recording.note(scenario)
        advance()
    return recording
