"""A record in PostgreSQL is dumped while the service goes on, its database is lost, and the service goes on from what is restored."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

from support.faults import DECISIONS, under_load
from support.offers import FACTS, write_offer
from support.services import serving
from support.stores import Postgres

BODY = json.dumps(FACTS).encode()


def ran(*command: str, record: str | None = None) -> str:
    """Run a command as an operator would, on a *record* where it needs one; give what it said."""
    others = {} if record is None else {"LAWBOOK_RECORD": record}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env={**os.environ, **others})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def lawbook(record: str, *arguments: str) -> str:
    return ran(sys.executable, "-c", "from lawbook.cli.main import run; run()", *arguments, record=record)


def verified(record: str, state: Path) -> str:
    return lawbook(record, "audit", "verify", "--state", str(state), "--kept", str(state / "checkpoints.ndjson"))


def wait(until: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_record_in_postgresql_is_restored_from_what_was_dumped_while_the_service_went_on(postgres: Postgres, tmp_path: Path) -> None:
    policies, state, copy, dump = (tmp_path / name for name in ("policies", "state", "copy", "record.dump"))
    write_offer(policies, personal=True)
    state.mkdir()
    kept = state / "checkpoints.ndjson"
    lost = postgres.new_database()
    with serving(policies, "--quiet", LAWBOOK_STATE=str(state), LAWBOOK_RECORD=lost, LAWBOOK_CHECKPOINT_SECONDS="1") as server:
        first = server.ask("POST", DECISIONS, BODY, again="the first")
        with under_load(lambda: server) as load:
            wait(lambda: len(load.answered) > 50 and kept.exists() and len(kept.read_bytes().splitlines()) > 1)
            assert "copy it by pg_dump, after this" in lawbook(lost, "backup", str(copy), "--state", str(state))
            earlier = [json.loads(body) for _, body in list(load.answered.values())[-10:]]
            before = len(load.answered)
            ran(postgres.program("pg_dump"), "--format=custom", f"--file={dump}", lost)
            wait(lambda: len(load.answered) > before)
    assert load.amiss == []
    postgres.drop_database(lost)
    rmtree(state)
    copy.rename(state)
    restored = postgres.new_database()
    ran(postgres.program("pg_restore"), "--exit-on-error", "--single-transaction", f"--dbname={restored}", str(dump))
    assert "nothing is amiss" in verified(restored, state)
    with serving(policies, "--quiet", LAWBOOK_STATE=str(state), LAWBOOK_RECORD=restored) as server:
        for decided in [first.json(), *earlier]:
            found = server.ask("GET", f"/v1/decisions/{decided['id']}")
            assert (found.status, found.json()["decision"]) == (200, decided["decision"])
        assert server.ask("POST", DECISIONS, BODY, again="the first").body == first.body
        new = server.ask("POST", DECISIONS, BODY).json()
        assert server.ask("GET", f"/v1/decisions/{new['id']}").status == 200
    assert "nothing is amiss" in verified(restored, state)
