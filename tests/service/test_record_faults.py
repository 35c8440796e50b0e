"""Whatever happens to the store, no answer is wrong or unrecorded, and the service goes on by itself once it can."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from lawbook.record import Checkpointer, Recorder, signer_in
from lawbook_api.settings import Settings, random_id
from support.faults import DECISIONS, Load, check_record, report, under_load
from support.offers import FACTS, write_offer
from support.persons import facts_of, write_loan
from support.services import NOON, Server, app_for, serving
from support.stores import Postgres


@contextmanager
def served(url: str, folder: Path) -> Iterator[tuple[Server, Load]]:
    """Serve with a record under load; hold the record against the answers at the end."""
    write_offer(folder / "policies")
    state = folder / "state"
    state.mkdir()
    settings = {
        "LAWBOOK_STATE": str(state),
        "LAWBOOK_RECORD": url,
        "LAWBOOK_CHECKPOINT_SECONDS": "1",
        "LAWBOOK_RECORD_SECONDS": "1",
    }
    with serving(folder / "policies", "--quiet", "--threads", "16", **settings) as server:
        with under_load(lambda: server) as load:
            wait(lambda: len(load.answered) > 50)
            yield server, load
        assert server.process.poll() is None
    report(folder.name.removesuffix("0").replace("_", " "), check_record(url, state, load))


def wait(until: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


def is_refused_then_answered(server: Server, load: Load, hinder: Callable[[], object], mend: Callable[[], object]) -> None:
    """Hinder the store, see that nothing is answered and that the service says so; mend it, and see that it goes on."""
    hinder()
    try:
        refused = load.statuses[503]
        wait(lambda: load.statuses[503] > refused + 20)
        answered = len(load.answered)
        time.sleep(0.5)
        assert len(load.answered) == answered
        assert server.ask("GET", "/readyz").status == 503
    finally:
        mend()
    wait(lambda: len(load.answered) > answered + 50)
    wait(lambda: server.ask("GET", "/readyz").status == 200)


def worker_of(server: Server) -> psutil.Process:
    return max(psutil.Process(server.process.pid).children(recursive=True), key=lambda child: child.num_threads())


def test_a_full_disk_has_decisions_refused_until_there_is_room(tmp_path: Path) -> None:
    with served(f"sqlite:///{tmp_path}/record.db", tmp_path) as (server, load):
        worker = worker_of(server)
        _, most = worker.rlimit(psutil.RLIMIT_FSIZE)
        is_refused_then_answered(
            server, load, lambda: worker.rlimit(psutil.RLIMIT_FSIZE, (4096, most)), lambda: worker.rlimit(psutil.RLIMIT_FSIZE, (most, most))
        )


def test_a_file_that_somebody_else_holds_has_decisions_refused_until_it_is_free(tmp_path: Path) -> None:
    with served(f"sqlite:///{tmp_path}/record.db", tmp_path) as (server, load):
        holder = sqlite3.connect(tmp_path / "record.db", isolation_level=None, timeout=30)
        is_refused_then_answered(server, load, lambda: holder.execute("BEGIN IMMEDIATE"), lambda: holder.execute("ROLLBACK"))
        holder.close()


def test_a_file_that_can_only_be_read_has_every_decision_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    working = tmp_path / "working"
    working.mkdir()
    monkeypatch.chdir(working)
    write_offer(tmp_path / "policies")
    url = f"sqlite:///{tmp_path}/record.db"
    Recorder(url, "before").close()
    with serving(tmp_path / "policies", "--quiet", LAWBOOK_RECORD=url) as server:
        assert server.ask("POST", DECISIONS, json.dumps(FACTS).encode()).status == 200
    with serving(tmp_path / "policies", "--quiet", LAWBOOK_RECORD=f"sqlite:///file:{tmp_path}/record.db?mode=ro&uri=true") as server:
        answer = server.ask("POST", DECISIONS, json.dumps(FACTS).encode())
        assert (answer.status, answer.headers["retry-after"]) == (503, "1")
        # Whoever decides is not told where the store is, nor what it says; the log, and an operator, are.
        assert "readonly" not in answer.body.decode()
        assert "readonly database" in server.told()
        assert "readonly database" in server.ask("GET", "/readyz").body.decode()
        assert server.ask("GET", "/readyz").status == 503
    # Where coverage is measured, the service leaves its data where it was started.
    assert [each for each in working.iterdir() if not each.name.startswith(".coverage")] == []


def test_a_store_that_became_read_only_has_decisions_refused_until_it_can_be_written(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.new_database()
    name = url.rpartition("?")[0].rpartition("/")[2]
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608 - a name of our own

    def hinder() -> None:
        postgres.say(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        postgres.say(cut)

    def mend() -> None:
        postgres.say(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        postgres.say(cut)

    with served(url, tmp_path) as (server, load):
        is_refused_then_answered(server, load, hinder, mend)


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.remove()


def test_a_store_that_is_restarted_is_found_again(own_postgres: Postgres, tmp_path: Path) -> None:
    with served(own_postgres.new_database(), tmp_path) as (server, load):
        is_refused_then_answered(server, load, own_postgres.stop, own_postgres.start)


def test_a_store_that_is_silent_has_decisions_refused_until_it_speaks(own_postgres: Postgres, tmp_path: Path) -> None:
    main = psutil.Process(own_postgres.server.get_pid())

    def hinder() -> None:
        for process in (main, *main.children()):
            process.suspend()

    def mend() -> None:
        for process in (main, *main.children()):
            process.resume()

    with served(own_postgres.new_database(), tmp_path) as (server, load):
        hinder()
        wait(lambda: load.statuses[503] > 20)
        answered = len(load.answered)
        mend()
        wait(lambda: len(load.answered) > answered + 50)
        assert server.ask("GET", "/readyz").status == 200


def test_nothing_is_answered_while_the_master_keys_are_away(tmp_path: Path) -> None:
    write_loan(tmp_path / "policies")
    (tmp_path / "state").mkdir()
    key, away = tmp_path / "state" / "privacy.key", tmp_path / "away.key"
    with serving(tmp_path / "policies", "--quiet", LAWBOOK_STATE=str(tmp_path / "state")) as server:

        def status() -> int:
            return server.ask("POST", "/v1/policies/personal-loan/decisions", json.dumps(facts_of("11010119770331001X", 1)).encode()).status

        assert status() == 200
        key.rename(away)
        assert status() == 503
        assert "master keys was moved or removed" in server.told()
        assert server.ask("GET", "/readyz").status == 503
        assert not key.exists()
        away.rename(key)
        wait(lambda: status() == 200)
        assert server.ask("GET", "/readyz").status == 200


def test_a_clock_that_jumps_changes_no_order(tmp_path: Path) -> None:
    write_offer(tmp_path / "policies")
    url = f"sqlite:///{tmp_path}/record.db"
    moments = [NOON, NOON + timedelta(days=3650), NOON - timedelta(days=3650), NOON]
    clock = iter([moment for moment in moments for _ in range(20)])
    settings = Settings(policies=tmp_path / "policies", now=lambda: next(clock, NOON), new_id=random_id)
    signer = signer_in(tmp_path / "record.key")
    recorder = Recorder(url, "one", after_commit=Checkpointer(signer, now=settings.now, every=0.0))
    client = app_for(settings, recorder).test_client()
    for number in range(30):
        answer = client.post(DECISIONS + "?as_of=2026-11-21", data=json.dumps(FACTS), content_type="application/json")
        assert answer.status_code == 200, number
    recorder.close()
    figures = check_record(url, tmp_path, Load(lambda: None))
    assert (figures["recorded"], figures["checkpoints"] > 5) == (30, True)
