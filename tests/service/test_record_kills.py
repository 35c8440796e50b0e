"""A service that is killed under load loses no decision it has acknowledged, and makes none twice."""

import json
import os
import time
from itertools import count
from pathlib import Path

import psutil
import pytest

from support.faults import check_record, kill, post, report, under_load, with_grace
from support.offers import write_offer
from support.services import Server, serving

KILLS = int(os.environ.get("LAWBOOK_KILLS", "8"))
"""How often the service is killed; `make faults` says two hundred times."""


def survive(kills: int, url: str, folder: Path) -> None:
    write_offer(folder / "policies", personal=True)
    state = folder / "state"
    state.mkdir()
    now: list[Server | None] = [None]
    with under_load(lambda: now[0]) as load:
        for number in range(kills + 1):
            settings = {"LAWBOOK_STATE": str(state), "LAWBOOK_RECORD": url, "LAWBOOK_CHECKPOINT_SECONDS": "1"}
            with serving(folder / "policies", "--quiet", "--threads", "16", **settings) as server:
                answered = len(load.answered)
                now[0] = server
                # The moment of the kill moves through what the service does: opening the store, writing, signing.
                until = time.monotonic() + 0.02 + 0.037 * (number % 20)
                while time.monotonic() < until or (number % 2 == 0 and len(load.answered) < answered + 5):
                    time.sleep(0.005)
                if number < kills:
                    now[0] = None
                    kill(server)
                    continue
                keyed = [each for each in list(load.answered.items()) if json.loads(each[1][1])["id"] != each[0]]
                for key, (asked, body) in keyed[:: max(1, len(keyed) // 200)]:
                    assert post(server, asked, key).body == body
            now[0] = None
    report(f"{kills} kills, 16 connections, {url.partition(':')[0]}", check_record(url, state, load))


@pytest.mark.timeout(7_200)
def test_nothing_acknowledged_is_lost_or_doubled_when_the_service_is_killed(store_url: str, tmp_path: Path) -> None:
    survive(KILLS, store_url, tmp_path)


def test_nothing_is_lost_when_one_of_several_workers_is_killed(store_url: str, tmp_path: Path) -> None:
    write_offer(tmp_path / "policies", personal=True)
    state = tmp_path / "state"
    state.mkdir()
    settings = {"LAWBOOK_STATE": str(state), "LAWBOOK_RECORD": store_url, "LAWBOOK_CHECKPOINT_SECONDS": "1"}
    with (
        serving(tmp_path / "policies", "--quiet", "--workers", "2", "--threads", "16", **settings) as server,
        under_load(lambda: server) as load,
    ):
        for number in count(1):
            until = time.monotonic() + 20
            while len(load.answered) < 100 * number and time.monotonic() < until:
                time.sleep(0.01)
            workers = [child for child in psutil.Process(server.process.pid).children(recursive=True) if child.num_threads() > 4]
            if number > 2 or not workers:
                break
            with_grace(workers[0])
        answered = len(load.answered)
    assert answered >= 100
    report(f"a worker of two killed, {store_url.partition(':')[0]}", check_record(store_url, state, load))
