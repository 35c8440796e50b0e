"""What a mutant changes in a decision: the rows concerned, or the whole body, and where the change can matter at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lawbook.evaluate.tables import JudgedRow
from lawbook.model.core import Constant, Expression, Row, Table
from lawbook.model.policy import Decision
from lawbook.model.walking import parts_of_body, parts_of_row


@dataclass(frozen=True, slots=True)
class Changed:
    """A decision as it stands and as it would be.

    *rows* are the places, in each form of a table, of the rows to look at; None for all of them, and for a formula. *groups* are sets of
    those of the standing table: the change matters only where in every one of them a row is hit, or may be.
    """

    old: Decision
    new: Decision
    rows: tuple[tuple[int, ...], tuple[int, ...]] | None
    groups: tuple[tuple[int, ...], ...] = ()

    def parts(self) -> Iterator[Expression]:
        """Give every expression that is looked at."""
        for decision, number in ((self.old, 0), (self.new, 1)):
            body = decision.body
            if isinstance(body, Table) and self.rows is not None:
                for place in self.rows[number]:
                    yield from parts_of_row(body.rows[place])
                yield from body.inputs
            else:
                yield from parts_of_body(body)


def changed_parts(old: Decision, new: Decision) -> Changed | None:
    """Find what differs between two forms of a decision."""
    one, other = old.body, new.body
    if not isinstance(one, Table) or not isinstance(other, Table):
        return Changed(old, new, None)
    if one.inputs != other.inputs or one.otherwise != other.otherwise or one.aggregation != other.aggregation:
        return Changed(old, new, None)
    if one.priorities != other.priorities:
        return _of_severity(old, new, one, other)
    if len(one.rows) != len(other.rows):
        place = next((place for place, row in enumerate(other.rows) if row is not one.rows[place]), len(other.rows))
        return Changed(old, new, ((place,), ()), ((place,),))
    places = tuple(place for place, (row, before) in enumerate(zip(other.rows, one.rows, strict=True)) if row is not before)
    if len(places) == 2 and other.rows[places[0]] is one.rows[places[1]]:
        return Changed(old, new, (places, places), tuple((place,) for place in places))
    return Changed(old, new, (places, places))


def _of_severity(old: Decision, new: Decision, one: Table, other: Table) -> Changed:
    labels: list[str] = []
    for before, after in zip(one.priorities, other.priorities, strict=True):
        labels += [worse for worse, now in zip(before or (), after or (), strict=True) if worse != now]
    groups = tuple(tuple(place for place, row in enumerate(one.rows) if _concludes(row, label)) for label in labels)
    places = tuple(sorted({place for group in groups for place in group}))
    return Changed(old, new, (places, places), groups)


def _concludes(row: Row, label: str) -> bool:
    return any(isinstance(output, Constant) and output.value == label for output in row.outputs)


def can_matter(changed: Changed, old: Sequence[JudgedRow], new: Sequence[JudgedRow]) -> bool:
    """Tell whether the rows concerned, as judged in their old and new form, let the change matter."""
    places = () if changed.rows is None else changed.rows[0]
    judged = dict(zip(places, old, strict=True))
    if changed.groups:
        return all(any(judged[place].verdict != "not" for place in group) for group in changed.groups)
    return any(_matters(before, after) for before, after in zip(old, new, strict=True))


def _matters(before: JudgedRow, after: JudgedRow) -> bool:
    if before.verdict == after.verdict == "not":
        return False
    said = (before.verdict, before.outputs, before.row.id, before.row.reason, before.row.obliges)
    says = (after.verdict, after.outputs, after.row.id, after.row.reason, after.row.obliges)
    return said != says or (before.verdict == "maybe" and before.doubt != after.doubt)
