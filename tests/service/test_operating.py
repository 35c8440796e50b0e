"""What those who run the service see of it: counts, traces, and how it leaves."""

import json
import signal
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from subprocess import Popen

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from lawbook import PolicyVersion, open_library
from lawbook.contract.facts import may_be_absent
from lawbook.model.types import BooleanType, OneOfType
from lawbook.record import Recorder
from lawbook_api.app import create_app
from lawbook_api.log import MOST_WAITING, RequestLog, Told
from lawbook_api.settings import BadSetting, Settings, from_environment
from lawbook_api.told_of_decisions import outcome_in, unknown_facts
from lawbook_api.traces import Traces, traces_sent_to
from support.key_stores import KeysInMemory, key_for
from support.libraries import TODAY
from support.offers import FACTS, write_offer
from support.services import app_for, serving, settings_for, source_of

DECISIONS = "/v1/policies/small-offer/decisions"
BODY = json.dumps(FACTS).encode()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_offer(tmp_path)
    return settings_for(tmp_path)


def _place(version: PolicyVersion) -> int:
    return [decision.name for decision in version.policy.decisions].index(version.policy.outputs[0])


def test_the_outcome_and_what_was_not_known_are_found_in_the_bytes() -> None:
    library, looked, unknown = open_library(Path("policies"), today=TODAY), 0, 0
    for file in sorted(Path("policies").glob("*/examples/*.json")):
        version = library.policy(file.parents[1].name, as_of=TODAY)
        declared = {fact.name: may_be_absent(fact) for fact in version.policy.facts}
        facts = json.loads(file.read_text(encoding="utf-8"))
        wanting = [name for name in facts if declared[name]][:3]
        for body in [version.decide_json(json.dumps({**facts, name: None}).encode()) for name in wanting]:
            read = json.loads(body)
            first = read["outcome"][version.policy.outputs[0]]
            few = isinstance(version.policy.decisions[_place(version)].type, BooleanType | OneOfType) and not isinstance(first, dict)
            assert outcome_in(body, version) == ("other" if not few else first if isinstance(first, str) else json.dumps(first))
            causes = {each["name"] for causes in read["unknown"].values() for each in causes}
            assert unknown_facts(body, version) == sorted(causes & set(declared))
            looked, unknown = looked + 1, unknown + bool(causes)
    assert looked > unknown > 0


def test_a_truth_is_an_outcome_and_an_amount_is_none(tmp_path: Path) -> None:
    file = write_offer(tmp_path)
    text = file.read_text(encoding="utf-8")
    for outputs, told in (("crowded, outcome", "false"), ("limit, outcome", "other")):
        file.write_text(text.replace("outputs: [outcome, limit, crowded]", f"outputs: [{outputs}]"), encoding="utf-8")
        version = open_library(tmp_path, today=TODAY).policy("small-offer", as_of=TODAY)
        assert outcome_in(version.decide_json(BODY), version) == told


def test_facts_that_were_wanting_are_counted(settings: Settings) -> None:
    client = app_for(settings).test_client()
    known = {name: value for name, value in FACTS.items() if name != "grade"}
    client.post(DECISIONS, data=json.dumps(known), content_type="application/json")
    assert 'lawbook_unknown_facts_total{fact="grade",policy="small-offer"} 1.0' in client.get("/metrics").data.decode()


def test_the_store_of_the_record_is_watched(settings: Settings, tmp_path: Path) -> None:
    recorder = Recorder(f"sqlite:///{tmp_path}/record.db", "writer")
    try:
        client = app_for(settings, recorder).test_client()
        assert client.post(DECISIONS, data=BODY, content_type="application/json").status_code == 200
        told = client.get("/metrics").data.decode()
    finally:
        recorder.close()
    for line in ("lawbook_record_seconds_count 1.0", "lawbook_record_waiting 0.0", "lawbook_record_failing 0.0"):
        assert line in told
    assert "lawbook_record_entries" in told


