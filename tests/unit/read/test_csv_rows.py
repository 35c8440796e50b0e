import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbook.model.limits import TABLE_ROWS
from lawbook.problems import Problem, Problems
from lawbook.read.csv_rows import Row, read_rows
from support.reading import FILE, at


def rows(text: str | bytes) -> tuple[Row, tuple[Row, ...]]:
    problems = Problems()
    read = read_rows(text, FILE, problems)
    problems.refuse_if_any()
    return read


def told(text: str | bytes) -> list[Problem]:
    problems = Problems()
    read_rows(text, FILE, problems)
    return list(problems)


def texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def test_the_first_line_is_the_header_and_each_other_a_row() -> None:
    header, others = rows('id,days,tier\nR1,[1..30],A\n\nR2,"> 30, 0",B\n')
    assert texts(header) == ["id", "days", "tier"]
    assert [texts(row) for row in others] == [["R1", "[1..30]", "A"], ["R2", "> 30, 0", "B"]]


def test_every_cell_knows_its_place() -> None:
    _, (first, second) = rows('id,x\r\n高😀,  A \r\nR2,"a""b\nc"\r\n')
    assert [cell.where for cell in first] == [at(2, 1), at(2, 6)]
    assert texts(second) == ["R2", 'a"b\nc']
    assert [second[1].place(offset) for offset in range(6)] == [at(3, 5), at(3, 6), at(3, 8), at(3, 9), at(4, 1), at(4, 2)]


def test_a_byte_order_mark_is_passed_over() -> None:
    header, _ = rows("\ufeffid,x\n".encode())
    assert [(cell.text, cell.where) for cell in header] == [("id", at(1, 1)), ("x", at(1, 4))]


def test_every_row_of_another_width_is_told_and_the_others_are_read() -> None:
    problems = Problems()
    _, others = read_rows("id,x\nR1\nR2,A\nR3,A,B\n", FILE, problems)
    assert [texts(row) for row in others] == [["R2", "A"]]
    assert list(problems) == [
        Problem("row-width", "the row `R1` has 1 cells, and the header has 2", at(2, 1), "write `-` for any value"),
        Problem("row-width", "the row `R3` has 3 cells, and the header has 2", at(4, 1), "put a cell that has a comma in quotes"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem("wrong-shape", "the file has no header", at(1, 1), "name the columns in the first line, beginning with `id`")),
        ("id,x,x\n", Problem("duplicate-key", "the column `x` stands twice: first at column 4", at(1, 6), "keep one of the two")),
        ("id,x\nR1，A\n", Problem("full-width", "found the full-width mark `，`", at(2, 3), "write `,` for `，`")),
        (
            'id,x\nR1,"a" b\n',
            Problem(
                "wrong-shape", "more text stands after the closing quote of this cell", at(2, 4), 'write `""` for a quote inside quotes'
            ),
        ),
        ('id,x\nR1,"a\n', Problem("wrong-shape", "this cell begins with a quote and is not closed", at(2, 4), 'close it with `"`')),
        (
            'id,x\nR1,a"b\n',
            Problem(
                "wrong-shape",
                "a quote stands inside a cell without quotes",
                at(2, 4),
                'put the whole cell in quotes, with `""` for a quote inside',
            ),
        ),
        (b"id\n\xc4\xe3\n", Problem("unreadable-file", "the file is not UTF-8 text", at(2, 1), "save it as UTF-8")),
    ],
)
def test_what_is_wrong_with_a_csv_file_is_told_where_it_stands(text: str | bytes, problem: Problem) -> None:
    assert told(text) == [problem]


def test_lines_within_a_cell_that_cannot_be_read_are_counted() -> None:
    unreadable = Problem(
        "wrong-shape", "more text stands after the closing quote of this cell", at(2, 4), 'write `""` for a quote inside quotes'
    )
    narrow = Problem("row-width", "the row `R2` has 1 cells, and the header has 2", at(4, 1), "write `-` for any value")
    assert told('id,x\r\nR1,"a\r\nb" c\r\nR2\r\n') == [unreadable, narrow]


def test_a_table_has_as_many_rows_as_the_language_allows() -> None:
    assert len(rows("id\n" + "R\n" * TABLE_ROWS)[1]) == TABLE_ROWS
    assert told("id\n" + "R\n" * (TABLE_ROWS + 1)) == [Problem("too-many", "the table has more than 50,000 rows", at(TABLE_ROWS + 2, 1))]


_CELLS = st.text(st.sampled_from('ab高😀,"\n .'), max_size=6).map(str.strip)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(_CELLS, min_size=width, max_size=width), min_size=1, max_size=4)))
def test_what_the_csv_module_writes_is_read_back_with_each_character_in_its_place(table: list[list[str]]) -> None:
    table = [[f"{row}.{column}{cell}" for column, cell in enumerate(cells)] for row, cells in enumerate(table)]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(table)
    header, others = rows(written.getvalue())
    assert [texts(row) for row in (header, *others)] == table
    lines = written.getvalue().split("\n")
    for row in (header, *others):
        for cell in row:
            for offset, character in enumerate(cell.text):
                place = cell.place(offset)
                assert character == (lines[place.line - 1] + "\n")[place.column - 1]


@given(st.text(st.sampled_from('ab,"\n\r ，') | st.characters(), max_size=40) | st.binary(max_size=40))
def test_any_text_is_either_read_or_told_about(text: str | bytes) -> None:
    header, others = read_rows(text, FILE, Problems())
    assert all(len(row) == len(header) for row in others)
