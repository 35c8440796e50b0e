"""What names mean where an expression stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lawbook.model.core import Expression
from lawbook.model.policy import Calendar, Fact, Parameter
from lawbook.model.types import Type
from lawbook.read.document import Scalar
from lawbook.read.syntax import Syntax


@dataclass(frozen=True, slots=True)
class DecisionSignature:
    """What an expression may know of a decision that is already typed."""

    type: Type
    nullable: bool


@dataclass(frozen=True, slots=True)
class Macro:
    """A named formula with open places *given*; *scalar* is where its *body* stands."""

    name: str
    given: tuple[str, ...]
    body: Syntax
    scalar: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The names that an expression may use, and on whose behalf it stands.

    Causes born in the expression (division by zero, an empty list) carry *order* and *subject*, the decision's own.
    *variables* are bound by `some`, `every` and the filter of a list. *input* is the type of `?`, where there is one.
    *broken* are names that are declared but could not be typed: using one is no further problem.
    *span* is the first and the last day for which the policy is in force, where they are known.
    """

    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    decisions: Mapping[str, DecisionSignature]
    macros: Mapping[str, Macro]
    order: int
    subject: str
    variables: Mapping[str, Expression] = field(default_factory=dict)
    input: Type | None = None
    input_nullable: bool = False
    broken: Collection[str] = frozenset()
    span: tuple[int, int] | None = None
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
