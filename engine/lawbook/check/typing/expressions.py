"""From an expression as written to the typed core."""

from dataclasses import replace
from typing import assert_never

from lawbook.check.typing.assigning import assigned
from lawbook.check.typing.comparisons import draw_comparison
from lawbook.check.typing.constants import draw_literal
from lawbook.check.typing.functions import draw_call
from lawbook.check.typing.intervals import MOST
from lawbook.check.typing.lists import draw_field, draw_filter, draw_for_some
from lawbook.check.typing.logic import draw_choice, draw_is_known, draw_junction
from lawbook.check.typing.lookups import draw_dated, draw_input, draw_name
from lawbook.check.typing.meeting import drawn_whole, settled, unknown_label
from lawbook.check.typing.operations import draw_negative, draw_operation
from lawbook.check.typing.ranges import draw_tests
from lawbook.check.typing.reading import Drawn, Found, Listing, Reading
from lawbook.check.words.scope import Scope
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import NumberKind, NumberType, OneOfType, Type
from lawbook.problems import Problems
from lawbook.read import syntax as written
from lawbook.read.document import Scalar
from lawbook.read.syntax import Syntax


def open_number(kind: NumberKind, scale: int, currency: str | None = None) -> NumberType:
    """Give the type of any number of that unit and scale, for a place that takes whatever interval is inferred."""
    return NumberType(kind, scale, -MOST, MOST, currency)


def elaborate(syntax: Syntax, scalar: Scalar, scope: Scope, problems: Problems, *, wanted: Type | None) -> Expression | None:
    """Give *syntax*, which stands in *scalar*, as a typed expression assignable to *wanted*, or None after noting problems.

    Where a one-of is wanted, a label may stand bare as the whole expression.
    """
    reading = reading_of(scalar, scope, problems)
    if isinstance(wanted, OneOfType):
        label = _bare_label(syntax, wanted, reading)
        if label is not None:
            at = core.Constant(label, where=reading.place(syntax.at), type=wanted)
            if label in wanted.labels:
                return at
            unknown_label(reading, label, wanted, at)
            return None
    drawn = draw(syntax, reading)
    if wanted is not None:
        return assigned(reading, drawn, syntax, wanted)
    found = settled(reading, drawn, syntax)
    return None if found is None else found.expression


def reading_of(scalar: Scalar, scope: Scope, problems: Problems) -> Reading:
    """Give the reading of a whole expression."""
    bound = frozenset(each.name for each in scope.variables.values() if isinstance(each, core.Variable))
    return Reading(scalar=scalar, scope=scope, problems=problems, draw=draw, bound=bound)


def _bare_label(syntax: Syntax, wanted: OneOfType, reading: Reading) -> str | None:
    """Give the label that stands as the whole of an expression, which may be meant as one though there is none of that name."""
    whole = reading.scalar.text.strip()
    if whole in wanted.labels:
        return whole
    if isinstance(syntax, written.Name) and (syntax.name in wanted.labels or not reading.means(syntax.name)):
        return syntax.name
    return None


def draw(syntax: Syntax, reading: Reading) -> Drawn | None:
    """Read one part of an expression, and all within it; None after noting what is wrong."""
    labour = reading.labour
    labour.parts += 1
    labour.depth += 1
    labour.deepest = max(labour.deepest, labour.depth)
    drawn = None if reading.overgrown(syntax, labour.depth) else _drawn(syntax, reading)
    labour.depth -= 1
    return drawn


def _drawn(syntax: Syntax, reading: Reading) -> Drawn | None:  # noqa: C901 - one match over the syntax
    match syntax:
        case written.Number() | written.Text() | written.Truth() | written.AtLiteral():
            return draw_literal(syntax, reading)
        case written.Name():
            return draw_name(syntax, reading)
        case written.Input():
            return draw_input(syntax, reading)
        case written.Dated():
            return draw_dated(syntax, reading)
        case written.Negative():
            return draw_negative(syntax, reading)
        case written.Binary():
            return _draw_binary(syntax, reading)
        case written.Between() | written.In():
            return _draw_tested(syntax, reading)
        case written.IsKnown():
            return draw_is_known(syntax, reading)
        case written.Choose():
            return draw_choice(syntax, reading)
        case written.Call():
            return draw_call(syntax, reading)
        case written.Field():
            return draw_field(syntax, reading)
        case written.Filter():
            return draw_filter(syntax, reading)
        case written.ForSome():
            return draw_for_some(syntax, reading)
        case written.Listed(items=items):
            return Listing(items, syntax.at, reading)
        case _:
            assert_never(syntax)


def _draw_binary(syntax: written.Binary, reading: Reading) -> Drawn | None:
    match syntax.operator:
        case "and" | "or":
            return draw_junction(syntax, syntax.operator, reading)
        case "=" | "!=" | "<" | "<=" | ">" | ">=":
            return draw_comparison(syntax, syntax.operator, reading)
        case "+" | "-" | "*" | "/" | "**":
            return draw_operation(syntax, reading)
        case _:
            assert_never(syntax.operator)


def _draw_tested(syntax: written.Between | written.In, reading: Reading) -> Found | None:
    found = drawn_whole(reading, syntax.of)
    if found is None:
        return None
    low_to_high = () if isinstance(syntax, written.In) else (written.RangeTest(syntax.low, True, syntax.high, True, at=syntax.low.at),)
    tests = syntax.tests if isinstance(syntax, written.In) else low_to_high
    truth = draw_tests(reading, found.expression, syntax.of, tests, bare=False)
    return None if truth is None else Found(replace(truth, where=reading.place(syntax.at)))
