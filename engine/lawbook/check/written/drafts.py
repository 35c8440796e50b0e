"""Decisions as read from a document, their expressions parsed but neither named nor typed yet."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lawbook.check.declared.declarations import Declarations
from lawbook.check.declared.label_types import TypeRead
from lawbook.check.law.citations import Law, Span
from lawbook.model.core import Aggregation, HitPolicy
from lawbook.model.policy import Notices, Policy, Words
from lawbook.model.types import Type
from lawbook.problems import Problems, Where
from lawbook.read.document import Node, Scalar
from lawbook.read.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the decisions of one policy version while they are read.

    *files* has the text of the row files by path, *folder* is the policy's own. *others* are the policies whose decisions may be
    taken, of those that can be used. *ids* collects where each id stands, *reasons* and *obligations* the codes that are given.
    """

    visible: Declarations
    law: Law
    span: Span | None
    files: Mapping[str, str]
    folder: str
    problems: Problems
    others: Mapping[str, Policy] = field(default_factory=dict)
    ids: dict[str, Where] = field(default_factory=dict)
    reasons: set[str] = field(default_factory=set)
    obligations: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Written:
    """An expression as parsed, with the scalar it stands in."""

    syntax: Syntax
    scalar: Scalar


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a row or rule gives and rests on besides its outcome; *cites* is None where nothing was said."""

    reason: str | None = None
    obliges: tuple[str, ...] = ()
    cites: tuple[str, ...] | None = None
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnlessDraft:
    """A named exception."""

    id: str
    when: Written
    exceptions: "tuple[UnlessDraft, ...]"
    cites: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A row of a table, or a rule; its cells and outputs are parsed when the types of their columns are known.

    *known_only*: where it is not known whether *when* holds, it does not.
    """

    id: str
    cells: tuple[Scalar, ...]
    outputs: tuple[Scalar, ...]
    grounds: Grounds
    where: Where
    when: Written | None = None
    exceptions: tuple[UnlessDraft, ...] = ()
    known_only: bool = False


RowDrafts: TypeAlias = tuple[RowDraft, ...] | deque[RowDraft]
"""Rows as read; those of a file are taken out as they are made, since a large table would otherwise stand in memory twice."""
Rows: TypeAlias = tuple[RowDrafts, bool]
"""The rows that could be read, and whether all could."""


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table, or rules; *open* when its author says `otherwise: unknown`.

    *broken*: parts of it could not be read (an input that could not is None), and only what is left is looked at, for more problems.
    """

    hit: HitPolicy
    aggregation: Aggregation | None
    inputs: tuple[Written | None, ...]
    rows: RowDrafts
    otherwise: RowDraft | None
    open: bool
    kind: Literal["table", "rules", "bins"]
    broken: bool
    where: Where


@dataclass(frozen=True, slots=True)
class BinDraft:
    """One bin of a characteristic."""

    cell: Scalar
    points: int


@dataclass(frozen=True, slots=True)
class CharacteristicDraft:
    """One line of a scorecard."""

    name: str
    title: Words | None
    of: Written
    bins: tuple[BinDraft, ...]
    unknown: BinDraft | None
    reason: str | None
    cites: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class ScorecardDraft:
    """A scorecard; *when* and *at_most* say which reasons it gives."""

    base: int
    characteristics: tuple[CharacteristicDraft, ...]
    when: Written | None
    at_most: int
    grounds: Grounds
    where: Where


@dataclass(frozen=True, slots=True)
class TakenDraft:
    """A decision of another policy, by the *name* the core has for it."""

    name: str
    type: Type
    nullable: bool
    where: Where


@dataclass(frozen=True, slots=True)
class GateDraft:
    """What excludes a candidate."""

    id: str
    title: Words | None
    when: Written
    grounds: Grounds
    where: Where


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """One thing that candidates are ordered by."""

    of: Written
    descending: bool


@dataclass(frozen=True, slots=True)
class RankDraft:
    """A ranking of the list *of*, each candidate called *variable* while it is looked at.

    *broken*: some gates or orders could not be read, and only what is left is looked at, for more problems.
    """

    of: Written
    variable: str
    key: Written
    gates: tuple[GateDraft, ...]
    by: tuple[OrderDraft, ...]
    broken: bool
    where: Where
    variable_where: Where


Body: TypeAlias = Written | TableDraft | ScorecardDraft | RankDraft | TakenDraft


@dataclass(frozen=True, slots=True)
class OutputDraft:
    """One result: the decision itself, or one of the several outputs of its table."""

    name: str
    read: TypeRead
    title: Words
    unit: Words | None
    fallback: Node | None
    notice: Notices
    where: Where


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A decision; *body* is None when it could not be read, though its type could."""

    key: str
    title: Words
    outputs: tuple[OutputDraft, ...]
    several: bool
    body: Body | None
    grounds: Grounds
    where: Where

    def names(self) -> Iterator[str]:
        """Give the names that it decides."""
        if self.several:
            yield self.key
        for output in self.outputs:
            yield output.name
