"""Overlaps, gaps and rows that never decide."""

from support.libraries import checked, policy

FACTS = """facts:
  income: {type: integer, min: 0, max: 100, title: {en: income, zh: 收入}}
  debt: {type: integer, min: 0, max: 100, title: {en: debt, zh: 债务}}
  grade: {type: [A, B, C], title: {en: grade, zh: 等级}}
  product: {type: [CASH, CARD], title: {en: product, zh: 产品}}
  local_time: {type: time, title: {en: local time, zh: 当地时间}}
  married: {type: boolean, title: {en: married, zh: 已婚}}
  hobby: {type: text, title: {en: hobby, zh: 爱好}}
parameters:
  cut: {type: integer, min: 0, max: 100, title: {en: cut, zh: 分界}, values: {2020-01-01: 10, 2026-07-01: 20}, cites: [internal]}
  keyed: {type: integer, min: 0, max: 100, title: {en: keyed cut, zh: 分产品分界}, by: product,
          values: {CASH: {2020-01-01: 10}, CARD: {2020-01-01: 30}}, cites: [internal]}
"""


def told(hit: str, inputs: str, *rows: str, otherwise: str = "", type_: str = "[LOW, HIGH]") -> list[str]:
    """Check one table and say, for each problem, its code, its line among the rows and what is said."""
    listed = "".join(f"        R{number}: [{row}]\n" for number, row in enumerate(rows, 1))
    table = f"    table:\n      hit: {hit}\n      inputs: [{inputs}]\n      cites: [internal]\n      rows:\n{listed}"
    head = f"decisions:\n  band:\n    type: {type_}\n    title: {{en: band, zh: 档次}}\n    unknown: unknown\n"
    body = FACTS + head + table + otherwise + "outputs: [band]\n"
    _, problems = checked(policy(body))
    return [problem.message for problem in problems if problem.severity == "error"]


def test_rows_that_share_an_end_overlap() -> None:
    assert told("unique", "income", '"<= 5", LOW', '">= 5", HIGH') == ["`R1` and `R2` are both hit when `income` is 5"]


def test_rows_that_differ_in_one_column_do_not_overlap() -> None:
    assert told("unique", "income, grade", '"-", A, LOW', '"-", "B, C", HIGH') == []


def test_a_witness_names_every_column_of_both_rows() -> None:
    message = "`R1` and `R2` are both hit when `income` is 5 and `grade` is `B`"
    assert told("unique", "income, grade", '"[0..5]", "A, B", LOW', '">= 5", "B, C", HIGH', otherwise="    otherwise: LOW\n") == [message]


def test_a_gap_is_told_by_its_whole_region() -> None:
    assert told("unique", "income, grade", '"< 50", "-", LOW', '">= 50", A, HIGH') == [
        "no row is hit when `income` is from 50 to 100 and `grade` is `B` or `C`"
    ]


def test_a_gap_between_times_is_told_in_hours() -> None:
    rows = ('\'[@"08:00"..@"12:00")\', LOW', "'>= @\"12:00\"', HIGH")
    assert told("unique", "local_time", *rows) == ["no row is hit when `local_time` is from 00:00:00 to 07:59:59"]


def test_a_gap_in_a_truth_and_a_text() -> None:
    assert told("unique", "married, hobby", "true, '\"golf\"', LOW", 'false, "-", HIGH') == [
        "no row is hit when `married` is true and `hobby` is another text"
    ]


def test_otherwise_takes_what_no_row_does() -> None:
    assert told("unique", "income", '"< 5", LOW', otherwise="    otherwise: HIGH\n") == []


def test_an_author_may_say_that_what_no_row_takes_is_unknown() -> None:
    assert told("unique", "income", '"< 5", LOW', otherwise="    otherwise: unknown\n") == []


def test_tables_that_gather_may_hit_nothing() -> None:
    assert told("rule order", "income", '"< 5", LOW') == []
    assert told("collect sum", "income", '"< 5", 3', type_="integer") == []


