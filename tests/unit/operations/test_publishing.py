"""Writing a site: the same bytes each time, only into a folder of its own, with results from wherever they are."""

from pathlib import Path

import pytest

from lawbook.cli.main import outcome_of
from lawbook.library import open_library
from lawbook.operations.publishing import MARK, NotOurs, check_ours, shown_path, write_site
from lawbook.operations.results import read_results
from lawbook.problems import PolicyRejected
from support.sites import DAY, Read, files, gathered, pages, site, small_library, uncounted

BROKEN = """\
Feature: Promises that are not kept

  Background:
    Given the policy "german-instalment" on 2026-11-21
    And the facts:
      | fact | value |

  Scenario: A sentence that means nothing
    When it rains
    Then outcome is approve
"""


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_library(tmp_path_factory.mktemp("library"))


def test_the_same_policies_give_the_same_bytes(policies: Path, tmp_path: Path) -> None:
    assert site(policies, tmp_path / "one") == site(policies, tmp_path / "other")


def test_a_folder_with_something_else_is_left_alone(policies: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NotOurs):
        write_site(gathered(policies), tmp_path, uncounted)
    assert list(files(tmp_path)) == ["letter.txt"]
    with pytest.raises(NotOurs):
        check_ours(tmp_path / "letter.txt")


def test_a_site_is_written_again_over_itself_and_what_is_gone_goes(policies: Path, tmp_path: Path) -> None:
    site(policies, tmp_path)
    (tmp_path / "zh/law/OLD-1.html").write_text("gone", encoding="utf-8")
    (tmp_path / "zh/old").mkdir()
    (tmp_path / "zh/old/page.html").write_text("gone", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("kept", encoding="utf-8")
    mark = tmp_path / MARK
    mark.write_text(mark.read_text(encoding="utf-8") + "zh/law/OLD-1.html\nzh/old/page.html\n../outside.txt\n", encoding="utf-8")
    again = site(policies, tmp_path)
    assert not {"zh/law/OLD-1.html", "zh/old/page.html"} & again.keys()
    assert not (tmp_path / "zh/old").exists()
    assert again["notes.txt"] == b"kept"


def test_files_are_named_from_the_folder_that_was_given(tmp_path: Path) -> None:
    folder = tmp_path / "features"
    folder.mkdir()
    assert shown_path(str(folder / "a/b.feature"), [folder]) == "features/a/b.feature"
    assert shown_path(str(tmp_path / "b.feature"), [tmp_path / "b.feature"]) == "b.feature"


@pytest.fixture(scope="module")
def failing(policies: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    folder = tmp_path_factory.mktemp("failing")
    (folder / "broken.feature").write_text(BROKEN, encoding="utf-8")
    (folder / "unread.feature").write_text("Scenario: nothing", encoding="utf-8")
    write_site(gathered(policies, features=folder), folder / "site", uncounted)
    return pages(files(folder / "site"))


def test_what_does_not_pass_is_told_on_its_page_and_among_the_open_points(failing: dict[str, Read]) -> None:
    scenario = next(page for path, page in failing.items() if path.startswith("en/scenarios/") and path.endswith("broken.feature.html"))
    assert "not understood" in scenario.text
    assert "it rains" in scenario.text
    assert "A sentence that means nothing" in failing["en/open/index.html"].text
    assert "unread.feature" in failing["en/open/index.html"].text


def test_what_no_scenario_shows_is_said_beside_the_rule_and_listed(failing: dict[str, Read]) -> None:
    assert "no scenario shows it" in failing["en/policies/german-instalment/v2.html"].text
    assert "没有场景验证" in failing["zh/policies/german-instalment/v2.html"].text
    assert "GI-P1" in failing["zh/open/index.html"].text


def test_what_differs_between_versions_is_told_beside_the_rule(failing: dict[str, Read]) -> None:
    assert "changed in version 2: obligations, basis" in failing["en/policies/german-instalment/v2.html"].text
    assert "What differs from version 1" in failing["en/policies/german-instalment/index.html"].text


@pytest.mark.parametrize("option", ["--json", "--junit"])
def test_results_are_read_from_a_report(policies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str) -> None:
    features = policies.parent / "features"
    report = tmp_path / "report"
    if option == "--json":
        outcome_of(["test", str(policies), str(features), "--json"])
        report.write_text(capsys.readouterr().out, encoding="utf-8")
    else:
        outcome_of(["test", str(policies), str(features), "--junit", str(report)])
    outcomes = read_results(report.read_bytes(), "report")
    assert set(outcomes.values()) == {"passed"}
    first = gathered(policies, ("report", dict(list(outcomes.items())[:1]))).outlines
    assert {run.outcome for outline in first for run in outline.runs} == {"passed", "not run"}


@pytest.mark.parametrize("text", [b"{}", b"<no", b'<r><testcase line="1"/></r>', b"nothing"])
def test_what_is_no_report_is_refused(text: bytes) -> None:
    with pytest.raises(PolicyRejected, match="no report of results"):
        read_results(text, "report")


def test_a_junit_report_tells_failures_and_errors() -> None:
    text = b"""<testsuites><testcase file="a" line="1"><failure/></testcase><testcase file="a" line="1"/>
    <testcase file="a" line="2"><error/></testcase><testcase name="can be read"><error/></testcase></testsuites>"""
    assert read_results(text, "report") == {("a", 1): "failed", ("a", 2): "misunderstood"}


def test_the_command_writes_a_site_and_says_where(policies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "site"
    code = outcome_of(["docs", str(policies), str(policies.parent / "features"), "--out", str(out), "--as-of", str(DAY)])
    assert (code, f"open {out / 'index.html'}" in capsys.readouterr().out) == (0, True)
    assert "2026-11-21" in (out / "zh/index.html").read_text(encoding="utf-8")


def test_the_command_refuses_a_folder_that_is_not_its_own(policies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    assert outcome_of(["docs", str(policies), "--out", str(tmp_path)]) == 2
    assert "name a new folder" in capsys.readouterr().err


def test_the_command_takes_results_from_a_report(policies: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_bytes(b"<testsuites/>")
    out = tmp_path / "site"
    assert outcome_of(["docs", str(policies), "--out", str(out), "--as-of", str(DAY), "--results", str(report)]) == 0
    assert "report.xml" in (out / "en/index.html").read_text(encoding="utf-8")


def test_a_library_opens_for_its_day(policies: Path) -> None:
    assert gathered(policies).shown("german-instalment").version == open_library(policies, today=DAY).policy("german-instalment").version
