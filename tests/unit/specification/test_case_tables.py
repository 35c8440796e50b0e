from pathlib import Path

import pytest

from lawbook.problems import Problems
from lawbook.specification.case_tables import read_csv_cases, read_yaml_cases
from lawbook.specification.scenarios import Scenario, Step
from lawbook.specification.suites import read_suite

UNREADABLE = Path(__file__).parents[2] / "scenarios" / "unreadable"


def cases(text: str) -> tuple[Scenario, ...]:
    problems = Problems()
    found = read_csv_cases(text, "offer.cases.csv", problems)
    assert list(problems) == []
    return found


def yaml_cases(text: str, rows: str | None = None) -> tuple[tuple[Scenario, ...], list[str]]:
    problems = Problems()
    found = read_yaml_cases(text, "folder/offer.cases.yaml", lambda _: rows, problems)
    return found, [str(problem) for problem in problems]


def claims(scenario: Scenario) -> list[tuple[str, tuple[tuple[str, ...], ...] | None]]:
    return [(step.text, step.rows) for step in scenario.steps if step.kind == "then"]


def test_a_line_of_csv_is_a_scenario() -> None:
    (scenario,) = cases("id,policy,version,as_of,tags,grade,debts,expect outcome\none,small-offer,2,2026-11-21,@A B,C,,refer\n")
    assert scenario == Scenario(
        name="one",
        feature="small-offer in cases",
        file="offer.cases.csv",
        line=2,
        outline=1,
        tags=("A", "B"),
        language="en",
        steps=(
            Step("given", 'the policy "small-offer" version 2 on 2026-11-21', None, 2),
            Step("given", "the facts:", (("fact", "value"), ("grade", "C")), 2),
            Step("when", "it is decided", None, 2),
            Step("then", "the decisions are:", (("decision", "value"), ("outcome", "refer")), 2),
        ),
    )


@pytest.mark.parametrize(
    ("column", "cell", "claim"),
    [
        ("expect reasons", "A B", 'the reasons include "A", "B"'),
        ("expect reasons", "none", "no reason is given"),
        ("expect reasons exactly", "A、B", 'the reasons are "A", "B"'),
        ("expect first reason", "A", 'the first reason is "A"'),
        ("expect without reasons", "A", 'the reasons do not include "A"'),
        ("expect obligations", "A", 'the obligations include "A"'),
        ("expect without obligations", "A", 'the obligations do not include "A"'),
        ("expect rules", "R-1 R-2", 'the rules "R-1", "R-2" apply'),
        ("expect without rules", "R-1", 'the rules "R-1" do not apply'),
        ("expect refused", "amount", "the facts are refused because of amount"),
        ("expect outcome", "not known", "outcome could not be known"),
        ("expect outcome", "not known because open debts", "outcome could not be known because open debts is missing"),
        ("期望结论", "无法确定", "结论无法确定"),
        ("期望 结论", "因未结清笔数未知而无法确定", "因未结清笔数未知，结论无法确定"),
        ("期望全部原因", "无", "未给出原因"),
        ("额度,期望原因", "1,A B", '原因包括"A"、"B"'),
        ("额度,期望原因", "1,无", "未给出原因"),
        ("额度,期望规则", "1,R-1", '规则"R-1"适用'),
        ("额度,期望拒绝", "1,额度", "事实因额度被拒绝"),
    ],
)
def test_what_may_be_expected_beside_decisions(column: str, cell: str, claim: str) -> None:
    (scenario,) = cases(f"编号,政策,日期,{column}\n1,small-offer,2026-11-21,{cell}\n")
    assert claims(scenario) == [(claim, None)]


def test_an_empty_cell_expects_nothing() -> None:
    (scenario,) = cases("id,policy,as_of,expect outcome\n1,small-offer,2026-11-21,\n")
    assert claims(scenario) == []


def test_a_case_that_does_not_say_its_policy_is_a_problem() -> None:
    problems = Problems()
    assert read_csv_cases("id,as_of\none,2026-11-21\n", "offer.cases.csv", problems) == ()
    assert [str(problem) for problem in problems] == [
        (
            "offer.cases.csv:2:1: the case does not say its `policy` [missing-key]\n"
            "  help: a column of that name, or the head of a .cases.yaml, says it"
        )
    ]


HEAD = "cases: small-offer\nas_of: 2026-11-21\ntags: [A]\nfacts: {grade: A, debts: 3 loans}\n"


def test_the_head_of_yaml_cases_speaks_for_all_of_them() -> None:
    found, problems = yaml_cases(
        HEAD
        + "rows:\n  one:\n    shows: That it is so\n    facts: {grade: missing}\n    expect: {outcome: refer, rules: [A, B]}\n"
        + "  two: {as_of: 2027-01-01, tags: B, version: 1, facts: {agencies: [{name: North, loans: 3}]}, expect: {outcome: approve}}\n"
    )
    assert problems == []
    one, two = found
    assert (one.title, one.line, one.tags) == ("That it is so [one]", 6, ("A",))
    assert [step.rows for step in one.steps if step.kind == "given"] == [None, (("fact", "value"), ("debts", "3 loans"))]
    assert claims(one) == [("the decisions are:", (("decision", "value"), ("outcome", "refer"))), ('the rules "A", "B" apply', None)]
    assert [(step.text, step.rows) for step in two.steps if step.kind == "given"] == [
        ('the policy "small-offer" version 1 on 2027-01-01', None),
        ("the facts:", (("fact", "value"), ("grade", "A"), ("debts", "3 loans"))),
        ("agencies includes:", (("name", "North"), ("loans", "3"))),
    ]


def test_the_rows_of_yaml_cases_may_stand_in_a_csv_file() -> None:
    found, problems = yaml_cases(HEAD + "rows: offer.csv\n", "id,grade,expect outcome\none,B,approve\n")
    assert problems == []
    assert [(each.place, each.tags) for each in found] == [("folder/offer.csv:2", ("A",))]
    assert found[0].steps[1].rows == (("fact", "value"), ("grade", "B"), ("debts", "3 loans"))


def test_a_csv_file_that_is_not_there_has_no_cases() -> None:
    assert yaml_cases(HEAD + "rows: offer.csv\n") == ((), [])


def test_what_is_wrong_with_tables_of_cases_is_told_at_once() -> None:
    found = read_suite([UNREADABLE / "strange.cases.yaml", UNREADABLE / "narrow.cases.csv"]).problems
    assert [(problem.where.line, problem.code) for problem in found] == [
        (2, "row-width"),
        (3, "missing-key"),
        (3, "unknown-key"),
        (5, "unknown-key"),
        (6, "wrong-shape"),
    ]


@pytest.mark.parametrize("text", ["", "rows: {}\n", "cases: a\n", "- a\n", "cases: a\nas_of: 2026-11-21\nrows: [a]\n"])
def test_a_table_without_its_head_or_rows_has_no_cases(text: str) -> None:
    found, problems = yaml_cases(text)
    assert found == ()
    assert problems
