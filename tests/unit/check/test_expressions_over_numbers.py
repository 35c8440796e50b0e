"""Numbers: scales, intervals, roundings, fractions, and the digits they may need."""

import pytest

from lawbook.check.typing.expressions import open_number
from lawbook.model.core import Add, Constant, FactValue, Less, Multiply, Rescale, RoundedQuotient
from lawbook.model.types import NumberType
from lawbook.model.values import Cause, Unknown
from lawbook.problems.problem import NOWHERE
from support.elaborating import codes, day, elaborated, helped, number, sound, told, worked_out

MONEY = number("money", -(10**12), 10**12, 2)
ANY = number("integer", 0, 0)


def fact(name: str) -> FactValue:
    return FactValue(name, where=NOWHERE, type=ANY)


def constant(value: int) -> Constant:
    return Constant(value, where=NOWHERE, type=ANY)


def kind_scale_and_interval(text: str) -> tuple[str, int, int, int]:
    type_ = sound(text).type
    assert isinstance(type_, NumberType)
    return type_.kind, type_.scale, type_.low, type_.high


def test_a_sum_counts_both_sides_at_the_finer_scale() -> None:
    rescaled = Rescale(fact("score"), 2, where=NOWHERE, type=ANY)
    assert sound("score + weight") == Add(rescaled, fact("weight"), where=NOWHERE, type=ANY)


def test_a_product_has_the_scales_of_both_sides_together() -> None:
    assert sound("rate * income") == Multiply(fact("rate"), fact("income"), where=NOWHERE, type=ANY)
    assert kind_scale_and_interval("rate * income") == ("money", 6, 0, 36_000_000_000)


def test_a_literal_finer_than_the_money_it_meets_makes_the_money_finer() -> None:
    rescaled = Rescale(fact("income"), 1, where=NOWHERE, type=ANY)
    assert sound("income < 5000.505") == Less(rescaled, constant(5_000_505), where=NOWHERE, type=ANY)


def test_zeros_at_the_end_of_a_literal_are_no_decimal_places() -> None:
    assert sound("score < 700.00") == Less(fact("score"), constant(700), where=NOWHERE, type=ANY)


def test_what_is_made_of_literals_only_becomes_a_literal() -> None:
    assert sound("income < 2 * 3 + 4 ** 2") == Less(fact("income"), constant(2_200), where=NOWHERE, type=ANY)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("score - 300", (0, 550)),
        ("-score", (-850, -300)),
        ("-shift", (-5, 5)),
        ("shift * shift", (-25, 25)),
        ("shift ** 2", (0, 25)),
        ("shift ** 3", (-125, 125)),
        ("2 ** terms", None),
        ("2 ** abs(shift)", (1, 32)),
        ("(-2) ** abs(shift)", (-32, 16)),
        ("abs(shift)", (0, 5)),
        ("abs(score)", (300, 850)),
        ("min(score, 600)", (300, 600)),
        ("max(score, 600)", (600, 850)),
        ("max(0, min(shift, 3))", (0, 3)),
        ("modulo(score, 7)", (0, 6)),
        ("modulo(shift, 100)", (0, 99)),
        ("modulo(min(terms, 12), 100)", (1, 12)),
        ("if agreed then score else 0", (0, 850)),
        ("sum(shift, shift, 1)", (-9, 11)),
        ("round half up(score / 7, 0)", (43, 121)),
        ("round down(score / shift, 0)", (-850, 850)),
        ("floor(score / 1000)", (0, 0)),
        ("ceiling(shift / 2, 0)", (-2, 3)),
        ("round up(score, -2)", (300, 900)),
        ("count(events)", (0, 3)),
        ("count(agencies)", (0, 10)),
        ("sum(agencies.capacity)", (0, 500)),
        ("max(agencies.capacity)", (0, 50)),
        ("month(born)", (1, 12)),
        ("year(born)", (1920, 2020)),
    ],
)
def test_the_interval_of_a_calculation_is_inferred(text: str, interval: tuple[int, int] | None) -> None:
    if interval is None:
        assert codes(text) == ["number-too-large"]
    else:
        assert kind_scale_and_interval(text)[2:] == interval


