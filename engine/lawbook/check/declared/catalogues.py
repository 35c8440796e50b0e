"""Read the catalogues of reasons and obligations, and the placeholders in their texts."""

import re
from collections.abc import Iterator

from lawbook.check.words.naming import read_id
from lawbook.check.words.shapes import as_mapping, check_keys, place_of, read_flag, read_words, take, whole_number
from lawbook.model.policy import Obligation, Reason, Words
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping, Node, Scalar

REASON_KEYS = ("en", "zh", "rank", "notice", "internal")
OBLIGATION_KEYS = ("en", "zh", "notice")
_DEFAULT_RANK = 100
_MOST_RANK = 9_999
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_reasons(section: Mapping, problems: Problems) -> dict[str, Reason | None]:
    """Take the reasons of a section; None stands for one that is declared but cannot be used."""
    reasons: dict[str, Reason | None] = {}
    for key, mapping, text in _texts(section, "reason", REASON_KEYS, problems):
        what = f"the reason `{key.text}`"
        rank = take(mapping, "rank", whole_number(0, _MOST_RANK), what, problems)
        internal = bool(take(mapping, "internal", read_flag, what, problems))
        notice = _notice(mapping, what, problems)
        if internal:
            _check_internal(key, mapping, notice, problems)
        code = read_id(key, "a reason", problems)
        reasons[key.text] = None
        if code and text:
            ranked = _DEFAULT_RANK if rank is None else rank
            reasons[key.text] = Reason(code=code, text=text, rank=ranked, notice=notice, internal=internal, where=key.where)
    return reasons


def _check_internal(key: Scalar, mapping: Mapping, notice: Words | None, problems: Problems) -> None:
    """See that what a person is told of an internal reason is written for them, and shows nothing of what was looked at."""
    what = f"the internal reason `{key.text}`"
    if mapping.get("notice") is None:
        message = f"{what} does not say what the person concerned is told"
        problems.add("missing-notice", message, key.where, "add `notice:` with the kind of reason, what can be done, and whom to ask")
    elif notice is not None and (names := placeholders(notice.en) | placeholders(notice.zh)):
        shown = ", ".join(f"`{{{name}}}`" for name in sorted(names))
        message = f"the notice of {what} shows {shown}, and an internal reason shows no value"
        problems.add("bad-placeholder", message, place_of(mapping, "notice"))


def read_obligations(section: Mapping, problems: Problems) -> dict[str, Obligation | None]:
    """Take the obligations of a section; None stands for one that is declared but cannot be used."""
    obligations: dict[str, Obligation | None] = {}
    for key, mapping, text in _texts(section, "obligation", OBLIGATION_KEYS, problems):
        notice = _notice(mapping, f"the obligation `{key.text}`", problems)
        code = read_id(key, "an obligation", problems)
        obligations[key.text] = Obligation(code=code, text=text, notice=notice, where=key.where) if code and text else None
    return obligations


def _texts(section: Mapping, kind: str, keys: tuple[str, ...], problems: Problems) -> Iterator[tuple[Scalar, Mapping, Words | None]]:
    for key, node in section.entries:
        what = f"the {kind} `{key.text}`"
        mapping = as_mapping(node, what, problems) or Mapping((), key.where)
        check_keys(mapping, keys, what, problems)
        languages = Mapping(tuple(entry for entry in mapping.entries if entry[0].text in {"en", "zh"}), mapping.where)
        yield key, mapping, read_filled(languages, what, key.where, problems) if isinstance(node, Mapping) else None


def _notice(mapping: Mapping, what: str, problems: Problems) -> Words | None:
    node = mapping.get("notice")
    return None if node is None else read_filled(node, f"`notice` of {what}", place_of(mapping, "notice"), problems)


def read_filled(node: Node, what: str, where: Where, problems: Problems) -> Words | None:
    """Take a text in both languages that may have placeholders: the same ones in both."""
    text = read_words(node, what, problems)
    if text is not None and placeholders(text.en) != placeholders(text.zh):
        problems.add("bad-placeholder", f"the two languages of {what} have different placeholders", where)
    return text


def placeholders(text: str) -> frozenset[str]:
    """Give the names that stand in braces in *text*."""
    return frozenset(_PLACEHOLDER.findall(text))
