"""How much may be asked: rates, quotas, depth; and what stands on every answer and in the log."""

import json
import logging
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from lawbook.access.keeping import FILE, KeysInFile
from lawbook_api.app import create_app
from lawbook_api.depth import nests_deeper
from lawbook_api.log import Lines, RequestLog
from lawbook_api.settings import BadSetting, Issuer, Settings, Tls, from_environment
from support.key_stores import KeysInMemory, key_for
from support.offers import FACTS, write_offer
from support.services import NOON, app_for, settings_for, source_of

DECISIONS = "/v1/policies/small-offer/decisions"
BATCH = f"{DECISIONS}:batch"
BODY = json.dumps(FACTS).encode()


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.passed = 0.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path, clock: Clock) -> Settings:
    write_offer(tmp_path)
    still = settings_for(tmp_path, monotonic=lambda: clock.passed, key_seconds=1_000_000.0)
    return replace(still, now=lambda: NOON + timedelta(seconds=clock.passed))


def post(app: Flask, token: str, path: str = DECISIONS, body: bytes = BODY) -> TestResponse:
    kind = "application/x-ndjson" if path == BATCH else "application/json"
    headers = {"Authorization": f"Bearer {token}"}
    return app.test_client().post(path, data=body, content_type=kind, headers=headers, buffered=True)


def told(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["type"].removeprefix("/problems/")


@pytest.mark.parametrize("path", [DECISIONS, "/v1/policies/small-offer/explanation"], ids=["quick lane", "Flask"])
def test_a_caller_who_sends_too_much_is_told_when_to_try_again(settings: Settings, clock: Clock, path: str) -> None:
    keys = KeysInMemory()
    app = create_app(source_of(settings), replace(settings, rate=2), keys=keys)
    token, another = key_for(keys), key_for(keys)
    first = post(app, token, path)
    assert (first.headers["RateLimit-Policy"], first.headers["RateLimit"]) == ('"caller";q=4;w=2', '"caller";r=3;t=1')
    assert [post(app, token, path).status_code for _ in range(3)] == [200, 200, 200]
    refused = post(app, token, path)
    assert told(refused) == (429, "too-many-requests")
    assert (refused.headers["Retry-After"], refused.headers["RateLimit"]) == ("1", '"caller";r=0;t=1')
    assert post(app, another, path).status_code == 200
    clock.passed = 0.5
    assert [post(app, token, path).status_code for _ in range(2)] == [200, 429]


def test_what_a_caller_may_not_do_costs_as_much_as_what_it_may(settings: Settings) -> None:
    keys = KeysInMemory()
    app = create_app(source_of(settings), replace(settings, rate=2), keys=keys)
    token = key_for(keys, ["auditor"])
    assert [post(app, token, path).status_code for path in (DECISIONS, BATCH, "/nowhere", DECISIONS, DECISIONS)] == [
        403,
        403,
        404,
        403,
        429,
    ]


def test_a_key_may_have_a_rate_of_its_own(settings: Settings) -> None:
    keys = KeysInMemory()
    app = create_app(source_of(settings), settings, keys=keys)
    token = key_for(keys, rate=1)
    assert [post(app, token).status_code for _ in range(3)] == [200, 200, 429]


def test_rejected_facts_cost_one_request_and_not_two(settings: Settings) -> None:
    keys = KeysInMemory()
    app = create_app(source_of(settings), settings, keys=keys)
    answer = post(app, key_for(keys, rate=5), body=b"{}")
    assert (answer.status_code, answer.headers["RateLimit"]) == (422, '"caller";r=9;t=1')


def test_decisions_beyond_the_quota_wait_for_the_next_day(settings: Settings, clock: Clock) -> None:
    keys = KeysInMemory()
    app = create_app(source_of(settings), settings, keys=keys)
    token = key_for(keys, quota=5)
    assert post(app, token).status_code == 200
    assert post(app, token, f"{DECISIONS}?version=1").status_code == 200
    assert post(app, token, BATCH, BODY + b"\n" + BODY).status_code == 200
    too_long = post(app, token, BATCH, (BODY + b"\n") * 2)
    assert (told(too_long), too_long.get_json()["detail"]) == (
        (429, "over-quota"),
        "the request asks for 2 decisions, and 1 are left today",
    )
    assert post(app, token).status_code == 200
    refused = post(app, token)
    assert told(refused) == (429, "over-quota")
    assert refused.headers["Retry-After"] == str(12 * 3_600)  # the settings' noon is that of London; in Shanghai midnight is 12 hours away
    clock.passed = 12 * 3_600
    assert post(app, token).status_code == 200


def test_a_quota_is_counted_together_by_all_workers(settings: Settings, clock: Clock, tmp_path: Path) -> None:
    keys = KeysInFile(tmp_path / "state")
    one, other = (create_app(source_of(settings), replace(settings, quota=4), keys=keys) for _ in range(2))
    token = key_for(keys)
    assert [post(app, token).status_code for app in (one, other, one, other)] == [200] * 4
    clock.passed = 1.0
    post(one, token)
    assert post(other, token).status_code == 429
    clock.passed = 2.0
    assert post(one, token).status_code == 429


@pytest.mark.parametrize(
    ("body", "deeper"),
    [
        (b"", False),
        (b'{"a": [1, [2]]}', False),
        (b"[[[[", True),
        (b"[]" * 50 + b"{}", False),
        (b'{"a": "[[[[[[", "b": "\\"{{{{"}', False),
        (b'{"[[[[": {"b": [[1]]}}', True),
        (b'"[[[[', False),
    ],
)
def test_depth_is_that_of_objects_and_lists_and_not_of_texts(body: bytes, *, deeper: bool) -> None:
    assert nests_deeper(body, 3) is deeper


def test_what_nests_too_deep_is_refused(settings: Settings) -> None:
    app = app_for(replace(settings, depth_limit=3))
    client = app.test_client()
    deep = b'{"a": [[[1]]]}'
    for path in (DECISIONS, f"{DECISIONS}?version=1", "/v1/policies/small-offer/notices"):
        assert told(client.post(path, data=deep, content_type="application/json")) == (400, "too-deep")
    lines = client.post(BATCH, data=deep + b"\n" + BODY, content_type="application/x-ndjson", buffered=True).data.splitlines()
    assert json.loads(lines[0])["problem"]["type"] == "/problems/too-deep"
    assert "decision" in json.loads(lines[1])


def test_every_answer_has_headers_that_keep_browsers_from_mischief(settings: Settings) -> None:
    app = app_for(settings)
    client = app.test_client()
    app.test_client_class = None
    answers = [client.get(path) for path in ("/docs", "/healthz", "/nowhere", "/v1/policies", "/")]
    answers += [client.post(DECISIONS, data=BODY, content_type="application/json"), app.test_client().get("/v1/policies")]
    for answer in answers:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "no-store")
        assert "Strict-Transport-Security" not in answer.headers
    over_tls = app_for(replace(settings, tls=Tls(Path("c"), Path("k")))).test_client()
    assert over_tls.get("/healthz").headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(("given", "used"), [("req-7", "req-7"), ("a b", "an-id-1"), ("", "an-id-1"), ("x" * 65, "an-id-1")])
