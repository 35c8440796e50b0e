"""Reading tables of cases: a `.cases.csv` by itself, or a `.cases.yaml` with the facts that its cases share.

`docs/scenarios.md` describes both.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from lawbook.check.words.shapes import as_mapping, as_scalar, check_keys, needed
from lawbook.problems import Problems, Where
from lawbook.read import document
from lawbook.read.csv_rows import read_rows
from lawbook.read.document import Node, Scalar
from lawbook.read.yaml import read_document
from lawbook.specification.cases import Case, scenario_of
from lawbook.specification.scenarios import Scenario

Reader: TypeAlias = Callable[[Path], str | None]
"""Gives the text of a file, or notes why it cannot."""

COLUMNS: Mapping[str, str] = {
    "id": "id",
    "编号": "id",
    "shows": "shows",
    "说明": "shows",
    "policy": "policy",
    "政策": "policy",
    "version": "version",
    "版本": "version",
    "as_of": "as_of",
    "日期": "as_of",
    "tags": "tags",
    "标签": "tags",
}
"""The columns, and keys of a case, that are neither facts nor expected of it."""
EXPECT = ("expect ", "期望")
_HEAD_KEYS = ("cases", "language", "version", "as_of", "tags", "facts", "rows")
_CASE_KEYS = ("shows", "version", "as_of", "tags", "facts", "expect")


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the head of a file says for all its cases: columns by their English names, and facts."""

    table: int
    columns: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)


def read_csv_cases(text: str, file: str, problems: Problems) -> tuple[Scenario, ...]:
    """Read the cases of a CSV file that says everything in its columns."""
    return tuple(_csv_cases(text, file, _Shared(1), problems))


def read_yaml_cases(text: str, file: str, read: Reader, problems: Problems) -> tuple[Scenario, ...]:
    """Read the cases of a YAML file; *read* gives the text of the CSV file that it may name for its rows."""
    node = read_document(text, file, problems)
    head = None if node is None else as_mapping(node, "a table of cases", problems)
    if head is None:
        return ()
    check_keys(head, _HEAD_KEYS, "a table of cases", problems)
    named = needed(head, "cases", "a table of cases", problems)
    policy = None if named is None else as_scalar(named, "`cases`", problems)
    rows = needed(head, "rows", "a table of cases", problems)
    if policy is None or rows is None:
        return ()
    columns = {"policy": policy.text, **_texts(head, problems)}
    facts, lists = _facts(head.get("facts"), problems)
    shared = _Shared(head.where.line, columns, facts, lists)
    if isinstance(rows, Scalar):
        beside = Path(file).parent / rows.text
        found = read(beside)
        return () if found is None else tuple(_csv_cases(found, str(beside), shared, problems))
    cases = as_mapping(rows, "`rows`", problems)
    return () if cases is None else tuple(_yaml_cases(cases, file, shared, problems))


def _csv_cases(text: str, file: str, shared: _Shared, problems: Problems) -> Iterator[Scenario]:
    header, rows = read_rows(text, file, problems)
    for row in rows:
        columns = dict(shared.columns)
        facts, expected = dict(shared.facts), {}
        for name, cell in zip(header, row, strict=True):
            prefix = next((prefix for prefix in EXPECT if name.text.startswith(prefix)), None)
            if name.text in COLUMNS:
                columns[COLUMNS[name.text]] = cell.text or columns.get(COLUMNS[name.text], "")
            elif prefix is not None:
                expected[name.text.removeprefix(prefix).strip()] = cell.text
            elif cell.text:
                facts[name.text] = cell.text
        case = _case(columns, facts, shared, expected, row[0].where, problems)
        if case is not None:
            yield scenario_of(case)


def _yaml_cases(cases: document.Mapping, file: str, shared: _Shared, problems: Problems) -> Iterator[Scenario]:
    for key, node in cases.entries:
        what = f"the case `{key.text}`"
        said = as_mapping(node, what, problems)
        if said is None:
            continue
        check_keys(said, _CASE_KEYS, what, problems)
        own, lists = _facts(said.get("facts"), problems)
        expected = said.get("expect")
        columns = {**shared.columns, "id": key.text, **_texts(said, problems)}
        merged = _Shared(shared.table, shared.columns, shared.facts, {**shared.lists, **lists})
        claims = {} if expected is None else _expectations(expected, problems)
        case = _case(columns, {**shared.facts, **own}, merged, claims, Where(file, key.where.line, key.where.column), problems)
        if case is not None:
            yield scenario_of(case)


def _case(
    columns: Mapping[str, str], facts: Mapping[str, str], shared: _Shared, expected: Mapping[str, str], where: Where, problems: Problems
) -> Case | None:
    lacking = [name for name in ("id", "policy", "as_of") if not columns.get(name)]
    if lacking:
        told = ", ".join(f"`{name}`" for name in lacking)
        problems.add(
            "missing-key", f"the case does not say its {told}", where, "a column of that name, or the head of a .cases.yaml, says it"
        )
        return None
    return Case(
        id=columns["id"],
        shows=columns.get("shows", ""),
        policy=columns["policy"],
        version=columns.get("version", ""),
        as_of=columns["as_of"],
        tags=tuple(tag.removeprefix("@") for tag in columns.get("tags", "").split()),
        facts=facts,
        lists=shared.lists,
        expected=expected,
        file=where.file,
        line=where.line,
        table=shared.table,
    )


def _texts(mapping: document.Mapping, problems: Problems) -> dict[str, str]:
    """Give what *mapping* says of version, day, tags and what is shown; lists with spaces between."""
    found: dict[str, str] = {}
    for key in ("shows", "version", "as_of", "tags"):
        node = mapping.get(key)
        if node is not None:
            text = _words(node, f"`{key}`", problems)
            if text is not None:
                found[key] = text
    return found


def _words(node: Node, what: str, problems: Problems) -> str | None:
    if isinstance(node, document.Sequence):
        return " ".join(scalar.text for item in node.items if (scalar := as_scalar(item, f"each item of {what}", problems)) is not None)
    scalar = as_scalar(node, what, problems)
    return None if scalar is None else scalar.text


def _facts(node: Node | None, problems: Problems) -> tuple[dict[str, str], dict[str, tuple[Mapping[str, str], ...]]]:
    """Give the facts that are single values, and those that are lists of records."""
    single: dict[str, str] = {}
    lists: dict[str, tuple[Mapping[str, str], ...]] = {}
    mapping = None if node is None else as_mapping(node, "`facts`", problems)
    for key, value in mapping.entries if mapping is not None else ():
        if isinstance(value, document.Sequence):
            lists[key.text] = tuple(_record(item, key.text, problems) for item in value.items)
        else:
            scalar = as_scalar(value, f"`{key.text}`", problems)
            if scalar is not None:
                single[key.text] = scalar.text
    return single, lists


def _record(node: Node, fact: str, problems: Problems) -> dict[str, str]:
    what = f"each element of `{fact}`"
    mapping = as_mapping(node, what, problems)
    entries = () if mapping is None else mapping.entries
    return {key.text: scalar.text for key, value in entries if (scalar := as_scalar(value, what, problems)) is not None}


def _expectations(node: Node, problems: Problems) -> dict[str, str]:
    mapping = as_mapping(node, "`expect`", problems)
    entries = () if mapping is None else mapping.entries
    return {key.text: words for key, value in entries if (words := _words(value, f"`{key.text}`", problems)) is not None}