def test_rows_of_an_any_table_may_overlap_when_they_agree() -> None:
    assert told("any", "income", '"<= 50", LOW', '">= 50", LOW') == []


def test_rows_of_an_any_table_must_not_disagree() -> None:
    assert told("any", "income", '"<= 50", LOW', '">= 50", HIGH') == [
        "`R1` and `R2` are both hit when `income` is 50, and say different things"
    ]


def test_a_row_behind_one_that_takes_all_of_it_never_decides() -> None:
    assert told("first", "income", '"< 50", LOW', '"[10..20]", HIGH', '"-", HIGH') == ["`R2` can never decide: `R1` always comes first"]


def test_a_row_behind_several_that_take_all_of_it_never_decides() -> None:
    assert told("first", "income", '"< 15", LOW', '"< 50", HIGH', '"[10..20]", LOW', '"-", HIGH') == [
        "`R3` can never decide: `R2` always comes first"
    ]
    assert told("first", "income", '"< 15", LOW', '"[15..50]", HIGH', '"[10..20]", LOW', '"-", HIGH') == [
        "`R3` can never decide: `R1` and `R2` always come first"
    ]


def test_a_row_behind_a_more_severe_one_that_takes_all_of_it_never_decides() -> None:
    severity = "[LOW, HIGH]\n    severity: [HIGH, LOW]"
    assert told("priority", "income", '"[10..20]", LOW', '"-", HIGH', type_=severity) == ["`R1` can never decide: `R2` always comes first"]
    assert told("priority", "income", '"[10..20]", HIGH', '"-", HIGH', type_=severity) == []


def test_rows_are_looked_at_for_each_value_of_a_parameter() -> None:
    assert told("unique", "income", '"< cut", LOW', '">= cut", HIGH') == []
    assert told("unique", "income", '"< cut", LOW', '">= 10", HIGH') == ["`R1` and `R2` are both hit when `income` is 10"]
    assert told("unique", "income", '"< 20", LOW', '">= cut", HIGH') == ["`R1` and `R2` are both hit when `income` is 10"]


def test_rows_are_looked_at_for_each_variant_of_a_parameter() -> None:
    assert told("unique", "income", '"< keyed", LOW', '">= keyed", HIGH') == []
    assert told("unique", "income", '"< 30", LOW', '">= keyed", HIGH') == ["`R1` and `R2` are both hit when `income` is 10"]


def test_what_depends_on_another_fact_may_or_may_not_be_hit() -> None:
    assert told("unique", "income", '"< debt", LOW', '">= debt", HIGH') == []
    assert told("unique", "income", '"< debt", LOW', '"> debt", HIGH', '"[3..5]", LOW') == []


def test_what_no_row_takes_whatever_another_fact_is_remains_a_gap() -> None:
    assert told("unique", "income, grade", '"< debt", A, LOW', '">= debt", "A, B", HIGH') == ["no row is hit when `grade` is `C`"]


def test_a_table_without_inputs_has_one_row() -> None:
    assert told("unique", "", "LOW", "HIGH") == ["`R1` and `R2` are both hit when anything is given"]
    assert told("first", "", "LOW", "HIGH") == ["`R2` can never decide: `R1` always comes first"]
    assert told("first", "", "LOW") == []


def test_only_the_first_few_of_many_overlaps_are_told() -> None:
    assert len(told("unique", "income", *(['"-", LOW'] * 12))) == 5


def test_rules_that_a_more_severe_rule_always_displaces_never_decide() -> None:
    body = """decisions:
  outcome:
    type: [OK, REFER, DECLINE]
    severity: [DECLINE, REFER, OK]
    title: {en: outcome, zh: 结论}
    rules:
      - {id: R1, when: income < 5 and married, then: REFER, cites: [internal]}
      - {id: R2, when: income < 5, then: DECLINE, cites: [internal]}
    otherwise: OK
outputs: [outcome]
"""
    library, problems = checked(policy(FACTS + body))
    found = [problem.message for problem in problems if problem.severity == "error"]
    assert found == ["`R1` can never decide: `R2` always comes first"]
    assert library.policies == ()
