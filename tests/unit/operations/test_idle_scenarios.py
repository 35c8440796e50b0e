import json

import pytest

from lawbook.operations.idle import idle, read_kills
from lawbook.problems import PolicyRejected
from lawbook.problems.problem import Problems
from lawbook.specification.features import read_feature

FEATURE = """\
Feature: A
  Scenario: One
    Then a is 1
  Scenario Outline: Two
    Then a is <b>
    Examples:
      | b |
      | 1 |
      | 2 |
  Scenario: Three
    Then a is 1
"""
SCENARIOS = read_feature(FEATURE, "a.feature", Problems())


def kills(**lines: int) -> bytes:
    scenarios = [
        {"file": "a.feature", "line": int(line.removeprefix("line")), "kills": count, "name": "more"} for line, count in lines.items()
    ]
    return json.dumps({"scenarios": scenarios, "score": 90}).encode()


def test_a_scenario_that_kills_nothing_is_idle() -> None:
    killing = read_kills(kills(line2=3, line8=0, line9=0, line10=1), "report.json")
    assert [each.name for each in idle(SCENARIOS, killing)] == ["Two"]


def test_an_outline_is_not_idle_when_one_of_its_lines_kills() -> None:
    killing = read_kills(kills(line9=1), "report.json")
    assert [each.name for each in idle(SCENARIOS, killing)] == ["One", "Three"]


@pytest.mark.parametrize("report", [b"", b"{}", b'{"scenarios": [1]}'])
def test_what_is_no_report_is_refused(report: bytes) -> None:
    with pytest.raises(PolicyRejected, match=r"report.json:1:1: this is no report of `lawbook mutate --json`"):
        read_kills(report, "report.json")
