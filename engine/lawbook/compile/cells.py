"""Which values of its input a cell accepts on the day compiled for, and what it is for an unknown one."""

from dataclasses import dataclass, replace

from lawbook.compile.constants import Constants
from lawbook.compile.rewriting import rewritten
from lawbook.model.core import All, AnyOf, Constant, Equal, Expression, IsKnown, Less, Not, Variable, Within
from lawbook.model.walking import every_part
from lawbook.regions.cells import INPUT, intervals_over
from lawbook.regions.dimensions import Dimension
from lawbook.regions.interval_sets import IntervalSet


@dataclass(frozen=True, slots=True)
class Accepted:
    """The positions of the known values for which a cell is true, and what it is for an unknown one (None: unknown)."""

    positions: IntervalSet
    unknown: bool | None


def accepted(cell: Expression, dimension: Dimension, constants: Constants) -> Accepted | None:
    """Give what *cell* accepts; None when it looks at more than its input and constants, or in a way that is not followed."""
    positions = intervals_over(cell, dimension)
    if positions is None:
        positions = intervals_over(_for_known(cell, constants), dimension)
    return None if positions is None else Accepted(positions, _when_unknown(cell, dimension, constants))


def _when_unknown(cell: Expression, dimension: Dimension, constants: Constants) -> bool | None:
    match cell:
        case IsKnown(of=Variable(name=name)) if name == INPUT:
            return False
        case Not(of=of):
            truth = _when_unknown(of, dimension, constants)
            return None if truth is None else not truth
        case All(items=items) | AnyOf(items=items):
            truths = [_when_unknown(item, dimension, constants) for item in items]
            # A false one settles what all are, a true one what any is.
            decisive = isinstance(cell, AnyOf)
            return decisive if decisive in truths else None if None in truths else not decisive
        case _ if _compares_input(cell):
            return None
        case _:
            return bool(intervals_over(_with_constants(cell, constants), dimension))


def _compares_input(cell: Expression) -> bool:
    match cell:
        case Within(of=Variable(name=name)) | Equal(left=Variable(name=name)) | Less(left=Variable(name=name)) if name == INPUT:
            return True
        case _:
            return any(isinstance(part, Variable) and part.name == INPUT for part in every_part(cell))


def _for_known(cell: Expression, constants: Constants) -> Expression:
    """Say *cell* for inputs that are known, with parameters as they are on the day."""
    match cell:
        case IsKnown(of=Variable(name=name)) if name == INPUT:
            return Constant(True, where=cell.where, type=cell.type)
        case Not(of=of):
            return replace(cell, of=_for_known(of, constants))
        case All(items=items) | AnyOf(items=items):
            return replace(cell, items=tuple(_for_known(item, constants) for item in items))
        case _:
            return _with_constants(cell, constants)


def _with_constants(expression: Expression, constants: Constants) -> Expression:
    def change(part: Expression) -> Expression | None:
        value = constants.fold(part)
        return None if value is None else Constant(value, where=part.where, type=part.type)

    return rewritten(expression, change)
