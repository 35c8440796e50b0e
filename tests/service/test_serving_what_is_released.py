"""A service that serves what is released, and nothing else: taken up when it is released, and given up when it is rolled back."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from lawbook.operations.releasing.steps import approve, put_into_force, record_gate, roll_back, submit
from lawbook.operations.releasing.stories import served_now
from lawbook.record import Recorder, Snapshot, StoreDown
from lawbook_api.app import create_app
from lawbook_api.health import readiness
from lawbook_api.origins import origin_of
from lawbook_api.released import FromReleases
from lawbook_api.settings import BadSetting, Settings, from_environment
from lawbook_api.source import LibrarySource
from support.key_stores import KeysInMemory, key_for
from support.offers import FACTS, OFFER, write_offer
from support.releases import APPROVER, AUTHOR, OPERATOR, PASSED, TODAY, URGENT, offers, put_out, recorder_at
from support.services import Server, serving, settings_for, showing


def source_of_releases(url: str) -> LibrarySource:
    settings = Settings(record=url, released_only=True)
    return LibrarySource(origin_of(settings), now=settings.now, today=lambda: TODAY)


def versions(source: LibrarySource) -> list[int]:
    return [policy.version for name in source.library().policies for policy in source.library().versions(name)]


def test_only_what_is_released_is_served_and_a_rollback_is_taken_up(store_url: str, tmp_path: Path) -> None:
    with recorder_at(store_url) as recorder:
        source = source_of_releases(store_url)
        assert (versions(source), readiness(source, in_full=True)["released"]) == ([], 0)
        files = offers(tmp_path, 1, 2)
        submit(recorder, AUTHOR, files, {"small-offer": 1}, TODAY)
        source.refresh()
        assert source.loaded.generation == 1
        record_gate(recorder, AUTHOR, 1, PASSED)
        approve(recorder, APPROVER, 1)
        put_into_force(recorder, OPERATOR, 1, TODAY)
        source.refresh()
        served = served_now(recorder.store())
        assert served is not None
        assert source.loaded.policies.hash.hex() == served.hash
        assert (versions(source), source.loaded.generation, readiness(source, in_full=True)["released"]) == ([1], 2, 1)
        put_out(recorder, files)
        source.refresh()
        assert versions(source) == [1, 2]
        roll_back(recorder, URGENT, ["small-offer"], None, TODAY)
        source.refresh()
        assert (versions(source), source.loaded.policies.files) == ([1], {"small-offer/v1.yaml": files["small-offer/v1.yaml"]})
        source.refresh()
        assert source.loaded.generation == 4
        source.close()


def test_a_store_that_is_down_changes_nothing_that_is_served(tmp_path: Path) -> None:
    file = tmp_path / "there" / "record.db"
    with recorder_at(f"sqlite:///{file}") as recorder:
        put_out(recorder, offers(tmp_path / "policies", 1))
    source = source_of_releases(f"sqlite:///{file}")
    assert versions(source) == [1]
    hidden = file.parent.rename(tmp_path / "hidden")
    file.parent.write_text("a file where a folder is needed")
    late = source_of_releases(f"sqlite:///{file}")
    assert (versions(late), late.refusal is not None) == ([], True)
    taken_up: list[Snapshot] = []
    late.tell(taken_up.append)
    for each in (source, late):
        each.refresh()
    assert (versions(source), versions(late)) == ([1], [])
    with pytest.raises(StoreDown):
        FromReleases(f"sqlite:///{file}").library(TODAY)
    file.parent.unlink()
    hidden.rename(file.parent)
    assert taken_up == []
    late.refresh()
    assert (versions(late), late.refusal) == ([1], None)
    assert taken_up == [late.loaded.policies]
    for each in (source, late):
        each.close()


@pytest.mark.parametrize("others", [{"LAWBOOK_RECORD": "none"}, {"LAWBOOK_BUNDLE": "policies.bundle"}, {"LAWBOOK_RELEASED": "yes"}])
def test_settings_that_do_not_go_together_are_refused(others: dict[str, str]) -> None:
    with pytest.raises(BadSetting):
        origin_of(from_environment({"LAWBOOK_RELEASED": "only", **others}))


def test_what_is_released_over_http_decides_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/record.db"
    numbers, keys = count(1), KeysInMemory()
    settings = replace(settings_for(tmp_path / "none", record=url, released_only=True), new_id=lambda: f"id-{next(numbers)}")
    source = LibrarySource(origin_of(settings), now=settings.now, today=settings.today)
    with recorder_at(url) as recorder:
        app = create_app(source, settings, keys=keys, recorder=recorder)
        app.test_client_class = showing(key_for(keys, caller="zhao"))
        client = app.test_client()

        def decided() -> object:
            answer = client.post("/v1/policies/small-offer/decisions", json={**FACTS, "amount": "55000"})
            return answer.get_json()["decision"]["outcome"]["outcome"] if answer.status_code == 200 else answer.status_code

        assert decided() == 404
        recorder.append("begun", {})  # so that what was taken up stands before it
        known = client.get("/v1/policies/small-offer/known")
        assert (known.status_code, known.get_json()["detail"]) == (404, "there is no policy `small-offer`; there is none")
        for number, most in ((1, 50_000), (2, 60_000)):
            text = OFFER.format(version=number, effective=f"2026-0{number}-01", most=most)
            files = {f"small-offer/v{number}.yaml": text}
            submit(recorder, AUTHOR, {path: each.encode() for path, each in files.items()}, {"small-offer": None}, TODAY)
            record_gate(recorder, AUTHOR, number, PASSED)
            approve(recorder, APPROVER, number)
            assert client.post(f"/v1/releases/{number}/release").status_code == 200
            assert decided() == ("decline" if number == 1 else "approve")
        assert client.post("/v1/rollbacks", json={"policies": ["small-offer"], "reason": "too lenient"}).status_code == 200
        assert decided() == "decline"
    source.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    state = tmp_path / "state"
    state.mkdir()
    with serving(tmp_path / "nowhere", "--released-only", LAWBOOK_STATE=str(state)) as running:
        yield running


def test_a_running_service_takes_up_a_release_and_a_rollback(server: Server, tmp_path: Path) -> None:
    assert server.ask("GET", "/readyz").json()["released"] == 0
    body = json.dumps({**FACTS, "amount": "55000"}).encode()
    recorder = Recorder(f"sqlite:///{server.state}/record.db", "command")
    try:
        put_out(recorder, offers(tmp_path / "policies", 1))
        server.asked_until("/readyz", '"released":1')
        assert b'"decline"' in server.ask("POST", "/v1/policies/small-offer/decisions", body).body
        write_offer(tmp_path / "policies", 2, "2026-02-01", 60_000)
        put_out(recorder, offers(tmp_path / "policies"))
        server.asked_until("/readyz", '"released":2')
        assert b'"approve"' in server.ask("POST", "/v1/policies/small-offer/decisions", body).body
        roll_back(recorder, URGENT, ["small-offer"], None, TODAY)
        server.asked_until("/readyz", '"released":3')
        assert b'"decline"' in server.ask("POST", "/v1/policies/small-offer/decisions", body).body
    finally:
        recorder.close()
