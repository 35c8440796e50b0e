"""A checked policy: vocabulary, dated parameters and the decisions in an order in which they can be made."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lawbook.model.core import Expression, Table
from lawbook.model.types import Type
from lawbook.model.values import Known, Unknown
from lawbook.model.working_days import WorkingDays
from lawbook.problems import Where


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in English and in Chinese."""

    en: str
    zh: str

    def told(self, lang: str) -> str:
        """Give the text in *lang*, `zh` or `en`."""
        return self.zh if lang == "zh" else self.en


Mutability: TypeAlias = Literal["customer", "never", "other"]
Way: TypeAlias = Literal["up", "down"]
Notices: TypeAlias = tuple[tuple[str, Words], ...]
"""A sentence of a notice for each value that is told; the key "" stands for whatever the value is."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a fact needs to be looked at: that another *fact* is true, or where there is a *purpose*, that it is among those of that fact."""

    fact: str
    purpose: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """What a field of a list of records is called, its unit, and the *titles* of its labels.

    Policies from before fields had titles are still read: theirs are called by their names.
    """

    name: str
    given: Words | None = None
    unit: Words | None = None
    titles: tuple[tuple[str, Words], ...] = ()

    @property
    def title(self) -> Words:
        """The title that was given, else the name."""
        return Words(self.name, self.name) if self.given is None else self.given


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a caller may post.

    *order* is its place among the declarations. *titles* names the labels of a one-of, *fields* the fields of a list of records. *changes*: whether the customer can change
    it (`customer`; by *way* only upwards, or only downwards, where that is given), nobody may be told to (`never`), or it changes
    by itself (`other`). *personal*: names or describes a person. *consent*: it may be posted only with that.
    """

    name: str
    type: Type
    optional: bool
    title: Words
    order: int
    unit: Words | None = None
    titles: tuple[tuple[str, Words], ...] = ()
    fields: tuple[FieldWords, ...] = ()
    changes: Mutability = "other"
    way: Way | None = None
    personal: bool = False
    subject: bool = False
    consent: Consent | None = None
    used: bool = True
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that changes on given days.

    *series* maps the key (None, or a label of the one-of fact *by*) to its (first day number, value) pairs, oldest first; the value
    None means: from this day on there is none. Beyond *verified_through* (a day number) the last value holds with a note
    (*after* = `hold`) or is unknown. *bound*: whether a greater value is looser (`at_most`, as of a cap) or a lesser one (`at_least`).
    """

    name: str
    type: Type
    title: Words
    series: tuple[tuple[str | None, tuple[tuple[int, Known | None], ...]], ...]
    order: int
    unit: Words | None = None
    by: str | None = None
    dated_by: str | None = None
    verified_through: int | None = None
    after: Literal["hold", "unknown"] = "hold"
    bound: Literal["at_most", "at_least"] | None = None
    cites: tuple[str, ...] = ()
    owner: str | None = None
    review_by: int | None = None
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off, from *first* to *last* (day numbers, both included), and the days on which they are worked for instead."""

    title: Words
    first: int
    last: int
    workdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A calendar of working days: every day is one but the weekly days of rest (Monday 1 to Sunday 7) and the holidays.

    *working* is what comes of that for the days it covers; of the others nothing is known. *verified* (a day number) is when
    somebody last compared it with its *source*.
    """

    name: str
    title: Words
    working: WorkingDays
    rest_days: tuple[int, ...]
    holidays: tuple[Holiday, ...]
    source: str
    verified: int
    order: int
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason code with its text; *rank* orders reasons of equal severity, lowest first.

    *notice* is what the person concerned is told, *text* itself unless given. Of an *internal* reason that is all they are told, and
    it gives nothing away of what was looked at.
    """

    code: str
    text: Words
    rank: int
    notice: Words | None = None
    internal: bool = False
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What the caller must now do or record; *notice* is what it means for the person concerned, where they are told of it."""

    code: str
    text: Words
    notice: Words | None = None
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """One line of a scorecard, elaborated into the internal decision *decision* that holds its points.

    Points lost are *best* minus the points got; they rank the reason.
    """

    decision: str
    reason: str
    best: int
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReasons:
    """When and how many reasons a scorecard gives.

    The characteristics that lost points, most first, ties in order of declaration, at most *at_most*, given while *when* is true.
    """

    decision: str
    characteristics: tuple[Characteristic, ...]
    when: Expression
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One named result.

    *fallback* is published in place of an unknown (None: the decision cannot be unknown; Unknown(()): the unknown is published).
    *order* is its place among the declarations, for causes. *nullable* tells whether it can be unknown at all. *written* is a
    formula as its author wrote it. *origin* is the policy that a decision is taken from which is not the policy's own: such a one
    is made, and neither counts among what fired nor gives reasons. *notice* says what is published in a sentence to the person
    concerned.
    """

    name: str
    type: Type
    title: Words
    body: "Expression | Table"
    order: int
    published: bool
    nullable: bool
    fallback: Known | Unknown | None = None
    titles: tuple[tuple[str, Words], ...] = ()
    unit: Words | None = None
    reason: str | None = None
    cites: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    internal: bool = False
    notice: Notices = ()
    written: str | None = field(default=None, compare=False, repr=False)
    origin: str | None = None
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedVersion:
    """A version of another policy some of whose decisions a policy uses; *content_hash* names it."""

    policy: str
    version: int
    title: Words
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Always:
    """An invariant: *holds* is true of every decision's published outcome."""

    id: str
    holds: Expression
    cites: tuple[str, ...]
    title: Words | None = None
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Implies:
    """An invariant: wherever *when* is not known to be false, *then* is true; both of every decision's published outcome."""

    id: str
    when: Expression
    then: Expression
    cites: tuple[str, ...]
    title: Words | None = None
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverChanges:
    """An invariant: no change of the fact *with_fact* alone changes the published *outcome*."""

    id: str
    outcome: str
    with_fact: str
    cites: tuple[str, ...]
    title: Words | None = None
    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Monotone:
    """An invariant: the published *of* never falls (never rises, if *falling*) while the fact *in_fact* alone grows."""

    id: str
    of: str
    in_fact: str
    falling: bool
    cites: tuple[str, ...]
    title: Words | None = None
    where: Where = field(compare=False, repr=False)


