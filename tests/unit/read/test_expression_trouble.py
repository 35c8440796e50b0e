import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbook.problems import Problem, Problems
from lawbook.read.document import Scalar
from lawbook.read.feel import parse_cell, parse_expression
from lawbook.read.full_width import HALF_WIDTH
from support.reading import at, scalar, told_of_cell, told_of_expression


def _first(told: list[Problem]) -> tuple[str, int, str, str | None]:
    problem = told[0]
    return problem.code, problem.where.column, problem.message, problem.help


@pytest.mark.parametrize(
    ("text", "column", "message", "rule"),
    [
        ("a == b", 3, "`==` is not an operator", "write `=` for `==`"),
        ("a && b", 3, "`&&` is not an operator", "write `and` for `&&`"),
        ("a || b", 3, "`||` is not an operator", "write `or` for `||`"),
        ("a <> b", 3, "`<>` is not an operator", "write `!=` for `<>`"),
        ("a => b", 3, "`=>` is not an operator", "write `>=` for `=>`"),
        ("a =< b", 3, "`=<` is not an operator", "write `<=` for `=<`"),
        ("a ^ 2", 3, "`^` is not an operator", "write `**` for `^`"),
        ("!a", 1, "`!` is not an operator", "write `not(…)` around what must not be true"),
        ("'text'", 1, "texts stand in double quotes", "write `\"text\"` for `'text'`"),
        ("a = 'text", 5, "texts stand in double quotes", "write `\"` for `'`"),
        ('a = "text', 5, "a text that begins here is not closed", 'close it with `"` on the same line'),
        (r'a = "te\xt"', 8, r"`\x` means nothing in a text", r"a backslash itself is written `\\`"),
        (r'"\ud800"', 2, r"`\u` means nothing in a text", r"a backslash itself is written `\\`"),
        ("NOT(a)", 1, "no function is called `NOT`", "write `not` for `NOT`"),
        ("d = 2025-01-01", 5, "a date or time stands in quotes, after `@`", 'write `@"2025-01-01"` for `2025-01-01`'),
        ("t < 22:00", 5, "a date or time stands in quotes, after `@`", 'write `@"22:00"` for `22:00`'),
        ("a $ b", 3, "`$` has no meaning in an expression", None),
        ("a \u200b+ b", 3, "the invisible character U+200B has no meaning in an expression", None),
        ("a\u00a0+ b", 2, "the invisible character U+00A0 has no meaning in an expression", None),
        ("a AND b", 3, "found `AND` after `a`, where an operator or the end is expected", "write `and` for `AND`"),
        ("a Or b", 3, "found `Or` after `a`, where an operator or the end is expected", "write `or` for `Or`"),
        ("IF a then b", 4, "found `a` after `IF`, where an operator or the end is expected", "write `if` for `IF`"),
        ("not a", 5, "found `a` after `not`, where an operator or the end is expected", "write `not(a …)`, with brackets"),
        ("a is not known", 6, "found `not` after `is`, where `known` or `missing` is expected", "write `is known` or `is missing`"),
        ("a = null", 5, "found `null` after `=`, where a value is expected", "there is no null: ask with `is known` or `is missing`"),
        (
            "a < b < c",
            7,
            "found `<` after `b`, where an operator or the end is expected",
            "join two comparisons with `and`: `a < b and b < c`",
        ),
        (
            "1..3",
            2,
            "found `..` after `1`, where an operator or the end is expected",
            "a range stands in brackets, after `in`: `x in [1..3]`",
        ),
        (
            "monthly income",
            9,
            "found `income` after `monthly`, where an operator or the end is expected",
            "a name is one word, with `_` between its parts; between two values stands an operator",
        ),
        ("a)", 2, "found `)` after `a`, where an operator or the end is expected", "no bracket is open before this `)`"),
        ("(a", 3, "the expression ends after `a`, where an operator or `)` is expected", "close the `(`"),
        ("min(a) + (b", 12, "the expression ends after `b`, where an operator or `)` is expected", "close the `(`"),
        ("some 1 in a satisfies b", 6, "found `1` after `some`, where a name is expected", None),
        ("a +", 4, "the expression ends after `+`, where a value is expected", None),
        (
            "if a then b",
            12,
            "the expression ends after `b`, where an operator or `else` is expected",
            "every `if` has a `then` and an `else`",
        ),
        ("if a", 5, "the expression ends after `a`, where an operator or `then` is expected", "every `if` has a `then` and an `else`"),
        ("a + in", 5, "found `in` after `+`, where a value is expected", "`in` is a word of the language: it cannot be a name"),
        ("", 1, "an expression is needed here, and nothing is written", None),
        ("? > 3", 1, "`?` stands for the input of a table, and only its cells have one", None),
        ("18 years", 4, "found `years` after `18`, where an operator or the end is expected", "write `years(18)`"),
    ],
)
def test_a_mistake_is_told_where_it_stands_with_what_to_write(text: str, column: int, message: str, rule: str | None) -> None:
    assert told_of_expression(text)[0] == Problem("expression-syntax", message, at(1, column), rule)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1e3", "write `1000` for `1e3`"),
        ("1.5E+3", "write `1500` for `1.5E+3`"),
        ("25e-3", "write `0.025` for `25e-3`"),
        ("1_000", "write `1000` for `1_000`"),
        ("1,000", "write `1000` for `1,000`"),
        ("1,500.25", "write `1500.25` for one number, or `1, 500.25` for several"),
        ("15.4%", "write `0.154` for `15.4%`"),
        ("15.4％", "write `0.154` for `15.4％`"),
        ("10万", "write `100000` for `10万`"),
        ("1.5亿", "write `150000000` for `1.5亿`"),
        ("007", "write `7` for `007`"),
        ("00.5", "write `0.5` for `00.5`"),
        (".5", "write `0.5` for `.5`"),
        ("5.", "write `5` for `5.`"),
        ("1.2.3", "a number is written with digits and at most one point"),
        ("0x1F", 'if it is a label or a text, write `"0x1F"`'),
        ("1e999999999", "a number is written with digits and at most one point"),
    ],
)
def test_a_number_is_digits_with_at_most_one_point(text: str, rule: str) -> None:
    expected = Problem("bad-number", f"`{text}` is not written as a number", at(1, 1), rule)
    assert told_of_expression(text) == [expected]
    assert told_of_expression(f"1 + {text}") == [Problem(expected.code, expected.message, at(1, 5), rule)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1..30", "a range stands in brackets: write `[1..30]`"),
        ("M1 soft", 'a label of several words stands in quotes: write `"M1 soft"`'),
        ("or", "`or` is a word of the language: it cannot be a name, and as a label it stands in quotes"),
        ("", "write `-` for any value"),
        ("-, 3", "`-` for any value stands alone in its cell"),
        ("3, -", "`-` for any value stands alone in its cell"),
        ("not(A", "close the `(`"),
        ("[1..30", "close the `[`"),
        ("> 5 and < 9", "write a range, such as `[1..9]`, or name the input: `? > 1 and ? < 9`"),
    ],
)
def test_a_mistake_in_a_cell_is_told_with_what_to_write(text: str, rule: str) -> None:
    assert [(problem.code, problem.help) for problem in told_of_cell(text)] == [("expression-syntax", rule)]


