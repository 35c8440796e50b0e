"""What the service answers, asked in this process."""

import json
from pathlib import Path
from uuid import RFC_4122, UUID

import pytest
from werkzeug.test import Client, TestResponse

from lawbook import __version__
from lawbook_api.health import NOT_RECORDED
from lawbook_api.problems import KINDS
from lawbook_api.settings import BadSetting, Settings, from_environment
from support.offers import FACTS, write_file, write_offer
from support.services import app_for, settings_for

DECISIONS = "/v1/policies/small-offer/decisions"
BATCH = f"{DECISIONS}:batch"
EXPLANATION = "/v1/policies/small-offer/explanation"
NDJSON = "application/x-ndjson"


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    write_offer(tmp_path, 1, "2026-01-01")
    write_offer(tmp_path, 2, "2026-11-01", most=1_000)
    return tmp_path


@pytest.fixture
def client(policies: Path) -> Client:
    return app_for(settings_for(policies, body_limit=10_000, batch_limit=40_000)).test_client()


def post(client: Client, path: str = DECISIONS, facts: object = FACTS, kind: str = "application/json") -> TestResponse:
    body = facts if isinstance(facts, bytes) else json.dumps(facts).encode()
    return client.post(path, data=body, content_type=kind, buffered=True)


def test_a_decision_is_its_canonical_body_in_an_envelope(client: Client) -> None:
    answer = post(client)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    told = json.loads(answer.data)
    assert {name: told[name] for name in ("engine", "id", "time")} == {
        "engine": __version__,
        "id": "an-id",
        "time": "2026-11-21T04:00:00.000+00:00",
    }
    assert told["decision"]["outcome"] == {"crowded": False, "limit": "1000.00", "outcome": "decline"}
    assert told["decision"]["as_of"] == "2026-11-21"


def test_the_day_and_the_version_can_be_asked_for(client: Client) -> None:
    assert json.loads(post(client, f"{DECISIONS}?as_of=2026-10-31").data)["decision"]["policies"][0]["version"] == 1
    assert json.loads(post(client, f"{DECISIONS}?version=1").data)["decision"]["outcome"]["outcome"] == "approve"


REQUESTS = [
    ("ordinary", DECISIONS, json.dumps(FACTS).encode(), "application/json"),
    ("other media type", DECISIONS, json.dumps(FACTS).encode(), "application/json; charset=utf-8"),
    ("wrong media type", DECISIONS, b"{}", "text/plain"),
    ("bad facts", DECISIONS, b'{"amount": -1, "grade": "Z", "what": 1}', "application/json"),
    ("no JSON", DECISIONS, b"{", "application/json"),
    ("empty", DECISIONS, b"", "application/json"),
    ("unknown policy", "/v1/policies/small-ofer/decisions", b"{}", "application/json"),
    ("policy with a slash", "/v1/policies/a/b/decisions", b"{}", "application/json"),
    ("no policy", "/v1/policies/decisions", b"{}", "application/json"),
    ("no name", "/v1/policies//decisions", b"{}", "application/json"),
    ("Chinese name", "/v1/policies/%E6%94%BF%E7%AD%96/decisions", b"{}", "application/json"),
    ("query", f"{DECISIONS}?as_of=2026-10-31", json.dumps(FACTS).encode(), "application/json"),
    ("too large", DECISIONS, b" " * 10_001, "application/json"),
    ("elsewhere", "/v1/decisions", b"{}", "application/json"),
]


@pytest.mark.parametrize(("path", "body", "kind"), [request[1:] for request in REQUESTS], ids=[request[0] for request in REQUESTS])
def test_the_quick_lane_answers_as_flask_does(policies: Path, path: str, body: bytes, kind: str) -> None:
    settings = settings_for(policies, body_limit=10_000)
    quick, slow = app_for(settings), app_for(settings)
    slow.wsgi_app = type(slow).wsgi_app.__get__(slow)  # type: ignore[method-assign]
    answers = [post(app.test_client(), path, body, kind) for app in (quick, slow)]
    one, other = [(answer.status_code, answer.content_type, answer.data, answer.content_length) for answer in answers]
    assert one == other


def problem(answer: TestResponse) -> tuple[int, str, str]:
    assert answer.content_type == "application/problem+json"
    told = json.loads(answer.data)
    assert told["status"] == answer.status_code
    assert told["title"] == KINDS[told["type"].removeprefix("/problems/")][1]
    return answer.status_code, told["type"], told["detail"]


