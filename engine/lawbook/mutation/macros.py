"""Changes of a macro: made once, and in every place where it is used, as an edit of its text would be.

Elaboration puts the text of a macro into each place of its use, and every part keeps the place in the file where it was written. A
part of a decision that was written before all decisions, or in another file, was written in a macro.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TypeAlias

from lawbook.model.core import Expression, Not, Row, Table, Unless, is_expression
from lawbook.model.policy import Decision, Policy, ScoreReasons
from lawbook.model.walking import children
from lawbook.mutation.places import parts
from lawbook.mutation.rows import ruled, when_of
from lawbook.mutation.variants import changed_here
from lawbook.mutation.written import Variant
from lawbook.problems import Where

Key: TypeAlias = tuple[Where, str, tuple[object, ...], int]
"""What a part is known by wherever its macro is used: its place, its kind, all it says itself, and how deep it nests in its like."""
Change: TypeAlias = Callable[[Expression], Expression]


@dataclass(frozen=True, slots=True)
class MacroPart:
    """One part of a macro: *node* as it is where the macro is first used, by *subject*; *turned*: a `not` stands around it."""

    key: Key
    node: Expression
    subject: str
    turned: bool


class Macros:
    """The parts of the macros that the decisions of a policy use."""

    def __init__(self, policy: Policy) -> None:
        starts: dict[str, int] = {}
        for decision in policy.decisions:
            place = decision.where
            starts[place.file] = min(place.line, starts.get(place.file, place.line))
        self._starts: Mapping[str, int] = starts

    def has(self, node: Expression) -> bool:
        """Tell whether *node* was written in a macro."""
        place = node.where
        if place.file.endswith(".csv"):
            return False
        return place.file not in self._starts or place.line < self._starts[place.file]

    def parts_of(self, policy: Policy) -> tuple[MacroPart, ...]:
        """Give each part of each macro once, in the order in which they are met."""
        found: dict[Key, MacroPart] = {}
        own = (decision for decision in policy.decisions if decision.origin is None)
        for decision in sorted(own, key=lambda decision: decision.order):
            for subject, expression in _expressions(decision):
                self._note(expression, subject, found, turned=False)
        for score in policy.score_reasons:
            self._note(score.when, score.decision, found, turned=False)
        return tuple(found.values())

    def _note(self, node: Expression, subject: str, found: dict[Key, MacroPart], *, turned: bool) -> None:
        if self.has(node):
            key = key_of(node)
            found.setdefault(key, MacroPart(key, node, subject, turned))
        for child in children(node):
            self._note(child, subject, found, turned=isinstance(node, Not))


def key_of(node: Expression) -> Key:
    """Give what *node* is known by."""
    said = tuple(
        value for each in fields(node) if each.compare and not is_expression(value := getattr(node, each.name)) and _is_plain(value)
    )
    return node.where, type(node).__name__, said, _nesting(node)


def _is_plain(value: object) -> bool:
    return not (isinstance(value, tuple) and any(is_expression(item) or hasattr(item, "__dataclass_fields__") for item in value))


def _nesting(node: Expression) -> int:
    return sum(1 + _nesting(child) for child in children(node) if child.where == node.where and type(child) is type(node))


def variants_of(part: MacroPart) -> Iterator[tuple[Variant, Change]]:
    """Give the changes of one part, each with the function that makes it wherever the macro is used."""
    for number, variant in enumerate(changed_here(part.node)):
        if not (part.turned and variant.operator == "comparison"):
            yield variant, _everywhere(part.key, number, variant)


def _everywhere(key: Key, number: int, variant: Variant) -> Change:
    def change(node: Expression) -> Expression:
        for inner, put in _parts_to_change(node):
            changed = change(inner)
            if changed is not inner:
                node = put(node, changed)
        if node.where != key[0] or key_of(node) != key:
            return node
        here = list(changed_here(node))
        like = number < len(here) and here[number].operator == variant.operator
        return here[number].whole if like else node

    return change


def _parts_to_change(node: Expression) -> Iterator[tuple[Expression, Callable[[Expression, Expression], Expression]]]:
    for place, (inner, _) in enumerate(parts(node)):
        yield inner, _putting(place)


def _putting(place: int) -> Callable[[Expression, Expression], Expression]:
    def put(whole: Expression, new: Expression) -> Expression:
        return next(putting for at, (_, putting) in enumerate(parts(whole)) if at == place)(new)

    return put


def _expressions(decision: Decision) -> Iterator[tuple[str, Expression]]:
    body = decision.body
    if not isinstance(body, Table):
        yield decision.name, body
        return
    for row in (*body.rows, *([body.otherwise] if body.otherwise is not None else [])):
        yield from ((row.id, cell) for cell in row.cells if cell is not None)
        yield from ((row.id, part) for part in (row.when, *(each.condition for each in row.exceptions), *row.outputs) if part is not None)
    yield from ((decision.name, read) for read in body.inputs)


def changed_decision(decision: Decision, change: Change) -> Decision:
    """Make a change in every expression of a decision; the same decision where there is nothing to change."""
    body = decision.body
    if not isinstance(body, Table):
        new: Expression | Table = change(body)
        return decision if new is body else replace(decision, body=new)
    rows = tuple(_changed_row(row, change) for row in body.rows)
    otherwise = None if body.otherwise is None else _changed_row(body.otherwise, change)
    inputs = tuple(change(read) for read in body.inputs)
    same = otherwise is body.otherwise and all(
        one is other for one, other in zip((*rows, *inputs), (*body.rows, *body.inputs), strict=True)
    )
    return decision if same else replace(decision, body=replace(body, rows=rows, otherwise=otherwise, inputs=inputs))


def changed_score(score: ScoreReasons, change: Change) -> ScoreReasons:
    """Make a change in the condition under which a scorecard gives its reasons."""
    when = change(score.when)
    return score if when is score.when else replace(score, when=when)


def _changed_row(row: Row, change: Change) -> Row:
    cells = tuple(None if cell is None else change(cell) for cell in row.cells)
    when = None if row.when is None else change(row.when)
    exceptions = tuple(_changed_exception(each, change) for each in row.exceptions)
    outputs = tuple(change(output) for output in row.outputs)
    olds = (*row.cells, row.when, *row.exceptions, *row.outputs)
    if all(one is other for one, other in zip((*cells, when, *exceptions, *outputs), olds, strict=True)):
        return row
    condition = row.condition if row.when is None and not row.exceptions else ruled(when, exceptions, row.where)
    return replace(row, cells=cells, when=when, condition=condition, exceptions=exceptions, outputs=outputs)


def _changed_exception(exception: Unless, change: Change) -> Unless:
    when = when_of(exception)
    if when is None:
        return exception
    new, inner = change(when), tuple(_changed_exception(each, change) for each in exception.exceptions)
    if new is when and all(one is other for one, other in zip(inner, exception.exceptions, strict=True)):
        return exception
    return replace(exception, condition=ruled(new, inner, exception.where) or new, exceptions=inner)
