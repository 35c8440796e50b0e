"""Load on a service that is killed and hindered, and what must hold of its record afterwards."""

import http.client
import json
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from lawbook.record import Decided, MasterKeys, open_store, signer_in
from lawbook.record.finding import decisions_of
from lawbook.record.opening import Opening
from lawbook.record.verifying import verify
from support.offers import FACTS
from support.services import Answer, Server

DECISIONS = "/v1/policies/small-offer/decisions"
CONNECTIONS = 16
REPORT = "LAWBOOK_FAULTS_REPORT"


def post(server: Server, number: int, key: str | None, seconds: float = 10) -> Answer:
    """Ask for a decision, perhaps under an idempotency key; raises OSError or HTTPException where nothing comes back."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=seconds)
    try:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {server.key}"}
        headers |= {} if key is None else {"Idempotency-Key": key}
        connection.request("POST", DECISIONS, json.dumps({**FACTS, "amount": number % 90_000, "open_debts": number % 50}).encode(), headers)
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        connection.close()


@dataclass
class Load:
    """Clients that ask without pause: half of them again under the same key until they are answered, half of them without one.

    What was answered without a key is found in the record by the id of the answer.
    """

    server: Callable[[], Server | None]
    answered: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    amiss: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def ask(self, client: int) -> None:
        """Be one client."""
        number = 0
        while not self.over.is_set():
            number += 1
            key = f"{client}-{number}" if client % 2 else None
            while not self.over.is_set() and not self.is_answered(key, number):
                time.sleep(0.02)

    def is_answered(self, key: str | None, number: int) -> bool:
        """Ask once; note the answer, if there is one."""
        server = self.server()
        if server is None:
            return False
        try:
            answer = post(server, number, key)
        except (OSError, http.client.HTTPException):
            return False
        self.statuses[answer.status] += 1
        if answer.status == 200:
            self.answered[key or str(answer.json()["id"])] = number, answer.body
        elif answer.status != 503:
            self.amiss.append(f"{key}: {answer.status} {answer.body.decode()}")
        return answer.status == 200


@contextmanager
def under_load(server: Callable[[], Server | None]) -> Iterator[Load]:
    """Ask over sixteen connections while the block lasts."""
    load = Load(server)
    clients = [threading.Thread(target=load.ask, args=(client,), daemon=True) for client in range(CONNECTIONS)]
    for client in clients:
        client.start()
    try:
        yield load
    finally:
        load.over.set()
        for client in clients:
            client.join()


def kill(server: Server) -> None:
    """End the service and all its processes at once, as a power cut would."""
    main = psutil.Process(server.process.pid)
    for process in [*main.children(recursive=True), main]:
        with_grace(process)
    server.process.wait()


def with_grace(process: psutil.Process) -> None:
    """Kill a process that may be gone already."""
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return


def check_record(url: str, state: Path, load: Load) -> dict[str, int]:
    """Hold the record against what was answered: nothing missing, nothing doubled, nothing other than was answered, all chains whole."""
    store = open_store(url)
    try:
        signer = signer_in(state / "record.key")
        masters = MasterKeys(state / "privacy.key")
        verified = verify(store, {signer.key: signer.public}, masters=masters)
        opening = Opening(store, masters)
        by_key = {}
        times: Counter[str | None] = Counter()
        for entry in decisions_of(store):
            decided = opening.decided(entry)
            assert isinstance(decided, Decided)
            times[decided.key or decided.id] += 1
            by_key[decided.key or decided.id] = decided
    finally:
        store.close()
    missing = [key for key in load.answered if key not in by_key]
    doubled = [key for key, count in times.items() if count > 1]
    other = []
    for key, (number, body) in load.answered.items():
        answer, found = json.loads(body), by_key.get(key)
        if found is not None and (found.id != answer["id"] or json.loads(bytes(found.facts))["amount"] != number % 90_000):
            other.append(key)
    assert (missing, doubled, other, verified.findings, load.amiss) == ([], [], [], (), [])
    return {
        "acknowledged": len(load.answered),
        "recorded": verified.decisions,
        "missing": len(missing),
        "doubled": len(doubled),
        "writers": verified.writers,
        "checkpoints": verified.checkpoints,
        "refused with 503": load.statuses[503],
    }


def report(name: str, figures: dict[str, int]) -> None:
    """Add to the report of faults, where one is wanted."""
    if REPORT in os.environ:
        with Path(os.environ[REPORT]).open("a", encoding="utf-8") as file:
            file.write(f"| {name} | " + ", ".join(f"{value} {told}" for told, value in figures.items()) + " |\n")
