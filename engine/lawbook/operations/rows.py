"""Read many rows of facts from CSV or NDJSON, one at a time."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lawbook.contract.json_text import parse_facts
from lawbook.problems import FactsRejected, Problem, Where

LINES_OF_JSON = frozenset({".ndjson", ".jsonl"})


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in its file; *trouble* is what makes it no row at all."""

    number: int
    values: Mapping[str, object]
    trouble: tuple[Problem, ...] = ()


def read_rows(file: Path) -> Iterator[RawRow]:
    """Give the rows of *file*: NDJSON where its name ends in .ndjson or .jsonl, else CSV with a line of column names."""
    if file.suffix in LINES_OF_JSON:
        with file.open("rb") as lines:
            yield from _json_rows(lines)
    else:
        with file.open(encoding="utf-8-sig", newline="") as text:
            yield from _csv_rows(text, str(file))


def _csv_rows(text: IO[str], file: str) -> Iterator[RawRow]:
    reader = csv.reader(text, strict=True)
    header: list[str] = []
    number = 0
    try:
        header = next(reader, [])
        _check_header(header, file)
        for number, cells in enumerate(reader, 1):
            if len(cells) == len(header):
                yield RawRow(number, dict(zip(header, cells, strict=True)))
            else:
                message = f"the row has {len(cells)} cells, and the file has {len(header)} columns"
                yield RawRow(number, {}, (Problem("row-width", message, Where(file, reader.line_num, 1)),))
    except csv.Error as error:
        raise FactsRejected([Problem("unreadable-file", f"the CSV cannot be read: {error}", Where(file, reader.line_num, 1))]) from error
    except UnicodeDecodeError as error:
        raise FactsRejected([Problem("unreadable-file", "the file is not UTF-8 text", Where(file, reader.line_num + 1, 1))]) from error


def _check_header(header: list[str], file: str) -> None:
    if not header:
        raise FactsRejected(
            [Problem("unreadable-file", "the file is empty; its first line has the names of the columns", Where(file, 1, 1))]
        )
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise FactsRejected([Problem("duplicate-name", f"two columns are called `{name}`", Where(file, 1, 1)) for name in twice])


def _json_rows(lines: IO[bytes]) -> Iterator[RawRow]:
    for number, line in enumerate(lines, 1):
        try:
            yield RawRow(number, parse_facts(line))
        except FactsRejected as rejection:
            yield RawRow(number, {}, rejection.problems)
