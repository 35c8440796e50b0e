"""What the page on notices shows is what happens."""

import doctest
from pathlib import Path
from typing import get_args

import pytest

from lawbook.notices.search import Ended

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "notices.md"


def test_the_examples_of_the_page_run_as_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = doctest.DocTestParser().get_doctest(PAGE.read_text(encoding="utf-8").replace("```", ""), {}, PAGE.name, str(PAGE), 0)
    failed, attempted = doctest.DocTestRunner().run(shown)
    assert (failed, attempted > 6) == (0, True)


@pytest.mark.parametrize("ended", get_args(Ended))
def test_every_end_of_a_search_is_told(ended: str) -> None:
    assert f"| `{ended}` |" in PAGE.read_text(encoding="utf-8")
