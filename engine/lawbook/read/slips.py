"""Slips of the pen in an expression: marks and spellings that are never right, all found in one pass before the grammar is asked."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from lawbook.model.limits import EXPRESSION_LENGTH, NAME_LENGTH, NESTING
from lawbook.problems import Problems
from lawbook.read.document import Scalar
from lawbook.read.full_width import HALF_WIDTH, full_width_message


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing wrong at the offset *at* of an expression's text."""

    code: str
    message: str
    at: int
    help: str | None = None


def note(slips: tuple[Slip, ...], scalar: Scalar, problems: Problems) -> None:
    """Tell *problems* of *slips*, at their places in the file."""
    for slip in slips:
        problems.add(slip.code, slip.message, scalar.place(slip.at), slip.help)


def slips_in(text: str, *, cell: bool) -> tuple[Slip, ...]:
    """Find every slip in *text*; only a *cell* may speak of its input as `?`."""
    if len(text) > EXPRESSION_LENGTH:
        return (Slip("too-many", f"the expression has {len(text):,} characters; {EXPRESSION_LENGTH:,} are allowed", 0, SMALLER),)
    if found := _CROWD.search(text):
        return (Slip("nesting-too-deep", f"the expression nests deeper than {NESTING} brackets", found.start(), SMALLER),)
    slips: list[Slip] = []
    for found in _PIECES.finditer(text):
        kind = found.lastgroup
        if kind in _JUDGES:
            slips.extend(_JUDGES[kind](found))
        elif kind == "input" and not cell:
            slips.append(Slip("expression-syntax", "`?` stands for the input of a table, and only its cells have one", found.start()))
    return tuple(slips)


SMALLER = "give a part of it a name of its own, as a macro or a decision"

