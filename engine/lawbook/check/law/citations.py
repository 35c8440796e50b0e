"""What rules and parameters cite: whether the register has it, and whether it is in force while they are."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lawbook.check.words.shapes import Reader, read_scalars
from lawbook.model.law import INTERNAL, Citation
from lawbook.problems import Problems, Where
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Node, Scalar, Sequence

Span: TypeAlias = tuple[int, int | None]
"""The first day, and the day after the last one where there is a last one."""
CITE = f"add `cites:` with rows of the register of law, or `[{INTERNAL}]` for an internal default"
"""The help for something that cites nothing."""


@dataclass(frozen=True, slots=True)
class Law:
    """The rows of all registers (None: one that is there but cannot be used)."""

    rows: Mapping[str, Citation | None]


def read_cites(law: Law, span: Span | None = None) -> Reader[tuple[str, ...]]:
    """Make the reader of a list of citations; with *span*, one of them must be in force on each of its days."""

    def read(node: Node, what: str, problems: Problems) -> tuple[str, ...] | None:
        scalars = read_scalars(node, what, problems)
        if scalars == () and isinstance(node, Sequence) and not node.items:
            problems.add("no-citation", f"{what} cites nothing", node.where, CITE)
        return None if scalars is None else check_citations(scalars, law, span, node.where, problems)

    return read


def check_citations(scalars: tuple[Scalar, ...], law: Law, span: Span | None, where: Where, problems: Problems) -> tuple[str, ...]:
    """Give the citations in *scalars*, after noting those that the register does not have and whether they are in force."""
    known = True
    for scalar in scalars:
        if scalar.text != INTERNAL and scalar.text not in law.rows:
            known = False
            near = did_you_mean(scalar.text, law.rows)
            problems.add("unknown-citation", f"the register of law has no row `{scalar.text}`", scalar.where, near)
    cites = tuple(scalar.text for scalar in scalars)
    if known and cites and span is not None:
        check_in_force(cites, law, span, where, problems)
    return cites


def check_in_force(cites: tuple[str, ...], law: Law, span: Span, where: Where, problems: Problems) -> None:
    """Note when on some day of *span* none of *cites* is in force."""
    rows = [law.rows.get(id_) for id_ in cites]
    if not cites or INTERNAL in cites or None in rows:
        return
    citations = [row for row in rows if row is not None]
    day = _first_uncovered(citations, span)
    if day is None:
        return
    told = " and ".join(f"`{id_}`" for id_ in cites)
    message = f"{told} {'is' if len(cites) == 1 else 'are'} not in force on {_told(day)}, a day of this version"
    problems.add("not-in-force", message, where, "; ".join(_told_span(citation) for citation in citations))


def _first_uncovered(citations: Iterable[Citation], span: Span) -> int | None:
    """Give the first day of *span* on which none is in force."""
    day, end = span
    for citation in sorted(citations, key=lambda c: c.effective):
        if citation.effective > day:
            return day
        if citation.repealed is None or (end is not None and citation.repealed >= end):
            return None
        day = max(day, citation.repealed)
    return day


def _told_span(citation: Citation) -> str:
    ended = f" and was repealed on {_told(citation.repealed)}" if citation.repealed is not None else ""
    return f"`{citation.id}` came into force on {_told(citation.effective)}{ended}"


def _told(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()
