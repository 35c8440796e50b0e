"""Names, parameters, macros and the functions there are."""

import pytest

from lawbook.check.typing.expressions import elaborate
from lawbook.check.words.names import names_used
from lawbook.check.words.scope import Macro, Scope
from lawbook.model.core import AsOf, DecisionValue, FactValue, ParameterAt
from lawbook.model.values import Cause, Unknown
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean, nearest
from lawbook.problems.problem import NOWHERE
from lawbook.read.syntax import Input
from support.elaborating import GRADE, codes, day, elaborated, helped, scope, sound, told, worked_out
from support.reading import expression, scalar

AS_OF = AsOf(where=NOWHERE, type=GRADE)


def test_names_mean_what_is_declared() -> None:
    assert sound("income") == FactValue("income", where=NOWHERE, type=GRADE)
    assert sound("stage") == DecisionValue("stage", where=NOWHERE, type=GRADE)
    assert sound("as_of") == AS_OF


def test_a_name_declared_nowhere_is_told_with_the_nearest_of_all_that_is() -> None:
    assert told("incme > 3") == [("unknown-name", "`incme` is declared nowhere")]
    assert helped("incme > 3") == "did you mean `income`?"
    assert helped("twice_rom(3) > 3") == "did you mean `twice_room`?"
    assert helped("ass_of = born") == "did you mean `as_of`?"
    assert helped("xyzzy_plugh > 3") is None


def test_every_unknown_name_of_an_expression_is_told_of() -> None:
    assert codes("incme > 3 and dbt < 4 and agred") == ["unknown-name"] * 3


def test_a_declared_name_that_could_not_be_typed_is_no_further_problem() -> None:
    problems = Problems()
    text = scalar("shattered + 1")
    assert elaborate(expression(text.text), text, scope(), problems, wanted=None) is None
    assert list(problems) == []


def test_the_input_has_a_meaning_only_in_a_cell() -> None:
    problems = Problems()
    assert elaborate(Input(at=0), scalar("?"), scope(), problems, wanted=None) is None
    assert [(problem.code, problem.message) for problem in problems] == [("unknown-name", "`?` has a meaning only in a cell")]


# ── parameters


def test_a_bare_parameter_is_taken_on_the_day_of_the_decision() -> None:
    cause = Cause(50, "no-parameter-value", "cap")
    assert sound("cap") == ParameterAt("cap", AS_OF, None, cause, where=NOWHERE, type=GRADE)


def test_a_parameter_on_another_day_is_taken_at_that_date() -> None:
    cause = Cause(51, "no-parameter-value", "late_cap")
    signed = FactValue("signed", where=NOWHERE, type=GRADE)
    assert sound("late_cap at signed") == ParameterAt("late_cap", signed, None, cause, where=NOWHERE, type=GRADE)
    assert worked_out("late_cap at signed", {"signed": day("2019-12-31")}) == Unknown((cause,))
    assert worked_out("late_cap at signed", {"signed": day("2020-01-01")}) == 2400
    assert worked_out('late_cap at @"2029-12-31"') == 2400


def test_a_parameter_keyed_by_a_fact_takes_the_series_of_its_label() -> None:
    assert worked_out("product_cap", {"channel": "sms"}) == 200


def test_a_parameter_dated_by_a_fact_is_not_used_bare() -> None:
    assert told("contract_cap > 0.1") == [
        ("parameter-date", "`contract_cap` has its value on the day of `signed`, and stands here without a date")
    ]
    assert helped("contract_cap > 0.1") == "write `contract_cap at signed`"
    assert codes("contract_cap at signed > 0.1") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("income at signed", "parameter-date"),
        ("capp at signed", "unknown-name"),
        ("cap at income", "wrong-type"),
        ("cap at sgned", "unknown-name"),
        ("shattered at signed", None),
    ],
)
def test_only_a_parameter_is_taken_at_only_a_date(text: str, code: str | None) -> None:
    assert codes(text) == ([code] if code else [])


# ── macros


def test_a_macro_stands_for_its_body() -> None:
    assert sound("room_left(income, debt)") == sound("0.50 * income - debt")
    assert sound("threshold + income") == sound("1000 + income")
    assert sound("threshold() + income") == sound("1000 + income")
    assert sound("twice_room(income)") == sound("2 * (0.50 * income - debt)")


def test_what_is_given_keeps_the_meaning_it_has_where_it_stands() -> None:
    # The macro filters by a field; what is given to it is the field of the outer filter.
    facts = {"agencies": (("north", 5, 0, True), ("north", 3, 0, True), ("south", 1, 0, False))}
    assert worked_out("count(agencies[bigger(capacity) >= 1])", facts) == 2
    assert worked_out("some x in agencies satisfies bigger(x.capacity) = 2", facts) is True


def test_a_problem_within_a_macro_is_told_at_its_body_with_the_use() -> None:
    expression_, problems = elaborated("income > bad_sum(income)")
    assert expression_ is None
    assert [(problem.code, problem.message) for problem in problems] == [
        (
            "mixed-units",
            "`amount`, money in CNY, cannot be added to `overdue`, a number of days, where `bad_sum` is used at policy.yaml:1:10",
        )
    ]


