"""Plain YAML scalars that readers of YAML disagree about."""

import re

from lawbook.problems import Problems
from lawbook.read.document import Scalar

_TRUTHS = frozenset(
    form for word in ("y", "n", "yes", "no", "on", "off", "true", "false") for form in (word, word.capitalize(), word.upper())
) - {"true", "false"}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NUMBER = re.compile(
    r"""
      [-+]? 0[xX][0-9a-fA-F_]+ | [-+]? 0[oO][0-7_]+ | [-+]? 0[bB][01_]+          # of another base
    | [-+]? (?=[0-9.]*_) [0-9][0-9_]* (?:\.[0-9_]*)?                              # with marks between digits
    | [-+]? 0[0-9]+                                                              # octal, or not
    | [-+]? (?:[0-9][0-9_]*\.?[0-9_]* | \.[0-9_]+) [eE] [-+]? [0-9]+              # with an exponent
    | [-+]? \.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)
    """,
    re.VERBOSE,
)
_LONGEST = 80


def ambiguous(scalar: Scalar) -> str | None:
    """Say how readers of YAML disagree about *scalar*, or None: only a plain one can be ambiguous, and `true` and `false` are not."""
    text = scalar.text
    if scalar.style != "plain" or len(text) > _LONGEST:
        return None
    if text in _TRUTHS:
        return f"some readers of YAML take the plain `{text}` for a truth value"
    if text in _NULLS:
        return (
            f"readers of YAML take the plain `{text}` for null" if text else "nothing is written here, which readers of YAML take for null"
        )
    if text[0] in "-+.0123456789" and _NUMBER.fullmatch(text):
        return f"readers of YAML disagree about the plain number `{text}`"
    return None


def note_if_ambiguous(scalar: Scalar, problems: Problems) -> bool:
    """Note a plain scalar that readers disagree about, and tell whether it was one."""
    reason = ambiguous(scalar)
    if reason is None:
        return False
    problems.add("ambiguous-scalar", reason, scalar.where, _help(scalar.text))
    return True


def _help(text: str) -> str:
    if not text:
        return "write the value that is meant"
    if text.lower() in {"true", "false"}:
        return f'write `{text.lower()}` for the truth value, or `"{text}"` for the text'
    if text in _TRUTHS:
        return f'write `true` or `false` for a truth value, or `"{text}"` for the text'
    if text in _NULLS:
        return f'leave the key out, or write `"{text}"` for the text'
    return f'write the number with digits and at most one point, or `"{text}"` for the text'
