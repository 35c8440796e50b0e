"""What truths and outcomes look at, each laid out as the few values that make a difference.

Everything a condition looks at (a fact, a decision, a parameter, the day) is an axis. Where conditions only compare it with
constants, `regions` says at which places of its type they change, and one value between two such places stands for all of them.
A condition that cannot be read so is an axis of its own, true or false or unknown, and a calculation likewise is some value. Axes
are taken to be independent; so what cannot differ here cannot differ, and what differs here may still be impossible.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import Literal, NoReturn, TypeAlias

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
AxisKey: TypeAlias = tuple[Literal["looked at", "as one"], Expression]
"""Something looked at by name, or a condition or calculation taken as one, whatever it is made of."""


class TooMuch(Exception):  # noqa: N818 - it is an outcome, not an error
    """There are more combinations than are worth trying, or something cannot be laid out; nothing is known."""


@dataclass(slots=True)
class Axis:
    """One thing looked at: the places at which something changes along it, or all values it can have; *nullable*: also unknown.

    *as_one*: it is a condition or calculation taken as one; with neither places nor values it can come to anything.
    """

    name: str
    of: Expression
    nullable: bool
    dimension: Dimension | None = None
    starts: set[int] = field(default_factory=lambda: {0})
    listed: tuple[Known, ...] | None = None
    as_one: bool = False

    def values(self, calculated: tuple[Known, ...]) -> tuple[Value, ...]:
        """Give one value for every stretch, or every value, and the unknown where it can be; *calculated* stand for a calculation's."""
        found: list[Value]
        if self.listed is not None:
            found = list(self.listed)
        elif self.dimension is not None:
            found = [value for start in sorted(self.starts) if (value := value_at(self.dimension, start)) is not None]
        else:
            found = list(calculated)
        if not found:
            raise TooMuch
        return (*found, Unknown((Cause(-1, "missing-fact", self.name),))) if self.nullable else tuple(found)

    def mentioned(self) -> frozenset[str]:
        """Give the labels of a set that matter."""
        return frozenset(label for subset in self.listed or () if isinstance(subset, frozenset) for label in subset)

    def joined(self, other: "Axis") -> "Axis":
        """Give the axis on which changes whatever changes on either."""
        listed = other.listed if self.listed is None else self.listed
        if isinstance(self.of.type, SetType) and self.listed and other.listed:
            mentioned = self.mentioned() | other.mentioned()
            listed = _subsets(sorted(mentioned)) if len(mentioned) <= FEW_LABELS else _refuse()
        return replace(self, starts=self.starts | other.starts, listed=listed)


class Axes:
    """The axes of some expressions of one policy, found while the expressions are read one after the other.

    *computed* names decisions that are worked out from what they look at in their turn; *constants* are the outcomes written out.
    *names* gives the same name to the same axis wherever it is shared.
    """

    def __init__(
        self, policy: Policy, computed: frozenset[str], constants: tuple[Known, ...], names: dict[AxisKey, str] | None = None
    ) -> None:
        self.policy = policy
        self.computed = computed
        self.constants = constants
        self.names = {} if names is None else names
        self.found: dict[AxisKey, Axis] = {}
        self._facts = {fact.name: fact for fact in policy.facts}
        self._decisions = {decision.name: decision for decision in policy.decisions}
        self._parameters = {parameter.name: parameter for parameter in policy.parameters}

    def points(self, most: int, only: Collection[str] | None = None) -> Iterator[dict[str, Value]]:
        """Give every combination of values of the axes (those named *only*), raising TooMuch where there are more than *most*."""
        names: list[str] = []
        columns: list[tuple[Value, ...]] = []
        count = 1
        calculated: list[Known] = list(self.constants)
        for axis in self.found.values():
            if axis.listed is None and axis.dimension is None:
                # Two calculations may come to the same, or to an outcome that is written out.
                calculated.append(f"§ some value {axis.name}")
            if only is None or axis.name in only:
                names.append(axis.name)
                columns.append(axis.values(tuple(calculated)))
                count *= len(columns[-1])
                if count > most:
                    raise TooMuch
        for values in product(*columns):
            yield dict(zip(names, values, strict=True))

    def copied(self) -> dict[AxisKey, Axis]:
        """Give the axes as they are, to go back to."""
        return {of: replace(axis, starts=set(axis.starts)) for of, axis in self.found.items()}

    def take(self, found: Mapping[AxisKey, Axis]) -> None:
        """Join axes found elsewhere, under the same names, to these."""
        for of, axis in found.items():
            self.found[of] = self.found[of].joined(axis) if of in self.found else replace(axis, starts=set(axis.starts))

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
        mentioned = axis.mentioned() | {condition.label}
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
        key: AxisKey = ("looked at", leaf)
        if key not in self.found:
            dimension = self._dimension(leaf)
            listed: tuple[Known, ...] | None = None
            if isinstance(leaf.type, SetType):
                listed = (frozenset[str](),)
            elif isinstance(leaf.type, TextType) or dimension is None:
                listed = ("§ something",)
            self.found[key] = Axis(self._name(key), leaf, self._nullable(leaf), dimension, listed=listed)
        return self.found[key]

    def _name(self, key: AxisKey) -> str:
        return self.names.setdefault(key, f"§{len(self.names)}")

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
        key: AxisKey = ("as one", of)
        if key not in self.found:
            listed = (False, True) if isinstance(of.type, BooleanType) else None
            self.found[key] = Axis(self._name(key), of, nullable=True, listed=listed, as_one=True)
        return Variable(self.found[key].name, where=of.where, type=of.type)

    def _over_axes(self, expression: Expression, leaves: Iterable[Leaf]) -> Expression:
        axes = {leaf: self.found["looked at", leaf] for leaf in leaves if not self._is_computed(leaf)}
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
        case core.Aggregate() | core.Quantified() | core.Ranked() | core.Variable() | core.FieldOf():
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


def _refuse() -> NoReturn:
    raise TooMuch


def _subsets(labels: Sequence[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(chosen) for size in range(len(labels) + 1) for chosen in combinations(labels, size))
