"""Rows are found alike in small tables, in large ones and in very large ones."""

from collections.abc import Sequence
from random import Random

import pytest

from lawbook.compile import compile_policy, selection
from lawbook.compile.finder import Finder
from lawbook.compile.formulas import MANY
from lawbook.compile.resolving import REMEMBERED, Remembered
from lawbook.contract.facts import missing
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model import core
from lawbook.model.core import Table
from lawbook.model.types import OneOfType, TextType
from lawbook.model.values import Value
from lawbook.problems.problem import NOWHERE
from support.contracts import a_fact
from support.core_policies import Box, between, boxes, deciding, fact, less, number, policy, row
from support.generated_core import seeded
from support.generated_expressions import NUMBER, TRUTH, constant, node

NAMES = ("x", "y", "z")


def drawn_boxes(random: Random, count: int, widest: int) -> list[Box]:
    """Draw boxes that overlap, some of which take all of a side."""

    def side() -> tuple[int, int] | None:
        low = random.randrange(100_000)
        return None if random.random() < 0.1 else (low, low + random.randrange(widest))

    return [(side(), side(), side()) for _ in range(count)]


def hit(of: Sequence[Box], point: Sequence[int]) -> list[int]:
    return [
        place for place, box in enumerate(of) if all(side is None or side[0] <= at <= side[1] for side, at in zip(box, point, strict=True))
    ]


@pytest.mark.parametrize(("count", "widest"), [(300, 60_000), (4_500, 20_000)])
def test_the_first_of_many_overlapping_rows_is_found(count: int, widest: int) -> None:
    random = seeded(count)
    drawn = drawn_boxes(random, count, widest)
    table = boxes("first", [fact(name) for name in NAMES], drawn)
    compiled = compile_policy(policy([a_fact(name, NUMBER) for name in NAMES], deciding("row", NUMBER, table)), 738_000)
    for _ in range(60):
        point = [random.randrange(100_000) for _ in NAMES]
        rows = hit(drawn, point)
        decision = compiled.decide_values(dict(zip(NAMES, point, strict=True)), 738_000)
        assert decision.fired == ((f"R{rows[0]}",) if rows else ())


@pytest.mark.parametrize("memory", [selection.MASK_BYTES, 0])
@pytest.mark.parametrize("hits", ["unique", "first", "any", "rule order"])
def test_many_rows_over_inputs_that_may_be_unknown_are_judged_as_defined(
    hits: core.HitPolicy, memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "MASK_BYTES", memory)
    random = seeded(5)
    table = boxes(hits, [fact(name) for name in NAMES], drawn_boxes(random, 400, 30_000))
    facts = [a_fact(name, NUMBER, optional=True, order=place) for place, name in enumerate(NAMES)]
    of = policy(facts, deciding("row", NUMBER, table))
    compiled = compile_policy(of, 738_000)
    for _ in range(60):
        values: dict[str, Value] = {each.name: missing(each) if random.random() < 0.3 else random.randrange(100_000) for each in of.facts}
        assert compiled.decide_values(values, 738_000) == evaluate_policy(of, values, 738_000).decision


@pytest.mark.parametrize("memory", [selection.MASK_BYTES, -1])
def test_labels_texts_truths_and_conditions_find_rows_as_numbers_do(memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "MASK_BYTES", memory)
    random = seeded(6)
    labels, words = tuple(f"L{n}" for n in range(12)), ("", "a", "b", "c")
    label, text = OneOfType(labels), TextType(3)
    rows = []
    for place in range(120):
        some = tuple(core.Same(constant(each, label)) for each in random.sample(labels, 3))
        cells = (
            core.Within(core.Variable("?", **node(label)), some, **node(TRUTH)),
            random.choice((None, core.Equal(core.Variable("?", **node(text)), constant(random.choice(words[:3]), text), **node(TRUTH)))),
            random.choice((None, core.Variable("?", **node(TRUTH)), core.Not(core.Variable("?", **node(TRUTH)), **node(TRUTH)))),
        )
        condition = less(fact("x"), number(random.randrange(9))) if random.random() < 0.3 else None
        rows.append(row(f"R{place}", cells, number(place), condition=condition))
    inputs = (fact("label", label), fact("text", text), fact("truth", TRUTH))
    table = Table(hit="rule order", inputs=inputs, rows=tuple(rows), where=NOWHERE)
    facts = [a_fact("label", label), a_fact("text", text), a_fact("truth", TRUTH), a_fact("x", NUMBER)]
    of = policy(facts, deciding("rows", NUMBER, table))
    compiled = compile_policy(of, 738_000)
    for _ in range(100):
        values: dict[str, Value] = {
            "label": random.choice(labels), "text": random.choice(words), "truth": random.random() < 0.5, "x": random.randrange(10),
        }  # fmt: skip
        assert compiled.decide_values(values, 738_000).fired == evaluate_policy(of, values, 738_000).decision.fired


