import pytest

from lawbook.problems import Problems
from lawbook.read.document import Scalar
from lawbook.read.feel import parse_expression
from lawbook.read.printing import to_text
from lawbook.read.syntax import (
    AtLiteral,
    Between,
    Binary,
    Call,
    Choose,
    CompareTest,
    Dated,
    Field,
    Filter,
    ForSome,
    In,
    IsKnown,
    Listed,
    Name,
    Negative,
    Number,
    RangeTest,
    Syntax,
    Text,
    Truth,
    ValueTest,
)
from support.reading import at, expression

ONE, TWO = Number("1", at=0), Number("2", at=0)
A, B, C = Name("a", at=0), Name("b", at=0), Name("c", at=0)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1", ONE),
        ("0.154", Number("0.154", at=0)),
        ('"高 risk"', Text("高 risk", at=0)),
        (r'"a \"b\" \\ \n 高 \u9ad8"', Text('a "b" \\ \n 高 高', at=0)),
        ("true", Truth(True, at=0)),
        ('@"22:00"', AtLiteral("22:00", at=0)),
        ('date("2025-01-01")', AtLiteral("2025-01-01", at=0)),
        ('time("22:00:30")', AtLiteral("22:00:30", at=0)),
        ("date(a)", Call("date", (A,), at=0)),
        ("收入", Name("收入", at=0)),
        ("android", Name("android", at=0)),
        ("-a", Negative(A, at=0)),
        ("a between 1 and 2", Between(A, ONE, TWO, at=0)),
        ("a is known", IsKnown(A, True, at=0)),
        ("a is missing", IsKnown(A, False, at=0)),
        ("if a then b else c", Choose(A, B, C, at=0)),
        ("a at b", Dated(A, B, at=0)),
        ("a at b.c", Dated(A, Field(B, "c", at=0, name_at=0), at=0)),
        ("a.b", Field(A, "b", at=0, name_at=0)),
        ("a[b]", Filter(A, B, at=0)),
        ("some a in b satisfies c", ForSome("some", "a", B, C, at=0)),
        ("every a in b satisfies c", ForSome("every", "a", B, C, at=0)),
        ("[a, b]", Listed((A, B), at=0)),
        ("[]", Listed((), at=0)),
        ("macro()", Call("macro", (), at=0)),
        ("not(a)", Call("not", (A,), at=0)),
        ("round half up(a, 2)", Call("round half up", (A, TWO), at=0)),
        ("round   half\n  up (a, 2)", Call("round half up", (A, TWO), at=0)),
        ("any of(a, b)", Call("any of", (A, B), at=0)),
        ("years between(a, b)", Call("years between", (A, B), at=0)),
    ],
)
def test_each_construct_reads_as_its_tree(text: str, tree: Syntax) -> None:
    assert expression(text) == tree


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ('a in ("A", "B")', (ValueTest(Text("A", at=0), at=0), ValueTest(Text("B", at=0), at=0))),
        ('a in ["A", "B"]', (ValueTest(Text("A", at=0), at=0), ValueTest(Text("B", at=0), at=0))),
        ("a in b", (ValueTest(B, at=0),)),
        ("a in (b)", (ValueTest(B, at=0),)),
        ("a in < 1", (CompareTest("<", ONE, at=0),)),
        ("a in (< 1, [1..2])", (CompareTest("<", ONE, at=0), RangeTest(ONE, True, TWO, True, at=0))),
        ("a in [1..2]", (RangeTest(ONE, True, TWO, True, at=0),)),
        ("a in (1..2)", (RangeTest(ONE, False, TWO, False, at=0),)),
        ("a in ]1..2[", (RangeTest(ONE, False, TWO, False, at=0),)),
        ("a in ]1..b[", (RangeTest(ONE, False, B, False, at=0),)),
        ("a in [1..2[", (RangeTest(ONE, True, TWO, False, at=0),)),
        ("a in ((1..2), 1)", (RangeTest(ONE, False, TWO, False, at=0), ValueTest(ONE, at=0))),
    ],
)
def test_what_follows_in_reads_as_tests(text: str, tests: tuple[ValueTest | CompareTest | RangeTest, ...]) -> None:
    assert expression(text) == In(A, tests, at=0)


@pytest.mark.parametrize(
    ("text", "bracketed"),
    [
        ("-3 ** 2", "(-3) ** 2"),
        ("2 ** 3 ** 2", "(2 ** 3) ** 2"),
        ("a - b - c", "(a - b) - c"),
        ("a + b * c", "a + (b * c)"),
        ("a * b ** c", "a * (b ** c)"),
        ("a or b and c", "a or (b and c)"),
        ("a and b or c", "(a and b) or c"),
        ("a < b and b < c", "(a < b) and (b < c)"),
        ("a = b + 1", "a = (b + 1)"),
        ("a between b and c and a", "(a between b and c) and a"),
        ("a is known and b", "(a is known) and b"),
        ("a in (1, 2) or b", "(a in (1, 2)) or b"),
        ("a at b + 1", "(a at b) + 1"),
        ("-a at b", "-(a at b)"),
        ("-a.b", "-(a.b)"),
        ("if a then b else c or a", "if a then b else (c or a)"),
        ("some a in b satisfies a or c", "some a in b satisfies (a or c)"),
    ],
)
def test_operators_bind_as_feel_says(text: str, bracketed: str) -> None:
    assert expression(text) == expression(bracketed)
    assert to_text(expression(bracketed)) == text


def test_a_tree_knows_the_offsets_of_its_parts() -> None:
    match expression('  a  =  "x" and b.c > 1'):
        case Binary(
            at=begin,
            operator_at=operator_at,
            left=Binary(operator_at=equals_at, right=Text(at=text_at)),
            right=Binary(left=Field(at=field_at, name_at=name_at)),
        ):
            assert (begin, operator_at, equals_at, text_at, field_at, name_at) == (2, 12, 5, 8, 16, 18)
        case other:
            raise AssertionError(other)


def test_the_same_text_elsewhere_is_told_at_its_own_place() -> None:
    told = Problems()
    for line in (3, 8):
        parse_expression(Scalar("a ==  b", "double", at(line, 5)), told)
    assert [problem.where for problem in told] == [at(3, 8), at(8, 8)]
