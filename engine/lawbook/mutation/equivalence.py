"""Mutants that decide nothing otherwise: recognised only where it is shown, by one of a few named rules.

A mutant is tried on every combination of values that makes a difference to what changed (`axes`), and where it differs there, the
whole decision is; when nothing differs, nothing can. Where a decision that is looked at stands in the way, it is worked out from
what it looks at in its turn. Whatever would take too long to try counts as different.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from lawbook.check.tables.coverage_of_tables import sure_overlaps
from lawbook.model.core import DecisionValue, Expression, FieldOf, Table
from lawbook.model.policy import Decision, Parameter, Policy
from lawbook.model.reading import reads_of
from lawbook.model.types import BooleanType
from lawbook.model.walking import parts_of_body
from lawbook.mutation.axes import TooMuch
from lawbook.mutation.changed import Changed, changed_parts
from lawbook.mutation.mutants import Mutant
from lawbook.mutation.outcomes import constants_of
from lawbook.mutation.reading import uses_of_parameters
from lawbook.mutation.spans import days_of, differing_days
from lawbook.mutation.trying import Memory, Trying
from lawbook.regions.spaces import table_space

Rule: TypeAlias = Literal["refused", "days", "values", "masked"]

DEPTH = 3
"""How many decisions deep a mutant is looked into."""


def equivalence(policy: Policy, mutant: Mutant, *, depth: int = DEPTH, memory: Memory | None = None) -> Rule | None:
    """Give the rule by which *mutant* decides the same as *policy* on all facts and all days of its span; None where none does.

    *depth* says how many decisions deep to look: 0 is quick. A *memory* shared between the mutants of one policy saves time.
    """
    changes = mutant.changes
    if changes.parameters:
        return "days" if not any(_differs_in_span(policy, changed) for changed in changes.parameters) else None
    if changes.score_reasons or not changes.decisions:
        return None
    decisions = {decision.name: decision for decision in policy.decisions}
    rules: list[Rule] = []
    for new in changes.decisions:
        rule = _of_decision(policy, decisions[new.name], new, depth, memory)
        if rule is None:
            return None
        rules.append(rule)
    return "values" if "values" in rules else rules[0]


def is_refused(mutant: Mutant) -> bool:
    """Tell whether `lawbook check` would refuse the change, since some values hit two rows of a `unique` table.

    A bound that is moved is a change all the same: whoever moves it means to move the one beside it, too.
    """
    if mutant.row is None or mutant.operator not in {"condition", "label", "negation", "comparison", "junction"}:
        return False
    body = mutant.changes.decisions[0].body
    return isinstance(body, Table) and body.hit == "unique" and bool(sure_overlaps(table_space(body), 1))


def _of_decision(policy: Policy, old: Decision, new: Decision, depth: int, memory: Memory | None) -> Rule | None:
    changed = None if new.fallback != old.fallback else changed_parts(old, new)
    return None if changed is None else _tried(policy, changed, depth, memory)


def _differs_in_span(policy: Policy, changed: Parameter) -> bool:
    """Tell whether a parameter differs on a day on which it can be looked at."""
    (standing,) = (parameter for parameter in policy.parameters if parameter.name == changed.name)
    stretches = [(first, last) for _, first, last in differing_days(standing, changed)]
    spans = [days_of(at.date, policy) for at in uses_of_parameters(policy)[changed.name]]
    return any(first <= high and low <= last for first, last in stretches for low, high in spans)


def _tried(policy: Policy, changed: Changed, depth: int, memory: Memory | None) -> Rule | None:
    for computed in _ways(policy, changed, depth):
        try:
            trying = Trying(policy, changed, computed, memory)
            rule = trying.rule()
        except TooMuch:
            continue
        if rule is not None:
            return rule
    return None


def _ways(policy: Policy, changed: Changed, depth: int) -> Iterator[frozenset[str]]:
    """Give the decisions to work out: none, each that is looked at alone, all of them, and all that those look at in turn."""
    yield frozenset()
    decisions = {decision.name: decision for decision in policy.decisions}
    looked_at = _computable(_read_by(changed.parts()), decisions)
    if not depth or not looked_at:
        return
    if len(looked_at) > 1:
        yield from (_with_records({name}, decisions) for name in sorted(looked_at))
    known: frozenset[str] = frozenset()
    for _ in range(depth):
        known |= looked_at
        yield _with_records(known, decisions)
        bodies = [part for name in known for part in parts_of_body(decisions[name].body)]
        looked_at = _computable(_read_by(bodies), decisions) - known
        if not looked_at:
            return


def _read_by(expressions: Iterable[Expression]) -> frozenset[str]:
    return reads_of(expressions).decisions


def _computable(names: Iterable[str], decisions: dict[str, Decision]) -> frozenset[str]:
    """Keep the decisions whose outcomes are truths or written out."""
    return frozenset(name for name in names if _is_computable(decisions[name], decisions))


def _is_computable(decision: Decision, decisions: dict[str, Decision]) -> bool:
    match decision.body:
        case FieldOf(of=DecisionValue(name=record), position=position):
            table = decisions[record].body
            return isinstance(table, Table) and constants_of(table, position) is not None
        case _:
            return isinstance(decision.type, BooleanType) or constants_of(decision.body) is not None


def _with_records(names: Iterable[str], decisions: dict[str, Decision]) -> frozenset[str]:
    """Add the tables that several decisions are the outputs of."""
    records = [body.of.name for name in names if isinstance(body := decisions[name].body, FieldOf) and isinstance(body.of, DecisionValue)]
    return frozenset([*names, *records])
