"""What one trial shows: for which questions its facts are some that are asked for."""

from collections.abc import Collection, Iterator

from lawbook.evaluate.policies import as_published
from lawbook.evaluate.promises import alike
from lawbook.evaluate.tables import JudgedRow, JudgedTable, settled
from lawbook.model.core import Table
from lawbook.model.policy import Decision
from lawbook.model.types import OneOfType, SetType
from lawbook.model.values import Cause, CauseKind, Unknown, Value
from lawbook.questions.asked import Key, Kind, Place, Reached
from lawbook.questions.listed import rows_of
from lawbook.questions.trials import Ground, Trial

OF_TABLES: dict[CauseKind, Kind] = {"no-row-matched": "gap", "two-rows-matched": "overlap", "rows-disagree": "conflict"}
OF_ABSENCE: frozenset[CauseKind] = frozenset({"missing-fact"})


def shown(ground: Ground, trial: Trial, decisions: Collection[str], wanted: Collection[Key]) -> Iterator[tuple[Key, Reached]]:
    """Give each of the questions *wanted* that *trial* answers, looking at some *decisions* only."""
    for declared in ground.policy.decisions:
        if declared.name in decisions and declared.origin is None:
            yield from _of_value(ground, declared, trial, wanted)
            if isinstance(declared.body, Table):
                yield from _of_rows(declared, declared.body, trial, wanted)


def _of_value(ground: Ground, declared: Decision, trial: Trial, wanted: Collection[Key]) -> Iterator[tuple[Key, Reached]]:
    value = trial.values[declared.name]
    for label in labels_in(declared, as_published(declared, value)):
        if ("label", declared.name, label) in wanted:
            yield ("label", declared.name, label), Reached(trial.request)
    if isinstance(value, Unknown):
        yield from _of_unknown(ground, declared, value, trial)


def labels_in(declared: Decision, value: Value) -> Collection[str]:
    """Name what *value* is, as far as it has a name."""
    match value:
        case bool():
            return ("true" if value else "false",)
        case str() if isinstance(declared.type, OneOfType):
            return (value,)
        case frozenset() if isinstance(declared.type, SetType):
            return value
        case _:
            return ()


def _of_unknown(ground: Ground, declared: Decision, value: Unknown, trial: Trial) -> Iterator[tuple[Key, Reached]]:
    inherited = {
        cause
        for name in ground.readings.of[declared.name].names
        for cause in _causes_in(trial.values.get(name, trial.request.facts.get(name, True)))
    }
    own = [cause for cause in value.causes if cause not in inherited and cause.kind not in OF_ABSENCE]
    for cause in own:
        kind = OF_TABLES.get(cause.kind)
        if kind is not None and cause.name == declared.name:
            yield (kind, declared.name, ""), Reached(trial.request, rows=places(declared, cause.rows), causes=(cause,))
    failing = tuple(cause for cause in own if cause.kind not in OF_TABLES)
    if failing:
        yield ("failure", declared.name, ""), Reached(trial.request, causes=failing)


def _causes_in(value: Value) -> Iterator[Cause]:
    match value:
        case Unknown(causes=causes):
            yield from causes
        case tuple():
            for part in value:
                yield from _causes_in(part)
        case _:
            return


def places(declared: Decision, ids: Collection[str]) -> tuple[Place, ...]:
    """Give the rows *ids* with their places."""
    if not isinstance(declared.body, Table):
        return ()
    return tuple(Place(row.id, row.where) for row in rows_of(declared.body) if row.id in ids)


def _of_rows(declared: Decision, table: Table, trial: Trial, wanted: Collection[Key]) -> Iterator[tuple[Key, Reached]]:
    judged = trial.tables[declared.name]
    reached, name = Reached(trial.request), declared.name
    for row in judged.fired:
        for kind in ("fires", "decides"):
            if (kind, name, row.row.id) in wanted:
                yield (kind, name, row.row.id), reached
    conditional = judged.rows if table.otherwise is None else judged.rows[:-1]
    for row in conditional:
        if row.verdict != "hit":
            continue
        if ("fires", name, row.row.id) in wanted:
            yield ("fires", name, row.row.id), reached
        if ("matters", name, row.row.id) in wanted and _matters(declared, table, judged, row):
            yield ("matters", name, row.row.id), reached


def _matters(declared: Decision, table: Table, judged: JudgedTable, row: JudgedRow) -> bool:
    fired = [each for each in judged.fired if each is not row]
    if len(fired) < len(judged.fired) and not any(_gives_as_much(each, row) for each in fired):
        return True
    rest = tuple(each for each in judged.rows if each is not row)
    return not alike(settled(table, declared.name, declared.order, declared.type, rest).value, judged.value)


def _gives_as_much(one: JudgedRow, other: JudgedRow) -> bool:
    return gives_as_much(one.row.reason, one.row.obliges, other.row.reason, other.row.obliges)


def gives_as_much(reason: str | None, obliges: Collection[str], other_reason: str | None, other_obliges: Collection[str]) -> bool:
    """Tell whether a row with a reason and duties gives all the reasons and duties that another one does."""
    return other_reason in {None, reason} and set(other_obliges) <= set(obliges)


def differs(ground: Ground, one: Trial, other: Trial, decisions: Collection[str]) -> bool:
    """Tell whether anything that is published, given as a reason or owed is not the same in two trials."""
    for name in decisions:
        declared = ground.declared[name]
        if declared.published and not alike(as_published(declared, one.values[name]), as_published(declared, other.values[name])):
            return True
        if declared.origin is None and _given(one.tables.get(name)) != _given(other.tables.get(name)):
            return True
    return ground.reasons_of_scores(one) != ground.reasons_of_scores(other)


def _given(judged: JudgedTable | None) -> set[tuple[str | None, tuple[str, ...]]]:
    given = {(row.row.reason, row.row.obliges) for row in (() if judged is None else judged.fired)}
    return given - {(None, ())}
