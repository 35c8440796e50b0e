"""A version asked for a day on which it is not in force decides as always, or says that it cannot: it is never half right."""

from datetime import date
from pathlib import Path

import pytest

from lawbook.library import Library, NoSuchPolicy, open_library

POLICY = """\
language: 1
policy: steps
version: 1
title: {en: steps, zh: 分级}
effective: 2026-01-01
owner: tests
review_by: 2099-01-01
facts:
  days_late: {type: integer, min: 0, max: 100, title: {en: days late, zh: 逾期天数}}
parameters:
  early: {type: integer, min: 0, max: 100, values: {2020-01-01: 5, 2022-01-01: 9, 2024-01-01: 7}, title: {en: early, zh: 早}, cites: [internal]}
  late: {type: integer, min: 0, max: 100, values: {2020-01-01: 6, 2022-01-01: 8, 2024-01-01: 7}, title: {en: late, zh: 晚}, cites: [internal]}
decisions:
  step:
    type: [FIRST, SECOND]
    title: {en: step, zh: 级}
    table: {hit: unique, inputs: [days_late], cites: [internal], rows: {S-1: ["< early", FIRST], S-2: [">= late", SECOND]}}
outputs: [step]
"""


@pytest.fixture
def book(tmp_path: Path) -> Library:
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "v1.yaml").write_text(POLICY, encoding="utf-8")
    return open_library(tmp_path)


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1)])
def test_it_decides_where_its_rows_share_all_values(book: Library, day: date) -> None:
    version = book.policy("steps", version=1, as_of=day)
    assert [version.decide({"days_late": days}).outcome["step"] for days in (6, 7)] == ["FIRST", "SECOND"]


@pytest.mark.parametrize("day", [date(2021, 1, 1), date(2023, 12, 31)])
def test_it_says_that_it_cannot_where_they_do_not(book: Library, day: date) -> None:
    with pytest.raises(NoSuchPolicy) as refusal:
        book.policy("steps", version=1, as_of=day)
    assert refusal.value.code == "not-in-force"
    assert str(refusal.value) == (
        f"version 1 of `steps` cannot decide for {day}; with the parameters of that day the rows of `step` leave values out, or overlap"
    )
