import lark
import pytest
from lark import Lark

from lawbook.read import tables
from lawbook.read.feel_tree import TREE_BUILDER

TEXTS = [
    "1 + 2 * 3",
    'if a > @"2026-01-01" then "x" else "y"',
    "some x in list satisfies x.amount between 1 and 2",
    "count(list[amount > 3])",
]


def test_the_shipped_tables_are_those_of_the_grammar() -> None:
    kept = tables._shipped()  # noqa: SLF001 - what ships is what is tested
    assert kept is not None
    assert kept["grammar"] == tables.grammar_hash(), "run python -m lawbook.read.tables"


@pytest.mark.parametrize("text", TEXTS)
def test_the_parser_of_the_tables_reads_as_that_of_the_grammar(text: str) -> None:
    assert tables.parser(TREE_BUILDER).parse(text, start="expression") == tables.made(TREE_BUILDER).parse(text, start="expression")


@pytest.mark.parametrize("kept", [None, {"grammar": "another", "lark": lark.__version__}, {"grammar": tables.grammar_hash(), "lark": "0"}])
def test_tables_of_another_grammar_or_lark_are_passed_over(monkeypatch: pytest.MonkeyPatch, kept: object) -> None:
    monkeypatch.setattr(tables, "_shipped", lambda: kept)
    assert isinstance(tables.parser(TREE_BUILDER), Lark)


def test_tables_are_written_beside_the_grammar(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(tables, "__file__", f"{tmp_path}/tables.py")
    assert tables.write().name == "feel.tables"
