import pytest

from lawbook.problems import Problem, Problems
from lawbook.read.ambiguity import ambiguous, note_if_ambiguous
from lawbook.read.document import Scalar
from support.reading import at

DISPUTED = [
    *(
        [
            "y",
            "Y",
            "yes",
            "Yes",
            "YES",
            "n",
            "N",
            "no",
            "No",
            "NO",
            "on",
            "On",
            "ON",
            "off",
            "Off",
            "OFF",
            "True",
            "TRUE",
            "False",
            "FALSE",
            "~",
            "null",
            "Null",
            "NULL",
        ]
    ),
    *(
        [
            "1_0",
            "1_000.5",
            "-1_0",
            "0x1F",
            "0X1f",
            "0o7",
            "010",
            "007",
            "08",
            "0b1",
            "1e3",
            "-1E3",
            "1.5e+3",
            ".5e3",
            "1_0e3",
            ".inf",
            "-.Inf",
            ".NaN",
        ]
    ),
    "",
]
CLEAR = [
    *(
        [
            "true",
            "false",
            "0",
            "10",
            "-1",
            "0.154",
            "22:00",
            "2024-05-15",
            "A",
            "M2-firm",
            "e3",
            "1e",
            "x_1",
            "_1",
            "NORTH",
            "yes_no",
            "nil",
        ]
    ),
    *(["+1", "1.5", "收入", "[1..30]", "1..3", "-", ".", "+", "1_a"]),
]


@pytest.mark.parametrize("text", DISPUTED)
def test_a_plain_scalar_that_readers_of_yaml_disagree_about_is_ambiguous(text: str) -> None:
    assert ambiguous(Scalar(text, "plain", at(1, 1))) is not None


@pytest.mark.parametrize("text", CLEAR)
def test_other_plain_scalars_are_not(text: str) -> None:
    assert ambiguous(Scalar(text, "plain", at(1, 1))) is None


@pytest.mark.parametrize("text", DISPUTED)
def test_nothing_in_quotes_is_ambiguous(text: str) -> None:
    assert ambiguous(Scalar(text, "double", at(1, 1))) is None


@pytest.mark.parametrize(
    ("text", "message", "rule"),
    [
        (
            "no",
            "some readers of YAML take the plain `no` for a truth value",
            'write `true` or `false` for a truth value, or `"no"` for the text',
        ),
        (
            "TRUE",
            "some readers of YAML take the plain `TRUE` for a truth value",
            'write `true` for the truth value, or `"TRUE"` for the text',
        ),
        ("~", "readers of YAML take the plain `~` for null", 'leave the key out, or write `"~"` for the text'),
        ("", "nothing is written here, which readers of YAML take for null", "write the value that is meant"),
        (
            "1_0",
            "readers of YAML disagree about the plain number `1_0`",
            'write the number with digits and at most one point, or `"1_0"` for the text',
        ),
    ],
)
def test_an_ambiguous_scalar_is_told_with_both_ways_out(text: str, message: str, rule: str) -> None:
    problems = Problems()
    assert note_if_ambiguous(Scalar(text, "plain", at(7, 3)), problems)
    assert list(problems) == [Problem("ambiguous-scalar", message, at(7, 3), rule)]
