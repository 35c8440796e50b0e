"""Rows of a table that stand in a CSV file beside the policy."""

from lawbook.model.core import Constant, Row, Table
from support.libraries import checked, only, policy

POLICY = policy("""facts:
  grade: {type: [A, B], title: {en: grade, zh: 等级}}
  term: {type: months, min: 1, max: 36, title: {en: term, zh: 期限}}
reasons:
  LOW: {en: low, zh: 低}
obligations:
  TELL: {en: tell, zh: 告知}
decisions:
  rate:
    type: ratio
    title: {en: rate, zh: 利率}
    table: {hit: unique, inputs: [grade, term], rows: rates.csv, cites: [internal]}
outputs: [rate]
""")
HEADER = "id,grade,term,rate,reason,obliges,cites,covers\n"


def told(text: str, name: str = "rates.csv") -> list[str]:
    _, problems = checked({**POLICY, f"limits/{name}": text})
    return [f"{problem.where.line}:{problem.where.column} {problem.message}" for problem in problems]


def rows(text: str) -> tuple[Row, ...]:
    (decision,) = only({**POLICY, "limits/rates.csv": text}).decisions
    assert isinstance(decision.body, Table)
    return decision.body.rows


def test_a_row_has_what_its_columns_say() -> None:
    first, second = rows(HEADER + "G1,A,-,0.0730,LOW,TELL,internal,FC-1 FC-2\nG2,B,-,0.1095,,,,\n")
    assert (first.id, first.reason, first.obliges, first.cites, first.covers) == ("G1", "LOW", ("TELL",), ("internal",), ("FC-1", "FC-2"))
    assert (second.reason, second.obliges, second.cites, second.covers) == (None, (), ("internal",), ())
    assert [(row.outputs[0], row.where.file) for row in (first, second)] == [
        (Constant(730, where=first.where, type=first.outputs[0].type), "limits/rates.csv"),
        (Constant(1095, where=first.where, type=first.outputs[0].type), "limits/rates.csv"),
    ]


def test_a_cell_has_its_place_in_the_file() -> None:
    assert told("id,grade,term,rate\nG1,A,-,0.07\nG2,C,-,0.09\n") == ["3:4 `C` is not one of A, B"]


def test_the_file_may_be_absent() -> None:
    assert told("id,grade,term,rate\n", "rate.csv") == ["19:55 there is no file `rates.csv` beside the policy"]


def test_the_file_may_have_too_few_columns() -> None:
    assert told("id,grade,rate\nG1,A,0.07\n") == ["1:1 the file has 3 columns, and the table needs 4: `id`, 2 inputs and 1 output"]


def test_what_a_row_gives_comes_after_its_outputs() -> None:
    assert told("id,grade,term,reason,rate\nG1,A,-,LOW,0.07\n") == [
        "1:1 the file has 4 columns, and the table needs 4: `id`, 2 inputs and 1 output"
    ]


def test_a_column_may_have_no_meaning() -> None:
    assert told("id,grade,term,rate,reasons\nG1,A,-,0.07,LOW\n") == [
        "1:20 the column `reasons` is neither an input nor an output of the table"
    ]


def test_the_first_column_is_the_id() -> None:
    assert told("row,grade,term,rate\nG1,A,-,0.07\n") == ["1:1 the first column is `row`, and must be `id`"]


def test_a_file_may_be_without_rows() -> None:
    assert told("id,grade,term,rate\n") == ["1:1 the file has no rows"]


def test_a_cell_may_be_empty() -> None:
    assert told("id,grade,term,rate\nG1,A,,0.07\nG2,B,-,0.07\n") == ["2:6 a cell of the row `G1` is empty"]


def test_a_row_may_cite_what_the_law_has_not() -> None:
    assert told(HEADER + "G1,-,-,0.07,,,internal CN-1,\n") == ["2:24 the register of law has no row `CN-1`"]


def test_rows_may_have_one_id() -> None:
    assert told("id,grade,term,rate\nG1,A,-,0.07\nG1,B,-,0.09\n") == ["3:1 the id `G1` stands twice in this policy"]


def test_codes_are_known() -> None:
    assert told(HEADER + "G1,A,-,0.07,LOWW,TEL,,\nG2,B,-,0.07,,,,\n") == [
        "2:13 there is no reason `LOWW`",
        "2:18 there is no obligation `TEL`",
    ]


def test_overlaps_are_told_at_the_later_row() -> None:
    assert told('id,grade,term,rate\nG1,A,-,0.07\nG2,"A, B",-,0.09\n') == [
        "3:1 `G1` and `G2` are both hit when `grade` is `A` and `term` is 1"
    ]
