"""Deciding with a whole policy: every decision in turn, then what is published, given as reasons, and owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lawbook.contract.decision import NO_SEVERITY, Decision, Given, Note, ranked
from lawbook.contract.values import to_public
from lawbook.evaluate.expressions import Setting, evaluate, integer
from lawbook.evaluate.tables import JudgedRow, JudgedTable, judge_table
from lawbook.model.core import Row, Table
from lawbook.model.policy import Decision as Declared
from lawbook.model.policy import Parameter, Policy, Reason, ScoreReasons
from lawbook.model.values import Cause, Unknown, Value
from lawbook.problems import EngineFault


@dataclass(frozen=True, slots=True)
class Made:
    """What a decision came to, and the table as judged where it is one."""

    value: Value
    table: JudgedTable | None


def make(declared: Declared, setting: Setting) -> Made:
    """Make one decision, once all that it looks at stands in *setting*."""
    if not isinstance(declared.body, Table):
        return Made(evaluate(declared.body, setting), None)
    judged = judge_table(declared.body, declared.name, declared.order, declared.type, setting)
    return Made(judged.value, judged)


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything a policy came to on one set of facts: each decision's own value, and each table as judged."""

    decision: Decision
    facts: Mapping[str, Value]
    values: Mapping[str, Value]
    tables: Mapping[str, JudgedTable]


def evaluate_policy(policy: Policy, facts: Mapping[str, Value], as_of: int) -> Judged:
    """Make every decision of *policy* for the day number *as_of*.

    *facts* has a value for every fact the policy declares, an Unknown for each that is absent.
    """
    values: dict[str, Value] = {}
    tables: dict[str, JudgedTable] = {}
    setting = Setting(facts, values, {parameter.name: parameter for parameter in policy.parameters}, as_of)
    for declared in policy.decisions:
        made = make(declared, setting)
        values[declared.name] = made.value
        if made.table is not None:
            tables[declared.name] = made.table
    return Judged(concluded(policy, setting, tables), facts, values, tables)


def concluded(policy: Policy, setting: Setting, tables: Mapping[str, JudgedTable]) -> Decision:
    """Give what is published, given as reasons and owed, once every decision is made and stands in *setting*."""
    own = {declared.name for declared in policy.decisions if declared.origin is None}
    fired = [(name, row) for name, table in tables.items() if name in own for row in table.fired]
    published = {declared.name: declared for declared in policy.decisions if declared.published}
    outcome: dict[str, object] = {}
    unknowns: dict[str, tuple[Cause, ...]] = {}
    for name in policy.outputs:
        value = setting.decisions[name]
        if isinstance(value, Unknown):
            unknowns[name] = value.causes
            if published[name].fallback is None:
                raise EngineFault(f"the decision {name} was checked to be always known")
            value = as_published(published[name], value)
        outcome[name] = to_public(published[name].type, value)
    owed = {code for _, judged in fired for code in judged.row.obliges}
    return Decision(
        policy=policy,
        as_of=setting.as_of,
        outcome=outcome,
        fired=tuple(judged.row.id for _, judged in fired),
        reasons=_reasons(policy, setting, tables, fired),
        obligations=tuple(obligation.code for obligation in policy.obligations if obligation.code in owed),
        unknowns=unknowns,
        notes=held_parameters(policy.parameters, setting.as_of),
    )


def as_published(declared: Declared, value: Value) -> Value:
    """Give what is published of a decision that came to *value*: where that is unknown, its fallback if that is known."""
    if not isinstance(value, Unknown) or not declared.published or declared.fallback is None or isinstance(declared.fallback, Unknown):
        return value
    return declared.fallback


def held_parameters(parameters: tuple[Parameter, ...], as_of: int) -> tuple[Note, ...]:
    """Note each parameter that is used beyond the day through which it was verified."""
    return tuple(
        Note("parameter-held", parameter.name, date.fromordinal(parameter.verified_through).isoformat())
        for parameter in parameters
        if parameter.dated_by is None
        and parameter.after == "hold"
        and parameter.verified_through is not None
        and as_of > parameter.verified_through
    )


def _reasons(policy: Policy, setting: Setting, tables: Mapping[str, JudgedTable], fired: list[tuple[str, JudgedRow]]) -> tuple[Given, ...]:
    catalogue = {reason.code: reason for reason in policy.reasons}
    bodies = {declared.name: declared.body for declared in policy.decisions}
    given: list[Given] = []
    for name, judged in fired:
        code = judged.row.reason
        if code is not None:
            reason = catalogue[code]
            severity = _severity(bodies[name], judged)
            given.append(Given(code, reason.text, name, judged.row.id, severity, reason.rank, 0, judged.row.cites))
    given.extend(reasons_of_scores(policy, setting, tables))
    return ranked(given)


def reasons_of_scores(policy: Policy, setting: Setting, tables: Mapping[str, JudgedTable]) -> tuple[Given, ...]:
    """Give the reasons that scorecards give, each card's by the points lost."""
    catalogue = {reason.code: reason for reason in policy.reasons}
    applying = (score for score in policy.score_reasons if evaluate(score.when, setting) is True)
    return tuple(given for score in applying for given in _score_reasons(score, catalogue, setting, tables))


def _severity(body: object, judged: JudgedRow) -> int:
    if isinstance(body, Table) and any(labels is not None for labels in body.priorities):
        return judged.priority
    return NO_SEVERITY


def _score_reasons(
    score: ScoreReasons, catalogue: Mapping[str, Reason], setting: Setting, tables: Mapping[str, JudgedTable]
) -> list[Given]:
    given: list[Given] = []
    for characteristic in score.characteristics:
        points = setting.decisions[characteristic.decision]
        lost = 0 if isinstance(points, Unknown) else characteristic.best - integer(points)
        if lost > 0:
            reason = catalogue[characteristic.reason]
            row: Row = tables[characteristic.decision].fired[0].row
            given.append(Given(reason.code, reason.text, score.decision, row.id, NO_SEVERITY, reason.rank, lost, characteristic.cites))
    return sorted(given, key=lambda g: -g.points)[: score.at_most]
