"""What one scenario knows while it is read: the policy, the facts so far, and what was decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lawbook.contract.decision import Decision
from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.library.library import Library, PolicyVersion
from lawbook.model.policy import Policy
from lawbook.problems import FactsRejected
from lawbook.specification.wordings import Declared, Misunderstood, by_title

Decider = Callable[[PolicyVersion, Mapping[str, object]], Decision]


def by_interpreter(version: PolicyVersion, facts: Mapping[str, object]) -> Decision:
    """Decide with `evaluate`, the definition."""
    return evaluate_policy(version.policy, read_facts(version.policy, facts), version.as_of.toordinal()).decision


def by_generated_python(version: PolicyVersion, facts: Mapping[str, object]) -> Decision:
    """Decide with the generated Python, as the service does."""
    return version.decide(facts)


BACK_ENDS: dict[str, Decider] = {"interpreter": by_interpreter, "generated Python": by_generated_python}


class Lexicon:
    """What titles stand for in each policy, remembered while many scenarios speak of the same ones."""

    def __init__(self) -> None:
        self._meant: dict[tuple[int, bool], tuple[object, dict[str, Declared]]] = {}
        self._named: tuple[Library | None, dict[str, str]] = (None, {})

    def declared(self, policy: Policy, *, decided: bool) -> dict[str, Declared]:
        """Give the facts (or the decisions) of *policy* by name and by title."""
        declarations = policy.decisions if decided else policy.facts
        key = (id(declarations), decided)
        if key not in self._meant:
            # INVARIANT: what a key was made from is kept with it, so that no other object can take its identity.
            self._meant[key] = (declarations, by_title(policy, decided=decided))
        return self._meant[key][1]

    def policies(self, library: Library) -> dict[str, str]:
        """Give the names of the policies of *library* by name and by title."""
        if self._named[0] is not library:
            policies = [version.policy for version in library.every_version()]
            titles = {title: policy.name for policy in policies for title in (policy.title.en, policy.title.zh)}
            self._named = (library, {**titles, **{policy.name: policy.name for policy in policies}})
        return self._named[1]


@dataclass(slots=True)
class World:
    """The state of one scenario. Where several policies decide on its facts, *parts* has a state for each, by name."""

    library: Library
    decide: Decider
    version: PolicyVersion | None = None
    facts: dict[str, object] = field(default_factory=dict)
    decision: Decision | None = None
    refused: FactsRejected | None = None
    lexicon: Lexicon = field(default_factory=Lexicon)
    parts: "dict[str, World]" = field(default_factory=dict)

    def part(self, called: str) -> "World":
        """Give what the scenario knows of one of its several policies, by name or title."""
        name = self.lexicon.policies(self.library).get(called.strip())
        if name not in self.parts:
            raise Misunderstood(f"the scenario does not let a policy `{called.strip()}` decide together with others")
        return self.parts[name]

    def policy(self) -> PolicyVersion:
        """Give the policy the scenario is about; raises Misunderstood when it has not said so yet."""
        if self.parts:
            raise Misunderstood(f'several policies decide: say of which this is so, as in `in "{next(iter(self.parts))}" ...`')
        if self.version is None:
            raise Misunderstood("the scenario has not named its policy yet")
        return self.version

    def decided(self) -> Decision:
        """Give what was decided; an assertion fails when facts were refused or nothing was asked."""
        if self.refused is not None:
            raise AssertionError(f"the facts were refused:\n{self.refused}")
        if self.decision is None:
            raise Misunderstood("nothing has been decided yet: a `When` is missing")
        return self.decision

    def fact_titles(self) -> dict[str, Declared]:
        """Give the facts of the policy, or of all its policies together, by title."""
        if self.parts:
            return together(self.parts)
        return self.lexicon.declared(self.policy().policy, decided=False)

    def decision_titles(self) -> dict[str, Declared]:
        """Give the decisions of the policy by title."""
        return self.lexicon.declared(self.policy().policy, decided=True)


def use_policy(world: World, name: str, day: str, version: str | None = None) -> None:
    """Name the policy, by its name or its title in either language, and the day; facts given so far are kept."""
    number = None if version is None else int(version)
    world.version = world.library.policy(_called(world, name), as_of=_day(day), version=number)
    world.decision = world.refused = None
    world.parts = {}


def use_policies(world: World, called: Sequence[str], day: str) -> None:
    """Name several policies that decide on the same facts, each on the part of them that it declares."""
    names = dict.fromkeys(_called(world, name) for name in called)
    versions = {name: world.library.policy(name, as_of=_day(day)) for name in names}
    world.version = world.decision = world.refused = None
    world.parts = {name: World(world.library, world.decide, version=version, lexicon=world.lexicon) for name, version in versions.items()}
    together(world.parts)


def together(parts: Mapping[str, World]) -> dict[str, Declared]:
    """Give the facts of several policies by title; a name or a title means the same thing in all that have it, or nothing."""
    found: dict[str, Declared] = {}
    for name, part in parts.items():
        for title, declared in part.fact_titles().items():
            other = found.setdefault(title, declared)
            if (other.name, other.type, other.title) != (declared.name, declared.type, declared.title):
                raise Misunderstood(f"`{title}` means one thing in `{name}` and another in the policies that decide with it")
    return found


def decide(world: World) -> None:
    """Let the policy, or each of several, decide on the facts so far."""
    for part in world.parts.values():
        declared = {fact.name for fact in part.policy().policy.facts}
        part.facts = {name: value for name, value in world.facts.items() if name in declared}
        decide(part)
    world.decision = world.refused = None
    if not world.parts:
        try:
            world.decision = world.decide(world.policy(), world.facts)
        except FactsRejected as refused:
            world.refused = refused


def _called(world: World, name: str) -> str:
    names = world.lexicon.policies(world.library)
    if name.strip() not in names:
        raise Misunderstood(f"no policy is called `{name.strip()}`")
    return names[name.strip()]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misunderstood(f"`{text}` is not a day of the calendar") from None
