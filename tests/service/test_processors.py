"""Each worker has a processor of its own where there are as many as workers, and the next one takes it when a worker is gone."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest

from lawbook_api.processors import take_processor
from support.offers import write_offer
from support.services import serving

if not hasattr(os, "sched_getaffinity"):
    pytest.skip("processors cannot be asked for here", allow_module_level=True)

MINE = sorted(os.sched_getaffinity(0))
TAKES = """
import os, sys
from pathlib import Path
from lawbook_api.processors import take_processor
print(take_processor(Path(sys.argv[1]), int(sys.argv[2])), sorted(os.sched_getaffinity(0)), flush=True)
sys.stdin.read()
"""


def taking(folder: Path, workers: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", TAKES, str(folder), str(workers)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def told(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_each_of_as_many_as_there_are_takes_another_and_one_that_is_gone_leaves_its_own(tmp_path: Path) -> None:
    workers = [taking(tmp_path, len(MINE)) for _ in MINE]
    try:
        assert sorted(told(each) for each in workers) == sorted(f"{processor} [{processor}]" for processor in MINE)
        workers[0].kill()
        workers[0].wait()
        workers.append(taking(tmp_path, len(MINE)))
        assert told(workers[-1]) in {f"{processor} [{processor}]" for processor in MINE}
        assert take_processor(tmp_path, len(MINE)) is None
    finally:
        for each in workers:
            each.kill()
            each.communicate()


def test_with_more_or_fewer_workers_than_processors_everything_is_left_as_it_is(tmp_path: Path) -> None:
    assert take_processor(tmp_path, len(MINE) + 1) is None
    assert take_processor(tmp_path, len(MINE) - 1) is None
    assert sorted(os.sched_getaffinity(0)) == MINE


@pytest.mark.parametrize("asked", ["own", "any"])
def test_workers_that_serve_keep_to_their_processors(tmp_path: Path, asked: str) -> None:
    write_offer(tmp_path / "policies")
    with serving(tmp_path / "policies", "--quiet", "--workers", str(len(MINE)), LAWBOOK_PROCESSORS=asked) as server:
        expected = [[processor] for processor in MINE] if asked == "own" else [MINE] * len(MINE)
        assert kept_to(server.process.pid, expected) == expected
        first = psutil.Process(server.process.pid).children()[0]
        first.send_signal(signal.SIGKILL)
        first.wait(20)
        assert kept_to(server.process.pid, expected) == expected


def kept_to(service: int, expected: list[list[int]]) -> list[list[int]]:
    """Give what all threads of each worker are kept to, once it is as *expected* or a while has passed."""
    until = monotonic() + 30
    while True:
        found = sorted(_of_threads(worker) for worker in psutil.Process(service).children())
        if found == expected or monotonic() > until:
            return found
        sleep(0.1)


def _of_threads(worker: psutil.Process) -> list[int]:
    kept: set[int] = set()
    for thread in worker.threads():
        try:
            kept |= os.sched_getaffinity(thread.id)
        except ProcessLookupError:
            continue
    return sorted(kept)
