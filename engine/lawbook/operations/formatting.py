"""Put a policy file into its one layout, keeping every comment: indentation, order of sections, blank lines. The meaning cannot change."""

from collections.abc import Iterator
from dataclasses import dataclass

from lawbook.operations.indentation import reindented
from lawbook.problems import PolicyRejected, Problem, Problems, Where
from lawbook.read.document import Mapping, Node
from lawbook.read.yaml import read_document

ORDER = (
    "language", "policy", "vocabulary", "register", "calendar", "exceptions", "version", "title", "summary", "effective", "owner", "review_by", "base",
    "new_facts", "uses", "from", "until", "rest_days", "source", "verified", "types", "facts", "parameters", "macros", "reasons",
    "obligations", "decisions", "outputs", "rights", "invariants", "covers", "rows", "holidays", "grants",
)  # fmt: skip
"""The order of the sections of a file; any others come last, as they stood."""
HEADER = frozenset(ORDER[: ORDER.index("types")])
"""The sections that say what file this is; they stand together, without blank lines."""
MODELINE = "# yaml-language-server: $schema="
KINDS = ("policy", "vocabulary", "register", "calendar", "exceptions")
"""The kinds of file, each named by its own key, and checked in editors by its own schema."""


def formatted(text: str, file: str, depth: int = 1) -> str:
    """Lay out the *text* of a policy file; *depth* is how many folders of the library it lies in.

    Raises PolicyRejected when the text cannot be read, or could not be laid out without saying something else.
    """
    before = _read(text, file)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    sections = _sections(reindented("\n".join(lines)))
    laid_out = "\n".join(_tidied(_with_modeline(sections, depth))).strip("\n") + "\n"
    if not _same(before, _read(laid_out, file)):
        problem = Problem("yaml-syntax", "the file cannot be laid out without changing what it says, and was left alone", Where(file, 1, 1))
        raise PolicyRejected([problem])
    return laid_out


def _read(text: str, file: str) -> Node:
    problems = Problems()
    document = read_document(text, file, problems)
    if document is None or problems.errors():
        raise PolicyRejected(problems)
    return document


def _same(left: Node, right: Node) -> bool:
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return {key.text: value for key, value in left.entries} == {key.text: value for key, value in right.entries}
    return left == right


@dataclass(frozen=True, slots=True)
class _Section:
    """One key of the file with all its lines, and the comments right above it."""

    key: str
    lines: tuple[str, ...]


def _sections(text: str) -> tuple[tuple[str, ...], tuple[_Section, ...]]:
    """Split a file into the comments it begins with and its sections."""
    head: list[str] = []
    sections: list[tuple[str, list[str]]] = []
    above: list[str] = []
    for line in text.split("\n"):
        if line.startswith("#") or not line.strip():
            above.append(line)
        elif line.startswith((" ", "-", "}", "]")) or (not sections and line.startswith("{")):
            _last(sections, head).extend([*above, line])
            above = []
        else:
            kept, attached = _attached(above)
            _last(sections, head).extend(kept)
            if not sections:
                head.extend(attached)
                attached = []
            sections.append((line.partition(":")[0].strip("\"'"), [*attached, line]))
            above = []
    _last(sections, head).extend(above)
    return tuple(head), tuple(_Section(key, tuple(lines)) for key, lines in sections)


def _last(sections: list[tuple[str, list[str]]], head: list[str]) -> list[str]:
    return sections[-1][1] if sections else head


def _attached(above: list[str]) -> tuple[list[str], list[str]]:
    """Split the comments and blank lines above a section into those before the last blank line and those that belong to it."""
    for index in range(len(above) - 1, -1, -1):
        if not above[index].strip():
            return above[: index + 1], above[index + 1 :]
    return [], above


def _with_modeline(split: tuple[tuple[str, ...], tuple[_Section, ...]], depth: int) -> Iterator[str]:
    head, sections = split
    if not any(line.startswith(MODELINE) for line in head):
        kind = next((section.key for section in sections if section.key in KINDS), KINDS[0])
        yield f"{MODELINE}{'../' * depth}schema/{kind}.schema.json"
    yield from (line for line in head if line.strip())
    ranks = {key: rank for rank, key in enumerate(ORDER)}
    previous = ""
    for section in sorted(sections, key=lambda section: ranks.get(section.key, len(ranks))):
        if previous and not {previous, section.key} <= HEADER:
            yield ""
        yield from _without_blank_ends(section.lines)
        previous = section.key


def _without_blank_ends(lines: tuple[str, ...]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    while kept and not kept[0].strip():
        kept.pop(0)
    return kept


def _tidied(lines: Iterator[str]) -> Iterator[str]:
    """Leave no more than one blank line at a time."""
    blank = False
    for line in lines:
        if line.strip() or not blank:
            yield line
        blank = not line.strip()
