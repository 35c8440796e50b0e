"""What comes of a question about a policy: proved, a counterexample that was replayed, or not known and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lawbook.model.policy import Invariant, Policy
from lawbook.model.values import Value


@dataclass(frozen=True, slots=True)
class Request:
    """Facts, one value for each that the policy declares, and the day they are decided for."""

    facts: Mapping[str, Value]
    day: int


@dataclass(frozen=True, slots=True)
class Proved:
    """It holds for every input and every day asked about. *vacuous* says why it holds of nothing in particular, where it does."""

    vacuous: str | None = None


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one invariant of a policy."""

    policy: Policy
    invariant: Invariant
    verdict: Verdict
