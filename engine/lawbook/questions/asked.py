"""The questions asked of a version, and what can come of them."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lawbook.evaluate.promises import Request
from lawbook.model.policy import Policy
from lawbook.model.values import Cause, CauseKind
from lawbook.problems import Where
from lawbook.prove.answers import NotKnown

Kind: TypeAlias = Literal["gap", "overlap", "conflict", "failure", "fires", "decides", "matters", "label", "fact"]
"""What a question asks whether there are facts for it.

    gap        no row of the table is hit, though everything it looks at is known
    overlap    two rows of a table are hit of which only one may be
    conflict   two rows are hit that must say the same, and do not
    failure    the decision cannot be known, though everything it looks at is: a division by zero, no value of a parameter, …
    fires      the row is hit
    decides    the row is hit and among those that determine the decision
    matters    without the row something else would come out: another value, or a reason or a duty less
    label      the label comes out
    fact       with another value of this fact alone something else comes out
"""

UNWANTED: frozenset[Kind] = frozenset({"gap", "overlap", "conflict", "failure"})
"""The kinds for which there should be no facts; for all others there should be some."""

OF_DATA: frozenset[CauseKind] = frozenset({"no-parameter-value", "beyond-calendar"})
"""Why something cannot be known where data end: what holds then stands in the policy, so that this is worth a note and no more."""

Weight: TypeAlias = Literal["finding", "note"]
Grade: TypeAlias = Literal["settled", "finding", "note", "unknown"]
Key: TypeAlias = tuple[Kind, str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A row, a decision or a fact by its id, and where it stands."""

    id: str
    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: of the row, the label or the fact *subject* of a *decision* (which is empty for a fact), or of all of that.

    *weight*: what it is when the answer is not the wanted one.
    """

    kind: Kind
    decision: str
    subject: str
    weight: Weight
    where: Where = field(compare=False)

    @property
    def key(self) -> Key:
        """What tells the question from every other one of its version."""
        return self.kind, self.decision, self.subject


@dataclass(frozen=True, slots=True)
class Reached:
    """There are facts for it: the interpreter says so of *one* (and *other*, which differs in the fact asked about).

    *rows* are those that clash, *causes* why the decision cannot be known.
    """

    one: Request
    other: Request | None = None
    rows: tuple[Place, ...] = ()
    causes: tuple[Cause, ...] = ()


Later: TypeAlias = Literal["never", "could", "not-known"]
"""What is known of days after those that were asked about."""


@dataclass(frozen=True, slots=True)
class Never:
    """There are no such facts, whatever is posted and whatever the day; *by* says what showed it.

    *later*: whether there would be some, were the version in force on later days. *rows*: one of these is hit wherever a row is that
    never decides.
    """

    by: Literal["checker", "ranges", "solver"]
    later: Later = "never"
    rows: tuple[Place, ...] = ()


Verdict: TypeAlias = Reached | Never | NotKnown


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question about a version of a policy."""

    policy: Policy = field(repr=False)
    question: Question
    verdict: Verdict

    @property
    def grade(self) -> Grade:
        """Whether it is as it should be, something to mend, something to look at, or not known."""
        if isinstance(self.verdict, NotKnown):
            return "unknown"
        if isinstance(self.verdict, Reached) is not (self.question.kind in UNWANTED):
            return "settled"
        if isinstance(self.verdict, Never) and self.verdict.later != "never":
            return "note"
        of_data = isinstance(self.verdict, Reached) and self.verdict.causes and {cause.kind for cause in self.verdict.causes} <= OF_DATA
        return "note" if of_data else self.question.weight
