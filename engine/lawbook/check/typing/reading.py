"""One expression being read: where it stands, what its names mean, and what its parts have come to so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import TypeAlias

from lawbook.check.typing.arithmetic import NumberTooLarge, number
from lawbook.check.typing.intervals import MOST
from lawbook.check.typing.units import Unit, unit_of
from lawbook.check.words.scope import Macro, Scope
from lawbook.check.words.told import told, told_type
from lawbook.model.core import Expression
from lawbook.model.limits import NESTING
from lawbook.model.types import Type
from lawbook.model.values import Cause, CauseKind
from lawbook.problems import Problems, Where
from lawbook.read.document import Scalar
from lawbook.read.syntax import Syntax

MOST_PARTS = 20_000
"""How many parts an expression may have once its macros are expanded."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression of the core. A *loose* one is made of literals only and takes the unit, or the one-of type, of what it meets."""

    expression: Expression
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Quotient:
    """An exact quotient that is not rounded yet, in *unit*; *divisors* are those of what was divided by that can be zero.

    *cause* is what makes it unknown when one of them is.
    """

    numerator: Expression
    denominator: Expression
    divisors: tuple[Expression, ...]
    unit: Unit
    loose: bool = False
    cause: CauseKind = "division-by-zero"


@dataclass(frozen=True, slots=True)
class Elements:
    """Elements of a list, bound to *variable*, those of which *condition* is true; *value* is a field of each."""

    of: Expression
    element: Type
    variable: str
    condition: Expression | None = None
    value: Expression | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """`[a, b, c]`, whose items mean something only beside a set, or in a function that takes many."""

    items: tuple[Syntax, ...]
    at: int
    reading: "Reading"


Drawn: TypeAlias = Found | Quotient | Elements | Listing


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to a macro for one of its open places, read where it was written: how deep it is, and of how many parts."""

    drawn: Drawn | None
    depth: int
    parts: int


@dataclass(slots=True)
class Labour:
    """How many parts an expression has so far, and how deep it is, with its macros expanded: they cannot grow without end.

    *deepest* is the depth reached since it was last set back.
    """

    parts: int = 0
    depth: int = 0
    deepest: int = 0
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Where a part of an expression stands. *draw* reads a part of it; *input* is what `?` stands for.

    Within the body of a macro *given* is what its open places stand for, and *uses* says which macros were used where.
    *bound* are the names of the core's variables that are bound around it.
    """

    scalar: Scalar
    scope: Scope
    problems: Problems
    draw: Callable[[Syntax, "Reading"], Drawn | None]
    input: Expression | None = None
    given: Mapping[str, Given] = field(default_factory=dict)
    uses: tuple[tuple[str, Where], ...] = ()
    bound: frozenset[str] = frozenset()
    labour: Labour = field(default_factory=Labour)

    def place(self, at: int) -> Where:
        """Give the place in the file of an offset in the expression."""
        return self.scalar.place(at)

    def problem(self, code: str, message: str, at: int, help_: str | None = None) -> None:
        """Note an error at an offset in the expression."""
        self.problem_at(code, message, self.place(at), help_)

    def problem_at(self, code: str, message: str, where: Where, help_: str | None = None) -> None:
        """Note an error, and by which use of a macro it came about."""
        self.problems.add(code, message + self._by_use(), where, help_)

    def warn(self, code: str, message: str, at: int, help_: str | None = None) -> None:
        """Note something to look at; a macro may be too wide for one of its uses."""
        if not self.uses:
            self.problems.warn(code, message, self.place(at), help_)

    def _by_use(self) -> str:
        if not self.uses:
            return ""
        name, where = self.uses[0]
        return f", where `{name}` is used at {where}"

    def binding(self, variable: str, names: Mapping[str, Expression]) -> "Reading":
        """Give the same reading with *variable* of the core bound, and *names* standing for it and its parts."""
        scope = replace(self.scope, variables={**self.scope.variables, **names})
        return replace(self, scope=scope, bound=self.bound | {variable})

    def unbound(self, name: str) -> str:
        """Give a name for a variable of the core, *name* itself unless it is bound already."""
        return next(each for each in chain((name,), (f"{name} {n}" for n in count(2))) if each not in self.bound)

    def inside(self, macro: Macro, arguments: Mapping[str, Given], used_at: int) -> "Reading":
        """Give the reading of the body of *macro*: only declared names and its open places mean something there."""
        return replace(
            self,
            scalar=macro.scalar,
            scope=replace(self.scope, variables={}),
            input=None,
            given=arguments,
            uses=(*self.uses, (macro.name, self.place(used_at))),
        )

    def overgrown(self, syntax: Syntax, depth: int) -> bool:
        """Tell whether the expression, its macros expanded, is too deep or has too many parts; say so the first time."""
        labour = self.labour
        if labour.stopped or (depth <= NESTING and labour.parts <= MOST_PARTS):
            return labour.stopped
        labour.stopped = True
        message = "the expression nests too deeply, or grows too large with the macros it uses"
        self.problem("nesting-too-deep", message, syntax.at, "give a part of it a name, as a decision of its own")
        return True

    def means(self, name: str) -> bool:
        """Tell whether *name* means anything here."""
        scope = self.scope
        declared = (
            self.given,
            scope.variables,
            scope.facts,
            scope.decisions,
            scope.parameters,
            scope.macros,
            scope.calendars,
            scope.broken,
        )
        return name == "as_of" or any(name in names for names in declared)

    def cause(self, kind: CauseKind) -> Cause:
        """Give the cause of an unknown that is born in this expression."""
        return Cause(self.scope.order, kind, self.scope.subject)

    def too_large(self, syntax: Syntax, at: int, trouble: NumberTooLarge) -> None:
        """Note that *syntax* could need more digits than there are."""
        digits = len(str(MOST))
        message = f"{told(syntax)} could need {trouble.digits} digits, and no number may need more than {digits}"
        self.problem("number-too-large", message, at, "narrow the bounds of what goes in with `min(…, …)`, or round earlier")


def unit_drawn(drawn: Found | Quotient) -> Unit:
    """Give the unit of a number or a quotient."""
    return drawn.unit if isinstance(drawn, Quotient) else unit_of(number(drawn.expression))


def told_drawn(drawn: Drawn) -> str:
    """Name what a part came to in the author's words."""
    match drawn:
        case Found(expression=expression):
            return told_type(expression.type)
        case Quotient(unit=unit):
            return str(unit)
        case Elements() | Listing():
            return "a list"
