"""A real server process, started as a person would start it."""

import json
import os
import shlex
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from support.certificates import write_certificates
from support.offers import FACTS, write_offer
from support.services import Server, free_port, serving, serving_over
from support.speaking import speak
from support.spoiled_http import Client, in_http2

DECISIONS = "/v1/policies/small-offer/decisions"
POSTS_STANDARD_INPUT = """
import sys, urllib.request
batch = urllib.request.Request("ADDRESS", sys.stdin.buffer.read(), {"Content-Type": "application/x-ndjson", "Authorization": "Bearer KEY"})
print("sent", flush=True)
print(len(urllib.request.urlopen(batch).read().splitlines()))
"""
BODY = json.dumps(FACTS).encode()


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("policies")
    write_offer(root)
    return root


@pytest.fixture(scope="module")
def server(policies: Path) -> Iterator[Server]:
    with serving(policies) as running:
        yield running


def limit(server: Server) -> str:
    answer = server.ask("POST", DECISIONS, json.dumps({**FACTS, "amount": 90_000}).encode()).json()
    return str(answer["decision"]["outcome"]["limit"])  # type: ignore[index]


def test_a_decision_is_made(server: Server) -> None:
    answer = server.ask("POST", DECISIONS, BODY)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json()["decision"]["outcome"]["outcome"] == "approve"  # type: ignore[index]


def test_a_large_batch_is_answered_to_a_client_that_reads_only_afterwards(server: Server) -> None:
    count = 20_000
    answer = server.ask("POST", f"{DECISIONS}:batch", (BODY + b"\n") * count, "application/x-ndjson")
    assert answer.status == 200
    told = answer.body.splitlines()
    assert len(told) == count
    assert json.loads(told[-1])["line"] == count


def test_a_body_that_is_too_large_is_refused(server: Server) -> None:
    answer = server.ask("POST", DECISIONS, b" " * 1_000_001)
    assert (answer.status, answer.headers["content-type"]) == (413, "application/problem+json")


