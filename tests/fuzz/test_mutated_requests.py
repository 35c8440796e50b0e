"""Requests spoiled in every part: whatever is sent, the answer is one that the service knows, never a fault, and the record stays whole."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import run_wsgi_app

from lawbook.operations.releasing.steps import approve, put_into_force, record_gate, submit
from lawbook.record import Checkpointer, MasterKeys, Recorder, signer_in
from lawbook.record.verifying import verify
from lawbook_api.app import SHADOW, create_app
from lawbook_api.problems import KINDS
from lawbook_api.settings import random_id
from support.key_stores import KeysInMemory, key_for
from support.offers import FACTS, write_offer
from support.releases import APPROVER, AUTHOR, OPERATOR, PASSED, TODAY
from support.services import app_for, settings_for, showing, source_of
from support.spoiled_requests import BASE, SPOILED, spoiled, spoiled_key

EACH = 100
"""After how many requests there is another release to take a step with."""


@dataclass(frozen=True, slots=True)
class Service:
    """The service in this process with everything that it can have: a record, a candidate, releases, keys for all, for some and for nothing here."""

    app: Flask
    recorder: Recorder
    keys: tuple[str, ...]
    root: Path

    def decided(self) -> str:
        """Decide once, and give the id."""
        answer = self.app.test_client().post(f"{BASE}/decisions", json=FACTS)
        return str(answer.get_json()["id"])

    def released(self, number: int) -> str:
        """Submit a release, which is for some served already, for others approved, through its gate or nothing of all that; give its number."""
        version = number + 5
        file = write_offer(self.root, version, str(TODAY + timedelta(days=number)))
        made = submit(self.recorder, AUTHOR, {f"small-offer/{file.name}": file.read_bytes()}, {"small-offer": version}, TODAY).number
        if number % 4 < 3:
            record_gate(self.recorder, AUTHOR, made, PASSED)
        if number % 4 < 2:
            approve(self.recorder, APPROVER, made)
        if number % 4 == 0:
            put_into_force(self.recorder, OPERATOR, made, TODAY)
        return str(made)


@contextmanager
def service(root: Path) -> Iterator[Service]:
    """Make it; at the end hold its record and its candidate against what was done."""
    live, candidate = root / "live", root / "candidate"
    write_offer(live, personal=True)
    write_offer(candidate, 2, "2026-06-01", 1_000)
    settings = replace(settings_for(live, rate=1_000_000_000), new_id=random_id)
    masters, signer = MasterKeys(root / "privacy.key"), signer_in(root / "record.key")
    checkpoint = Checkpointer(signer, now=settings.now, every=60.0)
    keys = KeysInMemory()
    with closing(Recorder(f"sqlite:///{root}/record.db", "one", masters=masters, after_commit=checkpoint)) as recorder:
        app = create_app(source_of(settings), settings, keys=keys, recorder=recorder, candidate=source_of(settings_for(candidate)))
        tokens = key_for(keys), key_for(keys, ["approver", "decider", "operator"]), key_for(keys, policies=["another-offer"])
        app.test_client_class = showing(tokens[0])
        yield Service(app, recorder, tokens, root / "released")
        app.extensions[SHADOW].close()
        tallied = app.extensions[SHADOW].tallied()
        assert (tallied.failed, len(tallied.beside) > 0) == (0, True)
        verified = verify(recorder.store(), {signer.key: signer.public}, masters=masters)
        assert (verified.findings, verified.decisions > 50, verified.persons > 1) == ((), True, True)


def ask_spoiled(root: Path, count: int) -> None:
    chance = random.Random(20_261_122)  # noqa: S311 - the same requests each time
    statuses = Counter[tuple[str, str, int]]()
    with service(root) as served:
        found = {"version": ["1"], "release": [], "id": [served.decided(), served.decided()]}
        for number in range(count):
            if number % EACH == 0:
                found["release"] = [*found["release"][-3:], served.released(number // EACH)]
            template, made = spoiled(chance, found)
            environ = made.get_environ()
            token = f"Bearer {chance.choices(served.keys, [80, 15, 5])[0]}"
            environ["HTTP_AUTHORIZATION"] = spoiled_key(token, chance) if chance.random() < 0.05 else token
            pieces, status, headers = run_wsgi_app(served.app, environ, buffered=True)
            body = b"".join(pieces)
            statuses[environ["REQUEST_METHOD"].lower(), template, int(status[:3])] += 1
            assert int(status[:3]) < 500, (environ["REQUEST_METHOD"], environ["PATH_INFO"], environ.get("QUERY_STRING"), body)
            if headers.get("Content-Type") == "application/problem+json" and body:
                assert json.loads(body)["type"].removeprefix("/problems/") in KINDS
            if headers.get("Content-Type") == "application/x-ndjson":
                assert b"/problems/fault" not in body
                assert b"/problems/record-unavailable" not in body
    assert {200, 400, 401, 403, 404, 405, 409, 415, 422} <= {status for *_, status in statuses}
    assert [operation for operation in SPOILED if not statuses[*operation, 200]] == []


def test_whatever_is_described_is_spoiled(tmp_path: Path) -> None:
    write_offer(tmp_path)
    described = app_for(settings_for(tmp_path)).test_client().get("/openapi.json").get_json()["paths"]
    assert {(method, path) for path, operations in described.items() for method in operations} == SPOILED


def test_a_spoiled_request_gets_an_answer_that_is_no_fault(tmp_path: Path) -> None:
    ask_spoiled(tmp_path, 1_200)


@pytest.mark.beyond("twenty thousand requests take a minute or more")
def test_twenty_thousand_spoiled_requests_get_answers_that_are_no_faults(tmp_path: Path) -> None:
    ask_spoiled(tmp_path, 20_000)
