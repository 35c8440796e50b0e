"""One change of an expression, and the constants that stand in one."""

from collections.abc import Iterator
from dataclasses import dataclass

from lawbook.model.core import Constant, Expression, Rescale
from lawbook.model.types import BooleanType, OneOfType
from lawbook.mutation.mutants import Operator
from lawbook.mutation.neighbours import beside, holding


@dataclass(frozen=True, slots=True)
class Variant:
    """An expression as it would be: *before* stands in it, *after* would (None: nothing), and then the whole is *whole*."""

    operator: Operator
    before: Expression
    after: Expression | None
    whole: Expression


def unit_of(other: Expression) -> int:
    """Give one unit of what a constant is compared with, counted in the units of the comparison."""
    return int(10**other.by) if isinstance(other, Rescale) else 1


def moved(constant: Constant, unit: int = 1) -> Iterator[Constant]:
    """Give the number, date or time *constant* moved by one unit down and up; nothing of another type."""
    if not isinstance(constant.type, BooleanType | OneOfType) and isinstance(constant.value, int):
        yield from (holding(constant, value) for value in beside(constant.type, constant.value, unit))
