from decimal import Decimal

import pytest

from lawbook.contract.json_text import parse_facts
from lawbook.problems import FactsRejected, Problem, Where


def refusal(body: bytes | str) -> str:
    with pytest.raises(FactsRejected) as rejection:
        parse_facts(body)
    [problem] = rejection.value.problems
    assert problem == Problem("not-json", problem.message, Where("", 0, 0), 'send one JSON object of facts, such as {"age": 30}')
    return problem.message


def test_numbers_keep_the_digits_they_were_written_with() -> None:
    parsed = parse_facts(b'{"a": 0.1, "b": 68212208.00, "c": 1e2, "d": 12345678901234567890123, "e": -0}')
    assert [str(value) for value in parsed.values()] == ["0.1", "68212208.00", "1E+2", "12345678901234567890123", "0"]
    assert isinstance(parsed["a"], Decimal)


def test_other_values_are_plain() -> None:
    assert parse_facts(' {"姓名": "\\u4e2d\\ud83d\\ude00", "x": [null, true, {"y": []}]}\n') == {
        "姓名": "中😀",
        "x": [None, True, {"y": []}],
    }


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "the body is not JSON: expecting value, line 1 column 1"),
        (b'{"a":1}x', "the body is not JSON: extra data, line 1 column 8"),
        (b"[1]", "the body is not a JSON object"),
        (b'{"a":"\xff"}', "the body is not UTF-8 text, at byte 7"),
        (b'{"a":NaN}', "`NaN` is no number of JSON"),
        (b'{"a":-Infinity}', "`-Infinity` is no number of JSON"),
        (b'{"a":1,"b":2,"a":1}', "`a` stands twice in one object"),
        (b'{"a":[{"b":1,"b":1}]}', "`b` stands twice in one object"),
        (b'{"a":"\\ud800"}', "a text has half a character in it (a lone surrogate)"),
        (b'{"a":["\\udfffx"]}', "a text has half a character in it (a lone surrogate)"),
        (b'{"\\ud800":1}', "a text has half a character in it (a lone surrogate)"),
        ('{"a":"\ud800"}', "a text has half a character in it (a lone surrogate)"),
        (b'{"a":' + b"1" * 1001 + b"}", "a number of 1001 characters"),
        (b'{"a":1e9999999999999999999}', "a number with an exponent beyond all need"),
        (b'{"a":' + b"[" * 100_000, "the body nests too deep"),
        (b'{"a":' + b'{"a":' * 100_000, "the body nests too deep"),
    ],
)
def test_what_is_no_json_is_refused(body: bytes | str, message: str) -> None:
    assert refusal(body) == message
