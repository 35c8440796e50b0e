"""From which day a version can be in force."""

import pytest

from support.fragments import checked_fragment

DECIDING = """\
decisions:
  made: {type: date, formula: as_of}
"""


@pytest.mark.parametrize(
    ("day", "errors"),
    [("1900-01-01", ()), ("2199-12-31", ()), ("1899-12-31", ("1:12 out-of-range",)), ("9926-01-01", ("1:12 out-of-range",))],
)
def test_a_version_comes_into_force_on_a_day_that_decisions_are_made_for(day: str, errors: tuple[str, ...]) -> None:
    assert checked_fragment(f"effective: {day}\n{DECIDING}", "policy", {}).errors == errors
