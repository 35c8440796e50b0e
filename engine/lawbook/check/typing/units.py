"""What numbers count, and what their sums, products and quotients count."""

from dataclasses import dataclass

from lawbook.check.words.told import told_unit
from lawbook.model.types import NumberKind, NumberType, Type

_WIDENING: tuple[NumberKind, ...] = ("integer", "decimal", "ratio")


@dataclass(frozen=True, slots=True)
class Unit:
    """The kind of a number and, for money, its currency. Integers, decimals and ratios are *plain*: they count nothing."""

    kind: NumberKind
    currency: str | None = None

    @property
    def plain(self) -> bool:
        """Whether the number counts nothing."""
        return self.kind in _WIDENING

    def __str__(self) -> str:
        return told_unit(self.kind, self.currency)


INTEGER, DECIMAL, RATIO = Unit("integer"), Unit("decimal"), Unit("ratio")
DAYS, MONTHS = Unit("days"), Unit("months")


def unit_of(type_: NumberType) -> Unit:
    """Give the unit of a number."""
    return Unit(type_.kind, type_.currency)


def is_whole(type_: Type) -> bool:
    """Tell whether values of a type are integers that count nothing."""
    return isinstance(type_, NumberType) and unit_of(type_).plain and type_.scale == 0


def alike(left: Unit, right: Unit) -> Unit | None:
    """Give the unit of what can be either *left* or *right* (a sum, a least), or None where they cannot be mixed."""
    if left.plain and right.plain:
        return max(left, right, key=lambda unit: _WIDENING.index(unit.kind))
    return left if left == right else None


def product(left: Unit, right: Unit) -> Unit | None:
    """Give the unit of a product, or None where there is no such unit."""
    if left.plain:
        return alike(left, right) if right.plain else right
    return left if right.plain else None


def quotient(left: Unit, right: Unit) -> Unit | None:
    """Give the unit of a quotient, or None where there is no such unit."""
    if right.plain:
        return (alike(left, right) if RATIO in {left, right} else DECIMAL) if left.plain else left
    return RATIO if left == right else None