def test_a_thousands_separator_is_not_read_as_two_values() -> None:
    assert _first(told_of_cell("> 1,500")) == (
        "bad-number",
        3,
        "`1,500` is not written as a number",
        "write `1500` for one number, or `1, 500` for several",
    )


def test_full_width_marks_are_all_told_at_once_each_with_its_exact_remedy() -> None:
    assert [(problem.code, problem.where.column, problem.help) for problem in told_of_expression("max（a，b）≥“高，低” ＋ １２")] == [
        ("full-width", 4, "write `(` for `（`"),
        ("full-width", 6, "write `,` for `，`"),
        ("full-width", 8, "write `)` for `）`"),
        ("full-width", 9, "write `>=` for `≥`"),
        ("full-width", 10, 'write `"` for `“`'),
        ("full-width", 14, 'write `"` for `”`'),
        ("full-width", 16, "write `+` for `＋`"),
        ("full-width", 18, "write `12` for `１２`"),
    ]


@pytest.mark.parametrize("mark", sorted(HALF_WIDTH))
def test_each_full_width_mark_is_named(mark: str) -> None:
    told = told_of_expression(f"a {mark} b")
    assert [(problem.code, problem.where.column, problem.help) for problem in told] == [
        ("full-width", 3, f"write `{HALF_WIDTH[mark]}` for `{mark}`")
    ]
    assert mark in told[0].message


def test_full_width_marks_inside_a_text_are_left_alone() -> None:
    assert told_of_expression('a = "高，（低）"') == []


def test_a_name_that_is_not_in_normal_form_is_refused() -> None:
    assert told_of_expression("ａge > 1") == [
        Problem("bad-name", "the name `ａge` is not in its normal form", at(1, 1), "write `age` for `ａge`")
    ]


def test_a_name_that_is_too_long_is_refused() -> None:
    assert told_of_expression("a" * 64) == []
    assert told_of_expression("a" * 65) == [Problem("bad-name", "a name has 65 characters; 64 are allowed", at(1, 1))]


def test_a_plain_scalar_that_readers_of_yaml_disagree_about_is_refused() -> None:
    told = Problems()
    parse_cell(Scalar("no", "plain", at(4, 7)), told)
    assert list(told) == [
        Problem(
            "ambiguous-scalar",
            "some readers of YAML take the plain `no` for a truth value",
            at(4, 7),
            'write `true` or `false` for a truth value, or `"no"` for the text',
        )
    ]
    told = Problems()
    assert parse_expression(Scalar("1e3", "plain", at(4, 7)), told) is None
    assert [problem.code for problem in told] == ["ambiguous-scalar"]
    told = Problems()
    assert parse_cell(Scalar("no", "double", at(4, 7)), told) is not None
    assert list(told) == []


@given(st.text(st.sampled_from("ab1 ()[].,<>=!?-+*/\"'@高，（\n") | st.characters(), max_size=40))
def test_any_text_is_either_read_or_told_about_within_it(text: str) -> None:
    for read in (parse_expression, parse_cell):
        problems = Problems()
        tree = read(scalar(text), problems)
        assert (tree is None) == bool(len(problems))
        assert all(1 <= problem.where.column <= len(text) + 1 for problem in problems)


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "1",
                "(",
                ")",
                "[",
                "]",
                "..",
                ",",
                "<",
                "=",
                "?",
                "-",
                "+",
                "*",
                "if",
                "then",
                "else",
                "and",
                "or",
                "not(",
                "in",
                "is",
                "known",
                "at",
                "some",
                "satisfies",
                "between",
            ]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_any_words_of_the_language_are_either_read_or_told_about(text: str) -> None:
    assert told_of_expression(text) is not None
    assert told_of_cell(text) is not None
