"""The German policy: its points are those that the shipped script fits, they separate good from bad, and nothing forbidden is read."""

import csv
import importlib.util
import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from lawbook import Library, open_library
from lawbook.model.core import Constant, Table
from lawbook.operations.columns import facts_of, find_columns, read_columns
from lawbook.problems import Problems

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
DATA = POLICIES / "german-instalment" / "data" / "german_credit.csv"
FORBIDDEN = ("personal_status_and_sex", "foreign_worker")
DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(POLICIES)


@pytest.fixture(scope="module")
def fit() -> Iterator[ModuleType]:
    """Load the script that fits the points."""
    place = ROOT / "benchmarks" / "fit_german_instalment.py"
    spec = importlib.util.spec_from_file_location("fit_german_instalment", place)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script
    spec.loader.exec_module(script)
    yield script
    del sys.modules[spec.name]


def applications() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(DATA.read_text(encoding="utf-8"))))


def decided(library: Library, rows: list[dict[str, str]]) -> list[bytes]:
    version = library.policy("german-instalment", as_of=DAY)
    place = find_columns(version.policy, POLICIES, DATA)
    assert place is not None
    problems = Problems()
    mapping = read_columns(place.read_bytes(), place.name, version.policy, problems)
    assert mapping is not None
    assert not problems.errors()
    types = {fact.name: fact.type for fact in version.policy.facts}
    return [version.decide(facts_of(row, mapping, types)).to_json() for row in rows]


def test_the_points_of_every_version_are_the_fitted_ones(library: Library, fit: ModuleType) -> None:
    trained, _ = fit.applications()
    fitted: dict[str, list[int]] = fit.fitted_points(trained)
    for version in (1, 2):
        policy = library.policy("german-instalment", as_of=DAY, version=version).policy
        points: dict[str, list[int]] = {}
        for decision in policy.decisions:
            if isinstance(decision.body, Table) and decision.body.kind == "bins":
                outputs = [row.outputs[0] for row in decision.body.rows]
                values = [output.value for output in outputs if isinstance(output, Constant)]
                points[decision.name.removeprefix("score.")] = [value for value in values if isinstance(value, int)]
        assert points == fitted


def test_the_score_separates_good_loans_from_bad_among_those_it_was_not_fitted_on(library: Library, fit: ModuleType) -> None:
    trained, held_out = fit.applications()
    assert (len(trained), len(held_out)) == (700, 300)
    bad = [fit.is_bad(row) for row in held_out]
    scores = [int(body.partition(b'"score":')[2].partition(b"}")[0]) for body in decided(library, held_out)]
    assert fit.area_under_curve(scores, bad) >= 0.75
    assert fit.bad_among_best_half(scores, bad) <= 0.15


def test_exchanging_sex_marital_status_and_nationality_between_applicants_changes_no_byte(library: Library) -> None:
    rows = applications()
    exchanged = [dict(row) for row in rows]
    random = Random(2026)  # noqa: S311 - any fixed order will do
    for column in FORBIDDEN:
        values = [row[column] for row in rows]
        random.shuffle(values)
        for row, value in zip(exchanged, values, strict=True):
            row[column] = value
    assert exchanged != rows
    assert decided(library, exchanged) == decided(library, rows)


def test_no_fact_of_the_policy_speaks_of_what_is_forbidden(library: Library) -> None:
    facts = {fact.name for fact in library.policy("german-instalment", as_of=DAY).policy.facts}
    assert not {name for name in facts if any(word in name for word in ("sex", "status", "worker", "nation", "age"))}
