"""The short way for the plain cells that large tables are made of: the same trees as the grammar gives, without asking it."""

import re
import unicodedata
from typing import Literal, TypeAlias, cast

from lawbook.model.limits import NAME_LENGTH
from lawbook.read.syntax import Cell, CellTest, CompareTest, Name, Negative, Number, RangeTest, Syntax, Truth, ValueTest
from lawbook.read.trouble import KEYWORDS

_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_PLAIN_CELL = re.compile(
    rf"""
      (?P<value>{_NUMBER})
    | (?P<word>[^\W0-9]\w*)
    | (?P<operator><=|>=|!=|<|>|=)[ ]?(?P<compared>{_NUMBER})
    | (?P<opening>[\[(\]])(?P<low>{_NUMBER})\.\.(?P<high>{_NUMBER})(?P<closing>[\])\[])
    """,
    re.VERBOSE,
)
_Comparison: TypeAlias = Literal["<", "<=", ">", ">=", "=", "!="]


def plain_cell(text: str) -> Cell | None:
    """Read *text* when it is `-`, or one plain number, word, comparison with a number or interval of numbers."""
    if text == "-":
        return Cell((), at=0)
    found = _PLAIN_CELL.fullmatch(text)
    if found is None:
        return None
    match found.lastgroup:
        case "value":
            test: CellTest = ValueTest(_number(found, "value"), at=0)
        case "word":
            value = plain_word(text)
            if value is None:
                return None
            test = ValueTest(value, at=0)
        case "compared":
            test = CompareTest(cast("_Comparison", found["operator"]), _number(found, "compared"), at=0)
        case _:
            low, high = _number(found, "low"), _number(found, "high")
            test = RangeTest(low, found["opening"] == "[", high, found["closing"] == "]", at=0)
    return Cell((test,), at=0)


def plain_word(text: str) -> Syntax | None:
    """Read one bare word; None when it needs the grammar, or is not in normal form."""
    if text in {"true", "false"}:
        return Truth(text == "true", at=0)
    if text in KEYWORDS or len(text) > NAME_LENGTH or not unicodedata.is_normalized("NFKC", text):
        return None
    return Name(text, at=0)


def _number(found: re.Match[str], group: str) -> Syntax:
    written, at = found[group], found.start(group)
    return Negative(Number(written[1:], at=at + 1), at=at) if written[0] == "-" else Number(written, at=at)
