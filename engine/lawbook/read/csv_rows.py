"""The rows of a large table, from a CSV file: each cell a scalar that knows its place."""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from lawbook.model.limits import DOCUMENT_NODES, PROBLEMS, TABLE_ROWS
from lawbook.problems import Problems, Where
from lawbook.read.document import Scalar
from lawbook.read.full_width import full_width_message
from lawbook.read.text import BREAK, decoded

Row: TypeAlias = tuple[Scalar, ...]

_QUOTED = r'[ \t]*"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"'
_CELL = re.compile(rf'(?:{_QUOTED}[ \t]*|[ \t]*(?P<bare>[^",\r\n]*))(?P<end>,|\r\n|\r|\n|\Z)')
_OPENED = re.compile(r'[ \t]*"')
_REST = re.compile(r"[^,\r\n]*(?:,|\r\n|\r|\n|\Z)")


def read_rows(text: str | bytes, file: str, problems: Problems) -> tuple[Row, tuple[Row, ...]]:
    """Read the header and the rows; a row of another width than the header is noted and left out, and blank lines are passed over."""
    plain = decoded(text, file, problems)
    if plain is None:
        return (), ()
    before = len(problems)
    rows = _Reading(plain, file, problems).rows()
    if not rows:
        if len(problems) == before:
            problems.add(
                "wrong-shape", "the file has no header", Where(file, 1, 1), "name the columns in the first line, beginning with `id`"
            )
        return (), ()
    header, *others = rows
    _note_repeated(header, problems)
    most = len(problems) + PROBLEMS
    return header, tuple(row for row in others if len(problems) < most and _fits(row, header, problems))


@dataclass(slots=True)
class _Reading:
    """How far one file has been read."""

    text: str
    file: str
    problems: Problems
    at: int = 0
    line: int = 1
    line_begin: int = 0
    cells: int = 0
    found: list[Row] = field(default_factory=list)

    def rows(self) -> list[Row]:
        """Read everything."""
        row: list[Scalar] = []
        most = len(self.problems) + PROBLEMS
        while (self.at < len(self.text) or row) and len(self.problems) <= most:
            cell, ended = self._cell()
            row.append(cell)
            self.cells += 1
            if self._too_many(cell):
                break
            if ended:
                if len(row) > 1 or row[0].text:
                    self.found.append(tuple(row))
                row = []
        return self.found

    def _too_many(self, cell: Scalar) -> bool:
        """Note the cell with which a table becomes too large."""
        if self.cells > DOCUMENT_NODES:
            self.problems.add("too-many", f"the file has more than {DOCUMENT_NODES:,} cells", cell.where)
        elif len(self.found) > TABLE_ROWS:
            self.problems.add("too-many", f"the table has more than {TABLE_ROWS:,} rows", cell.where)
        else:
            return False
        return True

    def _cell(self) -> tuple[Scalar, bool]:
        """Read one cell, and tell whether it was the last of its row."""
        found = _CELL.match(self.text, self.at)
        if found is None:
            return self._unreadable()
        group = "bare" if found["quoted"] is None else "quoted"
        begin = found.start(group)
        written = found[group]
        where = Where(self.file, self.line, begin - self.line_begin + 1)
        if group == "bare":
            cell = Scalar(written.rstrip(), "csv", where)
        elif '"' not in written and "\n" not in written and "\r" not in written:
            cell = Scalar(written, "csv", where)
        else:
            cell = self._followed(written, begin, where)
        self._pass(found.end(), found["end"])
        return cell, found["end"] != ","

    def _followed(self, written: str, begin: int, where: Where) -> Scalar:
        """Follow a quoted cell through its doubled quotes and line breaks."""
        places: list[tuple[int, int]] = []
        text: list[str] = []
        for piece in re.finditer(r'""|\r\n|\r|\n|.', written):
            places.append((self.line, begin + piece.start() - self.line_begin + 1))
            if BREAK.match(piece[0]):
                self.line += 1
                self.line_begin = begin + piece.end()
            text.append({'""': '"', "\r\n": "\n", "\r": "\n"}.get(piece[0], piece[0]))
        places.append((self.line, begin + len(written) - self.line_begin + 1))
        return Scalar("".join(text), "csv", where, tuple(places))

    def _unreadable(self) -> tuple[Scalar, bool]:
        """Note a cell whose quotes are wrong, and pass over it."""
        where = Where(self.file, self.line, self.at - self.line_begin + 1)
        quoted = re.compile(_QUOTED).match(self.text, self.at)
        if quoted:
            self.problems.add(
                "wrong-shape", "more text stands after the closing quote of this cell", where, 'write `""` for a quote inside quotes'
            )
        elif _OPENED.match(self.text, self.at):
            self.problems.add("wrong-shape", "this cell begins with a quote and is not closed", where, 'close it with `"`')
        else:
            self.problems.add(
                "wrong-shape",
                "a quote stands inside a cell without quotes",
                where,
                'put the whole cell in quotes, with `""` for a quote inside',
            )
        rest = _REST.match(self.text, quoted.end() if quoted else self.at)
        end = rest.end() if rest else len(self.text)
        ending = self.text[end - 1 : end]
        for passed in BREAK.finditer(self.text, self.at, quoted.end() if quoted else self.at):
            self.line += 1
            self.line_begin = passed.end()
        self._pass(end, ending)
        return Scalar("", "csv", where), ending != ","

    def _pass(self, end: int, ending: str) -> None:
        self.at = end
        if ending not in {",", ""}:
            self.line += 1
            self.line_begin = end


def _note_repeated(header: Row, problems: Problems) -> None:
    seen: dict[str, Scalar] = {}
    for name in header:
        first = seen.setdefault(name.text, name)
        if first is not name:
            told = f"the column `{name.text}` stands twice: first at column {first.where.column}"
            problems.add("duplicate-key", told, name.where, "keep one of the two")


def _fits(row: Row, header: Row, problems: Problems) -> bool:
    """Tell whether *row* is as wide as the header, and note it when not."""
    if len(row) == len(header):
        return True
    for cell in row:
        if "，" in cell.text:
            problems.add("full-width", full_width_message("，"), cell.place(cell.text.index("，")), "write `,` for `，`")
            return False
    told = f"the row `{row[0].text}` has {len(row)} cells, and the header has {len(header)}"
    rule = "put a cell that has a comma in quotes" if len(row) > len(header) else "write `-` for any value"
    problems.add("row-width", told, row[0].where, rule)
    return False