def test_every_bad_fact_is_told_at_once(client: Client) -> None:
    answer = post(client, facts={"amount": "1.005", "grade": "D", "verifed": True})
    assert problem(answer) == (422, "/problems/facts-rejected", "4 facts are wrong; nothing was decided")
    assert [(each["fact"], each["code"]) for each in json.loads(answer.data)["problems"]] == [
        ("amount", "fact-scale"),
        ("verified", "missing-fact"),
        ("grade", "wrong-fact-type"),
        ("verifed", "unknown-fact"),
    ]
    assert json.loads(answer.data)["problems"][3]["help"] == "did you mean `verified`?"


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "expected"),
    [
        ("POST", DECISIONS, b"[1]", "application/json", (400, "/problems/not-json", "the body is not a JSON object")),
        ("POST", DECISIONS, b'{"a": 1, "a": 2}', "application/json", (400, "/problems/not-json", "`a` stands twice in one object")),
        (
            "POST",
            DECISIONS,
            b"{}",
            "text/plain",
            (415, "/problems/wrong-media-type", "the request says `text/plain`; send Content-Type: application/json"),
        ),
        (
            "POST",
            DECISIONS,
            b"{}",
            None,
            (415, "/problems/wrong-media-type", "the request says no media type; send Content-Type: application/json"),
        ),
        ("POST", DECISIONS, b" " * 10_001, "application/json", (413, "/problems/too-large", KINDS["too-large"][1])),
        (
            "POST",
            f"{DECISIONS}?as_of=2026-02-30",
            b"{}",
            "application/json",
            (400, "/problems/bad-parameter", "`as_of` is `2026-02-30`, and must be a calendar date such as 2026-11-21"),
        ),
        (
            "POST",
            f"{DECISIONS}?version=two",
            b"{}",
            "application/json",
            (400, "/problems/bad-parameter", "`version` is `two`, and must be a whole number such as 3"),
        ),
        (
            "POST",
            f"{DECISIONS}?asof=2026-01-01",
            b"{}",
            "application/json",
            (400, "/problems/bad-parameter", "`asof` is no query parameter of this address; known here: as_of, version"),
        ),
        (
            "POST",
            f"{DECISIONS}?version=1&version=2",
            b"{}",
            "application/json",
            (400, "/problems/bad-parameter", "`version` stands in the query 2 times"),
        ),
        (
            "POST",
            f"{DECISIONS}?as_of=2025-01-01",
            b"{}",
            "application/json",
            (
                404,
                "/problems/not-in-force",
                "no version of the policy `small-offer` is in force on 2025-01-01; version 1 comes into force on 2026-01-01",
            ),
        ),
        (
            "POST",
            f"{DECISIONS}?version=7",
            b"{}",
            "application/json",
            (404, "/problems/unknown-version", "the policy `small-offer` has no version 7; it has 1, 2"),
        ),
        (
            "POST",
            f"{EXPLANATION}?lang=de",
            b"{}",
            "application/json",
            (400, "/problems/bad-parameter", "`lang` is `de`, and must be en or zh"),
        ),
        (
            "GET",
            "/v1/policies/nothing",
            b"",
            None,
            (404, "/problems/unknown-policy", "there is no policy `nothing`; there is `small-offer`"),
        ),
        ("GET", "/v1/nothing", b"", None, (404, "/problems/not-found", KINDS["not-found"][1])),
        ("GET", "/problems/nothing", b"", None, (404, "/problems/not-found", KINDS["not-found"][1])),
        ("GET", DECISIONS, b"", None, (405, "/problems/method-not-allowed", KINDS["method-not-allowed"][1])),
        ("GET", "/v1/policies?x=1", b"", None, (400, "/problems/bad-parameter", "`x` is no query parameter of this address; known here: as_of")),
        ("GET", "/docs?x=1", b"", None, (400, "/problems/bad-parameter", "`x` is no query parameter of this address")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_as_problem_details(
    client: Client, method: str, path: str, body: bytes, kind: str | None, expected: tuple[int, str, str]
) -> None:
    assert problem(client.open(path, method=method, data=body, content_type=kind)) == expected


def test_a_method_that_is_not_allowed_is_answered_with_those_that_are(client: Client) -> None:
    assert set(client.get(DECISIONS).headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_a_fault_of_ours_is_told_without_its_inside(policies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_for(settings_for(policies))
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("lawbook.library.library.PolicyVersion.explain", broken)
    answer = post(app.test_client(), EXPLANATION)
    assert problem(answer) == (500, "/problems/fault", KINDS["fault"][1])
    assert b"secret" not in answer.data


def lines(answer: TestResponse) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer.data.splitlines()]


def test_each_line_of_a_batch_gets_its_decision_or_its_problem(client: Client) -> None:
    body = json.dumps(FACTS).encode() + b'\n{"amount": -1}\n\nnope\n' + b" " * 10_001 + b"\n" + json.dumps({**FACTS, "amount": 5}).encode()
    answer = post(client, BATCH, body, NDJSON)
    assert (answer.status_code, answer.content_type) == (200, NDJSON)
    told = lines(answer)
    assert [each["line"] for each in told] == [1, 2, 3, 4, 5, 6]
    assert told[0]["id"] == "an-id-1"
    assert told[0]["decision"] == json.loads(post(client).data)["decision"]
    assert told[5]["decision"]["outcome"]["outcome"] == "approve"  # type: ignore[index]
    assert [told[index]["problem"]["type"] for index in (1, 2, 3, 4)] == [  # type: ignore[index]
        "/problems/facts-rejected",
        "/problems/not-json",
        "/problems/not-json",
        "/problems/too-large",
    ]


def test_a_batch_of_many_lines_is_answered_whole_and_in_order(client: Client) -> None:
    answer = post(client, BATCH, b'{"amount": 1, "verified": true}\n' * 1_000, NDJSON)
    assert [each["line"] for each in lines(answer)] == list(range(1, 1_001))


def test_an_empty_batch_has_an_empty_answer(client: Client) -> None:
    assert post(client, BATCH, b"", NDJSON).data == b""


def test_a_batch_that_is_too_large_is_refused_before_it_is_decided(client: Client) -> None:
    assert problem(post(client, BATCH, b" " * 40_001, NDJSON))[:2] == (413, "/problems/too-large")


def test_a_batch_of_one_object_is_told_which_media_type_to_send(client: Client) -> None:
    assert problem(post(client, BATCH)) == (
        415,
        "/problems/wrong-media-type",
        "the request says `application/json`; send Content-Type: application/x-ndjson",
    )


def test_a_fault_in_one_line_is_told_in_that_line(
    policies: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = app_for(settings_for(policies))
    monkeypatch.setattr("lawbook.contract.json_text.parse_facts", None)
    monkeypatch.setattr("lawbook.compile.compiled.parse_facts", None)
    told = lines(post(app.test_client(), BATCH, b"nope\n" + json.dumps(FACTS).encode(), NDJSON))
    assert told[0]["problem"]["type"] == "/problems/fault"  # type: ignore[index]
    assert "decision" in told[1]
    assert "line 1 of batch an-id" in caplog.text


def test_an_explanation_is_given_in_the_language_asked_for(client: Client) -> None:
    told = json.loads(post(client, f"{EXPLANATION}?lang=zh&as_of=2026-10-31&version=1", {**FACTS, "grade": "C"}).data)
    assert (told["lang"], told["outcome"][0]) == ("zh", ["结论", "转人工"])
    assert problem(post(client, EXPLANATION, {}))[0] == 422


def test_policies_are_listed_with_what_is_in_force(client: Client) -> None:
    told = json.loads(client.get("/v1/policies?as_of=2026-10-31").data)
    assert (told["as_of"], told["policies"][0]["in_force"]) == ("2026-10-31", 1)
    assert [version["version"] for version in told["policies"][0]["versions"]] == [1, 2]
    assert json.loads(client.get("/v1/policies/small-offer").data)["in_force"] == 2
    assert json.loads(client.get("/v1/policies/small-offer?as_of=2020-01-01").data)["in_force"] is None


def test_a_version_is_told_with_the_text_its_author_wrote(client: Client, policies: Path) -> None:
    told = json.loads(client.get("/v1/policies/small-offer/versions/1").data)
    assert told["source"] == (policies / "small-offer" / "v1.yaml").read_text(encoding="utf-8")
    assert (told["effective"], told["until"], told["summary"]) == ("2026-01-01", "2026-11-01", None)
    assert client.get(told["facts_schema"]).content_type == "application/schema+json"
    assert problem(client.get("/v1/policies/small-offer/versions/9"))[:2] == (404, "/problems/unknown-version")


def test_the_documentation_is_one_page_in_both_languages(client: Client) -> None:
    answer = client.get("/docs")
    page = answer.data.decode()
    assert answer.content_type == "text/html; charset=utf-8"
    for text in ("小额授信", "Small offer", "amount asked for", "未结清笔数", "NOT_VERIFIED", "curl -s", 'id="problem-facts-rejected"'):
        assert text in page
    assert "<script" not in page
    assert "curl -s http://localhost/v1/policies/small-offer/decisions" in page
    assert "http" not in page.replace("http://localhost/", "")
    assert "<!--" not in page
    assert client.get("/").headers["Location"] == "/docs"
    assert client.get("/problems/not-json").headers["Location"] == "/docs#problem-not-json"


def test_the_description_follows_the_policies(client: Client) -> None:
    told = json.loads(client.get("/openapi.json").data)
    assert told["openapi"] == "3.1.0"
    assert {DECISIONS, BATCH, EXPLANATION} <= set(told["paths"])
    posted = told["paths"][DECISIONS]["post"]["requestBody"]["content"]["application/json"]
    assert set(posted["schema"]["required"]) == {"amount", "verified"}
    assert posted["example"] == {"amount": "100.00", "verified": False}


def test_a_policy_not_in_force_is_left_out_of_the_description(tmp_path: Path) -> None:
    write_offer(tmp_path, 1, "2030-01-01")
    client = app_for(settings_for(tmp_path)).test_client()
    assert DECISIONS not in json.loads(client.get("/openapi.json").data)["paths"]
    assert client.get("/docs").status_code == 200


def test_requests_and_decisions_are_counted(client: Client) -> None:
    post(client)
    post(client, f"{DECISIONS}?version=1")
    post(client, facts={})
    post(client, BATCH, b'{"amount": 1, "verified": true}\n{}\n', NDJSON)
    client.get("/nowhere")
    text = client.get("/metrics").data.decode()
    for counted in (
        'lawbook_requests_total{method="POST",route="/v1/policies/<policy>/decisions",status="200"} 2.0',
        'lawbook_requests_total{method="POST",route="/v1/policies/<policy>/decisions",status="422"} 1.0',
        'lawbook_requests_total{method="any",route="unmatched",status="404"} 1.0',
        'lawbook_decision_seconds_count{outcome="decline",policy="small-offer",version="2"} 1.0',
        'lawbook_decision_seconds_count{outcome="approve",policy="small-offer",version="1"} 1.0',
        'lawbook_refusals_total{kind="facts-rejected"} 1.0',
        'lawbook_batched_decisions_total{policy="small-offer",version="2"} 1.0',
        'lawbook_facts_rejected_total{policy="small-offer"} 2.0',
        "lawbook_library_generation 1.0",
    ):
        assert counted in text


def test_health_says_that_the_service_lives(client: Client) -> None:
    assert json.loads(client.get("/healthz").data) == {"status": "alive"}
    assert json.loads(client.get("/readyz").data) == {
        "status": "ready",
        "generation": 1,
        "loaded_at": "2026-11-21T04:00:00+00:00",
        "policies": 1,
        "record": {"kept": False, "warning": NOT_RECORDED},
    }


def test_settings_come_from_the_environment() -> None:
    given = {
        "LAWBOOK_POLICIES": "p",
        "LAWBOOK_TIME_ZONE": "Europe/Berlin",
        "LAWBOOK_BODY_LIMIT": "5",
        "LAWBOOK_RELOAD_SECONDS": "7",
        "LAWBOOK_RECORD": "postgresql://bank/record",
    }
    assert from_environment(given) == Settings(
        policies=Path("p"), time_zone="Europe/Berlin", body_limit=5, reload_seconds=7.0, record="postgresql://bank/record"
    )
    assert from_environment({}) == Settings(record="sqlite:///.lawbook/record.db")
    assert from_environment({"LAWBOOK_RECORD": "none"}) == Settings()
    one, other = (UUID(Settings().new_id()) for _ in range(2))
    assert (one.version, one.variant, one != other) == (7, RFC_4122, True)
    assert Settings().now().tzinfo is not None


@pytest.mark.parametrize(
    ("name", "value"), [("LAWBOOK_BODY_LIMIT", "0"), ("LAWBOOK_BATCH_LIMIT", "1e3"), ("LAWBOOK_TIME_ZONE", "Mars/Base")]
)
def test_a_setting_that_cannot_be_read_is_told(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"{name} is `{value}`"):
        from_environment({name: value})


def test_an_example_of_the_author_is_shown(policies: Path) -> None:
    write_file(policies, "small-offer/examples/a.json", '{"amount": 12.5, "verified": true}')
    client = app_for(settings_for(policies)).test_client()
    posted = json.loads(client.get("/openapi.json").data)["paths"][DECISIONS]["post"]["requestBody"]["content"]["application/json"]
    assert posted["example"] in ({"amount": "12.5", "verified": True}, {"amount": 12.5, "verified": True})


def test_a_notice_is_given_in_the_language_asked_for_with_what_would_change_it(client: Client) -> None:
    refused = {**FACTS, "grade": "C"}
    plain = post(client, "/v1/policies/small-offer/notices?lang=zh", refused).get_json()
    assert (plain["lang"], "would_change" in plain) == ("zh", False)
    assert "would_change" in post(client, "/v1/policies/small-offer/notices?what_would_change=true", refused).get_json()
    assert problem(post(client, "/v1/policies/small-offer/notices?want=aprove", refused))[0] == 400
    assert problem(post(client, "/v1/policies/small-offer/notices?what_would_change=perhaps", refused))[0] == 400
