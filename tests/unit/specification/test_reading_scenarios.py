from pathlib import Path

import pytest

from lawbook.problems import Problems
from lawbook.specification.features import read_feature
from lawbook.specification.scenarios import Scenario, Step
from lawbook.specification.suites import read_suite

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SUITE = read_suite([SCENARIOS / "small-offer"])


def read(text: str) -> tuple[Scenario, ...]:
    problems = Problems()
    scenarios = read_feature(text, "offer.feature", problems)
    assert list(problems) == []
    return scenarios


def told(text: str) -> list[str]:
    problems = Problems()
    assert read_feature(text, "offer.feature", problems) == ()
    return [str(problem) for problem in problems]


def test_a_scenario_is_read_with_its_background_and_tables() -> None:
    (scenario,) = read(
        "@A\nFeature: Offers\n\n  Background:\n    Given the facts:\n      | fact  | value |\n      | grade | A     |\n\n"
        "  @B\n  Scenario: One\n    When it is decided\n    Then outcome is approve\n    And limit is 5 yuan\n"
    )
    assert scenario == Scenario(
        name="One",
        feature="Offers",
        file="offer.feature",
        line=10,
        outline=10,
        tags=("A", "B"),
        language="en",
        steps=(
            Step("given", "the facts:", (("fact", "value"), ("grade", "A")), 5),
            Step("when", "it is decided", None, 11),
            Step("then", "outcome is approve", None, 12),
            Step("then", "limit is 5 yuan", None, 13),
        ),
    )


def test_each_line_of_the_examples_is_a_scenario() -> None:
    outline = [each for each in SUITE.scenarios if each.name == "The most is lent and not a fen more"]
    assert [(each.line, each.outline, each.tags) for each in outline] == [
        (31, 24, ("SMALL-1", "SMALL-2")),
        (36, 24, ("SMALL-1", "SMALL-2", "SMALL-3")),
    ]
    assert outline[0].title == "The most is lent and not a fen more [50,000.00 yuan, approve]"
    assert outline[0].place.endswith("offer.feature:31")
    assert [step.text for step in outline[1].steps][-3:] == ["amount asked for is 50,000.01 yuan", "it is decided", "outcome is decline"]


def test_the_background_of_a_rule_comes_after_that_of_the_feature() -> None:
    outline = next(each for each in SUITE.scenarios if each.outline == 24 and each.file.endswith(".feature"))
    assert [step.text for step in outline.steps][:3] == ['the policy "small-offer" on 2026-11-21', "the facts:", "open debts is 2 loans"]


def test_a_feature_may_be_written_in_chinese() -> None:
    (scenario,) = [each for each in SUITE.scenarios if each.language == "zh-CN" and each.file.endswith(".feature")]
    assert (scenario.name, scenario.tags) == ("未核验身份的不予授信", ("SMALL-4",))
    assert [step.kind for step in scenario.steps] == ["given", "given", "given", "when", "then", "then", "then"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "offer.feature:1:1: the file has no feature [feature-syntax]\n  help: begin it with `Feature:` and what it is about"),
        (
            "# language: xx\nFeature: A\n",
            "offer.feature:1:1: language not supported: xx [feature-syntax]",
        ),
        (
            "Feature: A\n  Scenario: B\n    Then a is 1\n  Whereas it is so\n",
            (
                "offer.feature:4:3: `Whereas it is so` cannot stand here [feature-syntax]\n"
                "  help: a row of a table, a sentence that begins with Given, When, Then, And or But, tags, `Examples:`, `Scenario:`, `Rule:`"
                " could stand here"
            ),
        ),
        (
            "Feature: A\n  @b\n",
            "offer.feature:3:1: the file ends too early [feature-syntax]\n  help: tags, `Rule:` could stand here",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, problem: str) -> None:
    assert told(text) == [problem]


def test_a_block_of_text_is_not_passed_over() -> None:
    problems = read_suite([SCENARIOS / "unreadable" / "half.feature"]).problems
    assert [(problem.where.line, problem.message) for problem in problems] == [(5, "no sentence takes a block of text")]


def test_files_that_cannot_be_read_are_problems_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.feature").write_bytes(b"Feature: \xff")
    (tmp_path / ".hidden.feature").write_text("nonsense", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nonsense", encoding="utf-8")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "b.feature").write_text("Feature: B\n\n  Scenario: C\n    Then d is e\n", encoding="utf-8")
    suite = read_suite([tmp_path, tmp_path / "gone"])
    assert [each.name for each in suite.scenarios] == ["C"]
    assert [problem.code for problem in suite.problems] == ["unreadable-file", "nothing-here"]
