"""Releases over HTTP: who may do what, what is refused and how, and the review page."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from lawbook.operations.releasing.steps import record_gate
from lawbook.record import Recorder
from lawbook.record.schema import ENTRIES
from lawbook.record.verifying import verify
from lawbook_api.app import create_app
from support.key_stores import KeysInMemory, key_for
from support.offers import OFFER, write_offer
from support.releases import AUTHOR, PASSED
from support.services import settings_for, source_of

FILES = {"small-offer/v1.yaml": OFFER.format(version=1, effective="2026-01-01", most=50_000)}
SUBMISSION: dict[str, object] = {"policies": ["small-offer"], "files": FILES, "note": "the first"}


class Service:
    """The service in this process, its keys, and its record."""

    def __init__(self, app: Flask, keys: KeysInMemory, recorder: Recorder) -> None:
        self.app, self.keys, self.recorder = app, keys, recorder
        self.shown = {
            "li": key_for(keys, ["author", "approver"], caller="li"),
            "li again": key_for(keys, ["approver"], caller="Li"),
            "wang": key_for(keys, ["approver"], ["small-offer"], caller="wang"),
            "zhao": key_for(keys, ["operator"], caller="zhao"),
            "sun": key_for(keys, ["author", "approver", "operator"], ["other-offer"], caller="sun"),
        }

    def ask(self, who: str, method: str, path: str, body: object = None) -> TestResponse:
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.shown[who]}"}
        kind = "application/json" if data is not None else None
        return self.app.test_client().open(path, method=method, data=data, content_type=kind, headers=headers)

    def problem(self, who: str, method: str, path: str, body: object = None) -> tuple[int, str]:
        answer = self.ask(who, method, path, body)
        return answer.status_code, answer.get_json()["type"].removeprefix("/problems/")

    def submit(self, *, passed: bool = True) -> None:
        assert self.ask("li", "POST", "/v1/releases", SUBMISSION).status_code == 200
        if passed:
            record_gate(self.recorder, AUTHOR, 1, PASSED)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    write_offer(tmp_path / "policies")
    settings, keys = settings_for(tmp_path / "policies"), KeysInMemory()
    recorder = Recorder(f"sqlite:///{tmp_path}/record.db", "one")
    yield Service(create_app(source_of(settings), settings, keys=keys, recorder=recorder), keys, recorder)
    recorder.close()


def test_a_release_goes_its_way_over_http(service: Service) -> None:
    service.submit()
    assert service.problem("wang", "POST", f"/v1/releases/1/approval?page={'0' * 64}") == (409, "release-refused")
    read = service.ask("wang", "GET", "/v1/releases/1").get_json()["gate"]["page"]
    assert service.ask("wang", "POST", f"/v1/releases/1/approval?page={read}").get_json()["state"] == "approved"
    assert service.ask("zhao", "POST", "/v1/releases/1/release").get_json()["policies"] == {"small-offer": 1}
    told = service.ask("wang", "GET", "/v1/releases").get_json()
    assert (told["released"]["number"], [each["state"] for each in told["releases"]]) == (1, ["released"])
    story = service.ask("wang", "GET", "/v1/releases/1").get_json()["story"]
    assert [(event["act"], event["by"]) for event in story] == [("submit", "li"), ("gate", "li"), ("approve", "wang"), ("release", "zhao")]
    page = service.ask("wang", "GET", "/v1/releases/1/page")
    assert (page.data, page.mimetype) == (PASSED.page, "text/html")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    withdrawn = service.ask("zhao", "POST", "/v1/releases/1/withdrawal", {"reason": "declines too many"})
    assert withdrawn.get_json()["state"] == "withdrawn"


@pytest.mark.parametrize("who", ["li", "li again"])
def test_an_approval_attempted_by_the_author_is_refused_and_stands_in_the_record(service: Service, who: str) -> None:
    service.submit()
    assert service.problem(who, "POST", "/v1/releases/1/approval") == (403, "own-release")
    assert service.ask("wang", "GET", "/v1/releases/1").get_json()["state"] == "submitted"
    with service.recorder.store().reading() as connection:
        bodies = [json.loads(row.body) for row in connection.execute(ENTRIES.select().where(ENTRIES.c.kind == "access-refused"))]
    assert [(body["caller"].casefold(), body["route"]) for body in bodies] == [("li", "/v1/releases/<int:release>/approval")]
    assert verify(service.recorder.store(), {}).findings == ()


def test_a_rollback_is_one_request_with_a_reason(service: Service) -> None:
    service.submit()
    service.ask("wang", "POST", "/v1/releases/1/approval")
    service.ask("wang", "POST", "/v1/releases/1/release")
    second = {"small-offer/v2.yaml": OFFER.format(version=2, effective="2026-06-01", most=60_000)}
    service.ask("li", "POST", "/v1/releases", {"policies": ["small-offer@2"], "files": second})
    record_gate(service.recorder, AUTHOR, 2, PASSED)
    service.ask("wang", "POST", "/v1/releases/2/approval")
    assert service.ask("wang", "POST", "/v1/releases/2/release").get_json()["policies"] == {"small-offer": 2}
    assert service.problem("wang", "POST", "/v1/rollbacks", {"policies": ["small-offer"], "reason": ""}) == (409, "release-refused")
    assert service.problem("wang", "POST", "/v1/rollbacks", {"policies": [], "reason": "x"}) == (403, "not-allowed")
    back = service.ask("wang", "POST", "/v1/rollbacks", {"policies": ["small-offer"], "reason": "declines too many"})
    assert back.get_json()["policies"] == {"small-offer": 1}


def test_what_does_not_fit_is_refused_by_its_name(service: Service) -> None:
    assert service.problem("wang", "GET", "/v1/releases/1") == (404, "unknown-release")
    service.submit(passed=False)
    assert service.problem("wang", "GET", "/v1/releases/1/page") == (404, "unknown-release")
    assert service.problem("wang", "POST", "/v1/releases/1/approval") == (409, "release-refused")
    assert service.ask("wang", "POST", "/v1/releases/1/approval").get_json()["detail"].endswith("[gate-missing]")
    assert service.problem("zhao", "POST", "/v1/releases/1/release") == (409, "release-refused")
    assert service.problem("zhao", "POST", "/v1/releases/1/withdrawal", {"reason": " "}) == (409, "release-refused")


def test_a_key_for_another_policy_sees_and_does_nothing(service: Service) -> None:
    service.submit()
    assert service.ask("sun", "GET", "/v1/releases").get_json()["releases"] == []
    for method, path, body in (
        ("GET", "/v1/releases/1", None),
        ("GET", "/v1/releases/1/page", None),
        ("POST", "/v1/releases/1/approval", None),
        ("POST", "/v1/releases/1/release", None),
        ("POST", "/v1/releases/1/withdrawal", {"reason": "x"}),
        ("POST", "/v1/releases", SUBMISSION),
        ("POST", "/v1/rollbacks", {"policies": ["small-offer"], "reason": "x"}),
    ):
        assert service.problem("sun", method, path, body) == (403, "not-allowed"), path


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"no JSON", (400, "not-json")),
        ({"policies": ["small-offer"]}, (400, "bad-request")),
        ({**SUBMISSION, "policies": []}, (400, "bad-request")),
        ({**SUBMISSION, "policies": ["Small Offer"]}, (400, "bad-request")),
        ({**SUBMISSION, "files": {"../v1.yaml": ""}}, (400, "bad-request")),
        ({**SUBMISSION, "files": {"small-offer/../../v1.yaml": ""}}, (400, "bad-request")),
        ({**SUBMISSION, "more": 1}, (400, "bad-request")),
        ({**SUBMISSION, "policies": ["small-offer@2"]}, (409, "release-refused")),
        ({**SUBMISSION, "files": {"small-offer/v1.yaml": "nothing: here"}}, (422, "policies-rejected")),
    ],
)
def test_what_cannot_be_submitted_says_why(service: Service, body: object, problem: tuple[int, str]) -> None:
    assert service.problem("li", "POST", "/v1/releases", body) == problem
