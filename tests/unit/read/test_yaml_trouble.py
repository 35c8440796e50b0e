import pytest
import yaml

from lawbook.problems import Problem
from lawbook.read import yaml as reader
from support.reading import at, told_of_document


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], ids=["libyaml", "pure Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with both readers of PyYAML: the words must not depend on which is installed."""
    monkeypatch.setattr(reader, "Loader", getattr(yaml, request.param))


UNQUOTED_COLON = "a colon and a space stand inside a text without quotes"


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "rule"),
    [
        ("a:\n\tb: 1\n", 2, 1, "this line is indented with a tab", "indent with spaces"),
        ("a:\n  b: 1\n\tc: 2\n", 3, 1, "this line is indented with a tab", "indent with spaces"),
        ("a:\n-\tx\n", 2, 2, "a tab stands here", "write a space"),
        ("a: {x: 1]\n", 1, 9, "found `]` where a comma or the closing bracket is expected", None),
        (
            "a: {" + "x" * 900 + ": 1, " + "y" * 900 + ": 1, " + "z" * 900 + ": 1, " + "w" * 900 + ": 1, v: 1, u: [" + "u, " * 300 + "]]\n",
            1,
            4536,
            "the YAML cannot be read here",
            None,
        ),
        ("a: 1\nb:2\nc: 3\n", 2, 2, "a space is missing after this colon", "write `b: 2`"),
        ("a:\n  type:boolean\n  title: x\n", 2, 7, "a space is missing after this colon", "write `type: boolean`"),
        ("when: a: b\n", 1, 8, UNQUOTED_COLON, 'write `"a: b"`, in quotes'),
        ("title: {en: x: y}\n", 1, 14, UNQUOTED_COLON, 'write `"x: y"`, in quotes'),
        ("a: 1\n  b: 2\n", 2, 3, "this line is indented deeper than the line above, which already has its value", None),
        ('a: "abc\nb: 1\n', 1, 4, "a text in quotes begins here and is not closed", 'close it with `"`'),
        ("a: 'abc\nb: 1\n", 1, 4, "a text in quotes begins here and is not closed", "close it with `'`"),
        ("a: 'it's'\n", 1, 8, "more text stands after the closing quote", "let one pair of quotes hold the whole value"),
        ('a: "x" = y\n', 1, 8, "more text stands after the closing quote", "let one pair of quotes hold the whole value"),
        ('a: ["x" "y"]\n', 1, 9, "a comma is missing before this", "write a comma between two values"),
        ('a: "\\q"\n', 1, 5, r"`\q` means nothing in double quotes", r"a backslash itself is written `\\`, or stands in single quotes"),
        ("a: [1, 2\nb: 3\n", 1, 4, "a `[` stands here and is not closed", "close it with `]`"),
        ("a: {x: 1\nb: 3\n", 1, 4, "a `{` stands here and is not closed", "close it with `}`"),
        ("a: [x, y #z]\nb: 1\n", 1, 4, "a `[` stands here and is not closed", "` #` begins a comment: put a text that has it in quotes"),
        ("a: [x]]\n", 1, 7, "found `]`, and no bracket is open", None),
        ("a: {x: 1,, y: 2}\n", 1, 10, "found `,` where a value is expected", None),
        ("r: [[0..18), A]\n", 1, 5, "the range `[0..18)` stands without quotes", 'write `"[0..18)"`, in quotes'),
        ("r: [(0..18], A]\nb: 1\n", 1, 5, "the range `(0..18]` stands without quotes", 'write `"(0..18]"`, in quotes'),
        ("r: []1..2[, A]\n", 1, 5, "the range `]1..2[` stands without quotes", 'write `"]1..2["`, in quotes'),
        ("r: [> 90, A]\n", 1, 5, "a text without quotes cannot begin with `>`", 'write `"> 90"`, in quotes'),
        ("when: > 90\n", 1, 7, "YAML reads `>` as the mark of a text of several lines", 'write `"> 90"`, in quotes'),
        ("a: %x\n", 1, 4, "a text without quotes cannot begin with `%`", 'write `"%x"`, in quotes'),
        ('a: @"22:00"\n', 1, 4, "a text without quotes cannot begin with `@`", "write `'@\"22:00\"'`, in quotes"),
        ("a: `x`\n", 1, 4, "a text without quotes cannot begin with ```", 'write `"`x`"`, in quotes'),
        ("r: [? > 3, A]\n", 1, 5, "a text without quotes cannot begin with `?`", 'write `"? > 3"`, in quotes'),
        ("a: ? > 3\n", 1, 4, "a text without quotes cannot begin with `?`", 'write `"? > 3"`, in quotes'),
        ("a: * 2\n", 1, 4, "a text without quotes cannot begin with `*`", 'write `"* 2"`, in quotes'),
        ("a: & b\n", 1, 4, "a text without quotes cannot begin with `&`", 'write `"& b"`, in quotes'),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "the indentation of this line fits no line above", "align it with the keys it belongs to"),
        ("  a: 1\nb: 2\n", 2, 1, "the indentation of this line fits no line above", "align it with the keys it belongs to"),
        ("a:\n  - x\n  b: 1\n", 3, 3, "an item of the list is expected here", "begin it with `- `, or check the indentation"),
        ("a: 1\nfoo bar\nb: 2\n", 2, 1, "this line is neither `key: value` nor an item of a list", None),
        ("a: 1\n-x\nb: 2\n", 2, 1, "this line is neither `key: value` nor an item of a list", "write a space after `-`"),
        ("a: - b\n", 1, 4, "a list with `-` begins on a line of its own", 'if `-` is a cell, write `[-]` or `"-"`'),
        ("%YAML 2.0\n---\na: 1\n", 1, 1, "the YAML cannot be read here, near `%YAML`", None),
        ("x" * 2_000 + ": 1\n", 1, 1, "a key has more than 1,024 characters", None),
    ],
)
def test_yaml_that_cannot_be_read_is_told_with_its_usual_cause(text: str, line: int, column: int, message: str, rule: str | None) -> None:
    assert told_of_document(text) == [Problem("yaml-syntax", message, at(line, column), rule)]


@pytest.mark.parametrize(
    ("text", "mark", "line", "column"),
    [
        ("policy：x\nversion: 1\n", "：", 1, 7),
        ("version: 1\npolicy：x\ntitle: 1\n", "：", 2, 7),
        ("version: 1\npolicy：x\n", "：", 2, 7),
        ("a: {en: x，zh: y}\n", "，", 1, 10),
    ],
)
def test_a_full_width_mark_that_breaks_the_structure_is_named(text: str, mark: str, line: int, column: int) -> None:
    written = {"：": ":", "，": ","}[mark]
    expected = Problem("full-width", f"found the full-width mark `{mark}`", at(line, column), f"write `{written}` for `{mark}`")
    assert told_of_document(text) == [expected]


def test_what_was_found_before_the_stumble_is_told_too() -> None:
    assert [problem.code for problem in told_of_document("a: &x 1\na: 2\nb: [1\n")] == ["yaml-alias", "duplicate-key", "yaml-syntax"]