def test_an_input_in_other_units_than_its_cells_is_cut_where_they_say() -> None:
    halves = core.Within(
        core.Rescale(core.Variable("?", **node(NUMBER)), 2, **node(NUMBER)),
        (core.Interval(number(150), True, number(399), True),),
        **node(TRUTH),
    )
    table = Table(hit="unique", inputs=(fact("x"),), rows=(row("two-or-three", [halves], number(1)),), where=NOWHERE)
    compiled = compile_policy(policy([a_fact("x", NUMBER)], deciding("in", NUMBER, table)), 738_000)
    assert [bool(compiled.decide_values({"x": x}, 738_000).fired) for x in (1, 2, 3, 4)] == [False, True, True, False]


def test_rows_that_nothing_can_part_stand_in_one_leaf() -> None:
    random = seeded(7)
    drawn: list[Box] = [((0, 100_000), (0, 100_000), (0, 100_000))] * 50 + drawn_boxes(random, 50, 10)
    of = policy([a_fact(name, NUMBER) for name in NAMES], deciding("row", NUMBER, boxes("first", [fact(name) for name in NAMES], drawn)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selection, "MASK_BYTES", -1)
        compiled = compile_policy(of, 738_000)
    assert isinstance(next(value for value in vars(compiled)["_source"].constants.values() if isinstance(value, Finder)), Finder)
    assert compiled.decide_values({"x": 5, "y": 5, "z": 5}, 738_000).fired == ("R0",)


def test_a_table_without_rows_never_matches() -> None:
    of = policy([a_fact("x", NUMBER)], deciding("row", NUMBER, Table(hit="unique", inputs=(fact("x"),), rows=(), where=NOWHERE)))
    decision = compile_policy(of, 738_000).decide({"x": 1}, 738_000)
    assert [cause.kind for cause in decision.unknowns["row"]] == ["no-row-matched"]


def test_a_row_whose_cell_is_never_true_can_still_be_hit_by_an_unknown() -> None:
    unknown = core.Not(core.IsKnown(core.Variable("?", **node(NUMBER)), **node(TRUTH)), **node(TRUTH))
    rows = (row("absent", [unknown], number(0)), row("low", [between(0, 9)], number(1)))
    of = policy(
        [a_fact("x", NUMBER, optional=True)], deciding("row", NUMBER, Table(hit="unique", inputs=(fact("x"),), rows=rows, where=NOWHERE))
    )
    for memory in (selection.MASK_BYTES, -1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(selection, "MASK_BYTES", memory)
            compiled = compile_policy(of, 738_000)
        assert [compiled.decide(facts, 738_000).fired for facts in ({}, {"x": 5}, {"x": 10})] == [("absent",), ("low",), ()]


def test_what_is_remembered_of_a_table_is_bounded() -> None:
    remembered = Remembered[int, list[int]](lambda place: [place])
    first, last = remembered[0], REMEMBERED + 10
    assert all(remembered[place] == [place] for place in range(last))
    assert len(remembered) == REMEMBERED
    assert remembered[0] is first
    assert remembered[last] is not remembered[last]


def test_formulas_that_differ_in_their_numbers_alone_are_one_function() -> None:
    ends = range(0, 10 * (MANY + 50), 10)
    rows = tuple(
        row(
            f"R{low}",
            [between(low, low + 9)],
            core.Add(core.Multiply(fact("y"), number(low), **node(NUMBER)), number(low + 7), **node(NUMBER)),
        )
        for low in ends
    )
    table = Table(hit="unique", inputs=(fact("x"),), rows=rows, where=NOWHERE)
    compiled = compile_policy(policy([a_fact("x", NUMBER), a_fact("y", NUMBER)], deciding("row", NUMBER, table)), 738_000)
    assert compiled.source.count("def o") == 1
    assert [compiled.decide_values({"x": low + 3, "y": 2}, 738_000).outcome["row"] for low in ends] == [3 * low + 7 for low in ends]


def test_conditions_are_worked_out_only_for_rows_that_their_cells_leave_in_question() -> None:
    ends = range(0, 10 * (MANY + 50), 10)
    rows = tuple(row(f"R{low}", [between(low, low + 14)], number(low), condition=less(fact("y"), number(low))) for low in ends)
    table = Table(hit="first", inputs=(fact("x"),), rows=rows, where=NOWHERE)
    of = policy([a_fact("x", NUMBER, optional=True), a_fact("y", NUMBER, optional=True, order=1)], deciding("row", NUMBER, table))
    compiled = compile_policy(of, 738_000)
    assert len(compiled.source) < 10_000
    absent = {each.name: missing(each) for each in of.facts}
    for facts in ({"x": 204, "y": 195}, {"x": 204, "y": 5}, {"x": 209}, {"y": 5}, {}):
        values: dict[str, Value] = {**absent, **facts}
        assert compiled.decide_values(values, 738_000) == evaluate_policy(of, values, 738_000).decision
