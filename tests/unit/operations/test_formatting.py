from pathlib import Path

import pytest

from lawbook import PolicyRejected, inspect_library
from lawbook.operations.formatting import formatted
from support.offers import write_offer

MODELINE = "# yaml-language-server: $schema=../schema/policy.schema.json\n"


def laid_out(text: str) -> str:
    return formatted(text, "x.yaml")


def test_sections_stand_in_one_order_with_a_blank_line_between() -> None:
    text = "decisions: {}\n# what it is\n\n# of the facts\nfacts:\n  a: {type: boolean}\nversion: 1\npolicy: x\nlanguage: 1\n"
    assert laid_out(text) == (
        MODELINE + "language: 1\npolicy: x\nversion: 1\n\n# of the facts\nfacts:\n  a: {type: boolean}\n\ndecisions: {}\n# what it is\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("policy: x\nfacts:\n    a:\n        type: boolean\n", "facts:\n  a:\n    type: boolean\n"),
        ("policy: x\nfacts:\n  a: 1   \n\n\n\n  b: 2\n", "facts:\n  a: 1\n\n  b: 2\n"),
        ("policy: x\nfacts:\n- a\n- b: 1\n  c: 2\n", "facts:\n  - a\n  - b: 1\n    c: 2\n"),
        ("policy: x\nfacts:\n    # of a\n    a: 1\n    # at the end\n", "facts:\n  # of a\n  a: 1\n  # at the end\n"),
        ("policy: x\nfacts:\n    a: {b: 1,\n        c: 2}\n", "facts:\n  a: {b: 1,\n      c: 2}\n"),
        ("policy: x\nfacts:\n    a: |\n        one\n          two\n    b: 1\n", "facts:\n  a: |\n    one\n      two\n  b: 1\n"),
        ("policy: x\nfacts:\n    a: |4\n        one\n", "facts:\n  a: |4\n      one\n"),
        ("policy: x\nfacts:\n    a: one\n      two\n", "facts:\n  a: one\n    two\n"),
        ("policy: x\nfacts:\n    a:\n        [b,\n        c]\n", "facts:\n  a:\n    [b,\n    c]\n"),
        ("policy: x\nfacts:\n  -\n     a: 1\n", "facts:\n  -\n    a: 1\n"),
        ("policy: x\nfacts:\n  a: |\n\n  b: 1\n", "facts:\n  a: |\n\n  b: 1\n"),
    ],
    ids=[
        "maps",
        "blanks",
        "lists",
        "comments",
        "flow",
        "literal",
        "indicated",
        "folded plain",
        "flow below",
        "dash alone",
        "empty literal",
    ],
)
def test_blocks_are_indented_by_two_and_what_goes_on_moves_along(text: str, expected: str) -> None:
    assert laid_out(text) == f"{MODELINE}policy: x\n\n{expected}"
    assert laid_out(laid_out(text)) == laid_out(text)


def test_the_modeline_names_the_schema_of_the_kind_of_file() -> None:
    assert formatted("vocabulary: shared/x\n", "x.yaml", 2).startswith(
        "# yaml-language-server: $schema=../../schema/vocabulary.schema.json\n"
    )


def test_a_modeline_of_the_author_is_kept() -> None:
    text = "# yaml-language-server: $schema=elsewhere.json\n# hello\npolicy: x\n"
    assert laid_out(text) == text


def test_lines_of_windows_become_plain() -> None:
    assert laid_out("\ufeffpolicy: x\r\nversion: 1\r\n") == MODELINE + "policy: x\nversion: 1\n"


def test_a_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(PolicyRejected) as rejection:
        laid_out("a: [")
    assert [problem.code for problem in rejection.value.problems] == ["yaml-syntax"]


def test_a_file_that_would_say_something_else_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lawbook.operations.formatting.reindented", lambda text: text.replace("1", "2"))
    with pytest.raises(PolicyRejected, match="cannot be laid out without changing what it says"):
        laid_out("policy: x\nversion: 1\n")


def test_the_meaning_of_a_policy_survives_its_layout(tmp_path: Path) -> None:
    file = write_offer(tmp_path)
    before = inspect_library(tmp_path).library
    file.write_text(formatted(file.read_text().replace("\n  ", "\n     "), str(file)))
    after = inspect_library(tmp_path).library
    assert before is not None
    assert after is not None
    assert before.version("small-offer", 1).content_hash == after.version("small-offer", 1).content_hash


@pytest.mark.parametrize("file", sorted(Path("policies").glob("**/v*.yaml")), ids=str)
def test_the_layout_of_shipped_policies_is_stable(file: Path) -> None:
    once = formatted(file.read_text(encoding="utf-8"), str(file))
    assert formatted(once, str(file)) == once


def test_a_question_mark_within_a_cell_is_nothing_special() -> None:
    text = "decisions:\n  d:\n    rows: {R1: [if a = ? then b, c]}\n"
    assert text in laid_out(text)
