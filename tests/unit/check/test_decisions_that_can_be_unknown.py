"""Which decisions can be unknown, and what is published then."""

import pytest

from lawbook.model.policy import Decision
from lawbook.model.types import NumberType
from lawbook.model.values import Unknown
from support.libraries import checked, codes, only, policy

FACTS = """facts:
  income: {type: integer, min: 0, max: 100, title: {en: income, zh: 收入}}
  debt: {type: integer, min: 0, max: 100, optional: true, title: {en: debt, zh: 债务}}
  married: {type: boolean, optional: true, title: {en: married, zh: 已婚}}
"""


def decided(body: str) -> Decision:
    """Give the decision `answer` of a policy that publishes nothing but a truth."""
    other = "  done:\n    type: boolean\n    title: {en: done, zh: 完成}\n    formula: income > 5\n"
    made = only(policy(FACTS + "decisions:\n  answer:\n    title: {en: answer, zh: 答案}\n" + body + other + "outputs: [done]\n"))
    return next(decision for decision in made.decisions if decision.name == "answer")


def of_table(hit: str, inputs: str, *rows: str, rest: str = "", type_: str = "[A, B]") -> bool:
    """Tell whether a table can be unknown."""
    listed = "".join(f"        R{number}: [{row}]\n" for number, row in enumerate(rows, 1))
    table = f"    type: {type_}\n    table:\n      hit: {hit}\n      inputs: [{inputs}]\n      cites: [internal]\n      rows:\n{listed}"
    return decided(table + rest).nullable


OTHERWISE = "    otherwise: A\n"
OPEN = "    otherwise: unknown\n"


@pytest.mark.parametrize("hit", ["unique", "first", "any"])
def test_a_table_over_what_is_known_that_leaves_nothing_out_is_known(hit: str) -> None:
    assert not of_table(hit, "income", '"< 5", A', '">= 5", B')


@pytest.mark.parametrize("hit", ["unique", "first", "any"])
def test_a_table_that_is_left_open_can_be_unknown(hit: str) -> None:
    assert of_table(hit, "income", '"< 5", A', rest=OPEN)
    assert not of_table(hit, "income", '"< 5", A', rest=OTHERWISE)


@pytest.mark.parametrize("hit", ["unique", "first", "any"])
def test_a_table_over_what_may_be_absent_can_be_unknown(hit: str) -> None:
    assert of_table(hit, "debt", '"< 5", A', '">= 5", B')
    assert of_table(hit, "debt", '"< 5", A', rest=OTHERWISE)


def test_a_row_for_the_absent_makes_a_table_known() -> None:
    assert not of_table("unique", "debt", '"< 5", A', '">= 5", B', '"? is missing", B')
    assert not of_table("first", "debt", '"? is missing", B', '"< 5", A', '"-", B')


def test_rows_that_ask_nothing_of_what_may_be_absent_are_known() -> None:
    assert not of_table("unique", "income, debt", '"< 5", "-", A', '">= 5", "-", B')


def test_a_first_table_is_in_doubt_only_before_the_first_row_that_is_hit() -> None:
    assert not of_table("first", "income, debt", '"-", "-", A')
    assert of_table("first", "income, debt", '"-", "< 5", A', '"-", "-", B')
    assert of_table("first", "income, debt", '"< 5", "-", A', '"-", "< 5", A', '"-", "-", B')


def test_a_cell_that_looks_at_what_may_be_absent_can_be_unknown() -> None:
    assert of_table("first", "income", '"< debt", A', '"-", B')


def test_rows_of_an_any_table_that_may_disagree_can_be_unknown() -> None:
    assert of_table("any", "income", '"< 5", income', '"> 3", 2 * income - income', type_="integer", rest="    otherwise: 0\n")


def test_a_sum_is_known_and_a_least_of_nothing_is_not() -> None:
    assert not of_table("collect sum", "income", '"< 5", 1', '"< 9", 2', type_="integer")
    assert of_table("collect min", "income", '"< 5", 1', '"< 9", 2', type_="integer")
    assert not of_table("collect min", "income", '"< 5", 1', '"< 9", 2', type_="integer", rest="    otherwise: 0\n")


