"""Whatever stands in a document, checking it gives policies or problems, never a fault."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from lawbook.check.policies.library import check_library
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping, Node, Scalar, Sequence
from lawbook.read.yaml import read_document

GOOD = Path(__file__).parents[1] / "golden" / "good"
Library: TypeAlias = tuple[tuple[str, Node], ...]
Steps: TypeAlias = tuple[int, ...]
HERE = Where("changed.yaml", 1, 1)


def library_in(folder: Path) -> tuple[Library, dict[str, str]]:
    problems = Problems()
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.*"))}
    nodes = [(path, read_document(text, path, problems)) for path, text in texts.items() if path.endswith(".yaml")]
    assert not problems.found
    return tuple((path, node) for path, node in nodes if node is not None), {p: t for p, t in texts.items() if p.endswith(".csv")}


LIBRARIES = [library_in(folder / "policies") for folder in sorted(GOOD.iterdir())]


def places(node: Node, here: Steps = ()) -> Iterator[tuple[Steps, Node]]:
    yield here, node
    children = [value for _, value in node.entries] if isinstance(node, Mapping) else node.items if isinstance(node, Sequence) else ()
    for number, child in enumerate(children):
        yield from places(child, (*here, number))


def put(node: Node, steps: Steps, new: Node | None) -> Node:
    """Give *node* with *new* in one place (None: without it)."""
    if not steps:
        return node if new is None else new
    first, rest = steps[0], steps[1:]
    if isinstance(node, Mapping):
        key, value = node.entries[first]
        entry = () if new is None and not rest else ((key, put(value, rest, new)),)
        return Mapping((*node.entries[:first], *entry, *node.entries[first + 1 :]), node.where)
    assert isinstance(node, Sequence)
    item = () if new is None and not rest else (put(node.items[first], rest, new),)
    return Sequence((*node.items[:first], *item, *node.items[first + 1 :]), node.where)


def scalar(text: str) -> Scalar:
    return Scalar(text, "plain", HERE)


TEXTS = (
    "", "-", "none", "unknown", "true", "1", "-7", "3.14159", "1e3", "no", "x y", "income", "incom", "limit", "[1..2]", "< 3", "? = 2",
    'contains(?, "A")', "internal", "2026-02-30", "2026-03-01", '"22:00"', "set of product", "money CNY", "integer", "rates.csv", "，",
    "if true then 1 else 2", "1 / 0", "sum(agencies.cost)", "A" * 70, "()", "first", "collect max", "{x}",
)  # fmt: skip
ODD: tuple[Node, ...] = (
    *(scalar(text) for text in TEXTS),
    Sequence((), HERE),
    Mapping((), HERE),
    Sequence((scalar("A"), Mapping((), HERE)), HERE),
    Mapping(((scalar("type"), scalar("integer")),), HERE),
    Mapping(((scalar("en"), scalar("x")), (scalar("zh"), scalar("y"))), HERE),
)


class Change(NamedTuple):
    """Where to change a library, and what to put there (nothing; something odd; something of its own), counted around."""

    file: int
    spot: int
    new: int


def changed(library: Library, change: Change) -> Library:
    path, node = library[change.file % len(library)]
    spots = list(places(node))
    news: list[Node | None] = [None, *ODD, *(other for _, other in spots)]
    steps, _ = spots[change.spot % len(spots)]
    after = put(node, steps, news[change.new % len(news)])
    return tuple((name, after if name == path else old) for name, old in library)


COUNTS = st.integers(0, 10_000)
CHANGES = st.lists(st.builds(Change, COUNTS, COUNTS, COUNTS), min_size=1, max_size=3)


@given(number=st.integers(0, len(LIBRARIES) - 1), changes=CHANGES)
@settings(max_examples=400)
def test_every_document_gets_a_report(number: int, changes: list[Change]) -> None:
    documents, files = LIBRARIES[number]
    for change in changes:
        documents = changed(documents, change)
    problems = Problems()
    library = check_library(documents, problems, files=files, today=739_576)
    written = sum(isinstance(node, Mapping) and node.get("policy") is not None for _, node in documents)
    if not problems.errors():
        assert len(library.policies) == written
        assert all(policy.content_hash for policy in library.policies)
    assert all(problem.where.line > 0 for problem in problems)
    assert all("\n" not in problem.message for problem in problems)
