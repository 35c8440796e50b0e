"""Whether each requirement is kept by rules and shown by scenarios: with its rules removed, a scenario that carries it must fail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias

from lawbook.cover.removal import covering, requirements_of, without
from lawbook.library.library import Library
from lawbook.specification.requirements import Requirement
from lawbook.specification.running import run_scenario
from lawbook.specification.scenarios import Result, Scenario, Suite
from lawbook.specification.world import Lexicon

Standing: TypeAlias = Literal["held", "carried", "unnoticed", "no scenario", "no rule", "nothing"]
"""Held: removing its rules makes a scenario fail. Carried: by something that is no rule. Unnoticed: its scenarios pass without its rules."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row, rule or formula that covers a requirement."""

    policy: str
    version: int
    decision: str
    id: str


@dataclass(frozen=True, slots=True)
class Kept:
    """How one requirement stands: its rules, the scenarios that carry it, and those that fail without the rules."""

    id: str
    requirement: Requirement | None
    rules: tuple[Rule, ...]
    scenarios: tuple[Scenario, ...]
    noticed_by: tuple[Scenario, ...]

    @property
    def standing(self) -> Standing:
        """Say how it stands."""
        if self.noticed_by:
            return "held"
        if self.requirement is not None and self.requirement.carried_by:
            return "carried"
        if self.rules and self.scenarios:
            return "unnoticed"
        if self.rules:
            return "no scenario"
        return "no rule" if self.scenarios else "nothing"


def requirements_kept(
    library: Library,
    suite: Suite,
    catalogue: Sequence[Requirement],
    advance: Callable[[], None] = lambda: None,
    *,
    results: Sequence[Result] | None = None,
    first_only: bool = False,
) -> tuple[Kept, ...]:
    """Tell how each requirement of *catalogue*, and each that a rule covers, stands; *advance* is called after each.

    *results* has what came of the scenarios of *suite*, where they have been run already. *first_only* stops at the first scenario
    that notices, which is enough to know how a requirement stands.
    """
    known = {requirement.id: requirement for requirement in catalogue}
    lexicon = Lexicon()
    ids = requirement_ids(library, catalogue)
    tagged = [scenario for scenario in suite.scenarios if set(scenario.tags) & set(ids)]
    ran = [run_scenario(scenario, library, lexicon=lexicon) for scenario in tagged] if results is None else results
    passing = [result.scenario for result in ran if result.verdict == "passed" and set(result.scenario.tags) & set(ids)]
    kept: list[Kept] = []
    for id_ in ids:
        rules = tuple(_rules(library, id_))
        changed = _without(library, rules, id_)
        noticing = (
            scenario
            for scenario in (passing if rules else [])
            if id_ in scenario.tags and run_scenario(scenario, changed, lexicon=lexicon).verdict != "passed"
        )
        noticed = tuple(islice(noticing, 1)) if first_only else tuple(noticing)
        kept.append(Kept(id_, known.get(id_), rules, tuple(scenario for scenario in tagged if id_ in scenario.tags), noticed))
        advance()
    return tuple(kept)


def requirement_ids(library: Library, catalogue: Sequence[Requirement]) -> tuple[str, ...]:
    """Give the ids of *catalogue*, then those that rules cover and it does not have."""
    covered = {id_ for name in library.policies for policy in library.versions(name) for id_ in requirements_of(policy)}
    return tuple(dict.fromkeys([*(requirement.id for requirement in catalogue), *sorted(covered)]))


def _rules(library: Library, id_: str) -> list[Rule]:
    return [
        Rule(name, policy.version, decision, row)
        for name in library.policies
        for policy in library.versions(name)
        for decision, row in covering(policy, id_)
    ]


def _without(library: Library, rules: Sequence[Rule], id_: str) -> Library:
    for name, version in dict.fromkeys((rule.policy, rule.version) for rule in rules):
        library = library.with_policy(without(library.version(name, version), id_))
    return library
