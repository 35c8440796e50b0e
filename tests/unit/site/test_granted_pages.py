"""The page of exceptions tells them in both languages, by how they stand on the day, and nothing personal of whom they are for."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from lawbook import open_library
from lawbook.site.granted_pages import MASKED, ToldException, told_exceptions
from support.granted import GRANTED
from support.offers import write_file, write_offer


def told(folder: Path, day: date, grant: str = GRANTED, **marked: str) -> list[ToldException]:
    write_offer(folder)
    file = folder / "small-offer" / "v1.yaml"
    text = file.read_text(encoding="utf-8")
    for fact, mark in marked.items():
        text = text.replace(f"{fact}: {{", f"{fact}: {{{mark}, ", 1)
    file.write_text(text, encoding="utf-8")
    write_file(folder, "exceptions/2026.yaml", grant)
    library = open_library(folder)
    policies: Mapping[str, object] = {"small-offer": None}
    return list(told_exceptions(library.files, lambda name: library.versions(name)[-1] if name in policies else None, day.toordinal()))


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2026, 10, 31), "to_come"),
        (date(2026, 11, 1), "in_force"),
        (date(2027, 1, 31), "in_force"),
        (date(2027, 2, 1), "past"),
    ],
)
def test_an_exception_is_told_as_it_stands_on_the_day(tmp_path: Path, day: date, standing: str) -> None:
    (one,) = told(tmp_path, day)
    assert (one.id, one.standing, one.approver, one.place) == ("EX-2026-001", standing, "Wang Wei", "exceptions/2026.yaml:6")
    assert "= 2" in one.whom.en


def test_what_is_personal_of_whom_it_is_for_is_not_told(tmp_path: Path) -> None:
    (one,) = told(tmp_path, date(2026, 11, 21), GRANTED.replace("open_debts: 2", "open_debts: 17"), open_debts="personal: true")
    assert MASKED.en in one.whom.en
    assert MASKED.zh in one.whom.zh
    assert "17" not in one.whom.en + one.whom.zh


@pytest.mark.parametrize(("mark", "shown"), [({}, "open_debts = 17 and verified"), ({"open_debts": "personal: true"}, MASKED.en)])
def test_a_condition_is_told_unless_it_speaks_of_what_is_personal(tmp_path: Path, mark: dict[str, str], shown: str) -> None:
    grant = GRANTED.replace("whom: {grade: C, open_debts: 2, verified: true}", "when: open_debts = 17 and verified")
    (one,) = told(tmp_path, date(2026, 11, 21), grant, **mark)
    assert one.whom.en == shown
