"""What a mutant decides where its policy has decided already: only what the change can reach is made again.

Decisions form a graph without circles, so a decision whose own making is unchanged, and which looks at nothing that came out
otherwise, comes out as before. And a decision comes to the same whenever all that it looks at is the same, so that each is made
once for many sets of facts that differ elsewhere. Both are exact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lawbook.contract.decision import Decision
from lawbook.evaluate.expressions import Setting
from lawbook.evaluate.policies import Made, concluded
from lawbook.evaluate.remembering import REMEMBERED, Key, key_of, make_once, tables_of
from lawbook.evaluate.tables import JudgedRow, JudgedTable, inputs_of, judge_row, judge_table, settled
from lawbook.model.core import Table
from lawbook.model.policy import Decision as Declared
from lawbook.model.policy import Parameter, Policy
from lawbook.model.reading import Reads, reads_of
from lawbook.model.values import Unknown, Value
from lawbook.model.walking import parts_of_body
from lawbook.mutation.mutants import Mutant, mutated


@dataclass(frozen=True, slots=True)
class Ground:
    """A policy version as mutants of it are tried: *reads* says what each decision looks at, *parameters* has them by name.

    A mutant may leave unknown what the policy always knows; then the unknown itself is published.
    """

    policy: Policy
    reads: Mapping[str, Reads]
    parameters: Mapping[str, Parameter]
    memory: dict[Key, Made] = field(default_factory=dict, compare=False, repr=False)


def ground_of(policy: Policy) -> Ground:
    """Prepare *policy* for the trial of its mutants."""
    return Ground(
        policy=_open_to_unknowns(policy),
        reads={decision.name: reads_of(parts_of_body(decision.body)) for decision in policy.decisions},
        parameters={parameter.name: parameter for parameter in policy.parameters},
    )


def _open_to_unknowns(policy: Policy) -> Policy:
    """Let every published decision that needs no fallback publish an unknown, should it ever be one."""
    return replace(
        policy,
        decisions=tuple(
            replace(decision, fallback=Unknown(())) if decision.published and decision.fallback is None else decision
            for decision in policy.decisions
        ),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What the policy itself came to on one set of facts, on one day; *keys* has what each decision looked at."""

    facts: Mapping[str, Value]
    as_of: int
    made: Mapping[str, Made]
    values: Mapping[str, Value]
    keys: Mapping[str, Key]
    decision: Decision


def standing(ground: Ground, facts: Mapping[str, Value], as_of: int) -> Standing:
    """Decide on *facts* with the policy as it is."""
    if len(ground.memory) > REMEMBERED:
        ground.memory.clear()
    made: dict[str, Made] = {}
    values: dict[str, Value] = {}
    keys: dict[str, Key] = {}
    setting = Setting(facts, values, ground.parameters, as_of)
    for declared in ground.policy.decisions:
        key = keys[declared.name] = key_of(declared.name, ground.reads[declared.name], setting)
        made[declared.name] = make_once(declared, key, setting, ground.memory)
        values[declared.name] = made[declared.name].value
    return Standing(facts, as_of, made, values, keys, concluded(ground.policy, setting, tables_of(made)))


def _with_row(declared: Declared, table: Table, old: Made, judged: JudgedTable, row: int, setting: Setting) -> Made:
    """Judge the one row that changed, and leave the others as they were judged; a row that is gone was hit, or it makes no difference."""
    if len(table.rows) + (table.otherwise is not None) < len(judged.rows):
        if judged.rows[row].verdict == "not":
            return old
        again = judge_table(table, declared.name, declared.order, declared.type, setting)
    else:
        inputs = inputs_of(table, setting)
        new = judge_row(table, table.rows[row], row, inputs, setting)
        if new.verdict == judged.rows[row].verdict == "not":
            return old
        rows = (*judged.rows[:row], new, *judged.rows[row + 1 :])
        again = settled(table, declared.name, declared.order, declared.type, rows)
    return Made(again.value, again)


@dataclass(frozen=True, slots=True)
class Tried:
    """A mutant ready to decide: its *policy*, what stands at which name, and where making anew begins."""

    mutant: Mutant
    policy: Policy
    parameters: Mapping[str, Parameter]
    starts: frozenset[str]
    reached: tuple[Declared, ...]
    reads: Mapping[str, Reads]
    concludes_otherwise: bool
    memory: dict[Key, Made] = field(default_factory=dict, compare=False, repr=False)


