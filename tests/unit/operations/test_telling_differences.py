"""How a difference is told: within which bounds, in which way, in both languages."""

import pytest

from lawbook.bounds.values import Among, Bounds, Stretch
from lawbook.difference.turns import Turn
from lawbook.evaluate.telling_values import glossary
from lawbook.model.types import DateType, NumberType, OneOfType, TimeType, Type
from lawbook.operations.comparing_told import tell_bounds, tell_open_turn, tell_region, telling, way_of
from support.versions import by_name, comparison, versions

NUMBER, DATE, TIME = NumberType("integer", 0, 0, 100), DateType(738_000, 740_000), TimeType()
REGION = """
facts:
  x: {type: integer, min: 0, max: 100, optional: true}
decisions:
  k: {type: [A, B], formula: 'if x is missing then "B" else "A"'}
"""


@pytest.mark.parametrize(
    ("type_", "bounds", "en", "zh"),
    [
        (NUMBER, Stretch(0, 100), "known, whatever it is", "已知（任意）"),
        (NUMBER, Stretch(5, 100), "at least 5", "不低于5"),
        (NUMBER, Stretch(0, 5), "at most 5", "不超过5"),
        (NUMBER, Stretch(2, 5), "2 to 5", "2至5"),
        (DATE, Stretch(738_000, 738_100), "not after 2021-11-06", "不晚于2021年11月6日"),
        (DATE, Stretch(738_100, 740_000), "not before 2021-11-06", "不早于2021年11月6日"),
        (TIME, Stretch(0, 86_399), "known, whatever it is", "已知（任意）"),
        (OneOfType(("A", "B")), Among(frozenset({"A", "B"})), "known, whatever it is", "已知（任意）"),
        (NUMBER, Among(frozenset(), unknown=True), "not known", "未知"),
    ],
)
def test_bounds_are_told_in_both_languages(type_: Type, bounds: Bounds, en: str, zh: str) -> None:
    policy = versions()[0]
    assert [tell_bounds(type_, bounds, glossary(policy, lang)) for lang in ("en", "zh")] == [en, zh]


def test_a_fact_that_may_be_absent_has_to_be_known_where_that_is_what_it_takes() -> None:
    found = comparison(versions(('else "A"', 'else "B"'), text=REGION))
    (witness,) = by_name(found)["k"].witnesses
    assert [value for _, value in tell_region(witness, telling(found, "en"))] == ["known, whatever it is"]


@pytest.mark.parametrize(("type_", "way"), [(NUMBER, "rises"), (DATE, "later")])
def test_what_is_in_time_becomes_later_not_more(type_: Type, way: str) -> None:
    assert way_of(type_, Turn("rises")) == way


def test_what_may_be_is_told_by_the_titles_of_labels() -> None:
    found = comparison(versions(("<= 30", "<= 60")))
    outcome = by_name(found)["outcome"]
    assert tell_open_turn(outcome, Turn("becomes", None, "approve"), telling(found, "zh")) == ("无法确定", "approve")


def test_where_nothing_is_compared_numbers_go_as_far_as_they_may() -> None:
    text = "facts:\n  x: {type: integer, min: 0, max: 100}\ndecisions:\n  twice: {type: integer, min: 0, max: 300, formula: x * 2}\n"
    (witness,) = by_name(comparison(versions(("x * 2", "x * 3"), text=text)))["twice"].witnesses
    assert (witness.turn, witness.region) == (Turn("rises"), {"x": Stretch(1, 100)})


def test_what_is_so_for_every_input_has_no_bounds() -> None:
    text = "facts:\n  x: {type: integer, min: 0, max: 100}\ndecisions:\n  twice: {type: integer, min: 0, max: 300, formula: x * 2}\n"
    (witness,) = by_name(comparison(versions(("x * 2", "x * 2 + 1"), text=text)))["twice"].witnesses
    assert (witness.turn, witness.region) == (Turn("rises"), {})
