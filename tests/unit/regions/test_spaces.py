from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawbook.model.core import (
    All,
    AnyOf,
    AtMost,
    Constant,
    Contains,
    Expression,
    FactValue,
    Interval,
    Less,
    Not,
    Row,
    Same,
    Table,
    Test,
    Variable,
    Within,
)
from lawbook.model.types import BooleanType, NumberType, OneOfType, SetType, TextType, Type
from lawbook.problems.problem import NOWHERE
from lawbook.regions.boxes import Masked, Masking, Overlap
from lawbook.regions.interval_sets import has
from lawbook.regions.spaces import Space, Supposed, table_space

TRUTH = BooleanType()
AGE = NumberType("integer", 0, 0, 120)
PENALTY = OneOfType(("death", "fraud", "dispute"))
EVENTS = SetType(PENALTY)


def the_input(type_: Type) -> Variable:
    return Variable("?", where=NOWHERE, type=type_)


def negated(of: Expression) -> Not:
    return Not(of, where=NOWHERE, type=TRUTH)


def contains(label: str) -> Contains:
    return Contains(the_input(EVENTS), label, where=NOWHERE, type=TRUTH)


def either(*items: Expression) -> AnyOf:
    return AnyOf(items, where=NOWHERE, type=TRUTH)


def both(*items: Expression) -> All:
    return All(items, where=NOWHERE, type=TRUTH)


def within(*tests: Test) -> Within:
    return Within(the_input(AGE), tests, where=NOWHERE, type=TRUTH)


def years(value: int) -> Constant:
    return Constant(value, where=NOWHERE, type=AGE)


def fact(name: str, type_: Type = TRUTH) -> FactValue:
    return FactValue(name, where=NOWHERE, type=type_)


def row(number: int, *cells: Expression | None, condition: Expression | None = None) -> Row:
    return Row(id=f"R{number}", cells=cells, condition=condition, outputs=(), where=NOWHERE)


def table(inputs: tuple[Type, ...], *rows: Row) -> Table:
    return Table(hit="unique", inputs=tuple(the_input(type_) for type_ in inputs), rows=rows, where=NOWHERE)


def test_a_table_of_constants_has_a_side_for_each_input() -> None:
    young = within(Interval(None, False, years(18), False))
    old = within(Interval(years(18), True, None, False))
    space = table_space(table((AGE, TRUTH), row(1, young, None), row(2, old, the_input(TRUTH))))
    assert space.sizes == (121, 2)
    assert space.overlaps() == []
    assert space.gaps() == [(18, 0)]
    assert space.told((18, 0)) == (Supposed(0, None, 18), Supposed(1, None, False))


def test_a_bound_that_moves_is_seen_to_be_the_same_in_its_opposite() -> None:
    limit = fact("limit", AGE)
    below, from_there = within(Interval(None, False, limit, False)), within(Interval(limit, True, None, False))
    at_most = AtMost(the_input(AGE), limit, where=NOWHERE, type=TRUTH)
    above = Less(limit, the_input(AGE), where=NOWHERE, type=TRUTH)
    for one, other in ((below, from_there), (at_most, above), (above, negated(above))):
        space = table_space(table((AGE,), row(1, one), row(2, other)))
        assert space.overlaps() == []
        assert space.gaps() == []


def test_members_of_a_set_are_looked_at_one_by_one() -> None:
    deadly, none = either(contains("death"), contains("fraud")), negated(either(contains("death"), contains("fraud")))
    space = table_space(table((EVENTS,), row(1, deadly), row(2, none)))
    assert space.owners == (0, 0, 1)
    assert space.overlaps() == []
    assert space.gaps() == []
    masked = table_space(table((EVENTS,), row(1, contains("death")), row(2, contains("fraud")), row(3, deadly), row(4, none)))
    assert masked.masked() == Masking((Masked(2, (0, 1)),), ())
    assert masked.masked([2, 0, 1, 3]) == Masking((Masked(0, (2,)), Masked(1, (2,))), ())
    assert [(o.first, o.second) for o in masked.overlaps()] == [(0, 1), (0, 2), (1, 2)]


def test_a_witness_says_what_it_supposes_of_conditions() -> None:
    space = table_space(table((EVENTS,), row(1, contains("death")), row(2, contains("fraud"))))
    [overlap] = space.overlaps()
    assert overlap == Overlap(0, 1, (1, 1))
    assert space.told(overlap.witness) == (Supposed(0, contains("death"), True), Supposed(0, contains("fraud"), True))


