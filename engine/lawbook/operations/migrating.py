"""What a change of version does to a population: each row decided by both, and how many go from which outcome to which."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias, cast

from lawbook.difference.turns import are_comparable
from lawbook.library.library import PolicyVersion
from lawbook.model.policy import Policy
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, SetType, TimeType, Type
from lawbook.model.values import Unknown
from lawbook.operations.columns import ColumnMapping
from lawbook.operations.deciding import DecidedRow, decide_rows, told_label
from lawbook.operations.rows import RawRow

EXAMPLES = 5
"""How many rows are named for each way in which a decision changes."""


Kind: TypeAlias = Literal["labels", "numbers", "time", "sets", "others"]
"""How what a decision comes to is counted."""


@dataclass(slots=True)
class Migration:
    """Where the rows go of one decision: how many from which outcome to which, and the first rows that changed.

    Labels and truths are counted one by one. Numbers are not: *sums* has what they add up to before and after, and rows go from `number` to `more`,
    `less` or `the same`; whatever else there is goes from `value` to `another`, `later`, `earlier` or `the same`. Rows are named by their numbers,
    recorded decisions by their ids.
    """

    decision: str
    kind: Kind
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], list[int | str]] = field(default_factory=dict)
    sums: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))

    @property
    def measured(self) -> bool:
        """Whether it is a number."""
        return self.kind == "numbers"

    def take(self, row: int | str, before: object, after: object) -> None:
        """Count one more row."""
        pair = self._pair(before, after)
        self.counts[pair] += 1
        if self.measured and isinstance(before, Decimal | int) and isinstance(after, Decimal | int):
            self.sums = self.sums[0] + before, self.sums[1] + after
        if not _is_same(pair):
            named = self.examples.setdefault(pair, [])
            if len(named) < EXAMPLES:
                named.append(row)

    def add(self, other: "Migration") -> None:
        """Count what *other* counted of the same decision elsewhere."""
        self.counts.update(other.counts)
        self.sums = self.sums[0] + other.sums[0], self.sums[1] + other.sums[1]
        for pair, named in other.examples.items():
            self.examples[pair] = [*self.examples.get(pair, []), *named][:EXAMPLES]

    def _pair(self, before: object, after: object) -> tuple[str, str]:
        if self.kind == "labels":
            return told_label(before), told_label(after)
        if isinstance(before, Unknown) or isinstance(after, Unknown):
            both = isinstance(before, Unknown) and isinstance(after, Unknown)
            return ("unknown", "unknown") if both else ("unknown", "known") if isinstance(before, Unknown) else ("known", "unknown")
        return "number" if self.measured else "value", self._way(before, after)

    def _way(self, before: object, after: object) -> str:
        if before == after or (self.kind == "sets" and {*cast("tuple[str]", before)} == {*cast("tuple[str]", after)}):
            return "the same"
        if self.measured and isinstance(before, Decimal | int) and isinstance(after, Decimal | int):
            return "more" if after > before else "less"
        if self.kind == "time" and type(before) is type(after):
            return "later" if cast("Any", after) > before else "earlier"
        return "another"

    @property
    def rows(self) -> int:
        """How many rows were decided by both."""
        return self.counts.total()

    @property
    def changed(self) -> int:
        """How many of them are decided otherwise."""
        return sum(count for pair, count in self.counts.items() if not _is_same(pair))


def _is_same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1] or pair[1] == "the same"


@dataclass(slots=True)
class Effect:
    """What became of a file of rows: by decision, and how many rows could not be decided by either side.

    *left_out* names what is not counted: decisions that not both versions publish, or whose values are of another type.
    """

    migrations: tuple[Migration, ...]
    left_out: tuple[str, ...] = ()
    rows: int = 0
    rejected: tuple[int, int] = (0, 0)
    troubles: list[DecidedRow] = field(default_factory=list)


def migrate(
    before: tuple[PolicyVersion, ColumnMapping], after: tuple[PolicyVersion, ColumnMapping], rows: Iterable[RawRow], names: tuple[str, ...]
) -> Iterator[tuple[int, Effect]]:
    """Decide each row by both versions, and give the number of each with the effect so far."""
    effect = _nothing_yet(before[0].policy, after[0].policy, names)
    for row in rows:
        (one,), (other,) = (tuple(decide_rows(version, [row], mapping)) for version, mapping in (before, after))
        effect.rows += 1
        effect.rejected = effect.rejected[0] + (one.decision is None), effect.rejected[1] + (other.decision is None)
        if one.decision is None or other.decision is None:
            if len(effect.troubles) < EXAMPLES:
                effect.troubles.append(one if one.decision is None else other)
        else:
            for migration in effect.migrations:
                migration.take(row.number, one.decision.outcome[migration.decision], other.decision.outcome[migration.decision])
        yield row.number, effect


def _nothing_yet(before: Policy, after: Policy, names: tuple[str, ...]) -> Effect:
    old, new = ({each.name: each.type for each in policy.decisions if each.name in policy.outputs} for policy in (before, after))
    counted = [name for name in names if name in old.keys() & new and are_comparable(old[name], new[name])]
    return Effect(tuple(Migration(name, kind_of(new[name])) for name in counted), tuple(name for name in names if name not in counted))


def kind_of(type_: Type) -> Kind:
    """Say how what comes of a decision of *type_* is counted."""
    match type_:
        case NumberType():
            return "numbers"
        case OneOfType() | BooleanType():
            return "labels"
        case DateType() | TimeType() | MomentType():
            return "time"
        case SetType():
            return "sets"
        case _:
            return "others"


def share(part: int, whole: int) -> str:
    """Write a share in per cent, with two decimals, rounded down; exactly nothing and exactly all alone are 0% and 100%."""
    if whole == 0:
        return "0%"
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02}%" if 0 < part < whole else f"{100 if part else 0}%"


def effect_to_json(effect: Effect) -> dict[str, object]:
    """Give an effect as it stands in JSON; shares are exact fractions."""
    return {
        "rows": effect.rows,
        "rejected": {"before": effect.rejected[0], "after": effect.rejected[1]},
        "decisions": [migration_to_json(each) for each in effect.migrations],
        "not_counted": list(effect.left_out),
    }


def migration_to_json(migration: Migration) -> dict[str, object]:
    """Give the matrix of one decision as it stands in JSON."""
    told: dict[str, object] = {
        "decision": migration.decision,
        "rows": migration.rows,
        "changed": migration.changed,
        "matrix": [
            {
                "from": pair[0], "to": pair[1], "rows": count, "share": str(Fraction(count, migration.rows)),
                "examples": migration.examples.get(pair, []),
            }
            for pair, count in sorted(migration.counts.items())
        ],
    }  # fmt: skip
    if migration.measured:
        told["sum"] = {"before": str(migration.sums[0]), "after": str(migration.sums[1])}
    return told
