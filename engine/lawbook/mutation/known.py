"""What is known of a policy version before any mutant of it is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from lawbook.mutation.anew import Ground, Standing
from lawbook.mutation.candidates import Candidates
from lawbook.mutation.trying import Memory


@dataclass(frozen=True, slots=True)
class Known:
    """The facts already decided on, which are starting points, and the values worth trying."""

    ground: Ground
    bases: Sequence[Standing]
    candidates: Candidates
    memory: Memory


def known_of(ground: Ground, bases: Sequence[Standing]) -> Known:
    """Begin to look for examples with *bases* as starting points."""
    return Known(ground, bases, Candidates(ground), Memory())
