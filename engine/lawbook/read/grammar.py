"""The parser of `feel.lark`. Loading it costs tens of milliseconds, so it is imported when the first expression needs it."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, cast

from lark import Lark
from lark.exceptions import UnexpectedInput, UnexpectedToken

from lawbook.read.feel_tree import TREE_BUILDER
from lawbook.read.syntax import Cell, Syntax
from lawbook.read.tables import parser

Start: TypeAlias = Literal["expression", "cell"]


@dataclass(frozen=True, slots=True)
class Surprise:
    """What the grammar did not expect at the offset *at*, the end of the text included; *expected* names the terminals that could stand there."""

    at: int
    expected: frozenset[str]


def read(text: str, start: Start) -> Syntax | Cell | Surprise:
    """Read *text* as what *start* names."""
    try:
        return cast("Syntax | Cell", _parser().parse(text, start=start))
    except UnexpectedInput as error:
        at = _place(error, text)
        return Surprise(at, _expected(text[:at], start))


def _place(error: UnexpectedInput, text: str) -> int:
    at = cast("int | None", error.pos_in_stream)
    if at is None or (isinstance(error, UnexpectedToken) and error.token.type == "$END"):
        return len(text)
    return at


def _expected(before: str, start: Start) -> frozenset[str]:
    """Ask the parser what could follow *before*: its error has forgotten what it could still have read when it gave up."""
    reading = _parser().parse_interactive(before, start=start)
    try:
        reading.exhaust_lexer()
    except UnexpectedInput:
        return frozenset()
    return frozenset(reading.accepts())  # type: ignore[no-untyped-call]  # lark annotates it not at all


@cache
def _parser() -> Lark:
    return parser(TREE_BUILDER)
