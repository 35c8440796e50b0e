"""Scenarios claim who is ranked in which order, who is excluded by what, and who could not be compared."""

from datetime import date
from pathlib import Path

import pytest

from lawbook.library import Library, open_library
from lawbook.problems import Problems
from lawbook.specification.features import read_feature
from lawbook.specification.running import run_scenario
from support.rankings import AGENCIES

GIVEN = """\
# language: zh-CN
功能: 甲

场景: 乙
假如2026-06-15 适用政策"机构选择"
而且机构包括:
  | code | A |
  | recovered | 20% |
  | complaints | 3 |
  | listed | 是 |
而且机构包括:
  | code | B |
  | recovered | 90% |
  | complaints | 10 |
  | listed | 否 |
而且机构包括:
  | code | C |
  | recovered | 80% |
  | complaints | 0 |
而且机构包括:
  | code | D |
  | recovered | 40% |
  | complaints | 1 |
  | listed | 是 |
当作出决定
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root: Path = tmp_path_factory.mktemp("policies")
    (root / "agency-choice").mkdir()
    (root / "agency-choice" / "v1.yaml").write_text(AGENCIES, encoding="utf-8")
    return open_library(root, today=date(2026, 6, 15))


def verdict(library: Library, claim: str) -> tuple[str, str]:
    (scenario,) = read_feature(GIVEN + claim + "\n", "a.feature", Problems())
    result = run_scenario(scenario, library)
    return result.verdict, result.message


@pytest.mark.parametrize(
    "claim",
    [
        "那么机构排序为D、A",
        "那么选定机构为D",
        '那么"B"因"G1"、"G2"被排除在机构排序之外',
        '那么"C"在机构排序中无法比较',
        "那么决定如下:\n  | agency ranking | D, A |",
    ],
)
def test_a_claim_that_is_so_passes(library: Library, claim: str) -> None:
    assert verdict(library, claim) == ("passed", "")


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("那么机构排序为A、D", "agency ranking is D, A"),
        ("那么机构排序为无", "agency ranking is D, A"),
        ('那么"B"因"G1"被排除在机构排序之外', "B is excluded G1, G2"),
        ('那么"A"在机构排序中无法比较', "A is ranked"),
    ],
)
def test_a_claim_that_is_not_so_fails_and_says_what_is(library: Library, claim: str, message: str) -> None:
    assert verdict(library, claim) == ("failed", message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ('那么"Z"在机构排序中无法比较', "`Z` is no candidate of `agency ranking`"),
        ('那么"A"在选定机构中无法比较', "`chosen agency` is no ranking"),
        ('那么"A"在内部排序中无法比较', "`hidden` is not published: only the outputs of a policy can be promised"),
    ],
)
def test_a_claim_about_what_is_not_there_is_misunderstood(library: Library, claim: str, message: str) -> None:
    assert verdict(library, claim) == ("misunderstood", message)


def in_english(library: Library, sentences: str) -> tuple[str, str]:
    text = f'Feature: A\n\nScenario: B\nGiven the policy "agency-choice" on 2026-06-15\n{sentences}\n'
    (scenario,) = read_feature(text, "a.feature", Problems())
    result = run_scenario(scenario, library)
    return result.verdict, result.message


ONE = "And agencies includes:\n  | code | A |\n  | recovered | 20% |\n  | complaints | 30 |\nWhen it is decided\n"


def test_claims_read_in_english(library: Library) -> None:
    claims = 'Then the agency ranking is none\nAnd "A" is excluded from the agency ranking by "G2"'
    assert in_english(library, ONE + claims) == ("passed", "")
    unlisted = ONE.replace("30", "3")
    assert in_english(library, unlisted + 'Then "A" could not be compared in agency ranking') == ("passed", "")


def test_of_a_ranking_that_could_not_be_known_nothing_is_so(library: Library) -> None:
    assert in_english(library, "When it is decided\nThen agency ranking could not be known") == ("passed", "")
    assert in_english(library, "When it is decided\nThen agency ranking is A") == ("failed", "agency ranking was not known")


def test_a_list_of_nobody_is_given_as_none(library: Library) -> None:
    assert in_english(library, "And agencies is none\nWhen it is decided\nThen agency ranking is none\nAnd chosen agency is nobody") == (
        "passed",
        "",
    )
    assert in_english(library, "And agencies is A\nWhen it is decided\nThen agency ranking is none")[0] == "misunderstood"