def test_lists_are_known_over_what_is_known() -> None:
    assert not of_table("rule order", "income", '"< 5", A', '"< 9", B')
    assert of_table("collect", "debt", '"< 5", A', '"< 9", B')


def test_an_output_that_may_be_absent_can_be_unknown() -> None:
    assert of_table("unique", "income", '"< 5", debt', '">= 5", 1', type_="integer")


def test_rules_over_what_may_be_absent_can_be_unknown() -> None:
    rules = """    type: [A, B]
    severity: [B, A]
    rules:
      - {id: R1, when: %s, then: B, cites: [internal]}
    otherwise: A
"""
    assert decided(rules % "debt > 5").nullable
    assert not decided(rules % "debt is known").nullable
    assert not decided(rules % "income > 5").nullable


SCORE = """    scorecard:
      base: 10
      cites: [internal]
      characteristics:
        debt: {bins: {"< 5": 1, ">= 5": 2}, unknown: 0}
        income: {bins: {"< cutting": 1, ">= cutting": 2}}
  cutting:
    type: integer
    title: {en: cutting, zh: 分界}
    formula: %s
"""


def test_a_scorecard_with_bins_for_the_unknown_is_known() -> None:
    assert not decided(SCORE % "income + 1").nullable


def test_a_scorecard_whose_bins_look_at_the_unknown_can_be_unknown() -> None:
    assert decided(SCORE % "debt + 1").nullable


def published(body: str) -> tuple[Decision, list[str]]:
    """Give the published decision `answer` with what is said of it."""
    library, problems = checked(policy(FACTS + f"decisions:\n  answer: {{title: {{en: answer, zh: 答案}}, {body}}}\noutputs: [answer]\n"))
    (made,) = library.policies
    return made.decisions[0], codes(problems)


def test_a_fallback_is_typed_by_its_decision() -> None:
    decision, told = published("type: date, formula: '@\"2026-01-01\" + days(debt)', unknown: 2026-03-01")
    assert (decision.fallback, told) == (739_676, [])


def test_a_fallback_outside_what_is_decided_widens_the_type() -> None:
    decision, _ = published("type: integer, formula: debt + 1, unknown: -1")
    assert decision.type == NumberType("integer", 0, -1, 101)


def test_the_unknown_itself_may_be_published() -> None:
    decision, told = published("type: integer, formula: debt, unknown: unknown")
    assert (decision.fallback, told) == (Unknown(()), [])


def test_a_label_called_unknown_is_put_in_quotes() -> None:
    body = 'type: [known, unknown], titles: {known: {en: k, zh: 知}, unknown: {en: u, zh: 不知}}, formula: if married then "known" else "unknown"'
    decision, told = published(body + ', unknown: "unknown"')
    assert (decision.fallback, told) == ("unknown", [])


def test_a_fallback_for_what_is_always_known_is_left_out() -> None:
    decision, told = published("type: integer, formula: income, unknown: 0")
    assert (decision.fallback, decision.nullable, told) == (None, False, ["useless-fallback"])


def test_a_list_may_fall_back_to_several() -> None:
    table = 'table: {hit: rule order, inputs: [debt], cites: [internal], rows: {R1: ["< 5", A], R2: ["< 9", B]}}'
    decision, told = published(f"type: [A, B], {table}, unknown: [B, A]")
    assert (decision.fallback, told) == (("B", "A"), [])


def test_a_set_may_fall_back_to_one() -> None:
    table = 'table: {hit: collect, inputs: [debt], cites: [internal], rows: {R1: ["< 5", A], R2: ["< 9", B]}}'
    decision, told = published(f"type: {{set of: [A, B]}}, {table}, unknown: [B]")
    assert (decision.fallback, told) == (frozenset("B"), [])
