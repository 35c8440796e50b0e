"""Check one table of its own, which no policy has yet: whether its rows leave anything out, clash, or are never reached."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Named
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from msgspec.structs import replace

from lawbook.check.policies.library import check_library
from lawbook.model.core import Table
from lawbook.model.policy import Decision, Policy
from lawbook.operations.findings import Reply, Row
from lawbook.operators.calendar import FIRST_DAY, LAST_DAY
from lawbook.problems import Problem, Problems, Where
from lawbook.read.csv_rows import read_rows
from lawbook.read.document import Mapping, Node, Scalar
from lawbook.read.document import Sequence as Listed
from lawbook.read.yaml import read_document

LEFT_OUT = frozenset({"no-fallback", "unused-declaration", "useless-fallback"})
"""Problems of what a policy has around a table, and a table of its own has not."""
SECONDS = 30.0
BESIDE = ("reason", "obliges", "cites", "covers")
LABELS = 200
"""How many different words a column may have to be read as labels; with more it is text."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NUMERIC = re.compile(r"[\[\](]?\s*[<>=!]*\s*-?\d+(?:\.\d+)?(?:\s*\.\.\s*-?\d+(?:\.\d+)?\s*[\])\[(])?")
_DATE = re.compile(r'(?:@")?(?P<day>(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"?')
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_QUOTED = re.compile(r'"[^"]*"')
_BEFORE = re.compile(r',[ \t]*"?\Z')
_WORD = re.compile(r'"(?P<quoted>[^"]*)"|(?P<bare>[^\s,()"][^,()"]*)')
Columns: TypeAlias = dict[str, Node]


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What is wrong with a table, what came of questions about it that is not as it should be, and whether each input needs a row."""

    problems: tuple[Problem, ...]
    replies: tuple[Reply, ...] = ()
    needs_rows: bool = True

    def fails(self, *, strict: bool) -> bool:
        """Whether something is to mend; if *strict*, also where something is not known."""
        grades = {"finding", "unknown"} if strict else {"finding"}
        return bool(self.problems) or any(reply.grade in grades for reply in self.replies)


def check_table(path: Path, seconds: float = SECONDS) -> LookedAt:
    """Tell all that is wrong with the table in a file: rows in CSV, or a table with the types of its columns in YAML.

    What comparing its ranges leaves open is put to the solver, each question for about *seconds*.
    """
    text, name = path.read_text(encoding="utf-8"), path.name
    problems = Problems()
    files: dict[str, str] = {}
    policies: Sequence[Policy] = ()
    table: Node | None
    if path.suffix.lower() == ".csv":
        table = _of_rows(text, name, problems)
        files["table/" + name] = rows_alone(text, name)
    else:
        table = read_document(text, name, problems)
        rows = table.get("rows") if isinstance(table, Mapping) else None
        if isinstance(rows, Scalar) and (path.parent / rows.text).is_file():
            files["table/" + rows.text] = rows_alone((path.parent / rows.text).read_text(encoding="utf-8"), rows.text)
    if isinstance(table, Mapping):
        document = _policy_of(table, path.stem, problems)
        if document is not None:
            policies = check_library([("table/v1.yaml", document)], problems, files=files).policies
    found = tuple(_placed(problem, path) for problem in problems if problem.code not in LEFT_OUT)
    if not policies:
        return LookedAt(found or (Problem("wrong-shape", "nothing can be said of the table", Where(str(path), 1, 1)),))
    replies = _asked(policies[0], seconds)
    body = next(declared.body for declared in policies[0].decisions if isinstance(declared.body, Table))
    return LookedAt(found, tuple(_reply_placed(reply, path) for reply in replies), body.hit in {"unique", "first", "any", "priority"})


def _asked(policy: Policy, seconds: float) -> tuple[Reply, ...]:
    """Ask what comparing ranges leaves open: of what is never unknown it leaves nothing."""
    open_ = [declared for declared in policy.decisions if declared.nullable]
    if not open_:
        return ()
    if find_spec("z3") is None:
        return (_not_asked(open_[0]),)
    from lawbook.operations.lone_tables_asked import replies  # noqa: PLC0415 - the solver is slow to load, and not always there

    return replies(policy, seconds)


def _not_asked(declared: Decision) -> Reply:
    message = {
        "en": f"not settled: whether every input of `{declared.name}` comes to something and no rows clash"
        " (this needs the solver: pip install 'lawbook[prove]')",
        "zh": f"无法判定：`{declared.name}` 是否对一切输入都有结果、各行互不冲突（需要求解器：pip install 'lawbook[prove]'）",
    }
    return Reply(kind="gap", decision=declared.name, subject="", place=str(declared.where), grade="unknown", message=message)


def _placed(problem: Problem, path: Path) -> Problem:
    where = problem.where
    return Problem(problem.code, problem.message, Where(_file(where.file, path), where.line, where.column), problem.help, problem.severity)


def _reply_placed(reply: Reply, path: Path) -> Reply:
    rows = tuple(Row(row.id, _file(row.place, path)) for row in reply.rows)
    return replace(reply, place=_file(reply.place, path), rows=rows)


def _file(written: str, path: Path) -> str:
    folder, _, file = written.rpartition("/")
    return str(path.parent / file) if folder in {"", "table"} else written


def _policy_of(table: Mapping, name: str, problems: Problems) -> Mapping | None:
    """Write the policy that has nothing but this table."""
    inputs, outputs = table.get("inputs"), table.get("outputs")
    if not isinstance(inputs, Mapping) or not isinstance(outputs, Mapping) or table.get("rows") is None:
        problems.add("wrong-shape", "a table of its own has `inputs`, `outputs` and `rows`", table.where, "each column with its type")
        return None
    rest = [(key, node) for key, node in table.entries if key.text in {"hit", "rows", "otherwise"}]
    if table.get("hit") is None:
        rest.append((_text("hit", table), _text("unique", table)))
    rest.append((_text("inputs", table), Listed(tuple(key for key, _ in inputs.entries), inputs.where)))
    cites = Listed((_text("internal", table),), table.where)
    decisions: list[tuple[Scalar, Node]] = []
    if len(outputs.entries) == 1:
        ((key, column),) = outputs.entries
        body = Mapping(tuple(rest), table.where)
        decisions.append((key, _with(_titled(key.text, column), {"table": body, "cites": cites, "unknown": _text("unknown", table)})))
    else:
        each = ((key, _with(_titled(key.text, column), {"unknown": _text("unknown", table)})) for key, column in outputs.entries)
        rest.append((_text("outputs", table), Mapping(tuple(each), outputs.where)))
        decided: dict[str, Node] = {"title": _words(name, table), "table": Mapping(tuple(rest), table.where), "cites": cites}
        decisions.append((_text("table", table), _mapping(decided, table)))
    head: dict[str, Node] = {
        "policy": _text("table", table),
        "language": _text("1", table),
        "version": _text("1", table),
        "title": _words(name, table),
    }
    head |= {"effective": _text("1900-01-01", table), "owner": _text("nobody", table), "review_by": _text("2099-12-31", table)}
    published = Listed(tuple(key for key, _ in outputs.entries), table.where)
    body_of_policy: dict[str, Node] = {
        "facts": _titled_each(inputs),
        "decisions": Mapping(tuple(decisions), table.where),
        "outputs": published,
    }
    return _mapping(head | body_of_policy, table)


def _titled_each(columns: Mapping) -> Mapping:
    return Mapping(tuple((key, _titled(key.text, column)) for key, column in columns.entries), columns.where)


def _titled(name: str, column: Node) -> Node:
    if not isinstance(column, Mapping):
        return column
    titled = _with(column, {"title": _words(name, column)})
    written = column.get("type")
    labels = written.items if isinstance(written, Listed) else ()
    words = tuple((_named(label.text, label), _words(label.text, label)) for label in labels if isinstance(label, Scalar))
    return _with(titled, {"titles": Mapping(words, column.where)}) if words else titled


def _with(mapping: Node, defaults: dict[str, Node]) -> Node:
    if not isinstance(mapping, Mapping):
        return mapping
    missing = tuple((_text(key, mapping), node) for key, node in defaults.items() if mapping.get(key) is None)
    return Mapping((*mapping.entries, *missing), mapping.where)


def _mapping(entries: Named[str, Node], near: Node) -> Mapping:
    return Mapping(tuple((_text(key, near), node) for key, node in entries.items()), near.where)


def _text(text: str, near: Node) -> Scalar:
    return Scalar(text, "plain", near.where)


def _named(text: str, near: Node) -> Scalar:
    """Write a name that others chose: in quotes, so that no reader of YAML takes it for something else."""
    return Scalar(text, "double", near.where)


def _words(text: str, near: Node) -> Mapping:
    return _mapping({"en": _named(text, near), "zh": _named(text, near)}, near)


def rows_alone(text: str, name: str) -> str:
    """Leave out the last columns, where these give reasons, duties and citations: no catalogue beside the table has them."""
    problems = Problems()
    header, rows = read_rows(text, name, problems)
    first = next((place for place, cell in enumerate(header) if cell.text.strip() in BESIDE), len(header))
    left = [cell for row in (header, *rows) for cell in row[first:]]
    if not left or len(problems) or any(cell.text.strip() not in BESIDE for cell in header[first:]):
        return text
    if any("\n" in cell.text for cell in left):
        return text
    lines = _LINE.findall(text)
    for row in (header, *rows):
        where = row[first].where
        line = lines[where.line - 1]
        end = line[len(line.rstrip("\r\n")) :]
        lines[where.line - 1] = _BEFORE.sub("", line[: where.column - 1]) + end
    return "".join(lines)


def _of_rows(text: str, name: str, problems: Problems) -> Mapping | None:
    """Write a table around rows of which nothing but the rows is known: the last column is what comes out, each type is what its cells say."""
    header, rows = read_rows(text, name, problems)
    columns = [place for place, cell in enumerate(header) if place and cell.text.strip() not in BESIDE]
    if len(columns) < 2:
        if header:
            problems.add("wrong-shape", "the file has no column for an input and one for an output", header[0].where, "begin with `id`")
        return None
    near = header[0]
    typed: dict[str, tuple[Scalar, Node]] = {}
    for place in columns:
        cells = [row[place].text for row in rows]
        if (asking := [cell for cell in cells if _asks(cell)]) and not any(cell.strip() not in {"", "-", *asking} for cell in cells):
            told = f"the cells of `{header[place].text.strip()}` do not say what it holds"
            problems.add("wrong-shape", told, header[place].where, "write the table in YAML, with the type of the column")
            return None
        typed[header[place].text.strip()] = _named(header[place].text.strip(), header[place]), column_type(cells, near)
    *inputs, output = typed.values()
    written = {"inputs": Mapping(tuple(inputs), near.where), "outputs": Mapping((output,), near.where)}
    return _mapping(written | {"rows": _named(name, near)}, near)


def _asks(cell: str) -> bool:
    """Tell whether a cell asks something of `?`: such a cell does not say what its column holds."""
    return "?" in _QUOTED.sub("", cell)


def column_type(cells: Sequence[str], near: Scalar) -> Mapping:
    """Say what type a column has, going by its cells: dates, numbers within what the cells speak of, truths, or labels."""
    said = [cell.strip() for cell in cells if cell.strip() not in {"", "-"} and not _asks(cell)]
    if not said:
        # Nothing is asked of it, or nothing that tells: it may be anything.
        return _mapping({"type": _text("boolean", near)}, near)
    if all(_DATE.search(cell) for cell in said):
        days = [int(day) for cell in said for day in _taken(_DATE.sub(_as_number, cell), Decimal(1))]
        ends = {"min": date.fromordinal(max(min(days), FIRST_DAY)), "max": date.fromordinal(min(max(days), LAST_DAY))}
        return _mapping({"type": _text("date", near), **{end: _text(day.isoformat(), near) for end, day in ends.items()}}, near)
    if all(_is_numeric(cell) for cell in said):
        return _numbers(said, near)
    words = dict.fromkeys(word for cell in said for word in _words_in(cell))
    if words and set(words) <= {"true", "false"}:
        return _mapping({"type": _text("boolean", near)}, near)
    if len(words) > LABELS:
        return _mapping({"type": _text("text", near)}, near)
    return _mapping({"type": Listed(tuple(_named(word, near) for word in words), near.where)}, near)


def _as_number(found: re.Match[str]) -> str:
    try:
        return str(date.fromisoformat(found["day"]).toordinal())
    except ValueError:
        # No such day: the cell itself is told of that when it is read.
        return str(date.fromisoformat(found["day"][:8] + "28").toordinal())


def _is_numeric(cell: str) -> bool:
    inner = cell[4:-1] if cell.startswith("not(") else cell
    return all(_NUMERIC.fullmatch(test.strip()) for test in inner.split(","))


def _words_in(cell: str) -> Iterable[str]:
    inner = cell[4:-1] if cell.startswith("not(") else cell
    for found in _WORD.finditer(inner):
        word = found["quoted"] if found["quoted"] is not None else found["bare"].strip().removeprefix("!=").strip()
        if word:
            yield word


def _numbers(cells: Sequence[str], near: Scalar) -> Mapping:
    """Give numbers from the least to the greatest that some cell takes, and one step further where a cell goes on without end."""
    scale = max(len(number.partition(".")[2]) for cell in cells for number in _NUMBER.findall(cell))
    step = Decimal(1).scaleb(-scale)
    taken = [number for cell in cells for number in _taken(cell, step)]
    low, high = min(taken), max(taken)
    said: dict[str, Node] = {"type": _text("decimal" if scale else "integer", near)}
    if scale:
        said["scale"] = _text(str(scale), near)
    return _mapping(said | {"min": _text(f"{low:f}", near), "max": _text(f"{high:f}", near)}, near)


def _taken(cell: str, step: Decimal) -> Iterable[Decimal]:
    """Give the ends of what a cell takes; of what has no end, the first number beyond the one it names."""
    beyond = [_NUMBER.findall(cell)] if cell.startswith("not(") else []
    for number in (each for numbers in beyond for each in numbers):
        yield from (Decimal(number) - step, Decimal(number) + step)
    for test in () if beyond else cell.split(","):
        ends = [Decimal(number) for number in _NUMBER.findall(test)]
        if not ends:
            continue
        if ".." in test:
            yield ends[0] + (0 if test.strip().startswith("[") else step)
            yield ends[-1] - (0 if test.strip().endswith("]") else step)
        elif "!=" in test:
            yield from (ends[0] - step, ends[0], ends[0] + step)
        else:
            yield ends[0] + (step if ">" in test else -step if "<" in test else 0)
            if "=" in test:
                yield ends[0]
