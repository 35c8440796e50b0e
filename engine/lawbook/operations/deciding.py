"""Decide on whole files of facts, and count what came of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lawbook.contract.decision import Decision, canonical_json
from lawbook.library import PolicyVersion
from lawbook.model.types import labels_of
from lawbook.model.values import Unknown
from lawbook.operations.columns import ColumnMapping, facts_of
from lawbook.operations.rows import RawRow
from lawbook.operations.telling import problems_to_json
from lawbook.problems import FactsRejected, Problem


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """What came of one row: a decision, or what was wrong with it."""

    row: RawRow
    decision: Decision | None
    problems: tuple[Problem, ...]


def decide_rows(version: PolicyVersion, rows: Iterable[RawRow], mapping: ColumnMapping) -> Iterator[DecidedRow]:
    """Decide on each row; one with bad facts is told as such, and the others go on."""
    types = {fact.name: fact.type for fact in version.policy.facts}
    for row in rows:
        if row.trouble:
            yield DecidedRow(row, None, row.trouble)
            continue
        try:
            yield DecidedRow(row, version.decide(facts_of(row.values, mapping, types)), ())
        except FactsRejected as rejection:
            yield DecidedRow(row, None, rejection.problems)


@dataclass(slots=True)
class Range:
    """The least and the greatest of the numbers seen."""

    least: Decimal | int | None = None
    greatest: Decimal | int | None = None

    def take(self, number: Decimal | int) -> None:
        """See one more."""
        self.least = number if self.least is None else min(self.least, number)
        self.greatest = number if self.greatest is None else max(self.greatest, number)


@dataclass(slots=True)
class Tally:
    """Counts over many decisions: by outcome, by reason, and by outcome within each value of the columns compared.

    *counted* has the labels of each decision whose outcomes are counted, in their order; *measured* are those whose range is kept.
    """

    counted: Mapping[str, tuple[str, ...]]
    measured: tuple[str, ...]
    compare: tuple[str, ...] = ()
    rows: int = 0
    rejected: int = 0
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    compared: dict[tuple[str, str], Counter[tuple[str, str]]] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        """How many rows were decided."""
        return self.rows - self.rejected

    def take(self, decided: DecidedRow) -> None:
        """Count one more row."""
        self.rows += 1
        decision = decided.decision
        if decision is None:
            self.rejected += 1
            return
        self.unknown.update(list(decision.unknowns))
        self.reasons.update(given.code for given in decision.reasons)
        for name in self.counted:
            told = told_label(decision.outcome[name])
            self.outcomes.setdefault(name, Counter())[told] += 1
            for column in self.compare:
                value = str(decided.row.values.get(column, ""))
                self.compared.setdefault((name, column), Counter())[told, value] += 1
        for name in self.measured:
            number = decision.outcome[name]
            if isinstance(number, Decimal | int):
                self.ranges.setdefault(name, Range()).take(number)

    def labels(self, name: str) -> list[str]:
        """Give the outcomes of the decision *name* that were seen, in the order its author gave, unknown last."""
        order = {label: rank for rank, label in enumerate(self.counted[name])}
        return sorted(self.outcomes.get(name, ()), key=lambda label: order.get(label, len(order)))

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        return {
            "rows": self.rows,
            "decided": self.decided,
            "rejected": self.rejected,
            "outcomes": {name: {label: counts[label] for label in self.labels(name)} for name, counts in self.outcomes.items()},
            "ranges": {name: {"least": str(seen.least), "greatest": str(seen.greatest)} for name, seen in self.ranges.items()},
            "unknown": dict(self.unknown.most_common()),
            "reasons": dict(self.reasons.most_common()),
            "compared": [
                {
                    "decision": name,
                    "column": column,
                    "counts": [{"outcome": o, "value": v, "rows": n} for (o, v), n in sorted(counts.items())],
                }
                for (name, column), counts in self.compared.items()
            ],
        }


def told_label(value: object) -> str:
    """Write an outcome as it is counted: its label, true or false, or unknown."""
    match value:
        case bool():
            return "true" if value else "false"
        case Unknown():
            return "unknown"
        case _:
            return str(value)


def empty_tally(version: PolicyVersion, compare: tuple[str, ...]) -> Tally:
    """Begin to count the decisions of *version*: labels and truths are counted, numbers measured."""
    types = {decision.name: decision.type for decision in version.policy.decisions}
    counted = {name: labels for name in version.policy.outputs if (labels := labels_of(types[name]))}
    return Tally(counted, tuple(name for name in version.policy.outputs if name not in counted), compare)


def written_row(row: DecidedRow) -> bytes:
    """Write a row as a line of NDJSON: its decision as canonical bytes, or what was wrong with it."""
    if row.decision is not None:
        return b'{"decision":%b,"row":%d}\n' % (row.decision.to_json(), row.row.number)
    return canonical_json({"problems": problems_to_json(row.problems), "row": row.row.number}) + b"\n"
