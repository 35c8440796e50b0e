"""Making cases for aims: a case that is there already may show several; for the others the solver finds inputs, or proves that none are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import z3

from lawbook.evaluate.expressions import Setting
from lawbook.evaluate.policies import Judged, evaluate_policy
from lawbook.model.policy import Policy
from lawbook.model.reading import readings_of
from lawbook.model.values import Value
from lawbook.prove.facts import facts_of
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import NotExpressible
from lawbook.prove.worlds import World
from lawbook.reaching.aims import Aim
from lawbook.witness.plain import plain_fact, plainest

State: TypeAlias = Literal["reached", "impossible", "open"]


@dataclass(frozen=True, slots=True)
class Made:
    """One case: facts, as the interpreter judged them, and the aims it was made for or shows besides."""

    facts: Mapping[str, Value]
    judged: Judged
    aims: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """The cases made, and what became of each aim: shown, proved to be impossible on that day, or open."""

    cases: tuple[Made, ...]
    states: tuple[tuple[Aim, State], ...]

    def count(self, state: State) -> int:
        """Count the aims in one state."""
        return sum(each == state for _, each in self.states)


def reach(policy: Policy, aims: Sequence[Aim], day: int, seconds: float, advance: Callable[[], None] = lambda: None) -> Reached:
    """Make cases of *policy* on *day* for as many of *aims* as can be; *advance* is called after each."""
    making = _Making(policy, day, seconds)
    states: list[tuple[Aim, State]] = []
    for aim in aims:
        states.append((aim, making.reach(aim)))
        advance()
    cases = tuple(
        Made(facts, judged, tuple(aim for aim, state in states if state == "reached" and aim.is_reached(making.setting(judged))))
        for facts, judged in making.cases
    )
    return Reached(cases, tuple(states))


class _Making:
    def __init__(self, policy: Policy, day: int, seconds: float) -> None:
        self.policy, self.day, self.seconds = policy, day, seconds
        self.parameters = {each.name: each for each in policy.parameters}
        self.readings = readings_of(policy)
        self.cases: list[tuple[Mapping[str, Value], Judged]] = []
        self._worlds: dict[bool, World] = {}

    def setting(self, judged: Judged) -> Setting:
        """Give what the expressions of the policy look at."""
        return Setting(judged.facts, judged.values, self.parameters, self.day)

    def reach(self, aim: Aim) -> State:
        """Show *aim* by a case that is there, else by a new one."""
        if any(aim.is_reached(self.setting(judged)) for _, judged in self.cases):
            return "reached"
        try:
            for loose in (True, False):
                world = self._worlds.setdefault(loose, World(self.policy, self.day, self.day, loose=loose))
                formula = aim.formula(world.around)
                solver = Solver([*world.side, formula], self.seconds)
                answer = solver.check()
                if answer == "unsat":
                    return "impossible"
                if answer == "sat" and self._take(aim, world, solver.model):
                    return "reached"
        except NotExpressible:
            pass
        return "open"

    def _take(self, aim: Aim, world: World, model: z3.ModelRef) -> bool:
        read = facts_of(world.facts, self.policy.facts, model, world.texts)
        values = {fact.name: read.get(fact.name, plain_fact(fact, self.day)) for fact in self.policy.facts}
        behind = self.readings.behind([aim.decision])
        part = replace(
            self.policy, decisions=tuple(each for each in self.policy.decisions if each.name in behind), outputs=(), score_reasons=()
        )

        def holds(trial: Mapping[str, Value]) -> bool:
            return aim.is_reached(self.setting(evaluate_policy(part, trial, self.day)))

        if not holds(values):
            return False
        plain = plainest(self.policy.facts, values, holds, self.day)
        self.cases.append((plain, evaluate_policy(self.policy, plain, self.day)))
        return True
