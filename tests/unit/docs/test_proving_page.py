"""What the page on proofs shows is what happens, and every question is told."""

import re
from pathlib import Path
from typing import get_args

import pytest

from lawbook.operations.lone_tables import LookedAt, check_table
from lawbook.operations.proof_reports import RULES
from lawbook.questions.asked import Kind
from lawbook.questions.telling import ASKED, UNLIKE

PAGE = (Path(__file__).parents[3] / "docs" / "proving.md").read_text(encoding="utf-8")


def _block(language: str) -> str:
    (text,) = re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)
    assert isinstance(text, str)
    return text


def test_the_table_in_csv_has_the_clash_that_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rates.csv").write_text(_block("csv"), encoding="utf-8")
    assert "".join(f"{problem}\n" for problem in check_table(Path("rates.csv")).problems) == _block("text")


def test_the_table_in_yaml_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "rates.yaml"
    file.write_text(_block("yaml table"), encoding="utf-8")
    assert check_table(file) == LookedAt(())


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_question_stands_on_the_page_and_has_its_words(kind: Kind) -> None:
    assert f"| `{kind}` |" in PAGE
    assert kind in ASKED
    assert kind in UNLIKE
    assert kind in RULES
