"""What the command says is there in both languages, and in Chinese it is Chinese."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields

import pytest

from lawbook.cli.words import WORDS
from lawbook.cli.words_of_adoption import ADOPTION
from lawbook.cli.words_of_cover import COVER
from lawbook.cli.words_of_difference import DIFFERENCE
from lawbook.cli.words_of_inputs import INPUTS
from lawbook.cli.words_of_mutation import MUTATION
from lawbook.cli.words_of_proof import PROOF
from lawbook.cli.words_of_release import RELEASE
from lawbook.cli.words_of_shadow import SHADOW

SAID: dict[str, Mapping[str, object]] = {
    "explain": WORDS,
    "adopt": ADOPTION,
    "cover": COVER,
    "diff": DIFFERENCE,
    "inputs": INPUTS,
    "mutate": MUTATION,
    "prove": PROOF,
    "release": RELEASE,
    "shadow": SHADOW,
}
NAMES = re.compile(r"\{[^}]*\}|`[^`]*`|--[a-z]+|JSON|^(?:boundary|mcdc)$|[A-Z_]{2,}")


def texts(said: object) -> Iterator[str]:
    match said:
        case str():
            yield said
        case Mapping():
            yield from (text for each in said.values() for text in texts(each))
        case tuple():
            yield from (text for each in said for text in texts(each))
        case _:
            yield from (text for each in fields(said) for text in texts(getattr(said, each.name)))  # type: ignore[arg-type]


@pytest.mark.parametrize("words", SAID)
def test_nothing_is_said_in_english_when_chinese_is_asked_for(words: str) -> None:
    assert [text for text in texts(SAID[words]["zh"]) if re.search(r"[A-Za-z]{3,}", NAMES.sub("", text))] == []


@pytest.mark.parametrize("words", SAID)
def test_nothing_is_said_in_chinese_when_english_is_asked_for(words: str) -> None:
    assert [text for text in texts(SAID[words]["en"]) if re.search(r"[\u4e00-\u9fff]", text)] == []
