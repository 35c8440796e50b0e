"""Lists of records: fields, filters, counts, `some` and `every`."""

import pytest

from lawbook.model.core import Aggregate, FieldOf, RoundedQuotient, Variable
from lawbook.model.types import NumberType
from lawbook.model.values import Cause, Unknown, Value
from support.elaborating import codes, elaborated, helped, sound, told, worked_out

FEE_MISSING = Unknown((Cause(20, "missing-fact", "agencies"),))
EMPTY = Unknown((Cause(99, "empty-list", "limit"),))
NORTH: Value = ("north", 30, 1_000, True)
SMALL: Value = ("north", 5, 250, False)
SOUTH: Value = ("south", 50, FEE_MISSING, True)
AGENCIES: dict[str, Value] = {"agencies": (NORTH, SMALL, SOUTH)}
NONE: dict[str, Value] = {"agencies": ()}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("count(agencies)", 3),
        ('count(agencies[region = "north"])', 2),
        ('count(agencies[region = "north"][capacity > 10])', 1),
        ("count(agencies[item.capacity > 10])", 2),
        ("sum(agencies.capacity)", 85),
        ("sum(agencies[open].capacity)", 80),
        ('sum(agencies[region = "north"].fee)', 1_250),
        ("sum(agencies.fee)", FEE_MISSING),
        ("min(agencies.capacity)", 5),
        ("max(agencies[not(open)].capacity)", 5),
        ("round half up(mean(agencies.capacity), 2)", 2_833),
        ("round half up(mean(agencies[fee is known].fee), 2)", 625),
        ("count(agencies[capacity = max(agencies.capacity)])", 1),
        ("count(agencies[count(agencies[capacity > 10]) = 2])", 3),
        ('some x in agencies satisfies x.region = "south" and x.open', True),
        ("every x in agencies satisfies x.capacity > 5", False),
        ("every x in agencies[open] satisfies x.capacity > 5", True),
        ("some x in agencies[not(open)] satisfies x.capacity > 5", False),
        ("some c in agencies.capacity satisfies c > 40", True),
        ("every x in agencies satisfies some y in agencies satisfies y.capacity >= x.capacity", True),
        ("some x in agencies satisfies count(agencies[capacity > x.capacity]) = 2", True),
        ("sum(agencies.fee) is known", False),
    ],
)
def test_lists_are_counted_added_and_searched(text: str, value: Value) -> None:
    assert worked_out(text, AGENCIES) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("count(agencies)", 0),
        ("sum(agencies.fee)", 0),
        ("min(agencies.capacity)", EMPTY),
        ("max(agencies.fee)", EMPTY),
        ("round half up(mean(agencies.fee), 2)", EMPTY),
        ("round half up(1 / count(agencies), 2)", Unknown((Cause(99, "division-by-zero", "limit"),))),
        ("round half up(mean(agencies.fee) / count(agencies), 2)", Unknown((Cause(99, "division-by-zero", "limit"),))),
        ("some x in agencies satisfies x.open", False),
        ("every x in agencies satisfies x.open", True),
    ],
)
def test_nothing_has_a_count_and_a_sum_but_no_least(text: str, value: Value) -> None:
    assert worked_out(text, NONE) == value


def test_several_values_written_out_are_taken_like_a_list() -> None:
    facts: dict[str, Value] = {"score": 600, "terms": 12, "shift": -2}
    assert worked_out("min([score, terms, shift])", facts) == -2
    assert worked_out("max(score, terms, shift)", facts) == 600
    assert worked_out("sum([score, terms, shift])", facts) == 610
    assert worked_out("round half up(mean(score, terms, shift), 1)", facts) == 2_033
    assert worked_out("count([score, terms])", facts) == 2
    assert worked_out("sum([])", facts) == 0


def test_the_interval_of_a_sum_grows_with_the_list() -> None:
    type_ = sound("sum(agencies.fee)").type
    assert isinstance(type_, NumberType)
    assert (type_.kind, type_.scale, type_.low, type_.high) == ("money", 2, 0, 100_000)


def test_a_filter_within_a_filter_has_a_variable_of_its_own() -> None:
    outer = sound("count(agencies[capacity > max(agencies.capacity)])")
    assert isinstance(outer, Aggregate)
    inner = outer.condition
    variables = {part.name for part in _variables(inner)}
    assert variables == {"item", "item 2"}


