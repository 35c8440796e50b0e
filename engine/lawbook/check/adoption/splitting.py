"""Two conditions compared over everything they look at, split where either changes.

What a condition looks at is an axis: a fact or a decision compared with constants, which `regions` splits into the stretches that
make a difference, or a truth that cannot be split, taken as one. One value stands for each stretch, and every combination is tried.
Where no combination tells the conditions apart, nothing can. Where one does and its axes have nothing in common, it can come about;
otherwise it may be impossible, and a person has to look.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import Literal, TypeAlias

from lawbook.check.adoption.looked_at import reaches
from lawbook.check.tables.witnesses import told_value
from lawbook.check.typing.lookups import EVERY_DAY
from lawbook.check.typing.nullable import can_be_unknown
from lawbook.check.words.scope import DecisionSignature, Scope
from lawbook.evaluate.telling_values import glossary
from lawbook.evaluate.wording import tell
from lawbook.model import core
from lawbook.model.core import Constant, Expression, Variable
from lawbook.model.policy import Policy
from lawbook.model.types import BooleanType
from lawbook.model.values import Known
from lawbook.model.walking import children, rewritten
from lawbook.problems.problem import NOWHERE
from lawbook.regions.cells import INPUT, intervals_over, texts_in
from lawbook.regions.dimensions import Dimension, dimension_of, value_at
from lawbook.regions.interval_sets import IntervalSet

TRIED = 60_000
"""How many combinations are tried before the two conditions count as too much to compare."""
Truth: TypeAlias = bool | None
"""True, false, or not known."""
Point: TypeAlias = tuple[int, ...]
Leaf: TypeAlias = core.FactValue | core.DecisionValue
_UNKNOWN = -1
_CONTAINS = " contains "


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether the second condition holds wherever the first does; *told* says where it does not."""

    finding: Literal["holds", "fails", "not told"]
    told: str = ""


@dataclass(frozen=True, slots=True)
class _Axis:
    """One thing looked at, with a position for each stretch that makes a difference (-1: not known)."""

    of: Expression
    dimension: Dimension
    positions: tuple[int, ...]
    reaches: frozenset[str]


def compare(first: Expression, second: Expression, policies: tuple[Policy, Policy]) -> Comparison:
    """Tell whether *second* of the second of *policies* is true wherever *first* of the first is, and never false where it is not known."""
    if first == second:
        return Comparison("holds")
    axes = _axes((first, second), policies)
    if axes is None or prod(len(axis.positions) for axis in axes) > TRIED:
        return Comparison("not told")
    apart = not any(_meet(left.reaches, right.reaches) for left, right in combinations(axes, 2))
    before, after = _reading(first, axes), _reading(second, axes)
    for point in product(*(axis.positions for axis in axes)):
        if _rank(after(point)) < _rank(before(point)):
            return Comparison("fails" if apart else "not told", _told(axes, point, policies[0]))
    return Comparison("holds")


