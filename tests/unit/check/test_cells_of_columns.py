"""Cells: truths over the input of a column."""

import pytest

from lawbook.model.core import AnyOf, Constant, Expression, Interval, Not, Same, Variable, Within
from lawbook.model.types import BooleanType, TextType, TimeType, Type
from lawbook.model.values import Value
from lawbook.problems.problem import NOWHERE
from support.elaborating import CHANNEL, GRADE, TYPES, elaborated_cell, number, sound_cell, value_of

SCORE, INCOME, NOTE = TYPES["score"], TYPES["income"], TextType(10)
INPUT = Variable("?", where=NOWHERE, type=SCORE)


def constant(value: str | int | bool) -> Constant:  # noqa: FBT001 - a truth is a value here
    return Constant(value, where=NOWHERE, type=SCORE)


def within(*tests: Interval | Same) -> Within:
    return Within(INPUT, tests, where=NOWHERE, type=SCORE)


def from_to(low: int | None, high: int | None, *, low_closed: bool = False, high_closed: bool = False) -> Interval:
    return Interval(None if low is None else constant(low), low_closed, None if high is None else constant(high), high_closed)


@pytest.mark.parametrize(
    ("text", "type_", "cell"),
    [
        ("700", SCORE, within(Same(constant(700)))),
        ("-3", TYPES["shift"], within(Same(constant(-3)))),
        ("< 700", SCORE, within(from_to(None, 700))),
        ("<= 700", SCORE, within(from_to(None, 700, high_closed=True))),
        ("> 700", SCORE, within(from_to(700, None))),
        (">= 700", SCORE, within(from_to(700, None, low_closed=True))),
        ("[600..700)", SCORE, within(from_to(600, 700, low_closed=True))),
        ("]600..700[", SCORE, within(from_to(600, 700))),
        ("< 400, 500, > 600", SCORE, within(from_to(None, 400), Same(constant(500)), from_to(600, None))),
        ("!= 700", SCORE, Not(within(Same(constant(700))), where=NOWHERE, type=SCORE)),
        ("not(700, 710)", SCORE, Not(within(Same(constant(700)), Same(constant(710))), where=NOWHERE, type=SCORE)),
        ("< 5000", INCOME, within(from_to(None, 500_000))),
        ("< 5000.505", INCOME, within(from_to(None, 500_050, high_closed=True))),
        ("> 5000.505", INCOME, within(from_to(500_051, None, low_closed=True))),
        ("[0.001..0.019]", INCOME, within(from_to(1, 1, low_closed=True, high_closed=True))),
        ("A", GRADE, within(Same(constant("A")))),
        ('"A"', GRADE, within(Same(constant("A")))),
        ("A, C", GRADE, within(Same(constant("A")), Same(constant("C")))),
        ("< C", GRADE, within(Same(constant("A")), Same(constant("B")))),
        (">= C", GRADE, within(Same(constant("C")), Same(constant("D")))),
        ("[B..C]", GRADE, within(Same(constant("B")), Same(constant("C")))),
        ("true", BooleanType(), within(Same(constant(True)))),
        ('"x", "y"', NOTE, within(Same(constant("x")), Same(constant("y")))),
        ('>= @"22:00"', TimeType(), within(from_to(79_200, None, low_closed=True))),
    ],
)
def test_a_cell_of_literals_is_a_test_of_the_input(text: str, type_: Type, cell: Expression) -> None:
    assert sound_cell(text, type_) == cell


def test_a_dash_says_nothing() -> None:
    assert sound_cell("-", SCORE) is None


def test_a_condition_speaks_of_the_input() -> None:
    cell = sound_cell("modulo(?, 2) = 0", SCORE)
    assert cell is not None
    assert value_of(cell, of=700) is True
    assert value_of(cell, of=701) is False


def test_conditions_and_tests_stand_side_by_side() -> None:
    cell = sound_cell("< 400, modulo(?, 2) = 0, != 701", SCORE)
    assert isinstance(cell, AnyOf)
    values: list[tuple[int, Value]] = [(n, value_of(cell, of=n)) for n in (300, 700, 701)]
    assert values == [(300, True), (700, True), (701, False)]


def test_a_set_is_asked_in_a_condition() -> None:
    cell = sound_cell('contains(?, "death")', TYPES["events"])
    assert cell is not None
    assert value_of(cell, of=frozenset({"death"})) is True


def test_ends_may_be_calculated() -> None:
    cell = sound_cell("[terms..terms + 100)", SCORE)
    assert cell is not None
    assert value_of(cell, {"terms": 300}, of=399) is True
    assert value_of(cell, {"terms": 300}, of=400) is False


def test_an_end_finer_than_the_input_makes_the_input_finer() -> None:
    cell = sound_cell("< weight", TYPES["shift"])
    assert cell is not None
    assert value_of(cell, {"weight": 150}, of=1) is True
    assert value_of(cell, {"weight": 150}, of=2) is False


def test_an_end_may_be_a_label_that_is_calculated() -> None:
    cell = sound_cell("<= stage, D", GRADE)
    assert cell is not None
    assert [value_of(cell, of=label) for label in "ABCD"] == [True, True, False, True]


@pytest.mark.parametrize(
    ("text", "type_", "code"),
    [
        ("E", GRADE, "unknown-label"),
        ("smss", CHANNEL, "unknown-label"),
        ("< sms", CHANNEL, "not-ordered"),
        ("< A", GRADE, "empty-range"),
        ("[C..B]", GRADE, "empty-range"),
        ("[700..600]", SCORE, "empty-range"),
        ('[@"22:00"..@"07:00")', TimeType(), "empty-range"),
        ('<= @"22:00"', TimeType(), "wrong-type"),
        ("700.5", SCORE, "wrong-scale"),
        ("income", SCORE, "mixed-units"),
        ("true", SCORE, "wrong-type"),
        ("death", TYPES["events"], "unknown-name"),
        ("score", GRADE, "wrong-type"),
        ("< true", BooleanType(), "wrong-type"),
        ("? + 1", SCORE, "wrong-type"),
        ("1 / 2", SCORE, "needs-rounding"),
    ],
)
def test_a_cell_that_is_wrong_is_told_of_and_taken_as_true(text: str, type_: Type, code: str) -> None:
    cell, problems = elaborated_cell(text, type_)
    assert [problem.code for problem in problems] == [code]
    assert cell == constant(True)


def test_all_that_is_wrong_with_a_cell_is_told_of() -> None:
    _, problems = elaborated_cell("E, F, < 3", GRADE)
    assert [problem.code for problem in problems] == ["unknown-label", "unknown-label", "wrong-type"]


def test_a_cell_that_no_input_can_pass_is_warned_of() -> None:
    for text in ("900", "> 850", "[900..950]", "< 300"):
        cell, problems = elaborated_cell(text, SCORE)
        assert [(problem.code, problem.severity) for problem in problems] == [("constant-condition", "warning")], text
        assert cell != constant(True)


def test_a_label_is_taken_before_a_name_of_the_same_text() -> None:
    assert sound_cell("call", CHANNEL) == within(Same(constant("call")))
    shadowing = number("integer", 0, 9)
    assert elaborated_cell("A", shadowing)[1][0].code == "unknown-name"