def tried(ground: Ground, mutant: Mutant) -> Tried:
    """Make the change of *mutant* to the policy of *ground*."""
    opened = {decision.name: decision for decision in ground.policy.decisions}
    decisions = tuple(_opened(decision, opened[decision.name]) for decision in mutant.changes.decisions)
    policy = mutated(ground.policy, replace(mutant, changes=replace(mutant.changes, decisions=decisions)))
    changed = frozenset(parameter.name for parameter in mutant.changes.parameters)
    starts = frozenset(mutant.starts) | {name for name, reads in ground.reads.items() if reads.parameters & changed}
    # What is changed looks at no more than before, so that what it looked at still says all that it comes to.
    return Tried(
        mutant=mutant,
        policy=policy,
        parameters={**ground.parameters, **{parameter.name: parameter for parameter in mutant.changes.parameters}},
        starts=starts,
        reached=_reached(policy, ground, starts),
        reads=ground.reads,
        concludes_otherwise=_concludes_otherwise(mutant, opened, changed, policy),
    )


def _opened(changed: Declared, standing_: Declared) -> Declared:
    return replace(changed, fallback=standing_.fallback) if changed.fallback is None else changed


def _concludes_otherwise(mutant: Mutant, opened: Mapping[str, Declared], parameters: frozenset[str], policy: Policy) -> bool:
    """Tell whether what is published or given as reasons can differ though every decision comes out as before."""
    if mutant.changes.score_reasons or any(reads_of([score.when]).parameters & parameters for score in policy.score_reasons):
        return True
    return any(decision.fallback not in (None, opened[decision.name].fallback) for decision in mutant.changes.decisions)


def _reached(policy: Policy, ground: Ground, starts: frozenset[str]) -> tuple[Declared, ...]:
    """Give the decisions that begin otherwise, and all that rest on them, in the order in which they are made."""
    names = set(starts)
    reached: list[Declared] = []
    for decision in policy.decisions:
        if decision.name in names or ground.reads[decision.name].decisions & names:
            names.add(decision.name)
            reached.append(decision)
    return tuple(reached)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a mutant decides, None where that is the same as before, and the decisions that came out *otherwise* on the way."""

    decision: Decision | None
    otherwise: frozenset[str] = frozenset()


def effect_of(on_trial: Tried, ground: Ground, before: Standing) -> Effect:
    """Make anew what the change of a mutant can reach."""
    changed: dict[str, Made] = {}
    otherwise: set[str] = set()
    values: Mapping[str, Value] = before.values
    setting = Setting(before.facts, values, on_trial.parameters, before.as_of)
    for declared in on_trial.reached:
        name, reads = declared.name, on_trial.reads[declared.name]
        looks_otherwise = bool(reads.decisions & otherwise)
        if name not in on_trial.starts and not looks_otherwise:
            continue
        old = before.made[name]
        row = on_trial.mutant.row if name in on_trial.mutant.starts and not looks_otherwise else None
        if row is not None and isinstance(declared.body, Table) and old.table is not None:
            made = _with_row(declared, declared.body, old, old.table, row, setting)
        else:
            key = key_of(name, reads, setting) if looks_otherwise else before.keys[name]
            made = make_once(declared, key, setting, on_trial.memory if name in on_trial.starts else ground.memory)
        if made is old or (made.value == old.value and _effects(made) == _effects(old)):
            continue
        changed[name] = made
        if made.value != old.value:
            otherwise.add(name)
            values = {**values, name: made.value}
            setting = Setting(before.facts, values, on_trial.parameters, before.as_of)
    if not (changed or on_trial.concludes_otherwise):
        return Effect(None)
    decision = concluded(on_trial.policy, setting, tables_of({**before.made, **changed}))
    return Effect(None if same_decision(decision, before.decision) else decision, frozenset(otherwise))


def _effects(made: Made) -> list[tuple[str, str | None, tuple[str, ...], int]]:
    """Tell which rows determined a decision, and what they do beside that."""
    fired: Iterable[JudgedRow] = () if made.table is None else made.table.fired
    return [(judged.row.id, judged.row.reason, judged.row.obliges, judged.priority) for judged in fired]


def same_decision(one: Decision, other: Decision) -> bool:
    """Tell whether two decisions of one policy say the same; what reasons were ranked by is not said."""
    return (
        one.outcome == other.outcome
        and one.fired == other.fired
        and [(given.code, given.decision, given.rule) for given in one.reasons]
        == [(given.code, given.decision, given.rule) for given in other.reasons]
        and one.obligations == other.obligations
        and one.unknowns == other.unknowns
    )
