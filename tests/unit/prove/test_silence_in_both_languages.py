"""What has no answer is told in Chinese, too."""

import re
from pathlib import Path

from lawbook.prove.silence import IN_CHINESE, told

ENGINE = Path(__file__).parents[3] / "engine" / "lawbook"
SAID = re.compile(r'(?:NotExpressible\(|(?:NotKnown|NotSettled)\("[a-z-]+", )"(?P<what>[^"{]+)"')


def test_everything_that_is_said_to_have_no_answer_has_words_in_chinese() -> None:
    said = {found["what"] for file in ENGINE.rglob("*.py") for found in SAID.finditer(file.read_text(encoding="utf-8"))}
    assert said
    assert said <= set(IN_CHINESE)
    assert not [words for words in IN_CHINESE.values() if re.search(r"[A-Za-z]", words)]


def test_lists_keep_their_number_and_names_stay_as_they_are() -> None:
    assert told("a list of up to 12 elements", "zh") == "最多 12 个元素的列表"
    assert told("a list of up to 12 elements", "en") == "a list of up to 12 elements"
    assert told("timeout", "zh") == "求解超时"
    assert told("income", "zh") == "income"
