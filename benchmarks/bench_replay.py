"""How long it takes to verify a record of 100,000 decisions and to replay them, against deciding as many without a record.

The decisions are of the five families, of all their examples in turn and of a thousand persons, recorded through the service in
batches. `lawbook audit verify` and `lawbook replay` are then run as anybody would, each in a process of its own; both must find all alike.
"""

import json
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bench_http import BIN, ROOT, answered, free_port, request, started, stopped
from lawbook import open_library

DECISIONS = 100_000
FAMILIES = ("underwriting", "dunning-tier", "case-transfer", "authorisation-recovery", "delegated-repayment")
PERSONS = 1_000
BATCH = 500


def run() -> None:
    """Measure."""
    print(f"\nReplay of {DECISIONS:,} recorded decisions of {len(FAMILIES)} families, {PERSONS:,} persons, one process")
    facts = {name: list(_facts(name)) for name in FAMILIES}
    deciding = _deciding(facts)
    with TemporaryDirectory() as held:
        folder = Path(held)
        _record(folder, facts)
        print(f"  deciding alone: {deciding:.1f} s; the record: {(folder / 'record.db').stat().st_size / 2**20:,.0f} MB")
        for command in (["audit", "verify"], ["replay"]):
            began = time.perf_counter()
            told = subprocess.run(
                [str(BIN / "lawbook"), *command, "--record", f"sqlite:///{folder}/record.db", "--state", held],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            took = time.perf_counter() - began
            print(
                f"  lawbook {' '.join(command)}: {took:.1f} s = {took / deciding:.1f} of deciding alone: {told.stdout.strip().splitlines()[-1]}"
            )


def _facts(name: str) -> Iterator[bytes]:
    """Give the facts of as many decisions of one family as it has a share in."""
    examples = [json.loads(each.read_bytes()) for each in sorted((ROOT / "policies" / name / "examples").glob("*.json"))]
    for number in range(DECISIONS // len(FAMILIES)):
        told = {**examples[number % len(examples)], "customer_id": f"person-{number % PERSONS}"}
        yield json.dumps(told, ensure_ascii=False).encode()


def _deciding(facts: dict[str, list[bytes]]) -> float:
    library = open_library(ROOT / "policies")
    today = date.today()  # noqa: DTZ011 - the day on which the service decides
    policies = {name: library.policy(name, as_of=today) for name in facts}
    began = time.perf_counter()
    for name, each in facts.items():
        decide = policies[name].decide_json
        for one in each:
            decide(one)
    return time.perf_counter() - began


def _record(folder: Path, facts: dict[str, list[bytes]]) -> None:
    port = free_port()
    command = [str(BIN / "lawbook"), "serve", "--port", str(port), "--policies", str(ROOT / "policies")]
    process = started(command, port, {"LAWBOOK_STATE": str(folder), "LAWBOOK_RECORD": f"sqlite:///{folder}/record.db"})
    try:
        key = (folder / "local-key").read_text(encoding="ascii").strip()
        with socket.create_connection(("127.0.0.1", port)) as connection:
            for name, each in facts.items():
                for first in range(0, len(each), BATCH):
                    _post(connection, name, each[first : first + BATCH], key)
    finally:
        stopped(process)


def _post(connection: socket.socket, name: str, facts: Sequence[bytes], key: str) -> None:
    body = b"".join(each + b"\n" for each in facts)
    connection.sendall(request(f"/v1/policies/{name}/decisions:batch", body, "application/x-ndjson", key))
    head, answer = answered(connection)
    assert b" 200 " in head.split(b"\r\n")[0], head
    assert b'"error"' not in answer, answer[:500]
