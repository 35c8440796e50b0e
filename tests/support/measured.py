"""Which tests count for coverage: those of a room, and of the service. Those that go through the whole house take several times as long when measured."""

import os
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOT_MEASURED = (
    "conformance/test_language_in_formulas.py",
    "policies/",
    "properties/",
    "spec/",
    "unit/cli/test_questions_by_command.py",
    "unit/docs/",
    "unit/site/test_whole_site.py",
)
OF_PROCESSES = "COVERAGE_PROCESS_CONFIG"
"""By this variable processes that a test starts are told to measure themselves."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run *item*, unmeasured where it is in such a folder."""
    place = item.path.relative_to(ROOT).as_posix()
    if not place.startswith(NOT_MEASURED):
        return (yield)
    with unmeasured():
        return (yield)


@contextmanager
def unmeasured() -> Iterator[None]:
    """Have nothing measured meanwhile, neither here nor in threads and processes that are begun."""
    here, in_threads, of_processes = sys.gettrace(), threading.gettrace(), os.environ.pop(OF_PROCESSES, None)
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        sys.settrace(here)
        threading.settrace(in_threads)
        if of_processes is not None:
            os.environ[OF_PROCESSES] = of_processes
