"""The gate before approval: what it runs, what stops a release, and the page that a person reads."""

import json
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from lawbook.operations.releasing.running_gates import Bars, Population, Run, bars_of, gate
from lawbook.operations.releasing.states import ReleaseRefused
from lawbook.operations.releasing.steps import Gated, approve
from lawbook.operations.releasing.stories import find_release
from lawbook.record import Recorder
from lawbook.record.stepping import find_text
from lawbook.specification.suites import read_suite
from support.granted import GRANTED
from support.offers import HARD, with_numbers, write_file, write_offer
from support.releases import APPROVER, AUTHOR, TODAY, files_in, offers, put_out, recorder_at, submitted

SCENARIOS = """\
Feature: Small offer
  Scenario Outline: who is lent to
    Given the policy "small-offer" on 2026-11-21
    And the amount is <amount>
    And verified is <verified>
    And grade is <grade>
    And open_debts is <debts>
    When the policy decides
    Then the outcome is <outcome>
    And the limit is <limit>
    And crowded is <crowded>
    Examples:
      | amount   | verified | grade | debts | outcome | limit | crowded |
      | 1200.50  | true     | A     | 5     | approve | 1200.50 | false |
      | 50000    | true     | B     | 6     | approve | 50000 | true |
      | 50000.01 | true     | B     | 0     | decline | 50000 | false |
      | 1200     | false    | C     | 0     | decline | 1200  | false |
      | 1200     | true     | C     | 0     | refer   | 1200  | false |
"""
INVARIANT = """
invariants:
  - {id: SO-INV-1, title: {en: always less than the most, zh: 低于上限}, always: limit < most, cites: [internal]}
"""
LOW = Bars(cover={"rows": 50}, mutation=10, seconds=10)
COLUMNS = "columns: small-offer\nlanguage: 1\nfacts:\n" + "".join(
    f"  {name}: {name}\n" for name in ("amount", "verified", "grade", "open_debts")
)
CSV = "amount,verified,grade,open_debts\n40000,true,A,1\n55000,true,A,1\n1000,false,B,1\n"


def run(folder: Path, bars: Bars = LOW, scenarios: str = SCENARIOS, *, with_rows: bool = False) -> Run:
    (folder / "features").mkdir(exist_ok=True)
    (folder / "features" / "small.feature").write_text(scenarios, encoding="utf-8")
    population = None
    if with_rows:
        (folder / "people.csv").write_text(CSV, encoding="utf-8")
        population = Population(folder / "people.csv", None, folder)
    return Run(read_suite([folder / "features"]), bars, TODAY, population)


def gated(recorder: Recorder, number: int, what: Run) -> Gated:
    ticks = count()
    return gate(recorder, AUTHOR, number, what, lambda: next(ticks) * 0.001)[1]


def verdicts(of: Gated) -> dict[str, str]:
    return {key: part["verdict"] for key, part in json.loads(of.report)["parts"].items()}


PASSING = dict.fromkeys(("check", "scenarios", "cover", "mutate", "prove"), "passed") | {
    "diff": "told",
    "granted": "told",
    "population": "told",
}


