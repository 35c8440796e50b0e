"""Take what a place of a document needs (texts, dates, numbers, lists of names) from its nodes, or say what stands there instead."""

import datetime as dt
import re
from collections.abc import Callable, Collection
from collections.abc import Mapping as Meanings
from typing import Literal, TypeAlias, TypeVar, assert_never

from lawbook.model.policy import Words
from lawbook.problems import Problems, Where
from lawbook.problems.nearest import did_you_mean, nearest
from lawbook.read.ambiguity import note_if_ambiguous
from lawbook.read.document import Mapping, Node, Scalar, Sequence

_Taken = TypeVar("_Taken")
Reader: TypeAlias = Callable[[Node, str, Problems], _Taken | None]
"""Takes what it says from a node, named in the author's words, or notes a problem."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_SHOWN = 40


def found(node: Node) -> str:
    """Say in a few words what stands at *node*."""
    match node:
        case Scalar(text="", style="plain"):
            return "nothing"
        case Scalar(text=text):
            shown = text if len(text) <= 40 else text[:37] + "..."
            return f"the text `{' '.join(shown.split())}`"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
        case _:
            assert_never(node)


def counted(number: int, noun: str) -> str:
    """Say how many there are: `1 input`, `2 inputs`."""
    return f"{number} {noun if number == 1 else noun + 's'}"


def as_mapping(node: Node, what: str, problems: Problems) -> Mapping | None:
    """Take a mapping; *what* names the place in the author's words."""
    if isinstance(node, Mapping):
        return node
    problems.add("wrong-shape", f"{what} needs a mapping of names to values, and {found(node)} stands here", node.where)
    return None


def as_sequence(node: Node, what: str, problems: Problems) -> Sequence | None:
    """Take a list."""
    if isinstance(node, Sequence):
        return node
    problems.add("wrong-shape", f"{what} needs a list, and {found(node)} stands here", node.where, "a list is written `[one, two]`")
    return None


def as_scalar(node: Node, what: str, problems: Problems) -> Scalar | None:
    """Take a single text that is not empty, whatever it may mean."""
    if isinstance(node, Scalar) and (node.text.strip() or node.style != "plain"):
        return node
    problems.add("wrong-shape", f"{what} needs a single value, and {found(node)} stands here", node.where)
    return None


def check_keys(mapping: Mapping, allowed: Collection[str], what: str, problems: Problems) -> None:
    """Note every key of *mapping* that is not one of *allowed*."""
    for key, _ in mapping.entries:
        if key.text not in allowed:
            problems.add("unknown-key", f"{what} has no key `{key.text}`", key.where, did_you_mean(key.text, allowed) or one_of(allowed))


def one_of(allowed: Collection[str]) -> str | None:
    """List the possibilities, where they are few."""
    return f"possible here: {', '.join(f'`{name}`' for name in allowed)}" if 0 < len(allowed) <= 20 else None


def needed(mapping: Mapping, key: str, what: str, problems: Problems) -> Node | None:
    """Give the value under *key*, or note that it is missing."""
    node = mapping.get(key)
    if node is None and not misspelt(mapping, (key,), problems):
        problems.add("missing-key", f"{what} needs `{key}`", mapping.where)
    return node


def misspelt(mapping: Mapping, keys: Collection[str], problems: Problems) -> bool:
    """Tell whether a key of *mapping* that was found to be unknown may be one of *keys*: then nothing more need be said."""
    refused = {problem.where for problem in problems.found if problem.code == "unknown-key"}
    return any(key.where in refused and nearest(key.text, keys) is not None for key, _ in mapping.entries)


def take(mapping: Mapping, key: str, read: Reader[_Taken], what: str, problems: Problems) -> _Taken | None:
    """Read the value under *key* of *what*, where there is one."""
    node = mapping.get(key)
    return None if node is None else read(node, f"`{key}` of {what}", problems)


def take_needed(mapping: Mapping, key: str, read: Reader[_Taken], what: str, problems: Problems) -> _Taken | None:
    """Read the value under *key* of *what*, which must be there."""
    node = needed(mapping, key, what, problems)
    return None if node is None else read(node, f"`{key}` of {what}", problems)


def read_text(node: Node, what: str, problems: Problems) -> str | None:
    """Take a text that is not empty."""
    scalar = as_scalar(node, what, problems)
    if scalar is None or note_if_ambiguous(scalar, problems):
        return None
    if scalar.text.strip():
        return scalar.text.strip()
    problems.add("wrong-shape", f"{what} is empty", scalar.where)
    return None


