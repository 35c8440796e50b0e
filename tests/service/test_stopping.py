"""A service ends when it is told to, whatever it is about; and says that it serves once it does."""

import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from support.offers import write_offer
from support.services import Server, serving

NEVER = "600"
"""Seconds that workers are given to finish: far more than the tests wait."""
BOUND = 20


def workers(server: Server) -> set[int]:
    return {child.pid for child in psutil.Process(server.process.pid).children()}


def new_worker(server: Server, before: set[int]) -> int:
    until = time.monotonic() + BOUND
    while not (new := workers(server) - before):
        assert time.monotonic() < until
        time.sleep(0.001)
    return new.pop()


@pytest.mark.parametrize("after", [0.0, 0.05, 0.3])
def test_a_service_that_is_stopped_while_a_worker_is_started_again_ends(tmp_path: Path, after: float) -> None:
    write_offer(tmp_path)
    with serving(tmp_path, "--quiet", LAWBOOK_FINISH_SECONDS=NEVER) as server:
        before = workers(server)
        os.kill(next(iter(before)), signal.SIGKILL)
        new_worker(server, before)
        time.sleep(after)
        server.process.terminate()
        assert server.process.wait(BOUND) == 0


def test_a_service_that_is_leaving_when_a_worker_is_started_again_ends(tmp_path: Path) -> None:
    write_offer(tmp_path)
    with serving(tmp_path, "--quiet", LAWBOOK_FINISH_SECONDS=NEVER, LAWBOOK_LEAVE_SECONDS="1") as server:
        before = workers(server)
        server.process.terminate()
        os.kill(next(iter(before)), signal.SIGKILL)
        new_worker(server, before)
        assert server.process.wait(BOUND) == 0
