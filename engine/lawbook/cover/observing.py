"""What scenarios make of a policy: every decision they ask for, judged row by row by the definition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from lawbook.contract.decision import Decision
from lawbook.contract.facts import read_facts
from lawbook.evaluate.expressions import Setting
from lawbook.evaluate.policies import Judged
from lawbook.evaluate.remembering import Remembering
from lawbook.library.library import Library, PolicyVersion
from lawbook.model.policy import Policy
from lawbook.specification.running import run_scenario
from lawbook.specification.scenarios import Result, Scenario, Suite
from lawbook.specification.world import Lexicon


@dataclass(frozen=True)
class Observation:
    """One decision that a scenario asked for, as judged."""

    scenario: Scenario
    version: PolicyVersion
    judged: Judged

    @property
    def policy(self) -> Policy:
        """The version that decided."""
        return self.version.policy

    def setting(self) -> Setting:
        """Give what the expressions of the policy looked at."""
        return self._setting

    @cached_property
    def _setting(self) -> Setting:
        parameters = {parameter.name: parameter for parameter in self.policy.parameters}
        return Setting(self.judged.facts, self.judged.values, parameters, self.version.as_of.toordinal())


@dataclass(frozen=True)
class Observed:
    """Everything that a suite asked for, and how its scenarios came out on the definition."""

    observations: tuple[Observation, ...]
    results: tuple[Result, ...]

    def of_version(self, name: str, version: int) -> tuple[Observation, ...]:
        """Give what was asked of one version."""
        return self._by_version.get((name, version), ())

    @cached_property
    def _by_version(self) -> Mapping[tuple[str, int], tuple[Observation, ...]]:
        found: dict[tuple[str, int], list[Observation]] = {}
        for each in self.observations:
            found.setdefault((each.version.name, each.version.version), []).append(each)
        return {version: tuple(observations) for version, observations in found.items()}


class _Deciders:
    # One for each form of a version, since the decisions of another version mean something else.
    def __init__(self) -> None:
        self._known: dict[int, Remembering] = {}

    def version(self, version: PolicyVersion) -> Remembering:
        policy = version.policy
        if id(policy) not in self._known:
            self._known[id(policy)] = Remembering(policy)
        return self._known[id(policy)]


def observe(suite: Suite, library: Library, advance: Callable[[], None] = lambda: None) -> Observed:
    """Run *suite* on the definition and keep what was judged; *advance* is called after each scenario."""
    lexicon = Lexicon()
    decider_of = _Deciders()
    found: list[Observation] = []
    results: list[Result] = []
    for scenario in suite.scenarios:
        judged: list[tuple[PolicyVersion, Judged]] = []

        def decide(version: PolicyVersion, facts: Mapping[str, object], kept: list[tuple[PolicyVersion, Judged]] = judged) -> Decision:
            made = decider_of.version(version).evaluate(read_facts(version.policy, facts), version.as_of.toordinal())
            kept.append((version, made))
            return made.decision

        results.append(run_scenario(scenario, library, decider=decide, lexicon=lexicon))
        found.extend(Observation(scenario, version, made) for version, made in judged)
        advance()
    return Observed(tuple(found), tuple(results))
