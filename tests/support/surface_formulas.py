"""Random expressions as text, typed so that most of them check: what a formula is, and the pen that writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeAlias, assert_never

from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberKind,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)

CHOICE, OR, AND, COMPARISON, SUM, PRODUCT, POWER, SIGNED, ATOM = range(9)
"""How tightly an expression binds, loosest first."""
TRUTH = BooleanType()
EVERY_DAY = DateType(693_596, 803_168)
ANY_DAY = DateType(1, 3_652_059)


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression: its text, about what type it has, how tightly it binds, and whether it is made of literals only."""

    text: str
    type: Type
    level: int = ATOM
    literal: bool = False

    def at(self, level: int) -> str:
        """Give the text where something that binds at *level* is needed."""
        return self.text if self.level >= level else f"({self.text})"


Group: TypeAlias = str
"""What can stand for one another: `plain`, `money CNY`, `days`, `months`, `date`, `time`, `moment`, `truth`, `text`, `labels A B`, `set A B`."""
PLAIN_KINDS = frozenset({"integer", "decimal", "ratio"})
_GROUPS: dict[type[Type], Group] = {DateType: "date", TimeType: "time", MomentType: "moment", BooleanType: "truth", TextType: "text"}


def group_of(type_: Type) -> Group:
    """Give the group of values of a type."""
    match type_:
        case NumberType(kind="money", currency=currency):
            return f"money {currency}"
        case NumberType(kind=kind):
            return "plain" if kind in PLAIN_KINDS else kind
        case DateType() | TimeType() | MomentType() | BooleanType() | TextType():
            return _GROUPS[type(type_)]
        case OneOfType(labels=labels):
            return f"labels {'|'.join(labels)}"
        case SetType(of=OneOfType(labels=labels)):
            return f"set {'|'.join(labels)}"
        case ListType() | RecordType():
            return "list"
        case _:
            assert_never(type_)


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro: its name, the groups it is given and what it comes to (a quotient, where that waits for its rounding)."""

    name: str
    given: tuple[Group, ...]
    result: Type
    quotient: bool = False


@dataclass
class Names:
    """What an expression may name, by group; *lists* are the list facts, with the type of their elements.

    *calendars* are the names of calendars, each with the days it covers.
    """

    formulas: dict[Group, list[Formula]] = field(default_factory=dict)
    lists: list[tuple[str, ListType]] = field(default_factory=list)
    macros: list[Macro] = field(default_factory=list)
    calendars: list[tuple[str, DateType]] = field(default_factory=list)

    def add(self, formula: Formula) -> None:
        """Let expressions use *formula*."""
        if isinstance(formula.type, ListType):
            self.lists.append((formula.text, formula.type))
        else:
            self.formulas.setdefault(group_of(formula.type), []).append(formula)

    def beside(self, more: list[Formula]) -> "Names":
        """Give these names with *more*, which hide others of the same text."""
        hidden = {formula.text for formula in more}
        kept = {group: [formula for formula in formulas if formula.text not in hidden] for group, formulas in self.formulas.items()}
        names = Names(kept, [each for each in self.lists if each[0] not in hidden], self.macros, self.calendars)
        for formula in more:
            names.add(formula)
        return names


Writer: TypeAlias = Callable[["Pen", Type, int], Formula]
"""Writes a formula of about the given type, nested to a depth."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes formulas by *random* with *names*; *writers* has one for each kind of group. *element* counts bound variables."""

    random: Random
    names: Names
    writers: Mapping[str, Writer]
    element: int = 0

    def chance(self, often: int, of: int) -> bool:
        """Be true *often* out of *of* times; what is usual is false."""
        return self.random.randrange(of) >= of - often

    def write(self, type_: Type, depth: int) -> Formula:
        """Write a formula of about the type *type_*."""
        return self.writers[group_of(type_).partition(" ")[0]](self, type_, depth)

    def truth(self, depth: int) -> Formula:
        """Write a condition."""
        return self.write(TRUTH, depth)

    def named(self, group: Group) -> list[Formula]:
        """Give the names of a group."""
        return self.names.formulas.get(group, [])

    def among(self, formulas: list[Formula]) -> Formula:
        """Choose one."""
        return self.random.choice(formulas)

    def inside(self, more: list[Formula]) -> "Pen":
        """Give the pen for what stands within a filter or after `satisfies`, where *more* has a meaning."""
        return replace(self, names=self.names.beside(more), element=self.element + 1)


def number(kind: NumberKind, scale: int, low: int, high: int, currency: str | None = None) -> NumberType:
    """Give the type of a number between *low* and *high*, counted in units of its scale."""
    return NumberType(kind, scale, low, high, currency)


def choose(pen: Pen, type_: Type, depth: int) -> Formula | None:
    """Write a choice between two formulas of a type, now and then."""
    if not pen.chance(1, 6):
        return None
    then, otherwise = pen.write(type_, depth - 1), pen.write(type_, depth - 1)
    condition = pen.truth(depth - 1)
    text = f"if {condition.at(OR)} then {then.text} else {otherwise.text}"
    return Formula(text, either(then.type, otherwise.type), CHOICE, then.literal and otherwise.literal)


def either(one: Type, other: Type) -> Type:
    """Give the type of what is one of two values."""
    match one, other:
        case NumberType(), NumberType():
            low, high, scale = joined_bounds(one, other)
            return replace(wider(one, other), scale=scale, low=low, high=high)
        case DateType(), DateType():
            return DateType(min(one.low, other.low), max(one.high, other.high))
        case TextType(), TextType():
            return TextType(max(one.most, other.most))
        case _:
            return one


def wider(one: NumberType, other: NumberType) -> NumberType:
    """Give the number type of what can be either: integers are decimals, decimals ratios; a literal takes the unit it meets."""
    order = ["integer", "decimal", "ratio", "days", "months", "money"]
    return max(one, other, key=lambda type_: order.index(type_.kind))


def joined_bounds(one: NumberType, other: NumberType) -> tuple[int, int, int]:
    """Give the interval of two numbers together, at the finer of their scales."""
    scale = max(one.scale, other.scale)
    ends = [end * 10 ** (scale - type_.scale) for type_ in (one, other) for end in (type_.low, type_.high)]
    return min(ends), max(ends), scale


def written_number(count: int, scale: int) -> str:
    """Write so many units of 10 ** -*scale*; a sign makes it no atom."""
    digits = str(abs(count)).rjust(scale + 1, "0")
    text = f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits
    return f"-{text}" if count < 0 else text
