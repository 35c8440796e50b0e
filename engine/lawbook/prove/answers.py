"""What comes of a question about a policy: proved, a counterexample that was replayed, or not known and why."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lawbook.evaluate.promises import Request


@dataclass(frozen=True, slots=True)
class Empty:
    """Why something holds of nothing in particular.

    There is no input at all, the outcome does not look at the fact, what is assumed never comes true, or of several alternatives
    one always holds by itself: *which*, of *of*.
    """

    why: Literal["no-input", "not-looked-at", "never-assumed", "alternative-holds"]
    which: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Proved:
    """It holds for every input and every day asked about. *vacuous* says why it holds of nothing in particular, where it does."""

    vacuous: Empty | None = None


@dataclass(frozen=True, slots=True)
class Counterexample:
    """It does not hold: the interpreter, asked for *one* (and *other*, where two are compared), says so."""

    one: Request
    other: Request | None = None


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Nothing can be said: *why* names what ran out, or what cannot be put into formulas."""

    why: Literal["time", "not-expressible", "not-settled"]
    what: str


Verdict: TypeAlias = Proved | Counterexample | NotKnown