def read_words(node: Node, what: str, problems: Problems) -> Words | None:
    """Take the same text in both languages."""
    if not isinstance(node, Mapping):
        problems.add(
            "missing-translation",
            f"{what} needs a text in both languages, and {found(node)} stands here",
            node.where,
            "write `{en: ..., zh: ...}`",
        )
        return None
    check_keys(node, ("en", "zh"), what, problems)
    english, chinese = (_translation(node, lang, what, problems) for lang in ("en", "zh"))
    return None if english is None or chinese is None else Words(english, chinese)


def _translation(mapping: Mapping, lang: Literal["en", "zh"], what: str, problems: Problems) -> str | None:
    language = {"en": "English", "zh": "Chinese"}[lang]
    node = mapping.get(lang)
    if node is None:
        problems.add("missing-translation", f"{what} has no {language} text", mapping.where, f"add `{lang}:`")
        return None
    if not isinstance(node, Scalar):
        problems.add("wrong-shape", f"the {language} text of {what} needs a single value, and {found(node)} stands here", node.where)
        return None
    if not node.text.strip():
        problems.add("missing-translation", f"the {language} text of {what} is empty", node.where)
        return None
    return None if note_if_ambiguous(node, problems) else " ".join(node.text.split())


def read_span(mapping: Mapping, what: str, problems: Problems) -> tuple[int, int] | None:
    """Read the day numbers of `from` and `until`, both included."""
    first = take_needed(mapping, "from", read_date, what, problems)
    last = take_needed(mapping, "until", read_date, what, problems)
    if first is None or last is None:
        return None
    if last < first:
        problems.add("empty-range", f"{what} ends before it begins", place_of(mapping, "until"))
        return None
    return first, last


def read_date(node: Node, what: str, problems: Problems) -> int | None:
    """Take a calendar date, as its day number."""
    scalar = as_scalar(node, what, problems)
    if scalar is None:
        return None
    if _DATE.fullmatch(scalar.text):
        try:
            return dt.date.fromisoformat(scalar.text).toordinal()
        except ValueError:
            problems.add("bad-date", f"{what} is `{scalar.text}`, a day that no calendar has", scalar.where)
            return None
    problems.add("bad-date", f"{what} is `{scalar.text}`, which is not a date", scalar.where, "write it as YYYY-MM-DD, such as 2026-01-30")
    return None


def whole_number(low: int, high: int) -> Reader[int]:
    """Make the reader that takes a whole number between *low* and *high*."""

    def read(node: Node, what: str, problems: Problems) -> int | None:
        scalar = as_scalar(node, what, problems)
        if scalar is None or note_if_ambiguous(scalar, problems):
            return None
        if not _WHOLE.fullmatch(scalar.text):
            problems.add("bad-number", f"{what} is `{scalar.text}`, which is not a whole number", scalar.where)
            return None
        if len(scalar.text) <= _SHOWN and low <= int(scalar.text) <= high:
            return int(scalar.text)
        shown = scalar.text if len(scalar.text) <= _SHOWN else f"a number of {len(scalar.text.lstrip('-'))} digits"
        problems.add("bad-number", f"{what} is {shown}, and must be from {low} to {high}", scalar.where)
        return None

    return read


def read_flag(node: Node, what: str, problems: Problems) -> bool | None:
    """Take `true` or `false`."""
    scalar = as_scalar(node, what, problems)
    if scalar is None or note_if_ambiguous(scalar, problems):
        return None
    if scalar.text in {"true", "false"}:
        return scalar.text == "true"
    problems.add("bad-value", f"{what} is `{scalar.text}`, and must be `true` or `false`", scalar.where)
    return None


def choice(allowed: Meanings[str, _Taken]) -> Reader[_Taken]:
    """Make the reader that takes one of the words that *allowed* gives a meaning to."""

    def read(node: Node, what: str, problems: Problems) -> _Taken | None:
        scalar = as_scalar(node, what, problems)
        if scalar is None:
            return None
        if scalar.text in allowed:
            return allowed[scalar.text]
        problems.add("bad-value", f"{what} cannot be `{scalar.text}`", scalar.where, did_you_mean(scalar.text, allowed) or one_of(allowed))
        return None

    return read


def read_scalars(node: Node, what: str, problems: Problems) -> tuple[Scalar, ...] | None:
    """Take a list of single values, each once."""
    sequence = as_sequence(node, what, problems)
    if sequence is None:
        return None
    scalars: dict[str, Scalar] = {}
    for item in sequence.items:
        scalar = as_scalar(item, f"each item of {what}", problems)
        if scalar is None or note_if_ambiguous(scalar, problems):
            continue
        if scalar.text in scalars:
            problems.add("duplicate-id", f"{what} has `{scalar.text}` twice", scalar.where)
        scalars.setdefault(scalar.text, scalar)
    return tuple(scalars.values())


def place_of(mapping: Mapping, key: str) -> Where:
    """Give the place of the key *key*, or of the mapping when it has none."""
    scalar = mapping.key(key)
    return scalar.where if scalar is not None else mapping.where
