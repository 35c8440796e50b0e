"""A table of its own, in CSV or YAML, is looked at without a policy around it."""

from pathlib import Path

import pytest

from lawbook.operations.findings import Row
from lawbook.operations.lone_tables import check_table, column_type, rows_alone
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
    looked = check_table(file)
    problems = [f"{problem.where.file.removeprefix(str(tmp_path))}:{problem.where.line} {problem.code}" for problem in looked.problems]
    replies = [f"{reply.place.removeprefix(str(tmp_path)).rpartition(':')[0]} {reply.kind}: {reply.grade}" for reply in looked.replies]
    return [*problems, *replies]


TWO = """
inputs:
  a: {type: integer, min: 0, max: 100}
  b: {type: integer, min: 0, max: 100}
outputs:
  rate: {type: ratio}
rows:
"""


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
        (["!= 5", "= 6", "? * 2 > 40"], {"type": "integer", "min": "4", "max": "6"}),
        (['!= "A"', "A", '"B?"'], {"type": ["A", "B?"]}),
        (["-", "", "-"], {"type": "boolean"}),
        (['< @"2026-01-01"', '> @"2026-01-01"'], {"type": "date", "min": "2025-12-31", "max": "2026-01-02"}),
        (['[@"2026-02-01"..@"2026-02-31"]', '@"0001-01-01"'], {"type": "date", "min": "0001-01-01", "max": "2026-02-28"}),
        (['< @"0001-01-01"', '@"9999-12-31", never'], {"type": "date", "min": "0001-01-01", "max": "9999-12-31"}),
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


def test_rows_that_look_at_another_column_are_put_to_the_solver(tmp_path: Path) -> None:
    holed = '  R1: ["-", "? > a", 0.1]\n  R2: ["-", "? < a", 0.2]\n'
    assert found(tmp_path, TWO + holed, "t.yaml") == ["/t.yaml:6 gap: finding"]
    clashing = holed.replace("? < a", "? <= a + 1")
    assert found(tmp_path, TWO + clashing, "t.yaml") == ["/t.yaml:6 overlap: finding"]
    sound = holed.replace("? < a", "? < a + 1")
    assert found(tmp_path, TWO + sound, "t.yaml") == []


def test_rows_that_clash_and_the_facts_that_hit_both_are_shown(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(TWO + '  R1: ["-", "? > a", 0.1]\n  R2: ["-", "? >= a + 3", 0.2]\n  R3: ["-", "? <= a", 0.2]\n', encoding="utf-8")
    (reply,) = check_table(file).replies
    assert reply.rows == (Row("R1", f"{file}:8:3"), Row("R2", f"{file}:9:3"))
    assert reply.example is not None
    assert set(reply.example) == {"facts"}


def test_of_a_day_that_a_cell_looks_at_every_one_is_tried(tmp_path: Path) -> None:
    text = """
inputs:
  on_day: {type: date, min: 2026-01-01, max: 2030-12-31}
outputs:
  rate: {type: ratio}
rows:
  R1: ["? > as_of", 0.1]
  R2: ["? < as_of", 0.2]
"""
    file = tmp_path / "t.yaml"
    file.write_text(text, encoding="utf-8")
    (reply,) = check_table(file).replies
    assert reply.kind == "gap"
    assert reply.example is not None
    assert set(reply.example) == {"as_of", "facts"}


OPTIONAL = """
inputs:
  x: {type: integer, min: 0, max: 10, optional: true}
outputs:
  rate: {type: ratio}
rows:
  R1: ["< 5", 0.1]
  R2: [">= 5", 0.2]
"""


def test_where_a_fact_may_be_absent_it_is_told_that_nothing_comes_out(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(OPTIONAL, encoding="utf-8")
    looked = check_table(file)
    assert [reply.message for reply in looked.replies] == [
        {"en": "`rate` can be unknown where `x` is absent", "zh": "缺少 `x` 时，`rate` 可能无法得出"}
    ]
    assert not looked.fails(strict=True)
    stated = OPTIONAL.replace("{type: ratio}", "{type: ratio, unknown: 0.3}")
    assert found(tmp_path, stated, "t.yaml") == []
    assert found(tmp_path, OPTIONAL.replace(">= 5", "? is missing or ? >= 5"), "t.yaml") == []


def test_what_time_does_not_suffice_for_is_not_known(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    cubes = "? * ? * ? + a * a * a - 3 * ? * a * a"
    rows = f"  R1: ['-', '{cubes} > 114', 0.1]\n  R2: ['-', '{cubes} < 114', 0.2]\n"
    file.write_text(TWO.replace("100", "999999") + rows, encoding="utf-8")
    looked = check_table(file, 0.01)
    assert {reply.grade for reply in looked.replies} == {"unknown"}
    assert not looked.fails(strict=False)
    assert looked.fails(strict=True)


def test_without_the_solver_what_ranges_do_not_tell_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lawbook.operations.lone_tables.find_spec", lambda _: None)
    assert found(tmp_path, RATES) == []
    assert found(tmp_path, OPTIONAL, "t.yaml") == ["/t.yaml:5 gap: unknown"]


def test_dates_in_rows_reach_a_day_further_than_their_cells(tmp_path: Path) -> None:
    text = 'id,d,rate\nR1,"< @""2026-01-01""",0.1\nR2,"> @""2026-01-01""",0.2\n'
    assert found(tmp_path, text) == ["/rates.csv:1 gap"]
    assert found(tmp_path, text.replace(">", ">=")) == []
    assert found(tmp_path, text.replace("2026-01-01", "2026-02-31")) == ["/rates.csv:2 bad-date", "/rates.csv:3 bad-date"]


def test_a_column_of_which_nothing_is_asked_may_hold_anything(tmp_path: Path) -> None:
    assert found(tmp_path, "id,x,y,rate\nR1,< 5,-,0.1\nR2,>= 5,-,0.2\n") == []


def test_columns_that_say_nothing_of_what_they_hold_are_refused(tmp_path: Path) -> None:
    assert found(tmp_path, 'id,x,rate\nR1,"modulo(?, 2) = 0",0.1\nR2,-,0.2\n') == ["/rates.csv:1 wrong-shape"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_reasons_duties_and_citations_need_no_catalogue(tmp_path: Path, end: str) -> None:
    rows = ["id,x,rate,reason,cites", 'R1,<= 5,0.1,FOO,"CN-ILM-6"', 'R2,> 6,0.2,"BAR",internal', ""]
    assert found(tmp_path, end.join(rows)) == ["/rates.csv:1 gap"]
    assert rows_alone(end.join(rows), "rates.csv") == end.join(["id,x,rate", "R1,<= 5,0.1", "R2,> 6,0.2", ""])


def test_rows_that_cannot_be_cut_stay_as_they_are() -> None:
    for text in ("id,reason,x,rate\nR1,FOO,< 5,1\n", 'id,x,rate,reason\nR1,< 5,1,"two\nlines"\n', "id,x,rate,reason\nR1,< 5\n"):
        assert rows_alone(text, "rates.csv") == text


def test_names_of_files_columns_and_labels_are_nothing_but_names(tmp_path: Path) -> None:
    assert found(tmp_path, "id,y,on,rate\nR1,yes,-,0.1\nR2,no,< 5,0.2\nR3,no,>= 5,0.2\n", "y.csv") == []
    assert found(tmp_path, OPTIONAL.replace(", optional: true", ""), "y.yaml") == []