def _meet(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether two axes rest on something in common; two labels of one set (`signals contains x`) have nothing in common."""
    return any(one in (other, _whole(other)) or _whole(one) == other for one in left for other in right)


def _whole(name: str) -> str:
    return name.partition(_CONTAINS)[0]


def _rank(truth: Truth) -> int:
    return 1 if truth is None else 2 if truth else 0


def _axes(truths: tuple[Expression, ...], policies: tuple[Policy, Policy]) -> tuple[_Axis, ...] | None:
    atoms = list(dict.fromkeys(atom for truth in truths for atom in _atoms(truth)))
    leaves = list(dict.fromkeys(leaf if leaf is not None else atom for atom in atoms for leaf in [_one_leaf(atom)]))
    axes: list[_Axis] = []
    for of in leaves:
        of_leaf = [_over_input(atom, of) for atom in atoms if _one_leaf(atom) == of]
        dimension = dimension_of(of.type, texts_in(of_leaf)) if isinstance(of, Leaf) else Dimension(BooleanType(), 2)
        if dimension is None:
            return None
        starts = {0, *(edge for atom in of_leaf for edge in _edges(intervals_over(atom, dimension) or ()))}
        known = tuple(sorted(start for start in starts if start < dimension.size))
        if not isinstance(of, Leaf):
            known = (0, 1)
        axes.append(_Axis(of, dimension, (*known, _UNKNOWN) if _nullable(of, policies) else known, _reaches(of, policies)))
    return tuple(axes)


def _reaches(of: Expression, policies: tuple[Policy, Policy]) -> frozenset[str]:
    if isinstance(of, core.Contains) and isinstance(of.of, core.FactValue) and not _nullable(of, policies):
        return frozenset({f"{of.of.name}{_CONTAINS}{of.label}"})
    return reaches(of, policies)


def _edges(intervals: IntervalSet) -> Iterator[int]:
    for low, high in intervals:
        yield low
        yield high + 1


def _atoms(truth: Expression) -> Iterator[Expression]:
    """Give the truths that *truth* is joined from."""
    match truth:
        case core.All(items=items) | core.AnyOf(items=items):
            for item in items:
                yield from _atoms(item)
        case core.Not(of=of):
            yield from _atoms(of)
        case core.If(condition=condition, then=then, otherwise=otherwise):
            for part in (condition, then, otherwise):
                yield from _atoms(part)
        case Constant():
            return
        case _:
            yield truth


def _one_leaf(atom: Expression) -> Leaf | None:
    """Give the one fact or decision that *atom* compares with constants, or None where it is a truth of its own."""
    if isinstance(atom, core.IsKnown):
        return atom.of if isinstance(atom.of, Leaf) and dimension_of(atom.of.type) is not None else None
    looked_at = set(_leaves(atom))
    (leaf,) = looked_at if len(looked_at) == 1 else (None,)
    if not isinstance(leaf, Leaf):
        return None
    cell = _over_input(atom, leaf)
    dimension = dimension_of(leaf.type, texts_in([cell]))
    return leaf if dimension is not None and intervals_over(cell, dimension) is not None else None


def _leaves(node: Expression) -> Iterator[Expression]:
    parts = list(children(node))
    if isinstance(node, Leaf | core.ParameterAt | core.AsOf | Variable):
        yield node
        return
    for part in parts:
        yield from _leaves(part)


def _over_input(atom: Expression, leaf: Expression) -> Expression:
    return _exchanged(atom, leaf, Variable(INPUT, where=NOWHERE, type=leaf.type))


def _exchanged(node: Expression, old: Expression, new: Expression) -> Expression:
    return rewritten(node, lambda part: new if part == old else part)


def _reading(truth: Expression, axes: tuple[_Axis, ...]) -> Callable[[Point], Truth]:
    """Give what works out *truth* at a point: a position on each of *axes*."""
    match truth:
        case core.All(items=items):
            parts = [_reading(item, axes) for item in items]
            return lambda point: _conjunction([part(point) for part in parts])
        case core.AnyOf(items=items):
            parts = [_reading(item, axes) for item in items]
            return lambda point: _opposite(_conjunction([_opposite(part(point)) for part in parts]))
        case core.Not(of=of):
            turned = _reading(of, axes)
            return lambda point: _opposite(turned(point))
        case core.If(condition=condition, then=then, otherwise=otherwise):
            taken, left, right = _reading(condition, axes), _reading(then, axes), _reading(otherwise, axes)
            return lambda point: _branch(taken(point), left(point), right(point))
        case Constant(value=bool() as value):
            return lambda _: value
        case _:
            return _atom_reading(truth, axes)


def _conjunction(found: list[Truth]) -> Truth:
    return False if False in found else None if None in found else True


def _opposite(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _branch(taken: Truth, then: Truth, otherwise: Truth) -> Truth:
    if taken is None:
        return then if then == otherwise else None
    return then if taken else otherwise


def _atom_reading(atom: Expression, axes: tuple[_Axis, ...]) -> Callable[[Point], Truth]:
    leaf = _one_leaf(atom)
    place, axis = next((place, axis) for place, axis in enumerate(axes) if axis.of == (atom if leaf is None else leaf))
    if isinstance(atom, core.IsKnown) and leaf is not None:
        return lambda point: point[place] != _UNKNOWN
    if leaf is None:
        return lambda point: None if point[place] == _UNKNOWN else point[place] == 1
    true = intervals_over(_over_input(atom, leaf), axis.dimension) or ()
    return lambda point: None if point[place] == _UNKNOWN else any(low <= point[place] <= high for low, high in true)


def _nullable(of: Expression, policies: tuple[Policy, Policy]) -> bool:
    """Tell whether *of* can be unknown in either policy."""
    base, own = policies
    facts = {fact.name: fact for fact in sorted((*base.facts, *own.facts), key=lambda fact: fact.optional)}
    made = sorted((*base.decisions, *own.decisions), key=lambda decision: decision.nullable)
    decisions = {decision.name: DecisionSignature(decision.type, decision.nullable) for decision in made}
    parameters = {parameter.name: parameter for parameter in (*base.parameters, *own.parameters)}
    span = own.effective, EVERY_DAY.high if own.until is None else own.until - 1
    scope = Scope(facts=facts, parameters=parameters, macros={}, decisions=decisions, span=span, order=0, subject="")
    return can_be_unknown(of, scope)


def _told(axes: tuple[_Axis, ...], point: Point, policy: Policy) -> str:
    return " and ".join(_told_position(axis, position, policy) for axis, position in zip(axes, point, strict=True)) or "always"


def _told_position(axis: _Axis, position: int, policy: Policy) -> str:
    if isinstance(axis.of, Leaf):
        value: Known | None = None if position == _UNKNOWN else value_at(axis.dimension, position)
        return f"`{axis.of.name}` is {'not known' if position == _UNKNOWN else told_value(value, axis.of.type)}"
    claim = {_UNKNOWN: "it is not known whether", 0: "it is not true that", 1: "it is true that"}[position]
    return f"{claim} {tell(axis.of, glossary(policy, 'en'))}"
