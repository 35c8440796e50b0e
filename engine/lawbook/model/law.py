"""The register of law: what a rule may cite."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lawbook.model.policy import Words
from lawbook.problems import Where

Force: TypeAlias = Literal["L", "R", "N", "S", "A", "P"]
"""Law, regulation, normative document, standard, self-regulatory rule of an association, practice."""
Confidence: TypeAlias = Literal["high", "medium", "unverified"]

INTERNAL = "internal"
"""The citation of an internal default: no law asks for it, an owner answers for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A row of the register: one requirement of one article, in force from *effective* to the day before *repealed* (day numbers).

    *confidence* tells how well it was verified, by *review_by* somebody looks again.
    """

    id: str
    register: str
    instrument: Words
    article: Words
    requirement: Words
    effective: int
    repealed: int | None
    force: Force
    confidence: Confidence
    review_by: int
    source: str | None = None
    note: Words | None = None
    where: Where = field(compare=False, repr=False)

    @property
    def binds(self) -> bool:
        """Whether it is *hard*: law, regulation or normative document, and read in a text. Everything else is *soft*."""
        return self.force in {"L", "R", "N"} and self.confidence != "unverified"
