"""Read the catalogues of reasons and obligations, and the placeholders in their texts."""

import re
from collections.abc import Iterator

from lawbook.check.words.naming import read_id
from lawbook.check.words.shapes import as_mapping, check_keys, read_words, take, whole_number
from lawbook.model.policy import Obligation, Reason, Words
from lawbook.problems import Problems
from lawbook.read.document import Mapping, Scalar

_DEFAULT_RANK = 100
_MOST_RANK = 9_999
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_reasons(section: Mapping, problems: Problems) -> dict[str, Reason | None]:
    """Take the reasons of a section; None stands for one that is declared but cannot be used."""
    reasons: dict[str, Reason | None] = {}
    for key, mapping, text in _texts(section, "reason", ("en", "zh", "rank"), problems):
        rank = take(mapping, "rank", whole_number(0, _MOST_RANK), f"the reason `{key.text}`", problems)
        code = read_id(key, "a reason", problems)
        sound = Reason(code=code, text=text, rank=_DEFAULT_RANK if rank is None else rank, where=key.where) if code and text else None
        reasons[key.text] = sound
    return reasons


def read_obligations(section: Mapping, problems: Problems) -> dict[str, Obligation | None]:
    """Take the obligations of a section; None stands for one that is declared but cannot be used."""
    obligations: dict[str, Obligation | None] = {}
    for key, _, text in _texts(section, "obligation", ("en", "zh"), problems):
        code = read_id(key, "an obligation", problems)
        obligations[key.text] = Obligation(code=code, text=text, where=key.where) if code and text else None
    return obligations


def _texts(section: Mapping, kind: str, keys: tuple[str, ...], problems: Problems) -> Iterator[tuple[Scalar, Mapping, Words | None]]:
    for key, node in section.entries:
        what = f"the {kind} `{key.text}`"
        mapping = as_mapping(node, what, problems) or Mapping((), key.where)
        check_keys(mapping, keys, what, problems)
        languages = Mapping(tuple(entry for entry in mapping.entries if entry[0].text in {"en", "zh"}), mapping.where)
        text = read_words(languages, what, problems) if isinstance(node, Mapping) else None
        if text is not None and placeholders(text.en) != placeholders(text.zh):
            problems.add("bad-placeholder", f"the two languages of {what} have different placeholders", key.where)
        yield key, mapping, text


def placeholders(text: str) -> frozenset[str]:
    """Give the names that stand in braces in *text*."""
    return frozenset(_PLACEHOLDER.findall(text))