def _variables(part: object) -> list[Variable]:
    if isinstance(part, Variable):
        return [part]
    slots = getattr(type(part), "__dataclass_fields__", {})
    return [found for name, field in slots.items() if field.compare for found in _variables(getattr(part, name))]


def test_a_mean_is_one_quotient_with_what_stands_around_it() -> None:
    quotient = sound("round half up(mean(agencies.fee) * 2 + income, 2)")
    assert isinstance(quotient, RoundedQuotient)
    assert len(quotient.divisors) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("agencies > 3", "wrong-type"),
        ("agencies.fee > 3", "wrong-type"),
        ("agencies[open]", "wrong-type"),
        ("sum(agencies)", "wrong-type"),
        ("sum(agencies.region)", "wrong-type"),
        ("max(agencies.open)", "wrong-type"),
        ("max(grade, stage)", "wrong-type"),
        ("agencies.size", "unknown-name"),
        ("income.size", "wrong-type"),
        ("count(agencies[capcity > 3])", "unknown-name"),
        ("count(agencies[capacity])", "wrong-type"),
        ("count(agencies.fee[item > 3])", "wrong-type"),
        ("count(income[open])", "wrong-type"),
        ("some x in income satisfies true", "wrong-type"),
        ("some income in agencies satisfies true", "duplicate-name"),
        ("some x in agencies satisfies x.size > 3", "unknown-name"),
        ("some x in agencies satisfies x > 3", "wrong-type"),
        ("max(received, 3)", "wrong-type"),
        ("mean(agencies.region) > 3", "wrong-type"),
    ],
)
def test_lists_are_asked_with_care(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_field_that_does_not_exist_is_told_with_those_that_do() -> None:
    assert told("sum(agencies.size)") == [("unknown-name", "`agencies` has no field `size`")]
    assert helped("sum(agencies.size)") == "possible here: `region`, `capacity`, `fee`, `open`"
    assert helped("sum(agencies.capcity)") == "did you mean `capacity`?"


def test_a_field_stands_where_it_is_written() -> None:
    _, problems = elaborated("sum(agencies.size)")
    assert [str(problem.where) for problem in problems] == ["policy.yaml:1:14"]


def test_a_field_that_hides_a_declared_name_is_warned_of() -> None:
    hidden = "`score` is the field of the element here, and not what is declared as `score`"
    assert told("count(offers[score > 3])") == [("duplicate-name", hidden)]
    assert told("count(offers[item.score > 3])") == []


def test_fields_are_taken_by_place() -> None:
    total = sound("sum(agencies.fee)")
    assert isinstance(total, Aggregate)
    assert isinstance(total.value, FieldOf)
    assert (total.variable, total.value.position) == ("item", 2)


def test_a_sum_over_a_list_must_stay_within_the_digits() -> None:
    assert codes("sum(agencies.capacity) * vast * vast") == ["number-too-large"]
    assert codes("sum(vast * 100000000, 0.0000000000001)") == ["number-too-large"]
    assert codes("min(vast * 10000000, 0.0000000000001)") == ["number-too-large"]
    assert codes("if agreed then vast * 10000000 else 0.0000000000001") == ["number-too-large"]
    assert codes("vast * 10000000 < 0.0000000000001") == ["number-too-large"]
    assert codes("modulo(vast * 10000000, 0.0000000000001)") == ["number-too-large"]


def test_mixed_values_are_not_added_or_compared() -> None:
    assert codes("sum(born, born)") == ["wrong-type"]
    assert codes("score in (1, born)") == ["wrong-type"]
    assert codes("min(score, born)") == ["wrong-type"]
    assert codes("agencies = agencies") == ["wrong-type"]


def test_what_grows_too_large_is_told_of_wherever_it_grows() -> None:
    just_within = "vast * 99999999999999"
    assert codes(f"sum({just_within}, {just_within}) > 1") == ["number-too-large"]
    assert codes(f"round half up({just_within} + 1 / 3, 2)") == ["number-too-large"]
    assert codes(f"mean({just_within}, {just_within}) > 1") == ["number-too-large"]
