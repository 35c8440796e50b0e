"""From an expression as written to the typed core."""

from lawbook.check.scope import Scope
from lawbook.model.core import Expression
from lawbook.model.limits import DIGITS
from lawbook.model.types import NumberKind, NumberType, Type
from lawbook.problems import Problems
from lawbook.read.document import Scalar
from lawbook.read.syntax import Syntax

MOST = 10**DIGITS - 1


def open_number(kind: NumberKind, scale: int, currency: str | None = None) -> NumberType:
    """Give the type of any number of that unit and scale, for a place that takes whatever interval is inferred."""
    return NumberType(kind, scale, -MOST, MOST, currency)


def elaborate(syntax: Syntax, scalar: Scalar, scope: Scope, problems: Problems, *, wanted: Type | None) -> Expression | None:
    """Give *syntax*, which stands in *scalar*, as a typed expression assignable to *wanted*, or None after noting problems."""
    raise NotImplementedError