Invariant: TypeAlias = Always | Implies | NeverChanges | Monotone


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of a policy, checked: whatever back end runs it, only the listed causes of an unknown can arise.

    *decisions* stand in an order in which each needs only those before it. *effective* and *until* are day numbers: in force from
    *effective* to the day before *until* (None: no end known). *told_parameters* are those that only texts speak of, *rights* the
    obligations that every notice ends with. *content_hash* names the version, *meaning_hash* what it decides.

    A policy that uses decisions of others has those decisions among its own, under names such as `dunning-tier.stage`. Which versions
    of the others are meant is said by *others*, and for which days by *stretch* (its first day, and the day after its last).
    *later* has the same version for the later stretches of its days, on which other versions of the others are in force.
    """

    name: str
    version: int
    title: Words
    summary: Words | None
    effective: int
    until: int | None
    owner: str
    review_by: int
    facts: tuple[Fact, ...]
    parameters: tuple[Parameter, ...]
    reasons: tuple[Reason, ...]
    obligations: tuple[Obligation, ...]
    decisions: tuple[Decision, ...]
    outputs: tuple[str, ...]
    score_reasons: tuple[ScoreReasons, ...]
    invariants: tuple[Invariant, ...]
    uses: tuple[str, ...]
    told_parameters: tuple[Parameter, ...] = ()
    rights: tuple[Obligation, ...] = ()
    content_hash: str
    meaning_hash: str
    calendars: tuple[Calendar, ...] = ()
    others: tuple[UsedVersion, ...] = ()
    stretch: tuple[int, int | None] | None = None
    later: "tuple[Policy, ...]" = ()
    where: Where = field(compare=False, repr=False)


def on_day(policy: Policy, day: int) -> Policy | None:
    """Give *policy* as it is on the day number *day*, with the versions of other policies that are in force then."""
    for form in (policy, *policy.later):
        if form.stretch is None or (form.stretch[0] <= day and (form.stretch[1] is None or day < form.stretch[1])):
            return form
    return None
