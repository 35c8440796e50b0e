"""What may be a name, an id or a label."""

import re
import unicodedata

from lawbook.model import limits
from lawbook.problems import Problems
from lawbook.read.ambiguity import note_if_ambiguous
from lawbook.read.document import Scalar

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_NAME = re.compile(f"[a-z{_HAN}][a-z0-9_{_HAN}]*")
_ID = re.compile(f"[A-Za-z0-9{_HAN}][A-Za-z0-9_.{_HAN}-]*")
_LABEL = re.compile(r"[\w<>][\w+./<>%-]*( [\w+./<>%-]+)*")
_FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NEUTRAL_CODE = re.compile(r"[A-Z][A-Z0-9+_-]*")
"""A label that is its own title in every language."""

RESERVED = frozenset((
    "and", "or", "not", "if", "then", "else", "some", "every", "satisfies", "in", "between", "is", "known", "missing", "at", "true",
    "false", "null", "as_of", "otherwise", "unknown", "item", "min", "max", "sum", "count", "mean", "abs", "floor", "ceiling", "modulo",
    "days", "months", "years", "date", "time",
))  # fmt: skip


def read_name(scalar: Scalar, what: str, problems: Problems) -> str | None:
    """Take the name of a fact, parameter, macro, type or decision."""
    name = scalar.text
    if name in RESERVED:
        problems.add("bad-name", f"{what} cannot be called `{name}`, a word of the expression language", scalar.where)
        return None
    if not _sound(scalar, what, problems):
        return None
    if _NAME.fullmatch(name):
        return name
    lowered = re.sub(f"[^a-z0-9_{_HAN}]+", "_", name.lower()).strip("_")
    advice = f"for example `{lowered}`" if _NAME.fullmatch(lowered) else None
    problems.add("bad-name", f"{what} cannot be called `{name}`: names are lower-case snake_case or Chinese", scalar.where, advice)
    return None


def read_id(scalar: Scalar, what: str, problems: Problems) -> str | None:
    """Take the id of a row, rule, reason, obligation, invariant or citation."""
    if not _sound(scalar, what, problems):
        return None
    if _ID.fullmatch(scalar.text):
        return scalar.text
    problems.add("bad-name", f"{what} cannot have the id `{scalar.text}`: letters, digits, `-`, `_` and `.` may stand in one", scalar.where)
    return None


def read_label(scalar: Scalar, problems: Problems) -> str | None:
    """Take a label of a one-of type."""
    if note_if_ambiguous(scalar, problems) or not _sound(scalar, "a label", problems):
        return None
    if scalar.text in {"true", "false"}:
        problems.add("bad-name", f"a label cannot be `{scalar.text}`", scalar.where, "a type of `true` and `false` is `boolean`")
        return None
    if _LABEL.fullmatch(scalar.text):
        return scalar.text
    problems.add(
        "bad-name", f"a label cannot be written `{scalar.text}`", scalar.where, "letters, digits, `+ - _ . / < > %` and single spaces"
    )
    return None


def read_file_name(scalar: Scalar, what: str, problems: Problems) -> str | None:
    """Take the kebab-case name of a policy."""
    if _FILE_NAME.fullmatch(scalar.text) and len(scalar.text) <= limits.NAME_LENGTH:
        return scalar.text
    problems.add("bad-name", f"{what} cannot be called `{scalar.text}`: such names are kebab-case", scalar.where, "such as `dunning-tier`")
    return None


def _sound(scalar: Scalar, what: str, problems: Problems) -> bool:
    if len(scalar.text) > limits.NAME_LENGTH:
        problems.add("bad-name", f"{what} has a name of more than {limits.NAME_LENGTH} characters", scalar.where)
        return False
    normal = unicodedata.normalize("NFKC", scalar.text)
    if normal == scalar.text:
        return True
    problems.add("bad-name", f"`{scalar.text}` is not in normal form", scalar.where, f"write `{normal}`")
    return False
