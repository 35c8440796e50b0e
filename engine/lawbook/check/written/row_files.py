"""Rows of a table that stand in a CSV file beside the policy."""

from collections import deque
from dataclasses import dataclass, replace

from lawbook.check.law.citations import check_citations
from lawbook.check.words.shapes import counted
from lawbook.check.written.drafts import Grounds, RowDraft, Rows, Surroundings
from lawbook.check.written.grounds import GROUND_KEYS, check_cited, known_obligations, known_reason, read_new_id
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean
from lawbook.read.csv_rows import Row, read_rows
from lawbook.read.document import Scalar


@dataclass(frozen=True, slots=True)
class _Layout:
    """How many inputs and outputs a row has, and at which places its grounds stand."""

    inputs: int
    outputs: int
    grounds: dict[str, int]


def rows_of_file(scalar: Scalar, widths: tuple[int, int], default: Grounds, around: Surroundings) -> Rows:
    """Take the rows of the file that *scalar* names, beside the policy."""
    problems = around.problems
    path = f"{around.folder}/{scalar.text}" if around.folder else scalar.text
    if path not in around.files:
        beside = [file.rpartition("/")[2] for file in around.files if file.rpartition("/")[0] == around.folder]
        problems.add(
            "unreadable-file", f"there is no file `{scalar.text}` beside the policy", scalar.where, did_you_mean(scalar.text, beside)
        )
        return (), False
    before = len(problems)
    header, rows = read_rows(around.files[path], path, problems)
    layout = _layout(header, widths, problems) if header else None
    if layout is None:
        return (), False
    if not rows and len(problems) == before:
        problems.add("wrong-shape", "the file has no rows", header[0].where)
    read = [_read_row(row, layout, default, around) for row in rows]
    sound = deque(row for row in read if row is not None)
    return sound, bool(rows) and len(sound) == len(read) and len(problems) == before


def _layout(header: Row, widths: tuple[int, int], problems: Problems) -> _Layout | None:
    columns = 1 + sum(widths)
    if header[0].text != "id":
        problems.add("missing-key", f"the first column is `{header[0].text}`, and must be `id`", header[0].where)
        return None
    if len(header) < columns or header[columns - 1].text in GROUND_KEYS:
        named = [name.text for name in header if name.text not in GROUND_KEYS]
        message = (
            f"the file has {counted(len(named), 'column')}, and the table needs {columns}: "
            f"`id`, {counted(widths[0], 'input')} and {counted(widths[1], 'output')}"
        )
        problems.add("row-width", message, header[0].where)
        return None
    grounds = {name.text: place for place, name in enumerate(header) if place >= columns}
    unknown = [name for name in header[columns:] if name.text not in GROUND_KEYS]
    for name in unknown:
        advice = did_you_mean(name.text, GROUND_KEYS) or "after the outputs may stand `reason`, `obliges`, `cites` and `covers`"
        problems.add("unknown-key", f"the column `{name.text}` is neither an input nor an output of the table", name.where, advice)
    return None if unknown else _Layout(widths[0], widths[1], grounds)


def _read_row(row: Row, layout: _Layout, default: Grounds, around: Surroundings) -> RowDraft | None:
    what = f"the row `{row[0].text}`"
    problems = around.problems
    id_ = read_new_id(row[0], "a row", around)
    grounds = _grounds(row, layout, default, around)
    check_cited(grounds, what, row[0].where, problems)
    cells = row[1 : 1 + layout.inputs + layout.outputs]
    for cell in cells:
        if not cell.text:
            problems.add("wrong-shape", f"a cell of {what} is empty", cell.where, "write `-` for any value")
            return None
    return None if id_ is None else RowDraft(id_, cells[: layout.inputs], cells[layout.inputs :], grounds, row[0].where)


def _grounds(row: Row, layout: _Layout, default: Grounds, around: Surroundings) -> Grounds:
    grounds = default
    for name, place in layout.grounds.items():
        scalar = row[place]
        if not scalar.text:
            continue
        words = tuple(_words(scalar))
        match name:
            case "reason":
                grounds = replace(grounds, reason=known_reason(scalar, around))
            case "obliges":
                grounds = replace(grounds, obliges=known_obligations(words, around))
            case "cites":
                grounds = replace(grounds, cites=check_citations(words, around.law, around.span, words[0].where, around.problems))
            case _:
                grounds = replace(grounds, covers=tuple(word.text for word in words))
    return grounds


def _words(scalar: Scalar) -> list[Scalar]:
    """Take apart words separated by spaces, each with its place."""
    words: list[Scalar] = []
    at = 0
    for word in scalar.text.split():
        at = scalar.text.index(word, at)
        words.append(Scalar(word, "csv", scalar.place(at)))
        at += len(word)
    return words
