"""Who asks again under an idempotency key gets the first answer, from a server as it is run, and keeps nobody waiting."""

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from lawbook.access.keeping import KeysInFile
from lawbook.access.keys import Key, made
from lawbook.record import open_store
from lawbook.record.finding import decisions_of
from support.offers import FACTS, write_offer
from support.services import Server, serving

DECISIONS = "/v1/policies/small-offer/decisions"
BODY = json.dumps(FACTS).encode()
OTHER = json.dumps({**FACTS, "amount": 1}).encode()
REFUSED = json.dumps({**FACTS, "amount": "much"}).encode()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    write_offer(tmp_path / "policies")
    (tmp_path / "store").mkdir()
    url = f"sqlite:///{tmp_path}/store/record.db"
    with serving(
        tmp_path / "policies", "--quiet", "--workers", "1", "--threads", "2", LAWBOOK_RECORD=url, LAWBOOK_RECORD_SECONDS="60"
    ) as running:
        yield running


def count(folder: Path) -> int:
    store = open_store(f"sqlite:///{folder}/store/record.db")
    found = len(list(decisions_of(store)))
    store.close()
    return found


def test_the_first_answer_is_given_again_to_whoever_asks_the_same(server: Server, tmp_path: Path) -> None:
    first = server.ask("POST", DECISIONS, BODY, again="loan-7")
    assert first.status == 200
    spaced = json.dumps(FACTS, indent=1).encode()
    again = [server.ask("POST", DECISIONS, body, again="loan-7") for body in (BODY, spaced)]
    assert [(each.status, each.body) for each in again] == [(200, first.body)] * 2
    assert again[0].headers["x-request-id"] != first.headers["x-request-id"]
    other = server.ask("POST", DECISIONS, OTHER, again="loan-7")
    assert (other.status, other.headers["content-type"]) == (409, "application/problem+json")
    assert server.ask("POST", DECISIONS, BODY).body != first.body
    assert count(tmp_path) == 2


def test_of_many_who_ask_the_same_at_once_all_get_one_answer(server: Server, tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda _: server.ask("POST", DECISIONS, BODY, again="one"), range(48)))
    assert {each.status for each in answers} == {200}
    assert len({each.body for each in answers}) == 1
    assert count(tmp_path) == 1


def test_what_was_refused_under_a_key_may_be_sent_mended(server: Server) -> None:
    assert server.ask("POST", DECISIONS, REFUSED, again="k").status == 422
    first = server.ask("POST", DECISIONS, BODY, again="k")
    assert first.status == 200
    # What was decided stands, whatever would be said of the facts today.
    assert server.ask("POST", DECISIONS, REFUSED, again="k").status == 409
    assert server.ask("POST", DECISIONS, BODY, again="k" * 256).status == 400


def test_asking_again_costs_nothing(server: Server) -> None:
    bare = Key(
        id="aaaabbbbcccc",
        caller="bank",
        digest="",
        roles=frozenset({"decider"}),
        policies=frozenset({"*"}),
        created=datetime.now(UTC),
        quota=3,
    )
    new = made(bare, os.urandom(32))
    KeysInFile(server.state).keep(new.key)
    asked = ["a", "a", "a", "a", "b", "a", "c"]
    assert [server.ask("POST", DECISIONS, BODY, key=new.token, again=each).status for each in asked] == [200] * len(asked)
    assert server.ask("POST", DECISIONS, BODY, key=new.token, again="d").status == 429


def test_who_waits_for_the_store_keeps_nobody_else_waiting(server: Server, tmp_path: Path) -> None:
    assert server.ask("POST", DECISIONS, BODY).status == 200
    folder = os.open(tmp_path / "store", os.O_RDONLY)
    flock(folder, LOCK_EX)
    with ThreadPoolExecutor(8) as threads:
        asking = [threads.submit(server.ask, "POST", DECISIONS, BODY, again=f"k{number}") for number in range(8)]
        time.sleep(0.5)
        try:
            assert server.ask("GET", "/healthz").status == 200
            assert not any(each.done() for each in asking)
        finally:
            os.close(folder)
        assert [each.result().status for each in asking] == [200] * 8
    assert count(tmp_path) == 9
