"""What holds for every test."""

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent

# How long an example takes says more about the machine than about the code; bounds in time are tested on their own.
# The same examples each time, so that a run fails for what was changed and for nothing else; `long` looks further.
settings.register_profile("lawbook", deadline=None, derandomize=True)
# For whoever changes the engine at its root: pytest tests/properties --hypothesis-profile=long
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.load_profile("lawbook")

# Scenarios are read as a bank's own would be, by the plugin that ships.
SLOW_FIRST = ("service", "policies", "properties", "unit/site", "unit/docs", "conformance", "spec")
"""Folders whose files take long: begun first, so that no process is left with one of them at the end."""
pytest_plugins = ["lawbook.specification.plugin", "support.beyond", "support.measured", "support.stores"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files."""
    parser.addoption("--update-golden", action="store_true", help="write what is found into the golden files; read the difference")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long."""
    places = {item: item.path.relative_to(ROOT).as_posix() for item in items}
    items.sort(key=lambda item: next((at for at, name in enumerate(SLOW_FIRST) if places[item].startswith(f"{name}/")), len(SLOW_FIRST)))
