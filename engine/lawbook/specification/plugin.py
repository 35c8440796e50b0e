"""The pytest plugin that runs feature files which follow docs/scenarios.md, each scenario once per back end.

It needs pytest and pytest-bdd (the extra `spec`). A folder of features is run with a test module of two lines:

    from pytest_bdd import scenarios
    scenarios("features")

and `pytest -p lawbook.specification.plugin --policies DIR`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_bdd import given, then, when
from pytest_bdd.parsers import StepParser

from lawbook.library import Library, NoSuchPolicy, open_library
from lawbook.problems import FactsRejected
from lawbook.specification.sentences import Kind, Rows, understand
from lawbook.specification.wordings import Misunderstood
from lawbook.specification.world import BACK_ENDS, World


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller say where the policies are."""
    parser.addoption("--policies", default="policies", help="the folder of policies that the scenarios speak of")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every scenario, and nothing else, on every back end."""
    if "_pytest_bdd_example" in metafunc.fixturenames:
        metafunc.parametrize("back_end", sorted(BACK_ENDS), indirect=True)


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool:
    """Keep a tag (a domain id or a citation) on the scenario's function under `tags`; they are no markers of pytest's."""
    vars(function).setdefault("tags", []).append(tag)
    return True


@pytest.fixture(autouse=True)
def back_end(request: pytest.FixtureRequest) -> str | None:
    """Name the back end of this scenario; it is asked for early, since steps are looked up too late to be parametrised."""
    return getattr(request, "param", None)


@pytest.fixture(scope="session")
def policies_under_test(request: pytest.FixtureRequest) -> Library:
    """Open the policies that the scenarios speak of."""
    return open_library(Path(request.config.getoption("--policies")))


@pytest.fixture
def world(policies_under_test: Library, back_end: str) -> World:
    """Begin each scenario with nothing known."""
    return World(policies_under_test, BACK_ENDS[back_end])


class AnySentence(StepParser):
    """A parser that takes every sentence: what it means, or that it means nothing, is for `sentences` to say."""

    def parse_arguments(self, name: str) -> dict[str, str]:
        """Pass the whole sentence on."""
        return {"sentence": name}

    def is_matching(self, name: str) -> bool:
        """Match every sentence that is not empty."""
        return bool(name)


@given(AnySentence("any sentence"))
def given_sentence(world: World, sentence: str, datatable: Rows = None) -> None:
    """Do what a `Given` says."""
    say(world, "given", sentence, datatable)


@when(AnySentence("any sentence"))
def when_sentence(world: World, sentence: str, datatable: Rows = None) -> None:
    """Do what a `When` says."""
    say(world, "when", sentence, datatable)


@then(AnySentence("any sentence"))
def then_sentence(world: World, sentence: str, datatable: Rows = None) -> None:
    """Hold a `Then` to be so."""
    say(world, "then", sentence, datatable)


def say(world: World, kind: Kind, sentence: str, rows: Rows) -> None:
    """Do what a sentence says; the scenario fails with the sentence and what was wrong, without a stack."""
    trouble: Exception | None = None
    try:
        understand(world, kind, sentence, rows)
    except (Misunderstood, AssertionError, FactsRejected, NoSuchPolicy) as found:
        trouble = found
    if trouble is not None:
        pytest.fail(f"{sentence}\n  {trouble}", pytrace=False)
