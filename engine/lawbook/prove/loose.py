"""What stands in for what is hard to reason about, or cannot be put into formulas at all."""

from typing import TypeAlias

import z3

from lawbook.model import core
from lawbook.model.types import Type
from lawbook.model.walking import every_part
from lawbook.model.working_days import WorkingDays
from lawbook.prove.facts import made
from lawbook.prove.symbols import Symbol, both

Said: TypeAlias = tuple[str, tuple[WorkingDays, ...]]
_BY_CALENDAR = (core.IsWorkingDay, core.AddWorkingDays, core.WorkingDaysBetween)


class Loose:
    """Stands in for what is hard: anything at all, but the same for the same operands.

    What is proved with it holds of whatever it stands for; what is not may still hold.
    """

    def __init__(self) -> None:
        self.bounds: list[z3.BoolRef] = []
        self._count = 0
        self._made: dict[tuple[Said, tuple[int, ...]], Symbol] = {}
        self._standing: dict[tuple[object, Said, Type], Symbol] = {}
        self._kept: list[z3.AstRef] = []

    def anything(self, expression: core.Expression, operands: list[Symbol]) -> Symbol:
        """Give what may be anything of the type of *expression*; known only where every operand is."""
        asts = [part for operand in operands for part in (operand.known, operand.value) if isinstance(part, z3.AstRef)]
        key = (_said(expression), tuple(part.get_id() for part in asts))
        if key not in self._made:
            self._kept += asts
            free = made(expression.type, f"any!{len(self._made)}", optional=True)
            self.bounds += free.bounds
            self._made[key] = Symbol(both(free.symbol.known, *(operand.known for operand in operands)), free.symbol.value)
        return self._made[key]

    def standing_for(self, expression: core.Expression, owner: object) -> Symbol:
        """Give what may be anything of the type of *expression*, the same in all worlds of *owner*."""
        key = (owner, _said(expression), expression.type)
        if key not in self._standing:
            self._standing[key] = self.whatever(expression.type)
        return self._standing[key]

    def whatever(self, type_: Type, *, optional: bool = True) -> Symbol:
        """Give what may be anything of *type_* and is like nothing else, unknown too where *optional*; raises NotExpressible where there is no such."""
        free = made(type_, f"whatever!{self._count}", optional=optional)
        self._count += 1
        self.bounds += free.bounds
        return free.symbol


def _said(expression: core.Expression) -> Said:
    # What a node prints of a calendar is its name: two of one name may have other days.
    return repr(expression), tuple(part.working for part in every_part(expression) if isinstance(part, _BY_CALENDAR))
