"""Dated parameters in generated Python: constants on the day compiled for, a search of their days at any other date."""

from bisect import bisect_right

from lawbook.compile.constants import changes
from lawbook.compile.terms import Scope, Term, literal, strict
from lawbook.model.core import AsOf, ParameterAt
from lawbook.model.policy import Parameter
from lawbook.model.types import OneOfType
from lawbook.model.values import Unknown, Value
from lawbook.operators.parameters import value_on

Series = tuple[tuple[int, ...], tuple[Value, ...]]
"""Days on which a value begins, and the values: the first before all days."""


def parameter(at: ParameterAt, date: Term, key: Term | None, scope: Scope) -> Term:
    """Give the value of a parameter at a date."""
    none = Unknown((at.cause,))
    if isinstance(at.date, AsOf):
        return _on_the_day(at, key, none, scope)
    declared = scope.constants.parameters[at.name]
    if key is None:
        days, values = series(declared, None, none)
        nullable = any(isinstance(value, Unknown) for value in values)
        if len(values) == 1:
            return strict([date], scope, lambda _: scope.source.constant(values[0]), nullable=nullable)
        dated, begun = scope.source.constant(values), scope.source.constant(days)
        return strict([date], scope, lambda texts: f"{dated}[BISECT({begun}, {texts[0]})]", nullable=nullable)
    keyed = scope.source.constant({name: series(declared, name, none) for name, _ in declared.series})
    otherwise = scope.source.constant(none)
    return strict([date, key], scope, lambda texts: f"ON({keyed}, {texts[1]}, {texts[0]}, {otherwise})", nullable=True)


def _on_the_day(at: ParameterAt, key: Term | None, none: Unknown, scope: Scope) -> Term:
    if key is None:
        value = scope.constants.on_the_day(at.name, None)
        return Term(scope.source.constant(none), nullable=True, simple=True) if value is None else literal(value, scope)
    labels = at.key.type.labels if at.key is not None and isinstance(at.key.type, OneOfType) else ()
    values = {label: _or(scope.constants.on_the_day(at.name, label), none) for label in labels}
    variants = scope.source.constant(values)
    nullable = any(isinstance(value, Unknown) for value in values.values())
    return strict([key], scope, lambda texts: f"{variants}[{texts[0]}]", nullable=nullable)


def _or(value: Value | None, none: Unknown) -> Value:
    return none if value is None else value


def series(declared: Parameter, key: str | None, none: Unknown) -> Series:
    """Give the values of a parameter by date, *none* where it has no value."""
    days = changes(declared)
    if not days:
        return (), (none,)
    return tuple(days), tuple(_or(value_on(declared, key, day), none) for day in (days[0] - 1, *days))


def value_at(keyed: dict[str, Series], key: str, day: int, none: Unknown) -> Value:
    """Give the value of the variant *key* at *day*, for generated code."""
    dated = keyed.get(key)
    return none if dated is None else dated[1][bisect_right(dated[0], day)]
