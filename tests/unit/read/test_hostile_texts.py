import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from lawbook.model.limits import EXPRESSION_LENGTH, FILE_BYTES, NESTING
from lawbook.problems import Problems
from lawbook.read import csv_rows
from lawbook.read import yaml as reader
from support.reading import FILE, at, told_of_cell, told_of_document, told_of_expression

SECONDS = 30
"""Far above what any of these takes, and far below what a hang would."""


@contextmanager
def bounded(megabytes: int) -> Iterator[None]:
    """Hold what happens inside to a time and to a size in memory."""
    begun = time.monotonic()
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes * 1_000_000
    finally:
        tracemalloc.stop()
    assert time.monotonic() - begun < SECONDS


LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(LAUGHS, "yaml-alias", id="a billion laughs"),
        pytest.param("[" * 200_000, "nesting-too-deep", id="200,000 open brackets"),
        pytest.param("[" * 200_000 + "]" * 200_000, "nesting-too-deep", id="200,000 nested brackets"),
        pytest.param("{a: " * 200_000, "nesting-too-deep", id="200,000 open braces"),
        pytest.param("- " * 100_000, "nesting-too-deep", id="100,000 lists in a list"),
        pytest.param("? " * 100_000, "nesting-too-deep", id="100,000 keys of keys"),
        pytest.param("a: " + '"\\"' * 100_000, "yaml-syntax", id="quotes that never end"),
        pytest.param("a: " + "'" * 99_999, "yaml-syntax", id="single quotes that never end"),
        pytest.param("&a " * 100_000, "yaml-syntax", id="anchors upon anchors"),
        pytest.param("a: 1\n" * 500_000, "duplicate-key", id="one key half a million times"),
        pytest.param("x" * (FILE_BYTES + 1), "file-too-large", id="one byte too many"),
    ],
)
def test_hostile_documents_are_refused_within_bounds(text: str, code: str) -> None:
    with bounded(megabytes=200):
        assert code in {problem.code for problem in told_of_document(text)}


def test_more_keys_and_values_than_the_language_allows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "DOCUMENT_NODES", 100)
    assert told_of_document("- a\n" * 99) == []
    assert [(problem.code, problem.where) for problem in told_of_document("- a\n" * 101)] == [("too-many", at(100, 3))]


def test_more_cells_than_the_language_allows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "DOCUMENT_NODES", 100)
    problems = Problems()
    csv_rows.read_rows("," * 200, FILE, problems)
    assert [(problem.code, problem.where) for problem in problems] == [("too-many", at(1, 101))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: " + "x " * 4_000_000, id="one long plain text"),
        pytest.param('a: "' + "\\n" * 4_000_000 + '"', id="one long text of escapes"),
        pytest.param('a: "' + " \n " * 3_000_000 + '"', id="one long text of line breaks"),
        pytest.param("a: |\n" + "  x\n" * 2_000_000, id="one long block"),
        pytest.param("a: >\n" + "  \n" * 3_000_000 + "  x", id="one long block of blanks"),
    ],
)
def test_one_text_may_fill_a_file(text: str) -> None:
    with bounded(megabytes=200):
        assert told_of_document(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(" * 100_000, "too-many"),
        ("(" * 100_000 + "1" + ")" * 100_000, "too-many"),
        ("(" * 1_000 + "1" + ")" * 1_000, "nesting-too-deep"),
        ("[" * 1_000 + "]" * 1_000, "nesting-too-deep"),
        ("-" * 1_000 + "1", "nesting-too-deep"),
        ("not(" * 500 + "a" + ")" * 500, "nesting-too-deep"),
        ("1" + "+1" * 1_000, "nesting-too-deep"),
        ("if a then b else " * 200 + "c", "nesting-too-deep"),
        ("a" + ".b" * 1_000, "nesting-too-deep"),
        ("a" + "[b" * 500 + "]" * 500, "nesting-too-deep"),
        ('"' * 3_999, "expression-syntax"),
        ('\\"' * 1_999, "expression-syntax"),
        ("1" * 3_999 + "a", "bad-number"),
        ("a" + "+-" * 1_900 + "!", "expression-syntax"),
        (" " * 3_999 + "!", "expression-syntax"),
    ],
)
@pytest.mark.parametrize("told_of", [told_of_expression, told_of_cell])
def test_hostile_expressions_are_refused_within_bounds(told_of: Callable[[str], list[object]], text: str, code: str) -> None:
    with bounded(megabytes=50):
        assert code in {getattr(problem, "code", None) for problem in told_of(text)}


def test_an_expression_may_nest_as_deep_and_be_as_long_as_the_language_allows() -> None:
    for deep in ("-" * (NESTING - 1) + "1", "1" + "+1" * (NESTING - 1), "(" * NESTING + "1" + ")" * NESTING):
        assert told_of_expression(deep) == []
    items = "1, " * ((EXPRESSION_LENGTH - 3) // 3)
    assert told_of_expression(f"[{items}1]") == []


@pytest.mark.parametrize("text", ['"' * 3_000_001, '"a' * 1_000_000, "a,\n" * 200_000, '"a"b,' * 1_000_000])
def test_a_hostile_csv_file_is_refused_within_bounds(text: str) -> None:
    with bounded(megabytes=400):
        problems = Problems()
        csv_rows.read_rows(text, FILE, problems)
    assert problems