def test_rules_without_inputs_are_laid_out_by_their_conditions() -> None:
    a, b = fact("a"), fact("b")
    space = table_space(table((), row(1, condition=both(a, b)), row(2, condition=either(a, b)), row(3, condition=negated(negated(a)))))
    assert space.masked() == Masking((Masked(2, (1,)),), ())


def test_texts_nobody_mentions_are_any_other_text() -> None:
    text = TextType(10)
    cell = Within(the_input(text), (Same(Constant("北京", where=NOWHERE, type=text)),), where=NOWHERE, type=TRUTH)
    space = table_space(table((text,), row(1, cell)))
    assert [space.told(point) for point in space.gaps()] == [(Supposed(0, None, None),)]


def test_only_a_dash_takes_an_unknown_input() -> None:
    young, old = within(Interval(None, False, years(18), False)), within(Interval(years(18), True, None, False))
    rows = (row(1, young), row(2, old), row(3, None))
    assert table_space(table((AGE,), *rows)).masked() == Masking((Masked(2, (0, 1)),), ())
    space = table_space(table((AGE,), *rows), [True])
    assert space.masked() == Masking((), ())
    assert space.told((121,)) == (Supposed(0, None, None, unknown=True),)


def test_a_condition_of_too_many_cases_is_one_side() -> None:
    many = both(*(either(fact(f"a{n}"), fact(f"b{n}"), fact(f"c{n}")) for n in range(9)))
    wide = either(*(fact(f"d{n}") for n in range(300)))
    space = table_space(table((), row(1, condition=many), row(2, condition=wide), row(3, condition=negated(wide))))
    assert len(space.boxes) == 3
    assert [space.sides[at].condition for at, of in enumerate(space.boxes[0]) if of == ((1, 1),)] == [many]


def test_a_row_that_cannot_be_hit_has_no_box() -> None:
    space = table_space(table((AGE,), row(1, within(Interval(years(9), False, years(9), False)))))
    assert space.boxes == ()


atoms: st.SearchStrategy[Expression] = st.sampled_from(
    [fact("a"), fact("b"), fact("c"), within(Same(years(3))), within(Interval(years(2), True, None, False))]
)
conditions: st.SearchStrategy[Expression] = st.recursive(
    atoms,
    lambda inner: st.one_of(
        inner.map(negated),
        st.lists(inner, max_size=3).map(lambda items: both(*items)),
        st.lists(inner, max_size=3).map(lambda items: either(*items)),
    ),
    max_leaves=6,
)


def kleene(expression: Expression, facts: dict[str, bool | None], age: int | None) -> bool | None:
    match expression:
        case Not(of=of):
            inner = kleene(of, facts, age)
            return None if inner is None else not inner
        case All(items=items) | AnyOf(items=items):
            stop = isinstance(expression, AnyOf)
            verdicts = [kleene(item, facts, age) for item in items]
            return stop if stop in verdicts else None if None in verdicts else not stop
        case FactValue(name=name):
            return facts[name]
        case Within(tests=(Same(),)):
            return None if age is None else age == 3
        case _:
            return None if age is None else age >= 2


def held(space: Space, box: int, facts: dict[str, bool | None], age: int | None) -> bool:
    small = age if age is not None else 121
    for side, of in zip(space.sides, space.boxes[box], strict=True):
        if side.dimension is not None:
            position = small
        else:
            assert isinstance(side.condition, FactValue)
            told = facts[side.condition.name]
            position = 2 if told is None else int(told)
        if not has(of, position):
            return False
    return True


@pytest.mark.parametrize("nullable", [False, True])
@settings(max_examples=100, deadline=None)
@given(cell=conditions)
def test_a_row_is_its_boxes_which_are_disjoint(nullable: bool, cell: Expression) -> None:  # noqa: FBT001 - a case of the test
    space = table_space(table((AGE,), row(1, cell)), [nullable], conditions_nullable=nullable)
    truths: list[bool | None] = [False, True, *([None] if nullable else [])]
    ages: list[int | None] = [1, 2, 3, 4, *([None] if nullable else [])]
    for a, b, c, age in product(truths, truths, truths, ages):
        facts = {"a": a, "b": b, "c": c}
        holding = sum(held(space, box, facts, age) for box in range(len(space.boxes)))
        assert holding == (1 if kleene(cell, facts, age) is True else 0)
