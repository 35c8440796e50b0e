"""What truths and outcomes look at, each laid out as the few values that make a difference.

Everything a condition looks at (a fact, a decision, a parameter, the day) is an axis. Where conditions only compare it with
constants, `regions` says at which places of its type they change, and one value between two such places stands for all of them.
A condition that cannot be read so is an axis of its own, true or false or unknown, and a calculation likewise is some value. Axes
are taken to be independent; so what cannot differ here cannot differ, and what differs here may still be impossible.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import TypeAlias

from lawbook.model import core
from lawbook.model.core import Constant, Expression, Variable
from lawbook.model.policy import Policy
from lawbook.model.types import BooleanType, ListType, NumberType, OneOfType, RecordType, SetType, TextType
from lawbook.model.values import Cause, Known, Unknown, Value
from lawbook.mutation.outcomes import constants_of
from lawbook.mutation.places import parts
from lawbook.mutation.spans import span_of, values_in_span
from lawbook.regions.cells import INPUT, intervals_over
from lawbook.regions.dimensions import Dimension, dimension_of, value_at

FEW = 48
"""How many values a type may have for all of them to be tried."""
FEW_TOGETHER = 256
"""How many ways of filling in what has few values are tried while one condition is read."""
FEW_LABELS = 6
"""How many labels of a set may matter."""

Leaf: TypeAlias = core.FactValue | core.DecisionValue | core.ParameterAt | core.AsOf
"""What is looked at by name."""


class TooMuch(Exception):  # noqa: N818 - it is an outcome, not an error
    """There are more combinations than are worth trying, or something cannot be laid out; nothing is known."""


@dataclass(slots=True)
class Axis:
    """One thing looked at: the places at which something changes along it, or all values it can have; *nullable*: also unknown."""

    name: str
    of: Expression
    nullable: bool
    dimension: Dimension | None = None
    starts: set[int] = field(default_factory=lambda: {0})
    listed: tuple[Known, ...] | None = None

    def values(self) -> tuple[Value, ...]:
        """Give one value for every stretch, or every value, and the unknown where it can be."""
        found: list[Value] = list(self._stretches() if self.listed is None else self.listed)
        if self.nullable:
            found.append(Unknown((Cause(-1, "missing-fact", self.name),)))
        return tuple(found)

    def _stretches(self) -> Iterator[Known]:
        for start in sorted(self.starts) if self.dimension is not None else ():
            value = None if self.dimension is None else value_at(self.dimension, start)
            if value is not None:
                yield value


class Axes:
    """The axes of some expressions of one policy, found while the expressions are read one after the other.

    *computed* names decisions that are worked out from what they look at in their turn; *constants* are the outcomes written out.
    """

    def __init__(self, policy: Policy, computed: Iterable[str] = (), constants: Iterable[Known] = ()) -> None:
        self.policy = policy
        self.computed = frozenset(computed)
        self.constants = tuple(constants)
        self.found: dict[Expression, Axis] = {}
        self._facts = {fact.name: fact for fact in policy.facts}
        self._decisions = {decision.name: decision for decision in policy.decisions}
        self._parameters = {parameter.name: parameter for parameter in policy.parameters}

    def points(self, most: int, only: Iterable[str] | None = None) -> Iterator[dict[str, Value]]:
        """Give every combination of values of the axes (those named *only*), raising TooMuch where there are more than *most*."""
        wanted = None if only is None else set(only)
        axes = [axis for axis in self.found.values() if wanted is None or axis.name in wanted]
        columns = [axis.values() for axis in axes]
        count = 1
        for column in columns:
            count *= len(column)
        if count > most:
            raise TooMuch
        names = [axis.name for axis in axes]
        for values in product(*columns):
            yield dict(zip(names, values, strict=True))

    def copied(self) -> dict[Expression, Axis]:
        """Give the axes as they are, to go back to."""
        return {of: replace(axis, starts=set(axis.starts)) for of, axis in self.found.items()}

    def compared(self, condition: Expression) -> Expression:
        """Read a comparison or a calculation: over the values of what it looks at where that can be, else as one thing."""
        leaves = leaves_of(condition)
        if leaves is None:
            return self._as_one(condition)
        few = {leaf: self._few(leaf) for leaf in leaves}
        large = [leaf for leaf, values in few.items() if values is None]
        if large:
            small = {leaf: values for leaf, values in few.items() if values is not None}
            if len(large) > 1 or not isinstance(condition.type, BooleanType) or not self._read(condition, large[0], small):
                return self._as_one(condition)
        for leaf, values in few.items():
            if values is not None and not self._is_computed(leaf):
                self._axis(leaf).listed = values
        return self._over_axes(condition, leaves)

    def asked(self, of: Expression) -> Expression:
        """Read something of which only whether it is known matters."""
        if isinstance(of, Leaf) and not self._is_computed(of):
            self._axis(of)
            return self._over_axes(of, (of,))
        return self.compared(of)

    def _read(self, condition: Expression, large: Leaf, small: Mapping[Leaf, Sequence[Known]]) -> bool:
        """Cut the axis of *large* where *condition* changes, whatever stands for *small*; False when it cannot be read."""
        if isinstance(large.type, SetType):
            return self._read_membership(condition, large)
        dimension = self._dimension(large)
        if dimension is None:
            return False
        starts: set[int] = set()
        for tried, values in enumerate(product(*small.values())):
            filled: dict[Expression, Expression] = {
                leaf: Constant(value, where=leaf.where, type=leaf.type) for leaf, value in zip(small, values, strict=True)
            }
            filled[large] = Variable(INPUT, where=large.where, type=large.type)
            found = intervals_over(substituted(condition, filled), dimension)
            if found is None or tried > FEW_TOGETHER:
                return False
            starts.update(start for low, high in found for start in (low, high + 1) if start < dimension.size)
        self._axis(large).starts.update(starts)
        return True

    def _read_membership(self, condition: Expression, large: Leaf) -> bool:
        if not isinstance(condition, core.Contains) or condition.of != large:
            return False
        axis = self._axis(large)
        mentioned = {label for subset in axis.listed or () if isinstance(subset, frozenset) for label in subset} | {condition.label}
        if len(mentioned) > FEW_LABELS:
            return False
        axis.listed = _subsets(sorted(mentioned))
        return True

    def _dimension(self, leaf: Leaf) -> Dimension | None:
        if isinstance(leaf, core.AsOf):
            low, high = span_of(self.policy)
            return Dimension(leaf.type, high - low + 1, low)
        return dimension_of(leaf.type)

    def _few(self, leaf: Leaf) -> tuple[Known, ...] | None:
        """Give all values that *leaf* can have, where they are few."""
        if isinstance(leaf, core.ParameterAt):
            return values_in_span(self._parameters[leaf.name], leaf, self.policy)[0]
        if isinstance(leaf, core.DecisionValue):
            constants = constants_of(self._decisions[leaf.name].body)
            if constants is not None and len(constants) <= FEW:
                return constants
        match leaf.type:
            case BooleanType():
                return (False, True)
            case OneOfType(labels=labels) if len(labels) <= FEW:
                return labels
            case SetType(of=of) if len(of.labels) <= FEW_LABELS:
                return _subsets(of.labels)
            case NumberType(low=low, high=high) if high - low < FEW:
                return tuple(range(low, high + 1))
            case _:
                return None

    def _axis(self, leaf: Leaf) -> Axis:
        if leaf not in self.found:
            listed = (frozenset[str](),) if isinstance(leaf.type, SetType) else None
            self.found[leaf] = Axis(f"§{len(self.found)}", leaf, self._nullable(leaf), self._dimension(leaf), listed=listed)
        return self.found[leaf]

    def _nullable(self, leaf: Leaf) -> bool:
        match leaf:
            case core.FactValue(name=name):
                return self._facts[name].optional or not self._facts[name].used
            case core.DecisionValue(name=name):
                return self._decisions[name].nullable
            case core.ParameterAt(name=name):
                return values_in_span(self._parameters[name], leaf, self.policy)[1]
            case _:
                return False

    def _is_computed(self, leaf: Expression) -> bool:
        return isinstance(leaf, core.DecisionValue) and leaf.name in self.computed

    def _as_one(self, of: Expression) -> Expression:
        """Let *of*, whatever it is made of, be an axis of its own."""
        if any(self._is_computed(part) for part in _every_leaf(of)):
            raise TooMuch
        if of not in self.found:
            listed: tuple[Known, ...] = (False, True)
            if not isinstance(of.type, BooleanType):
                # Two calculations may come to the same, or to an outcome that is written out.
                others = sum(not isinstance(axis.of, Leaf) and not isinstance(axis.of.type, BooleanType) for axis in self.found.values())
                listed = (*self.constants, *(f"§ some value {each}" for each in range(others + 1)))
            self.found[of] = Axis(f"§{len(self.found)}", of, nullable=True, listed=listed)
        return Variable(self.found[of].name, where=of.where, type=of.type)

    def _over_axes(self, expression: Expression, leaves: Iterable[Leaf]) -> Expression:
        axes = {leaf: self.found[leaf] for leaf in leaves if not self._is_computed(leaf)}
        return substituted(expression, {of: Variable(axis.name, where=of.where, type=of.type) for of, axis in axes.items()})


def leaves_of(expression: Expression) -> tuple[Leaf, ...] | None:
    """Give what *expression* looks at by name, each once; None where it does more with it than can be laid out."""
    found: dict[Leaf, None] = {}
    for leaf in _every_leaf(expression):
        if not isinstance(leaf, Leaf) or isinstance(leaf.type, ListType | RecordType | TextType):
            return None
        found[leaf] = None
    return tuple(found)


def _every_leaf(expression: Expression) -> Iterator[Expression]:
    match expression:
        case core.FactValue() | core.DecisionValue() | core.ParameterAt() | core.AsOf():
            yield expression
        case core.Aggregate() | core.Quantified() | core.Variable() | core.FieldOf():
            yield expression
            yield from (leaf for part, _ in parts(expression) for leaf in _every_leaf(part))
        case _:
            yield from (leaf for part, _ in parts(expression) for leaf in _every_leaf(part))


def substituted(expression: Expression, new: Mapping[Expression, Expression]) -> Expression:
    """Put what *new* says in the place of parts of *expression*, the greatest first."""
    if expression in new:
        return new[expression]
    if isinstance(expression, core.ParameterAt):
        return expression
    for place, (part, _) in enumerate(parts(expression)):
        changed = substituted(part, new)
        if changed is not part:
            put = next(put for at, (_, put) in enumerate(parts(expression)) if at == place)
            expression = put(changed)
    return expression


def _subsets(labels: Sequence[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(chosen) for size in range(len(labels) + 1) for chosen in combinations(labels, size))
