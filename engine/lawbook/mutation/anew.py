"""What a mutant decides where its policy has decided already: only what the change can reach is made again.

Decisions form a graph without circles, so a decision whose own making is unchanged, and which looks at nothing that came out
otherwise, comes out as before. That is exact, and a hundred times quicker than deciding anew.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from lawbook.contract.decision import Decision
from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.evaluate.policies import Judged, concluded, evaluate_policy
from lawbook.evaluate.tables import JudgedRow, JudgedTable, judge_row, judge_table, settled
from lawbook.model.core import Table
from lawbook.model.policy import Decision as Declared
from lawbook.model.policy import Parameter, Policy
from lawbook.model.values import Unknown, Value
from lawbook.mutation.mutants import Mutant, mutated
from lawbook.mutation.reading import Reads, parts_of_body, reads_of


@dataclass(frozen=True, slots=True)
class Ground:
    """A policy version as mutants of it are tried: *reads* says what each decision looks at, *parameters* has them by name.

    A mutant may leave unknown what the policy always knows; then the unknown itself is published.
    """

    policy: Policy
    reads: Mapping[str, Reads]
    parameters: Mapping[str, Parameter]


def ground_of(policy: Policy) -> Ground:
    """Prepare *policy* for the trial of its mutants."""
    return Ground(
        policy=open_to_unknowns(policy),
        reads={decision.name: reads_of(parts_of_body(decision.body)) for decision in policy.decisions},
        parameters={parameter.name: parameter for parameter in policy.parameters},
    )


def open_to_unknowns(policy: Policy) -> Policy:
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
    """What the policy itself came to on one set of facts, on one day."""

    facts: Mapping[str, Value]
    as_of: int
    values: Mapping[str, Value]
    tables: Mapping[str, JudgedTable]
    decision: Decision


def standing(ground: Ground, facts: Mapping[str, Value], as_of: int) -> Standing:
    """Decide on *facts* with the policy as it is."""
    judged: Judged = evaluate_policy(ground.policy, facts, as_of)
    return Standing(facts, as_of, judged.values, judged.tables, judged.decision)


def varied(ground: Ground, before: Standing, facts: Mapping[str, Value]) -> Standing:
    """Give what the policy itself comes to when *facts* stand in the place of those *before*, on the same day."""
    values, tables = dict(before.values), dict(before.tables)
    _make_varied(ground, before, facts, ground.policy.decisions, (values, tables))
    setting = Setting(facts, values, ground.parameters, before.as_of)
    return Standing(facts, before.as_of, values, tables, concluded(ground.policy, setting, tables))


def values_when(ground: Ground, before: Standing, facts: Mapping[str, Value], names: Container[str]) -> Setting:
    """Give what the decisions *names*, which are all that they rest on, come to when *facts* stand in the place of those *before*."""
    values, tables = dict(before.values), dict(before.tables)
    _make_varied(ground, before, facts, [each for each in ground.policy.decisions if each.name in names], (values, tables))
    return Setting(facts, values, ground.parameters, before.as_of)


def _make_varied(
    ground: Ground,
    before: Standing,
    facts: Mapping[str, Value],
    decisions: Iterable[Declared],
    made: tuple[dict[str, Value], dict[str, JudgedTable]],
) -> None:
    values, tables = made
    changed = {name for name, value in facts.items() if value != before.facts[name]}
    setting = Setting(facts, values, ground.parameters, before.as_of)
    otherwise: set[str] = set()
    for declared in decisions:
        reads = ground.reads[declared.name]
        if not (reads.facts & changed or reads.decisions & otherwise):
            continue
        if isinstance(declared.body, Table):
            tables[declared.name] = judge_table(declared.body, declared.name, declared.order, declared.type, setting)
            values[declared.name] = tables[declared.name].value
        else:
            values[declared.name] = evaluate(declared.body, setting)
        if values[declared.name] != before.values[declared.name]:
            otherwise.add(declared.name)


@dataclass(frozen=True, slots=True)
class Tried:
    """A mutant ready to decide: its *policy*, what stands at which name, and where making anew begins."""

    mutant: Mutant
    policy: Policy
    parameters: Mapping[str, Parameter]
    starts: frozenset[str]
    reached: tuple[Declared, ...]
    concludes_otherwise: bool


def tried(ground: Ground, mutant: Mutant) -> Tried:
    """Make the change of *mutant* to the policy of *ground*."""
    opened = {decision.name: decision for decision in ground.policy.decisions}
    decisions = tuple(_opened(decision, opened[decision.name]) for decision in mutant.changes.decisions)
    policy = mutated(ground.policy, replace(mutant, changes=replace(mutant.changes, decisions=decisions)))
    changed = frozenset(parameter.name for parameter in mutant.changes.parameters)
    starts = frozenset(mutant.starts) | {name for name, reads in ground.reads.items() if reads.parameters & changed}
    return Tried(
        mutant=mutant,
        policy=policy,
        parameters={**ground.parameters, **{parameter.name: parameter for parameter in mutant.changes.parameters}},
        starts=starts,
        reached=_reached(policy, ground, starts),
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


def decided_anew(on_trial: Tried, ground: Ground, before: Standing) -> Decision | None:
    """Give what the mutant decides where the policy decided *before*; None where that is the same."""
    return effect_of(on_trial, ground, before).decision


@dataclass(frozen=True, slots=True)
class Effect:
    """What a mutant decides, None where that is the same as before, and the decisions that came out *otherwise* on the way."""

    decision: Decision | None
    otherwise: frozenset[str] = frozenset()


def effect_of(on_trial: Tried, ground: Ground, before: Standing) -> Effect:
    """Make anew what the change of a mutant can reach."""
    if not on_trial.concludes_otherwise and _passes_by(on_trial.mutant, before):
        return Effect(None)
    made = _Made(on_trial, before, dict(before.values), dict(before.tables))
    setting = Setting(before.facts, made.values, on_trial.parameters, before.as_of)
    otherwise: set[str] = set()
    fired_otherwise = False
    for declared in on_trial.reached:
        if declared.name in on_trial.starts or ground.reads[declared.name].decisions & otherwise:
            fired_otherwise |= made.make(declared, setting)
            if made.values[declared.name] != before.values[declared.name]:
                otherwise.add(declared.name)
    if not (otherwise or fired_otherwise or on_trial.concludes_otherwise):
        return Effect(None)
    decision = concluded(on_trial.policy, setting, made.tables)
    return Effect(None if same_decision(decision, before.decision) else decision, frozenset(otherwise))


def same_decision(one: Decision, other: Decision) -> bool:
    """Tell whether two decisions of one policy say the same."""
    return (
        one.outcome == other.outcome
        and one.fired == other.fired
        and one.reasons == other.reasons
        and one.obligations == other.obligations
        and one.unknowns == other.unknowns
    )


def _passes_by(mutant: Mutant, before: Standing) -> bool:
    """Tell whether only one row changed, and that is not hit, before as after, for what is unchanged in it."""
    if mutant.row is None:
        return False
    (decision,) = mutant.changes.decisions
    judged = before.tables[decision.name]
    old = judged.rows[mutant.row]
    if not isinstance(decision.body, Table) or old.verdict != "not":
        return False
    rows = decision.body.rows
    if len(rows) != len(judged.rows) and (decision.body.otherwise is None or len(rows) + 1 != len(judged.rows)):
        return True
    new, truths = rows[mutant.row], iter(old.truths)
    kept = [one is other for one, other in zip(new.cells, old.row.cells, strict=True)]
    if old.row.condition is not None:
        kept.append(new.condition is old.row.condition)
    return any(truth is False and same for truth, same in zip(truths, kept, strict=True))


@dataclass(frozen=True, slots=True)
class _Made:
    """The decisions as made so far."""

    on_trial: Tried
    before: Standing
    values: dict[str, Value]
    tables: dict[str, JudgedTable]

    def make(self, declared: Declared, setting: Setting) -> bool:
        """Make a decision, and tell whether other rows determined it, or the same ones to another effect."""
        body = declared.body
        if not isinstance(body, Table):
            self.values[declared.name] = evaluate(body, setting)
            return False
        old = self.before.tables[declared.name]
        row = self.on_trial.mutant.row if declared.name in self.on_trial.mutant.starts else None
        if row is not None and len(body.rows) + (body.otherwise is not None) == len(old.rows):
            judged = _with_row(body, declared, old, row, setting)
        else:
            judged = judge_table(body, declared.name, declared.order, declared.type, setting)
        self.values[declared.name] = judged.value
        self.tables[declared.name] = judged
        return _effects(judged.fired) != _effects(old.fired)


def _with_row(table: Table, declared: Declared, old: JudgedTable, place: int, setting: Setting) -> JudgedTable:
    """Judge one row anew and leave the others as they were judged."""
    inputs = [evaluate(expression, setting) for expression in table.inputs]
    judged = judge_row(table, table.rows[place], place, inputs, setting)
    if judged.verdict == "not" and old.rows[place].verdict == "not":
        return old
    return settled(table, declared.name, declared.order, declared.type, (*old.rows[:place], judged, *old.rows[place + 1 :]))


def _effects(fired: Iterable[JudgedRow]) -> list[tuple[str, str | None, tuple[str, ...], int]]:
    return [(judged.row.id, judged.row.reason, judged.row.obliges, judged.priority) for judged in fired]
