"""The one door to z3: what holds is put in, and what comes out is sat, unsat, or unknown with its reason."""

from collections.abc import Sequence
from typing import Literal

import z3

Outcome = Literal["sat", "unsat", "unknown"]

EFFORTS = (250_000, 500_000, 1_000_000, 2_000_000, 4_000_000)
"""How far the plain solver goes (in steps as it counts them) before it begins anew with another seed.

Where one seed leads nowhere for long another often gets there at once. What is left after the last goes to the solver that first looks
for what kind of question it is: that alone takes half a second, and all that most questions need is some hundredths.
"""


class Solver:
    """Formulas that hold together, to be asked whether they can, for at most about *seconds* a question."""

    def __init__(self, held: Sequence[z3.BoolRef], seconds: float) -> None:
        self._held = list(held)
        self._seconds = seconds
        self._effort = 0
        self._solver = self._begun()

    def check(self, *also: z3.BoolRef) -> Outcome:
        """Say whether all that is held, and *also* this, can hold together."""
        while (found := self._solver.check(*also)) == z3.unknown and self._effort < len(EFFORTS):
            self._effort += 1
            self._solver = self._begun()
        if found == z3.sat:
            return "sat"
        return "unsat" if found == z3.unsat else "unknown"

    def hold(self, more: z3.BoolRef) -> None:
        """Hold *more* from now on."""
        self._held.append(more)
        self._solver.add(more)

    def limit(self, seconds: float) -> None:
        """Give each question from now on at most about *seconds*."""
        self._seconds = seconds
        self._solver.set("timeout", self._milliseconds)

    def _begun(self) -> z3.Solver:
        # Fixed seeds, and efforts that are counted: the same question always gets the same answer.
        solver = z3.Solver() if self._effort == len(EFFORTS) else z3.SimpleSolver()
        solver.set("random_seed", 7 + self._effort)
        if self._effort < len(EFFORTS):
            solver.set("rlimit", EFFORTS[self._effort])
        solver.set("timeout", self._milliseconds)
        solver.add(*self._held)
        return solver

    @property
    def _milliseconds(self) -> int:
        # Half of the time is for the last.
        share = 2 if self._effort == len(EFFORTS) else 2 * len(EFFORTS)
        return max(1, int(self._seconds * 1000 / share))

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