def test_a_gate_that_passes_leads_to_approval_and_its_page_is_kept(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        number = submitted(recorder, offers(tmp_path / "policies", 1)).number
        made = gated(recorder, number, run(tmp_path))
        assert (verdicts(made), made.passed) == (PASSING, True), made.report.decode()
        kept = find_release(recorder.store(), number).gate
        assert kept is not None
        assert (find_text(recorder.store(), kept.report), find_text(recorder.store(), kept.page)) == (made.report, made.page)
        assert approve(recorder, APPROVER, number).standing.state == "approved"


def test_an_exception_is_compared_on_the_days_on_which_it_begins_to_hold_and_ceases_to(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        put_out(recorder, offers(tmp_path / "policies", 1))
        write_file(tmp_path / "policies", "exceptions/2026.yaml", GRANTED.replace("2026-11-01", "2026-12-01"))
        number = submitted(recorder, files_in(tmp_path / "policies")).number
        what = run(tmp_path, with_rows=True)
        (tmp_path / "people.csv").write_text("amount,verified,grade,open_debts\n1000,true,C,2\n1000,true,C,3\n", encoding="utf-8")
        made = gated(recorder, number, what)
    told = json.loads(made.report)["parts"]
    assert [(each["after"]["as_of"], each["decisions"][0]["outcome"]) for each in told["diff"]["data"]] == [
        ("2026-11-21", "proved"), ("2026-12-01", "differs"), ("2027-02-01", "proved"),
    ]  # fmt: skip
    assert [(each["as_of"], each["decisions"][0]["changed"]) for each in told["population"]["data"]["effects"]] == [
        ("2026-11-21", 0), ("2026-12-01", 1), ("2027-02-01", 0),
    ]  # fmt: skip
    page = made.page.decode()
    for words in (
        "1 versions compared; 1 decisions come out otherwise",
        "small-offer@1 → small-offer@1, from 2026-12-01",
        "small-offer@1 → small-offer@1，自 2026-12-01 起",
        "refer to a person → approve",
        "2026-12-01: 1 outcomes come out otherwise",
        "2026-12-01：1 项结果有变",
    ):
        assert words in page, words


def test_a_value_to_come_is_compared_on_the_day_from_which_it_holds(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        file = tmp_path / "policies" / "small-offer" / "v1.yaml"
        put_out(recorder, offers(tmp_path / "policies", 1))
        file.write_text(
            file.read_text(encoding="utf-8").replace("2025-01-01: 50000", "2025-01-01: 50000, 2026-12-01: 30000"), encoding="utf-8"
        )
        number = submitted(recorder, files_in(tmp_path / "policies")).number
        told = json.loads(gated(recorder, number, run(tmp_path, with_rows=True)).report)["parts"]
    assert [(each["after"]["as_of"], {one["decision"]: one["outcome"] for one in each["decisions"]}) for each in told["diff"]["data"]] == [
        ("2026-11-21", {"outcome": "proved", "limit": "proved", "crowded": "alike"}),
        ("2026-12-01", {"outcome": "differs", "limit": "differs", "crowded": "alike"}),
    ]
    assert told["population"]["said"]["en"] == "2026-11-21: 0 outcomes come out otherwise; 2026-12-01: 3 outcomes come out otherwise"


@pytest.mark.parametrize("called", ["small-offer", "Small offer", "小额授信"])
@pytest.mark.parametrize("sentence", ['the policy "{}" on', 'the policies "{}" on'])
def test_a_scenario_stops_a_release_by_whichever_name_it_calls_the_policy(tmp_path: Path, called: str, sentence: str) -> None:
    text = SCENARIOS.replace('the policy "small-offer" on', sentence.format(called)).replace(
        "| approve | 1200.50 |", "| decline | 1200.50 |"
    )
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        number = submitted(recorder, offers(tmp_path / "policies", 1)).number
        made = gated(recorder, number, run(tmp_path, scenarios=text))
        counts = json.loads(made.report)["parts"]["scenarios"]["data"]["counts"]
    assert (made.passed, counts["passed"] < 5, sum(counts.values())) == (False, True, 5)


def test_scenarios_that_need_what_is_not_released_with_it_are_told(tmp_path: Path) -> None:
    together = SCENARIOS[SCENARIOS.index("  Scenario Outline") :].replace("who is lent to", "who pays what")
    text = SCENARIOS + together.replace('the policy "small-offer" on', 'the policies "small-offer" and "price of money" on')
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        number = submitted(recorder, offers(tmp_path / "policies", 1)).number
        made = gated(recorder, number, run(tmp_path, scenarios=text))
    told = json.loads(made.report)["parts"]["scenarios"]
    assert (told["verdict"], sum(told["data"]["counts"].values())) == ("passed", 5)
    assert [each["policies"] for each in told["data"]["not_run"]] == [["price of money"]] * 5
    assert (told["said"]["en"].partition("; ")[2], told["said"]["zh"].partition("；")[2]) == ("5 were not run", "未运行 5 个")
    for words in ("that would not be released with these", "所涉其他政策不在发布范围内", "price of money"):
        assert words in made.page.decode()


def test_the_page_tells_what_is_decided_otherwise_and_whom_that_touches_in_both_languages(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        put_out(recorder, offers(tmp_path / "policies", 1))
        number = submitted(recorder, offers(tmp_path / "policies", 2, most=60_000)).number
        made = gated(recorder, number, run(tmp_path, with_rows=True))
        told = json.loads(made.report)["parts"]
        assert {each["decision"]: each["outcome"] for each in told["diff"]["data"][0]["decisions"]} == {
            "outcome": "differs", "limit": "differs", "crowded": "alike",
        }  # fmt: skip
        assert [(each["decision"], each["changed"]) for each in told["population"]["data"]["effects"][0]["decisions"]] == [
            ("outcome", 1), ("limit", 1), ("crowded", 0),
        ]  # fmt: skip
        page = made.page.decode()
        for words in (
            "small-offer@1 → small-offer@2",
            "决定有何不同",
            "What is decided otherwise",
            "decline → approve",
            "拒绝 → 通过",
            "客群影响",
        ):
            assert words in page
        assert "<script" not in page
        assert ET.fromstring(page.partition("\n")[2]).tag == "html"  # noqa: S314 - our own page


@pytest.mark.parametrize(
    ("part", "bars", "scenarios"),
    [
        ("scenarios", LOW, SCENARIOS.replace("| approve | 50000 ", "| decline | 50000 ")),
        ("cover", replace(LOW, cover={"rows": 100, "conditions": 100}), SCENARIOS),
        ("mutate", replace(LOW, mutation=100), SCENARIOS),
    ],
    ids=lambda each: each if isinstance(each, str) and len(each) < 20 else "",
)
def test_what_misses_a_bar_does_not_pass(tmp_path: Path, part: str, bars: Bars, scenarios: str) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        number = submitted(recorder, offers(tmp_path / "policies", 1)).number
        made = gated(recorder, number, run(tmp_path, bars, scenarios))
        assert (verdicts(made)[part], made.passed) == ("failed", False)
        assert f'<td class="failed">{"未通过"}' in made.page.decode()
        with pytest.raises(ReleaseRefused, match="did not pass"):
            approve(recorder, APPROVER, number)


def test_an_overdue_review_and_a_broken_promise_do_not_pass(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        text = offers(tmp_path / "policies", 1)["small-offer/v1.yaml"].decode()
        text = text.replace("review_by: 2030-01-01", "review_by: 2026-01-02", 1)
        text += INVARIANT
        number = submitted(recorder, {"small-offer/v1.yaml": text.encode()}).number
        made = gated(recorder, number, run(tmp_path))
        assert {key for key, verdict in verdicts(made).items() if verdict == "failed"} == {"check", "prove"}


def test_what_is_not_known_of_an_invariant_does_not_pass_unless_that_is_asked_for(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        text = with_numbers(offers(tmp_path / "policies", 1)["small-offer/v1.yaml"].decode())
        text += INVARIANT.replace("limit < most", HARD)
        number = submitted(recorder, {"small-offer/v1.yaml": text.encode()}).number
        quick = replace(LOW, seconds=0.2)
        made = gated(recorder, number, run(tmp_path, quick))
        assert (verdicts(made)["prove"], "1 项无法判定" in made.page.decode()) == ("failed", True)
        made = gated(recorder, number, run(tmp_path, replace(quick, settled=False)))
        assert verdicts(made)["prove"] == "passed"
        assert "无法判定的不变式也予通过" in made.page.decode()


def test_the_page_says_where_less_was_asked_for_than_is_usual(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        number = submitted(recorder, offers(tmp_path / "policies", 1)).number
        made = gated(recorder, number, run(tmp_path))
        assert json.loads(made.report)["bars"]["lowered"] == [
            "coverage of rows: 50% instead of 100%", "coverage of conditions: 0% instead of 90%", "changes noticed: 10% instead of 90%",
        ]  # fmt: skip
        page = made.page.decode()
        for words in ("Less was asked for than is usual:", "changes noticed: 10% instead of 90%", "发现的改动占比：10%，通常为 90%"):
            assert words in page
        made = gated(recorder, number, run(tmp_path, Bars()))
        assert (json.loads(made.report)["bars"]["lowered"], "低于通常标准" in made.page.decode()) == ([], False)


def test_exceptions_to_what_is_released_stand_on_the_page(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        write_offer(tmp_path / "policies", 1, "2026-01-01", 50_000)
        file = tmp_path / "policies" / "small-offer" / "v1.yaml"
        text = file.read_text(encoding="utf-8").replace("open_debts: {", "open_debts: {personal: true, ", 1)
        assert "personal: true" in text
        file.write_text(text, encoding="utf-8")
        write_file(tmp_path / "policies", "exceptions/2026.yaml", GRANTED.replace("open_debts: 2", "open_debts: 17"))
        number = submitted(recorder, files_in(tmp_path / "policies")).number
        made = gated(recorder, number, run(tmp_path))
        page, told = made.page.decode(), json.loads(made.report)["parts"]["granted"]
        assert [(each["id"], each["standing"], each["new"]) for each in told["data"]] == [("EX-2026-001", "in_force", True)]
        for words in (
            "EX-2026-001",
            "转人工 → 通过",
            "在本行代发工资",
            "2026-11-01 – 2027-01-31",
            "Wang Wei",
            "（个人信息，此处不显示）",
            "有效，新增",
        ):
            assert words in page, words


def test_a_gate_that_takes_too_long_does_not_pass(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        number = submitted(recorder, offers(tmp_path / "policies", 1)).number
        made = gated(recorder, number, run(tmp_path, replace(LOW, limit=0.003)))
        assert set(verdicts(made).values()) == {"failed", "passed"}
        assert json.loads(made.report)["parts"]["population"]["said"]["en"] == "did not finish within the time for the gate"


def test_a_page_that_is_no_longer_the_last_is_not_approved(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        number = submitted(recorder, offers(tmp_path / "policies", 1)).number
        first = gated(recorder, number, run(tmp_path))
        last = gated(recorder, number, run(tmp_path, replace(LOW, mutation=0)))
        with pytest.raises(ReleaseRefused, match="not that of the last gate"):
            approve(recorder, APPROVER, number, sha256(first.page).hexdigest())
        assert approve(recorder, APPROVER, number, sha256(last.page).hexdigest()).standing.state == "approved"


def test_a_population_is_read_by_its_columns_and_told_where_it_is_of_another_policy(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        put_out(recorder, offers(tmp_path / "policies", 1))
        number = submitted(recorder, offers(tmp_path / "policies", 2, most=60_000)).number
        (tmp_path / "people.columns.yaml").write_text(COLUMNS, encoding="utf-8")
        told = json.loads(gated(recorder, number, run(tmp_path, with_rows=True)).report)["parts"]["population"]["data"]
        assert [each["changed"] for each in told["effects"][0]["decisions"]] == [1, 1, 0]
        (tmp_path / "people.columns.yaml").write_text(COLUMNS.replace("small-offer", "other-offer"), encoding="utf-8")
        made = gated(recorder, number, run(tmp_path, with_rows=True))
        told = json.loads(made.report)["parts"]["population"]["data"]
        assert [each["policy"] for each in told["effects"] if each.get("problems")] == ["small-offer"]
        assert "small-offer@2：未作比较" in made.page.decode()


def test_nothing_is_gated_that_is_not_submitted(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        put_out(recorder, offers(tmp_path / "policies", 1))
        with pytest.raises(ReleaseRefused, match="must be submitted"):
            gated(recorder, 1, run(tmp_path))


@pytest.mark.parametrize("threshold", ["rows", "rows=a", "ids=100", "columns=3"])
def test_bars_that_mean_nothing_are_none(threshold: str) -> None:
    assert bars_of(threshold, 90, 10, 30, 1) is None
    assert bars_of("rows=90,conditions=50", 80, 5, 2, 1) == Bars(cover={"rows": 90, "conditions": 50}, mutation=80, seconds=5, limit=120)
