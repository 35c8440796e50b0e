"""Every table of cases under features/, on every back end."""

from pathlib import Path

import pytest

from lawbook import Library
from lawbook.operations.testing import not_passed, passes, run_suite
from lawbook.specification.suites import read_suite
from lawbook.specification.world import BACK_ENDS

FEATURES = Path(__file__).parents[2] / "features"
TABLES = sorted(place for ending in ("csv", "yaml") for place in FEATURES.rglob(f"*.cases.{ending}"))


@pytest.mark.parametrize("table", TABLES, ids=lambda place: f"{place.parent.name}/{place.name}")
def test_every_case_of_a_table_passes_on_every_back_end(policies_under_test: Library, table: Path) -> None:
    suite = read_suite([table])
    ran = tuple(run_suite(suite, policies_under_test, sorted(BACK_ENDS), lambda: 0.0))
    assert [f"{result.place} {result.scenario.title}: {result.message}" for result, _ in not_passed(ran)] == []
    assert passes(suite, ran)
