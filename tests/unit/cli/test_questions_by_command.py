"""`lawbook prove` proves invariants, asks questions, and looks at tables of their own."""

import json
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of

ROOT = Path(__file__).parents[3]
SMALL = ["prove", "eu-forbearance", "us-debt-collection", "--jobs", "1", "--lang", "en"]


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAWBOOK_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(ROOT)


def test_invariants_and_questions_are_counted_by_policy(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(SMALL) == exits.OK
    written = capsys.readouterr().out
    assert "invariants, for every input" in written
    assert "questions, for every input\n  policy              version  days through  questions  as it should be" in written


@pytest.mark.parametrize(
    ("only", "there", "left_out"), [("invariants", "invariants", "questions"), ("questions", "questions", "invariants")]
)
def test_one_of_the_two_can_be_asked_for(only: str, there: str, left_out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of([*SMALL, "--only", only]) == exits.OK
    written = capsys.readouterr().out
    assert f"{there}, for every input" in written
    assert f"{left_out}, for every input" not in written


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    folder = tmp_path / "policies" / "flawed"
    folder.mkdir(parents=True)
    (folder / "v1.yaml").write_text(FLAWED, encoding="utf-8")
    return folder.parent


FLAWED = """
language: 1
policy: flawed
version: 1
title: {en: flawed, zh: 有缺陷的政策}
effective: 2026-01-01
owner: nobody
review_by: 2099-12-31
facts:
  income: {type: money CNY, min: 0, max: 1000000, title: {en: income, zh: 收入}}
  debt: {type: money CNY, min: 0, max: 1000000, title: {en: debt, zh: 债务}}
decisions:
  burden: {title: {en: burden, zh: 负担}, type: decimal, scale: 4, formula: "round half up(debt / income, 4)", cites: [internal]}
  heavy:
    title: {en: heavy, zh: 过重}
    type: boolean
    unknown: true
    table:
      hit: first
      inputs: [burden, debt > income]
      cites: [internal]
      rows:
        F1: ["> 1", "-", true]
        F2: ["-", "false", false]
        F3: ["<= 0.9", "true", true]
        F4: ["-", "-", true]
outputs: [heavy]
"""


def test_what_is_to_mend_is_told_with_its_place_and_facts(flawed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["prove", "--policies", str(flawed), "--jobs", "1", "--lang", "en"]) == exits.PROBLEMS
    written = capsys.readouterr().out
    assert "flawed 1: to mend: `burden` cannot be known: burden divides by zero [failure]" in written
    assert '"facts": {"income": "0.00", "debt": "0.00"}' in written
    assert "flawed 1: to mend: `F3` of `heavy` is never hit [fires]" in written


def test_it_is_told_in_chinese_too(flawed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["prove", "--policies", str(flawed), "--jobs", "1", "--lang", "zh"]) == exits.PROBLEMS
    assert "须改正：`heavy` 的 `F3` 永远不会适用 [fires]" in capsys.readouterr().out


def test_programs_get_json_or_sarif(flawed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome_of(["prove", "--policies", str(flawed), "--jobs", "1", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert [(each["question"], each["outcome"]) for each in told if each["outcome"] == "finding"] == [
        ("failure", "finding"),
        ("fires", "finding"),
    ]
    outcome_of(["prove", "--policies", str(flawed), "--jobs", "1", "--format", "sarif"])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    (failure,) = (result for result in run["results"] if result["ruleId"] == "failure")
    assert failure["level"] == "error"
    assert failure["locations"][0]["physicalLocation"]["region"]["startLine"] == 13


def test_a_table_of_its_own_is_looked_at_without_policies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("id,age,rate\nR1,< 18,1\nR2,>= 18,2\n", encoding="utf-8")
    assert outcome_of(["prove", "--table", str(file), "--lang", "en"]) == exits.OK
    assert "every input hits a row, and no rows clash" in capsys.readouterr().out
    file.write_text("id,age,rate\nR1,<= 18,1\nR2,>= 18,2\n", encoding="utf-8")
    assert outcome_of(["prove", "--table", str(file), "--format", "json"]) == exits.PROBLEMS
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["code"] == "overlap"
    assert outcome_of(["prove", "--table", str(file), "--format", "sarif"]) == exits.PROBLEMS
    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"


LOOKING = "inputs: {a: {type: integer, min: 0, max: 9}, b: {type: integer, min: 0, max: 9}}\noutputs: {rate: {type: ratio}}\nrows:\n"


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "to mend: `rate`: no row is hit [gap]"), ("zh", "须改正：`rate`：没有任何一行适用 [gap]")]
)
def test_a_gap_that_ranges_do_not_tell_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str) -> None:
    file = tmp_path / "rates.yaml"
    file.write_text(LOOKING + '  R1: ["-", "? > a", 0.1]\n  R2: ["-", "? < a", 0.2]\n', encoding="utf-8")
    assert outcome_of(["prove", "--table", str(file), "--lang", lang]) == exits.PROBLEMS
    shown = capsys.readouterr().out
    assert said in shown
    assert '{"facts": {"a": 0, "b": 0}}' in shown


@pytest.mark.parametrize(("lang", "said"), [("en", "not settled: whether every input"), ("zh", "无法判定：`rate` 是否对一切输入都有结果")])
def test_what_is_not_known_of_a_table_is_told_and_fails_when_strict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    monkeypatch.setattr("lawbook.operations.lone_tables.find_spec", lambda _: None)
    file = tmp_path / "rates.yaml"
    file.write_text(LOOKING + '  R1: ["-", "? > a", 0.1]\n  R2: ["-", "? < a", 0.2]\n', encoding="utf-8")
    assert outcome_of(["prove", "--table", str(file), "--lang", lang]) == exits.OK
    assert said in capsys.readouterr().out
    assert outcome_of(["prove", "--table", str(file), "--lang", lang, "--strict"]) == exits.PROBLEMS
    capsys.readouterr()
    assert outcome_of(["prove", "--table", str(file), "--json"]) == exits.OK
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["question"], told["outcome"]) == ("gap", "unknown")
    assert outcome_of(["prove", "--table", str(file), "--format", "sarif"]) == exits.OK
    assert [run["results"][0]["level"] for run in json.loads(capsys.readouterr().out)["runs"] if run["results"]] == ["warning"]


@pytest.mark.parametrize(("lang", "said"), [("en", "every input comes to something"), ("zh", "一切输入都有结果")])
def test_of_a_table_that_gathers_rows_it_is_not_said_that_one_is_hit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    file = tmp_path / "rates.yaml"
    file.write_text(
        "hit: collect\ninputs: {a: {type: integer, min: 0, max: 9}}\noutputs: {rate: {type: ratio}}\nrows:\n  R1: ['< 5', 0.1]\n",
        encoding="utf-8",
    )
    assert outcome_of(["prove", "--table", str(file), "--lang", lang]) == exits.OK
    assert said in capsys.readouterr().out