_OPEN_QUOTES = "“„‘「『＂＇"
_CLOSE_QUOTES = "”’」』＂＇"
_UNITS = {"%": -2, "％": -2, "‰": -3, "百": 2, "千": 3, "万": 4, "萬": 4, "百万": 6, "千万": 7, "亿": 8, "億": 8}
_OPERATORS = {"&&": "and", "||": "or", "==": "=", "===": "=", "!==": "!=", "<>": "!=", "=>": ">=", "=<": "<=", "^": "**"}
_FUNCTIONS = frozenset(
    {"not", "min", "max", "abs", "sum", "count", "mean", "floor", "ceiling", "modulo", "contains", "during"}
    | {"days", "hours", "minutes", "months", "years", "year", "month", "day", "weekday", "date", "time"}
)
_CROWD = re.compile(rf"(?:[(\[]\s*){{{NESTING + 1}}}")
_PIECES = re.compile(
    rf"""
      (?P<text>"(?:\\.|[^"\\\n])*")
    | (?P<unclosed>")
    | (?P<single>'(?P<singly>[^'\n]*)'|')
    | (?P<wide_text>[{_OPEN_QUOTES}][^{_CLOSE_QUOTES}"\n]*[{_CLOSE_QUOTES}])
    | (?P<day>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?:T[0-9:]+(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?(?!\w))
    | (?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?!\w))
    | (?P<grouped>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![\w,])(?:\.[0-9]+)?)
    | (?P<powered>[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+(?!\w))
    | (?P<unit>[0-9]+(?:\.[0-9]+)?(?:{"|".join(sorted(_UNITS, key=len, reverse=True))})(?!\w))
    | (?P<glued>(?:[0-9]+\.)?[0-9]+[^\W0-9]\w*)
    | (?P<dotted>[0-9]+(?:\.[0-9]+){{2,}}|[0-9]+\.(?![0-9.])|(?<!\.)\.[0-9]+|(?<=\.\.)\.[0-9]+)
    | (?P<zeros>0[0-9]+(?:\.[0-9]+)?)
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<wide_number>[０-９]+)
    | (?P<word>[^\W0-9]\w*)
    | (?P<operator>&&|\|\||===|!==|==|<>|=>|=<|\^)
    | (?P<bang>!(?!=))
    | (?P<mark>[{"".join(re.escape(mark) for mark in HALF_WIDTH)}])
    | (?P<input>\?)
    | (?P<plain>[ \t\r\n+\-*/<>=!()\[\].,@]+?)
    | (?P<strange>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:(?:[\"\\ntr]|u(?![dD][89a-fA-F])[0-9A-Fa-f]{4})|(?P<wrong>.))")


def _text(found: re.Match[str]) -> list[Slip]:
    return [
        Slip(
            "expression-syntax",
            f"`{escape[0]}` means nothing in a text",
            found.start() + escape.start(),
            r"a backslash itself is written `\\`",
        )
        for escape in _ESCAPE.finditer(found[0])
        if escape["wrong"]
    ]


def _unclosed(found: re.Match[str]) -> list[Slip]:
    return [Slip("expression-syntax", "a text that begins here is not closed", found.start(), 'close it with `"` on the same line')]


def _single(found: re.Match[str]) -> list[Slip]:
    better = f'"{found["singly"]}"' if found["singly"] else '"'
    return [Slip("expression-syntax", "texts stand in double quotes", found.start(), f"write `{better}` for `{found[0]}`")]


def _wide(found: re.Match[str]) -> list[Slip]:
    return [_mark(found[0][0], found.start()), _mark(found[0][-1], found.end() - 1)]


def _mark(mark: str, at: int) -> Slip:
    return Slip("full-width", full_width_message(mark), at, f"write `{HALF_WIDTH[mark]}` for `{mark}`")


def _moment(found: re.Match[str]) -> list[Slip]:
    better = f'@"{found[0]}"'
    return [Slip("expression-syntax", "a date or time stands in quotes, after `@`", found.start(), f"write `{better}` for `{found[0]}`")]


def _bad_number(found: re.Match[str], better: str | None) -> list[Slip]:
    rule = better or "a number is written with digits and at most one point"
    return [Slip("bad-number", f"`{found[0]}` is not written as a number", found.start(), rule)]


def _grouped(found: re.Match[str]) -> list[Slip]:
    one, several = found[0].replace(",", ""), found[0].replace(",", ", ")
    if ",0" in found[0]:
        return _bad_number(found, f"write `{one}` for `{found[0]}`")
    return _bad_number(found, f"write `{one}` for one number, or `{several}` for several")


def _powered(found: re.Match[str]) -> list[Slip]:
    digits, _, exponent = found[0].lower().partition("e")
    return _shifted(found, digits, int(exponent[:6]))


def _unit(found: re.Match[str]) -> list[Slip]:
    digits = found[0].rstrip("".join(_UNITS))
    return _shifted(found, digits, _UNITS[found[0][len(digits) :]])


def _shifted(found: re.Match[str], digits: str, shift: int) -> list[Slip]:
    return _bad_number(found, f"write `{_plainly(digits, shift)}` for `{found[0]}`" if abs(shift) <= 40 else None)


def _plainly(digits: str, shift: int) -> str:
    whole, _, part = digits.partition(".")
    point = len(whole) + shift
    run = (whole + part).rjust(len(whole + part) + max(0, 1 - point), "0")
    point = max(point, 1)
    run = run.ljust(point, "0")
    return (run[:point].lstrip("0") or "0") + (f".{run[point:].rstrip('0')}" if run[point:].rstrip("0") else "")


def _glued(found: re.Match[str]) -> list[Slip]:
    if "_" in found[0] and (bare := found[0].replace("_", "")).isdigit():
        return _bad_number(found, f"write `{bare}` for `{found[0]}`")
    return _bad_number(found, f'if it is a label or a text, write `"{found[0]}"`')


def _dotted(found: re.Match[str]) -> list[Slip]:
    if found[0].startswith("."):
        return _bad_number(found, f"write `0{found[0]}` for `{found[0]}`")
    if found[0].endswith("."):
        return _bad_number(found, f"write `{found[0][:-1]}` for `{found[0]}`")
    return _bad_number(found, None)


def _zeros(found: re.Match[str]) -> list[Slip]:
    whole, point, part = found[0].partition(".")
    return _bad_number(found, f"write `{whole.lstrip('0') or '0'}{point}{part}` for `{found[0]}`")


def _wide_number(found: re.Match[str]) -> list[Slip]:
    half = unicodedata.normalize("NFKC", found[0])
    return [Slip("full-width", f"found the full-width number `{found[0]}`", found.start(), f"write `{half}` for `{found[0]}`")]


def _word(found: re.Match[str]) -> list[Slip]:
    word = found[0]
    if len(word) > NAME_LENGTH:
        return [Slip("bad-name", f"a name has {len(word)} characters; {NAME_LENGTH} are allowed", found.start())]
    if not unicodedata.is_normalized("NFKC", word):
        normal = unicodedata.normalize("NFKC", word)
        return [Slip("bad-name", f"the name `{word}` is not in its normal form", found.start(), f"write `{normal}` for `{word}`")]
    if not word.islower() and word.lower() in _FUNCTIONS and found.string[found.end() :].lstrip().startswith("("):
        return [Slip("expression-syntax", f"no function is called `{word}`", found.start(), f"write `{word.lower()}` for `{word}`")]
    return []


def _operator(found: re.Match[str]) -> list[Slip]:
    return [
        Slip("expression-syntax", f"`{found[0]}` is not an operator", found.start(), f"write `{_OPERATORS[found[0]]}` for `{found[0]}`")
    ]


def _bang(found: re.Match[str]) -> list[Slip]:
    return [Slip("expression-syntax", "`!` is not an operator", found.start(), "write `not(…)` around what must not be true")]


def _strange(found: re.Match[str]) -> list[Slip]:
    mark = found[0]
    told = f"`{mark}`" if mark.isprintable() and not mark.isspace() else f"the invisible character U+{ord(mark):04X}"
    return [Slip("expression-syntax", f"{told} has no meaning in an expression", found.start())]


_Judge: TypeAlias = Callable[[re.Match[str]], list[Slip]]
_JUDGES: dict[str | None, _Judge] = {
    "text": _text,
    "unclosed": _unclosed,
    "single": _single,
    "wide_text": _wide,
    "day": _moment,
    "clock": _moment,
    "grouped": _grouped,
    "powered": _powered,
    "unit": _unit,
    "glued": _glued,
    "dotted": _dotted,
    "zeros": _zeros,
    "wide_number": _wide_number,
    "word": _word,
    "operator": _operator,
    "bang": _bang,
    "mark": lambda found: [_mark(found[0], found.start())],
    "strange": _strange,
}