@pytest.mark.parametrize("path", [DECISIONS, f"{DECISIONS}?version=1"], ids=["quick lane", "Flask"])
def test_a_request_keeps_the_id_it_came_with_where_that_is_sane(settings: Settings, given: str, used: str, path: str) -> None:
    answer = app_for(settings).test_client().post(path, data=BODY, content_type="application/json", headers={"X-Request-Id": given})
    assert answer.headers["X-Request-Id"] == used


def test_the_log_has_a_line_for_each_request_without_facts_and_keys(settings: Settings) -> None:
    keys, put = KeysInMemory(), list[bytes]()
    log = RequestLog(settings.now, put.append)
    app = create_app(source_of(settings), settings, keys=keys, log=log)
    token = key_for(keys, caller="payments")
    post(app, token)
    post(app, token, f"{DECISIONS}?version=1")
    post(app, token[:-1])
    post(app, token, body=b'{"amount": "98765.43"}')
    app.test_client().get("/nowhere?secret=98765")
    post(app, token, "/v1/policies/li-98765/decisions")
    post(app, token, "/v1/policies/li-98765/notices")
    log.close()
    logged = [json.loads(line) for line in b"".join(put).splitlines()]
    assert [(each["caller"], each["route"], each["policy"], each["status"]) for each in logged] == [
        ("payments", "/v1/policies/<policy>/decisions", "small-offer", 200),
        ("payments", "/v1/policies/<policy>/decisions", "small-offer", 200),
        (None, "/v1/policies/<policy>/decisions", "small-offer", 401),
        ("payments", "/v1/policies/<policy>/decisions", "small-offer", 422),
        (None, "unmatched", None, 401),
        ("payments", "/v1/policies/<policy>/decisions", None, 404),
        ("payments", "/v1/policies/<policy>/notices", None, 404),
    ]
    assert [each.get("problem") for each in logged] == [None, None, "not-known", "facts-rejected", "not-known", *["unknown-policy"] * 2]
    assert set(logged[0]) == {"time", "level", "event", "request", "caller", "method", "route", "policy", "status", "milliseconds"}
    text = b"".join(put)
    for private in (token.rpartition("_")[2], "98765", str(FACTS["amount"])):
        assert private.encode() not in text


def test_a_fault_is_logged_with_its_place_and_without_its_words() -> None:
    with pytest.raises(InvalidOperation) as raised:
        Decimal("income 98765.43")
    told_of = (raised.type, raised.value, raised.tb)
    line = Lines().format(logging.LogRecord("lawbook.api", logging.ERROR, __file__, 1, "line %s", (7,), told_of))
    logged = json.loads(line)
    assert (logged["level"], logged["event"], logged["fault"]) == ("error", "line 7", "InvalidOperation")
    assert "test_limits.py" in logged["stack"][0]
    assert "98765" not in line
    assert "fault" not in json.loads(Lines().format(logging.LogRecord("lawbook.api", logging.INFO, __file__, 1, "well", (), None)))


