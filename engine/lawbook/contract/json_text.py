"""Facts as JSON text: numbers keep every digit they were written with, and nothing is passed over in silence."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from lawbook.contract.expected import shortened
from lawbook.problems import FactsRejected, Problem, Where

_LONGEST_NUMBER = 1_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_HALF = re.compile("\\\\u[dD][89a-fA-F]|[\ud800-\udfff]")


class _Refused(Exception):  # noqa: N818 - it carries what is wrong to the place that tells it
    pass


def parse_facts(body: bytes | str) -> dict[str, object]:
    """Read the one JSON object that *body* is; raises FactsRejected when it is none.

    Numbers become int, or Decimal where they are written with a point or an exponent. Refused as no JSON: other bytes than UTF-8,
    a name that an object has twice, NaN and Infinity, half a character, text after the end, nesting and numbers beyond all need.
    """
    try:
        parsed = _parsed(body.decode() if isinstance(body, bytes) else body)
    except UnicodeDecodeError as error:
        raise _not_json(f"the body is not UTF-8 text, at byte {error.start + 1}") from error
    except json.JSONDecodeError as error:
        raise _not_json(f"the body is not JSON: {error.msg[0].lower()}{error.msg[1:]}, line {error.lineno} column {error.colno}") from error
    except _Refused as error:
        raise _not_json(str(error)) from error
    except RecursionError as error:
        raise _not_json("the body nests too deep") from error
    if not isinstance(parsed, dict):
        raise _not_json("the body is not a JSON object")
    return parsed


def _parsed(text: str) -> object:
    parsed: object = _DECODER.decode(text)
    if _HALF.search(text) and _has_half_a_character(parsed):
        raise _Refused("a text has half a character in it (a lone surrogate)")
    return parsed


def _not_json(message: str) -> FactsRejected:
    return FactsRejected([Problem("not-json", message, Where("", 0, 0), 'send one JSON object of facts, such as {"age": 30}')])


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    named = dict(pairs)
    if len(named) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise _Refused(f"`{shortened(twice)}` stands twice in one object")
    return named


def _whole(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise _Refused(f"a number of {len(text)} characters")
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise _Refused("a number with an exponent beyond all need") from error
    return number


def _no_number(text: str) -> NoReturn:
    raise _Refused(f"`{text}` is no number of JSON")


def _has_half_a_character(value: object) -> bool:
    if isinstance(value, str):
        return _SURROGATE.search(value) is not None
    if isinstance(value, dict):
        return any(_has_half_a_character(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_has_half_a_character(element) for element in value)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_decimal, parse_int=_whole, parse_constant=_no_number)
