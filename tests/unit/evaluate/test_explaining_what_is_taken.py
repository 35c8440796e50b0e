"""The explanation of a decision taken from another policy has that policy's own explanation below it."""

from datetime import date
from pathlib import Path

from lawbook import PolicyVersion, open_library
from lawbook.notices.wishes import parse_wish
from lawbook.operations.why_not import why_not
from support.using import delinquency, transfer, write_library

DAY = date(2026, 3, 1)


def transfer_of(root: Path) -> PolicyVersion:
    write_library(root, delinquency() | transfer())
    return open_library(root).policy("transfer", as_of=DAY)


def test_what_the_other_policy_did_stands_below_what_was_taken(tmp_path: Path) -> None:
    explanation = transfer_of(tmp_path).explain({"days_past_due": 4, "debt": 100})
    assert [decision.name for decision in explanation.decisions] == ["stage", "transfer"]
    stage = explanation.decisions[0]
    assert (stage.value, stage.from_policy, stage.formula, stage.rows) == ("M1", "delinquency v1", None, ())
    (behind,) = stage.behind
    assert (behind.name, behind.title, behind.value) == ("delinquency.stage", "stage (Delinquency)", "M1")
    assert [(row.id, row.fate, row.reason) for row in behind.rows] == [("S0", "not fired", None), ("S1", "fired", None)]


def test_a_cause_that_arose_there_is_told_with_its_policy(tmp_path: Path) -> None:
    explanation = transfer_of(tmp_path).explain({"debt": 100}, "zh")
    assert explanation.decisions[0].value == "未知（缺少逾期天数）"
    assert explanation.decisions[0].behind[0].title == "阶段（逾期）"


def test_the_rows_of_the_other_policy_answer_why_not(tmp_path: Path) -> None:
    version = transfer_of(tmp_path)
    facts = {"days_past_due": 0, "debt": 100}
    obstacles = why_not(version, facts, parse_wish(version.policy, "stage=M1"), "en")
    assert [row.id for row in obstacles.lacking] == ["S1"]
    wanted = why_not(version, facts, parse_wish(version.policy, "transfer=MOVE"), "en")
    assert [decision.name for decision in wanted.underlying] == ["delinquency.stage", "stage"]
