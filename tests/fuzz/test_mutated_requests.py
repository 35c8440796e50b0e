"""Requests spoiled in every part: whatever is sent, the answer is one that the service knows, never a fault."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from lawbook_api.problems import KINDS
from support.offers import FACTS, write_offer
from support.services import app_for, settings_for

BASE = "/v1/policies/small-offer"
POSTED = [f"{BASE}/decisions", f"{BASE}/decisions:batch", f"{BASE}/explanation", f"{BASE}/notices"]
ASKED = [
    "/v1/policies",
    BASE,
    f"{BASE}/versions/1",
    f"{BASE}/facts-schema",
    f"{BASE}/known",
    "/v1/decisions/x",
    "/v1/decisions/x/explanation",
]
OPEN = ["/", "/docs", "/openapi.json", "/problems/fault", "/healthz", "/readyz", "/metrics"]
HOSTILE: list[object] = [
    None, True, -1, 0, 10**40, 1e308, "", "0" * 2_000, "\ud800", "A", "NaN", "1e999999", [], {}, [[[[]]]], {"a": {"b": {}}}, "２０", "\x00", "-0.00", "2026-02-30",
]  # fmt: skip
WORDS = ["as_of", "version", "lang", "want", "what_would_change", "known_at", "x"]
VALUES = [
    "",
    "2026-11-21",
    "9999-12-31",
    "0000-00-00",
    "1",
    "-1",
    "1" * 30,
    "en",
    "zh",
    "%00",
    "\u4fe1\u8d37",
    "true",
    "outcome=approve",
    "'\"<>",
]
KINDS_OF_BODY = [
    "application/json",
    "application/x-ndjson",
    "text/plain",
    "",
    "application/json; charset=utf-16",
    "a/b/c",
    "multipart/form-data",
]


def spoiled_facts(chance: random.Random) -> bytes:
    facts: dict[str, object] = dict(FACTS)
    for _ in range(chance.randrange(4)):
        name = chance.choice([*FACTS, "unheard_of", ""])
        facts[name] = chance.choice(HOSTILE)
    return json.dumps(facts, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def torn(body: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(body) + 1)
    return chance.choice(
        [body[:place], body[place:], body[:place] + chance.randbytes(3) + body[place:], body * 2, b"[" * 3_000, b"\xff\xfe" + body, b""]
    )


def spoiled(chance: random.Random) -> EnvironBuilder:
    post = chance.random() < 0.75
    path = chance.choice(POSTED if post else [*ASKED, *OPEN])
    if chance.random() < 0.1:
        place = chance.randrange(1, len(path) + 1)
        path = path[:place] + chance.choice(["%2e%2e", "//", "\u4e2d", "%00", ";", "%ff", "x" * 3_000]) + path[place:]
    query = {chance.choice(WORDS): chance.choice(VALUES) for _ in range(chance.randrange(3))} if chance.random() < 0.4 else {}
    body = spoiled_facts(chance)
    if chance.random() < 0.3:
        body = torn(body, chance)
    kind = (
        chance.choice(KINDS_OF_BODY)
        if chance.random() < 0.15
        else "application/x-ndjson"
        if path.endswith(":batch")
        else "application/json"
    )
    method = (
        chance.choice(["GET", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "post"]) if chance.random() < 0.1 else "POST" if post else "GET"
    )
    headers = Headers()
    for name, values in {
        "X-Request-Id": ["a", "\t", "x" * 99],
        "Idempotency-Key": ["k", "", "\xff", "k" * 999],
        "traceparent": ["x"],
    }.items():
        if chance.random() < 0.1:
            headers[name] = chance.choice(values)
    return EnvironBuilder(path, method=method, query_string=query, data=body if post else None, content_type=kind, headers=headers)


def spoil_key(environ: dict[str, object], token: str, chance: random.Random) -> None:
    shown: list[Callable[[], str]] = [
        lambda: token[: chance.randrange(len(token))],
        token.upper,
        lambda: token + "\xff",
        lambda: "",
    ]
    environ["HTTP_AUTHORIZATION"] = chance.choice(shown)()


def ask_spoiled(policies: Path, count: int) -> None:
    chance = random.Random(20_261_122)  # noqa: S311 - the same requests each time
    write_offer(policies)
    app = app_for(settings_for(policies, rate=1_000_000_000))
    token = str(app.test_client().environ_base["HTTP_AUTHORIZATION"])
    statuses = set()
    for _ in range(count):
        environ = spoiled(chance).get_environ()
        environ["HTTP_AUTHORIZATION"] = token
        if chance.random() < 0.05:
            spoil_key(environ, token, chance)
        pieces, status, headers = run_wsgi_app(app, environ, buffered=True)
        body = b"".join(pieces)
        statuses.add(int(status[:3]))
        assert int(status[:3]) < 500, (environ["REQUEST_METHOD"], environ["PATH_INFO"], environ.get("QUERY_STRING"), body)
        if headers.get("Content-Type") == "application/problem+json" and body:
            assert json.loads(body)["type"].removeprefix("/problems/") in KINDS
        if headers.get("Content-Type") == "application/x-ndjson":
            assert b"/problems/fault" not in body
    assert {200, 400, 401, 404, 405, 415, 422} <= statuses


def test_a_spoiled_request_gets_an_answer_that_is_no_fault(tmp_path: Path) -> None:
    ask_spoiled(tmp_path, 1_500)


@pytest.mark.beyond("twenty thousand requests take a minute or more")
def test_twenty_thousand_spoiled_requests_get_answers_that_are_no_faults(tmp_path: Path) -> None:
    ask_spoiled(tmp_path, 20_000)
