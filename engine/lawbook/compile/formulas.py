"""The formulas of the rows of a table as generated functions: one for each, or one for each shape where there are very many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lawbook.compile.expressions import translate
from lawbook.compile.rewriting import rewritten
from lawbook.compile.source import function
from lawbook.compile.terms import Scope, Term
from lawbook.model.core import Constant, Expression, Variable
from lawbook.model.values import Known

MANY = 200
"""How many different formulas one table may have before those that differ in their numbers alone become one."""


@dataclass(frozen=True, slots=True)
class Call:
    """A generated function by its number, and the numbers of the row that it is called for."""

    function: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Formulas:
    """For each row its values when they are constants, or what to call; *functions* by name, and the names that they *read*.

    *nullable* tells, per value, whether it can be unknown.
    """

    rows: tuple[tuple[Known, ...] | Call, ...]
    functions: tuple[str, ...]
    read: tuple[str, ...]
    nullable: tuple[bool, ...]


def formulas(rows: Sequence[Sequence[Expression]], scope: Scope, module: list[str]) -> Formulas:
    """Write the functions for *rows*, as many expressions in each, into *module*."""
    fixed = [[scope.constants.fold(each) for each in row] for row in rows]
    said = {tuple(map(scope.sharing.number, row)) for row, known in zip(rows, fixed, strict=True) if None in known}
    nullable = [False] * max(map(len, rows), default=0)
    numbers: dict[tuple[int, ...], int] = {}
    bodies: list[tuple[str, list[str]]] = []
    made: list[tuple[Known, ...] | Call] = []
    inner = replace(scope, block=[], read={})
    for row, known in zip(rows, fixed, strict=True):
        constant = tuple(value for value in known if value is not None)
        if len(constant) == len(known):
            made.append(constant)
            continue
        shape, holes = _shape(row) if len(said) > MANY else (row, ())
        key = tuple(map(scope.sharing.number, shape))
        if key not in numbers:
            numbers[key] = len(numbers)
            own = replace(inner, block=[], variables={f"#{place}": Term(f"h[{place}]", simple=True) for place in range(len(holes))})
            terms = [translate(each, own) for each in shape]
            nullable = [before or term.nullable for before, term in zip(nullable, terms, strict=True)]
            bodies.append((scope.source.fresh("o"), [*own.block, f"return ({''.join(f'{term.text}, ' for term in terms)})"]))
        made.append(Call(numbers[key], holes))
    for name, body in bodies:
        module.extend(function(name, ("h", *inner.read), body))
    return Formulas(tuple(made), tuple(name for name, _ in bodies), tuple(inner.read), tuple(nullable))


def _shape(row: Sequence[Expression]) -> tuple[list[Expression], tuple[int, ...]]:
    """Give *row* with variables in the place of its numbers, and the numbers."""
    holes: list[int] = []

    def change(expression: Expression) -> Expression | None:
        if not isinstance(expression, Constant) or not isinstance(expression.value, int) or isinstance(expression.value, bool):
            return None
        holes.append(expression.value)
        return Variable(f"#{len(holes) - 1}", where=expression.where, type=expression.type)

    shape = [rewritten(each, change) for each in row]
    return shape, tuple(holes)
