"""What cases are made for: a side of a boundary, or a condition that comes out in one way while it alone decides on its row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import z3

from lawbook.cover.boundaries import Boundary, boundaries_of
from lawbook.cover.conditions import atoms, conditions_of
from lawbook.cover.values import PossibleValues
from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.model import core
from lawbook.model.core import Expression, Row, Table
from lawbook.model.policy import Policy
from lawbook.model.types import DAY_SECONDS, BooleanType
from lawbook.model.walking import rewritten, with_input
from lawbook.prove.expressions import Around, expressed
from lawbook.prove.symbols import FALSE, both, either, number
from lawbook.prove.truths import is_false, is_true

Kind: TypeAlias = Literal["boundary", "mcdc"]


@dataclass(frozen=True, slots=True)
class Side:
    """The side number *side* of a boundary is seen."""

    boundary: Boundary
    side: int

    @property
    def decision(self) -> str:
        """The decision that asks."""
        return self.boundary.decision

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows that ask."""
        return self.boundary.rows

    def is_reached(self, setting: Setting) -> bool:
        """Tell whether the interpreter sees it."""
        left, right = evaluate(self.boundary.left, setting), evaluate(self.boundary.right, setting)
        return isinstance(left, int) and isinstance(right, int) and self.boundary.is_seen(self.side, left - right)

    def formula(self, around: Around) -> z3.BoolRef:
        """Say that it is seen."""
        left, right = expressed(self.boundary.left, around), expressed(self.boundary.right, around)
        if z3.is_false(left.known) or z3.is_false(right.known):
            return FALSE
        away, boundary = number(left) - number(right), self.boundary
        side = boundary.sides[self.side]
        if boundary.around:
            seen = (away - side) % DAY_SECONDS == 0
        elif boundary.width == 0:
            seen = away == side
        elif side <= boundary.at:
            seen = both(away > boundary.at - boundary.width, away <= boundary.at)
        else:
            seen = both(away > boundary.at, away <= boundary.at + boundary.width)
        return both(left.known, right.known, seen)


@dataclass(frozen=True, slots=True)
class Decides:
    """The condition *atom* of a row comes out *comes_out*, and *if_true* and *if_false*, the row with it put so, do not come out the same."""

    decision: str
    row: str
    atom: Expression
    comes_out: bool
    if_true: Expression
    if_false: Expression

    @property
    def rows(self) -> tuple[str, ...]:
        """The row that asks."""
        return (self.row,)

    def is_reached(self, setting: Setting) -> bool:
        """Tell whether the interpreter sees it."""
        ends = evaluate(self.if_true, setting), evaluate(self.if_false, setting)
        return evaluate(self.atom, setting) is self.comes_out and ends in {(True, False), (False, True)}

    def formula(self, around: Around) -> z3.BoolRef:
        """Say that it is so."""
        atom, yes, no = (expressed(each, around) for each in (self.atom, self.if_true, self.if_false))
        matters = either(both(is_true(yes), is_false(no)), both(is_false(yes), is_true(no)))
        return both(is_true(atom) if self.comes_out else is_false(atom), matters)


Aim: TypeAlias = Side | Decides


def aims_of(policy: Policy, kind: Kind) -> tuple[Aim, ...]:
    """Give everything that cases of *kind* are to show of *policy*; what other policies decide is shown by theirs."""
    if kind == "mcdc":
        return tuple(_deciding(policy))
    boundaries = boundaries_of(conditions_of(policy), PossibleValues(policy))
    return tuple(Side(boundary, side) for boundary in boundaries for side in range(len(boundary.sides)))


def _deciding(policy: Policy) -> Iterator[Decides]:
    for decision in policy.decisions:
        if isinstance(decision.body, Table) and decision.origin is None:
            for row in decision.body.rows:
                yield from _of_row(decision.name, decision.body, row)


def _of_row(decision: str, table: Table, row: Row) -> Iterator[Decides]:
    cells = [with_input(cell, of) for cell, of in zip(row.cells, table.inputs, strict=False) if cell is not None]
    parts = tuple(cells if row.condition is None else [*cells, row.condition])
    if not parts:
        return
    whole = core.All(parts, where=row.where, type=BooleanType())
    for atom in dict.fromkeys(found for part in parts for found in atoms(part)):
        if not isinstance(atom, core.Constant):
            ends = [_with(whole, atom, truth) for truth in (True, False)]
            for comes_out in (True, False):
                yield Decides(decision, row.id, atom, comes_out, ends[0], ends[1])


def _with(whole: Expression, atom: Expression, truth: bool) -> Expression:  # noqa: FBT001 - it is a value
    put = core.Constant(truth, where=atom.where, type=BooleanType())
    return rewritten(whole, lambda part: put if part == atom else part)
