"""The conditions of a policy, each taken apart into those that say one thing: of cells, `when`, `unless`, formulas and reasons."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lawbook.check.typing.lookups import EVERY_DAY
from lawbook.check.typing.nullable import can_be_unknown
from lawbook.check.words.scope import DecisionSignature, Scope
from lawbook.cover.values import PossibleValues
from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.model import core
from lawbook.model.core import Expression, Row, Table, Unless
from lawbook.model.policy import Decision, Policy
from lawbook.model.types import BooleanType
from lawbook.model.walking import children, every_part, with_input

Kind: TypeAlias = Literal["cell", "when", "unless", "formula", "reasons"]
Aspect: TypeAlias = Literal["true", "false", "unknown"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is asked in a decision; *test* is the whole of it, with the input in the place of `?`.

    *rows* are those that ask it. *can_be* are the ways in which it can come out.
    """

    decision: str
    kind: Kind
    test: Expression
    rows: tuple[str, ...] = field(compare=False)
    cites: tuple[str, ...] = field(compare=False)
    can_be: tuple[Aspect, ...] = field(compare=False)


def conditions_of(policy: Policy) -> tuple[Condition, ...]:
    """Give every condition of *policy*, those that several rows of a decision share once."""
    scope = scope_of(policy)
    values = PossibleValues(policy)
    found: dict[tuple[str, Kind, Expression], list[tuple[str, tuple[str, ...]]]] = {}
    for decision in policy.decisions:
        # What another policy decides is covered by the scenarios of that policy.
        for kind, test, row, cites in _asked(decision) if decision.origin is None else ():
            for atom in atoms(test):
                found.setdefault((decision.name, kind, atom), []).append((row, cites))
    for score in policy.score_reasons:
        for atom in atoms(score.when):
            found.setdefault((score.decision, "reasons", atom), []).append(("", ()))
    return tuple(
        Condition(
            decision=decision,
            kind=kind,
            test=test,
            rows=tuple(dict.fromkeys(row for row, _ in where if row)),
            cites=tuple(dict.fromkeys(cite for _, cites in where for cite in cites)),
            can_be=tuple(_aspects(test, scope, values)),
        )
        for (decision, kind, test), where in found.items()
        if not isinstance(test, core.Constant)
    )


def scope_of(policy: Policy) -> Scope:
    """Give what the names of a checked policy mean, as while it was checked."""
    return Scope(
        facts={fact.name: fact for fact in policy.facts},
        parameters={parameter.name: parameter for parameter in policy.parameters},
        decisions={decision.name: DecisionSignature(decision.type, decision.nullable) for decision in policy.decisions},
        macros={},
        order=0,
        subject="",
        span=(policy.effective, EVERY_DAY.high if policy.until is None else policy.until - 1),
    )


def _asked(decision: Decision) -> Iterator[tuple[Kind, Expression, str, tuple[str, ...]]]:
    body = decision.body
    if not isinstance(body, Table):
        for test in _of_formula(body):
            yield "formula", test, "", decision.cites
        return
    for row in body.rows:
        for cell, of in zip(row.cells, body.inputs, strict=False):
            if cell is not None:
                yield "cell", with_input(cell, of), row.id, row.cites
        yield from _of_rule(row)
    # An input that is a truth is asked by its cells.
    calculated = [of for of in body.inputs if not isinstance(of.type, BooleanType)]
    for expression in (*calculated, *(output for row in body.rows for output in row.outputs)):
        for test in _of_formula(expression):
            yield "formula", test, "", decision.cites


def _of_rule(row: Row) -> Iterator[tuple[Kind, Expression, str, tuple[str, ...]]]:
    if row.when is not None:
        yield "when", row.when, row.id, row.cites
        for exception in row.exceptions:
            yield from _of_exception(exception, row)
    elif row.condition is not None:
        yield "when", row.condition, row.id, row.cites


def _of_exception(exception: Unless, row: Row) -> Iterator[tuple[Kind, Expression, str, tuple[str, ...]]]:
    # The condition already has the exceptions of the exception in it, so that all of them are taken apart with it.
    yield "unless", exception.condition, exception.id, exception.cites or row.cites


def _of_formula(expression: Expression) -> Iterator[Expression]:
    """Give the truths of a formula: itself where it is one, else the conditions inside it."""
    if isinstance(expression.type, BooleanType):
        if not isinstance(expression, core.FactValue | core.DecisionValue):
            yield expression
        return
    if isinstance(expression, core.If):
        yield expression.condition
    if isinstance(expression, core.Aggregate | core.Quantified | core.Ranked):
        return
    for part in children(expression):
        if not (isinstance(expression, core.If) and part is expression.condition):
            yield from _of_formula(part)


COMPARISONS = (core.Less, core.AtMost, core.Equal, core.Within)
"""What is kept together with the `not` before it: the core has `>` as the opposite of `≤`, and people read what they wrote."""


def atoms(test: Expression) -> Iterator[Expression]:
    """Take a truth apart at its `and`, `or`, `not` and `if`."""
    match test:
        case core.All(items=items) | core.AnyOf(items=items):
            for item in items:
                yield from atoms(item)
        case core.Equal(left=of, right=core.Constant(value=bool())):
            yield from atoms(of)
        case core.Within(of=of, tests=(core.Same(value=core.Constant(value=bool())),)):
            yield from atoms(of)
        case core.Not(of=of) if not isinstance(of, COMPARISONS):
            yield from atoms(of)
        case core.If(condition=condition, then=then, otherwise=otherwise):
            for part in (condition, then, otherwise):
                yield from atoms(part)
        case _:
            yield test


def _aspects(test: Expression, scope: Scope, values: PossibleValues) -> Iterator[Aspect]:
    possible = _possible(test, values)
    if True in possible:
        yield "true"
    if False in possible:
        yield "false"
    if can_be_unknown(test, scope):
        yield "unknown"


def _possible(test: Expression, values: PossibleValues) -> frozenset[bool]:
    """Tell whether a test that looks at one decision only can be true and can be false; of all others, that they can."""
    both = frozenset([True, False])
    looked_at = {part.name for part in every_part(test) if isinstance(part, core.DecisionValue)}
    if len(looked_at) != 1 or any(isinstance(part, OTHER) for part in every_part(test)):
        return both
    (name,) = looked_at
    possible = values.of_decision(name)
    if possible is None:
        return both
    found = {evaluate(test, Setting({}, {name: value}, {}, 0)) for value in possible}
    return frozenset(truth for truth in found if isinstance(truth, bool))


OTHER = (core.FactValue, core.ParameterAt, core.AsOf, core.Variable, core.Aggregate, core.Quantified, core.Ranked, core.IsKnown)
