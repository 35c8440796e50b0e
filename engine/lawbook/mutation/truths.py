"""The small changes of a truth: of comparisons, of ranges and lists, of what joins conditions."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from lawbook.model import core
from lawbook.model.core import Constant, Expression, Interval, Same, Test
from lawbook.model.types import BooleanType, OneOfType, SetType
from lawbook.mutation.mutants import Operator
from lawbook.mutation.neighbours import both_beside, holding, next_label
from lawbook.mutation.written import Variant, moved, unit_of

Comparison: TypeAlias = core.Less | core.AtMost | core.Equal


def changed_truth(truth: Expression) -> Iterator[Variant]:
    """Give the changes of *truth* itself, but not those of its parts; nothing of what is no truth."""
    match truth:
        case core.Less() | core.AtMost() | core.Equal():
            yield from _comparison(truth)
        case core.All() | core.AnyOf():
            yield from _junction(truth)
        case core.Not(of=of):
            yield Variant("negation", truth, of, of)
        case core.IsKnown():
            opposite = core.Not(truth, where=truth.where, type=truth.type)
            yield Variant("comparison", truth, opposite, opposite)
        case core.Quantified(kind=kind):
            yield _as_whole("junction", truth, replace(truth, kind="every" if kind == "some" else "some"))
        case core.Within(tests=tests):
            for place, test in enumerate(tests):
                yield from _of_test(truth, place, test)
        case core.Contains():
            yield from _membership(truth)
        case core.During():
            yield from _period(truth)
        case _:
            return


def _as_whole(operator: Operator, before: Expression, after: Expression) -> Variant:
    return Variant(operator, before, after, after)


def _comparison(truth: Comparison) -> Iterator[Variant]:
    for constant, other, put in _sides(truth):
        for new in _moved_bound(constant, other):
            yield _as_whole("bound" if not isinstance(truth, core.Equal) or _is_number(constant) else "label", truth, put(new))
    if not isinstance(truth, core.Equal) and not any(True for _ in _sides(truth)):
        looser = core.AtMost if isinstance(truth, core.Less) else core.Less
        yield _as_whole("end", truth, looser(truth.left, truth.right, where=truth.where, type=truth.type))
    yield _as_whole("comparison", truth, core.Not(truth, where=truth.where, type=truth.type))


def _sides(truth: Comparison) -> Iterator[tuple[Expression, Expression, Callable[[Expression], Expression]]]:
    """Give each side that is written out, the other side, and what the comparison is with something else in its place."""
    if _is_written(truth.left):
        yield truth.left, truth.right, lambda new: replace(truth, left=new)
    if _is_written(truth.right):
        yield truth.right, truth.left, lambda new: replace(truth, right=new)


def _is_written(side: Expression) -> bool:
    return isinstance(side, Constant) or (isinstance(side, core.Position) and isinstance(side.of, Constant))


def _is_number(side: Expression) -> bool:
    return not isinstance(side.type, BooleanType | OneOfType)


def _moved_bound(side: Expression, other: Expression) -> Iterator[Expression]:
    match side:
        case core.Position(of=Constant() as constant, labels=labels):
            for label in both_beside(labels, str(constant.value)):
                yield replace(side, of=holding(constant, label))
        case Constant(type=OneOfType(labels=labels), value=value):
            # Of two labels, to compare with the other is to turn the comparison round, which is made once.
            other_label = next_label(labels, str(value)) if len(labels) > 2 else None
            if other_label is not None:
                yield holding(side, other_label)
        case Constant():
            yield from moved(side, unit_of(other))
        case _:
            return


def _junction(truth: core.All | core.AnyOf) -> Iterator[Variant]:
    for place, item in enumerate(truth.items):
        rest = (*truth.items[:place], *truth.items[place + 1 :])
        yield Variant("condition", item, None, rest[0] if len(rest) == 1 else replace(truth, items=rest))
    other = core.AnyOf if isinstance(truth, core.All) else core.All
    yield _as_whole("junction", truth, other(truth.items, where=truth.where, type=truth.type))


def _of_test(truth: core.Within, place: int, test: Test) -> Iterator[Variant]:
    def having(*new: Test) -> Expression:
        return replace(truth, tests=(*truth.tests[:place], *new, *truth.tests[place + 1 :]))

    if len(truth.tests) > 1:
        yield Variant("condition", replace(truth, tests=(test,)), None, having())
    for operator, changed in _changed_test(test, truth):
        yield _as_whole(operator, truth, having(changed))


def _changed_test(test: Test, truth: core.Within) -> Iterator[tuple[Operator, Test]]:
    match test:
        case Same(value=Constant(type=OneOfType(labels=labels), value=value) as constant):
            taken = [str(other.value.value) for other in truth.tests if isinstance(other, Same) and isinstance(other.value, Constant)]
            label = next_label(labels, str(value), taken)
            if label is not None:
                yield "label", Same(holding(constant, label))
        case Same(value=Constant() as constant):
            yield from (("bound", Same(new)) for new in moved(constant, unit_of(truth.of)))
        case Interval():
            yield from ((operator, changed) for operator, changed in _changed_interval(test, truth) if not _is_empty(changed))
        case _:
            return


def _changed_interval(test: Interval, truth: core.Within) -> Iterator[tuple[Operator, Interval]]:
    if isinstance(test.low, Constant):
        yield from (("bound", replace(test, low=new)) for new in moved(test.low, unit_of(truth.of)))
    elif test.low is not None:
        yield "end", replace(test, low_closed=not test.low_closed)
    if isinstance(test.high, Constant):
        yield from (("bound", replace(test, high=new)) for new in moved(test.high, unit_of(truth.of)))
    elif test.high is not None:
        yield "end", replace(test, high_closed=not test.high_closed)


def _is_empty(test: Interval) -> bool:
    low, high = (end.value if isinstance(end, Constant) else None for end in (test.low, test.high))
    if not isinstance(low, int) or not isinstance(high, int):
        return False
    return low + (not test.low_closed) > high - (not test.high_closed)


def _membership(truth: core.Contains) -> Iterator[Variant]:
    labels = truth.of.type.of.labels if isinstance(truth.of.type, SetType) else ()
    label = next_label(labels, truth.label) if truth.label in labels else None
    if label is not None:
        yield _as_whole("label", truth, replace(truth, label=label))


def _period(truth: core.During) -> Iterator[Variant]:
    if isinstance(truth.start, Constant):
        yield from (_as_whole("bound", truth, replace(truth, start=new)) for new in moved(truth.start))
    if isinstance(truth.end, Constant):
        yield from (_as_whole("bound", truth, replace(truth, end=new)) for new in moved(truth.end))
