"""Read what a policy version was adopted from, and what somebody confirmed of its differences."""

import re
from dataclasses import dataclass

from lawbook.check.words.shapes import (
    as_mapping,
    as_sequence,
    check_keys,
    read_date,
    read_text,
    read_words,
    take,
    take_needed,
    whole_number,
)
from lawbook.model.policy import Words
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping, Node

BASE_KEYS = ("policy", "version", "hash", "confirmed")
CONFIRMATION_KEYS = ("of", "as", "by", "on", "why")
_HASH = re.compile(r"[0-9a-f]{64}")
_MOST_VERSION = 1_000_000


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Somebody looked at the difference in *of*, which reads as *reading* names it, and answers for it."""

    of: str
    reading: str
    by: str
    on: int
    why: Words
    where: Where


@dataclass(frozen=True, slots=True)
class Base:
    """The version of a policy that another was adopted from, by its content hash."""

    policy: str
    version: int
    hash: str
    confirmed: tuple[Confirmation, ...]
    where: Where


def read_base(document: Mapping, problems: Problems) -> Base | None:
    """Take `base:`, or None where a policy stands by itself."""
    node = document.get("base")
    mapping = None if node is None else as_mapping(node, "`base`", problems)
    if mapping is None:
        return None
    check_keys(mapping, BASE_KEYS, "`base`", problems)
    name = take_needed(mapping, "policy", read_text, "`base`", problems)
    version = take_needed(mapping, "version", whole_number(1, _MOST_VERSION), "`base`", problems)
    hash_ = take_needed(mapping, "hash", _read_hash, "`base`", problems)
    confirmed = take(mapping, "confirmed", _read_confirmed, "`base`", problems)
    if name is None or version is None or hash_ is None:
        return None
    return Base(name, version, hash_, confirmed or (), mapping.where)


def _read_hash(node: Node, what: str, problems: Problems) -> str | None:
    text = read_text(node, what, problems)
    if text is None or _HASH.fullmatch(text):
        return text
    problems.add("bad-value", f"{what} is no hash", node.where, "64 digits of 0-9 and a-f, as `lawbook adopt` writes them")
    return None


def _read_confirmed(node: Node, what: str, problems: Problems) -> tuple[Confirmation, ...] | None:
    sequence = as_sequence(node, f"`confirmed` of {what}", problems)
    if sequence is None:
        return None
    read = [_read_confirmation(item, problems) for item in sequence.items]
    return tuple(each for each in read if each is not None)


def _read_confirmation(node: Node, problems: Problems) -> Confirmation | None:
    what = "a confirmation"
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, CONFIRMATION_KEYS, what, problems)
    of = take_needed(mapping, "of", read_text, what, problems)
    reading = take_needed(mapping, "as", read_text, what, problems)
    by = take_needed(mapping, "by", read_text, what, problems)
    day = take_needed(mapping, "on", read_date, what, problems)
    why = take_needed(mapping, "why", read_words, what, problems)
    if of is None or reading is None or by is None or day is None or why is None:
        return None
    return Confirmation(of, reading, by, day, why, mapping.where)