def test_the_address_the_docs_and_a_request_to_paste_are_told(policies: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-c", "from lawbook.cli.main import run; run()", "serve", "--port", str(port), "--policies", str(policies)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "LAWBOOK_STATE": str(tmp_path)}) as process:
        try:
            assert process.stdout is not None
            told = [process.stdout.readline().rstrip("\n") for _ in range(4)]
            pasted = subprocess.run(shlex.split(told[3]), capture_output=True, check=True, timeout=30)
        finally:
            process.terminate()
            assert process.wait(20) == 0
    assert told[0] == f"Lawbook serves small-offer v1 at http://127.0.0.1:{port}"
    assert told[1:3] == [f"Docs: http://127.0.0.1:{port}/docs", "Try:"]
    assert "outcome" in json.loads(pasted.stdout)["decision"]


def test_an_edit_is_taken_up_and_a_bad_one_leaves_the_old_policies_serving(tmp_path: Path) -> None:
    write_offer(tmp_path, most=50_000)
    with serving(tmp_path, "--quiet") as server:
        assert limit(server) == "50000.00"
        file = write_offer(tmp_path, most=40_000)
        server.asked_until("/readyz", '"generation":2')
        assert limit(server) == "40000.00"
        sound = file.read_text(encoding="utf-8")
        file.write_text(sound.replace("min(amount, most)", "min(amuont, most)"), encoding="utf-8")
        state = server.asked_until("/readyz", "refused_edit")
        assert (state["status"], state["generation"]) == ("ready with an edit refused", 2)
        problems = state["refused_edit"]["problems"]  # type: ignore[index]
        assert [(problem["code"], problem["file"], problem["help"]) for problem in problems] == [
            ("unknown-name", str(file), "did you mean `amount`?")
        ]
        assert limit(server) == "40000.00"
        assert b"lawbook_library_edit_refused 1.0" in server.ask("GET", "/metrics").body
        file.write_text(sound, encoding="utf-8")
        assert server.asked_until("/readyz", '"generation":3')["status"] == "ready"


def test_a_hangup_has_the_policies_read_again(tmp_path: Path) -> None:
    write_offer(tmp_path)
    with serving(tmp_path, "--quiet") as server:
        server.process.send_signal(signal.SIGHUP)
        server.asked_until("/readyz", '"generation":2')


def test_workers_count_together(policies: Path) -> None:
    with serving(policies, "--workers", "2", "--quiet") as server:
        for _ in range(20):
            assert server.ask("POST", DECISIONS, BODY).status == 200
        server.answered_until("/metrics", 'lawbook_decision_seconds_count{outcome="approve",policy="small-offer",version="1"} 20.0')


def test_requests_under_way_are_finished_before_the_end(policies: Path) -> None:
    with serving(policies, "--quiet") as server:
        body = (BODY + b"\n") * 20_000
        command = [
            sys.executable,
            "-c",
            POSTS_STANDARD_INPUT.replace("ADDRESS", f"{server.address}{DECISIONS}:batch").replace("KEY", server.key),
        ]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as client:
            assert client.stdin is not None
            assert client.stdout is not None
            client.stdin.write(body)
            client.stdin.close()
            assert client.stdout.readline() == b"sent\n"
            time.sleep(0.1)
            server.process.send_signal(signal.SIGTERM)
            assert client.stdout.read() == b"20000\n"
        assert server.process.wait(20) == 0


@pytest.mark.parametrize(
    ("edit", "environment", "code", "told"),
    [
        ("nothing: here", {}, 1, "the document does not say what it is"),
        (None, {"LAWBOOK_BODY_LIMIT": "many"}, 2, "LAWBOOK_BODY_LIMIT is `many`, and must be a whole number above 0"),
    ],
)
def test_a_service_that_cannot_start_says_why(tmp_path: Path, edit: str | None, environment: dict[str, str], code: int, told: str) -> None:
    file = write_offer(tmp_path)
    if edit is not None:
        file.write_text(edit, encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from lawbook.cli.main import run; run()",
        "serve",
        "--port",
        str(free_port()),
        "--policies",
        str(tmp_path),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": "", **environment}, timeout=60)
    assert ended.returncode == code
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_log_of_a_server_is_lines_of_json_without_the_key(tmp_path: Path) -> None:
    write_offer(tmp_path / "policies")
    with serving(tmp_path / "policies", "--quiet", LAWBOOK_STATE=str(tmp_path)) as server:
        assert server.ask("POST", DECISIONS, BODY).status == 200
        assert server.ask("POST", DECISIONS, BODY, key="lb_nobody_wrong").status == 401
    logged = [json.loads(line) for line in server.told().splitlines()]
    assert [each["status"] for each in logged if each["route"] == "/v1/policies/<policy>/decisions"] == [200, 401]
    assert server.key.rpartition("_")[2] not in server.told()


def test_keys_made_rotated_and_revoked_are_heeded_by_every_server_on_one_store(policies: Path, tmp_path: Path) -> None:
    def keys(*arguments: str) -> str:
        command = [sys.executable, "-c", "from lawbook.cli.main import run; run()", "keys", *arguments, "--state", str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()

    settings = {"LAWBOOK_STATE": str(tmp_path), "LAWBOOK_KEY_SECONDS": "1"}
    with serving(policies, "--quiet", **settings) as one, serving(policies, "--workers", "2", "--quiet", **settings) as other:

        def statuses(key: str) -> set[int]:
            return {server.ask("POST", DECISIONS, BODY, key=key).status for server in (one, other) for _ in range(4)}

        first = keys("create", "payments", "--role", "decider", "--policy", "small-offer")
        assert statuses(first) == {200}
        second = keys("rotate", first.split("_")[1])
        assert statuses(first) == statuses(second) == {200}
        keys("revoke", first.split("_")[1])
        time.sleep(1.1)
        assert (statuses(first), statuses(second)) == ({401}, {200})


@pytest.mark.parametrize(
    ("asked", "status"), [(f"POST {DECISIONS}", 401), ("GET /problems/nothing", 404), ("GET /healthz", 200), ("POST /healthz", 401)]
)
def test_strangers_who_send_slowly_hold_nobody_up(server: Server, asked: str, status: int) -> None:
    head = f"{asked} HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    with ExitStack() as kept:
        for _ in range(5):
            slow = kept.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            slow.sendall(head.encode() + b"{")
            assert f" {status} ".encode() in slow.recv(4_096)
        assert server.ask("POST", DECISIONS, BODY).status == 200


@pytest.mark.parametrize("path", [DECISIONS, f"{DECISIONS}?version=1", "/v1/policies/small-offer/explanation"])
def test_a_body_in_chunks_is_whole_or_refused(server: Server, path: str) -> None:
    assert in_chunks(server, path, BODY) == 200
    # What stands before the limit would be JSON of its own.
    assert in_chunks(server, path, BODY + b" " * (1_000_000 - len(BODY))) == 200
    assert in_chunks(server, path, BODY + b" " * (1_000_000 - len(BODY)) + b"and no JSON") == 413


def in_chunks(server: Server, path: str, body: bytes) -> int:
    head = f"POST {path} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {server.key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(head.encode())
        for begin in range(0, len(body), 65_536):
            piece = body[begin : begin + 65_536]
            connection.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
        connection.sendall(b"0\r\n\r\n")
        return int(connection.recv(65_536).split()[1])


def decided(server: Server) -> list[str]:
    metrics = server.ask("GET", "/metrics").body.decode()
    return [line for line in metrics.splitlines() if line.startswith(("lawbook_decision_seconds_count", "lawbook_batched_decisions_total"))]


@pytest.mark.parametrize(
    ("path", "kind"),
    [(DECISIONS, "application/json"), (f"{DECISIONS}?version=1", "application/json"), (f"{DECISIONS}:batch", "application/x-ndjson")],
)
def test_a_body_that_was_broken_off_is_not_decided_on(server: Server, path: str, kind: str) -> None:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {server.key}\r\nContent-Type: {kind}\r\nContent-Length: 5000\r\n\r\n"
    )
    assert server.ask("POST", DECISIONS, BODY).status == 200
    before = decided(server)
    assert before
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(head.encode() + BODY + b"\n")
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(65_536)
    assert b" 200 " not in answer[:20]
    assert decided(server) == before


@pytest.mark.parametrize(
    ("path", "kind"),
    [(DECISIONS, "application/json"), (f"{DECISIONS}?version=1", "application/json"), (f"{DECISIONS}:batch", "application/x-ndjson")],
)
def test_a_body_in_chunks_that_was_broken_off_is_not_decided_on(server: Server, path: str, kind: str) -> None:
    named = f"Content-Type: {kind}\r\nTransfer-Encoding: chunked\r\nConnection: close"
    head = f"POST {path} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {server.key}\r\n{named}\r\n\r\n".encode()
    sent = head + b"%x\r\n%b\n\r\n" % (len(BODY) + 1, BODY)
    answers = [speak(server.port, [sent + rest], ends) for rest, ends in ((b"", "ends"), (b"47\r\n{", "ends"), (b"no size\r\n", "waits"))]
    assert [answer.received for answer in answers if b'{"decision":' in answer.received] == []


def test_whoever_speaks_http_2_is_refused_and_holds_nobody_up(server: Server) -> None:
    # As many as would take every thread from it; each is shut out, with an answer in HTTP/1.1 or with none.
    heard = [speak(server.port, [in_http2(Client(server.key, 1))], "waits") for _ in range(5)]
    assert {status for each in heard for status in each.statuses()} <= {400}
    assert server.ask("POST", DECISIONS, BODY).status == 200


def test_a_server_speaks_tls_and_asks_for_certificates_where_that_is_configured(policies: Path, tmp_path: Path) -> None:
    authority, certificate, key = write_certificates(tmp_path)
    shown = {"LAWBOOK_TLS_CERTIFICATE": str(certificate), "LAWBOOK_TLS_KEY": str(key), "LAWBOOK_STATE": str(tmp_path)}
    trusting = ssl.create_default_context(cafile=authority)
    with serving_over(trusting, policies, "--quiet", **shown) as server:
        answer = server.ask("POST", DECISIONS, BODY)
        assert (answer.status, answer.headers["strict-transport-security"]) == (200, "max-age=31536000")
        offering = ssl.create_default_context(cafile=authority)
        offering.set_alpn_protocols(["h2", "http/1.1"])
        with (
            socket.create_connection(("127.0.0.1", server.port), timeout=20) as line,
            offering.wrap_socket(line, server_hostname="127.0.0.1") as agreed,
        ):
            assert agreed.selected_alpn_protocol() == "http/1.1"
    proving = ssl.create_default_context(cafile=authority)
    proving.load_cert_chain(certificate, key)
    with serving_over(proving, policies, "--quiet", **shown, LAWBOOK_TLS_CLIENTS=str(authority)) as server:
        assert server.ask("POST", DECISIONS, BODY).status == 200
        with pytest.raises(OSError, match=r"alert|reset|EOF|closed"):
            replace(server, tls=trusting).ask("POST", DECISIONS, BODY)
