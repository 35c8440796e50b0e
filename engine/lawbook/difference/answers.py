"""What comes of comparing a decision of two versions: alike, differences with their witnesses, or not known and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lawbook.bounds.values import Bounds
from lawbook.difference.joints import FactChange, Joint
from lawbook.difference.turns import Turn
from lawbook.model.policy import Decision, Policy
from lawbook.model.values import Value
from lawbook.witness.ground import Outcome

Why: TypeAlias = Literal["time", "not-expressible", "not-settled", "other-type", "too-many"]
State: TypeAlias = Literal["alike", "proved", "differs", "unknown"]


@dataclass(frozen=True, slots=True)
class Witness:
    """Inputs on which a decision turns out otherwise, as plain as they could be made; the interpreter was asked on both sides.

    *region* says within which bounds inputs may move, all at once, without the turn being another: proved; the others may be anything.
    None where that could not be shown.
    """

    turn: Turn
    values: Mapping[str, Value]
    before: Outcome
    after: Outcome
    region: Mapping[str, Bounds] | None


@dataclass(frozen=True, slots=True)
class NotSettled:
    """Why more cannot be said; *what* names it, *turns* are those that may or may not be."""

    why: Why
    what: str
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of one decision, *was* before.

    *state*: `alike` (word for word), `proved` (equal for every input), `differs` (there is a witness), or `unknown`. There are no other turns than
    those witnessed unless *trouble* says so. *all_rows*: whatever is decided otherwise is so by one of the sets of rows witnessed. *follows* names the
    decisions by which alone it differs, itself being worded as before.
    """

    decision: Decision
    was: Decision
    state: State
    witnesses: tuple[Witness, ...] = ()
    all_rows: bool = False
    trouble: NotSettled | None = None
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions compared: *days* are those they are compared on. *added* and *removed* are decisions that only one publishes."""

    before: Policy
    after: Policy
    days: tuple[int, int]
    joints: tuple[Joint, ...]
    facts: tuple[FactChange, ...]
    added: tuple[Decision, ...]
    removed: tuple[Decision, ...]
    compared: tuple[Compared, ...]