def test_a_macro_is_given_as_much_as_it_needs() -> None:
    assert told("room_left(income)") == [("wrong-arguments", "`room_left` is given 1 value and needs 2")]
    assert helped("room_left > 3") == "write `room_left(earned, owed)`"
    assert helped("threshold(3) > 3") == "write `threshold`"


def test_a_macro_that_uses_itself_is_told_of() -> None:
    assert codes("round_about > 3") == ["macro-cycle"]


def test_macros_of_macros_do_not_grow_without_end() -> None:
    doubling = {f"m{n}": Macro(f"m{n}", (), expression(f"m{n + 1} + m{n + 1}"), scalar(f"m{n + 1} + m{n + 1}")) for n in range(30)}
    doubling["m30"] = Macro("m30", (), expression("score"), scalar("score"))
    wide = Scope(facts=scope().facts, parameters={}, decisions={}, macros=doubling, order=1, subject="d")
    problems = Problems()
    assert elaborate(expression("m0"), scalar("m0"), wide, problems, wanted=None) is None
    assert [problem.code for problem in problems] == ["nesting-too-deep"]


def test_what_is_given_to_a_macro_is_told_of_once() -> None:
    assert codes("doubled(incme) > 3") == ["unknown-name"]


def test_what_is_given_counts_wherever_the_macro_puts_it() -> None:
    assert worked_out("doubled(doubled(score))", {"score": 300}) == 1_200
    assert codes("doubled(" * 20 + "shift" + ")" * 20) == ["nesting-too-deep"]
    deep = "nested(" * 20 + "shift" + ")" * 20
    assert codes(deep) == ["nesting-too-deep"]


def test_the_body_of_a_macro_does_not_see_what_is_bound_where_it_is_used() -> None:
    body = Macro("peek", (), expression("capacity > 3"), scalar("capacity > 3"))
    peeking = Scope(facts=scope().facts, parameters={}, decisions={}, macros={"peek": body}, order=1, subject="d")
    problems = Problems()
    elaborate(expression("count(agencies[peek])"), scalar("count(agencies[peek])"), peeking, problems, wanted=None)
    assert [problem.code for problem in problems] == ["unknown-name"]


# ── functions


def test_an_unknown_function_is_told_with_the_nearest() -> None:
    assert told("rounds(income, 2) > 3") == [("unknown-function", "there is no function `rounds`")]
    assert helped("contain(events, 3)") == "did you mean `contains`?"
    assert codes("contain(incme, 3)") == ["unknown-function", "unknown-name"]


@pytest.mark.parametrize(
    "text",
    [
        "not(agreed, agreed)",
        "abs()",
        "min(3)",
        "min()",
        "during(local_time, local_time)",
        "years between(born)",
        "mean([])",
        "count(agencies, events)",
        "months(1, 2)",
    ],
)
def test_functions_are_given_as_much_as_they_need(text: str) -> None:
    assert codes(text) == ["wrong-arguments"]


def test_what_is_given_to_a_function_of_too_many_is_read_all_the_same() -> None:
    assert codes("abs(incme, dbt)") == ["wrong-arguments", "unknown-name", "unknown-name"]


# ── which names are used


def used(text: str) -> frozenset[str]:
    macros = scope().macros
    return names_used(expression(text), macros, scope().facts)


def test_names_used_are_found_wherever_they_stand() -> None:
    text = "if a > 3 and b in (c, [d..e]) then min(f, g) else h.field[i = j] ** -k"
    assert used(text) == set("abcdefghijk")
    assert used("p at q between r and s or t is known") == set("pqrst")


def test_names_used_by_macros_are_used() -> None:
    assert used("twice_room(x)") == {"twice_room", "room_left", "debt", "x"}
    assert used("round_about") == {"round_about"}


def test_names_bound_within_are_not_used() -> None:
    assert used("some x in agencies satisfies x.capacity > y") == {"agencies", "y"}
    assert used("count(agencies[capacity > y and item.open])") == {"agencies", "y"}


def test_fields_of_an_unknown_list_may_be_names() -> None:
    assert names_used(expression("count(lists[capacity > y])"), {}) == {"lists", "capacity", "y"}


# ── the nearest name


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("incoem", "income"),
        ("Income", "income"),
        ("dept", "debt"),
        ("incomes", "income"),
        ("x", None),
        ("outcome_of_it", None),
        ("收入", "月收入"),
        ("钱", None),
        ("月收人", "月收入"),
    ],
)
def test_the_nearest_name_is_few_slips_away(name: str, near: str | None) -> None:
    assert nearest(name, ["income", "debt", "D", "月收入"]) == near


def test_the_nearest_of_equals_is_the_first_by_code_point() -> None:
    assert did_you_mean("cap", ["cat", "car"]) == "did you mean `car`?"
    assert did_you_mean("cap", []) is None
