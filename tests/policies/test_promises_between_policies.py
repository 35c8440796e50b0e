"""What the shipped policies promise together, on the same facts and in the versions in force, proved for every input."""

import shutil
from pathlib import Path

import pytest

from lawbook import Library, open_library
from lawbook.operations.proving import prove, questions_of

ROOT = Path(__file__).parents[2]
SECONDS = 120


def library_with(folder: Path, text: str) -> Library:
    shutil.copytree(ROOT / "policies", folder)
    (folder / "together").mkdir()
    (folder / "together" / "v1.yaml").write_text(text, encoding="utf-8")
    return open_library(folder)


@pytest.fixture(scope="module")
def together() -> str:
    return (ROOT / "tests" / "policies" / "together.yaml").read_text(encoding="utf-8")


def test_what_the_policies_promise_together_is_proved_and_says_something(tmp_path: Path, together: str) -> None:
    found = prove(questions_of(library_with(tmp_path / "policies", together), ["together"]), SECONDS, 1)
    assert [(each.invariant, each.outcome) for each in found] == [
        ("INV-TOG-ONE-HAND", "proved"),
        ("INV-TOG-REST", "proved"),
        ("INV-TOG-AGENCY-RESTS", "proved"),
        ("INV-TOG-FRAUD", "proved"),
        ("INV-TOG-REVOKED", "proved"),
    ]


def test_a_promise_that_one_policy_does_not_keep_for_another_is_found(tmp_path: Path, together: str) -> None:
    wrong = together.replace('when: authorisation_state = "withdrawn"', 'when: course = "paused"')
    library = library_with(tmp_path / "policies", wrong)
    asked = [each for each in questions_of(library, ["together"]) if each.invariant.id == "INV-TOG-REVOKED"]
    assert [each.outcome for each in prove(asked, SECONDS, 1)] == ["broken"]