def test_plain_numbers_that_meet_have_the_widest_kind() -> None:
    assert kind_scale_and_interval("score + terms")[0] == "integer"
    assert kind_scale_and_interval("score + 0.5")[0] == "decimal"
    assert kind_scale_and_interval("score + rate")[0] == "ratio"
    assert kind_scale_and_interval("weight * rate")[0] == "ratio"


def test_a_division_of_integers_is_a_decimal_number_and_whole_when_rounded_to_no_places() -> None:
    assert kind_scale_and_interval("round half up(score / terms, 2)")[:2] == ("decimal", 2)
    assert kind_scale_and_interval("round half up(score / terms, 0)")[:2] == ("integer", 0)


def test_money_by_money_is_a_ratio() -> None:
    assert kind_scale_and_interval("round half up(debt / income, 4)")[:2] == ("ratio", 4)


def test_one_rounding_holds_one_exact_quotient() -> None:
    quotient = sound("round half up(income / terms, 2)")
    cause = Cause(99, "division-by-zero", "limit")
    assert quotient == RoundedQuotient(fact("income"), fact("terms"), (), 0, "half up", cause, where=NOWHERE, type=ANY)


def test_a_divisor_that_can_be_zero_is_remembered() -> None:
    quotient = sound("round half up(debt / income, 4)")
    assert isinstance(quotient, RoundedQuotient)
    assert quotient.divisors == (fact("income"),)
    assert worked_out("round half up(debt / income, 4)", {"debt": 100, "income": 0}) == Unknown((quotient.cause,))


def test_a_divisor_of_a_divisor_is_remembered_too() -> None:
    text = "round down(income / (debt / income), 2)"
    assert worked_out(text, {"income": 0, "debt": 100}) == Unknown((Cause(99, "division-by-zero", "limit"),))
    assert worked_out(text, {"income": 100, "debt": 0}) == Unknown((Cause(99, "division-by-zero", "limit"),))
    assert worked_out(text, {"income": 100, "debt": 300}) == 33


def test_fractions_of_fractions_are_rounded_once() -> None:
    text = "round half up((0.50 * income - debt) / (1 / terms + rate / 12), 2)"
    assert worked_out(text, {"income": 1_000_000, "debt": 0, "terms": 12, "rate": 1200}) == 5_357_143


def test_the_same_denominator_is_not_multiplied_twice() -> None:
    quotient = sound("round half up(income / terms + debt / terms, 2)")
    assert isinstance(quotient, RoundedQuotient)
    assert quotient.denominator == fact("terms")


def test_a_negative_power_is_a_quotient() -> None:
    assert worked_out("round half up(2 ** -3, 4)") == 1_250
    assert worked_out("round half up(income * (1 + rate) ** -2, 2)", {"income": 10_000, "rate": 2500}) == 6_400
    assert worked_out("round half up(10 * weight ** -1, 2)", {"weight": 0}) == Unknown((Cause(99, "division-by-zero", "limit"),))


def test_rounding_to_hundreds_counts_whole_hundreds() -> None:
    assert worked_out("round down(min(income * 6, 20000), -2)", {"income": 123_456}, wanted=MONEY) == 740_000
    assert kind_scale_and_interval("round down(min(income * 6, 20000), -2)") == ("money", 0, 0, 20_000)


def test_rounding_what_is_coarse_enough_already_changes_nothing() -> None:
    assert sound("round half up(score, 0)") == fact("score")
    assert sound("round half up(score, 2)") == Rescale(fact("score"), 2, where=NOWHERE, type=ANY)


def test_rounding_half_even_and_half_down_part_at_the_half() -> None:
    facts = {"weight": 250}
    assert [worked_out(f"round {way}(weight, 0)", facts) for way in ("up", "down", "half up", "half down", "half even")] == [3, 2, 3, 2, 2]


