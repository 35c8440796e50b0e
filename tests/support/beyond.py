"""Tests that `make test` leaves out: they need a browser, or more than twenty minutes.

Such a test is marked `@pytest.mark.beyond("what it needs")`. It runs with --beyond only; without, it is named as not run. Where CI
is true that is an error, unless the caller says by LAWBOOK_BEYOND_RAN=1 that it ran them on its own, as .ci/run does.
"""

import os

import pytest

MARK = "beyond"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--beyond", action="store_true", help="run only the tests that need a browser or more than twenty minutes")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{MARK}(reason): needs a browser or more than twenty minutes; runs with --beyond")
    config.stash[LEFT_OUT] = []


LEFT_OUT = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = bool(config.getoption("--beyond"))
    others = [item for item in items if (item.get_closest_marker(MARK) is not None) != wanted]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]
    if not wanted:
        config.stash[LEFT_OUT] = [f"{item.nodeid} ({_reason(item)})" for item in others]


def _reason(item: pytest.Item) -> str:
    mark = item.get_closest_marker(MARK)
    return str(mark.args[0]) if mark is not None and mark.args else "no reason given"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for test in config.stash[LEFT_OUT]:
        terminalreporter.write_line(f"NOT RUN {test}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if session.config.getoption("--beyond") and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK
    left_out = session.config.stash[LEFT_OUT]
    if left_out and exitstatus == pytest.ExitCode.OK and os.environ.get("CI") == "true" and os.environ.get("LAWBOOK_BEYOND_RAN") != "1":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
