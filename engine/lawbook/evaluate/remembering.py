"""Deciding many times with one policy: a decision that looks at what it looked at before comes to the same, and is not made again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lawbook.evaluate.expressions import Setting
from lawbook.evaluate.policies import Judged, Made, concluded, make
from lawbook.evaluate.tables import JudgedTable
from lawbook.model.policy import Decision as Declared
from lawbook.model.policy import Parameter, Policy
from lawbook.model.reading import Reads, readings_of
from lawbook.model.values import Value

Key: TypeAlias = tuple[object, ...]
"""The name of a decision, and the values of all that it looks at."""
REMEMBERED = 20_000
"""How many made decisions are remembered before all of them are forgotten."""


def key_of(name: str, reads: Reads, setting: Setting) -> Key:
    """Say what a decision looks at in *setting*: where that is the same, the decision comes to the same."""
    decisions, facts = setting.decisions, setting.facts
    return (
        name,
        *(facts[each] for each in reads.facts_in_order),
        *(decisions[each] for each in reads.decisions_in_order),
        setting.as_of if reads.day else 0,
    )


def make_once(declared: Declared, key: Key, setting: Setting, memory: dict[Key, Made]) -> Made:
    """Make one decision, unless *memory* has what came of *key*."""
    made = memory.get(key)
    if made is None:
        made = memory[key] = make(declared, setting)
    return made


def tables_of(made: Mapping[str, Made]) -> dict[str, JudgedTable]:
    """Give the tables as judged, of the decisions that are tables."""
    return {name: each.table for name, each in made.items() if each.table is not None}


@dataclass(frozen=True)
class Remembering:
    """A policy that remembers what its decisions came to; it gives what `evaluate_policy` gives."""

    policy: Policy
    reads: Mapping[str, Reads] = field(init=False)
    parameters: Mapping[str, Parameter] = field(init=False)
    memory: dict[Key, Made] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", readings_of(self.policy).of)
        object.__setattr__(self, "parameters", {parameter.name: parameter for parameter in self.policy.parameters})

    def evaluate(self, facts: Mapping[str, Value], as_of: int) -> Judged:
        """Make every decision for the day number *as_of*, as `evaluate_policy` does."""
        if len(self.memory) > REMEMBERED:
            self.memory.clear()
        values: dict[str, Value] = {}
        made: dict[str, Made] = {}
        setting = Setting(facts, values, self.parameters, as_of)
        for declared in self.policy.decisions:
            key = key_of(declared.name, self.reads[declared.name], setting)
            made[declared.name] = make_once(declared, key, setting, self.memory)
            values[declared.name] = made[declared.name].value
        tables = tables_of(made)
        return Judged(concluded(self.policy, setting, tables), facts, values, tables)