def test_keys_that_cannot_be_looked_up_are_a_matter_of_a_moment(settings: Settings, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    (state / FILE).write_bytes(b"this is no database, and never was one" * 100)
    app = create_app(source_of(settings), settings, keys=KeysInFile(state))
    answer = post(app, f"lb_0badc0ffee00_{'0' * 64}")
    assert (told(answer), answer.headers["Retry-After"]) == ((503, "keys-unavailable"), "1")
    assert b"database" not in answer.data


def test_settings_of_access_come_from_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "file.pem"
    file.touch()
    given = {
        "LAWBOOK_RATE": "5", "LAWBOOK_QUOTA": "7", "LAWBOOK_DEPTH_LIMIT": "9", "LAWBOOK_LOG": "faults", "LAWBOOK_STATE": "s", "LAWBOOK_KEY_SECONDS": "2",
        "LAWBOOK_TLS_CERTIFICATE": str(file), "LAWBOOK_TLS_KEY": str(file), "LAWBOOK_TLS_CLIENTS": str(file),
        "LAWBOOK_BATCH_SECONDS": "4", "LAWBOOK_LEAVE_SECONDS": "6", "LAWBOOK_FINISH_SECONDS": "8", "LAWBOOK_CONNECTIONS": "10", "LAWBOOK_TRACES": "http://t",
        "LAWBOOK_PROCESSORS": "any",
        "LAWBOOK_JWT_ISSUER": "https://i", "LAWBOOK_JWT_AUDIENCE": "a", "LAWBOOK_JWT_KEYS": str(file), "LAWBOOK_JWT_ALGORITHMS": "EdDSA",
        "LAWBOOK_JWT_ROLES_CLAIM": "r", "LAWBOOK_JWT_POLICIES_CLAIM": "p", "LAWBOOK_JWT_SKEW_SECONDS": "1",
    }  # fmt: skip
    read = from_environment(given)
    assert (read.rate, read.quota, read.depth_limit, read.log_requests, read.state, read.key_seconds) == (5, 7, 9, False, Path("s"), 2.0)
    assert (read.batch_seconds, read.leave_seconds, read.finish_seconds, read.connections, read.traces) == (4.0, 6.0, 8.0, 10, "http://t")
    assert (read.own_processors, from_environment({}).own_processors) == (False, True)
    assert read.tls == Tls(file, file, file)
    assert read.issuer == Issuer(
        name="https://i", audience="a", keys=str(file), algorithms=("EdDSA",), roles_claim="r", policies_claim="p", skew=1.0
    )
    assert (from_environment({}).tls, from_environment({}).issuer, from_environment({}).quota) == (None, None, None)


@pytest.mark.parametrize(
    ("given", "told_"),
    [
        ({"LAWBOOK_LOG": "everything"}, "LAWBOOK_LOG is `everything`, and must be requests or faults"),
        ({"LAWBOOK_TRACES": "collector"}, "LAWBOOK_TRACES is `collector`, and must be an address"),
        ({"LAWBOOK_TLS_KEY": "k"}, "LAWBOOK_TLS_CERTIFICATE is not set"),
        ({"LAWBOOK_TLS_CERTIFICATE": "/nowhere", "LAWBOOK_TLS_KEY": "k"}, "LAWBOOK_TLS_CERTIFICATE is `/nowhere`, where there is no file"),
        ({"LAWBOOK_JWT_ISSUER": "https://i"}, "LAWBOOK_JWT_AUDIENCE is not set"),
        ({"LAWBOOK_JWT_ISSUER": "i", "LAWBOOK_JWT_AUDIENCE": "a"}, "LAWBOOK_JWT_ISSUER is `i`, and keys are taken"),
        ({"LAWBOOK_JWT_ISSUER": "http://i", "LAWBOOK_JWT_AUDIENCE": "a"}, "LAWBOOK_JWT_ISSUER is `http://i`, and keys are taken"),
        (
            {"LAWBOOK_JWT_ISSUER": "i", "LAWBOOK_JWT_AUDIENCE": "a", "LAWBOOK_JWT_KEYS": "/nowhere"},
            "LAWBOOK_JWT_KEYS is `/nowhere`, and keys are taken",
        ),
        (
            {"LAWBOOK_JWT_ISSUER": "https://i", "LAWBOOK_JWT_AUDIENCE": "a", "LAWBOOK_JWT_ALGORITHMS": "HS256"},
            "LAWBOOK_JWT_ALGORITHMS has `HS256`",
        ),
    ],
)
def test_settings_of_access_that_cannot_be_meant_are_told(given: dict[str, str], told_: str) -> None:
    with pytest.raises(BadSetting, match=told_):
        from_environment(given)
