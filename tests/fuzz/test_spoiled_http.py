"""HTTP itself spoiled, byte by byte, before a real server: nothing is decided that was not asked whole, and the service goes on."""

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from lawbook.record import Decided, MasterKeys, open_store
from lawbook.record.finding import decisions_of
from lawbook.record.opening import Opening
from support.offers import FACTS, write_offer
from support.services import Server, serving
from support.speaking import Heard, NotHttp, speak
from support.spoiled_http import DECISIONS, LEAST, Spoiled, spoiled_connection

SEED = 20_261_123
AT_A_TIME = 8
HUNDRED = 100
FAULTS = ('"fault"', "Traceback", "panicked")


def asked(server: Server, numbers: range) -> dict[int, tuple[Spoiled, Heard]]:
    """Speak the connections of those *numbers*, some at a time."""
    connections = [spoiled_connection(server.key, number, SEED) for number in numbers]

    def hear(connection: Spoiled) -> Heard:
        return speak(server.port, connection.pieces, connection.ends)

    with ThreadPoolExecutor(AT_A_TIME) as clients:
        return dict(zip(numbers, zip(connections, clients.map(hear, connections), strict=True), strict=True))


def wrong_with(connection: Spoiled, heard: Heard) -> str | None:
    """Say what is wrong with an answer, if anything is."""
    try:
        statuses = heard.statuses(bodiless=connection.bodiless)
    except (NotHttp, ValueError, KeyError) as error:
        return f"no HTTP: {error!r}"
    if any(status >= 500 for status in statuses):
        return f"at fault: {statuses}"
    return None


def recorded(state: Path) -> Counter[int]:
    """Count the decisions in the record by the number of the connection that asked for them."""
    store = open_store(f"sqlite:///{state}/record.db")
    try:
        opening = Opening(store, MasterKeys(state / "privacy.key"))
        decided = [opening.decided(entry) for entry in decisions_of(store)]
        return Counter(json.loads(bytes(each.facts))["amount"] - LEAST for each in decided if isinstance(each, Decided))
    finally:
        store.close()


def processes(server: Server) -> set[int]:
    return {child.pid for child in psutil.Process(server.process.pid).children(recursive=True)} | {server.process.pid}


def speak_spoiled(root: Path, count: int) -> None:
    state = root / "state"
    state.mkdir()
    write_offer(root / "policies")
    heard: dict[int, tuple[Spoiled, Heard]] = {}
    with serving(root / "policies", "--quiet", LAWBOOK_STATE=str(state), LAWBOOK_RATE="1000000") as server:
        before = processes(server)
        for begin in range(0, count, HUNDRED):
            heard |= asked(server, range(begin, min(begin + HUNDRED, count)))
            assert server.ask("POST", DECISIONS, json.dumps({**FACTS, "amount": LEAST - 1}).encode()).status == 200
        assert server.ask("GET", "/healthz").status == 200
        assert processes(server) == before
        told = server.told()
    amiss = {number: (each[0].kind, wrong, each) for number, each in heard.items() if (wrong := wrong_with(*each)) is not None}
    assert amiss == {}
    assert [line for line in told.splitlines() if any(fault in line for fault in FAULTS)] == []
    found = recorded(state)
    for number, (connection, answer) in heard.items():
        answered = answer.received.count(b'{"decision":')
        assert connection.least <= answered <= found[number] <= connection.most, (number, connection, answer)
    command = [sys.executable, "-c", "from lawbook.cli.main import run; run()", "audit", "verify", "--state", str(state)]
    verified = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_spoiled_http_gets_an_answer_or_none_and_never_a_fault(tmp_path: Path) -> None:
    speak_spoiled(tmp_path, 800)


@pytest.mark.beyond("ten thousand connections take a minute")
def test_ten_thousand_spoiled_connections_leave_a_service_that_goes_on(tmp_path: Path) -> None:
    speak_spoiled(tmp_path, 10_000)
