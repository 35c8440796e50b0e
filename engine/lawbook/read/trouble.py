"""Why an expression cannot be read, in its author's words: what was found, what was expected near it, what to write instead."""

import re

from lawbook.read.slips import Slip

KEYWORDS = frozenset(
    {"if", "then", "else", "some", "every", "satisfies", "or", "and", "between", "in", "is", "known", "missing", "at"}
    | {"true", "false", "null"}
)
"""Words of the language that are never names."""

_OPERATORS = frozenset({"PLUS", "TIMES", "OVER", "TO_THE", "AND", "OR", "IS", "BETWEEN", "COMPARE"})
_EXACT = {
    "RPAR": "`)`",
    "RBRACK": "`]`",
    "_COMMA": "`,`",
    "_DOTS": "`..`",
    "THEN": "`then`",
    "ELSE": "`else`",
    "SATISFIES": "`satisfies`",
    "KNOWN": "`known`",
    "MISSING": "`missing`",
}
_UNITS = frozenset({"days", "hours", "minutes", "months", "years"})
_ALONE = {"AND": "`and`", "IN": "`in`", "NAME": "a name", "LPAR": "`(`"}
_PIECE = re.compile(r'"(?:\\.|[^"\\\n])*"|\w+|\*\*|[<>!]=|\.\.|\S')


def explained(text: str, at: int, expected: frozenset[str], *, cell: bool) -> Slip:
    """Make a slip of what the grammar did not expect at the offset *at*, where *expected* names the terminals that could stand."""
    wanted = _in_words(expected)
    if at >= len(text):
        return _unfinished(text, wanted, cell=cell)
    found = _PIECE.match(text, at)
    word = found[0] if found else text[at]
    before = _before(text, at)
    where = f" after `{before}`" if before else ""
    tail = f", where {wanted} is expected" if wanted else ""
    return Slip("expression-syntax", f"found `{word}`{where}{tail}", at, _help(word, before, text, at, cell=cell))


def _before(text: str, at: int) -> str:
    pieces = _PIECE.findall(text[:at])
    return pieces[-1] if pieces else ""


def _in_words(names: frozenset[str]) -> str:
    """Say what could stand somewhere."""
    choices: list[str] = []
    if {"NUMBER", "NAME"} <= names:
        choices.append("a value")
    elif len(names) == 1:
        choices.extend(_ALONE[name] for name in names if name in _ALONE)
    if len(_OPERATORS.intersection(names)) > 1:
        choices.append("an operator")
    if "a value" not in choices:
        choices.extend(told for name, told in _EXACT.items() if name in names)
    if "$END" in names:
        choices.append("the end")
    return ", ".join(choices[:-1]) + " or " + choices[-1] if len(choices) > 1 else "".join(choices)


def _unfinished(text: str, wanted: str, *, cell: bool) -> Slip:
    if not text.strip():
        rule = "write `-` for any value" if cell else None
        return Slip("expression-syntax", "an expression is needed here, and nothing is written", 0, rule)
    end = len(text.rstrip())
    before = _before(text, end)
    return Slip(
        "expression-syntax", f"the expression ends after `{before}`, where {wanted or 'more'} is expected", end, _help_at_end(text, wanted)
    )


def _opened(text: str) -> str:
    """Give the bracket that is still open at the end of *text*, if there is one."""
    waiting: list[str] = []
    for piece in _PIECE.findall(text):
        if piece in {"(", "["}:
            waiting.append(piece)
        elif piece in {")", "]"} and waiting:
            waiting.pop()
    return waiting[-1] if waiting else ""


def _help(word: str, before: str, text: str, at: int, *, cell: bool) -> str | None:
    """Give the help for the usual mistakes."""
    if word.lower() in KEYWORDS and word.lower() != word:
        return f"write `{word.lower()}` for `{word}`"
    if before.lower() in KEYWORDS and before.lower() != before:
        return f"write `{before.lower()}` for `{before}`"
    return _help_with_words(word, before, text, cell=cell) or _help_with_marks(word, before, text, at, cell=cell)


def _help_with_words(word: str, before: str, text: str, *, cell: bool) -> str | None:
    if before == "is" and word in {"not", "null"}:
        return "write `is known` or `is missing`"
    if word == "null":
        return "there is no null: ask with `is known` or `is missing`"
    if before == "not":
        return f"write `not({word} …)`, with brackets"
    if word in _UNITS and re.fullmatch(r"[0-9.]+", before):
        return f"write `{word}({before})`"
    if cell and word == "and":
        return "write a range, such as `[1..9]`, or name the input: `? > 1 and ? < 9`"
    if word in KEYWORDS and (not before or before not in KEYWORDS) and not _is_word(before):
        return f"`{word}` is a word of the language: it cannot be a name" + (", and as a label it stands in quotes" if cell else "")
    if _is_word(word) and _is_word(before) and before not in KEYWORDS:
        if cell:
            return f'a label of several words stands in quotes: write `"{text.strip()}"`' if '"' not in text else None
        return "a name is one word, with `_` between its parts; between two values stands an operator"
    return None


def _help_with_marks(word: str, before: str, text: str, at: int, *, cell: bool) -> str | None:
    bare = text.strip()
    if word == ".." and "[" not in bare and "(" not in bare and "]" not in bare:
        return f"a range stands in brackets: write `[{bare}]`" if cell else "a range stands in brackets, after `in`: `x in [1..3]`"
    if word == "..":
        return "a range stands in brackets, after `in`: `x in [1..3]`" if not cell else None
    if word in {"<", "<=", ">", ">=", "=", "!="} and re.search(r"[<>=]", text[:at]):
        return "join two comparisons with `and`: `a < b and b < c`"
    if word in {")", "]"} and not _opened(text[:at]):
        return f"no bracket is open before this `{word}`"
    if before == "-" and word == ",":
        return "`-` for any value stands alone in its cell"
    return None


def _help_at_end(text: str, wanted: str) -> str | None:
    if "`then`" in wanted or "`else`" in wanted:
        return "every `if` has a `then` and an `else`"
    if re.search(r",\s*-\s*$", text):
        return "`-` for any value stands alone in its cell"
    opened = _opened(text)
    return f"close the `{opened}`" if opened else None


def _is_word(piece: str) -> bool:
    return piece.replace("_", "a").isalnum() and not piece[0].isdigit()
