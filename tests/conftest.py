"""What holds for every test."""

import pytest
from hypothesis import settings

# How long an example takes says more about the machine than about the code; bounds in time are tested on their own.
# The same examples each time, so that a run fails for what was changed and for nothing else; `long` looks further.
settings.register_profile("lawbook", deadline=None, derandomize=True)
# For whoever changes the engine at its root: pytest tests/properties --hypothesis-profile=long
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.load_profile("lawbook")

# Scenarios are read as a bank's own would be, by the plugin that ships.
pytest_plugins = ["lawbook.specification.plugin", "support.beyond", "support.stores"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files."""
    parser.addoption("--update-golden", action="store_true", help="write what is found into the golden files; read the difference")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))
