"""The one door to z3: what holds is put in, and what comes out is sat, unsat, or unknown with its reason."""

from collections.abc import Sequence
from typing import Literal

import z3

Outcome = Literal["sat", "unsat", "unknown"]


class Solver:
    """Formulas that hold together, to be asked whether they can, for at most about *seconds* a question."""

    def __init__(self, held: Sequence[z3.BoolRef], seconds: float) -> None:
        self._solver = z3.Solver()
        # A fixed seed: the same question always gets the same answer.
        self._solver.set("random_seed", 7)
        self._solver.set("timeout", max(1, int(seconds * 1000)))
        self._solver.add(*held)

    def check(self, *also: z3.BoolRef) -> Outcome:
        """Say whether all that is held, and *also* this, can hold together."""
        found = self._solver.check(*also)
        if found == z3.sat:
            return "sat"
        return "unsat" if found == z3.unsat else "unknown"

    def hold(self, more: z3.BoolRef) -> None:
        """Hold *more* from now on."""
        self._solver.add(more)

    def limit(self, seconds: float) -> None:
        """Give each question from now on at most about *seconds*."""
        self._solver.set("timeout", max(1, int(seconds * 1000)))

    @property
    def model(self) -> z3.ModelRef:
        """What everything is, after `check` said that it can be so."""
        return self._solver.model()

    def core(self) -> list[z3.BoolRef]:
        """Give which of those that were asked also cannot hold together with what is held, after `check` said so."""
        return list(self._solver.unsat_core())

    @property
    def why(self) -> str:
        """Why the last question was not answered."""
        return str(self._solver.reason_unknown())
