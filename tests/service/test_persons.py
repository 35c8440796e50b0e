"""Nothing that was told of persons stands in the clear anywhere: log, errors, metrics, spans, store, backup; and erasing them takes it back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from lawbook.cli.main import outcome_of
from lawbook.record import MasterKeys, Recorder, open_store
from lawbook.record.erasing import Act, erase
from lawbook.record.opening import Opening
from lawbook_api.settings import Settings, random_id
from support.collecting import collecting
from support.persons import facts_of, traces_of, write_loan
from support.services import NOON, Server, app_for, serving

DECISIONS = "/v1/policies/personal-loan/decisions"
PEOPLE = {f"11010119770331{number:04}": number for number in range(12)}


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    write_loan(tmp_path / "policies")
    return tmp_path / "policies"


@pytest.fixture
def masters(tmp_path: Path) -> MasterKeys:
    return MasterKeys(tmp_path / "privacy.key")


@pytest.fixture
def client(store_url: str, policies: Path, masters: MasterKeys) -> Iterator[FlaskClient]:
    recorder = Recorder(store_url, "one", masters=masters)
    yield app_for(Settings(policies=policies, now=lambda: NOON, new_id=random_id), recorder).test_client()
    recorder.close()


def written_in(folder: Path) -> bytes:
    """Give every byte of every file."""
    return b"\n".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def ask_in_every_way(server: Server) -> bytes:
    """Post facts in every way in which they can be posted, right and wrong; give what was answered to those that were wrong."""
    for person, number in PEOPLE.items():
        assert server.ask("POST", DECISIONS, json.dumps(facts_of(person, number)).encode()).status == 200
    lines = b"\n".join(json.dumps(facts_of(person, number)).encode() for person, number in PEOPLE.items())
    assert server.ask("POST", f"{DECISIONS}:batch", lines, "application/x-ndjson").body.count(b'"decision"') == len(PEOPLE)
    assert server.ask("POST", DECISIONS, json.dumps(facts_of(None, 99)).encode()).status == 200
    person, number = next(iter(PEOPLE.items()))
    facts = facts_of(person, number)
    for address in ("explanation", "notices"):
        assert server.ask("POST", f"/v1/policies/personal-loan/{address}", json.dumps(facts).encode()).status == 200
    wrong: list[dict[str, object]] = [
        {name: [value] for name, value in facts.items()},
        {name: {"is": value} for name, value in facts.items()},
        {name: str(value) * 9 for name, value in facts.items()},
        {**facts, "income": f"{facts['income']}1", "born": f"{facts['born']}T00", "phone": 139_773_100_000},
        {**facts, "branch": "M", "extra": facts["name"]},
    ]
    bodies = [json.dumps(each).encode() for each in wrong] + [json.dumps(facts).encode()[:-9], json.dumps([facts]).encode()]
    answers = [server.ask("POST", path, body) for body in bodies for path in (DECISIONS, "/v1/policies/personal-loan/explanation")]
    assert {answer.status for answer in answers} <= {400, 422}
    answers.append(
        server.ask("POST", f"{DECISIONS}:batch", b"\n".join(body.replace(b"\n", b"") for body in bodies), "application/x-ndjson")
    )
    return b"\n".join(answer.body for answer in answers)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_that_was_told_of_persons_stands_anywhere(
    policies: Path, tmp_path: Path, kind: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    environment = {"LAWBOOK_STATE": str(state)}
    folders = [state, tmp_path / "copy"]
    if kind == "postgresql":
        postgres = request.getfixturevalue("postgres")
        environment["LAWBOOK_RECORD"] = postgres.new_database()
        folders.append(postgres.folder)
    with collecting() as (collector, spans), serving(policies, LAWBOOK_TRACES=collector, **environment) as server:
        errors = ask_in_every_way(server)
        metrics = server.ask("GET", "/metrics").body
        running = written_in(state)
        assert outcome_of(["backup", str(tmp_path / "copy"), "--state", str(state)]) == 0
        told = server.told().encode()
        server.process.terminate()
        server.process.wait(60)
    if kind == "postgresql":
        request.getfixturevalue("postgres").say("CHECKPOINT")
    everything = {"errors": errors, "metrics": metrics, "log": told, "files while it runs": running, "spans": b"".join(spans)}
    everything |= {str(folder): written_in(folder) for folder in folders}
    told_by_command = capsys.readouterr()
    everything["command"] = f"{told_by_command.out}{told_by_command.err}".encode()
    for person, number in [*PEOPLE.items(), (None, 99)]:
        for trace in traces_of(person, number):
            assert [place for place, written in everything.items() if trace in written] == []
    assert b"personal-loan" in everything["log"]
    assert b"personal-loan" in everything["spans"]
    assert b'"sealed":{' in b"".join(everything[str(folder)] for folder in folders)
    assert (
        outcome_of(
            ["audit", "verify", "--state", str(state), *(["--record", environment["LAWBOOK_RECORD"]] if kind == "postgresql" else [])]
        )
        == 0
    )


def erased(url: str, masters: MasterKeys, person: str) -> None:
    store = open_store(url)
    owner = Opening(store, masters).owner(person)
    assert owner is not None
    assert erase(store, owner, Act("eraser", "officer", NOON.isoformat(), "asked for"), lambda _, __: None) == 1
    store.close()


def post(client: FlaskClient, facts: dict[str, object], **headers: str) -> tuple[int, bytes]:
    answer = client.post(DECISIONS, data=json.dumps(facts), content_type="application/json", headers=headers)
    return answer.status_code, answer.data


@pytest.mark.parametrize("person", ["C-1", None])
def test_what_is_sealed_is_told_to_who_may_see_it(client: FlaskClient, person: str | None) -> None:
    _, answer = post(client, facts_of(person))
    found = json.loads(client.get(f"/v1/decisions/{json.loads(answer)['id']}").data)
    assert (found["facts"], found["decision"]) == (facts_of(person), json.loads(answer)["decision"])
    explained = client.get(f"/v1/decisions/{found['id']}/explanation?lang=zh")
    assert "欧阳Quetzal0000" not in explained.text
    assert json.loads(explained.data)["policy"] == "personal-loan"


def test_the_same_key_gets_the_first_answer_of_what_is_sealed(client: FlaskClient) -> None:
    first = post(client, facts_of("C-1"), **{"Idempotency-Key": "k"})
    assert first[0] == 200
    assert post(client, facts_of("C-1"), **{"Idempotency-Key": "k"}) == first
    assert post(client, facts_of("C-1", 1), **{"Idempotency-Key": "k"})[0] == 409


def test_lines_sent_again_get_the_first_answers_of_what_is_sealed(client: FlaskClient) -> None:
    def send(number: int) -> list[bytes]:
        lines = b"\n".join(json.dumps(facts_of(f"C-{line}", line + number)).encode() for line in range(3))
        with client.post(f"{DECISIONS}:batch", data=lines, content_type="application/x-ndjson", headers={"Idempotency-Key": "k"}) as answer:
            told: list[bytes] = answer.data.splitlines()
        return told

    first = send(0)
    assert send(0) == first
    assert all(b"key-reused" in line for line in send(7))


def test_who_was_erased_is_told_to_nobody(client: FlaskClient, store_url: str, masters: MasterKeys) -> None:
    _, answer = post(client, facts_of("C-1"), **{"Idempotency-Key": "k"})
    _, other = post(client, facts_of("C-2"))
    erased(store_url, masters, "C-1")
    id_ = json.loads(answer)["id"]
    refused = [client.get(f"/v1/decisions/{id_}"), client.get(f"/v1/decisions/{id_}/explanation")]
    assert [(each.status_code, json.loads(each.data)["type"]) for each in refused] == [(410, "/problems/erased")] * 2
    assert post(client, facts_of("C-1"), **{"Idempotency-Key": "k"})[0] == 410
    assert client.get(f"/v1/decisions/{json.loads(other)['id']}").status_code == 200


def test_without_master_keys_nothing_of_persons_is_decided(policies: Path, tmp_path: Path) -> None:
    recorder = Recorder(f"sqlite:///{tmp_path}/record.db", "one")
    client = app_for(Settings(policies=policies, now=lambda: NOON, new_id=random_id), recorder).test_client()
    assert post(client, facts_of("C-1"))[0] == 503
    recorder.close()
