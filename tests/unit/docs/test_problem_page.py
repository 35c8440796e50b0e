"""The page of problems lists every code with an example, as the engine tells it today."""

from pathlib import Path

from lawbook.problems import CATALOGUE
from support.problem_page import problem_page

PAGE = Path(__file__).parents[3] / "docs" / "problems.md"


def test_the_page_is_made_from_the_catalogue_and_the_examples(update_golden: bool) -> None:  # noqa: FBT001 - it is a fixture
    made = problem_page()
    if update_golden:
        PAGE.write_text(made, encoding="utf-8")
    assert made == PAGE.read_text(encoding="utf-8")


def test_every_code_has_its_entry_and_its_example() -> None:
    page = PAGE.read_text(encoding="utf-8")
    entries = {entry.partition("`")[0]: entry for entry in page.split("### `")[1:]}
    assert list(entries) == list(CATALOGUE)
    assert [code for code, entry in entries.items() if f"[{code}]" not in entry] == []