def test_each_request_is_a_span_in_the_trace_that_the_caller_began(settings: Settings) -> None:
    spans, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    keys, put = KeysInMemory(), list[bytes]()
    log = RequestLog(settings.now, put.append)
    app = create_app(source_of(settings), settings, keys=keys, log=log, traces=Traces(provider))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    headers = {"Authorization": f"Bearer {key_for(keys)}", "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
    app.test_client().post(DECISIONS, data=BODY, content_type="application/json", headers=headers)
    app.test_client().get("/v1/policies")
    app.view_functions["health.alive"] = lambda: json.loads("fault")
    app.test_client().get("/healthz")
    log.close()
    one, other, fault = spans.get_finished_spans()
    assert (one.name, one.kind) == ("POST /v1/policies/<policy>/decisions", SpanKind.SERVER)
    assert one.context is not None
    assert f"{one.context.trace_id:032x}" == "0af7651916cd43dd8448eb211c80319c"
    assert dict(one.attributes or {}) == {
        "http.request.method": "POST",
        "http.route": "/v1/policies/<policy>/decisions",
        "http.response.status_code": 200,
        "lawbook.request": "an-id-1",
        "lawbook.policy": "small-offer",
    }
    assert other.parent is None
    assert fault.status.status_code is StatusCode.ERROR
    assert json.loads(b"".join(put).splitlines()[0])["trace"] == "0af7651916cd43dd8448eb211c80319c"


def test_spans_are_sent_to_the_collector_that_is_configured() -> None:
    assert isinstance(traces_sent_to("http://127.0.0.1:1/v1/traces"), Traces)


def test_traces_without_their_libraries_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lawbook_api.settings.find_spec", lambda _: None)
    with pytest.raises(BadSetting, match="needs the extra `traces`"):
        from_environment({"LAWBOOK_TRACES": "http://collector:4318/v1/traces"})


def test_a_log_that_nobody_reads_holds_requests_up_instead_of_growing(settings: Settings) -> None:
    put = list[bytes]()
    log = RequestLog(settings.now, put.append)
    for number in range(MOST_WAITING + 1):
        log.answered(Told(str(number), None, "GET", "/healthz", None, 200, 0.1))
    log.close()
    assert b"".join(put).count(b"\n") == MOST_WAITING + 1


def test_lines_for_which_no_time_is_left_are_told_so(settings: Settings) -> None:
    ticks = count()
    app = app_for(replace(settings, monotonic=lambda: float(next(ticks)), batch_seconds=3.0))
    lines = (BODY + b"\n") * 2_000
    told = app.test_client().post(f"{DECISIONS}:batch", data=lines, content_type="application/x-ndjson", buffered=True).data.splitlines()
    kinds = [json.loads(line).get("problem", {}).get("type") for line in told]
    assert len(told) == 2_000
    assert kinds[0] is None
    assert kinds[-1] == "/problems/too-slow"


def test_a_service_that_is_leaving_says_so_and_goes_on_answering_for_a_while(tmp_path: Path) -> None:
    write_offer(tmp_path / "policies")
    with serving(tmp_path / "policies", "--quiet", LAWBOOK_LEAVE_SECONDS="3") as server:
        server.process.send_signal(signal.SIGTERM)
        assert server.asked_until("/readyz", "leaving")["status"] == "leaving"
        assert server.ask("GET", "/readyz").status == 503
        assert server.ask("POST", DECISIONS, BODY).status == 200
        assert server.process.wait(20) == 0


def test_more_connections_than_a_worker_takes_on_wait_and_are_answered(tmp_path: Path) -> None:
    write_offer(tmp_path / "policies")
    client = "import sys, urllib.request as u\nfor _ in range(20): u.urlopen(sys.argv[1]).read()"
    with serving(tmp_path / "policies", "--quiet", LAWBOOK_CONNECTIONS="2") as server:
        clients = [Popen([sys.executable, "-c", client, f"{server.address}/healthz"]) for _ in range(6)]
        assert [each.wait(60) for each in clients] == [0] * 6


def test_what_a_caller_may_not_do_is_entered_into_the_record(settings: Settings, tmp_path: Path) -> None:
    recorder, keys = Recorder(f"sqlite:///{tmp_path}/record.db", "writer"), KeysInMemory()
    app = create_app(source_of(settings), settings, keys=keys, recorder=recorder)
    headers = {"Authorization": f"Bearer {key_for(keys, ['auditor'], caller='curious')}"}
    asked = [(DECISIONS, headers), (DECISIONS, {}), ("/v1/policies/li-98765/decisions", headers)]
    answers = [app.test_client().post(path, data=BODY, content_type="application/json", headers=shown).status_code for path, shown in asked]
    recorder.close()
    with closing(sqlite3.connect(tmp_path / "record.db")) as connection:
        rows = connection.execute("select kind, body from entries where kind <> 'policies'").fetchall()
    assert answers == [403, 401, 403]
    assert [(kind, json.loads(body)["caller"], json.loads(body)["policy"]) for kind, body in rows] == [
        ("access-refused", "curious", "small-offer"),
        ("access-refused", "curious", None),
    ]
