"""The days from which on a version of a policy may decide otherwise than before."""

from datetime import date
from pathlib import Path

import pytest

from lawbook.library import open_library
from lawbook.operations.releasing.turns import turns_of
from support.offers import write_offer
from support.releases import TODAY

PARAMETER = "2025-01-01"


@pytest.mark.parametrize(
    ("condition", "days"),
    [
        ("open_debts > 5", []),
        ('as_of < @"2027-03-01"', ["2027-03-01"]),
        ('as_of >= @"2027-03-01"', ["2027-03-01"]),
        ('as_of <= @"2027-03-01"', ["2027-03-02"]),
        ('@"2027-03-01" < as_of', ["2027-03-02"]),
        ('as_of = @"2027-03-01"', ["2027-03-01", "2027-03-02"]),
        ('as_of in [@"2027-03-01"..@"2027-04-01")', ["2027-03-01", "2027-04-01"]),
        ('as_of in (@"2027-03-01"..@"2027-04-01"]', ["2027-03-02", "2027-04-02"]),
        ('open_debts > 5 and not(as_of > @"2027-03-01")', ["2027-03-02"]),
    ],
)
def test_each_day_on_which_a_condition_turns_is_found(tmp_path: Path, condition: str, days: list[str]) -> None:
    file = write_offer(tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("formula: open_debts > 5", f"formula: '{condition}'"), encoding="utf-8")
    found = turns_of(open_library(tmp_path, today=TODAY).versions("small-offer")[0])
    assert sorted(date.fromordinal(day).isoformat() for day in found) == [PARAMETER, *days]
