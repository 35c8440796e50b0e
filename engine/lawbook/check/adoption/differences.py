"""What can be said of one difference between a policy and the version it was adopted from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lawbook.model.law import INTERNAL, Citation
from lawbook.model.policy import Policy
from lawbook.problems import Where

Hold: TypeAlias = Literal["hard", "soft", "none"]
"""How strongly something is held: it rests on law, on a standard, self-discipline or practice, or on nothing but its owner."""
Finding: TypeAlias = Literal["looser", "not told"]
GONE = "gone"
"""How something reads that is not there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is looser than in the base, or of which that cannot be told.

    *of* names what differs, *reading* how it reads now. *upstream* says how the base has it, and where. For a parameter *day* and
    *key* name the first value that differs.
    """

    of: str
    finding: Finding
    hold: Hold
    message: str
    where: Where
    upstream: str
    reading: str
    day: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The version that a policy was adopted from, the policy itself, and the law as the base has it."""

    base: Policy
    own: Policy
    law: Mapping[str, Citation]

    @property
    def both(self) -> tuple[Policy, Policy]:
        """The base, then the policy."""
        return self.base, self.own

    def hold(self, cites: Iterable[str]) -> Hold:
        """Tell how strongly what cites *cites* is held."""
        rows = [self.law[id_] for id_ in cites if id_ != INTERNAL and id_ in self.law]
        return "hard" if any(row.binds for row in rows) else "soft" if rows else "none"

    def rests_on(self, cites: Iterable[str]) -> str:
        """Say what *cites* name of the law, the hard rows before the soft."""
        rows = sorted((self.law[id_] for id_ in cites if id_ in self.law), key=lambda row: not row.binds)
        return " and ".join(f"`{row.id}`" for row in rows)


def strongest(holds: Iterable[Hold]) -> Hold:
    """Give the strongest of *holds*."""
    found = set(holds)
    return "hard" if "hard" in found else "soft" if "soft" in found else "none"
