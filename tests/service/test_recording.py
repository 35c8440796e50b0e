"""The service answers with what it has recorded, and with nothing else."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from lawbook.record import Pacing, Recorder, open_store
from lawbook.record.finding import decisions_of
from lawbook.record.schema import CLAIMS
from lawbook_api.app import create_app
from lawbook_api.settings import Settings, random_id
from lawbook_api.source import LibrarySource
from support.key_stores import KeysInMemory, key_for
from support.offers import FACTS, write_offer
from support.services import NOON, app_for, showing, source_of

DECISIONS = "/v1/policies/small-offer/decisions"
BODY = json.dumps(FACTS).encode()


@pytest.fixture
def client(store_url: str, tmp_path: Path) -> Iterator[FlaskClient]:
    write_offer(tmp_path / "policies")
    settings = Settings(policies=tmp_path / "policies", now=lambda: NOON, new_id=random_id)
    recorder = Recorder(store_url, "one")
    yield app_for(settings, recorder).test_client()
    recorder.close()


def post_lines(client: FlaskClient, lines: bytes, **headers: str) -> list[bytes]:
    with client.post(f"{DECISIONS}:batch", data=lines, content_type="application/x-ndjson", headers=headers) as answer:
        found: list[bytes] = answer.data.splitlines()
        return found


def recorded(url: str) -> list[str | None]:
    store = open_store(url)
    found = [entry.id for entry in decisions_of(store)]
    store.close()
    return found


@pytest.mark.parametrize("query", ["", "?as_of=2026-11-20", "?version=1"])
def test_a_decision_is_found_by_its_id(client: FlaskClient, query: str) -> None:
    answer = json.loads(client.post(DECISIONS + query, data=BODY, content_type="application/json").data)
    found = json.loads(client.get(f"/v1/decisions/{answer['id']}").data)
    assert {name: found[name] for name in ("decision", "engine", "id", "time")} == answer
    assert (found["facts"], found["policy"], found["caller"][:7], found["entry"]["sequence"]) == (FACTS, "small-offer", "caller-", 2)


def test_a_decision_is_told_to_whoever_asked_for_it_and_to_auditors_of_the_policy(tmp_path: Path) -> None:
    write_offer(tmp_path / "policies")
    settings, keys = Settings(policies=tmp_path / "policies", now=lambda: NOON, new_id=random_id), KeysInMemory()
    recorder = Recorder(f"sqlite:///{tmp_path}/record.db", "one")
    app = create_app(source_of(settings), settings, keys=keys, recorder=recorder)

    def client(*roles: str, policies: Sequence[str] = ("*",), caller: str = "somebody") -> FlaskClient:
        app.test_client_class = showing(key_for(keys, roles, policies, caller=caller))
        return app.test_client()

    asker = client("decider", caller="bank")
    id_ = json.loads(asker.post(DECISIONS, data=BODY, content_type="application/json").data)["id"]
    others = {
        "asker": asker,
        "another decider": client("decider"),
        "auditor": client("auditor"),
        "auditor of another policy": client("auditor", policies=["other"]),
    }
    told = {name: each.get(f"/v1/decisions/{id_}").status_code for name, each in others.items()}
    assert told == {"asker": 200, "another decider": 404, "auditor": 200, "auditor of another policy": 404}
    recorder.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_decision_is_explained_by_the_policy_as_it_was(client: FlaskClient, tmp_path: Path, lang: str) -> None:
    id_ = json.loads(client.post(DECISIONS, data=BODY, content_type="application/json").data)["id"]
    before = client.post(f"/v1/policies/small-offer/explanation?lang={lang}", data=BODY, content_type="application/json")
    write_offer(tmp_path / "policies", most=40_000)
    assert client.get(f"/v1/decisions/{id_}/explanation?lang={lang}").data == before.data


@pytest.mark.parametrize("id_", ["nobody", "a%00b", "ä"])
def test_what_was_not_decided_is_not_found(client: FlaskClient, id_: str) -> None:
    answer = client.get(f"/v1/decisions/{id_}")
    assert (answer.status_code, json.loads(answer.data)["type"]) == (404, "/problems/unknown-decision")


def test_the_same_key_gets_the_first_answer(client: FlaskClient, store_url: str) -> None:
    key = {"Idempotency-Key": "loan-7"}
    first = client.post(DECISIONS, data=BODY, content_type="application/json", headers=key)
    spread = json.dumps(dict(reversed(FACTS.items())), indent=4)
    again = client.post(DECISIONS, data=spread, content_type="application/json", headers=key)
    assert (first.status_code, again.data) == (200, first.data)
    assert recorded(store_url) == [json.loads(first.data)["id"]]


def test_a_number_may_be_sent_again_as_text_but_with_the_same_digits(client: FlaskClient) -> None:
    def post(amount: str) -> int:
        body = json.dumps({**FACTS, "amount": "AMOUNT"}).replace('"AMOUNT"', amount)
        return client.post(DECISIONS, data=body, content_type="application/json", headers={"Idempotency-Key": "loan-7"}).status_code

    assert [post(amount) for amount in ("1200.50", '"1200.50"', "1200.5", '"1200.500"')] == [200, 200, 409, 409]


@pytest.mark.parametrize(("query", "facts"), [("", {**FACTS, "amount": 1}), ("?as_of=2026-11-20", FACTS), ("?version=1", FACTS)])
def test_the_same_key_with_something_else_is_refused(client: FlaskClient, query: str, facts: dict[str, object]) -> None:
    key = {"Idempotency-Key": "loan-7"}
    client.post(DECISIONS, data=BODY, content_type="application/json", headers=key)
    other = client.post(DECISIONS + query, data=json.dumps(facts), content_type="application/json", headers=key)
    assert (other.status_code, json.loads(other.data)["type"]) == (409, "/problems/key-reused")


def test_facts_that_were_refused_may_be_sent_mended(client: FlaskClient) -> None:
    key = {"Idempotency-Key": "loan-7"}
    assert client.post(DECISIONS, data=b"{}", content_type="application/json", headers=key).status_code == 422
    assert client.post(DECISIONS, data=BODY, content_type="application/json", headers=key).status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 256, "ключ"])
def test_a_key_that_is_none_is_refused(client: FlaskClient, key: str) -> None:
    answer = client.post(DECISIONS, data=BODY, content_type="application/json", headers={"Idempotency-Key": key.encode().decode("latin-1")})
    assert (answer.status_code, json.loads(answer.data)["type"]) == (400, "/problems/bad-header")


def test_every_decided_line_of_a_batch_is_recorded(client: FlaskClient, store_url: str) -> None:
    lines = BODY + b"\nnonsense\n" + BODY
    told = [json.loads(line) for line in post_lines(client, lines)]
    assert recorded(store_url) == [told[0]["id"], told[2]["id"]]
    assert "problem" in told[1]


def test_a_batch_that_is_sent_again_gets_its_first_answers_and_the_rest(client: FlaskClient, store_url: str) -> None:
    key = {"Idempotency-Key": "book"}
    first = post_lines(client, BODY + b"\n" + BODY, **key)
    longer = json.dumps({**FACTS, "amount": 2}).encode() + b"\n" + BODY + b"\n" + BODY
    again = post_lines(client, longer, **key)
    assert json.loads(again[0])["problem"]["type"] == "/problems/key-reused"
    assert again[1] == first[1]
    assert len(recorded(store_url)) == 3


def test_what_is_known_is_told_for_a_moment(client: FlaskClient) -> None:
    client.post(DECISIONS, data=BODY, content_type="application/json")
    told = json.loads(client.get("/v1/policies/small-offer/known?as_of=2026-11-21&known_at=2026-11-21T12:00:00%2B08:00").data)
    assert (told["in_force"], told["taken_up"]) == (1, "2026-11-21T04:00:00.000+00:00")
    earlier = client.get("/v1/policies/small-offer/known?known_at=2026-11-21T11:59:59%2B08:00")
    assert (earlier.status_code, json.loads(earlier.data)["type"]) == (404, "/problems/unknown-policy")
    assert client.get("/v1/policies/small-offer/known?known_at=noon").status_code == 400


def test_what_is_taken_up_is_known_before_anybody_is_decided_on(store_url: str, tmp_path: Path) -> None:
    write_offer(tmp_path / "policies")
    keys, clock = KeysInMemory(), iter(NOON + timedelta(hours=hour) for hour in range(9))
    settings = Settings(policies=tmp_path / "policies", now=lambda: NOON + timedelta(days=1), new_id=random_id)
    source = LibrarySource(settings.policies, now=lambda: next(clock), today=settings.today)
    recorder = Recorder(store_url, "one")
    app = create_app(source, settings, keys=keys, recorder=recorder)
    app.test_client_class = showing(key_for(keys))

    def known() -> tuple[str, str]:
        told = json.loads(app.test_client().get("/v1/policies/small-offer/known").data)
        return told["versions"][0]["content_hash"], told["taken_up"]

    def known_once(taken_up: str) -> str:
        """Wait until what is known was *taken_up* then, and give its hash."""
        until = monotonic() + 20
        while (found := known())[1] != taken_up:
            assert monotonic() < until
            sleep(0.02)
        return found[0]

    recorder.append("begun", {})  # so that what was told before is there
    first = known_once("2026-11-21T04:00:00.000+00:00")
    write_offer(tmp_path / "policies", most=40_000)
    source.refresh()
    second = known_once("2026-11-21T05:00:00.000+00:00")
    write_offer(tmp_path / "policies")
    source.refresh()
    third = known_once("2026-11-21T06:00:00.000+00:00")
    assert (first == third, first == second) == (True, False)
    recorder.close()


def test_nothing_is_answered_that_cannot_be_recorded(tmp_path: Path) -> None:
    write_offer(tmp_path / "policies")
    (tmp_path / "store").write_text("a file where a folder is needed")
    settings = Settings(policies=tmp_path / "policies", now=lambda: NOON)
    recorder = Recorder(f"sqlite:///{tmp_path}/store/record.db", "one", pacing=Pacing(wait=30, checkpoint=1))
    client = app_for(settings, recorder).test_client()
    refused = client.post(DECISIONS, data=BODY, content_type="application/json")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert json.loads(refused.data)["type"] == "/problems/record-unavailable"
    line = json.loads(post_lines(client, BODY)[0])
    assert line["problem"]["status"] == 503
    assert client.get("/v1/decisions/x").status_code == 503
    ready = client.get("/readyz")
    assert (ready.status_code, "decisions cannot be recorded" in json.loads(ready.data)["status"]) == (503, True)
    (tmp_path / "store").unlink()
    assert client.post(DECISIONS, data=BODY, content_type="application/json").status_code == 200
    assert client.get("/readyz").status_code == 200
    recorder.close()


def test_a_service_without_a_record_honours_no_key_and_finds_nothing(tmp_path: Path) -> None:
    write_offer(tmp_path)
    settings = Settings(policies=tmp_path, now=lambda: NOON)
    client = app_for(settings).test_client()
    assert client.get("/v1/decisions/x").status_code == 404
    refused = client.post(DECISIONS, data=BODY, content_type="application/json", headers={"Idempotency-Key": "k"})
    assert refused.status_code == 400


def test_nothing_is_answered_where_a_key_was_taken_by_what_is_not_there(client: FlaskClient, store_url: str) -> None:
    id_ = json.loads(client.post(DECISIONS, data=BODY, content_type="application/json").data)["id"]
    caller = json.loads(client.get(f"/v1/decisions/{id_}").data)["caller"]
    store = open_store(store_url)
    with store.writing() as connection:
        claims = [{"caller": caller, "key": key, "request": bytes(32), "id": "gone"} for key in ("k", "k\n1")]
        connection.execute(insert(CLAIMS), claims)
    store.close()
    answer = client.post(DECISIONS, data=BODY, content_type="application/json", headers={"Idempotency-Key": "k"})
    assert (answer.status_code, "audit verify" in answer.text) == (503, True)
    (line,) = post_lines(client, BODY, **{"Idempotency-Key": "k"})
    assert json.loads(line)["problem"]["status"] == 503
    assert len(recorded(store_url)) == 1