def test_a_division_outside_a_rounding_says_how_to_round() -> None:
    assert told("income / terms") == [("needs-rounding", "`income / terms` is a division that is not rounded")]
    assert helped("income / terms") == "say how: `round half up(income / terms, 2)`"
    assert codes("income / terms > 3") == ["needs-rounding"]
    assert codes("mean(agencies.fee) > 3") == ["needs-rounding"]
    assert codes("2 ** -1") == ["needs-rounding"]


@pytest.mark.parametrize(
    "text",
    [
        "round half up(max(1 / terms, 2), 2)",
        "round half up(if agreed then 1 / terms else 2, 2)",
        "abs(1 / terms)",
        "modulo(score / 2, 3)",
        "sum(1 / terms, 2)",
    ],
)
def test_only_sums_products_quotients_and_powers_may_stand_around_a_division(text: str) -> None:
    assert codes(text) == ["not-one-quotient"]


def test_a_division_within_min_says_to_round_inside() -> None:
    assert helped("min(income / terms, 2)") == "round inside: `round half up(income / terms, 2)`"


def test_an_exponent_on_both_sides_of_zero_is_no_quotient() -> None:
    assert told("round half up(2 ** shift, 2)") == [("not-one-quotient", "the exponent `shift` can be above and below zero, from -5 to 5")]


@pytest.mark.parametrize("text", ["2 ** 0.5", "2 ** rate", "2 ** income", "2 ** agreed"])
def test_an_exponent_is_an_integer(text: str) -> None:
    assert codes(text) == ["wrong-type"]


def test_an_exponent_has_a_limit() -> None:
    assert codes("1 ** 601") == ["number-too-large"]


def test_a_calculation_of_more_than_38_digits_is_refused() -> None:
    assert told("rate ** 36 * income") == [("number-too-large", "`rate ** 36` could need 129 digits, and no number may need more than 38")]
    assert codes("123456789012345678901234567890123456789 > score") == ["number-too-large"]
    assert codes("min(income * 1000000000000000000000000000, income)") == []
    assert codes("min(income * 10000000000000000000000000000000, income)") == ["number-too-large"]


def test_a_rounding_needs_room_to_find_the_half() -> None:
    assert codes("round half up(income * 1000000000000000000000000000 / 3, 18)") == ["number-too-large"]


@pytest.mark.parametrize(
    "text",
    [
        "round half up(income)",
        "round half up(income, score)",
        "round half up(income, 1.5)",
        "round half up(income, 19)",
        "floor(income, 1, 2)",
    ],
)
def test_a_rounding_says_its_places_in_a_literal(text: str) -> None:
    assert codes(text) == ["wrong-arguments"]


@pytest.mark.parametrize("text", ["modulo(score, terms)", "modulo(score, 0)", "modulo(score, -7)", "modulo(score)"])
def test_a_remainder_is_by_a_positive_constant(text: str) -> None:
    assert codes(text) == ["wrong-arguments"]


def test_a_remainder_is_never_below_zero() -> None:
    assert worked_out("modulo(shift, 3)", {"shift": -5}) == 1
    assert worked_out("modulo(debt, 0.5)", {"debt": -30}) == 20


def test_minus_binds_tighter_than_a_power() -> None:
    assert worked_out("-3 ** 2") == 9


def test_both_sides_are_told_of_when_both_are_wrong() -> None:
    assert codes("(income + overdue) * (agreed + 1)") == ["mixed-units", "wrong-type"]


@pytest.mark.parametrize(
    "text", ["agreed + 1", "-agreed", "note * 2", "agencies + 1", "abs(grade)", "sum(grade, grade)", "round up(agreed, 2)"]
)
def test_arithmetic_is_done_with_numbers(text: str) -> None:
    assert codes(text) == ["wrong-type"]


# ── a place of a declared type


