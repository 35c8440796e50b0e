"""The registers that are shipped, and what the policies that are shipped rest on."""

import re
from datetime import date
from pathlib import Path

from lawbook import Inspection, inspect_library

POLICIES = Path(__file__).parents[2] / "policies"
COLLECTED = date(2026, 11, 21)


def inspected() -> Inspection:
    return inspect_library(POLICIES, today=COLLECTED)


def test_nothing_was_due_for_review_when_it_was_collected() -> None:
    assert inspected().problems == ()


def test_what_was_not_checked_against_a_text_binds_nobody() -> None:
    library = inspected().library
    assert library is not None
    unverified = [row for row in library.register.values() if row.confidence == "unverified"]
    assert unverified
    assert not any(row.binds for row in unverified)


def test_every_row_says_what_it_requires_in_both_languages() -> None:
    library = inspected().library
    assert library is not None
    assert len(library.register) >= 120
    assert all(row.requirement.en != row.requirement.zh for row in library.register.values())


def test_every_row_names_its_article_in_both_languages() -> None:
    library = inspected().library
    assert library is not None
    named = {row.article.zh for row in library.register.values() if re.search(r"[a-z]{3,}", row.article.zh.replace(" to ", ""))}
    assert named == set()
