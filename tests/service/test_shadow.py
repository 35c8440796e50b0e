"""A candidate decides beside the service: it changes no answer, nobody waits for it, and what it did is told."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lawbook.record import Recorder
from lawbook_api.app import SHADOW, create_app
from lawbook_api.metrics import Meters
from lawbook_api.settings import Settings, random_id
from lawbook_api.shadow import Answered, Shadow
from support.key_stores import KeysInMemory, key_for
from support.offers import FACTS, write_offer
from support.services import NOON, serving, settings_for, showing, source_of

DECISIONS = "/v1/policies/small-offer/decisions"
DEAR = {**FACTS, "amount": 2_000}


def write_both(root: Path) -> tuple[Path, Path]:
    """Write live policies, and a candidate that lends less."""
    write_offer(root / "live")
    write_offer(root / "candidate")
    write_offer(root / "candidate", 2, "2027-01-01", 1_500)
    return root / "live", root / "candidate"


def app_beside(root: Path, keys: KeysInMemory, recorder: Recorder | None = None) -> Flask:
    live, candidate = write_both(root)
    settings = Settings(policies=live, now=lambda: NOON, new_id=random_id)
    app = create_app(source_of(settings), settings, keys=keys, recorder=recorder, candidate=source_of(settings_for(candidate)))
    app.test_client_class = showing(key_for(keys))
    return app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    recorder = Recorder(f"sqlite:///{tmp_path}/record.db", "one")
    yield app_beside(tmp_path, KeysInMemory(), recorder)
    recorder.close()


def post(client: FlaskClient, facts: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(client.post(DECISIONS, data=json.dumps(facts), content_type="application/json").data)
    return answer


def told(app: Flask) -> dict[str, Any]:
    """Give what is told once the candidate is done with all that waits."""
    app.extensions[SHADOW].close()
    read: dict[str, Any] = json.loads(app.test_client().get("/v1/shadow").data)
    return read


def test_what_the_candidate_would_have_decided_is_told_and_changes_nothing(app: Flask) -> None:
    client = app.test_client()
    answers = [post(client, facts) for facts in (FACTS, DEAR)]
    assert [answer["decision"]["outcome"]["outcome"] for answer in answers] == ["approve", "approve"]
    found = told(app)
    policy = found["policies"][0]
    assert (policy["live"]["version"], policy["candidate"]["version"], policy["compared"], policy["alike"]) == (1, 2, 2, 1)
    assert policy["examples"] == [answers[1]["id"]]
    assert (found["failed"], found["dropped"], found["waiting"]) == (0, 0, 0)


def test_lines_of_a_batch_are_shadowed_under_their_ids(app: Flask) -> None:
    lines = b"\n".join(json.dumps(facts).encode() for facts in (FACTS, DEAR))
    with app.test_client().post(f"{DECISIONS}:batch", data=lines, content_type="application/x-ndjson") as answer:
        ids = [json.loads(line)["id"] for line in answer.data.splitlines()]
    assert told(app)["policies"][0]["examples"] == ids[1:]


def test_a_request_that_is_repeated_is_shadowed_once(app: Flask) -> None:
    for _ in range(2):
        app.test_client().post(DECISIONS, data=json.dumps(FACTS), content_type="application/json", headers={"Idempotency-Key": "one"})
    assert told(app)["policies"][0]["compared"] == 1


def test_metrics_count_what_the_candidate_did(app: Flask) -> None:
    post(app.test_client(), DEAR)
    told(app)
    text = app.test_client().get("/metrics").text
    assert 'lawbook_shadow_decisions_total{came="differing",candidate="2",policy="small-offer",version="1"} 1.0' in text
    assert "lawbook_shadow_waiting 0.0" in text


def test_the_candidate_is_told_in_readyz(app: Flask) -> None:
    assert app.test_client().get("/readyz").get_json()["shadow"]["status"] == "ready"
    app.extensions[SHADOW].close()


def test_a_caller_is_told_of_its_own_policies_only(tmp_path: Path) -> None:
    keys = KeysInMemory()
    app = app_beside(tmp_path, keys)
    post(app.test_client(), DEAR)
    app.test_client_class = showing(key_for(keys, ["auditor"], ["large-offer"]))
    assert told(app)["policies"] == []


def test_what_comes_while_too_many_wait_is_dropped_and_counted(tmp_path: Path) -> None:
    _, candidate = write_both(tmp_path)
    shadow = Shadow(source_of(settings_for(candidate)), Meters(None), most_waiting=0)
    shadow.offer(Answered("id", "small-offer", b"{}", b"{}"))
    shadow.close()
    assert (shadow.tallied().dropped, shadow.tallied().beside) == (1, {})


def test_a_candidate_that_fails_is_counted_and_logged_and_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    live, candidate = write_both(tmp_path)
    decide = source_of(settings_for(live)).library().policy("small-offer", as_of=NOON.date()).decide_json
    facts = json.dumps(FACTS).encode()
    shadow = Shadow(source_of(settings_for(candidate)), Meters(None))
    with caplog.at_level(logging.ERROR, "lawbook.api"):
        shadow.offer(Answered("broken", "small-offer", facts, b"not a decision"))
        shadow.offer(Answered("sound", "small-offer", facts, decide(facts)))
        shadow.close()
    assert "the candidate failed on the decision broken" in caplog.text
    assert (shadow.tallied().failed, [each.alike for each in shadow.tallied().beside.values()]) == (1, [1])


def test_an_edited_candidate_is_counted_under_its_own_hash(tmp_path: Path) -> None:
    live, candidate = write_both(tmp_path)
    decide = source_of(settings_for(live)).library().policy("small-offer", as_of=NOON.date()).decide_json
    facts = json.dumps(DEAR).encode()
    source = source_of(settings_for(candidate))
    shadow = Shadow(source, Meters(None), tmp_path)
    for most in (1_500, 3_000):
        write_offer(candidate, 2, "2027-01-01", most)
        source.refresh(even_if_same=True)
        shadow.offer(Answered("one", "small-offer", facts, decide(facts)))
        while shadow.waiting or len(shadow.tallied().beside) < (1 if most == 1_500 else 2):
            pass
    shadow.close()
    assert sorted((each.alike, each.differing) for each in shadow.tallied().beside.values()) == [(0, 1), (1, 0)]
    (tmp_path / "shadow-0.json").write_bytes(next(tmp_path.glob("shadow-*.json")).read_bytes())
    assert sorted((each.alike, each.differing) for each in shadow.tallied().beside.values()) == [(0, 2), (2, 0)]


def test_a_served_candidate_is_told_by_every_worker(tmp_path: Path) -> None:
    live, candidate = write_both(tmp_path)
    with serving(live, "--shadow", str(candidate), "--workers", "2") as server:
        for _ in range(10):
            assert server.ask("POST", DECISIONS, json.dumps(DEAR).encode()).status == 200
        found = server.asked_until("/v1/shadow", '"compared":10')
        assert found["dropped"] == 0
        assert "decide beside them, without effect" in server.told()
