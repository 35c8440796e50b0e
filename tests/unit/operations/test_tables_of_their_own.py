"""A table of its own, in CSV or YAML, is looked at without a policy around it."""

from pathlib import Path

import pytest

from lawbook.operations.lone_tables import check_table, column_type
from lawbook.problems import Where
from lawbook.read.document import Mapping, Scalar, Sequence

RATES = """id,age,grade,rate
R1,< 18,-,0.10
R2,[18..60),"A, B",0.20
R3,>= 60,A,0.30
R4,>= 60,B,0.25
"""


def found(tmp_path: Path, text: str, name: str = "rates.csv") -> list[str]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return [f"{problem.where.file.removeprefix(str(tmp_path))}:{problem.where.line} {problem.code}" for problem in check_table(file)]


def test_rows_that_take_everything_once_are_sound(tmp_path: Path) -> None:
    assert found(tmp_path, RATES) == []


def test_a_hole_and_a_clash_are_told_with_their_places(tmp_path: Path) -> None:
    assert found(tmp_path, RATES.replace("[18..60)", "[18..60]").replace("R4,>= 60,B", "R4,> 61,B")) == [
        "/rates.csv:1 gap",
        "/rates.csv:4 overlap",
    ]


def test_a_file_without_rows_to_speak_of_is_refused(tmp_path: Path) -> None:
    assert found(tmp_path, "id,rate\nR1,0.1\n") == ["/rates.csv:1 wrong-shape"]


def test_in_yaml_the_columns_have_types_and_the_table_its_hit_policy(tmp_path: Path) -> None:
    text = """
hit: any
inputs:
  age: {type: integer, min: 0, max: 120}
  grade: {type: [A, B]}
outputs:
  rate: {type: ratio}
  level: {type: [low, high]}
rows:
  R1: ["< 18", "-", 0.1, low]
  R2: ["[18..60]", A, 0.2, low]
  R3: [">= 60", "-", 0.3, high]
"""
    assert found(tmp_path, text, "rates.yaml") == ["/rates.yaml:2 gap", "/rates.yaml:12 conflict"]
    assert found(tmp_path, text.replace("outputs:", "results:"), "rates.yaml") == ["/rates.yaml:2 wrong-shape"]


def test_the_rows_of_a_table_in_yaml_may_stand_in_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("id,age,rate\nR1,< 18,1\nR2,>= 17,2\n", encoding="utf-8")
    text = "inputs: {age: {type: integer, min: 0, max: 120}}\noutputs: {rate: {type: integer, min: 0, max: 9}}\nrows: rows.csv\n"
    assert found(tmp_path, text, "rates.yaml") == ["/rows.csv:3 overlap"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["< 18", "[18..60)", "-", ">= 60"], {"type": "integer", "min": "17", "max": "61"}),
        (["(0..0.5]", "[0.5..2.0)"], {"type": "decimal", "scale": "1", "min": "0.1", "max": "1.9"}),
        (["not(3)", "3"], {"type": "integer", "min": "2", "max": "4"}),
        (["true", "false"], {"type": "boolean"}),
        (["2026-01-01", "[2026-01-02..2026-02-01]"], {"type": "date", "min": "2026-01-01", "max": "2026-02-01"}),
        (["A, B", "not(C)", '"D"'], {"type": ["A", "B", "C", "D"]}),
    ],
)
def test_the_type_of_a_column_is_what_its_cells_say(cells: list[str], said: dict[str, object]) -> None:
    made = column_type(cells, Scalar("id", "csv", Where("t.csv", 1, 1)))
    assert {key.text: _plain(node) for key, node in made.entries} == said


def _plain(node: object) -> object:
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [_plain(item) for item in items]
        case Mapping(entries=entries):
            return {key.text: _plain(value) for key, value in entries}
        case _:
            raise AssertionError(node)