def test_a_value_is_counted_at_the_scale_of_its_place() -> None:
    assert sound("score", number("decimal", 0, 100_000, 2)) == Rescale(fact("score"), 2, where=NOWHERE, type=ANY)
    assert sound("7", MONEY) == constant(700)


def test_a_value_that_is_finer_than_its_place_must_be_rounded() -> None:
    assert told("income * rate", MONEY) == [("wrong-scale", "`income * rate` has 6 decimal places, and 2 decimal places can stand here")]
    assert helped("income * rate", MONEY) == "say how it is rounded: `round half up(income * rate, 2)`"
    assert codes("0.5", number("integer", 0, 9)) == ["wrong-scale"]


def test_a_value_that_can_leave_the_range_of_its_place_must_be_held_in_it() -> None:
    place = number("money", 0, 5_000_000, 2)
    assert told("debt", place) == [("out-of-range", "`debt` can be from -5000.00 to 100000.00, and must be from 0.00 to 50000.00")]
    assert helped("debt", place) == "hold it in range with `min(…, 50000.00)` and `max(…, 0.00)`"
    assert codes("min(max(debt, 0), 50000)", place) == []
    assert told("60000", place) == [("out-of-range", "`60000` is 60000.00, and must be from 0.00 to 50000.00")]


def test_a_place_that_is_open_takes_the_interval_inferred() -> None:
    assert sound("debt * 2", open_number("money", 2, "CNY")).type == number("money", -1_000_000, 20_000_000, 2)
    assert codes("1000000000000000000000000000000000000 * income", open_number("money", 9, "CNY")) == ["number-too-large"]
    assert codes("10000000000000000000000000000 * income", open_number("money", 9, "CNY")) == ["number-too-large"]


def test_a_place_that_is_open_at_one_end_says_so() -> None:
    place = NumberType("integer", 0, open_number("integer", 0).low, 100)
    assert told("score", place) == [("out-of-range", "`score` can be from 300 to 850, and must be at most 100")]


@pytest.mark.parametrize(("text", "place"), [("score", number("ratio", 0, 10**9, 4)), ("round down(weight, 0)", number("integer", -9, 9))])
def test_plain_numbers_go_to_places_of_any_plain_kind(text: str, place: NumberType) -> None:
    type_ = sound(text, place).type
    assert isinstance(type_, NumberType)
    assert (type_.kind, type_.scale) == (place.kind, place.scale)


@pytest.mark.parametrize(
    ("text", "place"), [("score", MONEY), ("income", number("days", 0, 9)), ("overdue", number("months", 0, 9)), ("yen", MONEY)]
)
def test_a_value_of_another_unit_does_not_fit(text: str, place: NumberType) -> None:
    assert codes(text, place) == ["mixed-units"]


def test_a_value_of_another_type_does_not_fit() -> None:
    assert told("born", MONEY) == [("wrong-type", "`born` is a date, and money in CNY is needed here")]


def test_an_integer_says_how_it_becomes_days() -> None:
    assert helped("score", number("days", 0, 900)) == "`days(n)` makes days of an integer"


def test_literals_take_the_unit_of_their_place_through_both_branches() -> None:
    chosen = sound("if agreed then 1 else 0.5", MONEY)
    assert chosen.type == number("money", 50, 100, 2)


def test_every_node_knows_its_place_and_type() -> None:
    expression, _ = elaborated("income + 1")
    assert isinstance(expression, Add)
    assert str(expression.right.where) == "policy.yaml:1:10"
    assert day("1970-01-01") == 719_163


def test_a_calculation_of_thousands_of_digits_is_refused_like_any_other() -> None:
    (problem,) = told("(score * score * score * score) ** 600")
    assert problem[0] == "number-too-large"


def test_the_least_of_plain_numbers_has_the_widest_kind() -> None:
    assert kind_scale_and_interval("min(score, rate)")[0] == "ratio"
    assert kind_scale_and_interval("if agreed then score else rate")[0] == "ratio"
    assert kind_scale_and_interval("sum(score, 2, rate, weight)")[0] == "ratio"
